//! Labels of forms, however they are typed.
//!
//! Every field is known by its official label and by those that other layouts use for it. All of them stand in [`SYNONYMS`], in their
//! normal form: what [`label`] makes of a cell.

use std::collections::HashMap;
use std::sync::LazyLock;

use jixiao_model::normalise;

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Field {
    // The head of a form.
    ProjectName,
    Supervisor,
    Implementer,
    /// 实施科室.
    Section,
    /// 部门（单位）名称.
    DepartmentName,
    Year,
    // Money: the block, its columns, its rows.
    MoneyBlock,
    Initial,
    Budget,
    Executed,
    Rate,
    TotalFunds,
    Fiscal,
    Carried,
    OtherFunds,
    AllSpending,
    BasicSpending,
    ProjectSpending,
    // 年度总体目标.
    GoalBlock,
    GoalExpected,
    GoalActual,
    // Indicators: the block and its columns.
    IndicatorBlock,
    Level1,
    Level2,
    Level3,
    Target,
    /// 指标性质: the operator, or 定性.
    Nature,
    /// 度量单位.
    Measure,
    Actual,
    Weight,
    Points,
    /// 偏差原因分析及改进措施: both in one.
    Explanation,
    Cause,
    Remedy,
    /// 预算执行率偏差原因及改进措施, in a row of its own.
    ExecutionExplanation,
    // What stands below.
    Total,
    /// 合计: a total row of one table, the row of all money of another.
    Sum,
    Grade,
    Conclusion,
    Shortcomings,
    Note,
    // The summary table.
    Number,
    FilledInBy,
    ProjectsBudgeted,
    ProjectsEvaluated,
    Coverage,
    // The remediation register; see [`REGISTER`].
    /// 提出年度.
    Proposed,
    /// The indicator that a row of it is about.
    OfIndicator,
    /// 责任部门, 责任人; a 责任科室 is a [`Section`](Self::Section).
    Owner,
    /// 完成时限.
    Due,
    /// 整改状态.
    State,
    /// 进展情况.
    Progress,
    /// Known to be a label, and of no use: persons, telephones, descriptions.
    Unused,
}

