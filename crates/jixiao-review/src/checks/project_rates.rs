#![doc = include_str!("project_rates.md")]

use jixiao_model::{Bilingual, Figure, Percent, RateId, StatedFigure, StatedValue};

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(204);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "同一项目支出的两个执行率",
    en: "Two rates for one spending",
    page: include_str!("project_rates.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(department), Some(projects)) = (department_rate(subject), projects_rate(subject))
    else {
        return;
    };
    if department.rate == projects.rate {
        return;
    }
    findings.push(Finding {
        code: CODE,
        indicator: Some(RateId::ProjectExecution.term().to_string()),
        expected: Bilingual::new("同一项目支出只有一个执行率", "one rate for one spending"),
        found: Bilingual::new(
            format!("{} 和 {}", department.rate, projects.rate),
            format!("{} and {}", department.rate, projects.rate),
        ),
        severity: Severity::Warning,
        project: None,
        message: Bilingual::new(
            format!(
                "项目支出预算执行率有两个数：{}为 {}，{}为 {}",
                department.stands.zh, department.rate, projects.stands.zh, projects.rate
            ),
            format!(
                "the execution rate of project spending has two figures: {} in {}, {} in {}",
                department.rate, department.stands.en, projects.rate, projects.stands.en
            ),
        ),
        mend: Bilingual::new(
            "请统一口径，或在报告中说明两者的差别",
            "use one of them, or say in the report how they differ",
        ),
        place: department
            .stated
            .or(projects.stated)
            .and_then(|stated| stated.value.place.clone()),
    });
}

/// A rate, and where it stands.
struct Told<'a> {
    rate: Percent,
    stands: Bilingual,
    stated: Option<&'a StatedFigure>,
}

/// As the unit states it; where it states none, as its department's form gives it.
fn department_rate<'a>(subject: &Subject<'a>) -> Option<Told<'a>> {
    told(subject, Figure::ProjectExecutionRate).or_else(|| {
        let score = subject.evaluation.department.as_ref()?;
        let rate = score.rate(RateId::ProjectExecution)?.rate()?.shown();
        Some(Told {
            rate,
            stands: Bilingual::new("部门整体支出自评表", "the department's form"),
            stated: None,
        })
    })
}

/// As the unit states it; where it states none, as its projects' forms give it.
fn projects_rate<'a>(subject: &Subject<'a>) -> Option<Told<'a>> {
    told(subject, Figure::ProjectsExecutionRate).or_else(|| {
        let rate = subject.evaluation.summary.execution_rate.rate()?.shown();
        Some(Told {
            rate,
            stands: Bilingual::new("各项目自评表合计", "the sum of the projects' forms"),
            stated: None,
        })
    })
}

fn told<'a>(subject: &Subject<'a>, figure: Figure) -> Option<Told<'a>> {
    let stated = subject
        .submission
        .stated
        .iter()
        .find(|stated| stated.figure == figure)?;
    let StatedValue::Percent(rate) = stated.value.value else {
        return None;
    };
    Some(Told {
        rate,
        stands: super::stands(stated),
        stated: Some(stated),
    })
}
