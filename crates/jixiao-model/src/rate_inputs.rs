//! The figures that each rate (比率) is computed of.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::amount::Amount;
use crate::error::ModelError;
use crate::lang::{Bilingual, Speak};
use crate::quantity::Quantity;
use crate::rate::Percent;
use crate::terms::RateId;
use crate::text::normalise;
use crate::trace::Traced;

/// What kind of figure a rate takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InputKind {
    /// Money in 万元, not below zero.
    Amount,
    /// Money in 万元, below zero too where bookkeeping allows it: refunds, balances, budget taken back.
    SignedAmount,
    /// A whole number of people, projects or tasks.
    Count,
    /// A percentage with at most two decimals, not below zero.
    Percent,
    /// A number with at most ten decimals, not below zero, in the unit of the rate's other figure.
    Quantity,
}

impl InputKind {
    /// `amount`, `signed-amount`, `count`, `percent` or `quantity`, as data files have it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::SignedAmount => "signed-amount",
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Quantity => "quantity",
        }
    }

    /// Reads a figure as a person writes it: money in 万元 or with its unit, people as whole numbers.
    ///
    /// # Errors
    /// [`ModelError::BelowZero`] and those of the kind of value.
    pub fn read(self, text: &str) -> Result<RateValue, ModelError> {
        let value = match self {
            Self::Amount | Self::SignedAmount => RateValue::Amount(text.parse()?),
            Self::Count => RateValue::Count(count(text)?),
            Self::Percent => RateValue::Percent(text.parse()?),
            Self::Quantity => RateValue::Quantity(text.parse()?),
        };
        if value.is_negative() && self != Self::SignedAmount {
            return Err(ModelError::BelowZero {
                found: value.to_string(),
            });
        }
        Ok(value)
    }

    /// Is it a figure of this kind, and not below zero where none of the kind can be?
    pub fn holds(self, value: RateValue) -> bool {
        match (self, value) {
            (Self::SignedAmount, RateValue::Amount(_)) | (Self::Count, RateValue::Count(_)) => true,
            (Self::Amount, RateValue::Amount(_))
            | (Self::Percent, RateValue::Percent(_))
            | (Self::Quantity, RateValue::Quantity(_)) => !value.is_negative(),
            _ => false,
        }
    }
}

/// A whole number, with or without the measure word behind it.
fn count(text: &str) -> Result<u32, ModelError> {
    let plain = normalise(text);
    let digits = plain.trim_end_matches(['人', '个', '项', '件']);
    if digits.starts_with('-') {
        return Err(ModelError::BelowZero {
            found: plain.chars().take(40).collect(),
        });
    }
    u32::from_str(digits).map_err(|_| {
        let found = plain.chars().take(40).collect();
        match digits.parse::<Quantity>() {
            Ok(_) => ModelError::NotWhole { found },
            Err(_) => ModelError::NotANumber { found },
        }
    })
}

impl Speak for InputKind {
    fn speak(&self) -> Bilingual {
        let (zh, en) = match self {
            Self::Amount => ("金额（万元）", "amount in 万元"),
            Self::SignedAmount => ("金额（万元，可为负）", "amount in 万元, may be negative"),
            Self::Count => ("整数", "whole number"),
            Self::Percent => ("百分数", "percentage"),
            Self::Quantity => ("数量", "quantity"),
        };
        Bilingual::new(zh, en)
    }
}

/// A figure that a rate takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateInput {
    /// The key by which the command and data files name it.
    pub key: &'static str,
    /// The official Chinese term.
    pub term: &'static str,
    /// The English term.
    pub english: &'static str,
    /// Its kind.
    pub kind: InputKind,
}

