//! What `jixiao evaluate` prints.

use std::path::PathBuf;

use jixiao::Assessment;
use jixiao::model::{Bilingual, Grade, Lang, RateId, Speak};
use jixiao::review::{Finding, IgnoredFinding, Severity};
use jixiao::scoring::{RateOutcome, rate_deviation};
use unicode_width::UnicodeWidthStr;

/// The evaluation in a screen or two: the department, the projects, the findings, the files.
pub(crate) fn text(assessment: &Assessment, written: &[PathBuf], lang: Lang) -> String {
    let mut page = Page {
        lines: Vec::new(),
        lang,
    };
    head(&mut page, assessment);
    department(&mut page, assessment);
    projects(&mut page, assessment);
    findings(&mut page, assessment);
    if let Some(note) = assessment.outcome().constructed_note() {
        page.title(note.zh, note.en);
    }
    files(&mut page, written);
    page.lines.join("\n")
}

/// Lines in one language.
struct Page {
    lines: Vec<String>,
    lang: Lang,
}

impl Page {
    fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        Bilingual::new(zh, en).get(self.lang).to_string()
    }

    fn title(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.lines.push(String::new());
        let title = self.say(zh, en);
        self.lines.push(title);
    }

    /// A label and what stands beside it, in columns.
    fn row(&mut self, label: &str, value: &str, note: &str) {
        const VALUE: usize = 10;
        let wide = match self.lang {
            Lang::Chinese => 22,
            Lang::English => 31,
        };
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
        let line = format!(
            "  {label}{} {value}{} {note}",
            pad(label, wide),
            pad(value, VALUE)
        );
        self.lines.push(line.trim_end().to_string());
    }
}

fn head(page: &mut Page, assessment: &Assessment) {
    let unit = &assessment.submission.unit.name;
    let year = assessment.submission.year.number();
    let policy = &assessment.policy;
    let title = page.say(
        format!("{unit}  {year} 年度预算绩效自评"),
        format!("{unit}, self-evaluation of {year}"),
    );
    page.lines.push(title);
    let policy = page.say(
        format!("评分政策：{}，{}", policy.id, policy.name.zh),
        format!("policy: {}, {}", policy.id, policy.name.en),
    );
    page.lines.push(policy);
}

fn grade(grade: Option<Grade>, lang: Lang) -> &'static str {
    match (grade, lang) {
        (Some(grade), Lang::Chinese) => grade.term(),
        (Some(grade), Lang::English) => grade.english(),
        (None, Lang::Chinese) => "无等级",
        (None, Lang::English) => "no grade",
    }
}

fn department(page: &mut Page, assessment: &Assessment) {
    let (Some(form), Some(score)) = (
        &assessment.submission.department,
        &assessment.evaluation.department,
    ) else {
        return;
    };
    let verdict = grade(score.form.grade, page.lang);
    page.title(
        format!("部门整体支出  总分 {} {verdict}", score.form.total),
        format!(
            "The department's spending: total {}, {verdict}",
            score.form.total
        ),
    );
    for (rule, outcome) in &score.rates {
        let label = page.say(rule.term(), rule.english());
        let value = rate(page, *outcome);
        let note = match (rule, outcome) {
            (_, RateOutcome::Undefined(reason)) => reason.reason().get(page.lang).to_string(),
            (RateId::Execution, _) => page.say(
                format!(
                    "{} ÷ {} 万元",
                    form.total.executed.value.grouped(),
                    form.total.budget.value.grouped()
                ),
                format!(
                    "{} of {} 万元",
                    form.total.executed.value.grouped(),
                    form.total.budget.value.grouped()
                ),
            ),
            (rule, _) => target_note(page, assessment, *rule),
        };
        page.row(&label, &value, &note);
    }
}

fn rate(page: &Page, outcome: RateOutcome) -> String {
    match outcome {
        RateOutcome::Undefined(_) => page.say("无法计算", "no value"),
        outcome => outcome.speak().get(page.lang).to_string(),
    }
}

