//! Finding a project or an indicator by what a person types.

use std::fmt::Write;

use jixiao_model::{Bilingual, Indicator, ProjectForm, Speak, normalise};

/// So many names a message lists.
const MOST: usize = 50;

/// Why a name leads to no project or indicator, or to several.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FindError {
    /// No project fits.
    #[error("there is no project \"{wanted}\"; the dataset has:{}", listed(.known))]
    NoProject {
        /// What was asked for.
        wanted: String,
        /// Number and name of every project.
        known: Vec<String>,
    },
    /// Several projects fit.
    #[error("{} projects fit \"{wanted}\"; name one by its number:{}", .fitting.len(), listed(.fitting))]
    SeveralProjects {
        /// What was asked for.
        wanted: String,
        /// Number and name of those that fit.
        fitting: Vec<String>,
    },
    /// No indicator of the form fits.
    #[error("there is no indicator \"{wanted}\"; the form has:{}", listed(.known))]
    NoIndicator {
        /// What was asked for.
        wanted: String,
        /// The names of the form's indicators.
        known: Vec<String>,
    },
    /// Several indicators of the form fit.
    #[error("{} indicators fit \"{wanted}\"; write more of the name, and where two bear one name, rename one:{}", .fitting.len(), listed(.fitting))]
    SeveralIndicators {
        /// What was asked for.
        wanted: String,
        /// The names of those that fit.
        fitting: Vec<String>,
    },
}

impl Speak for FindError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NoProject { wanted, known } => {
                format!("没有项目“{wanted}”；数据集中的项目：{}", listed(known))
            }
            Self::SeveralProjects { wanted, fitting } => format!(
                "有 {} 个项目符合“{wanted}”，请用序号指定：{}",
                fitting.len(),
                listed(fitting)
            ),
            Self::NoIndicator { wanted, known } => {
                format!("没有指标“{wanted}”；这张表的指标：{}", listed(known))
            }
            Self::SeveralIndicators { wanted, fitting } => format!(
                "有 {} 个指标符合“{wanted}”，请写出更多的字；同名的请先改名：{}",
                fitting.len(),
                listed(fitting)
            ),
        };
        Bilingual::new(zh, self.to_string())
    }
}

fn listed(names: &[String]) -> String {
    let mut text = String::new();
    for name in names.iter().take(MOST) {
        text.push_str("\n  ");
        text.push_str(name);
    }
    if names.len() > MOST {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n  … ({})", names.len());
    }
    text
}

/// The index of the project of a 序号, of a name, or of a part of a name that only it has; in this order.
///
/// # Errors
/// [`FindError::NoProject`] and [`FindError::SeveralProjects`].
pub fn find_project(projects: &[ProjectForm], wanted: &str) -> Result<usize, FindError> {
    let plain = normalise(wanted);
    let name = |form: &ProjectForm| normalise(form.name.value.as_str());
    let found = [
        those(projects, |form| plain.parse() == Ok(form.number)),
        those(projects, |form| name(form) == plain),
        those(projects, |form| {
            !plain.is_empty() && name(form).contains(&plain)
        }),
    ];
    let shown = |form: &ProjectForm| format!("{} {}", form.number, form.name.value);
    match found.into_iter().find(|found| !found.is_empty()).as_deref() {
        Some([one]) => Ok(*one),
        Some(several) => Err(FindError::SeveralProjects {
            wanted: wanted.into(),
            fitting: picked(projects, several).map(shown).collect(),
        }),
        None => Err(FindError::NoProject {
            wanted: wanted.into(),
            known: projects.iter().map(shown).collect(),
        }),
    }
}

/// The index of the indicator of a name, or of a part of a name that only it has; in this order.
///
/// # Errors
/// [`FindError::NoIndicator`] and [`FindError::SeveralIndicators`].
pub fn find_indicator(indicators: &[Indicator], wanted: &str) -> Result<usize, FindError> {
    let plain = normalise(wanted);
    let name = |indicator: &Indicator| normalise(indicator.name.value.as_str());
    let found = [
        those(indicators, |indicator| name(indicator) == plain),
        those(indicators, |indicator| {
            !plain.is_empty() && name(indicator).contains(&plain)
        }),
    ];
    let shown = |indicator: &Indicator| indicator.name.value.to_string();
    match found.into_iter().find(|found| !found.is_empty()).as_deref() {
        Some([one]) => Ok(*one),
        Some(several) => Err(FindError::SeveralIndicators {
            wanted: wanted.into(),
            fitting: picked(indicators, several).map(shown).collect(),
        }),
        None => Err(FindError::NoIndicator {
            wanted: wanted.into(),
            known: indicators.iter().map(shown).collect(),
        }),
    }
}

fn those<T>(all: &[T], fits: impl Fn(&T) -> bool) -> Vec<usize> {
    let fitting = all.iter().enumerate().filter(|(_, one)| fits(one));
    fitting.map(|(index, _)| index).collect()
}

fn picked<'a, T>(all: &'a [T], indices: &'a [usize]) -> impl Iterator<Item = &'a T> {
    indices.iter().filter_map(|index| all.get(*index))
}