/// The labels of every field in their normal form, the official one first. No label stands for two fields; where two columns share
/// one (实际完成情况 over the goal and over the indicators), what reads the columns knows which is meant.
pub(crate) const SYNONYMS: &[(Field, &[&str])] = &[
    (
        Field::ProjectName,
        &["项目名称", "预算项目名称", "项目支出名称"],
    ),
    (
        Field::Supervisor,
        &[
            "主管部门",
            "主管单位",
            "主管部门名称",
            "项目主管部门",
            "主管部门及代码",
            "主管预算部门",
            "省级主管部门",
            "市级主管部门",
            "一级预算单位",
            "一级预算主管部门",
        ],
    ),
    (
        Field::Implementer,
        &[
            "实施单位",
            "项目实施单位",
            "项目单位",
            "具体实施单位",
            "实施单位名称",
            "资金使用单位",
            "项目承担单位",
            "项目执行单位",
        ],
    ),
    (
        Field::Section,
        &[
            "实施科室",
            "实施科室(单位)",
            "实施科室(部门)",
            "实施科(室)",
            "实施处室",
            "实施处室(单位)",
            "责任科室",
            "责任处室",
            "业务科室",
            "实施单位(科室)",
            "项目实施科室",
            "科室",
        ],
    ),
    (
        Field::DepartmentName,
        &[
            "部门(单位)名称",
            "单位(部门)名称",
            "部门名称",
            "单位名称",
            "部门单位名称",
            "预算单位",
            "预算单位名称",
            "预算部门名称",
            "部门预算单位名称",
            "部门(单位)",
        ],
    ),
    (
        Field::Year,
        &[
            "年度",
            "预算年度",
            "评价年度",
            "自评年度",
            "财政年度",
            "会计年度",
        ],
    ),
    (
        Field::MoneyBlock,
        &[
            "项目资金",
            "资金",
            "项目资金情况",
            "项目资金执行情况",
            "资金执行情况",
            "资金情况",
            "预算执行情况",
            "预算执行",
            "项目预算执行情况",
            "年度预算数",
            "年度预算执行情况",
            "部门预算执行情况",
            "整体支出预算执行情况",
            "部门整体支出预算执行情况",
            "预算资金",
            "预算资金情况",
            "项目预算资金",
            "部门整体支出情况",
            "资金来源",
            "支出情况",
            "年度预算情况",
            "预算情况",
        ],
    ),
    (
        Field::Initial,
        &[
            "年初预算数",
            "年初预算",
            "年初预算金额",
            "年初预算安排数",
            "年初预算批复数",
            "年初批复预算数",
            "年初批复数",
            "年初安排数",
            "年初数",
            "年初预算资金",
        ],
    ),
    (
        Field::Budget,
        &[
            "全年预算数",
            "全年预算",
            "全年预算金额",
            "调整后预算数",
            "调整后预算",
            "调整预算数",
            "预算调整数",
            "全年预算数(调整后)",
            "全年预算资金",
            "预算数",
            "预算安排数",
            "预算金额",
            "调整后全年预算数",
            "全年预算安排数",
        ],
    ),
    (
        Field::Executed,
        &[
            "全年执行数",
            "全年执行",
            "全年执行金额",
            "预算执行数",
            "执行数",
            "实际执行数",
            "全年实际执行数",
            "全年支出数",
            "全年实际支出数",
            "实际支出数",
            "全年预算执行数",
            "支出数",
            "执行金额",
            "决算数",
        ],
    ),
    (
        Field::Rate,
        &[
            "执行率",
            "预算执行率",
            "资金执行率",
            "全年执行率",
            "全年预算执行率",
            "预算完成率",
        ],
    ),
    (
        Field::TotalFunds,
        &[
            "年度资金总额",
            "资金总额",
            "总额",
            "年度资金合计",
            "年度资金总金额",
            "资金合计",
            "项目资金总额",
            "项目总金额",
            "年度总金额",
            "年度预算总额",
            "年度资金",
            "预算总额",
        ],
    ),
    (
        Field::Fiscal,
        &[
            "当年财政拨款",
            "本年财政拨款",
            "当年财政拨款资金",
            "本年度财政拨款",
            "年度财政拨款",
            "财政拨款",
            "财政拨款资金",
            "财政资金",
            "当年财政资金",
            "本年财政资金",
            "一般公共预算财政拨款",
            "一般公共预算拨款",
            "一般公共预算资金",
            "一般公共预算",
            "政府性基金",
            "政府性基金预算",
            "政府性基金预算资金",
            "政府性基金预算拨款",
            "国有资本经营预算",
            "国有资本经营预算资金",
            "本级财政资金",
            "当年财政拨款数",
        ],
    ),
    (
        Field::Carried,
        &[
            "上年结转资金",
            "上年结转",
            "上年结转结余",
            "上年结转结余资金",
            "上年结余结转资金",
            "上年结转数",
            "以前年度结转资金",
            "以前年度结转",
            "以前年度结转结余资金",
            "结转资金",
            "结转结余资金",
            "上年度结转资金",
        ],
    ),
    (
        Field::OtherFunds,
        &[
            "其他资金",
            "其它资金",
            "单位资金",
            "财政专户管理资金",
            "财政专户资金",
            "自有资金",
            "单位自有资金",
            "单位自筹",
            "单位自筹资金",
            "自筹资金",
            "自筹",
            "其他",
            "其它",
            "事业收入",
            "事业单位经营收入",
            "其他来源资金",
        ],
    ),
    (
        Field::AllSpending,
        &[
            "全部支出",
            "部门整体支出",
            "整体支出",
            "支出总额",
            "总支出",
            "年度支出总额",
            "支出合计",
            "部门支出总额",
            "全年支出总额",
            "部门预算支出总额",
        ],
    ),
    (
        Field::BasicSpending,
        &["基本支出", "部门基本支出", "基本支出小计"],
    ),
    (
        Field::ProjectSpending,
        &["项目支出", "部门项目支出", "项目支出小计"],
    ),
    (
        Field::GoalBlock,
        &[
            "年度总体目标",
            "总体目标",
            "年度目标",
            "年度绩效目标",
            "年度总体绩效目标",
            "总体绩效目标",
            "年度总体目标完成情况",
            "年度总体目标及完成情况",
            "总体目标完成情况",
            "项目年度目标完成情况",
            "年度绩效目标完成情况",
            "绩效目标",
            "绩效目标完成情况",
            "年度主要目标",
            "项目年度总体目标",
            "部门年度总体目标",
        ],
    ),
    (
        Field::GoalExpected,
        &[
            "预期目标",
            "年初预期目标",
            "年度预期目标",
            "年初设定目标",
            "年初设定的目标",
            "项目年度目标",
            "年初目标",
            "设定目标",
            "年初设定绩效目标",
            "年度总体目标预期",
            "目标内容",
        ],
    ),
    (
        Field::GoalActual,
        &[
            "实际完成情况",
            "年度目标完成情况",
            "目标实际完成情况",
            "全年实际完成情况",
            "年度实际完成情况",
            "目标完成情况",
            "完成情况",
            "全年完成情况",
            "年度总体目标实际完成情况",
            "实际完成目标情况",
            "实际完成目标",
            "年度完成情况",
        ],
    ),
    (
        Field::IndicatorBlock,
        &[
            "绩效指标",
            "年度绩效指标",
            "绩效指标完成情况",
            "年度绩效指标完成情况",
            "绩效指标情况",
            "项目绩效指标",
        ],
    ),
    (Field::Level1, &["一级指标", "一级指标名称"]),
    (Field::Level2, &["二级指标", "二级指标名称"]),
    (
        Field::Level3,
        &[
            "三级指标",
            "三级指标名称",
            "指标名称",
            "具体指标",
            "指标内容",
            "三级指标内容",
            "绩效指标名称",
        ],
    ),
    (
        Field::Target,
        &[
            "年度指标值",
            "指标值",
            "目标值",
            "年度目标值",
            "预期指标值",
            "年初目标值",
            "年初指标值",
            "计划指标值",
            "绩效指标值",
            "年度绩效指标值",
            "预期值",
            "计划值",
            "年初设定指标值",
            "目标指标值",
        ],
    ),
    (Field::Nature, &["指标性质", "性质", "计算符号", "运算符号"]),
    (
        Field::Measure,
        &["度量单位", "计量单位", "指标单位", "指标值单位", "单位"],
    ),
    (
        Field::Actual,
        &[
            "实际完成值",
            "完成值",
            "全年实际值",
            "全年完成值",
            "实际完成指标值",
            "全年实际完成值",
            "年度完成值",
            "实际值",
            "年度实际完成值",
            "指标完成值",
            "完成指标值",
            "实际完成数",
        ],
    ),
    (
        Field::Weight,
        &[
            "分值",
            "权重",
            "指标分值",
            "权重分值",
            "分值权重",
            "分值(权重)",
            "权重(分值)",
            "标准分",
            "标准分值",
            "指标权重",
            "分数",
        ],
    ),
    (
        Field::Points,
        &[
            "得分",
            "自评得分",
            "自评分",
            "自评分值",
            "自评分数",
            "实际得分",
            "评分",
            "指标得分",
            "自评得分值",
            "单位自评得分",
            "绩效自评得分",
        ],
    ),
    (
        Field::Explanation,
        &[
            "偏差原因分析及改进措施",
            "偏差原因分析与改进措施",
            "偏差原因分析和改进措施",
            "偏差原因及改进措施",
            "偏离原因及改进措施",
            "偏离原因分析及改进措施",
            "未完成原因分析及改进措施",
            "未完成原因及改进措施",
            "未完成原因和改进措施",
            "未完成原因和拟采取的改进措施",
            "原因分析及改进措施",
            "偏差原因分析及整改措施",
            "未完成原因分析及拟采取的改进措施",
            "偏差原因分析、改进措施",
            "扣分原因及改进措施",
            "存在问题及改进措施",
            "存在问题和改进措施",
            "存在问题、原因及改进措施",
        ],
    ),
    (
        Field::Cause,
        &[
            "偏差原因",
            "偏差原因分析",
            "偏离原因",
            "偏离原因分析",
            "主要偏离原因",
            "主要偏差原因",
            "未完成原因",
            "未完成原因分析",
            "原因",
            "原因分析",
            "原因说明",
            "扣分原因",
            "偏差说明",
        ],
    ),
    (
        Field::Remedy,
        &[
            "改进措施",
            "整改措施",
            "措施",
            "下一步改进措施",
            "下一步工作措施",
            "下一步措施",
            "拟采取的改进措施",
            "改进建议",
            "改进措施及建议",
            "主要改进措施",
        ],
    ),
    (
        Field::ExecutionExplanation,
        &[
            "预算执行率偏差原因及改进措施",
            "预算执行率偏差原因分析及改进措施",
        ],
    ),
    (
        Field::Total,
        &[
            "总分",
            "总得分",
            "总分值",
            "自评总分",
            "合计得分",
            "总计得分",
            "得分合计",
            "自评总得分",
            "总分合计",
        ],
    ),
    (Field::Sum, &["合计", "总计", "共计"]),
    (
        Field::Grade,
        &[
            "等级",
            "自评等级",
            "评价等级",
            "评价等次",
            "自评等次",
            "绩效等级",
            "评定等级",
            "自评结果等级",
            "等次",
            "自评结果",
        ],
    ),
    (Field::Conclusion, &["评价结论", "自评结论", "结论"]),
    (
        Field::Shortcomings,
        &[
            "存在问题",
            "存在的问题",
            "存在主要问题",
            "存在的主要问题",
            "主要问题",
        ],
    ),
    (
        Field::Note,
        &[
            "备注",
            "其他需要说明的事项",
            "其他需说明的事项",
            "其他需要说明的问题",
            "其他说明",
            "需要说明的事项",
        ],
    ),
    (Field::Number, &["序号", "编号", "项目序号"]),
    (
        Field::FilledInBy,
        &[
            "填报单位",
            "填报部门",
            "填报单位(部门)",
            "填报部门(单位)",
            "填表单位",
            "编制单位",
        ],
    ),
    (
        Field::ProjectsBudgeted,
        &["预算项目数", "项目数", "项目总数", "项目个数"],
    ),
    (
        Field::ProjectsEvaluated,
        &["自评项目数", "已自评项目数", "自评项目个数"],
    ),
    (Field::Coverage, &["自评覆盖率", "覆盖率", "绩效自评覆盖率"]),
    (
        Field::Unused,
        &[
            "项目负责人",
            "财务负责人",
            "负责人",
            "单位负责人",
            "部门负责人",
            "填报人",
            "填表人",
            "联系人",
            "联系电话",
            "电话",
            "联系方式",
            "填报日期",
            "填报时间",
            "填表日期",
            "审核人",
            "日期",
            "项目编码",
            "项目代码",
            "项目编号",
            "单位编码",
            "部门编码",
            "项目类型",
            "项目类别",
            "项目属性",
            "项目级次",
            "项目性质",
            "项目期",
            "项目周期",
            "项目起止时间",
            "项目实施内容及过程概述",
            "项目基本情况",
            "项目概况",
            "项目概述",
            "项目实施内容",
            "部门职能",
            "部门职责",
            "部门职能概述",
            "主要职能",
            "立项依据",
            "年度主要任务",
            "评分标准",
            "评分规则",
            "计算方法",
            "指标解释",
            "指标说明",
            "评价标准",
            "公开",
            "资金类型",
        ],
    ),
];

