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
        Output, "output", "产出指标", "output", ["产出"];
        Cost, "cost", "成本指标", "cost", ["成本"];
        Benefit, "benefit", "效益指标", "benefit", ["效益", "效果指标"];
        Satisfaction, "satisfaction", "满意度指标", "satisfaction", ["满意度", "服务对象满意度"];
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
    /// A rate (率) that a rule computes from the amounts of the department's form.
    RateId {
        Execution, "execution-rate", "预算执行率", "budget execution rate", ["预算完成率"];
        BasicExecution, "basic-execution-rate", "基本支出预算执行率", "basic spending execution rate", [];
        ProjectExecution, "project-execution-rate", "项目支出预算执行率", "project spending execution rate", [];
        ThreePublicControl, "three-public-control-rate", "“三公经费”控制率", "three-public control rate", ["三公经费控制率", "“三公”经费控制率"];
        CarryOverChange, "carry-over-change-rate", "结转结余变动率", "carry-over change rate", [];
        StaffingControl, "staffing-control-rate", "在职人员控制率", "staffing control rate", [];
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

impl core::fmt::Display for Grade {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.term())
    }
}
