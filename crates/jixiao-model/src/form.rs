//! The forms that a unit fills: funds, indicators, one form a project, one for the whole unit, and the submission that holds them.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use chrono::{Datelike, NaiveDate};

use crate::amount::Amount;
use crate::error::ModelError;
use crate::lang::Bilingual;
use crate::name::Name;
use crate::points::{Points, Weight};
use crate::rate::Percent;
use crate::rate_inputs::RateFigures;
use crate::target::{Actual, Target};
use crate::terms::{
    DepartmentLevel, Figure, FigureKind, FirstLevel, Grade, IndicatorClass, Method, RateId,
};
use crate::trace::{Place, Traced};

/// A fiscal year (年度), 1994 (the Budget Law) to 2100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "i32", into = "i32"))]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The first: that of the Budget Law.
    pub const FIRST: Self = Self(1994);

    /// The last.
    pub const LAST: Self = Self(2100);

    /// The year as a number.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Is a day over once the year is? Its last, 31 December, is.
    pub fn has_passed(self, day: NaiveDate) -> bool {
        day.year() <= self.0
    }
}

impl TryFrom<i32> for FiscalYear {
    type Error = ModelError;

    fn try_from(year: i32) -> Result<Self, ModelError> {
        if (Self::FIRST.0..=Self::LAST.0).contains(&year) {
            return Ok(Self(year));
        }
        Err(ModelError::OutOfRange {
            found: alloc::format!("{year}"),
            kind: "a fiscal year",
            low: "1994",
            high: "2100",
        })
    }
}

impl From<FiscalYear> for i32 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}

/// Three amounts of one kind of money, in 万元.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Unchecked"))]
pub struct Funds {
    /// 年初预算数: the budget as first approved. Never negative.
    pub initial: Traced<Amount>,
    /// 全年预算数: the budget after the year's adjustments. Never negative.
    pub budget: Traced<Amount>,
    /// 全年执行数: what was spent. Negative only where refunds exceed spending.
    pub executed: Traced<Amount>,
}

/// [`Funds`] as they come in, before the constructor has seen them.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Unchecked {
    initial: Traced<Amount>,
    budget: Traced<Amount>,
    executed: Traced<Amount>,
}

#[cfg(feature = "serde")]
impl TryFrom<Unchecked> for Funds {
    type Error = ModelError;

    fn try_from(funds: Unchecked) -> Result<Self, ModelError> {
        Self::new(funds.initial, funds.budget, funds.executed)
    }
}

impl Funds {
    /// Checked: no budget is negative.
    ///
    /// # Errors
    /// [`ModelError::Negative`].
    pub fn new(
        initial: Traced<Amount>,
        budget: Traced<Amount>,
        executed: Traced<Amount>,
    ) -> Result<Self, ModelError> {
        for (field, amount) in [("initial", initial.value), ("budget", budget.value)] {
            if amount.is_negative() {
                return Err(ModelError::Negative {
                    field,
                    found: alloc::format!("{amount}"),
                });
            }
        }
        Ok(Self {
            initial,
            budget,
            executed,
        })
    }
}

/// The money of a project by source (资金来源); at least one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FundSources {
    /// 当年财政拨款
    pub fiscal: Option<Funds>,
    /// 上年结转资金
    pub carried: Option<Funds>,
    /// 其他资金
    pub other: Option<Funds>,
}

impl FundSources {
    /// The rows that stand, in the order of the form.
    pub fn rows(&self) -> impl Iterator<Item = &Funds> {
        [&self.fiscal, &self.carried, &self.other]
            .into_iter()
            .flatten()
    }

    /// 年度资金总额 of 年初预算数.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn initial(&self) -> Result<Amount, ModelError> {
        Amount::sum(self.rows().map(|row| row.initial.value))
    }

    /// 年度资金总额 of 全年预算数.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn budget(&self) -> Result<Amount, ModelError> {
        Amount::sum(self.rows().map(|row| row.budget.value))
    }

    /// 年度资金总额 of 全年执行数.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn executed(&self) -> Result<Amount, ModelError> {
        Amount::sum(self.rows().map(|row| row.executed.value))
    }
}