/// The heads of a remediation register (整改台账), beside those of [`SYNONYMS`]. They are asked for nowhere else: 完成时限 may well be the name of an
/// indicator.
pub(crate) const REGISTER: &[(Field, &[&str])] = &[
    (
        Field::Proposed,
        &[
            "提出年度",
            "年度",
            "所属年度",
            "问题年度",
            "自评年度",
            "评价年度",
            "预算年度",
            "承诺年度",
        ],
    ),
    (
        Field::ProjectName,
        &["项目", "涉及项目", "所属项目", "问题项目"],
    ),
    (
        Field::OfIndicator,
        &[
            "指标",
            "指标名称",
            "三级指标",
            "三级指标名称",
            "绩效指标",
            "涉及指标",
            "对应指标",
            "偏差指标",
            "偏离指标",
            "未完成指标",
            "未达标指标",
        ],
    ),
    (
        Field::Cause,
        &[
            "问题",
            "存在问题",
            "存在的问题",
            "存在的主要问题",
            "主要问题",
            "发现问题",
            "发现的问题",
            "问题描述",
            "问题及原因",
            "存在问题及原因",
        ],
    ),
    (
        Field::Remedy,
        &["整改事项", "整改任务", "整改内容", "整改方案", "整改举措"],
    ),
    (
        Field::Owner,
        &[
            "责任部门",
            "责任单位",
            "责任主体",
            "责任股室",
            "责任人",
            "责任领导",
            "整改责任人",
            "整改责任部门",
            "整改责任单位",
            "整改责任科室",
            "整改责任主体",
            "整改部门",
            "整改单位",
            "整改科室",
            "牵头科室",
            "牵头部门",
            "牵头单位",
            "承办科室",
            "责任部门(科室)",
            "责任单位(科室)",
        ],
    ),
    (
        Field::Due,
        &[
            "完成时限",
            "整改时限",
            "整改期限",
            "完成期限",
            "时限",
            "期限",
            "时限要求",
            "完成时间",
            "完成日期",
            "整改时间",
            "整改完成时限",
            "整改完成时间",
            "计划完成时间",
            "计划完成时限",
            "计划完成日期",
            "预计完成时间",
            "拟完成时间",
            "截止日期",
            "截止时间",
        ],
    ),
    (
        Field::State,
        &[
            "整改状态",
            "状态",
            "完成状态",
            "整改完成状态",
            "是否完成",
            "是否整改",
            "是否已整改",
            "是否完成整改",
            "是否整改到位",
            "是否整改完成",
            "是否销号",
            "销号情况",
        ],
    ),
    (
        Field::Progress,
        &[
            "进展情况",
            "进展",
            "整改进展",
            "整改进展情况",
            "整改情况",
            "整改落实情况",
            "落实情况",
            "整改完成情况",
            "完成情况",
            "工作进展",
            "工作进展情况",
            "目前进展",
            "整改结果",
            "整改成效",
        ],
    ),
];

