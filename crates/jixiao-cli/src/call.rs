//! Reading the call: help and complaints in the language that the caller asks for.

use std::ffi::OsString;

use clap::builder::Str;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};
use jixiao::model::{Bilingual, Lang};

use crate::Cli;
use crate::failure::Failure;

/// A call that is not to be carried out: help or version to show, or a complaint.
pub(crate) enum Answer {
    /// What was asked for: help, the version.
    Show(clap::Error),
    /// What is wrong.
    Complain(Failure),
}

/// The language that the words of the call ask for: it must be known before they are understood.
pub(crate) fn language(words: &[OsString]) -> Lang {
    let nexts = words.iter().skip(1).map(Some).chain([None]);
    let asks_english = words.iter().zip(nexts).any(|(word, next)| {
        word == "--lang=en" || (word == "--lang" && next.is_some_and(|next| next == "en"))
    });
    if asks_english {
        Lang::English
    } else {
        Lang::Chinese
    }
}

/// Understands the call.
pub(crate) fn understand(words: &[OsString], lang: Lang) -> Result<Cli, Answer> {
    let matches = command(lang)
        .try_get_matches_from(words)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    matches.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Answer::Show(error),
        _ => Answer::Complain(complaint(&error, words, lang)),
    })
}

fn command(lang: Lang) -> Command {
    match lang {
        Lang::Chinese => chinese(Cli::command(), "jixiao"),
        Lang::English => english(Cli::command()),
    }
}

/// Headings and usage in Chinese; the texts themselves stand beside the arguments. `path` is how the command is called.
fn chinese(command: Command, path: &str) -> Command {
    const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
    let has_commands = command.has_subcommands();
    let usage = usage(&command, path);
    let command = command
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading("命令")
        .disable_help_subcommand(true)
        .mut_args(|argument| {
            let heading = if argument.is_positional() {
                "参数"
            } else {
                "选项"
            };
            argument.help_heading(heading)
        })
        .mut_subcommands(|command| {
            let path = format!("{path} {}", command.get_name());
            chinese(command, &path)
        });
    if has_commands {
        command.after_help(format!("各命令的用法：{path} 命令 --help"))
    } else {
        command
    }
}

/// How a command is written: its options, those that must be given by name, then its own commands or what it takes.
fn usage(command: &Command, path: &str) -> String {
    let mut words = vec![path.to_string(), "[选项]".to_string()];
    let required = command.get_opts().filter(|option| option.is_required_set());
    words.extend(required.filter_map(|option| {
        let name = option.get_value_names()?.first()?;
        Some(format!("--{} <{name}>", option.get_long()?))
    }));
    if command.has_subcommands() {
        words.push("<命令>".to_string());
    }
    for argument in command.get_positionals() {
        let names: Vec<&str> = argument
            .get_value_names()
            .unwrap_or_default()
            .iter()
            .map(Str::as_str)
            .collect();
        let name = names.join(" ");
        let word = if argument.is_required_set() {
            format!("<{name}>")
        } else {
            format!("[{name}]")
        };
        let is_repeated = matches!(argument.get_action(), ArgAction::Append);
        words.push(if is_repeated { word + "..." } else { word });
    }
    words.join(" ")
}

