//! The numbers that people may dispute: what a policy (政策) fixes and a formula does not.
//!
//! A policy is a TOML file (feature `policies`): those of `BUILTIN` are in the crate, others are read by `Policy::from_toml`. Without the
//! feature, [`Policy::new`] begins one in code.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use chrono::NaiveDate;
use jixiao_model::{
    Bilingual, DepartmentLevel, FirstLevel, Grade, Level, Method, Percent, Points, RateId, Weight,
};

use crate::scored::PointsRounding;

mod bands;
#[cfg(feature = "policies")]
mod builtin;
mod diff;
#[cfg(feature = "policies")]
mod error;
#[cfg(feature = "policies")]
mod load;
#[cfg(feature = "policies")]
mod read;
mod values;

pub use bands::{Band, BandTable, BandsError, Bound};
pub use diff::{Difference, diff};
pub use values::{PolicyValue, is_of_head};

#[cfg(feature = "policies")]
pub use builtin::{BUILTIN, POLICY_SCHEMA, builtin_text};
#[cfg(feature = "policies")]
pub use error::{MAX_SHOWN_PROBLEMS, PolicyError};
#[cfg(feature = "policies")]
pub use jixiao_keyed::{Problem, ProblemKind};
#[cfg(feature = "policies")]
pub use load::{MAX_EXTENDS, MAX_PROBLEMS, PolicyFile};

/// How a ceiling (反向指标) that was exceeded is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Ceiling {
    /// 年度指标值 ÷ 实际完成值.
    #[default]
    TargetOverActual,
    /// max(0, 1 − (实际完成值 − 年度指标值) ÷ 年度指标值), a local convention.
    LinearExcess,
}

/// Where the three levels of a qualitative indicator are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelCuts {
    achieved: Percent,
    partly: Percent,
}

impl LevelCuts {
    /// The least percent of 达成 and of 部分达成; `None` unless 0 % < `partly` < `achieved` ≤ 100 %.
    pub fn new(achieved: Percent, partly: Percent) -> Option<Self> {
        let ordered = Percent::ZERO < partly && partly < achieved && achieved <= Percent::WHOLE;
        ordered.then_some(Self { achieved, partly })
    }

    /// The least percent of 达成.
    pub const fn achieved(self) -> Percent {
        self.achieved
    }

    /// The least percent of 部分达成.
    pub const fn partly(self) -> Percent {
        self.partly
    }

    /// The level to which a percent belongs.
    pub fn level(self, percent: Percent) -> Level {
        if percent >= self.achieved {
            Level::Achieved
        } else if percent >= self.partly {
            Level::PartlyAchieved
        } else {
            Level::NotAchieved
        }
    }
}

/// What a begun step costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BegunStep {
    /// As much as a whole one.
    Whole,
    /// In proportion.
    InProportion,
    /// Nothing.
    Free,
}

/// The terms of a deduction per step (按步扣分).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeductionTerms {
    /// The width of a step; above 0 %.
    pub step: Percent,
    /// The points that a step costs.
    pub points: Points,
    /// What a begun step costs.
    pub begun: BegunStep,
}

impl DeductionTerms {
    /// Every `step` costs `points`; `None` unless 0 % < `step` ≤ 100 % and 0 ≤ `points` ≤ 100.
    ///
    /// ```
    /// use jixiao_model::Percent;
    /// use jixiao_scoring::policy::{BegunStep, DeductionTerms};
    /// // 每低于 5% 扣 2 分，不足 5% 不扣
    /// let terms = DeductionTerms::new(Percent::whole(5), "2".parse()?, BegunStep::Free);
    /// assert_eq!(terms.unwrap().step.to_string(), "5%");
    /// assert!(DeductionTerms::new(Percent::ZERO, "2".parse()?, BegunStep::Free).is_none());
    /// # Ok::<(), jixiao_model::ModelError>(())
    /// ```
    pub fn new(step: Percent, points: Points, begun: BegunStep) -> Option<Self> {
        let counts = Percent::ZERO < step && step <= Percent::WHOLE;
        let costs = (Points::ZERO..=Points::HUNDRED).contains(&points);
        (counts && costs).then_some(Self {
            step,
            points,
            begun,
        })
    }

    /// No deduction.
    pub(crate) const NONE: Self = Self {
        step: Percent::WHOLE,
        points: Points::ZERO,
        begun: BegunStep::Free,
    };
}

/// Where the grades (等级) begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeCuts {
    excellent: Points,
    good: Points,
    fair: Points,
}

