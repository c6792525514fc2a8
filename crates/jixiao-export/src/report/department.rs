//! （一）总体绩效目标完成情况.

use jixiao_model::{DepartmentForm, Deviation, Figure, Indicator, RateId, Traced};
use jixiao_review::checks::missing_explanation::execution_is_owed;
use jixiao_scoring::{DepartmentScore, Derivation, ScoreError, Scored, rate_deviation};

use super::{claimed, rate_in_words};
use crate::department_form::{department_mark, known_rate_mark, rate_mark};
use crate::deviations::{of_indicator, of_whole};
use crate::document::Block;
use crate::outcome::{Outcome, mark};
use crate::prose::Prose;

pub(super) fn blocks(outcome: &Outcome<'_>) -> Vec<Block> {
    let (Some(form), Some(score)) = (
        &outcome.submission.department,
        &outcome.evaluation.department,
    ) else {
        return vec![Prose::new("本次没有部门（单位）整体支出绩效自评表。").paragraph()];
    };
    let mut blocks = vec![money(outcome, form, score).paragraph()];
    let goal = &form.goal.actual;
    if !goal.value.is_empty() {
        let prose = Prose::new("年度总体目标完成情况：");
        blocks.push(prose.sentence(&goal.value, mark(goal)).paragraph());
    }
    blocks.extend(misses(outcome, form, score));
    blocks.push(verdict(outcome, form, score).paragraph());
    blocks
}

/// The amounts and all rates that they give.
fn money(outcome: &Outcome<'_>, form: &DepartmentForm, score: &DepartmentScore) -> Prose {
    let total = &form.total;
    let execution = score.form.execution_rate;
    let mut prose = Prose::new(format!("{}年，我单位全年预算数", form.year.number()))
        .marked(total.budget.value.grouped(), mark(&total.budget))
        .text("万元，全年执行数")
        .marked(total.executed.value.grouped(), mark(&total.executed))
        .text("万元，按部门整体支出自评表计算，预算执行率")
        .marked(
            rate_in_words(execution),
            known_rate_mark(outcome, form, RateId::Execution),
        );
    let others = score
        .rates
        .iter()
        .filter(|(rule, _)| *rule != RateId::Execution);
    for (index, (rule, rate)) in others.enumerate() {
        let before = if index == 0 { "；其中：" } else { "，" };
        prose = prose
            .text(format!("{before}{}", rule.term()))
            .marked(rate_in_words(*rate), known_rate_mark(outcome, form, *rule));
    }
    prose.text("。")
}

/// What was missed, by how much, why, and what is promised; then how many were not.
fn misses(outcome: &Outcome<'_>, form: &DepartmentForm, score: &DepartmentScore) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut full, mut not_applicable) = (0_usize, 0_usize);
    for (indicator, scored) in form.indicators.iter().zip(&score.form.indicators) {
        let prose = match scored {
            Ok(scored) if is_not_applicable(scored) => {
                not_applicable = not_applicable.saturating_add(1);
                continue;
            }
            Ok(scored) if scored.is_full() => {
                full = full.saturating_add(1);
                continue;
            }
            Ok(_) => miss(outcome, form, score, indicator),
            Err(error) => unscored(indicator, error),
        };
        let deviations = of_indicator(&form.deviations, &indicator.name.value);
        blocks.push(explained(prose, deviations).paragraph());
    }
    blocks.extend(the_rest(blocks.is_empty(), full, not_applicable));
    for deviation in of_whole(&form.deviations, &form.indicators) {
        let subject = match &deviation.indicator {
            Some(name) => format!("{name}方面，"),
            None => "整体支出方面，".to_string(),
        };
        blocks.push(explained(Prose::new(subject), [deviation]).paragraph());
    }
    if execution_is_owed(outcome.policy, &score.form, &form.deviations) {
        blocks.push(explained(Prose::new("预算执行率方面，"), []).paragraph());
    }
    blocks
}

