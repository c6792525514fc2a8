//! Why an indicator cannot be scored. It then earns no points, and the reason is told: never a guess.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jixiao_model::{Bilingual, Level, Percent, RateId, Speak};

/// Why an indicator cannot be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// 实际完成值 is empty.
    #[error("the actual is empty; fill in what was achieved")]
    MissingActual,
    /// The actual is of another kind than the target.
    #[error(
        "the actual cannot be held against the target; give a number for a number, a date or 完成 for a date"
    )]
    NotComparable,
    /// The units of target and actual do not belong together.
    #[error("target and actual have different units; give both in one")]
    DifferentUnits,
    /// A qualitative target without the evaluator's percent.
    #[error(
        "a qualitative target needs the percent that the evaluator grants; give `percent`, or `method = \"direct\"` for yes or no"
    )]
    MissingPercent,
    /// The percent lies outside the level that the actual states.
    #[error("{percent} lies outside the level {}, which the actual states; mend one of them", .level.term())]
    PercentOutsideLevel {
        /// The level that the actual states.
        level: Level,
        /// The percent that the evaluator granted.
        percent: Percent,
    },
    /// A percent below 0 or above 100.
    #[error("{percent} is no share of a weight; give 0% to 100%")]
    PercentOutOfRange {
        /// The percent that the evaluator granted.
        percent: Percent,
    },
    /// The method does not fit the target.
    #[error("this method of scoring needs a target with a number")]
    MethodNeedsNumber,
    /// Bands by ceilings for a target of which more is better.
    #[error(
        "bands that end at ceilings are for targets of which less is better; give bands with floors, or another method"
    )]
    BandsNeedCeiling,
    /// The rate behind the indicator has no value.
    #[error("the rate has no value: {0}")]
    NoRate(NoRate),
    /// The form does not hold the amounts that the rule needs.
    #[error("the amounts that the rule needs are missing")]
    MissingAmounts,
    /// A day such as 29 February in a year that has none.
    #[error("the year of the form has no such day")]
    NoSuchDay,
    /// A result that no longer fits.
    #[error("the result is too large to keep exactly")]
    Overflow,
}

/// Why a rate has no value though its amounts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoRate {
    /// Money was spent where none was budgeted.
    #[error("money was spent without a budget; mend the budget, or say where the money came from")]
    SpendingWithoutBudget,
    /// A balance this year and none last year.
    #[error("there was no balance last year to compare with; explain this year's")]
    NoPreviousBalance,
    /// A balance below zero last year: a change in relation to it would have the wrong sign.
    #[error(
        "last year's balance is negative, so a rate of change would have the wrong sign; explain the change in amounts"
    )]
    NegativePreviousBalance,
    /// Amounts whose difference does not fit.
    #[error("the amounts are too large to form their difference; check them")]
    TooLarge,
    /// Staff without a quota.
    #[error("there are staff but no quota; mend the quota")]
    StaffWithoutQuota,
    /// Projects were evaluated where none was budgeted.
    #[error("projects were evaluated, but the number of budgeted projects is zero; mend it")]
    EvaluatedWithoutBudget,
    /// Budget added in the year to none at its beginning (年中追加).
    #[error("there was no budget at the beginning of the year, so all of it was added; explain it")]
    AddedWithoutInitial,
    /// A budget of zero that was adjusted.
    #[error("the budget is zero, but it was adjusted; explain it, or mend the budget")]
    AdjustedWithoutBudget,
    /// Money was paid before any was planned to be.
    #[error("no payment was planned by now, but money was paid; explain it")]
    PaidWithoutPlan,
    /// A balance was carried over though there was no budget.
    #[error("money was carried over without a budget; mend the budget")]
    CarriedOverWithoutBudget,
    /// A balance at the end of a year in which no money was available.
    #[error("there is a balance, but nothing was available in the year; mend the amounts")]
    BalanceWithoutBudget,
    /// “三公” spending this year and none last year.
    #[error("there was no such spending last year to compare with; explain this year's")]
    NoPreviousSpending,
    /// “三公” spending below zero last year.
    #[error(
        "last year's spending is negative, so a rate of change would have the wrong sign; explain the change in amounts"
    )]
    NegativePreviousSpending,
    /// Something was bought where no procurement was budgeted.
    #[error("there was procurement without a budget for it; mend the budget")]
    PurchasedWithoutBudget,
    /// Funds arrived that no plan has.
    #[error("funds arrived that were not planned; explain where they come from, or mend the plan")]
    ArrivedWithoutPlan,
    /// Work was done that no plan has.
    #[error("work was completed that was not planned; explain it, or mend the plan")]
    CompletedWithoutPlan,
    /// A cost was incurred where the plan has none.
    #[error("a cost was incurred, but the planned cost is zero; mend the plan")]
    CostWithoutPlan,
    /// A part that is larger than its whole.
    #[error("the part is larger than the whole that it belongs to; mend one of them")]
    PartExceedsWhole,
    /// A part below zero, where none can be.
    #[error("a figure is negative that cannot be; check its sign")]
    NegativePart,
    /// A whole below zero, of which no share can be taken.
    #[error("the figure to compare with is negative; mend it")]
    NegativeWhole,
}

