//! `jixiao diff`: two evaluations, or two years, side by side.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jixiao::catalogue::Catalogue;
use jixiao::export::render::{markdown, xlsx};
use jixiao::export::{OutputFile, comparison_data, comparison_document, write_files};
use jixiao::model::{Bilingual, Grade, Lang, Speak};
use jixiao::years::{
    CameBack, Certainty, Change, Comparison, Likeness, ProjectPair, ProjectYear, Promise,
    SideBySide, Value, Verdict, evaluation_file, read_year_by,
};

use crate::columns::{PAGE, indented, pad, row, width, wrap};
use crate::failure::Failure;
use crate::{causes, out, print};

#[derive(Args)]
pub(crate) struct Arguments {
    /// 前一份：单位的数据（文件夹，自评表，.toml、.json 文件），或 evaluate 写出的 evaluation.json
    #[arg(value_name = "前一份", display_order = 1)]
    old: PathBuf,
    /// 后一份：同上
    #[arg(value_name = "后一份", display_order = 2)]
    new: PathBuf,
    /// 评分政策：编号（如 mof-2020）或 TOML 文件；不写则用数据集指定的政策；evaluation.json 不重新计分
    #[arg(long, value_name = "编号|文件")]
    policy: Option<String>,
    /// 本单位补充的原因与措施（TOML 文件）
    #[arg(long, value_name = "文件")]
    catalogue: Option<String>,
    /// 写出到这个文件，以 .xlsx、.md 或 .json 结尾；不写则只输出结果
    #[arg(long, value_name = "文件")]
    out: Option<PathBuf>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Compares the two. That they differ is a result, not a failure: the status is 0.
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode, Failure> {
    let (old, new) = (&arguments.old, &arguments.new);
    refuse_same(old, new)?;
    let out = arguments.out.as_deref().map(target).transpose()?;
    let policy = arguments.policy.as_deref();
    if policy.is_some() && evaluation_file(old)?.is_some() && evaluation_file(new)?.is_some() {
        return Err(Failure::new(
            "--policy 不起作用：两份都是 evaluation.json，不重新计分；请删去 --policy，或给出数据集",
            "--policy does nothing: both are an evaluation.json, which is not scored again; leave it out, or give the datasets",
        ));
    }
    let policy = policy.map(jixiao::policy).transpose()?;
    let catalogue = causes::catalogue(arguments.catalogue.as_deref())?;
    let years = [
        read_year_by(old, policy.clone(), &catalogue)?,
        read_year_by(new, policy, &catalogue)?,
    ];
    let comparison = Comparison::of(&years[0], &years[1]);
    if let Some((folder, file, kind)) = out {
        let bytes = match kind {
            Kind::Workbook => xlsx(&comparison_document(&comparison, &catalogue))?,
            Kind::Markdown => markdown(&comparison_document(&comparison, &catalogue))?.into_bytes(),
            Kind::Json => format!("{:#}\n", comparison_data(&comparison)).into_bytes(),
        };
        write_files(&folder, &[OutputFile { name: file, bytes }])?;
    }
    if arguments.json {
        print(&format!("{:#}", comparison_data(&comparison)))?;
    } else {
        print(&text(
            &comparison,
            &catalogue,
            arguments.out.as_deref(),
            lang,
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn refuse_same(old: &Path, new: &Path) -> Result<(), Failure> {
    let [one, other] = [old, new].map(|path| path.canonicalize().ok());
    if one.is_none() || one != other {
        return Ok(());
    }
    let shown = old.display();
    Err(Failure::new(
        format!("前一份和后一份都是“{shown}”，没有可比较的；请给出两份不同的数据"),
        format!("both are `{shown}`, so there is nothing to compare; give two different ones"),
    ))
}

enum Kind {
    Workbook,
    Markdown,
    Json,
}

/// Folder and name of the file to write, and what it is to be.
fn target(out: &Path) -> Result<(PathBuf, String, Kind), Failure> {
    let (folder, name) = out::place(out, &Bilingual::new("对比.xlsx", "comparison.xlsx"))?;
    let kind = match out::ending(out).as_str() {
        "xlsx" => Kind::Workbook,
        "md" => Kind::Markdown,
        "json" => Kind::Json,
        _ => {
            let shown = out.display();
            return Err(Failure::new(
                format!("“{shown}”的结尾不是 .xlsx、.md 或 .json；请写成如 --out 对比.xlsx"),
                format!(
                    "`{shown}` does not end in .xlsx, .md or .json; write it like --out comparison.xlsx"
                ),
            ));
        }
    };
    Ok((folder, name, kind))
}

/// The comparison in a screen or two.
fn text(
    comparison: &Comparison<'_>,
    catalogue: &Catalogue,
    written: Option<&Path>,
    lang: Lang,
) -> String {
    let mut page = Page {
        lines: Vec::new(),
        lang,
        sides: sides(comparison, lang),
    };
    page.head(comparison);
    page.figures(
        ("部门整体支出", "The department's spending"),
        &comparison.department,
    );
    page.figures(("项目支出", "All projects"), &comparison.summary);
    page.projects(comparison);
    if !comparison.is_of_one_year() {
        page.causes(&comparison.causes, catalogue);
    }
    if comparison.new.year > comparison.old.year {
        page.promises(&comparison.promises);
    }
    if let Some(path) = written {
        let path = path.display();
        page.title(format!("已写出：{path}"), format!("Written: {path}"));
    }
    page.lines.join("\n")
}

/// The columns of figures: what it is, old, new.
const WIDTHS: [usize; 3] = [26, 13, 13];

/// The column behind them: the change.
const CHANGE: usize = PAGE - 2 - 26 - 13 - 13;

/// What the two are called: their years, or, of one year, the first and the second.
fn sides(comparison: &Comparison<'_>, lang: Lang) -> [String; 2] {
    if comparison.is_of_one_year() {
        let names = [("前一次", "first"), ("后一次", "second")];
        return names.map(|(zh, en)| Bilingual::new(zh, en).get(lang).to_string());
    }
    [comparison.old, comparison.new].map(|own| own.year.number().to_string())
}

/// Lines in one language.
struct Page {
    lines: Vec<String>,
    lang: Lang,
    sides: [String; 2],
}

impl Page {
    fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        Bilingual::new(zh, en).get(self.lang).to_string()
    }

    fn speak(&self, own: &impl Speak) -> String {
        own.speak().get(self.lang).to_string()
    }

    fn title(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.lines.push(String::new());
        let title = self.say(zh, en);
        self.lines.extend(indented(&title, 0));
    }

    /// A text behind a label, its further lines below its first.
    fn labelled(&mut self, indent: usize, label: &str, text: &str) {
        let begin = format!("{}{label}", " ".repeat(indent));
        let hang = width(&begin);
        for (at, line) in wrap(text, PAGE.saturating_sub(hang)).iter().enumerate() {
            let before = if at == 0 {
                begin.clone()
            } else {
                " ".repeat(hang)
            };
            self.lines
                .push(format!("{before}{line}").trim_end().to_string());
        }
    }

    fn head(&mut self, comparison: &Comparison<'_>) {
        let (old, new) = (comparison.old, comparison.new);
        let [first, second] = [old, new].map(|own| own.year.number());
        let unit = if old.unit == new.unit {
            Bilingual::new(&new.unit, &new.unit)
        } else {
            Bilingual::new(
                format!("{} 与 {}", old.unit, new.unit),
                format!("{} and {}", old.unit, new.unit),
            )
        };
        let title = if comparison.is_of_one_year() {
            self.say(
                format!("{}  {first} 年度预算绩效自评前后对比", unit.zh),
                format!("{}, two self-evaluations of {first} compared", unit.en),
            )
        } else {
            self.say(
                format!("{}  {first} 年度与 {second} 年度预算绩效自评对比", unit.zh),
                format!(
                    "{}, self-evaluations of {first} and {second} compared",
                    unit.en
                ),
            )
        };
        self.lines.extend(indented(&title, 0));
        let policies = if old.policy == new.policy {
            old.policy.clone()
        } else {
            self.say(
                format!("{} 与 {}", old.policy, new.policy),
                format!("{} and {}", old.policy, new.policy),
            )
        };
        let policy = self.say(
            format!("评分政策：{policies}"),
            format!("policy: {policies}"),
        );
        self.lines.extend(indented(&policy, 0));
        for note in &comparison.notes {
            let label = self.say("注：", "note: ");
            let said = self.speak(note);
            let said = self.say(format!("{said}。"), said.clone());
            self.labelled(0, &label, &said);
        }
    }

    /// Figures in columns: what it is, old, new, change.
    fn figures(&mut self, title: (&str, &str), figures: &[SideBySide]) {
        if figures.is_empty() {
            return;
        }
        let begin = pad(&self.say(title.0, title.1), 2 + WIDTHS[0]);
        let [old, new] = self.sides.clone();
        let change = self.say("增减", "change");
        let head = format!(
            "{begin}{}{}{change}",
            pad(&old, WIDTHS[1]),
            pad(&new, WIDTHS[2])
        );
        self.lines.extend([String::new(), head]);
        for own in figures {
            let name = own.name.get(self.lang).to_string();
            let [old, new] = [own.old, own.new].map(|side| self.value(side));
            let change = self.speak(&own.change());
            let cells = [
                ("", 2),
                (name.as_str(), WIDTHS[0]),
                (old.as_str(), WIDTHS[1]),
                (new.as_str(), WIDTHS[2]),
                (change.as_str(), CHANGE),
            ];
            self.lines.extend(row(&cells));
        }
    }

    fn value(&self, value: Option<Value>) -> String {
        value.map_or_else(|| "—".to_string(), |value| self.speak(&value))
    }

    fn projects(&mut self, comparison: &Comparison<'_>) {
        let changed: Vec<_> = comparison
            .pairs
            .iter()
            .filter(|pair| pair.differs())
            .collect();
        let both = comparison.pairs.len();
        let same = both - changed.len();
        let (come, gone) = (comparison.come.len(), comparison.gone.len());
        self.title(
            format!("各项目  两份都有 {both} 个（其中 {same} 个没有变化），新增 {come} 个，取消 {gone} 个"),
            format!("Projects: {both} in both (unchanged: {same}), {come} new, {gone} gone"),
        );
        for pair in changed {
            self.pair(pair);
        }
        self.others(("新增的项目", "New projects"), &comparison.come);
        self.others(("取消的项目", "Projects that are gone"), &comparison.gone);
    }

    /// A project with what changed of it.
    fn pair(&mut self, pair: &ProjectPair<'_>) {
        let number = format!("{} ", pair.new.number);
        self.labelled(2, &number, &pair.new.name);
        if pair.likeness != Likeness::SameName {
            let (from, how) = (&pair.old.name, self.speak(&pair.likeness));
            let label = self.say("原名 ", "was ");
            let said = self.say(format!("“{from}”（{how}）"), format!("\"{from}\" ({how})"));
            self.labelled(6, &label, &said);
        }
        let changed = pair
            .figures
            .iter()
            .filter(|own| own.change() != Change::None);
        for own in changed {
            let name = pad(own.name.get(self.lang), 23);
            let [old, new] = [own.old, own.new].map(|side| self.value(side));
            let change = own.change();
            let how = match change {
                Change::Incomparable => String::new(),
                change => {
                    let change = self.speak(&change);
                    self.say(format!("（{change}）"), format!(" ({change})"))
                }
            };
            self.labelled(6, &name, &format!("{old} → {new}{how}"));
        }
    }

    fn others(&mut self, title: (&str, &str), projects: &[&ProjectYear]) {
        if projects.is_empty() {
            return;
        }
        self.title(title.0, title.1);
        for own in projects {
            let grade = match (own.grade, self.lang) {
                (None, _) => self.say("无等级", "no grade"),
                (Some(grade), Lang::Chinese) => Grade::term(grade).to_string(),
                (Some(grade), Lang::English) => Grade::english(grade).to_string(),
            };
            let (budget, total) = (own.budget.grouped(), own.total);
            let said = self.say(
                format!("{}（预算 {budget} 万元，总分 {total} {grade}）", own.name),
                format!(
                    "{} (budget {budget} 万元, total {total}, {grade})",
                    own.name
                ),
            );
            self.labelled(2, &format!("{} ", own.number), &said);
        }
    }

    fn causes(&mut self, causes: &[CameBack<'_>], catalogue: &Catalogue) {
        let count = causes.len();
        self.title(
            format!("重复出现的原因  {count} 个"),
            format!("Causes that came back: {count}"),
        );
        for own in causes {
            let project = own.project.map(|[_, new]| new.name.as_str());
            let how = own.same.named(catalogue).get(self.lang).to_string();
            let whose = self.whose(project);
            let said = self.say(format!("{whose}（{how}）"), format!("{whose} ({how})"));
            self.labelled(2, "", &said);
            let sides = self.sides.clone();
            for (side, cause) in sides.iter().zip([&own.old.cause, &own.new.cause]) {
                let label = self.say(format!("{side}："), format!("{side}: "));
                let cause = if cause.trim().is_empty() {
                    "—"
                } else {
                    cause.trim()
                };
                self.labelled(6, &label, cause);
            }
        }
    }

    fn whose(&self, project: Option<&str>) -> String {
        match project {
            Some(name) => self.say(format!("“{name}”"), format!("\"{name}\"")),
            None => self.say("部门整体", "the department"),
        }
    }

    fn promises(&mut self, promises: &[Promise<'_>]) {
        let of = |wanted: fn(Verdict) -> bool| -> Vec<&Promise<'_>> {
            promises.iter().filter(|own| wanted(own.verdict)).collect()
        };
        let not_kept = of(|verdict| matches!(verdict, Verdict::NotKept(_)));
        let others = of(|verdict| !matches!(verdict, Verdict::NotKept(_)));
        let count = not_kept.len();
        self.title(
            format!("未兑现的措施  {count} 项"),
            format!("Remedies promised and not kept: {count}"),
        );
        for certainty in [Certainty::Certain, Certainty::Likely, Certainty::Possible] {
            let sure = not_kept
                .iter()
                .filter(|own| own.verdict == Verdict::NotKept(certainty));
            sure.for_each(|own| self.promise(own));
        }
        if others.is_empty() {
            return;
        }
        let count = others.len();
        self.title(
            format!("其他措施  {count} 项"),
            format!("Other remedies: {count}"),
        );
        for verdict in [
            Verdict::Kept,
            Verdict::NotDue,
            Verdict::Dropped,
            Verdict::Unknown,
        ] {
            let such = others.iter().filter(|own| own.verdict == verdict);
            such.for_each(|own| self.promise(own));
        }
    }

    fn promise(&mut self, own: &Promise<'_>) {
        let verdict = self.speak(&own.verdict);
        let (whose, year) = (self.whose(own.project), own.year.number());
        let remedy = if own.remedy.trim().is_empty() {
            own.remedies.join(", ")
        } else {
            own.remedy.trim().to_string()
        };
        let said = self.say(
            format!("{verdict}  {whose}，{year} 年提出"),
            format!("{verdict}: {whose}, promised in {year}"),
        );
        self.labelled(2, "", &said);
        let label = self.say("措施：", "remedy: ");
        self.labelled(6, &label, &remedy);
        for evidence in &own.evidence {
            let said = self.speak(evidence);
            self.labelled(6, "→ ", &said);
        }
    }
}
