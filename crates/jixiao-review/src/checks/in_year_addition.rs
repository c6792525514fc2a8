#![doc = include_str!("in_year_addition.md")]

use jixiao_model::{Amount, Bilingual, ProjectForm};

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(405);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "年初预算为零的追加项目",
    en: "Projects added within the year",
    page: include_str!("in_year_addition.md"),
    run: check,
};

/// Words of which any tells where money comes from that was not in the first budget; each is one of money, so that 调整水温 or 专项方案 is none.
const ADDED: [&str; 44] = [
    "追加",
    "调剂",
    "调增",
    "预算调整",
    "调整预算",
    "调整追加",
    "调整增加",
    "上级下达",
    "资金下达",
    "下达资金",
    "预算下达",
    "下达预算",
    "指标下达",
    "下达指标",
    "专项资金",
    "专项经费",
    "专项债",
    "专项补助",
    "专项款",
    "专款",
    "新增预算",
    "新增资金",
    "新增经费",
    "增加预算",
    "预拨",
    "转移支付",
    "上级资金",
    "上级补助",
    "中央资金",
    "中央财政",
    "中央补助",
    "省级资金",
    "省级财政",
    "省级补助",
    "市级资金",
    "市级财政",
    "市级补助",
    "补助资金",
    "应急资金",
    "应急经费",
    "年中",
    "结转",
    "补差",
    "增补",
];

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in &subject.submission.projects {
        let Some(budget) = added(form) else { continue };
        if says_so(form) {
            continue;
        }
        let row = form.funds.rows().next();
        findings.push(Finding {
            code: CODE,
            severity: Severity::Note,
            project: Some(Concerned::from(form)),
            indicator: None,
            message: Bilingual::new(
                format!("年初预算数为 0，全年预算数为 {budget} 万元，没有说明是追加"),
                format!("the initial budget is 0, the annual one {budget} 万元; nothing says that it was added"),
            ),
            expected: Bilingual::new("写明追加的依据", "what it was added by"),
            found: Bilingual::new("没有说明", "not a word"),
            mend: Bilingual::new(
                "请在备注中写明追加或下达的文号；年初预算漏填的请补上",
                "name the document that added it in the note, or fill in the initial budget",
            ),
            place: row.and_then(|row| row.initial.place.clone()),
        });
    }
}

/// The annual budget of a project that had none at first. Money carried over is none of the first budget's, and says so by its row.
fn added(form: &ProjectForm) -> Option<Amount> {
    let funds = &form.funds;
    let of_year = [&funds.fiscal, &funds.other].into_iter().flatten();
    let of_year = Amount::sum(of_year.map(|row| row.budget.value)).ok()?;
    let is_added = funds.initial().ok()? == Amount::ZERO && of_year > Amount::ZERO;
    is_added.then(|| funds.budget().ok()).flatten()
}

fn says_so(form: &ProjectForm) -> bool {
    let goal = &form.goal;
    let of_form = [
        form.name.value.as_str(),
        &form.note,
        &goal.expected.value,
        &goal.actual.value,
    ];
    let explanations = form.deviations.iter();
    let explanations =
        explanations.flat_map(|one| [one.cause.value.as_str(), one.remedy.value.as_str()]);
    let mut texts = of_form.into_iter().chain(explanations);
    texts.any(|text| ADDED.iter().any(|word| text.contains(word)))
}