impl NoRate {
    /// Is it something that cannot be, such as spending without a budget? What can be, such as a balance that turns up, needs a word.
    pub const fn is_error(self) -> bool {
        !matches!(
            self,
            Self::NoPreviousBalance
                | Self::NegativePreviousBalance
                | Self::NoPreviousSpending
                | Self::NegativePreviousSpending
                | Self::AddedWithoutInitial
                | Self::AdjustedWithoutBudget
                | Self::PaidWithoutPlan
                | Self::ArrivedWithoutPlan
                | Self::CompletedWithoutPlan
        )
    }
}

/// What is wrong, without the advice that follows it: for readers who cannot mend it.
fn reason(said: &Bilingual) -> Bilingual {
    let zh = said.zh.split("，请").next().unwrap_or_default();
    let en = said.en.split("; ").next().unwrap_or_default();
    Bilingual::new(zh, en)
}

impl NoRate {
    /// The reason alone, as a report tells it.
    pub fn reason(&self) -> Bilingual {
        reason(&self.speak())
    }
}

impl ScoreError {
    /// The reason alone, as a report tells it.
    pub fn reason(&self) -> Bilingual {
        reason(&self.speak())
    }
}

impl Speak for NoRate {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::SpendingWithoutBudget => "预算数为零却有支出，请核对预算数或说明资金来源",
            Self::NoPreviousBalance => "上年无结转结余而本年有，请说明本年结转结余的原因",
            Self::NegativePreviousBalance => {
                "上年累计结转结余为负，变动率的正负号会颠倒，请按金额说明变动情况"
            }
            Self::TooLarge => "金额过大，无法求差，请核对",
            Self::StaffWithoutQuota => "编制数为零却有在职人员，请核对编制数",
            Self::EvaluatedWithoutBudget => "预算项目数为零却有自评项目，请核对预算项目数",
            Self::AddedWithoutInitial => "年初预算数为零，预算均为年中追加，请说明追加情况",
            Self::AdjustedWithoutBudget => "预算数为零却有调整，请说明调整情况或核对预算数",
            Self::PaidWithoutPlan => "既定支付进度为零却已有支付，请说明提前支付的情况",
            Self::CarriedOverWithoutBudget => "支出预算数为零却有结转结余，请核对支出预算数",
            Self::BalanceWithoutBudget => "当年无可用资金却有年末结余，请核对各项金额",
            Self::NoPreviousSpending => "上年无“三公经费”支出而本年有，请说明本年支出的原因",
            Self::NegativePreviousSpending => {
                "上年“三公经费”总额为负，变动率的正负号会颠倒，请按金额说明变动情况"
            }
            Self::PurchasedWithoutBudget => "政府采购预算数为零却有采购，请核对采购预算",
            Self::ArrivedWithoutPlan => "计划投入资金为零却有资金到位，请说明资金来源或核对计划",
            Self::CompletedWithoutPlan => "计划完成数为零却有完成数，请说明计划外工作或核对计划",
            Self::CostWithoutPlan => "计划成本为零却有实际成本，请核对计划成本",
            Self::PartExceedsWhole => "部分大于总体，请核对两个数",
            Self::NegativePart => "有不得为负的数为负，请核对正负号",
            Self::NegativeWhole => "作为分母的数为负，请核对",
        };
        Bilingual::new(zh, format!("{self}"))
    }
}