/// The fields of labels in their normal form.
type Fields = HashMap<&'static str, Field>;

fn fields(lists: &[(Field, &'static [&'static str])]) -> Fields {
    let pairs = lists
        .iter()
        .flat_map(|(field, labels)| labels.iter().map(|label| (*label, *field)));
    pairs.collect()
}

static REGISTER_FIELDS: LazyLock<Fields> = LazyLock::new(|| fields(REGISTER));

static FIELDS: LazyLock<Fields> = LazyLock::new(|| fields(SYNONYMS));

/// The most characters of a label; what is longer is a text, whatever it begins with.
const LONGEST: usize = 60;

/// What a cell is the label of. A bracket behind a known label only says more of it, whatever it says: `项目名称（全称）`.
pub(crate) fn recognise(text: &str) -> Option<Field> {
    listed(text, &FIELDS)
}

/// What a cell is the head of, where the caller knows that it stands in the head of a remediation register, or asks whether it does.
pub(crate) fn recognise_register_head(text: &str) -> Option<Field> {
    listed(text, &REGISTER_FIELDS).or_else(|| recognise_head(text))
}

fn listed(text: &str, fields: &Fields) -> Option<Field> {
    let full = label(text);
    let mut rest = full.as_str();
    loop {
        if let Some(field) = fields.get(rest) {
            return Some(*field);
        }
        let shorter = without_bracket(rest);
        if shorter == rest {
            return None;
        }
        rest = shorter;
    }
}

