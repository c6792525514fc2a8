//! Findings as a compiler tells its own: what, where, and how to mend it.

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use jixiao::Assessment;
use jixiao::model::{Bilingual, Lang};
use jixiao::review::{Finding, IgnoredFinding, Selection, Severity};

use crate::columns::{PAGE, indented, width, wrap};
use crate::source_line::{SourceFiles, SourceLine};

/// Is anything coloured?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colours {
    /// As a terminal shows them.
    Some,
    /// For files and other programs.
    None,
}

impl Colours {
    /// Colours where a person reads on a terminal and has not set `NO_COLOR`.
    pub(crate) fn of_terminal(is_terminal: bool) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if is_terminal && !refused {
            Self::Some
        } else {
            Self::None
        }
    }
}

/// Every finding with its place, apart by empty lines, and behind them the summary.
pub(crate) fn text(
    assessment: &Assessment,
    selection: &Selection,
    colours: Colours,
    lang: Lang,
) -> String {
    let renderer = match colours {
        Colours::Some => Renderer::styled(),
        Colours::None => Renderer::plain(),
    };
    let renderer = renderer.term_width(PAGE);
    let mut files = SourceFiles::default();
    let findings = assessment.findings.iter();
    let mut parts: Vec<String> = findings
        .map(|finding| one(finding, &mut files, &renderer, lang))
        .collect();
    parts.push(summary(assessment, selection, lang));
    parts.join("\n\n")
}

/// How many findings there are, and which are passed over for what reason.
fn summary(assessment: &Assessment, selection: &Selection, lang: Lang) -> String {
    let mut lines = vec![counts(assessment, selection, lang)];
    for one in assessment.findings.ignored() {
        lines.extend(indented(&passed_over(one, lang), 2));
    }
    lines.join("\n")
}

/// How many findings there are; of a selection that leaves checks out, that it does.
pub(crate) fn counts(assessment: &Assessment, selection: &Selection, lang: Lang) -> String {
    let submission = &assessment.submission;
    let (unit, year) = (&submission.unit.name, submission.year.number());
    let findings = &assessment.findings;
    let is_empty = findings.is_empty() && findings.ignored().is_empty();
    let counts = match (is_empty, selection.is_all()) {
        (true, true) => Bilingual::new("没有核对意见", "no findings"),
        (true, false) => {
            let count = selection.count();
            Bilingual::new(
                format!("所选的 {count} 项检查没有核对意见"),
                format!("no findings of the {count} checks selected"),
            )
        }
        (false, _) => assessment.outcome().all_finding_counts(),
    };
    let head = Bilingual::new(
        format!("{unit} {year} 年度：{}", counts.zh),
        format!("{unit}, {year}: {}", counts.en),
    );
    wrap(head.get(lang), PAGE).join("\n")
}

fn passed_over(ignored: &IgnoredFinding, lang: Lang) -> String {
    let IgnoredFinding { finding, reason } = ignored;
    let (level, code) = (level(finding, lang), finding.code);
    let form = finding.project.iter().map(|form| form.quoted(lang));
    let indicator = finding.indicator.iter().map(|name| quoted(name, lang));
    let names: Vec<String> = form.chain(indicator).collect();
    let subject = match names.as_slice() {
        [] => String::new(),
        names => format!(" {}", names.join(" ")),
    };
    let said = Bilingual::new(
        format!("已忽略 {level} {code}{subject}：{reason}"),
        format!("ignored {level} {code}{subject}: {reason}"),
    );
    normalize_untrusted_str(&said.get(lang).replace('\n', " "))
}

fn level(finding: &Finding, lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => finding.severity.term(),
        Lang::English => finding.severity.id(),
    }
}

fn quoted(name: &str, lang: Lang) -> String {
    match lang {
        // Those within are single: “‘三公经费’控制率”.
        Lang::Chinese => format!("“{}”", name.replace('“', "‘").replace('”', "’")),
        Lang::English => format!("\"{name}\""),
    }
}

/// What is wrong, behind the name of the form.
fn said(finding: &Finding, lang: Lang) -> String {
    let message = finding.message.get(lang);
    let Some(form) = &finding.project else {
        return message.to_string();
    };
    let colon = match lang {
        Lang::Chinese => "：",
        Lang::English => ": ",
    };
    format!("{}{colon}{message}", form.quoted(lang))
}

fn one(finding: &Finding, files: &mut SourceFiles, renderer: &Renderer, lang: Lang) -> String {
    let colour = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level(finding, lang);
    let code = finding.code.to_string();
    let before = width(level) + width(&code) + width("[]: ");
    let title = wrap(&said(finding, lang), PAGE.saturating_sub(before)).join("\n");
    let title = colour.with_name(level).primary_title(title).id(&code);
    let line = finding.place.as_ref().and_then(|place| files.line(place));
    // The sign before a footnote stands behind the column of line numbers.
    let margin = line
        .as_ref()
        .map_or(1, |line| line.number.to_string().len() + 1);
    let footnotes = footnotes(finding, margin + width("= "), lang);
    let group = shown(Group::with_title(title), finding, line);
    let group = footnotes.iter().fold(group, |group, footnote| {
        group.element(Level::NOTE.no_name().message(footnote))
    });
    let told = renderer.render(&[group]);
    if finding.place.is_some() {
        return told;
    }
    // Without a place there is no line that a bar could run beside.
    let lines = told.lines().filter(|line| !is_bar(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Is there nothing on a line but the bar beside source lines, colours apart?
fn is_bar(line: &str) -> bool {
    let mut shown = String::new();
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '\u{1b}' => escaped = true,
            'm' if escaped => escaped = false,
            c if !escaped => shown.push(c),
            _ => {}
        }
    }
    shown.trim() == "|"
}

/// With the line of the place, else with its name.
fn shown<'a>(group: Group<'a>, finding: &'a Finding, line: Option<SourceLine<'a>>) -> Group<'a> {
    let Some(place) = &finding.place else {
        return group;
    };
    let Some(line) = line else {
        return group.element(Origin::path(normalize_untrusted_str(&place.to_string())));
    };
    let value = AnnotationKind::Primary.span(line.value);
    let snippet = Snippet::source(line.text).line_start(line.number);
    let path = normalize_untrusted_str(&place.file);
    group.element(snippet.path(path).annotation(value))
}

/// What was expected, what was found and how to mend it, in lines that fit behind `before` columns.
fn footnotes(finding: &Finding, before: usize, lang: Lang) -> Vec<String> {
    let labels = match lang {
        Lang::Chinese => ["应为：", "实为：", "如何修改："],
        Lang::English => ["expected: ", "found: ", "mend: "],
    };
    let texts = [&finding.expected, &finding.found, &finding.mend];
    let told = labels.into_iter().zip(texts);
    let told = told.map(|(label, text)| (label, text.get(lang)));
    told.filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| {
            let text = normalize_untrusted_str(text);
            let room = PAGE.saturating_sub(before + width(label));
            let gap = format!("\n{}", " ".repeat(width(label)));
            format!("{label}{}", wrap(&text, room).join(&gap))
        })
        .collect()
}