/// One indicator (三级指标) of a form.
///
/// What scoring reads stands first and together: a unit's forms are read from memory once, and each line of it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[repr(C)]
pub struct Indicator {
    /// 分值.
    pub weight: Traced<Weight>,
    /// The method of scoring, where the form asks for another than the policy's own choice.
    pub method: Option<Method>,
    /// The rule that computes the actual from the department's amounts.
    pub rule: Option<RateId>,
    /// 不适用: the indicator does not apply this year.
    pub not_applicable: bool,
    /// 年度指标值.
    pub target: Traced<Target>,
    /// 实际完成值; for an indicator with a rule, which computes it, empty or what the form claims.
    pub actual: Traced<Actual>,
    /// 完成比例: what the evaluator grants a qualitative indicator.
    pub percent: Option<Traced<Percent>>,
    /// 得分 as the form claims it. Kept apart from what is computed.
    pub claimed: Option<Traced<Points>>,
    /// 一级指标, as the form writes it.
    pub level1: Name,
    /// 二级指标, as the form writes it.
    pub level2: Name,
    /// 三级指标: the unit's own text.
    pub name: Traced<Name>,
}

impl Indicator {
    /// An indicator with what every one has; the rest is left open and may be set by field.
    ///
    /// ```
    /// use jixiao_model::Indicator;
    /// let indicator = Indicator::new("产出指标", "数量指标", "培训次数", "≥3次", "2次", "10")?;
    /// assert_eq!(indicator.weight.value.to_string(), "10");
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    ///
    /// # Errors
    /// Whatever its parts refuse.
    pub fn new(
        level1: &str,
        level2: &str,
        name: &str,
        target: &str,
        actual: &str,
        weight: &str,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            level1: level1.parse()?,
            level2: level2.parse()?,
            name: Traced::reported(name.parse()?),
            target: Traced::reported(target.parse()?),
            actual: Traced::reported(actual.parse()?),
            weight: Traced::reported(weight.parse()?),
            percent: None,
            claimed: None,
            method: None,
            rule: None,
            not_applicable: false,
        })
    }

    /// The official first level, where the form uses one.
    pub fn first_level(&self) -> Option<FirstLevel> {
        FirstLevel::recognise(self.level1.as_str())
    }

    /// What kind of thing it measures, by its second level, else by its first; none where neither says so.
    pub fn class(&self) -> Option<IndicatorClass> {
        IndicatorClass::recognise(self.level2.as_str())
            .or_else(|| IndicatorClass::recognise(self.level1.as_str()))
    }

    /// The first level of a department's form, where the form uses one of the official ones.
    pub fn department_level(&self) -> Option<DepartmentLevel> {
        DepartmentLevel::recognise(self.level1.as_str())
    }
}

/// Why a target was missed and what will be done (偏差原因分析及改进措施).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Deviation {
    /// The indicator that it explains, by name; `None` for the project as a whole.
    pub indicator: Option<Name>,
    /// 偏差原因.
    pub cause: Traced<String>,
    /// 改进措施.
    pub remedy: Traced<String>,
    /// Codes of causes in the catalogue.
    pub causes: Vec<String>,
    /// Codes of remedies in the catalogue.
    pub remedies: Vec<String>,
}

/// 年度总体目标.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OverallGoal {
    /// 预期目标.
    pub expected: Traced<String>,
    /// 实际完成情况.
    pub actual: Traced<String>,
}

/// What a form says of itself. Kept apart from what is computed; neither replaces the other silently.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Claims {
    /// 预算执行率的得分.
    pub execution_points: Option<Traced<Points>>,
    /// 总分.
    pub total: Option<Traced<Points>>,
    /// 等级.
    pub grade: Option<Traced<Grade>>,
}