macro_rules! inputs {
    ($($rate:ident { $($kind:ident $key:literal $term:literal $english:literal;)* })*) => {
        impl RateId {
            /// The figures that the rate is computed of, in the order in which its rule takes them: what is compared with comes first.
            ///
            /// ```
            /// use jixiao_model::RateId;
            /// let keys: Vec<&str> = RateId::Execution.inputs().iter().map(|input| input.key).collect();
            /// assert_eq!(keys, ["budget", "executed"]);
            /// ```
            pub const fn inputs(self) -> &'static [RateInput] {
                match self {
                    $(Self::$rate => &[$(RateInput {
                        key: $key,
                        term: $term,
                        english: $english,
                        kind: InputKind::$kind,
                    }),*],)*
                }
            }
        }
    };
}

inputs! {
    Execution {
        Amount "budget" "全年预算数" "annual budget";
        SignedAmount "executed" "全年执行数" "executed";
    }
    BasicExecution {
        Amount "budget" "基本支出全年预算数" "annual budget of basic spending";
        SignedAmount "executed" "基本支出全年执行数" "executed basic spending";
    }
    ProjectExecution {
        Amount "budget" "项目支出全年预算数" "annual budget of project spending";
        SignedAmount "executed" "项目支出全年执行数" "executed project spending";
    }
    BudgetCompletion {
        Amount "carried_over" "上年结转" "carried over from last year";
        Amount "initial" "年初预算数" "initial budget";
        SignedAmount "added" "本年追加预算数" "added in the year";
        SignedAmount "balance" "年末结余" "balance at the end of the year";
    }
    BudgetControl {
        Amount "initial" "年初预算数" "initial budget";
        SignedAmount "added" "本年追加预算数" "added in the year";
    }
    BudgetAdjustment {
        Amount "budget" "预算数" "budget";
        Amount "adjusted" "预算调整数" "adjusted";
    }
    PaymentProgress {
        Percent "planned" "既定支付进度" "planned progress";
        Percent "actual" "实际支付进度" "actual progress";
    }
    PublicFundsControl {
        Amount "budget" "预算安排公用经费" "budgeted public funds";
        SignedAmount "spent" "实际支出公用经费" "public funds spent";
    }
    ThreePublicControl {
        Amount "budget" "“三公经费”预算安排数" "three-public budget";
        SignedAmount "spent" "“三公经费”实际支出数" "three-public spending";
    }
    ThreePublicChange {
        SignedAmount "current" "本年“三公经费”总额" "three-public total this year";
        SignedAmount "previous" "上年“三公经费”总额" "three-public total last year";
    }
    CarryOver {
        Amount "budget" "支出预算数" "spending budget";
        SignedAmount "carried_over" "结转结余总额" "carried over";
    }
    CarryOverChange {
        SignedAmount "current" "本年累计结转结余" "balance this year";
        SignedAmount "previous" "上年累计结转结余" "balance last year";
    }
    ProcurementExecution {
        Amount "budget" "政府采购预算数" "procurement budget";
        SignedAmount "purchased" "实际政府采购金额" "purchased";
    }
    StaffingControl {
        Count "quota" "编制数" "posts approved";
        Count "staff" "在职人员数" "staff in post";
    }
    KeySpending {
        Amount "total" "项目总支出" "spending on all projects";
        Amount "key" "重点项目支出" "spending on key projects";
    }
    FixedAssetUse {
        Amount "total" "所有固定资产总额" "all fixed assets";
        Amount "in_use" "实际在用固定资产总额" "fixed assets in use";
    }
    Completion {
        Quantity "planned" "计划完成数" "planned";
        Quantity "completed" "实际完成数" "completed";
    }
    Timely {
        Quantity "completed" "实际完成数" "completed";
        Quantity "timely" "及时完成数" "completed in time";
    }
    Quality {
        Quantity "completed" "实际完成数" "completed";
        Quantity "qualified" "质量达标数" "up to standard";
    }
    KeyWork {
        Count "assigned" "交办或下达数" "tasks assigned";
        Count "completed" "重点工作实际完成数" "tasks completed";
    }
    Arrival {
        Amount "planned" "计划投入资金" "planned funds";
        Amount "arrived" "实际到位资金" "funds that arrived";
    }
    CostSaving {
        Amount "planned" "计划成本" "planned cost";
        Amount "actual" "实际成本" "actual cost";
    }
    SelfEvaluationCoverage {
        Count "budgeted" "预算项目数" "budgeted projects";
        Count "evaluated" "自评项目数" "evaluated projects";
    }
}

