//! Official terms and the ways in which forms vary them.

use crate::text::normalise;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident, $id:literal, $term:literal, $english:literal, [$($synonym:literal),*];)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!($term, ", ", $english, ".")]
            #[cfg_attr(feature = "serde", serde(rename = $id))]
            $variant,)*
        }

        impl $name {
            /// All of them, in the official order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable id, as data files write it.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The official Chinese term.
            pub const fn term(self) -> &'static str {
                match self { $(Self::$variant => $term,)* }
            }

            /// The English term.
            pub const fn english(self) -> &'static str {
                match self { $(Self::$variant => $english,)* }
            }

            /// The one whose id, official term or synonym `label` is, however it is typed.
            pub fn recognise(label: &str) -> Option<Self> {
                // Most labels are typed as the official term is: those need no copy.
                Self::exactly(label).or_else(|| Self::exactly(&normalise(label)))
            }

            fn exactly(label: &str) -> Option<Self> {
                match label {
                    $($id | $term $(| $synonym)* => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

vocabulary! {
    /// A first-level indicator (一级指标) of a project's form.
    FirstLevel {
        Decision, "decision", "决策", "decision", ["决策指标", "项目决策"];
        Process, "process", "过程", "process", ["过程指标", "项目管理"];
        Output, "output", "产出指标", "output", ["产出", "项目产出"];
        Cost, "cost", "成本指标", "cost", ["成本"];
        Benefit, "benefit", "效益指标", "benefit", ["效益", "效果指标", "项目效益"];
        Satisfaction, "satisfaction", "满意度指标", "satisfaction", ["满意度", "服务对象满意度"];
    }
}

vocabulary! {
    /// A first-level indicator (一级指标) of a department's form (部门整体支出).
    DepartmentLevel {
        Management, "management", "部门管理", "management", [];
        Duties, "duties", "履职效果", "duties performed", ["履职效果指标", "部门履职效果"];
        Capacity, "capacity", "能力建设", "capacity", ["能力建设指标"];
        Satisfaction, "satisfaction", "服务对象满意度", "satisfaction", ["满意度", "满意度指标"];
    }
}

vocabulary! {
    /// What kind of thing an indicator measures (指标类别): the second levels of a project's form, and the execution rate.
    ///
    /// 经济成本, 社会成本 and 生态环境成本 are all [`Cost`](Self::Cost).
    IndicatorClass {
        Execution, "execution", "预算执行率", "budget execution", ["执行率", "预算执行", "资金执行率"];
        Quantity, "quantity", "数量指标", "quantity", ["数量"];
        Quality, "quality", "质量指标", "quality", ["质量"];
        Timeliness, "timeliness", "时效指标", "timeliness", ["时效"];
        Cost, "cost", "成本指标", "cost", ["成本", "经济成本", "经济成本指标", "社会成本", "社会成本指标", "生态环境成本", "生态环境成本指标"];
        Economic, "economic", "经济效益指标", "economic benefit", ["经济效益"];
        Social, "social", "社会效益指标", "social benefit", ["社会效益"];
        Ecological, "ecological", "生态效益指标", "ecological benefit", ["生态效益"];
        Sustainability, "sustainability", "可持续影响指标", "sustained effect", ["可持续影响", "可持续发展指标"];
        Satisfaction, "satisfaction", "服务对象满意度指标", "satisfaction", ["服务对象满意度", "满意度指标", "满意度"];
    }
}

vocabulary! {
    /// A method of giving points (赋分规则).
    Method {
        Direct, "direct", "直接赋分", "direct", [];
        Proportional, "proportional", "按完成比例赋分", "proportional", [];
        PassMark, "pass-mark", "设置及格门槛", "proportional with a pass mark", [];
        Levels, "levels", "按评判等级赋分", "levels", [];
        Bands, "bands", "分档赋分", "bands", ["满意度赋分"];
        Deduction, "deduction", "按步扣分", "deduction per step", [];
    }
}

vocabulary! {
    /// A rate (率) that a rule computes.
    RateId {
        Execution, "execution-rate", "预算执行率", "budget execution rate", ["预算完成率"];
        BasicExecution, "basic-execution-rate", "基本支出预算执行率", "basic spending execution rate", [];
        ProjectExecution, "project-execution-rate", "项目支出预算执行率", "project spending execution rate", [];
        BudgetCompletion, "budget-completion-rate", "预算完成率（结余法）", "budget completion rate, from balances", [];
        BudgetControl, "budget-control-rate", "预算控制率", "budget control rate", [];
        BudgetAdjustment, "budget-adjustment-rate", "预算调整率", "budget adjustment rate", [];
        PaymentProgress, "payment-progress-rate", "支付进度率", "payment progress rate", [];
        PublicFundsControl, "public-funds-control-rate", "公用经费控制率", "public funds control rate", [];
        ThreePublicControl, "three-public-control-rate", "“三公经费”控制率", "three-public control rate", ["三公经费控制率", "“三公”经费控制率"];
        ThreePublicChange, "three-public-change-rate", "“三公经费”变动率", "three-public change rate", ["三公经费变动率", "“三公”经费变动率"];
        CarryOver, "carry-over-rate", "结转结余率", "carry-over rate", [];
        CarryOverChange, "carry-over-change-rate", "结转结余变动率", "carry-over change rate", [];
        ProcurementExecution, "procurement-execution-rate", "政府采购执行率", "procurement execution rate", [];
        StaffingControl, "staffing-control-rate", "在职人员控制率", "staffing control rate", [];
        KeySpending, "key-spending-rate", "重点支出安排率", "key spending rate", [];
        FixedAssetUse, "fixed-asset-use-rate", "固定资产利用率", "fixed asset use rate", [];
        Completion, "completion-rate", "实际完成率", "completion rate", [];
        Timely, "timely-rate", "完成及时率", "timely completion rate", [];
        Quality, "quality-rate", "质量达标率", "quality attainment rate", [];
        KeyWork, "key-work-rate", "重点工作办结率", "key work completion rate", [];
        Arrival, "arrival-rate", "资金到位率", "fund arrival rate", [];
        CostSaving, "cost-saving-rate", "成本节约率", "cost saving rate", [];
        SelfEvaluationCoverage, "self-evaluation-coverage", "自评覆盖率", "self-evaluation coverage", ["绩效自评覆盖率"];
    }
}

vocabulary! {
    /// Where a figure comes from.
    Source {
        Reported, "reported", "填报", "reported by the unit", [];
        Published, "published", "已公布", "published", [];
        Constructed, "constructed", "构造", "constructed for a demonstration", [];
    }
}

vocabulary! {
    /// A grade (评价等级).
    Grade {
        Excellent, "excellent", "优", "excellent", ["优秀"];
        Good, "good", "良", "good", ["良好"];
        Fair, "fair", "中", "fair", ["中等"];
        Poor, "poor", "差", "poor", ["较差"];
    }
}

vocabulary! {
    /// A figure that reports state (已载明的数据).
    Figure {
        DepartmentInitial, "department.initial", "部门年初预算数", "department initial budget", [];
        DepartmentBudget, "department.budget", "部门全年预算数", "department budget", [];
        DepartmentExecuted, "department.executed", "部门全年执行数", "department executed amount", [];
        DepartmentExecutionRate, "department.execution-rate", "部门预算执行率", "department execution rate", [];
        BasicExecutionRate, "department.basic-execution-rate", "基本支出预算执行率", "basic spending execution rate", [];
        ProjectExecutionRate, "department.project-execution-rate", "项目支出预算执行率", "project spending execution rate", [];
        ThreePublicControlRate, "department.three-public-control-rate", "“三公经费”控制率", "three-public control rate", [];
        ThreePublicDeviation, "department.three-public-deviation", "“三公经费”控制率偏离", "three-public control rate off its target", [];
        CarryOverChangeRate, "department.carry-over-change-rate", "结转结余变动率", "carry-over change rate", [];
        DepartmentTotal, "department.total", "部门整体自评总分", "department total", [];
        DepartmentGrade, "department.grade", "部门整体自评等级", "department grade", [];
        ProjectsInitial, "projects.initial", "项目年初预算数合计", "initial budget of all projects", [];
        ProjectsBudget, "projects.budget", "项目全年预算数合计", "budget of all projects", [];
        ProjectsExecuted, "projects.executed", "项目全年执行数合计", "executed amount of all projects", [];
        ProjectsExecutionRate, "projects.execution-rate", "项目预算执行率", "execution rate of all projects", [];
        ProjectsBudgeted, "projects.budgeted", "预算项目数", "budgeted projects", [];
        ProjectsEvaluated, "projects.evaluated", "自评项目数", "evaluated projects", [];
        ProjectsCoverage, "projects.coverage", "自评覆盖率", "coverage", [];
        GradeExcellent, "projects.grade.优", "“优”的项目数", "projects graded excellent", [];
        GradeGood, "projects.grade.良", "“良”的项目数", "projects graded good", [];
        GradeFair, "projects.grade.中", "“中”的项目数", "projects graded fair", [];
        GradePoor, "projects.grade.差", "“差”的项目数", "projects graded poor", [];
        ProjectsDeviations, "projects.deviations", "偏差说明项数", "projects with deviations", ["偏离说明项数"];
        ProjectInitial, "project.initial", "本项目年初预算数", "initial budget of one project", [];
        ProjectBudget, "project.budget", "本项目全年预算数", "budget of one project", [];
        ProjectExecuted, "project.executed", "本项目全年执行数", "executed amount of one project", [];
        ProjectRate, "project.execution-rate", "本项目预算执行率", "execution rate of one project", [];
        ProjectTotal, "project.total", "本项目自评总分", "total of one project", [];
        ProjectGrade, "project.grade", "本项目自评等级", "grade of one project", [];
    }
}

/// What kind of value a [`Figure`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    /// Money.
    Amount,
    /// A rate, or a distance between two.
    Percent,
    /// Points.
    Points,
    /// A count.
    Count,
    /// A grade.
    Grade,
}

impl Figure {
    /// What kind of value it is.
    pub const fn kind(self) -> FigureKind {
        match self {
            Self::DepartmentInitial
            | Self::DepartmentBudget
            | Self::DepartmentExecuted
            | Self::ProjectsInitial
            | Self::ProjectsBudget
            | Self::ProjectsExecuted
            | Self::ProjectInitial
            | Self::ProjectBudget
            | Self::ProjectExecuted => FigureKind::Amount,
            Self::DepartmentTotal | Self::ProjectTotal => FigureKind::Points,
            Self::DepartmentGrade | Self::ProjectGrade => FigureKind::Grade,
            Self::ProjectsBudgeted
            | Self::ProjectsEvaluated
            | Self::GradeExcellent
            | Self::GradeGood
            | Self::GradeFair
            | Self::GradePoor
            | Self::ProjectsDeviations => FigureKind::Count,
            _ => FigureKind::Percent,
        }
    }

    /// Is it a figure of one project?
    pub const fn is_of_one_project(self) -> bool {
        matches!(
            self,
            Self::ProjectInitial
                | Self::ProjectBudget
                | Self::ProjectExecuted
                | Self::ProjectRate
                | Self::ProjectTotal
                | Self::ProjectGrade
        )
    }
}

impl core::fmt::Display for Grade {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.term())
    }
}