/// The target of a rate that missed it, and by how much.
fn target_note(page: &Page, assessment: &Assessment, rule: RateId) -> String {
    let Some(form) = &assessment.submission.department else {
        return String::new();
    };
    let Some(score) = &assessment.evaluation.department else {
        return String::new();
    };
    let missed = form
        .indicators
        .iter()
        .zip(&score.form.indicators)
        .find(|(indicator, scored)| {
            indicator.rule == Some(rule) && scored.is_ok_and(|scored| !scored.is_full())
        });
    let Some((indicator, _)) = missed else {
        return String::new();
    };
    let Some(distance) = rate_deviation(form, &assessment.evaluation, rule) else {
        return String::new();
    };
    let (target, distance) = (indicator.target.value.text(), distance.to_string());
    let points = distance.trim_end_matches('%');
    page.say(
        format!("目标 {target}，偏离 {points} 个百分点"),
        format!("target {target}, off by {points} percentage points"),
    )
}

fn projects(page: &mut Page, assessment: &Assessment) {
    let summary = &assessment.evaluation.summary;
    if summary.evaluated == 0 && summary.budgeted == 0 {
        return;
    }
    let coverage = summary.coverage.speak();
    page.title(
        format!(
            "项目支出  预算项目 {} 个，自评 {} 个，自评覆盖率 {}",
            summary.budgeted, summary.evaluated, coverage.zh
        ),
        format!(
            "Projects: {} of {} evaluated, coverage {}",
            summary.evaluated, summary.budgeted, coverage.en
        ),
    );
    let label = page.say("预算执行率", "execution rate");
    let value = rate(page, summary.execution_rate);
    let (executed, budget) = (summary.executed.grouped(), summary.budget.grouped());
    let note = page.say(
        format!("{executed} ÷ {budget} 万元"),
        format!("{executed} of {budget} 万元"),
    );
    page.row(&label, &value, &note);
    let counts = Grade::ALL
        .iter()
        .map(|grade| summary.grades.of(*grade).to_string());
    let counts = counts.collect::<Vec<_>>().join("/");
    let label = page.say("等级 优/良/中/差", "grades 优/良/中/差");
    page.row(&label, &counts, "");
    if summary.grades.ungraded > 0 {
        let label = page.say("没有等级", "without a grade");
        page.row(&label, &summary.grades.ungraded.to_string(), "");
    }
}

fn findings(page: &mut Page, assessment: &Assessment) {
    let findings = &assessment.findings;
    let counts = assessment.outcome().finding_counts();
    page.title(
        format!("核对意见  {}", counts.zh),
        format!("Findings: {}", counts.en),
    );
    for finding in findings.iter() {
        page.lines.push(found(page, finding));
        page.lines
            .push(format!("      → {}", finding.mend.get(page.lang)));
        if let Some(place) = &finding.place {
            page.lines.push(format!("      @ {place}"));
        }
    }
    ignored(page, findings.ignored());
}

/// A finding on one line: level, code, project and message.
fn found(page: &Page, finding: &Finding) -> String {
    let level = match page.lang {
        Lang::Chinese => finding.severity.term(),
        Lang::English => finding.severity.id(),
    };
    let project = finding
        .project
        .iter()
        .map(|name| page.say(format!("“{name}”："), format!("\"{name}\": ")));
    let project: String = project.collect();
    let message = finding.message.get(page.lang);
    format!("  {level} {} {project}{message}", finding.code)
}

/// The findings that the unit asks to be passed over, each with its reason.
fn ignored(page: &mut Page, ignored: &[IgnoredFinding]) {
    if ignored.is_empty() {
        return;
    }
    let count = ignored.len();
    let is_error = |one: &&IgnoredFinding| one.finding.severity == Severity::Error;
    let errors = match ignored.iter().filter(is_error).count() {
        0 => Bilingual::new("", ""),
        errors => Bilingual::new(
            format!("（其中错误 {errors}）"),
            format!(" (errors among them: {errors})"),
        ),
    };
    page.title(
        format!("按数据集忽略的核对意见  {count}{}", errors.zh),
        format!("Findings ignored by the dataset: {count}{}", errors.en),
    );
    for one in ignored {
        page.lines.push(found(page, &one.finding));
        let reason = one.reason.replace('\n', " ");
        let reason = page.say(format!("理由：{reason}"), format!("reason: {reason}"));
        page.lines.push(format!("      {reason}"));
    }
}

fn files(page: &mut Page, written: &[PathBuf]) {
    if written.is_empty() {
        return;
    }
    page.title("已写出", "Written");
    for path in written {
        page.lines.push(format!("  {}", path.display()));
    }
}
