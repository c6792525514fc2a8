#![doc = include_str!("nothing_missed.md")]

use jixiao_model::{Bilingual, Deviation, Indicator, Name, Percent};
use jixiao_scoring::{Derivation, Scored};

use super::over_achievement::is_far_above;
use super::{Form, forms, is_execution};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(309);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "偏差说明没有对应的偏差",
    en: "An explanation of nothing",
    page: include_str!("nothing_missed.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let above = subject.policy.over_achievement.explain_above;
    for form in forms(subject) {
        for deviation in form.deviations {
            let (cause, remedy) = (&deviation.cause.value, &deviation.remedy.value);
            let Some(name) = &deviation.indicator else {
                continue;
            };
            if cause.trim().is_empty() && remedy.trim().is_empty() {
                continue;
            }
            let told = match form.indicator(name) {
                Some((indicator, score)) => of_indicator(deviation, indicator, score, above),
                None if is_execution(name) => of_execution(subject, &form),
                None => Some(unknown(name)),
            };
            findings.extend(told.map(|told| finding(&form, deviation, name, told)));
        }
    }
}

/// What was found, and the whole sentence.
struct Told {
    found: Bilingual,
    message: Bilingual,
}

fn unknown(name: &Name) -> Told {
    Told {
        found: Bilingual::new("表中没有的指标", "an indicator that is not in the form"),
        message: Bilingual::new(
            format!("偏差说明写的是“{name}”，表中没有这项指标"),
            format!("\"{name}\" is explained, but the form has no such indicator"),
        ),
    }
}

fn met(name: &str, how: &Bilingual) -> Told {
    Told {
        found: how.clone(),
        message: Bilingual::new(
            format!("“{name}”{}，没有需要说明的偏差，却写有偏差说明", how.zh),
            format!(
                "\"{name}\" {}, so there is nothing to explain, yet it is explained",
                how.en
            ),
        ),
    }
}

/// An indicator that met its target, neither far exceeded nor said to be exceeded.
fn of_indicator(
    deviation: &Deviation,
    indicator: &Indicator,
    score: Option<&Scored>,
    above: Percent,
) -> Option<Told> {
    let score = score?;
    let applies = !matches!(
        score.derivation,
        Derivation::NotApplicable | Derivation::NotApplicableSpread
    );
    let explained = is_far_above(indicator, score, above) || tells_of_more(deviation, score);
    if !applies || !score.is_full() || explained {
        return None;
    }
    let how = Bilingual::new(
        format!("得满分（{} 分）", score.points),
        format!("earned all of its {} points", score.points),
    );
    Some(met(indicator.name.value.as_str(), &how))
}

/// Is the actual better than the target, and does the explanation say so? That is a deviation, too, if a small one.
fn tells_of_more(deviation: &Deviation, score: &Scored) -> bool {
    const MORE: &str = "超 多 高 增 翻 快 提前 优于 好于 低 少 节 省 降 减 余";
    let differs = score
        .derivation
        .held()
        .is_none_or(|held| held.actual != held.target);
    let cause = &deviation.cause.value;
    differs && MORE.split(' ').any(|word| cause.contains(word))
}

/// The execution rate, where all was spent.
fn of_execution(subject: &Subject<'_>, form: &Form<'_>) -> Option<Told> {
    let rate = form.score.execution_rate.rate()?;
    let full = form.score.execution_points >= subject.policy.execution_weight.full();
    (full && rate == Percent::WHOLE.rate()).then(|| Told {
        found: Bilingual::new("100%，得满分", "100%, and all of its points"),
        ..met(
            "预算执行率",
            &Bilingual::new("为 100%，得满分", "is 100% and earned all of its points"),
        )
    })
}

fn finding(form: &Form<'_>, deviation: &Deviation, name: &Name, told: Told) -> Finding {
    let place = deviation.cause.place.clone();
    Finding {
        code: CODE,
        severity: Severity::Note,
        project: Some(form.concerned()),
        indicator: Some(name.to_string()),
        message: told.message,
        expected: Bilingual::new(
            "说明失分或超额较多的指标",
            "an indicator that was missed or far exceeded",
        ),
        found: told.found,
        mend: Bilingual::new(
            "请核对指标名称和完成值；没有偏差的请删去说明",
            "mend the name or the actual, or delete the explanation",
        ),
        place: place.or_else(|| deviation.remedy.place.clone()),
    }
}