fn is_not_applicable(scored: &Scored) -> bool {
    matches!(
        scored.derivation,
        Derivation::NotApplicable | Derivation::NotApplicableSpread
    )
}

fn the_rest(none_missed: bool, full: usize, not_applicable: usize) -> Option<Block> {
    let mut sentence = match full {
        0 => String::new(),
        full if none_missed => format!("{full}项指标均得满分"),
        full => format!("其余指标中，{full}项得满分"),
    };
    if not_applicable > 0 {
        let comma = if sentence.is_empty() { "" } else { "，" };
        sentence = format!("{sentence}{comma}{not_applicable}项不适用");
    }
    (!sentence.is_empty()).then(|| Prose::new(format!("{sentence}。")).paragraph())
}

fn unscored(indicator: &Indicator, error: &ScoreError) -> Prose {
    let reason = error.reason().zh;
    Prose::new(format!(
        "{}无法计分，暂计0分：{reason}。",
        indicator.name.value
    ))
}

/// “三公经费”控制率 is 99%, its target ≤90%: off by 9 percentage points.
fn miss(
    outcome: &Outcome<'_>,
    form: &DepartmentForm,
    score: &DepartmentScore,
    indicator: &Indicator,
) -> Prose {
    let target = &indicator.target;
    let prose = Prose::new(format!("{}年度指标值为", indicator.name.value))
        .marked(target.value.text(), mark(target))
        .text("，实际为");
    let Some(rule) = indicator.rule else {
        let actual = &indicator.actual;
        return prose.sentence(actual.value.text(), mark(actual));
    };
    let shown = score
        .rate(rule)
        .map_or_else(|| "—".to_string(), rate_in_words);
    let prose = prose.marked(shown, known_rate_mark(outcome, form, rule));
    let Some(distance) = rate_deviation(form, outcome.evaluation, rule) else {
        return prose.text("。");
    };
    let otherwise = rate_mark(form, rule);
    let mark = match rule {
        RateId::ThreePublicControl => {
            outcome.figure_mark(Figure::ThreePublicDeviation, None, otherwise)
        }
        _ => otherwise,
    };
    let points = distance.to_string();
    prose
        .text("，偏离")
        .marked(points.trim_end_matches('%'), mark)
        .text("个百分点。")
}

/// Adds causes and remedies; where there is no cause, says so.
fn explained<'a>(prose: Prose, deviations: impl IntoIterator<Item = &'a Deviation>) -> Prose {
    let deviations: Vec<&Deviation> = deviations.into_iter().collect();
    let told = |text: &&Traced<String>| !text.value.trim().is_empty();
    let mut prose = prose;
    if !deviations
        .iter()
        .map(|one| &one.cause)
        .any(|cause| told(&cause))
    {
        prose = prose.text("原因未填写。");
    }
    for deviation in deviations {
        for (label, text) in [
            ("原因：", &deviation.cause),
            ("改进措施：", &deviation.remedy),
        ] {
            if told(&text) {
                prose = prose.text(label).sentence(&text.value, mark(text));
            }
        }
    }
    prose
}

/// Total, the execution rate's part of it, and grade.
fn verdict(outcome: &Outcome<'_>, form: &DepartmentForm, score: &DepartmentScore) -> Prose {
    let otherwise = department_mark(form);
    let known = |figure| outcome.figure_mark(figure, None, otherwise);
    let prose = Prose::new("部门（单位）整体支出自评得分")
        .marked(score.form.total, known(Figure::DepartmentTotal))
        .text("分（其中预算执行率得")
        .marked(
            score.form.execution_points,
            outcome.execution_mark(otherwise),
        )
        .text("分）");
    let prose = match score.form.grade {
        Some(grade) => prose
            .text("，自评等级为“")
            .marked(grade.term(), known(Figure::DepartmentGrade))
            .text("”。"),
        None => prose.text("，超出0至100的范围，无法评定等级。"),
    };
    claimed(prose, &form.claims, &score.form)
}
