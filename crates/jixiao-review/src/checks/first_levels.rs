#![doc = include_str!("first_levels.md")]

use jixiao_model::{Bilingual, FirstLevel, Indicator, Lang, Points, Weight};
use jixiao_scoring::policy::Policy;

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(3);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "一级指标分值",
    en: "Weights of the first levels",
    page: include_str!("first_levels.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let policy = subject.policy;
    for form in &subject.submission.projects {
        let differing = of_project(policy, &form.indicators);
        report(
            &differing,
            &form.indicators,
            Some(Concerned::from(form)),
            findings,
        );
    }
    if let Some(form) = &subject.submission.department {
        let differing = of_department(policy, &form.indicators);
        report(&differing, &form.indicators, None, findings);
    }
}

/// The first levels of a project's form that weigh otherwise than the policy sets.
fn of_project(policy: &Policy, indicators: &[Indicator]) -> Vec<Bilingual> {
    let levels = policy.first_levels.iter();
    levels
        .filter_map(|(level, weight)| differs(policy, indicators, *level, *weight))
        .collect()
}

/// The first levels of the department's form that weigh otherwise than the policy sets.
fn of_department(policy: &Policy, indicators: &[Indicator]) -> Vec<Bilingual> {
    let levels = policy.department_levels.iter();
    levels
        .filter_map(|(level, weight)| {
            let stands = sum(indicators, |one| one.department_level() == Some(*level))?;
            other(level.term(), level.english(), stands, weight.full())
        })
        .collect()
}

fn report(
    differing: &[Bilingual],
    indicators: &[Indicator],
    project: Option<Concerned>,
    findings: &mut Vec<Finding>,
) {
    if differing.is_empty() || indicators.is_empty() {
        return;
    }
    let listed = |lang: Lang, comma: &str| {
        let parts: Vec<&str> = differing.iter().map(|one| one.get(lang)).collect();
        parts.join(comma)
    };
    findings.push(Finding {
        code: CODE,
        indicator: None,
        expected: Bilingual::new("", ""),
        found: Bilingual::new("", ""),
        severity: Severity::Note,
        project,
        message: Bilingual::new(
            format!(
                "一级指标分值与评分政策不同：{}",
                listed(Lang::Chinese, "，")
            ),
            format!(
                "the first levels weigh otherwise than the policy sets: {}",
                listed(Lang::English, ", ")
            ),
        ),
        mend: Bilingual::new(
            "如系有意调整，请在政策文件中写明；否则请调整分值",
            "set them in a policy if that is meant, or adjust the weights",
        ),
        place: indicators.first().and_then(|one| one.weight.place.clone()),
    });
}

/// A level whose weights do not sum to the policy's: `产出指标 60（政策 50）`.
fn differs(
    policy: &Policy,
    indicators: &[Indicator],
    level: FirstLevel,
    weight: Weight,
) -> Option<Bilingual> {
    let of = |level| sum(indicators, |one| one.first_level() == Some(level));
    let stands = of(level)?;
    let expected = weight.full();
    let satisfaction = of(FirstLevel::Satisfaction)?;
    if policy.satisfaction_in_benefit && level == FirstLevel::Benefit {
        let both = stands.plus(satisfaction).ok()?;
        return other(
            "效益指标和满意度指标合计",
            "benefit and satisfaction",
            both,
            expected,
        );
    }
    // Where satisfaction does not apply, its weight goes to benefit.
    if satisfaction == Points::ZERO {
        let spared = policy.first_level(FirstLevel::Satisfaction);
        let spared = spared.unwrap_or_default().full();
        match level {
            FirstLevel::Satisfaction => return None,
            FirstLevel::Benefit if spared > Points::ZERO => {
                return (stands != expected.plus(spared).ok()?).then(|| {
                    Bilingual::new(
                        format!(
                            "{} {stands}（政策 {expected}，另加满意度 {spared}）",
                            level.term()
                        ),
                        format!(
                            "{} {stands} (policy {expected}, and {spared} of satisfaction)",
                            level.english()
                        ),
                    )
                });
            }
            _ => {}
        }
    }
    other(level.term(), level.english(), stands, expected)
}

/// What stands there and what the policy sets, where the two differ.
fn other(zh: &str, en: &str, stands: Points, expected: Points) -> Option<Bilingual> {
    (stands != expected).then(|| {
        Bilingual::new(
            format!("{zh} {stands}（政策 {expected}）"),
            format!("{en} {stands} (policy {expected})"),
        )
    })
}

fn sum(indicators: &[Indicator], belongs: impl Fn(&Indicator) -> bool) -> Option<Points> {
    let of_level = indicators.iter().filter(|one| belongs(one));
    Points::sum(of_level.map(|one| one.weight.value.full())).ok()
}