/// One 项目支出绩效自评表.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProjectForm {
    /// 序号.
    pub number: u32,
    /// 年度.
    pub year: FiscalYear,
    /// 项目名称. Two projects may bear one name: that is for the review to object to.
    pub name: Traced<Name>,
    /// 主管部门.
    pub supervisor: Option<Name>,
    /// 实施单位.
    pub implementer: Option<Name>,
    /// 实施科室.
    pub section: Option<Traced<Name>>,
    /// 项目资金.
    pub funds: FundSources,
    /// 年度总体目标.
    pub goal: OverallGoal,
    /// 绩效指标.
    pub indicators: Vec<Indicator>,
    /// 偏差原因分析及改进措施.
    pub deviations: Vec<Deviation>,
    /// What the form says of itself.
    pub claims: Claims,
    /// 备注.
    pub note: String,
}

impl ProjectForm {
    /// A form with its name and money; the rest is left open and may be set by field.
    ///
    /// # Errors
    /// [`ModelError::Empty`] and the like for a name that cannot be.
    pub fn new(
        number: u32,
        year: FiscalYear,
        name: &str,
        funds: FundSources,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            number,
            year,
            name: Traced::reported(name.parse()?),
            supervisor: None,
            implementer: None,
            section: None,
            funds,
            goal: OverallGoal::default(),
            indicators: Vec::new(),
            deviations: Vec::new(),
            claims: Claims::default(),
            note: String::new(),
        })
    }
}

/// A budget and what was spent of it, in 万元.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BudgetAndSpent {
    /// 预算安排数.
    pub budget: Traced<Amount>,
    /// 实际支出数.
    pub spent: Traced<Amount>,
}

/// “三公”经费, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ThreePublic {
    /// 因公出国(境)费.
    pub abroad: Option<BudgetAndSpent>,
    /// 公务用车购置及运行费.
    pub vehicles: Option<BudgetAndSpent>,
    /// 公务接待费.
    pub reception: Option<BudgetAndSpent>,
}

impl ThreePublic {
    fn parts(&self) -> impl Iterator<Item = &BudgetAndSpent> {
        [&self.abroad, &self.vehicles, &self.reception]
            .into_iter()
            .flatten()
    }

    /// “三公经费”预算安排数.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn budget(&self) -> Result<Amount, ModelError> {
        Amount::sum(self.parts().map(|part| part.budget.value))
    }

    /// “三公经费”实际支出数.
    ///
    /// # Errors
    /// [`ModelError::Overflow`].
    pub fn spent(&self) -> Result<Amount, ModelError> {
        Amount::sum(self.parts().map(|part| part.spent.value))
    }
}

/// 累计结转结余, this year's and last year's. A balance may be negative.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CarryOver {
    /// 本年累计结转结余.
    pub current: Traced<Amount>,
    /// 上年累计结转结余.
    pub previous: Traced<Amount>,
}

/// 编制数 and 在职人员数.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Staffing {
    /// 编制数.
    pub quota: Traced<u32>,
    /// 在职人员数.
    pub staff: Traced<u32>,
}

/// One 部门(单位)整体支出绩效自评表.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DepartmentForm {
    /// 年度.
    pub year: FiscalYear,
    /// 全部支出.
    pub total: Funds,
    /// 基本支出.
    pub basic: Option<Funds>,
    /// 项目支出, as the department's accounts have it; the sum of the projects' forms stands beside it, not in its place.
    pub project: Option<Funds>,
    /// “三公”经费.
    pub three_public: Option<ThreePublic>,
    /// 结转结余.
    pub carry_over: Option<CarryOver>,
    /// 人员.
    pub staffing: Option<Staffing>,
    /// The figures of further rates (其他比率), each rate once.
    pub rates: Vec<RateFigures>,
    /// 年度总体目标.
    pub goal: OverallGoal,
    /// 绩效指标.
    pub indicators: Vec<Indicator>,
    /// 偏差原因分析及改进措施.
    pub deviations: Vec<Deviation>,
    /// What the form says of itself.
    pub claims: Claims,
}

