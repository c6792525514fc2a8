#![doc = include_str!("first_levels.md")]

use jixiao_model::{Bilingual, FirstLevel, Indicator, Lang, Points, Weight};

use crate::{Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(3);

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let policy = &subject.policy.first_levels;
    let projects = &subject.submission.projects;
    for form in projects.iter().filter(|form| !form.indicators.is_empty()) {
        let differing: Vec<Bilingual> = policy
            .iter()
            .filter_map(|(level, weight)| differs(policy, &form.indicators, *level, *weight))
            .collect();
        if differing.is_empty() {
            continue;
        }
        let listed = |lang: Lang, comma: &str| {
            let parts: Vec<&str> = differing.iter().map(|one| one.get(lang)).collect();
            parts.join(comma)
        };
        findings.push(Finding {
            code: CODE,
            severity: Severity::Note,
            project: Some(Concerned::from(form)),
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
) -> Option<Bilingual> {
    let of = |level| sum(indicators, level);
    let stands = of(level)?;
    let expected = weight.full();
    // Where satisfaction does not apply, its weight goes to benefit.
    if of(FirstLevel::Satisfaction)? == Points::ZERO {
        let spared = policy
            .iter()
            .find(|(level, _)| *level == FirstLevel::Satisfaction);
        let spared = spared.map_or(Points::ZERO, |(_, weight)| weight.full());
        match level {
            FirstLevel::Satisfaction => return None,
            FirstLevel::Benefit => {
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
    (stands != expected).then(|| {
        Bilingual::new(
            format!("{} {stands}（政策 {expected}）", level.term()),
            format!("{} {stands} (policy {expected})", level.english()),
        )
    })
}

fn sum(indicators: &[Indicator], level: FirstLevel) -> Option<Points> {
    let of_level = indicators
        .iter()
        .filter(|one| one.first_level() == Some(level));
    Points::sum(of_level.map(|one| one.weight.value.full())).ok()
}