impl GradeCuts {
    /// The least points of 优, 良 and 中; `None` unless 0 < `fair` < `good` < `excellent` ≤ 100. So cut, the grades cover 0 to 100
    /// without a gap or an overlap.
    pub fn new(excellent: Points, good: Points, fair: Points) -> Option<Self> {
        let ordered =
            Points::ZERO < fair && fair < good && good < excellent && excellent <= Points::HUNDRED;
        ordered.then_some(Self {
            excellent,
            good,
            fair,
        })
    }

    /// The least points of 优.
    pub const fn excellent(self) -> Points {
        self.excellent
    }

    /// The least points of 良.
    pub const fn good(self) -> Points {
        self.good
    }

    /// The least points of 中; below them lies 差.
    pub const fn fair(self) -> Points {
        self.fair
    }

    /// The grade of a total; `None` outside 0 to 100.
    pub fn grade(self, total: Points) -> Option<Grade> {
        if total < Points::ZERO || total > Points::HUNDRED {
            return None;
        }
        Some(if total >= self.excellent {
            Grade::Excellent
        } else if total >= self.good {
            Grade::Good
        } else if total >= self.fair {
            Grade::Fair
        } else {
            Grade::Poor
        })
    }
}

/// What the points of the execution rate are taken on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExecutionBasis {
    /// The exact rate.
    Exact,
    /// The rate as it is shown, two decimals.
    Shown,
}

/// How the execution rate (预算执行率) earns points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExecutionTerms {
    /// Exact or as shown.
    pub basis: ExecutionBasis,
    /// The one rounding.
    pub rounding: PointsRounding,
}

impl ExecutionTerms {
    /// Points on the exact rate or the rate as shown, rounded once.
    ///
    /// ```
    /// use jixiao_scoring::PointsRounding;
    /// use jixiao_scoring::policy::{ExecutionBasis, ExecutionTerms};
    /// let terms = ExecutionTerms::new(ExecutionBasis::Exact, PointsRounding::HALF_AWAY_2);
    /// assert_eq!(terms.rounding.decimals(), 2);
    /// ```
    pub const fn new(basis: ExecutionBasis, rounding: PointsRounding) -> Self {
        Self { basis, rounding }
    }
}

/// What becomes of the weight of an indicator that does not apply (不适用).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum NotApplicableWeight {
    /// It is given in full.
    #[default]
    Full,
    /// It is spread over the indicators of the same first level that apply, in proportion to their weights. Where nothing of satisfaction applies, its
    /// weight goes to benefit; where nothing of another first level does, over all others of the form.
    Spread,
}

/// When a word of explanation (偏差原因说明) is owed, and which words are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplanationTerms {
    /// An execution rate below this owes one …
    pub execution_below: Percent,
    /// … if `true`, only where the shortfall cost points.
    pub execution_only_where_points_lost: bool,
    /// An explanation that shares this much of its wording with that of another project counts as copied (雷同).
    pub copied_from: Percent,
    /// A project with an execution rate below this has hardly been carried out: a good grade owes a word.
    pub little_executed: Percent,
}

impl ExplanationTerms {
    /// A rate below `execution_below` owes one; if `only_where_points_lost`, only where that cost points. Only what is the same word for word counts as
    /// copied, and no rate as hardly executed; both may be set by field.
    pub const fn new(execution_below: Percent, only_where_points_lost: bool) -> Self {
        Self {
            execution_below,
            execution_only_where_points_lost: only_where_points_lost,
            copied_from: Percent::WHOLE,
            little_executed: Percent::ZERO,
        }
    }
}

/// By how much points are reduced where a target was far exceeded (超额完成). Each gives the share of the weight that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Reduction {
    /// Not at all.
    #[default]
    None,
    /// 1 − (actual ÷ target − threshold): what lies beyond the threshold.
    Excess,
    /// 1 − (actual ÷ target − 1): all that lies beyond the target.
    Deviation,
    /// threshold × target ÷ actual.
    Inverse,
}

/// What becomes of a target that was far exceeded (超额完成).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverAchievementTerms {
    /// An actual above this share of its target owes a word; 100 % or more.
    pub explain_above: Percent,
    /// An actual above this share of its target loses points; 100 % or more.
    pub reduce_above: Percent,
    /// By how much.
    pub reduction: Reduction,
    /// The share of the weight that is kept at least.
    pub least: Percent,
}

impl OverAchievementTerms {
    /// A word is owed above `explain_above`, and no points are lost.
    pub const fn explained_above(explain_above: Percent) -> Self {
        Self {
            explain_above,
            reduce_above: explain_above,
            reduction: Reduction::None,
            least: Percent::ZERO,
        }
    }