impl DepartmentForm {
    /// The figures of a rate that has none elsewhere in the form.
    pub fn figures(&self, rate: RateId) -> Option<&RateFigures> {
        self.rates.iter().find(|figures| figures.rate() == rate)
    }
}

/// The notice (通知) that the self-evaluation answers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Notice {
    /// Its title.
    pub title: Name,
    /// 文号.
    pub number: Option<Name>,
    /// 发文机关.
    pub issuer: Option<Name>,
}

/// What only the unit can say about how it went to work, for the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReportNotes {
    /// 牵头部门.
    pub lead: Option<Name>,
    /// 自评主体.
    pub evaluators: Option<Name>,
    /// 原则.
    pub principle: Option<Name>,
    /// 口径, such as 本级.
    pub scope: Option<Name>,
    /// Projects to be named.
    pub featured: Vec<String>,
    /// 下一步工作措施.
    pub next_steps: Vec<Traced<String>>,
}

/// A figure that a report or table of the unit already states, to be held against what follows from the data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StatedFigure {
    /// Which figure.
    pub figure: Figure,
    /// 序号 of the project, for figures of one project.
    pub project: Option<u32>,
    /// The figure, read.
    pub value: Traced<StatedValue>,
    /// The figure as the text shows it.
    pub text: String,
    /// Where it stands, in the unit's own words.
    pub stated_in: String,
}

impl StatedFigure {
    /// Where it stands, as a sentence has it: `自评工作总结 二(一)`, and where that was not said, the unit's own figures at large.
    pub fn stands(&self) -> &str {
        if self.stated_in.trim().is_empty() {
            "单位所报数据"
        } else {
            &self.stated_in
        }
    }
}

/// A stated figure by what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum StatedValue {
    /// Money, in 万元.
    Amount(Amount),
    /// A rate as it was shown, or a distance in percentage points.
    Percent(Percent),
    /// Points.
    Points(Points),
    /// A count.
    Count(u32),
    /// A grade.
    Grade(Grade),
}

impl StatedValue {
    /// Reads what `text` states of `figure`.
    ///
    /// # Errors
    /// Whatever its kind of value refuses.
    pub fn read(figure: Figure, text: &str) -> Result<Self, ModelError> {
        Ok(match figure.kind() {
            FigureKind::Amount => Self::Amount(text.parse()?),
            FigureKind::Percent => Self::Percent(text.parse()?),
            FigureKind::Points => Self::Points(text.trim().trim_end_matches('分').parse()?),
            FigureKind::Count => Self::Count(count(text)?),
            FigureKind::Grade => {
                Self::Grade(
                    Grade::recognise(text).ok_or_else(|| ModelError::UnknownWord {
                        found: text.into(),
                        known: "优、良、中、差",
                    })?,
                )
            }
        })
    }
}

fn count(text: &str) -> Result<u32, ModelError> {
    let plain = crate::text::normalise(text);
    let digits = plain.trim_end_matches(['个', '项']);
    digits
        .parse()
        .map_err(|_| ModelError::NotANumber { found: text.into() })
}

impl core::fmt::Display for StatedValue {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Amount(amount) => write!(f, "{amount}"),
            Self::Percent(percent) => write!(f, "{percent}"),
            Self::Points(points) => write!(f, "{points}"),
            Self::Count(count) => write!(f, "{count}"),
            Self::Grade(grade) => write!(f, "{grade}"),
        }
    }
}

