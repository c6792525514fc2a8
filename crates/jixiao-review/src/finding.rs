//! A finding: what an auditor would object to, where, and how to mend it.

use std::fmt;
use std::sync::Arc;

use jixiao_model::{Bilingual, Lang, Place, ProjectForm};

/// The stable code of a check, such as `JX001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub(crate) u16);

impl Code {
    /// How the codes of its group begin, such as `JX0`.
    pub(crate) fn group(self) -> String {
        format!("JX{}", self.0 / 100)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JX{:03}", self.0)
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: worth a look.
    Note,
    /// 警告: to be explained or mended.
    Warning,
    /// 错误: the submission cannot stand so.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`, as data files have it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The Chinese word.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// The form that a finding concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concerned {
    /// That of a project. Two may bear one name; the number tells them apart.
    Project {
        /// 序号.
        number: u32,
        /// 项目名称.
        name: String,
    },
    /// 部门整体支出自评表.
    Department,
}

impl Concerned {
    /// 序号 of the project; none for the department's form.
    pub const fn number(&self) -> Option<u32> {
        match self {
            Self::Project { number, .. } => Some(*number),
            Self::Department => None,
        }
    }

    /// 项目名称; none for the department's form.
    pub fn project(&self) -> Option<&str> {
        match self {
            Self::Project { name, .. } => Some(name),
            Self::Department => None,
        }
    }

    /// As a sentence names it: a project's name in quotes.
    pub fn quoted(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Project { name, .. }, Lang::Chinese) => format!("“{name}”"),
            (Self::Project { name, .. }, Lang::English) => format!("\"{name}\""),
            (Self::Department, Lang::Chinese) => DEPARTMENT.to_string(),
            (Self::Department, Lang::English) => "the department's form".to_string(),
        }
    }
}

/// What stands for the name of a project where a finding concerns the department's form.
const DEPARTMENT: &str = "部门整体支出";

impl From<&ProjectForm> for Concerned {
    fn from(form: &ProjectForm) -> Self {
        Self::Project {
            number: form.number,
            name: form.name.value.to_string(),
        }
    }
}

impl fmt::Display for Concerned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.project().unwrap_or(DEPARTMENT))
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check's stable code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// The form that it concerns; none for the unit as a whole.
    pub project: Option<Concerned>,
    /// What of the form it concerns: an indicator, a rate or a stated figure, by its name; none for the form as a whole.
    pub indicator: Option<String>,
    /// What is wrong, in a sentence.
    pub message: Bilingual,
    /// What was expected, in a few words.
    pub expected: Bilingual,
    /// What was found, in a few words.
    pub found: Bilingual,
    /// How to mend it.
    pub mend: Bilingual,
    /// Where it stands, when it was read from a file.
    pub place: Option<Arc<Place>>,
}

impl Finding {
    /// The finding on one line: level, code, project, message, remedy and place.
    pub fn render(&self, lang: Lang) -> String {
        let (level, project) = match lang {
            Lang::Chinese => (
                self.severity.term(),
                self.project
                    .as_ref()
                    .map(|form| format!("{}：", form.quoted(lang))),
            ),
            Lang::English => (
                self.severity.id(),
                self.project.as_ref().map(|form| match form.project() {
                    Some(name) => format!("{name}: "),
                    None => format!("{}: ", form.quoted(lang)),
                }),
            ),
        };
        let project = project.unwrap_or_default();
        let (message, mend) = (self.message.get(lang), self.mend.get(lang));
        let place = self.place.as_ref().map(|place| format!(" [{place}]"));
        let place = place.unwrap_or_default();
        match lang {
            Lang::Chinese => format!("{level} {}  {project}{message}；{mend}{place}", self.code),
            Lang::English => format!("{level} {}  {project}{message}; {mend}{place}", self.code),
        }
    }
}