/// The same texts in English.
const ENGLISH: &[(&str, &str, &str)] = &[
    (
        "",
        "",
        "Budget performance self-evaluation: exact by the rules, and every point can say where it came from",
    ),
    ("", "lang", "Language: zh (Chinese) or en (English)"),
    ("", "help", "Print help"),
    ("", "version", "Print version"),
    (
        "evaluate",
        "",
        "Read, score and review; write the annexes, the report and evaluation.json",
    ),
    (
        "evaluate",
        "inputs",
        "What the unit has: folders, forms (.xlsx, .xls, .ods, .docx, .csv), or .toml and .json files",
    ),
    (
        "evaluate",
        "policy",
        "The policy: an id such as mof-2020, or a TOML file; else the one that the dataset names",
    ),
    (
        "evaluate",
        "catalogue",
        "Causes and remedies of your own, beside the built-in ones: a TOML file",
    ),
    (
        "evaluate",
        "points",
        "Which points the annexes show: computed (by the rules, the default) or claimed (by the unit)",
    ),
    (
        "evaluate",
        "out",
        "Write into this folder; else only print the result",
    ),
    (
        "evaluate",
        "formats",
        "Which formats to write, separated by commas: xlsx, docx, md, json (with --out); else all",
    ),
    (
        "evaluate",
        "json",
        "Print the result as JSON, the same as evaluation.json",
    ),
    (
        "check",
        "",
        "Review only: what is wrong, where, and how to mend it",
    ),
    (
        "check",
        "inputs",
        "What the unit has: folders, forms (.xlsx, .xls, .ods, .docx, .csv), or .toml and .json files",
    ),
    (
        "check",
        "policy",
        "The policy: an id such as mof-2020, or a TOML file; else the one that the dataset names",
    ),
    (
        "check",
        "catalogue",
        "Causes and remedies of your own, beside the built-in ones: a TOML file",
    ),
    (
        "check",
        "select",
        "Which checks to make: codes or beginnings of codes, separated by commas, such as JX0,JX301; else all",
    ),
    (
        "check",
        "ignore",
        "Which checks to leave out, written as for --select; of both, the longer beginning counts, and of two as long this one",
    ),
    (
        "check",
        "format",
        "text, json, sarif (2.1.0) or xlsx; else by the ending of --out, and text without --out",
    ),
    ("check", "json", "Print JSON, the same as --format json"),
    (
        "check",
        "out",
        "Write to this file, else print; a workbook needs it",
    ),
    (
        "codes",
        "",
        "List the codes of all checks, or print the page of one",
    ),
    (
        "codes",
        "code",
        "The code of a check, such as JX301, or its name; else all checks",
    ),
    ("codes", "json", "Print JSON"),
    (
        "explain",
        "",
        "Tell how a total, a rate or a point came about",
    ),
    (
        "explain",
        "inputs",
        "What the unit has: folders, forms (.xlsx, .xls, .ods, .docx, .csv), or .toml and .json files",
    ),
    (
        "explain",
        "policy",
        "The policy: an id such as mof-2020, or a TOML file; else the one that the dataset names",
    ),
    (
        "explain",
        "project",
        "The project: its number, its name, or a part of the name that only it has; else the department",
    ),
    (
        "explain",
        "indicator",
        "The name of an indicator or a rate; else the total",
    ),
    (
        "explain",
        "set",
        "What if: replace a value and see what becomes of totals and grades, repeatable; such as 18/游客满意度.actual=80%, 18.executed=15, department.total.executed=100000",
    ),
    ("explain", "json", "Print JSON"),
    ("explain", "markdown", "Print Markdown"),
    (
        "diff",
        "",
        "Compare two years, or two evaluations of one year: what changed, came back, was not kept",
    ),
    (
        "diff",
        "old",
        "The old one: what evaluate takes, or the evaluation.json that it writes",
    ),
    ("diff", "new", "The new one: the same"),
    (
        "diff",
        "policy",
        "The policy: an id such as mof-2020, or a TOML file; else the one that the dataset names; an evaluation.json is not scored again",
    ),
    (
        "diff",
        "catalogue",
        "Causes and remedies of your own, beside the built-in ones: a TOML file",
    ),
    (
        "diff",
        "out",
        "Write to this file, which ends in .xlsx, .md or .json; else only print the result",
    ),
    ("diff", "json", "Print JSON"),
    (
        "rate",
        "",
        "Compute one rate by hand, such as: jixiao rate execution-rate budget=20.32 executed=20.3055",
    ),
    (
        "rate",
        "rule",
        "The rule's id or name, such as execution-rate; what it takes: jixiao rules ID",
    ),
    (
        "rate",
        "values",
        "Figures as KEY=VALUE; money in 万元, or with its unit: 元, 万元, 亿元",
    ),
    (
        "rate",
        "policy",
        "The policy: an id, or a TOML file; the formulas of rates are the same in all, so it is only checked and named in the JSON",
    ),
    ("rate", "json", "Print JSON"),
    ("rules", "", "List every rule, or print the page of one"),
    (
        "rules",
        "rule",
        "The rule's id, its name, or a part of the name that only it has; else all rules",
    ),
    ("rules", "json", "Print JSON"),
    ("policy", "", "Policies: list, show, compare, check"),
    ("policy list", "", "List the built-in policies"),
    ("policy list", "json", "Print JSON"),
    (
        "policy show",
        "",
        "Show every value of a policy with its basis: what it sets itself, what is to be confirmed",
    ),
    (
        "policy show",
        "policy",
        "The policy: an id such as mof-2020, or a TOML file",
    ),
    ("policy show", "json", "Print JSON"),
    (
        "policy show",
        "toml",
        "Print the TOML text of a built-in policy, to begin one's own from",
    ),
    (
        "policy diff",
        "",
        "Compare two policies: every value in which they differ",
    ),
    ("policy diff", "left", "One policy: an id, or a TOML file"),
    (
        "policy diff",
        "right",
        "The other policy: an id, or a TOML file",
    ),
    ("policy diff", "json", "Print JSON"),
    (
        "policy check",
        "",
        "Check a policy file: it is fine, or every problem is told",
    ),
    ("policy check", "policy", "The TOML file"),
    (
        "register",
        "",
        "The remediation register: who owes each, by when, and how it stands",
    ),
    (
        "register",
        "inputs",
        "What the unit has: folders, forms (.xlsx, .xls, .ods, .docx, .csv), or .toml and .json files; registers of earlier years among it",
    ),
    (
        "register",
        "out",
        "Write to this file: .xlsx (a table to fill in), .toml (for next year's dataset) or .md; else print it",
    ),
    (
        "register",
        "pending",
        "Only what is not done yet: not begun, or under way",
    ),
    ("register", "json", "Print JSON in the dataset format"),
    (
        "template",
        "",
        "Write blank forms (Excel) for units to fill in",
    ),
    (
        "template",
        "policy",
        "The policy: an id such as mof-2020, or a TOML file; gives weights and grades; else mof-2020",
    ),
    (
        "template",
        "kind",
        "Which forms: project (annex 1), department (annex 3) or unit (all that a unit fills in); else unit",
    ),
    (
        "template",
        "projects",
        "How many project forms the workbook of a unit has, 1 to 200; else 10",
    ),
    (
        "template",
        "year",
        "The year that is filled in already, such as 2024; else none",
    ),
    ("template", "out", "Write to this file, which ends in .xlsx"),
    (
        "causes",
        "",
        "List every cause and remedy, or print the page of one",
    ),
    (
        "causes",
        "code",
        "The code or name of a cause or remedy, or a part of the name that only it has; else all",
    ),
    (
        "causes",
        "catalogue",
        "Causes and remedies of your own, beside the built-in ones: a TOML file",
    ),
    ("causes", "json", "Print JSON"),
    (
        "classify",
        "",
        "Find the causes and remedies that a text tells of",
    ),
    (
        "classify",
        "text",
        "The explanation of a miss, or what is promised; else every line of standard input",
    ),
    (
        "classify",
        "catalogue",
        "Causes and remedies of your own, beside the built-in ones: a TOML file",
    ),
    ("classify", "json", "Print JSON"),
    ("schema", "", "Print a JSON Schema"),
    (
        "batch",
        "",
        "Score columns of any size (Parquet, CSV, Arrow), a row a project",
    ),
    (
        "batch",
        "inputs",
        "Files (.parquet, .csv, .arrow, .arrows), or folders of them: one indicator a row, the rows of a project together",
    ),
    ("batch", "out", "Write a row a project to this Parquet file"),
    (
        "batch",
        "policy",
        "The policy: an id or a TOML file; mof-2020 if none is given",
    ),
    (
        "batch",
        "by",
        "Roll projects up by this column, such as department_id: sums, rate, grades, mean",
    ),
    (
        "batch",
        "by_out",
        "Write the roll-up to this Parquet file; else beside the result, to NAME.by-COLUMN.parquet",
    ),
    (
        "batch",
        "rejects",
        "Write the rows without a score to this CSV file; else beside the result, to NAME.rejects.csv",
    ),
    (
        "batch",
        "threads",
        "Threads that score; else as many as there are cores",
    ),
    ("batch", "json", "Print JSON"),
    (
        "schema",
        "of",
        "dataset, policy, catalogue, evaluation, rules or diff",
    ),
];

