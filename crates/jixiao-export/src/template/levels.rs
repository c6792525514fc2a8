//! The levels of the indicators: what the official forms have, with the weights of the policy.

use jixiao_model::{DepartmentLevel, FirstLevel, RateId, Weight};
use jixiao_scoring::policy::Policy;

/// A first level and what stands below it.
pub(super) struct Level {
    pub(super) name: &'static str,
    /// `None` where the policy sets none.
    pub(super) weight: Option<Weight>,
    pub(super) seconds: Vec<Second>,
}

/// A second level.
pub(super) struct Second {
    pub(super) name: &'static str,
    /// Indicators whose actual a formula computes.
    pub(super) rates: &'static [RateId],
    /// How many rows are open.
    pub(super) open: u16,
    /// Are there official rates among what one may write here?
    pub(super) takes_rates: bool,
}

impl Level {
    /// The name with its weight behind it: 产出指标（50分）.
    pub(super) fn label(&self) -> String {
        match self.weight {
            Some(weight) => format!("{}（{weight}分）", self.name),
            None => self.name.to_string(),
        }
    }
}

const fn open(name: &'static str, open: u16) -> Second {
    Second {
        name,
        rates: &[],
        open,
        takes_rates: false,
    }
}

const fn with_rates(name: &'static str, rates: &'static [RateId], open: u16) -> Second {
    Second {
        name,
        rates,
        open,
        takes_rates: true,
    }
}

/// The levels of a project's form. Where the policy has 成本指标 as a first level, 产出指标 has no costs.
pub(super) fn of_project(policy: &Policy) -> Vec<Level> {
    const USUAL: [FirstLevel; 3] = [
        FirstLevel::Output,
        FirstLevel::Benefit,
        FirstLevel::Satisfaction,
    ];
    let own: Vec<(FirstLevel, Option<Weight>)> = if policy.first_levels.is_empty() {
        USUAL.map(|level| (level, None)).to_vec()
    } else {
        let levels = policy.first_levels.iter();
        levels
            .map(|(level, weight)| (*level, Some(*weight)))
            .collect()
    };
    let has_costs = own
        .iter()
        .any(|(level, weight)| *level == FirstLevel::Cost && *weight != Some(Weight::ZERO));
    let mut levels = Vec::new();
    for (level, weight) in own {
        if weight != Some(Weight::ZERO) {
            levels.push(Level {
                name: level.term(),
                weight,
                seconds: seconds(level, has_costs),
            });
        }
    }
    let satisfaction = FirstLevel::Satisfaction;
    let is_there = levels.iter().any(|own| own.name == satisfaction.term());
    if policy.satisfaction_in_benefit && !is_there {
        // 效益指标 shows the weight of both.
        levels.push(Level {
            name: satisfaction.term(),
            weight: None,
            seconds: seconds(satisfaction, has_costs),
        });
    }
    levels
}

fn seconds(level: FirstLevel, has_costs: bool) -> Vec<Second> {
    match level {
        FirstLevel::Decision => vec![
            open("项目立项", 2),
            open("绩效目标", 2),
            open("资金投入", 2),
        ],
        FirstLevel::Process => vec![open("资金管理", 2), open("组织实施", 2)],
        FirstLevel::Output => {
            let mut seconds = vec![
                open("数量指标", 3),
                open("质量指标", 2),
                open("时效指标", 2),
            ];
            if !has_costs {
                seconds.push(open("成本指标", 2));
            }
            seconds
        }
        FirstLevel::Cost => vec![
            open("经济成本指标", 2),
            open("社会成本指标", 2),
            open("生态环境成本指标", 2),
        ],
        FirstLevel::Benefit => vec![
            open("经济效益指标", 2),
            open("社会效益指标", 2),
            open("生态效益指标", 2),
            open("可持续影响指标", 2),
        ],
        FirstLevel::Satisfaction => vec![open("服务对象满意度指标", 2)],
        _ => Vec::new(),
    }
}

/// The levels of a department's form, with the rates that its figures give.
pub(super) fn of_department(policy: &Policy) -> Vec<Level> {
    DepartmentLevel::ALL
        .iter()
        .map(|level| Level {
            name: level.term(),
            weight: policy
                .department_level(*level)
                .filter(|weight| *weight != Weight::ZERO),
            seconds: department_seconds(*level),
        })
        .collect()
}

fn department_seconds(level: DepartmentLevel) -> Vec<Second> {
    const MONEY: &[RateId] = &[
        RateId::BasicExecution,
        RateId::ProjectExecution,
        RateId::ThreePublicControl,
        RateId::CarryOverChange,
    ];
    match level {
        DepartmentLevel::Management => vec![
            with_rates("资金投入", MONEY, 1),
            open("财务管理", 2),
            with_rates("采购管理", &[], 1),
            with_rates("人员管理", &[RateId::StaffingControl], 0),
            with_rates("资产管理", &[], 1),
            open("业务管理", 1),
        ],
        DepartmentLevel::Duties => vec![
            with_rates("部门履职目标", &[], 3),
            open("部门效果目标", 2),
            open("社会影响", 2),
        ],
        DepartmentLevel::Capacity => vec![
            open("长效管理", 1),
            open("人力资源建设", 1),
            open("档案管理", 1),
        ],
        DepartmentLevel::Satisfaction => vec![open("服务对象满意度", 3)],
        _ => Vec::new(),
    }
}