impl ScoreError {
    /// What is said of an indicator of `rule`: where the rate's amounts are missing, also the table of a dataset to write them in, and their keys.
    ///
    /// ```
    /// use jixiao_model::RateId;
    /// use jixiao_scoring::ScoreError;
    /// let said = ScoreError::MissingAmounts.speak_of(Some(RateId::ProcurementExecution));
    /// assert_eq!(
    ///     said.zh,
    ///     "缺少计算该比率所需的金额，请在 [department.rates.procurement-execution-rate] 填写 budget、purchased"
    /// );
    /// ```
    pub fn speak_of(&self, rule: Option<RateId>) -> Bilingual {
        let said = self.speak();
        let Some((table, keys)) = rule
            .filter(|_| *self == Self::MissingAmounts)
            .and_then(table)
        else {
            return said;
        };
        let listed = keys.join("、");
        Bilingual::new(
            format!("{}，请在 [{table}] 填写 {listed}", said.zh),
            format!("{}; write {} in [{table}]", said.en, keys.join(", ")),
        )
    }
}

/// The table of a dataset that has the amounts of a rate, and its keys; `None` for the coverage, which the projects give.
fn table(rule: RateId) -> Option<(String, Vec<&'static str>)> {
    let own = match rule {
        RateId::Execution => "spending.total",
        RateId::BasicExecution => "spending.basic",
        RateId::ProjectExecution => "spending.project",
        RateId::CarryOverChange => "carry_over",
        RateId::StaffingControl => "staffing",
        RateId::ThreePublicControl => {
            let parts = ["abroad", "vehicles", "reception"];
            return Some(("department.three_public".into(), parts.into()));
        }
        RateId::SelfEvaluationCoverage => return None,
        _ => "",
    };
    let keys = rule.inputs().iter().map(|input| input.key).collect();
    let table = match own {
        "" => format!("department.rates.{}", rule.id()),
        own => format!("department.{own}"),
    };
    Some((table, keys))
}

impl Speak for ScoreError {
    fn speak(&self) -> Bilingual {
        let zh: String = match self {
            Self::MissingActual => "实际完成值为空，请填写完成情况".into(),
            Self::NotComparable => {
                "实际完成值与年度指标值无法比较：数值目标请填数字，日期目标请填日期或“完成”".into()
            }
            Self::DifferentUnits => "年度指标值与实际完成值单位不同，请统一单位".into(),
            Self::MissingPercent => "定性指标缺少完成比例，请由评价人在所属等次内确定（percent）；只分是否完成的，可注明直接赋分（method = \"direct\"）".into(),
            Self::PercentOutsideLevel { level, percent } => {
                format!(
                    "完成比例{percent}不在“{}”的分值区间内，请修改其一",
                    level.term()
                )
            }
            Self::PercentOutOfRange { percent } => {
                format!("完成比例{percent}不在0%至100%之间")
            }
            Self::MethodNeedsNumber => "该赋分规则只适用于有数值的指标值".into(),
            Self::BandsNeedCeiling => {
                "按上限（to）分档只适用于越低越好的指标，请改用按下限（from）分档或其他赋分规则".into()
            }
            Self::NoRate(reason) => return reason.speak(),
            Self::MissingAmounts => "缺少计算该比率所需的金额".into(),
            Self::NoSuchDay => "该年度没有这一天，请核对日期".into(),
            Self::Overflow => "结果过大，无法精确保存".into(),
        };
        Bilingual::new(zh, format!("{self}"))
    }
}
