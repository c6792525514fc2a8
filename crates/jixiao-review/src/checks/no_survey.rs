#![doc = include_str!("no_survey.md")]

use jixiao_model::{Bilingual, Indicator, IndicatorClass, OverallGoal};

use super::{Form, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(402);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "满意度没有写明调查方式",
    en: "Satisfaction that names no survey",
    page: include_str!("no_survey.md"),
    run: check,
};

/// Words of which any tells that somebody was asked.
const ASKED: [&str; 22] = [
    "调查",
    "问卷",
    "回访",
    "访谈",
    "测评",
    "评议",
    "样本",
    "抽样",
    "走访",
    "座谈",
    "征求意见",
    "意见征集",
    "征集意见",
    "意见反馈",
    "反馈意见",
    "评价器",
    "评价卡",
    "扫码评价",
    "现场评价",
    "线上评价",
    "打分",
    "投票",
];

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        let Some(first) = form.indicators.iter().find(|one| is_satisfaction(one)) else {
            continue;
        };
        if names_a_survey(&form) {
            continue;
        }
        let name = first.name.value.as_str();
        findings.push(Finding {
            code: CODE,
            severity: Severity::Note,
            project: form.concerned(),
            indicator: Some(name.to_string()),
            message: Bilingual::new(
                format!("“{name}”的结果没有写明由何种调查得来"),
                format!("nothing says by which survey \"{name}\" was found"),
            ),
            expected: Bilingual::new(
                "写明调查方式和样本量",
                "the kind of survey and how many answered",
            ),
            found: Bilingual::new("没有写明", "neither"),
            mend: Bilingual::new(
                "请写明问卷、回访等调查方式和份数",
                "say how people were asked, and how many",
            ),
            place: first.actual.place.clone(),
        });
    }
}

fn is_satisfaction(indicator: &Indicator) -> bool {
    !indicator.not_applicable && indicator.class() == Some(IndicatorClass::Satisfaction)
}

fn names_a_survey(form: &Form<'_>) -> bool {
    let satisfied = form.indicators.iter().filter(|one| is_satisfaction(one));
    let of_indicators = satisfied.flat_map(|one| {
        let (target, actual) = (one.target.value.text(), one.actual.value.text());
        [one.name.value.as_str(), target, actual]
    });
    let OverallGoal { expected, actual } = form.goal;
    let of_form = [expected.value.as_str(), actual.value.as_str(), form.note];
    let explanations = form.deviations.iter();
    let explanations =
        explanations.flat_map(|one| [one.cause.value.as_str(), one.remedy.value.as_str()]);
    let mut texts = of_indicators.chain(of_form).chain(explanations);
    texts.any(|text| ASKED.iter().any(|word| text.contains(word)))
}
