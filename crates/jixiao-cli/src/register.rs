//! `jixiao register`: the remediation register (整改台账), as a table to fill in or for next year's dataset.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jixiao::export::render::{markdown, xlsx};
use jixiao::export::{OutputFile, register, register_data, register_toml, write_files};
use jixiao::model::{
    Bilingual, Lang, Name, Remark, RemarkKind, Remediation, RemediationState, Speak, Submission,
};
use jixiao::{RegisterLoss, register_loss, review};

use crate::failure::Failure;
use crate::{columns, out, print};

#[derive(Args)]
pub(crate) struct Arguments {
    /// 单位的数据：文件夹，自评表（.xlsx、.xls、.ods、.docx、.csv），或 .toml、.json 文件；以前的整改台账也可一并给出
    #[arg(required = true, value_name = "数据集")]
    inputs: Vec<PathBuf>,
    /// 写出到这个文件：.xlsx（供填写）、.toml（放入下一年度的数据集）或 .md；不写则只输出结果
    #[arg(long, value_name = "文件", conflicts_with = "json")]
    out: Option<PathBuf>,
    /// 只要未完成的：未开始和整改中
    #[arg(long)]
    pending: bool,
    /// 以 JSON 输出，与数据集格式相同
    #[arg(long)]
    json: bool,
}

/// What a register is written as.
#[derive(Clone, Copy)]
enum Kind {
    Xlsx,
    Toml,
    Markdown,
}

/// Reads, makes the register, and writes or prints it. Status 1 where a part of the dataset could not be read: a promise may be missing.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let place = arguments.out.as_deref().map(place).transpose()?;
    let submission = jixiao::read(&arguments.inputs)?;
    let mut rows = review::register(&submission);
    if arguments.pending {
        rows.retain(|row| row.state.is_pending());
    }
    match (place, &arguments.out) {
        (Some((folder, name, kind)), Some(out)) => {
            let bytes = bytes(kind, &submission, &rows)?;
            if let Some(loss) = register_loss(out, &bytes, &rows) {
                return Err(refused(out, loss));
            }
            write_files(&folder, &[OutputFile { name, bytes }])?;
            print(written(out, kind, &rows).get(lang))?;
        }
        _ if arguments.json => print(&format!("{:#}", register_data(&rows)))?,
        _ => print(&table(&submission, &rows, lang))?,
    }
    Ok(unread(&submission.remarks, lang))
}

/// A register with what somebody filled in is not written over.
fn refused(out: &Path, loss: RegisterLoss) -> Failure {
    let (out, why) = (out.display(), loss.speak());
    let (zh, en) = match loss {
        RegisterLoss::Rows(_) => (
            "请把它放进数据集文件夹后再生成，或换一个文件名",
            "lay it into the dataset and make the register again, or write to another file",
        ),
        RegisterLoss::Unreadable => (
            "请换一个文件名，或先把它移走",
            "write to another file, or move that one away first",
        ),
    };
    Failure::new(
        format!("“{out}”{}，没有覆盖；{zh}", why.zh),
        format!("`{out}` was not written: {}; {en}", why.en),
    )
}

/// The folder, the name and the kind of the file to write.
fn place(out: &Path) -> Result<(PathBuf, String, Kind), Failure> {
    let (folder, name) = out::place(out, &Bilingual::new("整改台账.xlsx", "register.xlsx"))?;
    let kind = match out::ending(out).as_str() {
        "xlsx" => Kind::Xlsx,
        "toml" => Kind::Toml,
        "md" => Kind::Markdown,
        _ => {
            let shown = out.display();
            return Err(Failure::new(
                format!(
                    "“{shown}”不以 .xlsx、.toml 或 .md 结尾，不知写成什么；供填写用 .xlsx，放入数据集用 .toml，如 --out 整改台账.xlsx"
                ),
                format!(
                    "`{shown}` ends neither in .xlsx nor .toml nor .md; write .xlsx to fill in, .toml for a dataset, such as --out register.xlsx"
                ),
            ));
        }
    };
    Ok((folder, name, kind))
}

