#![doc = include_str!("first_levels.md")]

use jixiao_model::{Bilingual, FirstLevel, Indicator, Points, Weight};

use crate::{Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(3);

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let policy = &subject.policy.first_levels;
    for form in &subject.submission.projects {
        let differing: Vec<String> = policy
            .iter()
            .filter_map(|(level, weight)| differs(policy, &form.indicators, *level, *weight))
            .collect();
        if differing.is_empty() {
            continue;
        }
        let listed = differing.join("，");
        findings.push(Finding {
            code: CODE,
            severity: Severity::Note,
            project: Some(form.name.value.to_string()),
            message: Bilingual::new(
                format!("一级指标分值与评分政策不同：{listed}"),
                format!("the first levels weigh otherwise than the policy sets: {listed}"),
            ),
            mend: Bilingual::new(
                "如系有意调整，请在政策文件中写明；否则请调整分值",
                "set them in a policy if that is meant, or adjust the weights",
            ),
            place: form
                .indicators
                .first()
                .and_then(|one| one.weight.place.clone()),
        });
    }
}

/// A level whose weights do not sum to the policy's: `产出指标 60（政策 50）`.
fn differs(
    policy: &[(FirstLevel, Weight)],
    indicators: &[Indicator],
    level: FirstLevel,
    weight: Weight,
) -> Option<String> {
    let of = |level| sum(indicators, level);
    let stands = of(level)?;
    let mut expected = weight.full();
    // Where satisfaction does not apply, its weight goes to benefit.
    if of(FirstLevel::Satisfaction)? == Points::ZERO {
        let spared = policy
            .iter()
            .find(|(level, _)| *level == FirstLevel::Satisfaction);
        let spared = spared.map_or(Points::ZERO, |(_, weight)| weight.full());
        match level {
            FirstLevel::Satisfaction => return None,
            FirstLevel::Benefit => expected = expected.plus(spared).ok()?,
            _ => {}
        }
    }
    (stands != expected).then(|| format!("{} {stands}（政策 {expected}）", level.term()))
}

fn sum(indicators: &[Indicator], level: FirstLevel) -> Option<Points> {
    let of_level = indicators
        .iter()
        .filter(|one| one.first_level() == Some(level));
    Points::sum(of_level.map(|one| one.weight.value.full())).ok()
}
