//! The numbers that people may dispute: what a policy (政策) fixes and a formula does not.

use alloc::vec::Vec;

use jixiao_model::{Grade, Level, Method, Percent, Points, RateId, Rounding, Weight};

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

/// All that a policy (政策) fixes for the scoring of forms. Every field may be changed: bring your own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// 预算执行率的分值.
    pub execution_weight: Weight,
    /// How the execution rate earns points.
    pub execution: ExecutionTerms,
    /// The one rounding of an indicator's points.
    pub rounding: PointsRounding,
    /// The method for numbers.
    pub number: Method,
    /// The method for satisfaction (满意度指标) with a number.
    pub satisfaction: Method,
    /// Methods for single rates of the department's form, where they differ.
    pub rules: Vec<(RateId, Method)>,
    /// How an exceeded ceiling is measured.
    pub ceiling: Ceiling,
    /// The three levels of qualitative indicators.
    pub levels: LevelCuts,
    /// 及格门槛, where that method is used.
    pub pass_mark: Percent,
    /// 分档, where that method is used; from the highest floor down.
    pub bands: Vec<Band>,
    /// 扣分, where that method is used.
    pub deduction: DeductionTerms,
    /// 等级.
    pub grades: GradeCuts,
}

impl Policy {
    /// 财预〔2020〕10号: execution 10, numbers in proportion, dates all or nothing, levels 80 and 60, grades 90, 80 and 60. The pass mark (60 %) and the
    /// bands are those of 财预〔2021〕101号, for forms that ask for these methods.
    pub fn mof_2020() -> Self {
        let band = |from, share| Band {
            from: Percent::whole(from),
            share: Percent::whole(share),
        };
        Self {
            execution_weight: Weight::whole(10),
            execution: ExecutionTerms {
                basis: ExecutionBasis::Exact,
                rounding: PointsRounding::HALF_AWAY_2,
            },
            rounding: PointsRounding::HALF_AWAY_2,
            number: Method::Proportional,
            satisfaction: Method::Proportional,
            rules: Vec::new(),
            ceiling: Ceiling::TargetOverActual,
            levels: LevelCuts::mof_2020(),
            pass_mark: Percent::whole(60),
            bands: [band(90, 100), band(80, 80), band(60, 50)].into(),
            deduction: DeductionTerms {
                step: Percent::whole(5),
                points: Weight::whole(2).full(),
                begun: BegunStep::Free,
            },
            grades: GradeCuts::mof_2020(),
        }
    }

    /// The reconstruction behind one published report (兰州新区 2023, total 97.99): as [`mof_2020`](Self::mof_2020), but the execution rate earns points as it
    /// is shown, truncated to two decimals, and the “三公经费” control rate is scored directly. A reconstruction, not a regulation.
    pub fn lanzhou_2023() -> Self {
        Self {
            execution: ExecutionTerms {
                basis: ExecutionBasis::Shown,
                rounding: PointsRounding {
                    decimals: 2,
                    rounding: Rounding::Truncate,
                },
            },
            rules: [(RateId::ThreePublicControl, Method::Direct)].into(),
            ..Self::mof_2020()
        }
    }

    /// The method that this policy sets for a rate of the department's form.
    pub(crate) fn method_of_rule(&self, rule: RateId) -> Option<Method> {
        self.rules
            .iter()
            .find(|(id, _)| *id == rule)
            .map(|(_, method)| *method)
    }
}