    /// The same, with points lost above `reduce_above`; at least the share `least` is kept. A threshold below the target is taken for the target,
    /// and a share beyond 0 % to 100 % for the nearer.
    ///
    /// ```
    /// use jixiao_model::Percent;
    /// use jixiao_scoring::policy::{OverAchievementTerms, Reduction};
    /// let terms = OverAchievementTerms::explained_above(Percent::whole(130))
    ///     .reducing(Reduction::Excess, Percent::whole(150), Percent::ZERO);
    /// assert_eq!(terms.reduce_above.to_string(), "150%");
    /// ```
    #[must_use]
    pub fn reducing(self, reduction: Reduction, reduce_above: Percent, least: Percent) -> Self {
        Self {
            reduce_above: reduce_above.max(Percent::WHOLE),
            reduction,
            least: least.clamp(Percent::ZERO, Percent::WHOLE),
            ..self
        }
    }
}

/// What a policy says of one rate of the department's form: its method, and its own terms where they differ from the policy's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleTerms {
    /// The method.
    pub method: Method,
    /// The rate's own 及格门槛.
    pub pass_mark: Option<Percent>,
    /// The rate's own 分档.
    pub bands: Option<BandTable>,
    /// The rate's own 扣分.
    pub deduction: Option<DeductionTerms>,
}

impl RuleTerms {
    /// A method with the policy's own terms; others may be set by field.
    ///
    /// ```
    /// use jixiao_model::{Method, Percent};
    /// use jixiao_scoring::policy::{BandTable, RuleTerms};
    /// // 预算控制率：0 得满分，10% 以内得 60%，20% 以内得 40%，其余不得分
    /// let share = Percent::whole;
    /// let table = [(0, 100), (10, 60), (20, 40)].map(|(to, part)| (share(to), share(part)));
    /// let mut terms = RuleTerms::new(Method::Bands);
    /// terms.bands = Some(BandTable::ceilings(table, share(0))?);
    /// # Ok::<(), jixiao_scoring::policy::BandsError>(())
    /// ```
    pub const fn new(method: Method) -> Self {
        Self {
            method,
            pass_mark: None,
            bands: None,
            deduction: None,
        }
    }
}

/// The terms that hold for one number: those of its rate where the policy has some, else those of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct NumberTerms<'a> {
    /// 及格门槛.
    pub pass_mark: Percent,
    /// 分档.
    pub bands: &'a BandTable,
    /// 扣分.
    pub deduction: DeductionTerms,
}

/// From when to when a policy holds, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effective {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` while no end is set.
    pub to: Option<NaiveDate>,
}

impl Effective {
    /// From the first day to the last; `None` while no end is set.
    pub const fn new(from: NaiveDate, to: Option<NaiveDate>) -> Self {
        Self { from, to }
    }
}

/// All that a policy (政策) fixes for the scoring of forms. Every field may be changed: bring your own.
///
/// A policy is read from a file once and handed to every call; scoring neither reads files nor keeps globals.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// The stable id, such as `mof-2020`.
    pub id: String,
    /// The name.
    pub name: Bilingual,
    /// Where it holds (适用范围), such as 全国; empty where that is not said.
    pub jurisdiction: String,
    /// When it holds; `None` where that is not said.
    pub effective: Option<Effective>,
    /// The id of the policy that it extends.
    pub extends: Option<String>,
    /// Is it the reconstruction of a published result, and no regulation?
    pub reconstruction: bool,
    /// 依据: the document behind each value, by the path of its key in a policy file, such as `execution.weight`.
    pub basis: BTreeMap<String, String>,
    /// 预算执行率的分值.
    pub execution_weight: Weight,
    /// How the execution rate earns points.
    pub execution: ExecutionTerms,
    /// The one rounding of an indicator's points.
    pub rounding: PointsRounding,
    /// 一级指标分值 of a project's form, in the official order; with the execution weight they sum to 100. Empty where the policy sets none.
    pub first_levels: Vec<(FirstLevel, Weight)>,
    /// Do benefit and satisfaction share the weight of benefit (效益和满意度合计)?
    pub satisfaction_in_benefit: bool,
    /// 一级指标分值 of the department's form, in the official order; with the execution weight they sum to 100. Empty where the policy sets none.
    pub department_levels: Vec<(DepartmentLevel, Weight)>,
    /// The method for numbers.
    pub number: Method,
    /// The method for satisfaction (满意度指标) with a number.
    pub satisfaction: Method,
    /// Methods and terms for single rates of the department's form, where they differ; in the order of [`RateId::ALL`].
    pub rules: Vec<(RateId, RuleTerms)>,
    /// How an exceeded ceiling is measured.
    pub ceiling: Ceiling,
    /// What becomes of the weight of an indicator that does not apply.
    pub not_applicable: NotApplicableWeight,
    /// The three levels of qualitative indicators.
    pub levels: LevelCuts,
    /// 及格门槛, where that method is used.
    pub pass_mark: Percent,
    /// 分档, where that method is used.
    pub bands: BandTable,
    /// 扣分, where that method is used.
    pub deduction: DeductionTerms,
    /// When an explanation of the execution rate is owed.
    pub explanations: ExplanationTerms,
    /// What becomes of targets that were far exceeded.
    pub over_achievement: OverAchievementTerms,
    /// 等级.
    pub grades: GradeCuts,
}