/// What stands for a value, in Chinese and in English.
const VALUES: &[(&str, &str)] = &[
    ("语言", "LANG"),
    ("数据集", "INPUT"),
    ("数据", "ROWS"),
    ("列", "COLUMN"),
    ("编号|文件", "ID|FILE"),
    ("得分", "WHICH"),
    ("文件夹", "DIR"),
    ("格式", "LIST"),
    ("名称", "NAME"),
    ("规则", "RULE"),
    ("键=值", "KEY=VALUE"),
    ("内容", "SCHEMA"),
    ("位置=值", "PLACE=VALUE"),
    ("文件", "FILE"),
    ("种类", "KIND"),
    ("个数", "N"),
    ("年度", "YEAR"),
    ("代码", "CODE"),
    ("文字", "TEXT"),
    ("检查", "CODE"),
    ("检查编号", "CODES"),
    ("输出格式", "FORMAT"),
    ("前一份", "OLD"),
    ("后一份", "NEW"),
];

fn english(command: Command) -> Command {
    let command = ENGLISH
        .iter()
        .fold(command, |command, (path, argument, text)| {
            let path: Vec<&str> = path.split_whitespace().collect();
            within(command, &path, &|command| match *argument {
                "" => command.about(*text),
                argument => {
                    command.mut_arg(argument, |argument| argument.help(*text).long_help(*text))
                }
            })
        });
    english_values(command)
}