/// What a cell is the head of, where the caller knows that it stands in the head of a table. Heads vary more than labels do, and what is no
/// list of all of them is a rule of what they say; a listed label goes before the rules.
pub(crate) fn recognise_head(text: &str) -> Option<Field> {
    recognise(text).or_else(|| resembling_head(&bare(text)))
}

/// What a row of money is of, where the caller knows that it is one.
pub(crate) fn recognise_row(text: &str) -> Option<Field> {
    let totals = ["资金总额", "资金合计", "预算总额"];
    let resembles = || {
        let plain = bare(text);
        let is_total = totals.iter().any(|total| plain.contains(total));
        is_total.then_some(Field::TotalFunds)
    };
    recognise(text).or_else(resembles)
}

fn resembling_head(plain: &str) -> Option<Field> {
    /// A head is short; what is longer is a sentence.
    const LONGEST_HEAD: usize = 20;
    let length = plain.chars().count();
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| plain.ends_with(word));
    if length > LONGEST_HEAD {
        return None;
    }
    if has(&["原因"]) && has(&["措施"]) {
        return Some(Field::Explanation);
    }
    if has(&["原因", "偏差", "未完成说明"]) && !ends(&["率", "度"]) {
        return Some(Field::Cause);
    }
    if ends(&["措施"]) {
        return Some(Field::Remedy);
    }
    if length <= 8 && (plain == "自评" || ends(&["得分", "得分值"])) {
        return Some(Field::Points);
    }
    resembling_amount(plain)
}

