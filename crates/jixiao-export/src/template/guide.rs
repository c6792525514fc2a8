//! 填表说明: how the workbook is filled in.

use jixiao_scoring::policy::Policy;
use rust_xlsxwriter::Worksheet;

use super::levels::{of_department, of_project};
use super::sheet::{Area, Form, Side};
use super::{TemplateOrder, figures, summary, unit};
use crate::ExportError;
use crate::document::Orientation;

pub(super) const SHEET: &str = "填表说明";
const WIDTHS: [u16; 2] = [24, 88];

/// The sheet.
pub(super) fn write(sheet: &mut Worksheet, order: &TemplateOrder<'_>) -> Result<(), ExportError> {
    let mut form = Form::new(sheet, Orientation::Portrait, &WIDTHS, 1)?;
    form.title(0, "预算绩效自评填报说明")?;
    let mut row = 1;
    for (subject, text) in lines(order) {
        form.label(Area::cell(row, 0), &subject)?;
        form.text(Area::cell(row, 1), &text, Side::Left)?;
        row = row.saturating_add(1);
    }
    form.finish()
}

/// What is said, a subject a row.
fn lines(order: &TemplateOrder<'_>) -> Vec<(String, String)> {
    let policy = order.policy;
    let mut lines: Vec<(String, String)> = FIRST
        .iter()
        .map(|(subject, text)| ((*subject).into(), (*text).into()))
        .collect();
    lines.push((
        "各工作表".into(),
        format!(
            "先填“{}”，再填“{}”（部门整体支出）和各“项目”表；“{}”里填部门比率的数据，“{}”自动生成。共 {} 张项目表，用不完的留空。",
            unit::SHEET,
            super::department::SHEET,
            figures::SHEET,
            summary::SHEET,
            order.projects
        ),
    ));
    lines.extend(policy_lines(policy));
    lines.extend(
        LAST.iter()
            .map(|(subject, text)| ((*subject).into(), (*text).into())),
    );
    lines
}

const FIRST: [(&str, &str); 2] = [
    (
        "哪些单元格可填",
        "浅黄色的单元格可填；白色的是固定文字或公式，已锁定。选中可填的单元格，旁边会显示填写提示。工作表保护没有密码，行高、列宽可以调整。",
    ),
    (
        "金额和单位",
        "金额一律以万元为单位，最多6位小数；人员填人数；百分比带百分号。其他计量单位写在数值后面，如 50个、3次。",
    ),
];

const LAST: [(&str, &str); 6] = [
    (
        "指标值怎么写",
        "运算符写在数值前面：≥95%、≤90万元、=100、>3次；写 >=、<=、不低于、不超过 也可以。时间写 12月31日前完成；定性的写 效果明显、有效提升 等。",
    ),
    (
        "完成值怎么写",
        "定量的写数值和单位，如 93%；定性的从下拉列表选择，或如实描述；不适用的选“不适用”。",
    ),
    (
        "偏差怎么说明",
        "在最后一栏分两行写“偏差原因：”和“改进措施：”（换行按 Alt+Enter）。预算执行率的偏差写在总分下面的一行。",
    ),
    (
        "行数不够",
        "先用指标最后几行的备用行，其一级、二级指标可以选择。仍不够的，在“审阅”中撤销工作表保护（没有密码），在备用行中间插入整行。",
    ),
    ("行数有余", "不用的行、不用的项目表留空，不要删除。"),
    (
        "自动计算",
        "执行率、资金合计、预算执行率得分、总分、等级和汇总数由公式计算。执行率不足全额的不显示为 100%。分值合计不是 100 时，合计数变为红色并提示。",
    ),
];

/// What the policy fixes.
fn policy_lines(policy: &Policy) -> Vec<(String, String)> {
    let weights = |levels: Vec<super::levels::Level>| {
        let own = levels
            .iter()
            .filter(|level| level.weight.is_some())
            .map(super::levels::Level::label);
        let own: Vec<String> = own.collect();
        if own.is_empty() {
            "一级指标分值由单位确定".to_string()
        } else {
            own.join("、")
        }
    };
    let execution = policy.execution_weight;
    let shared = if policy.satisfaction_in_benefit {
        "（效益指标与满意度指标合计）"
    } else {
        ""
    };
    let (excellent, good, fair) = (
        policy.grades.excellent(),
        policy.grades.good(),
        policy.grades.fair(),
    );
    vec![
        (
            "分值怎么定".into(),
            format!(
                "按“{}”：预算执行率 {execution} 分；项目为{}{shared}；部门为{}。每张表合计 100 分。",
                policy.name.zh,
                weights(of_project(policy)),
                weights(of_department(policy)),
            ),
        ),
        (
            "等级怎么定".into(),
            format!(
                "总分 {excellent}（含）至 100 为优，{good}（含）至 {excellent} 为良，{fair}（含）至 {good} 为中，{fair} 以下为差。"
            ),
        ),
    ]
}