/// Changes the command that stands at `path` below this one.
fn within(command: Command, path: &[&str], change: &dyn Fn(Command) -> Command) -> Command {
    match path {
        [] => change(command),
        [name, rest @ ..] => command.mut_subcommand(name, |inner| within(inner, rest, change)),
    }
}

fn english_values(command: Command) -> Command {
    let english = |argument: Arg| {
        let name = argument.get_value_names().and_then(|names| names.first());
        let found = VALUES
            .iter()
            .find(|(zh, _)| name.is_some_and(|name| name.as_str() == *zh));
        match found {
            Some((_, en)) => argument.value_name(*en),
            None => argument,
        }
    };
    command
        .disable_help_subcommand(true)
        .mut_args(english)
        .mut_subcommands(english_values)
}

/// What is wrong with the call, and how to mend it.
fn complaint(error: &clap::Error, words: &[OsString], lang: Lang) -> Failure {
    let wrong = wrong(error);
    let (zh, en) = match meant(error) {
        Some(meant) => (
            format!("；是否应为“{meant}”？"),
            format!("; did you mean '{meant}'?"),
        ),
        None => (String::new(), String::new()),
    };
    let mut said = Bilingual::new(wrong.zh + &zh, wrong.en + &en);
    let known = known(error, words, lang);
    if !known.is_empty() {
        let (gap, begin) = if zh.is_empty() {
            ("；", "; use")
        } else {
            ("", " Use")
        };
        said = Bilingual::new(
            format!("{}{gap}可用：{}", said.zh, known.join("、")),
            format!("{}{begin} one of: {}", said.en, known.join(", ")),
        );
    }
    let usage = Bilingual::new("（用法：jixiao --help）", "(usage: jixiao --help)");
    Failure::on_page(&said).followed_by(&usage)
}

/// What is wrong, without the mend.
fn wrong(error: &clap::Error) -> Bilingual {
    let told = |kind| told(error, kind);
    let argument = told(ContextKind::InvalidArg);
    let (first, listed) = (argument.join("、"), argument.join(", "));
    let zh = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let command = told(ContextKind::InvalidSubcommand).join("、");
            format!("没有命令“{command}”")
        }
        ErrorKind::UnknownArgument => format!("不认识的参数“{first}”"),
        ErrorKind::ArgumentConflict => {
            let prior = told(ContextKind::PriorArg).join("、");
            format!("{first} 与 {prior} 不能同用")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{first}"),
        ErrorKind::InvalidValue => match told(ContextKind::InvalidValue).join("、") {
            value if value.is_empty() => format!("参数 {first} 后面缺少值"),
            value => format!("“{value}”不能用作 {first}"),
        },
        _ => format!("命令写法有误：{}", first_line(error)),
    };
    let en = first_line(error).replace("provided:", &format!("provided: {listed}"));
    Bilingual::new(zh, en)
}

/// What the parser tells of its complaint.
fn told(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        // A value that is not there at all is told as an empty one.
        Some(ContextValue::String(text)) if !text.is_empty() => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// The command, option or value that was probably meant: of several, the likeliest comes last.
fn meant(error: &clap::Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let mut suggested = kinds.into_iter().flat_map(|kind| told(error, kind));
    suggested.next_back()
}

/// The commands or values of which one would have been right; none where they are not a fixed few.
fn known(error: &clap::Error, words: &[OsString], lang: Lang) -> Vec<String> {
    let command = asked(words, lang);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let names = command.get_subcommands().map(Command::get_name);
            names.map(ToString::to_string).collect()
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = told(error, ContextKind::InvalidArg);
            let values = command
                .get_positionals()
                .filter(|argument| missing.contains(&argument.to_string()))
                .flat_map(Arg::get_possible_values);
            values.map(|value| value.get_name().to_string()).collect()
        }
        _ => told(error, ContextKind::ValidValue),
    }
}

/// The command at which the words leave off.
fn asked(words: &[OsString], lang: Lang) -> Command {
    let mut command = command(lang);
    for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(inner) = command.find_subcommand(word) {
            command = inner.clone();
        }
    }
    command
}

fn first_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").to_string()
}