/// Columns of amounts. What could be a budget and money spent alike (全年预算支出数) is neither: a guess would be money.
fn resembling_amount(plain: &str) -> Option<Field> {
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if has(&["率", "上年", "增减", "差额", "目标", "指标"]) {
        return None;
    }
    let is_spent = has(&["执行", "支出", "决算"]);
    if plain.starts_with("年初") && has(&["预算", "批复"]) {
        return (!has(&["执行", "决算", "全年", "调整"])).then_some(Field::Initial);
    }
    if has(&["全年", "调整"]) && has(&["预算"]) && !is_spent {
        return Some(Field::Budget);
    }
    let is_budget = has(&["预算"]) && !has(&["执行", "实际"]);
    let ends = ["执行数", "支出数", "执行金额", "支出金额"];
    let spent = ends.iter().any(|end| plain.ends_with(end));
    (spent && !is_budget).then_some(Field::Executed)
}

/// A label without its brackets and the signs of footnotes.
fn bare(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in label(text).chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            '①'..='⑳' | '*' => {}
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Without the bracket that it ends with.
fn without_bracket(text: &str) -> &str {
    let before = text
        .ends_with(')')
        .then(|| text.rsplit_once('('))
        .flatten()
        .map(|(before, _)| without_hint(before));
    before.filter(|before| !before.is_empty()).unwrap_or(text)
}

/// A label and its value in one cell, as in `自评等级：优` or `备注：无`.
pub(crate) fn with_value(text: &str) -> Option<(Field, &str)> {
    let (before, value) = text.split_once(['：', ':'])?;
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    Some((recognise(before)?, value))
}

/// A label without what layouts add to it or vary in it: blanks and line breaks, the width of its signs, the number before it, 其中, the
/// colon and the hint behind it. A text too long for a label is none: its label is empty.
pub(crate) fn label(text: &str) -> String {
    if text.chars().nth(LONGEST).is_some() {
        return String::new();
    }
    let plain = normalise(text).replace(['〔', '［', '【', '['], "(");
    let plain = plain.replace(['〕', '］', '】', ']'], ")");
    let mut rest = plain.as_str();
    loop {
        let shorter = without_hint(without_number(rest));
        if shorter == rest {
            return rest.to_owned();
        }
        rest = shorter;
    }
}

/// Without `1.`, `一、`, `（一）`, `①` or 其中 before it.
fn without_number(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix("其中") {
        return rest.trim_start_matches([':', ',', '、']);
    }
    if let Some(rest) = text.strip_prefix(|c| matches!(c, '①'..='⑳' | '★' | '*' | '△' | '▲' | '#'))
    {
        return rest;
    }
    let bracketed = text.strip_prefix('(');
    let numbered = bracketed.unwrap_or(text);
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = numbered.trim_start_matches(numeral);
    if rest.len() == numbered.len() {
        return text;
    }
    let closed = match bracketed {
        Some(_) => rest.strip_prefix(')'),
        None => rest.strip_prefix(['.', '、', ')', ':', ',']),
    };
    closed.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Without a colon, or a bracket that only says how to fill in the cell, behind it.
fn without_hint(text: &str) -> &str {
    let text = text.trim_end_matches([':', '.', ',', ';']);
    let Some(open) = text.rfind('(') else {
        return text;
    };
    let Some((before, bracket)) = text.split_at_checked(open) else {
        return text;
    };
    let inner = bracket
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'));
    if !before.is_empty() && inner.is_some_and(is_hint) {
        return before;
    }
    text
}

/// A unit, points, a seal, a formula, a length: nothing that tells one label from another.
fn is_hint(inner: &str) -> bool {
    const WORDS: [&str; 22] = [
        "元",
        "万元",
        "亿元",
        "千元",
        "百分比",
        "盖章",
        "公章",
        "章",
        "签章",
        "签字",
        "签名",
        "加盖公章",
        "单位盖章",
        "单位公章",
        "必填",
        "选填",
        "必填项",
        "选填项",
        "分",
        "满分",
        "项目单位",
        "汇总",
    ];
    let inner = ["单位:", "金额单位:", "计量单位:"]
        .iter()
        .fold(inner, |inner, prefix| {
            inner.strip_prefix(prefix).unwrap_or(inner)
        });
    let formula = |c: char| c.is_ascii_alphanumeric() || "/×*÷%+-=.,①②③④⑤⑥⑦⑧⑨⑩".contains(c);
    inner.is_empty()
        || WORDS.contains(&inner)
        || inner.chars().all(formula)
        || inner.ends_with("字以内")
        || inner.ends_with("字左右")
        || points_of(inner).is_some()
}

/// `10分`, `分值10`, `权重10%`, `满分10分`.
fn points_of(inner: &str) -> Option<&str> {
    let rest = ["分值", "权重", "满分", "共", "总分"]
        .iter()
        .find_map(|prefix| inner.strip_prefix(prefix));
    let (named, rest) = (rest.is_some(), rest.unwrap_or(inner));
    let number = rest.trim_start_matches(':').trim_end_matches(['分', '%']);
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_points = is_number && (named || rest.ends_with('分'));
    is_points.then_some(number)
}

/// A text that a form prints to say how a cell is to be filled in; nobody wrote it.
pub(crate) fn is_guidance(text: &str) -> bool {
    let plain = normalise(text);
    ["需说明原因", "字以内", "请填写", "需填写", "填写说明"]
        .iter()
        .any(|mark| plain.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_stands_for_two_fields_and_each_is_in_its_normal_form() {
        let mut seen = HashMap::new();
        for (field, labels) in SYNONYMS {
            for one in *labels {
                assert_eq!(seen.insert(*one, field), None, "{one}");
                assert_eq!(label(one), *one);
            }
        }
        let mut seen = HashMap::new();
        for (field, labels) in REGISTER {
            for one in *labels {
                assert_eq!(seen.insert(*one, field), None, "{one}");
                assert_eq!(label(one), *one);
            }
        }
    }

    #[test]
    fn every_label_of_a_remedy_has_a_sign_by_which_rows_are_passed_over() {
        let lists = SYNONYMS.iter().chain(REGISTER);
        let remedies = lists.filter(|(field, _)| *field == Field::Remedy);
        for one in remedies.flat_map(|(_, labels)| labels.iter()) {
            assert!(one.contains(['措', '改']), "{one}");
        }
    }

    #[test]
    fn heads_of_a_register_are_asked_for_in_a_register_only() {
        let cases = [
            ("完成时限", Field::Due),
            ("整改\n状态", Field::State),
            ("责任人（签字）", Field::Owner),
            ("责任科室", Field::Section),
            ("整改措施", Field::Remedy),
            ("具体整改措施", Field::Remedy),
            ("主要偏离原因", Field::Cause),
            ("指标", Field::OfIndicator),
            ("三级指标", Field::OfIndicator),
            ("项目名称", Field::ProjectName),
        ];
        for (text, field) in cases {
            assert_eq!(recognise_register_head(text), Some(field), "{text}");
        }
        for text in ["完成时限", "指标", "责任人", "状态", "项目", "整改情况"] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_is_known_however_it_is_typed() {
        let cases = [
            ("项目\n资金\n（万元）", Field::MoneyBlock),
            ("项 目 名 称：", Field::ProjectName),
            ("其中:本年财政拨款", Field::Fiscal),
            ("其中：\n当年财政拨款：", Field::Fiscal),
            ("其中：财政资金", Field::Fiscal),
            ("年度资金总额：", Field::TotalFunds),
            ("全年预算数(A)", Field::Budget),
            ("执行率（B/A）", Field::Rate),
            ("执行率(B/A*100%)", Field::Rate),
            ("预算执行情况(10分)", Field::MoneyBlock),
            ("绩效指标（90分）", Field::IndicatorBlock),
            ("实施单位(盖章)", Field::Implementer),
            ("实施单位（公章）：", Field::Implementer),
            ("1.项目年度目标完成情况", Field::GoalBlock),
            ("（一）年度总体目标", Field::GoalBlock),
            ("2、项目实施内容及过程概述（500字以内）", Field::Unused),
            ("一、总分", Field::Total),
            ("年度预算数(万元)", Field::MoneyBlock),
            ("项目资金（单位：元）", Field::MoneyBlock),
            ("部门（单位）名称", Field::DepartmentName),
            ("实施科室（单位）", Field::Section),
            ("一级\n指标", Field::Level1),
            ("得 分", Field::Points),
            ("分值（10分）", Field::Weight),
            ("偏差原因分析\n及改进措施", Field::Explanation),
            ("★三级指标", Field::Level3),
        ];
        for (text, field) in cases {
            assert_eq!(recognise(text), Some(field), "{text}");
        }
    }

    #[test]
    fn a_bracket_behind_a_label_says_more_of_it_whatever_it_says() {
        let cases = [
            ("项目名称（全称）", Field::ProjectName),
            ("三级指标（具体指标）", Field::Level3),
            ("目标值（年初设定）", Field::Target),
            ("当年财政拨款（省级）", Field::Fiscal),
            ("指标值(包含数字及文字描述)（必填）", Field::Target),
            ("偏差原因分析及改进措施（未达标填写）", Field::Explanation),
            ("实施科室（单位）", Field::Section),
        ];
        for (text, field) in cases {
            assert_eq!(recognise(text), Some(field), "{text}");
        }
        assert_eq!(recognise("（全称）"), None);
    }

    #[test]
    fn a_head_or_a_row_of_money_may_resemble_a_label() {
        let cases = [
            ("年初预算（批复）数", Some(Field::Initial)),
            ("年初预算数①", Some(Field::Initial)),
            ("年初预算安排", Some(Field::Initial)),
            ("年初部门预算数（元）", Some(Field::Initial)),
            ("年初批复金额", Some(Field::Initial)),
            ("全年（调整后）预算数", Some(Field::Budget)),
            ("调整后部门预算数②", Some(Field::Budget)),
            ("全年资金执行数", Some(Field::Executed)),
            ("资金实际支出数③", Some(Field::Executed)),
            ("未达标原因分析及整改措施", Some(Field::Explanation)),
            ("未完成说明", Some(Field::Cause)),
            ("偏差情况说明", Some(Field::Cause)),
            ("拟采取的措施", Some(Field::Remedy)),
            ("评价得分", Some(Field::Points)),
            ("自评", Some(Field::Points)),
            ("得分值", Some(Field::Points)),
            // A listed label goes before the rules.
            ("年初目标值", Some(Field::Target)),
            ("年度预算数", Some(Field::MoneyBlock)),
            // A rate and what could be both are neither.
            ("预算支出数", None),
            ("全年预算支出数", None),
            ("年初预算执行率偏差率", None),
            ("上年支出数", None),
            ("得分率", None),
            ("年初绩效指标", None),
        ];
        for (text, field) in cases {
            assert_eq!(recognise_head(text), field, "{text}");
        }
        for text in ["项目年度资金总额", "预算资金合计", "年度部门预算总额"] {
            assert_eq!(recognise_row(text), Some(Field::TotalFunds), "{text}");
            assert_eq!(recognise(text), None, "{text}");
        }
        assert_eq!(recognise_row("小计"), None);
    }

    #[test]
    fn a_text_that_only_resembles_a_label_is_none() {
        for text in [
            "",
            "：",
            "项目名称一",
            "产出指标（50分）",
            "2023年度",
            "10",
            "其中",
            "一、",
            "100%",
            "得分率",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
        assert_eq!(label(&"长".repeat(61)), "");
    }

    #[test]
    fn a_number_is_dropped_only_where_a_sign_closes_it() {
        assert_eq!(label("一级指标"), "一级指标");
        assert_eq!(label("三公经费"), "三公经费");
        assert_eq!(label("2023年预算"), "2023年预算");
    }

    #[test]
    fn only_hints_are_dropped_from_the_end() {
        assert_eq!(label("产出指标(50分)"), "产出指标");
        assert_eq!(label("产出指标（分值50）"), "产出指标");
        assert_eq!(label("因公出国（境）费"), "因公出国(境)费");
        assert_eq!(label("实施科室（单位）"), "实施科室(单位)");
    }

    #[test]
    fn a_label_may_hold_its_value() {
        assert_eq!(with_value("自评等级：优"), Some((Field::Grade, "优")));
        assert_eq!(
            with_value("备注: 含上年：结转"),
            Some((Field::Note, "含上年：结转"))
        );
        assert_eq!(with_value("备注："), None);
        assert_eq!(with_value("甲：乙"), None);
    }
}