impl RateId {
    /// Do the figures of the rate stand elsewhere in a submission: in the department's money, staff and balances, or in the projects?
    pub const fn is_of_the_forms(self) -> bool {
        matches!(
            self,
            Self::Execution
                | Self::BasicExecution
                | Self::ProjectExecution
                | Self::ThreePublicControl
                | Self::CarryOverChange
                | Self::StaffingControl
                | Self::SelfEvaluationCoverage
        )
    }
}

/// A figure of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum RateValue {
    /// Money in 万元.
    Amount(Amount),
    /// A whole number.
    Count(u32),
    /// A percentage.
    Percent(Percent),
    /// A quantity.
    Quantity(Quantity),
}

impl RateValue {
    fn is_negative(self) -> bool {
        match self {
            Self::Amount(amount) => amount.is_negative(),
            Self::Count(_) => false,
            Self::Percent(percent) => percent < Percent::ZERO,
            Self::Quantity(quantity) => quantity.is_negative(),
        }
    }
}

impl fmt::Display for RateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(amount) => amount.fmt(f),
            Self::Count(count) => count.fmt(f),
            Self::Percent(percent) => percent.fmt(f),
            Self::Quantity(quantity) => quantity.fmt(f),
        }
    }
}

/// The figures of one rate of a department, for rates whose figures stand nowhere else in its form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Unchecked"))]
pub struct RateFigures {
    rate: RateId,
    values: Vec<Traced<RateValue>>,
}

/// [`RateFigures`] as they come in, before the constructor has seen them.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Unchecked {
    rate: RateId,
    values: Vec<Traced<RateValue>>,
}

#[cfg(feature = "serde")]
impl TryFrom<Unchecked> for RateFigures {
    type Error = ModelError;

    fn try_from(figures: Unchecked) -> Result<Self, ModelError> {
        Self::new(figures.rate, figures.values)
    }
}

impl RateFigures {
    /// The figures of `rate`, in the order of [`RateId::inputs`].
    ///
    /// ```
    /// use jixiao_model::{RateFigures, RateId, Traced};
    /// let rate = RateId::ProcurementExecution;
    /// let texts = rate.inputs().iter().zip(["100", "95万元"]);
    /// let values = texts.map(|(input, text)| input.kind.read(text).map(Traced::reported));
    /// let figures = RateFigures::new(rate, values.collect::<Result<_, _>>()?)?;
    /// assert_eq!(figures.values()[1].value.to_string(), "95.00");
    /// assert!(RateFigures::new(RateId::StaffingControl, vec![]).is_err());
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// [`ModelError::WrongFigures`] where they are not what the rate takes, or where its figures stand elsewhere in the form.
    pub fn new(rate: RateId, values: Vec<Traced<RateValue>>) -> Result<Self, ModelError> {
        let inputs = rate.inputs();
        let fit = inputs.len() == values.len()
            && inputs
                .iter()
                .zip(&values)
                .all(|(input, value)| input.kind.holds(value.value));
        if rate.is_of_the_forms() || !fit {
            let found: Vec<_> = values.iter().map(|value| value.value.to_string()).collect();
            return Err(ModelError::WrongFigures {
                rate: rate.id(),
                found: format!("({})", found.join(", ")),
            });
        }
        Ok(Self { rate, values })
    }

    /// Which rate.
    pub const fn rate(&self) -> RateId {
        self.rate
    }

    /// Its figures, in the order of [`RateId::inputs`].
    pub fn values(&self) -> &[Traced<RateValue>] {
        &self.values
    }
}
