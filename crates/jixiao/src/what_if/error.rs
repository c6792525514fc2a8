//! Why a change cannot be made.

use jixiao_model::{Bilingual, ModelError, RateId, Speak};

use super::key::{DEPARTMENT, INDICATOR, PROJECT};
use crate::FindError;

/// A change that cannot be made, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.speak().en)]
#[non_exhaustive]
pub struct ChangeError {
    /// The change as it was written.
    pub change: String,
    /// Why it cannot be made.
    pub fault: ChangeFault,
}

impl ChangeError {
    pub(super) fn new(change: &str, fault: ChangeFault) -> Self {
        Self {
            change: change.into(),
            fault,
        }
    }
}

impl Speak for ChangeError {
    fn speak(&self) -> Bilingual {
        let (change, said) = (&self.change, self.fault.speak());
        Bilingual::new(
            format!("“{change}”：{}", said.zh),
            format!("\"{change}\": {}", said.en),
        )
    }
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeFault {
    /// There is no `=`.
    #[error("there is no value; write ADDRESS.KEY=VALUE, such as 18/NAME.actual=95%")]
    NoValue,
    /// What stands before `=` ends with no key.
    #[error(
        "\"{found}\" is no key of a value; keys of an indicator: {}; of a project: {}; of the department: {}",
        of_indicator().join(", "), of_project().join(", "), DEPARTMENT.join(", ")
    )]
    UnknownKey {
        /// What stood in its place.
        found: String,
    },
    /// The key is one of an indicator, and the address names none.
    #[error("`{key}` belongs to an indicator; write PROJECT/INDICATOR.{key}=VALUE")]
    NoIndicator {
        /// The key.
        key: &'static str,
    },
    /// No project or indicator of that name, or several.
    #[error(transparent)]
    NotFound(#[from] FindError),
    /// The submission has no form of the department.
    #[error("the dataset has no form of the department; name a project by its number or name")]
    NoDepartment,
    /// The form has no such amount.
    #[error("the form has no `{key}` to replace; it has: {}", .known.join(", "))]
    NotInForm {
        /// The key.
        key: &'static str,
        /// The keys of what can be replaced there.
        known: Vec<&'static str>,
    },
    /// The project has several sources of funds, and the key names none.
    #[error("the project has several sources of funds; name one of: {}", .known.join(", "))]
    SeveralSources {
        /// The keys with their sources.
        known: Vec<&'static str>,
    },
    /// A rule computes the indicator's actual.
    #[error("the rule `{}` computes this actual from amounts; set these instead, at 部门: {}", .rule.id(), .amounts.join(", "))]
    ComputedByRule {
        /// The rule.
        rule: RateId,
        /// The keys of the amounts that it reads.
        amounts: Vec<&'static str>,
    },
    /// The value cannot be.
    #[error("`{key}`: {error}")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong with it.
        error: ModelError,
    },
}

fn of_indicator() -> Vec<&'static str> {
    INDICATOR.iter().map(|(key, _)| *key).collect()
}

fn of_project() -> Vec<&'static str> {
    PROJECT.iter().map(|(key, ..)| *key).collect()
}

impl Speak for ChangeFault {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NoValue => "缺少值；请写成“地址.键=值”，如 18/指标名.actual=95%".into(),
            Self::UnknownKey { found } => format!(
                "“{found}”不是可设定的键；指标：{}；项目：{}；部门：{}",
                of_indicator().join("、"),
                of_project().join("、"),
                DEPARTMENT.join("、")
            ),
            Self::NoIndicator { key } => {
                format!("{key} 属于指标，请写成“项目/指标.{key}=值”")
            }
            Self::NotFound(error) => return error.speak(),
            Self::NoDepartment => "数据集没有部门整体支出自评表，请用序号或名称指定项目".into(),
            Self::NotInForm { key, known } => {
                format!("这张表没有 {key} 可改；可改的有：{}", known.join("、"))
            }
            Self::SeveralSources { known } => {
                format!("项目有几项资金来源，请写明其一：{}", known.join("、"))
            }
            Self::ComputedByRule { rule, amounts } => format!(
                "实际完成值由规则 {}（{}）从金额算出，请改设部门的：{}",
                rule.id(),
                rule.term(),
                amounts.join("、")
            ),
            Self::Value { key, error } => format!("{key}：{}", error.speak().zh),
        };
        let en = match self {
            Self::Value { key, error } => format!("`{key}`: {}", error.speak().en),
            other => other.to_string(),
        };
        Bilingual::new(zh, en)
    }
}
