#![doc = include_str!("no_quantity.md")]

use jixiao_model::{Bilingual, FirstLevel, Goal, Indicator, IndicatorClass, ProjectForm};

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(403);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "没有定量的产出指标",
    en: "No quantitative output",
    page: include_str!("no_quantity.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let forms = subject.submission.projects.iter();
    findings.extend(forms.filter(|form| lacks_quantity(form)).map(finding));
}

fn lacks_quantity(form: &ProjectForm) -> bool {
    let indicators = &form.indicators;
    // Levels of a layout of its own tell nothing of what is output.
    let is_known = indicators.iter().any(|one| one.first_level().is_some());
    is_known
        && !indicators
            .iter()
            .any(|one| is_output(one) && is_quantitative(one))
}

fn is_output(indicator: &Indicator) -> bool {
    indicator.first_level() == Some(FirstLevel::Output)
        || indicator.class() == Some(IndicatorClass::Quantity)
}

fn is_quantitative(indicator: &Indicator) -> bool {
    let goal = indicator.target.value.goal();
    !indicator.not_applicable && matches!(goal, Goal::Number { .. } | Goal::Range { .. })
}

fn finding(form: &ProjectForm) -> Finding {
    let first = form.indicators.iter().find(|one| is_output(one));
    let first = first.or_else(|| form.indicators.first());
    let outputs: Vec<&Indicator> = form
        .indicators
        .iter()
        .filter(|one| is_output(one))
        .collect();
    let applying = outputs.iter().filter(|one| !one.not_applicable).count();
    let mut mend = Bilingual::new(
        "请为主要产出设定可以计量的指标值，如“≥10次”",
        "set a target that can be counted for the main output, such as ≥10次",
    );
    let (message, found) = match (applying, outputs.len()) {
        (_, 0) => (
            Bilingual::new(
                "没有产出指标，做了多少无从计量",
                "there is no output indicator, so that nothing is counted",
            ),
            Bilingual::new("没有产出指标", "no output indicator"),
        ),
        (0, all) => {
            mend = Bilingual::new(
                "请核对这些指标是否确不适用；确不适用的，另设可以计量的产出指标",
                "check whether they do not apply indeed; where so, set an output indicator that can be counted",
            );
            (
                Bilingual::new(
                    "产出指标均不适用，做了多少无从计量",
                    "no output indicator applies, so that nothing is counted",
                ),
                Bilingual::new(
                    format!("产出指标 {all} 个，均不适用"),
                    format!("{all} of output, none applies"),
                ),
            )
        }
        _ => (
            Bilingual::new(
                "没有一个产出指标的指标值是数值",
                "no target of an output indicator is a number",
            ),
            Bilingual::new(
                format!("适用的产出指标 {applying} 个，均无数值"),
                format!("{applying} of output, none with a number"),
            ),
        ),
    };
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(Concerned::from(form)),
        indicator: None,
        message,
        expected: Bilingual::new("至少一个定量的产出指标", "at least one quantitative output"),
        found,
        mend,
        place: first.and_then(|one| one.target.place.clone()),
    }
}
