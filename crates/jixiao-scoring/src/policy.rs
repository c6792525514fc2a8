//! The numbers that people may dispute: what a policy (政策) fixes and a formula does not.

use jixiao_model::{Grade, Level, Percent, Points};

use crate::scored::PointsRounding;

/// How a ceiling (反向指标) that was exceeded is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

    /// 80 % and 60 % (MOF-2020-10).
    pub fn mof_2020() -> Self {
        Self {
            achieved: Percent::whole(80),
            partly: Percent::whole(60),
        }
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

/// A band of a rate and the share of the weight that it earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The least rate of the band, which belongs to it.
    pub from: Percent,
    /// The share of the weight.
    pub share: Percent,
}

/// What a begun step costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BegunStep {
    /// As much as a whole one.
    Whole,
    /// In proportion.
    InProportion,
    /// Nothing.
    Free,
}

/// The terms of a deduction per step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeductionTerms {
    /// The width of a step; above 0 %.
    pub step: Percent,
    /// The points that a step costs.
    pub points: Points,
    /// What a begun step costs.
    pub begun: BegunStep,
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

    /// 优 90, 良 80, 中 60 (MOF-2020-10).
    pub fn mof_2020() -> Self {
        let points = |whole: u16| jixiao_model::Weight::whole(whole).full();
        Self {
            excellent: points(90),
            good: points(80),
            fair: points(60),
        }
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
pub enum ExecutionBasis {
    /// The exact rate.
    Exact,
    /// The rate as it is shown, two decimals.
    Shown,
}

/// How the execution rate (预算执行率) earns points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExecutionTerms {
    /// Exact or as shown.
    pub basis: ExecutionBasis,
    /// The one rounding.
    pub rounding: PointsRounding,
}