impl Policy {
    /// Begins a policy in code, without a file: what has no neutral value is asked for, the rest is left neutral and may be set by field
    /// (`policy.number = …`).
    ///
    /// Neutral is: exact fractions rounded once, half away from zero, to two decimals; numbers in proportion; the weight of what does not apply in
    /// full; no pass mark, one band that earns nothing, no deduction; no first-level weights; an explanation for every execution rate below
    /// 100 % and for every target exceeded.
    ///
    /// ```
    /// use jixiao_model::{Bilingual, Percent, Weight};
    /// use jixiao_scoring::policy::{GradeCuts, LevelCuts, Policy};
    /// let levels = LevelCuts::new(Percent::whole(80), Percent::whole(50)).ok_or("levels out of order")?;
    /// let points = |whole| Weight::whole(whole).full();
    /// let grades = GradeCuts::new(points(90), points(75), points(60)).ok_or("grades out of order")?;
    /// let name = Bilingual::new("本单位政策", "our policy");
    /// let policy = Policy::new("ours", name, Weight::whole(20), levels, grades);
    /// assert_eq!(policy.execution_weight.to_string(), "20");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn new(
        id: &str,
        name: Bilingual,
        execution_weight: Weight,
        levels: LevelCuts,
        grades: GradeCuts,
    ) -> Self {
        Self {
            id: id.into(),
            name,
            jurisdiction: String::new(),
            effective: None,
            extends: None,
            reconstruction: false,
            basis: BTreeMap::new(),
            execution_weight,
            execution: ExecutionTerms::new(ExecutionBasis::Exact, PointsRounding::HALF_AWAY_2),
            rounding: PointsRounding::HALF_AWAY_2,
            first_levels: Vec::new(),
            satisfaction_in_benefit: false,
            department_levels: Vec::new(),
            number: Method::Proportional,
            satisfaction: Method::Proportional,
            rules: Vec::new(),
            ceiling: Ceiling::TargetOverActual,
            not_applicable: NotApplicableWeight::Full,
            levels,
            pass_mark: Percent::ZERO,
            bands: BandTable::NOTHING,
            deduction: DeductionTerms::NONE,
            explanations: ExplanationTerms::new(Percent::WHOLE, false),
            over_achievement: OverAchievementTerms::explained_above(Percent::WHOLE),
            grades,
        }
    }

    /// 分值 of a first level; `None` where the policy sets none for it.
    pub fn first_level(&self, level: FirstLevel) -> Option<Weight> {
        self.first_levels
            .iter()
            .find(|(own, _)| *own == level)
            .map(|(_, weight)| *weight)
    }

    /// 分值 of a first level of the department's form; `None` where the policy sets none for it.
    pub fn department_level(&self, level: DepartmentLevel) -> Option<Weight> {
        self.department_levels
            .iter()
            .find(|(own, _)| *own == level)
            .map(|(_, weight)| *weight)
    }

    /// What this policy says of a rate of the department's form, where it says something of its own.
    pub fn rule(&self, rate: RateId) -> Option<&RuleTerms> {
        self.rules
            .iter()
            .find(|(id, _)| *id == rate)
            .map(|(_, terms)| terms)
    }

    /// The terms for a number; for a `rate` of the department's form, its own come first.
    #[inline]
    pub fn terms(&self, rate: Option<RateId>) -> NumberTerms<'_> {
        let own = rate.and_then(|rate| self.rule(rate));
        NumberTerms {
            pass_mark: own.and_then(|own| own.pass_mark).unwrap_or(self.pass_mark),
            bands: own
                .and_then(|own| own.bands.as_ref())
                .unwrap_or(&self.bands),
            deduction: own.and_then(|own| own.deduction).unwrap_or(self.deduction),
        }
    }
}
