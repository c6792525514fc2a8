//! What an auditor would object to: a submission and its scores in, findings out.
//!
//! | code | check | level |
//! |---|---|---|
//! | `JX001` | [`checks::weights`] 分值合计 | error |
//! | `JX002` | [`checks::unscored`] 无法计分的指标 | error |
//! | `JX003` | [`checks::first_levels`] 一级指标分值 | note |
//! | `JX004` | [`checks::reading`] 读取文件时的问题 | error, warning or note |
//! | `JX005` | [`checks::incomplete_claims`] 填报不全 | warning |
//! | `JX006` | [`checks::unused_ignore`] 没有用到的忽略 | warning or note |
//! | `JX007` | [`checks::unknown_causes`] 目录中没有的代码 | error |
//! | `JX101` | [`checks::no_rate`] 无法计算的比率 | error or warning |
//! | `JX102` | [`checks::claims`] 填报得分与计算不一致 | warning |
//! | `JX103` | [`checks::policy_year`] 评分政策的适用年度 | warning |
//! | `JX104` | [`checks::over_budget`] 执行数与预算数 | warning |
//! | `JX105` | [`checks::beyond_weight`] 填报得分超出分值 | error |
//! | `JX106` | [`checks::claimed_sum`] 填报总分与各项得分之和不一致 | warning |
//! | `JX107` | [`checks::claimed_grade`] 填报等级与填报总分不一致 | warning |
//! | `JX201` | [`checks::stated`] 已载明的数据与计算不一致 | warning |
//! | `JX202` | [`checks::department_parts`] 部门整体与基本、项目支出之和 | warning |
//! | `JX203` | [`checks::project_spending`] 部门项目支出与各项目合计 | warning |
//! | `JX204` | [`checks::project_rates`] 同一项目支出的两个执行率 | warning |
//! | `JX205` | [`checks::unspent`] 未执行资金 | warning |
//! | `JX206` | [`checks::duplicate_names`] 重复的项目名称 | warning |
//! | `JX207` | [`checks::coverage`] 自评覆盖率 | error or warning |
//! | `JX208` | [`checks::unpaired`] 汇总表与自评表不对应 | warning |
//! | `JX209` | [`checks::grade_counts`] 等级个数与项目数不一致 | warning |
//! | `JX210` | [`checks::spellings`] 名称写法不一致 | note |
//! | `JX301` | [`checks::missing_explanation`] 缺少偏差原因 | warning |
//! | `JX302` | [`checks::missing_remedy`] 缺少改进措施 | warning |
//! | `JX303` | [`checks::restated`] 原因只复述偏差 | warning |
//! | `JX304` | [`checks::copied`] 说明与其他项目雷同 | warning |
//! | `JX305` | [`checks::unfitting_cause`] 原因与指标不符 | warning |
//! | `JX306` | [`checks::unfitting_remedy`] 措施与原因不对应 | note |
//! | `JX307` | [`checks::promised_again`] 上年措施再次承诺 | warning or note |
//! | `JX308` | [`checks::contradicted`] 说明与数据矛盾 | warning |
//! | `JX309` | [`checks::nothing_missed`] 偏差说明没有对应的偏差 | note |
//! | `JX401` | [`checks::over_achievement`] 超额完成较多 | note |
//! | `JX402` | [`checks::no_survey`] 满意度没有写明调查方式 | note |
//! | `JX403` | [`checks::no_quantity`] 没有定量的产出指标 | warning |
//! | `JX404` | [`checks::full_marks`] 全部指标得满分而资金未用完 | warning |
//! | `JX405` | [`checks::in_year_addition`] 年初预算为零的追加项目 | note |
//! | `JX406` | [`checks::after_year_end`] 年末以后完成的按时 | warning |
//! | `JX407` | [`checks::little_executed`] 基本未执行而等级较高 | warning |
//!
//! A finding that the dataset asks to be passed over, with a reason, counts nowhere and is kept beside the others ([`Findings::ignored`]).
//!
//! Codes are grouped: `JX0..` within a form, `JX1..` arithmetic, `JX2..` between tables, `JX3..` explanations, `JX4..` plausibility. A code never changes its meaning.
//!
//! [`years`] sets two evaluations side by side.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod checks;
mod cores;
mod error;
mod explanations;
mod finding;
mod findings;
mod ignoring;
mod register;
mod selection;
mod wording;
pub mod years;

pub use checks::Check;
pub use error::{ReviewError, UnknownCode};
pub use explanations::Explanations;
pub use finding::{Code, Concerned, Finding, Severity};
pub use findings::{Findings, IgnoredFinding};
pub use register::register;
pub use selection::Selection;

/// The catalogue by which explanations are read.
pub use jixiao_catalogue as catalogue;

use jixiao_catalogue::Catalogue;
use jixiao_model::Submission;
use jixiao_scoring::Evaluation;
use jixiao_scoring::policy::Policy;

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What was handed in.
    pub submission: &'a Submission,
    /// Its scores, project for project.
    pub evaluation: &'a Evaluation,
    /// The policy by which it was scored.
    pub policy: &'a Policy,
    /// The causes and remedies that there are.
    pub catalogue: &'a Catalogue,
    /// What the catalogue's matcher reads in the submission's explanations.
    pub explanations: &'a Explanations,
}

/// Reviews a submission: every check, findings in the order of their codes and, within one, of the forms.
pub fn review(
    submission: &Submission,
    evaluation: &Evaluation,
    policy: &Policy,
    catalogue: &Catalogue,
) -> Findings {
    let explanations = Explanations::read(submission, catalogue);
    review_read(&Subject {
        submission,
        evaluation,
        policy,
        catalogue,
        explanations: &explanations,
    })
}

/// From so many projects on the checks are shared out among the cores.
const MANY: usize = 100;

/// As [`review`], where the explanations have been read already.
pub fn review_read(subject: &Subject<'_>) -> Findings {
    let mut findings = Vec::new();
    let is_last = |check: &&Check| check.code == checks::unused_ignore::CODE;
    let (last, others): (Vec<&Check>, Vec<&Check>) = checks::ALL.iter().partition(is_last);
    // Where the forms are few, they are not worth a thread.
    let at_once = match subject.submission.projects.len() {
        ..MANY => others.len(),
        _ => 1,
    };
    let parts: Vec<&[&Check]> = others.chunks(at_once.max(1)).collect();
    let found = cores::map(&parts, |checks| {
        let mut findings = Vec::new();
        for check in *checks {
            check.run(subject, &mut findings);
        }
        findings
    });
    findings.extend(found.into_iter().flatten());
    for check in last {
        check.run(subject, &mut findings);
    }
    findings.sort_by_key(|finding| finding.code);
    Findings::new(findings, &subject.submission.ignored)
}
