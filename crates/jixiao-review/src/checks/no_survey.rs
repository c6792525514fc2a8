#![doc = include_str!("no_survey.md")]

use jixiao_model::{Bilingual, Comparison, Goal, Indicator, IndicatorClass, OverallGoal};

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

/// Words that turn one of those behind them into its opposite: 未开展问卷调查.
const DENIED: [&str; 15] = [
    "未开展",
    "没开展",
    "未进行",
    "没进行",
    "未组织",
    "没组织",
    "未实施",
    "未做",
    "没做",
    "未作",
    "未发放",
    "未曾",
    "尚未",
    "没有",
    "无需",
];

/// As those, but only right before the word: 未调查.
const DENIED_AT_ONCE: [char; 4] = ['未', '没', '无', '不'];

/// So many characters before a word may deny it.
const REACH: usize = 8;

/// Words of complaints, which are counted and asked of nobody.
const COMPLAINTS: [&str; 4] = ["投诉", "信访", "举报", "上访"];

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
            project: Some(form.concerned()),
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
    !indicator.not_applicable
        && indicator.class() == Some(IndicatorClass::Satisfaction)
        && !counts_complaints(indicator)
}

/// Is it a number of complaints that must not be exceeded, such as 投诉次数 or ≤3次?
fn counts_complaints(indicator: &Indicator) -> bool {
    let (name, target) = (&indicator.name.value, &indicator.target.value);
    let texts = [name.as_str(), target.text()];
    if texts
        .iter()
        .any(|text| COMPLAINTS.iter().any(|word| text.contains(word)))
    {
        return true;
    }
    let Goal::Number { comparison, .. } = target.goal() else {
        return false;
    };
    let is_count = target.text().trim_end().ends_with(['次', '件', '起']);
    is_count && matches!(comparison, Comparison::AtMost | Comparison::LessThan)
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
    texts.any(tells_of_a_survey)
}

/// Does a text have one of the words, and not deny it?
fn tells_of_a_survey(text: &str) -> bool {
    let mut met = ASKED.iter().flat_map(|word| text.match_indices(word));
    met.any(|(at, _)| !is_denied(text.get(..at).unwrap_or_default()))
}

/// Do the last few characters of the clause deny what comes next?
fn is_denied(before: &str) -> bool {
    let stops = ['，', '。', '；', '、', ',', ';', '\n'];
    let clause = before.rsplit(stops).next().unwrap_or_default();
    let mut near: Vec<char> = clause.chars().rev().take(REACH).collect();
    near.reverse();
    let near: String = near.into_iter().collect();
    near.ends_with(DENIED_AT_ONCE) || DENIED.iter().any(|word| near.contains(word))
}