fn bytes(kind: Kind, submission: &Submission, rows: &[Remediation]) -> Result<Vec<u8>, Failure> {
    Ok(match kind {
        Kind::Xlsx => xlsx(&register(submission, rows))?,
        Kind::Toml => register_toml(rows).into_bytes(),
        Kind::Markdown => markdown(&register(submission, rows))?.into_bytes(),
    })
}

/// What was written, and what to do with it.
fn written(out: &Path, kind: Kind, rows: &[Remediation]) -> Bilingual {
    let (out, counts) = (out.display(), counts(rows));
    let (zh, en) = match kind {
        Kind::Xlsx => (
            "\n填好后存入本年度或下一年度的数据集文件夹，自评时一并读取",
            "\nonce it is filled in, lay it into the dataset of this or the next year, where it is read",
        ),
        Kind::Toml => (
            "\n放入下一年度的数据集文件夹，自评时一并读取",
            "\nlay it into the dataset of the next year, where it is read",
        ),
        Kind::Markdown => ("", ""),
    };
    Bilingual::new(
        format!("已写出：{out}\n{}{zh}", counts.zh),
        format!("written: {out}\n{}{en}", counts.en),
    )
}

/// How many there are, and how they stand.
fn counts(rows: &[Remediation]) -> Bilingual {
    let count = |state: RemediationState| rows.iter().filter(|row| row.state == state).count();
    let states = RemediationState::ALL.map(|state| (state, count(state)));
    let zh = states.map(|(state, count)| format!("{} {count}", state.term()));
    let en = states.map(|(state, count)| format!("{} {count}", state.english()));
    let all = rows.len();
    Bilingual::new(
        format!("共 {all} 项：{}", zh.join("，")),
        format!("{all} in all: {}", en.join(", ")),
    )
}

/// Year, project, remedy, owner, due date and state of each, on lines that fit the page.
fn table(submission: &Submission, rows: &[Remediation], lang: Lang) -> String {
    const WIDTHS: [usize; 6] = [5, 19, 25, 11, 11, 9];
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_string();
    let (unit, year) = (&submission.unit.name, submission.year.number());
    let title = Bilingual::new(
        format!("{unit}  {year} 年度整改台账"),
        format!("{unit}, remediation register of {year}"),
    );
    let heads = [
        say("年度", "year"),
        say("项目名称", "project"),
        say("整改措施", "remedy"),
        say("责任科室", "owner"),
        say("完成时限", "due"),
        say("整改状态", "state"),
    ];
    let name = |name: Option<&Name>, none: &str| name.map_or(none, Name::as_str).to_string();
    let cells = rows.iter().map(|row| {
        [
            row.year.number().to_string(),
            name(
                row.project.as_ref(),
                &say("部门整体支出", "the unit as a whole"),
            ),
            beginning(&row.remedy.value),
            name(row.owner.as_ref(), ""),
            row.due.map_or_else(String::new, |due| due.to_string()),
            say(row.state.term(), row.state.english()),
        ]
    });
    let mut lines = columns::wrap(title.get(lang), columns::PAGE);
    lines.push(String::new());
    for cells in [heads].into_iter().chain(cells) {
        let cells: Vec<(&str, usize)> = cells.iter().map(String::as_str).zip(WIDTHS).collect();
        lines.extend(columns::row(&cells));
    }
    lines.push(String::new());
    lines.push(counts(rows).get(lang).to_string());
    lines.join("\n")
}

/// So much of a text as says what it is about, on one line; a file has the whole.
fn beginning(text: &str) -> String {
    const MOST: usize = 48;
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = plain.chars().take(MOST).collect();
    if plain.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// Tells on stderr what could not be read, since promises may be missing with it.
fn unread(remarks: &[Remark], lang: Lang) -> ExitCode {
    let unread = remarks
        .iter()
        .filter(|remark| remark.kind == RemarkKind::Unread);
    let mut status = ExitCode::SUCCESS;
    for remark in unread {
        let place = remark.place.as_ref();
        let place = place.map_or_else(String::new, ToString::to_string);
        let (message, mend) = (&remark.message, &remark.mend);
        let said = Bilingual::new(
            format!("注意：{place}：{}；{}", message.zh, mend.zh),
            format!("note: {place}: {}; {}", message.en, mend.en),
        );
        eprintln!("{}", said.get(lang));
        status = ExitCode::from(1);
    }
    status
}
