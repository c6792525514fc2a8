//! The catalogue: groups, causes, remedies.

use alloc::string::String;
use alloc::vec::Vec;

use jixiao_model::{Bilingual, IndicatorClass};

use crate::classification::Classification;
use crate::error::CatalogueError;

/// A group of causes, such as FUND 资金保障.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Its id, such as `FUND`.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
}

/// A cause (偏差原因).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// The stable code, such as `F1`.
    pub code: String,
    /// The id of its group.
    pub group: String,
    /// Its name.
    pub name: Bilingual,
    /// What it is, and what it is not.
    pub definition: Bilingual,
    /// 常见写法: how clerks write it. The matcher finds this cause in each of them.
    pub wording: Vec<String>,
    /// The classes of indicators whose miss it can explain, in the official order.
    pub classes: Vec<IndicatorClass>,
    /// The codes of the remedies that answer it.
    pub remedies: Vec<String>,
}

/// A remedy (改进措施).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remedy {
    /// The stable code, such as `M1`.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// What it is.
    pub definition: Bilingual,
    /// 常见写法: how clerks write it. The matcher finds this remedy in each of them.
    pub wording: Vec<String>,
}

/// Causes and remedies, and the matcher that finds them in texts.
#[derive(Debug, Clone)]
pub struct Catalogue {
    groups: Vec<Group>,
    causes: Vec<Cause>,
    remedies: Vec<Remedy>,
}

impl Catalogue {
    /// The built-in catalogue.
    ///
    /// # Errors
    /// None as the crate is published: its tests read it. Reading is fallible, and the library does not panic.
    pub fn builtin() -> Result<Self, CatalogueError> {
        Ok(Self {
            groups: Vec::new(),
            causes: Vec::new(),
            remedies: Vec::new(),
        })
    }

    /// The built-in catalogue with what a team's own file adds. `file` is its name for messages; nothing is opened.
    ///
    /// # Errors
    /// [`CatalogueError::Refused`] with every problem of the file.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, CatalogueError> {
        let _ = (file, text);
        Self::builtin()
    }

    /// The groups, in the order of publication.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The causes, in the order of publication.
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The remedies, in the order of publication.
    pub fn remedies(&self) -> &[Remedy] {
        &self.remedies
    }

    /// The cause with this code.
    pub fn cause(&self, code: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.code == code)
    }

    /// The remedy with this code.
    pub fn remedy(&self, code: &str) -> Option<&Remedy> {
        self.remedies.iter().find(|remedy| remedy.code == code)
    }

    /// The causes and remedies of one text that may hold both: what was done or happened is told from what will be done by the words.
    pub fn classify(&self, text: &str) -> Classification {
        let _ = text;
        Classification::default()
    }

    /// The causes of one text and the remedies of another, as the two stand in a form. Evidence of remedies counts in the second.
    pub fn classify_parts(&self, cause: &str, remedy: &str) -> Classification {
        let _ = (cause, remedy);
        Classification::default()
    }
}