/// The unit (预算单位).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BudgetUnit {
    /// 单位名称.
    pub name: Name,
    /// Another name that it bears.
    pub alias: Option<Name>,
    /// 简称.
    pub short_name: Option<Name>,
    /// 主管部门.
    pub supervisor: Option<Name>,
    /// 预算项目数; `None` when it is the number of forms.
    pub budgeted_projects: Option<Traced<u32>>,
}

/// All that a unit hands in for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Submission {
    /// The unit.
    pub unit: BudgetUnit,
    /// 年度.
    pub year: FiscalYear,
    /// The policy that it asks to be scored by.
    pub policy: Option<String>,
    /// The notice.
    pub notice: Option<Notice>,
    /// For the report.
    pub report: ReportNotes,
    /// 部门(单位)整体支出.
    pub department: Option<DepartmentForm>,
    /// The projects, in the order of their 序号.
    pub projects: Vec<ProjectForm>,
    /// Figures already stated.
    pub stated: Vec<StatedFigure>,
    /// 整改台账: what was promised, this year and earlier, and what became of it.
    pub register: Vec<Remediation>,
    /// Findings that the unit asks to be passed over, each with its reason.
    pub ignored: Vec<Ignored>,
    /// What reading the unit's files left to be said.
    pub remarks: Vec<Remark>,
}

/// What reading a unit's files left to be said: a form that could not be read beside others that could, say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// What was found.
    pub message: Bilingual,
    /// What to do about it.
    pub mend: Bilingual,
    /// Where. Not serialised: a copy stands elsewhere.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub place: Option<Arc<Place>>,
}

/// What a [`Remark`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum RemarkKind {
    /// A form, or a file, that is not taken since it cannot be read.
    Unread,
    /// Something that was passed over on purpose, such as a hidden sheet.
    PassedOver,
    /// Something that the files say in two ways, or of one another.
    Unclear,
    /// A row of a summary without a form, a form without a row, or a pair whose names differ.
    Unpaired,
}

/// One row of the remediation register (整改台账): a remedy that was promised, who owes it, by when, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Remediation {
    /// 提出年度: the year whose self-evaluation promised it.
    pub year: FiscalYear,
    /// 项目名称; none for the unit as a whole.
    pub project: Option<Name>,
    /// 指标; none for the project as a whole.
    pub indicator: Option<Name>,
    /// 偏差原因.
    pub cause: Traced<String>,
    /// 整改措施.
    pub remedy: Traced<String>,
    /// 责任科室.
    pub owner: Option<Name>,
    /// 完成时限.
    pub due: Option<NaiveDate>,
    /// 整改状态.
    pub state: RemediationState,
    /// 进展情况.
    pub progress: String,
}

/// How a promised remedy stands (整改状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum RemediationState {
    /// 未开始.
    #[default]
    Open,
    /// 整改中.
    UnderWay,
    /// 已完成.
    Done,
    /// 已取消: no longer needed; the progress says why.
    Dropped,
}

impl RemediationState {
    /// All of them, in the order in which a remedy passes through them.
    pub const ALL: [Self; 4] = [Self::Open, Self::UnderWay, Self::Done, Self::Dropped];

    /// The word that data files have: `open`, `under-way`, `done`, `dropped`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::UnderWay => "under-way",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The English words.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Open => "not begun",
            Self::UnderWay => "under way",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The Chinese word.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Open => "未开始",
            Self::UnderWay => "整改中",
            Self::Done => "已完成",
            Self::Dropped => "已取消",
        }
    }

    /// Is there still something to do?
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Open | Self::UnderWay)
    }
}

/// A finding that the unit asks to be passed over (忽略), and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ignored {
    /// The code of the check, such as `JX301`.
    pub code: String,
    /// 序号 of the project; none for every finding of the code.
    pub project: Option<u32>,
    /// The indicator; none for every finding of the project.
    pub indicator: Option<Name>,
    /// 理由. Never empty.
    pub reason: String,
    /// Where it stands. Not serialised: a copy stands elsewhere.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub place: Option<Arc<Place>>,
}
