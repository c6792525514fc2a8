//! Why a change cannot be made.

use std::borrow::Cow;

use jixiao_model::{Bilingual, ModelError, RateId, Speak};
use jixiao_scoring::ScoreError;

use super::key::{self, DEPARTMENT, INDICATOR, PROJECT, Written};
use crate::FindError;

/// A change that cannot be made, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.speak().en)]
#[non_exhaustive]
pub struct ChangeError {
    /// The change as it was written.
    pub change: String,
    /// Why it cannot be made.
    pub fault: Box<ChangeFault>,
}

impl ChangeError {
    pub(super) fn new(change: &str, fault: ChangeFault) -> Self {
        Self {
            change: change.into(),
            fault: fault.into(),
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

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Addressed {
    /// An indicator, of a project or of the department.
    Indicator,
    /// A project.
    Project,
    /// The department.
    Department,
    /// The figures of a rate of the department, in `[department.rates.ID]`.
    Rate(RateId),
}

impl Addressed {
    /// What it may be where nothing is known of it.
    const ANY: [Self; 3] = [Self::Indicator, Self::Project, Self::Department];

    fn keys(self) -> Vec<Written> {
        let fixed =
            |keys: &mut dyn Iterator<Item = &'static str>| keys.map(Cow::Borrowed).collect();
        match self {
            Self::Indicator => fixed(&mut INDICATOR.iter().map(|(key, _)| *key)),
            Self::Project => fixed(&mut PROJECT.iter().map(|(key, ..)| *key)),
            Self::Department => fixed(&mut DEPARTMENT.into_iter().chain(["rates.ID.KEY"])),
            Self::Rate(rate) => key::of_figures(rate),
        }
    }
}

impl Speak for Addressed {
    fn speak(&self) -> Bilingual {
        match self {
            Self::Indicator => Bilingual::new("指标", "an indicator"),
            Self::Project => Bilingual::new("项目", "a project"),
            Self::Department => Bilingual::new("部门", "the department"),
            Self::Rate(rate) => Bilingual::new(rate.term(), format!("the {}", rate.english())),
        }
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
    #[error("\"{found}\" is no key of a value; {}", keys_in_english(*.of))]
    UnknownKey {
        /// What stood in its place.
        found: String,
        /// What the address leads to; `None` where it does not tell.
        of: Option<Addressed>,
    },
    /// The key is one of an indicator, and the address names none.
    #[error("`{key}` belongs to an indicator; write PROJECT/INDICATOR.{key}=VALUE")]
    NoIndicator {
        /// The key.
        key: Cow<'static, str>,
    },
    /// No project or indicator of that name, or several.
    #[error(transparent)]
    NotFound(#[from] FindError),
    /// The submission has no form of the department.
    #[error("the dataset has no form of the department; name a project by its number or name")]
    NoDepartment,
    /// The form has no such amount.
    #[error("the form has no `{key}` to replace; it has:{}", listed(.known, ", "))]
    NotInForm {
        /// The key.
        key: Cow<'static, str>,
        /// The keys of what can be replaced there.
        known: Vec<Cow<'static, str>>,
    },
    /// The project has several sources of funds, and the key names none.
    #[error("the project has several sources of funds; name one of:{}", listed(.known, ", "))]
    SeveralSources {
        /// The keys with their sources.
        known: Vec<Cow<'static, str>>,
    },
    /// A rule computes the indicator's actual.
    #[error("the rule `{}` computes this actual {}", .rule.id(), amounts_in_english(*.rule, .amounts))]
    ComputedByRule {
        /// The rule.
        rule: RateId,
        /// The keys of those amounts that it reads and the form has.
        amounts: Vec<Cow<'static, str>>,
    },
    /// The value cannot be.
    #[error("`{key}`: {error}")]
    Value {
        /// The key.
        key: Cow<'static, str>,
        /// What is wrong with it.
        error: ModelError,
    },
}

fn keys_in_english(of: Option<Addressed>) -> String {
    let lists = kinds(of).into_iter().map(|kind| {
        let keys = listed(&kind.keys(), ", ");
        format!("keys of {}:{keys}", kind.speak().en)
    });
    lists.collect::<Vec<_>>().join("\n")
}

fn kinds(of: Option<Addressed>) -> Vec<Addressed> {
    of.map_or_else(|| Addressed::ANY.to_vec(), |kind| vec![kind])
}

fn amounts_in_english(rule: RateId, amounts: &[Written]) -> String {
    let mend = match listed(amounts, ", ") {
        none if none.is_empty() => missing(rule).en,
        keys => format!("set these instead, at 部门:{keys}"),
    };
    format!("from amounts; {mend}")
}

/// Nothing can be set in place of an actual whose rule finds no amounts.
fn missing(rule: RateId) -> Bilingual {
    ScoreError::MissingAmounts.speak_of(Some(rule))
}

/// Keys on lines of their own, which fit a terminal of 80 columns.
fn listed(keys: &[Written], comma: &str) -> String {
    /// Of a line, of what stands before its keys, and of a comma in either language.
    const LINE: usize = 80;
    const INDENT: usize = 2;
    const COMMA: usize = 2;
    let mut text = String::new();
    let mut taken = LINE;
    for (index, key) in keys.iter().enumerate() {
        let is_last = index.saturating_add(1) == keys.len();
        let width = key.len().saturating_add(if is_last { 0 } else { COMMA });
        taken = taken.saturating_add(width);
        if taken > LINE {
            text.truncate(text.trim_end().len());
            text.push_str("\n  ");
            taken = width.saturating_add(INDENT);
        }
        text.push_str(key);
        text.push_str(if is_last { "" } else { comma });
    }
    text
}

impl Speak for ChangeFault {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NoValue => "缺少值；请写成“地址.键=值”，如 18/指标名.actual=95%".into(),
            Self::UnknownKey { found, of } => {
                let lists = kinds(*of).into_iter().map(|kind| {
                    let keys = listed(&kind.keys(), "、");
                    format!("{}的键：{keys}", kind.speak().zh)
                });
                let lists = lists.collect::<Vec<_>>().join("\n");
                format!("“{found}”不是可设定的键；{lists}")
            }
            Self::NoIndicator { key } => {
                format!("{key} 属于指标，请写成“项目/指标.{key}=值”")
            }
            Self::NotFound(error) => return error.speak(),
            Self::NoDepartment => "数据集没有部门整体支出自评表，请用序号或名称指定项目".into(),
            Self::NotInForm { key, known } => {
                format!("这张表没有 {key} 可改；可改的有：{}", listed(known, "、"))
            }
            Self::SeveralSources { known } => {
                format!("项目有几项资金来源，请写明其一：{}", listed(known, "、"))
            }
            Self::ComputedByRule { rule, amounts } => {
                let mend = match listed(amounts, "、") {
                    none if none.is_empty() => missing(*rule).zh,
                    keys => format!("请改设部门的：{keys}"),
                };
                let (id, term) = (rule.id(), rule.term());
                format!("实际完成值由规则 {id}（{term}）从金额算出，{mend}")
            }
            Self::Value { key, error } => format!("{key}：{}", error.speak().zh),
        };
        let en = match self {
            Self::Value { key, error } => format!("`{key}`: {}", error.speak().en),
            other => other.to_string(),
        };
        Bilingual::new(zh, en)
    }
}
