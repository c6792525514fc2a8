//! What can go wrong between a unit's files and its annexes.

use std::io;
use std::path::{Path, PathBuf};

use jixiao_model::{Bilingual, Speak};

/// Why a self-evaluation could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The files of the unit cannot be read; every problem of every file is in it.
    #[cfg(feature = "import")]
    #[error(transparent)]
    Import(#[from] jixiao_import::ImportError),
    /// The policy is not known or cannot be read.
    #[error(transparent)]
    Policy(#[from] jixiao_scoring::policy::PolicyError),
    /// The file of the policy, or of one that it extends, cannot be read.
    #[error("the policy file {} cannot be read: {error}", .path.display())]
    PolicyFile {
        /// The file.
        path: PathBuf,
        /// Why.
        error: UnreadableFile,
    },
    /// The catalogue of causes and remedies cannot be read.
    #[cfg(feature = "review")]
    #[error(transparent)]
    Catalogue(#[from] jixiao_catalogue::CatalogueError),
    /// A team's own file of causes and remedies cannot be read.
    #[cfg(feature = "review")]
    #[error("the catalogue file {} cannot be read: {error}", .path.display())]
    CatalogueFile {
        /// The file.
        path: PathBuf,
        /// Why.
        error: UnreadableFile,
    },
    /// A sum does not fit.
    #[error(transparent)]
    Evaluation(#[from] jixiao_scoring::EvaluationError),
    /// A what-if changes what is not there, or into what cannot be.
    #[error(transparent)]
    Change(#[from] crate::what_if::ChangeError),
    /// A name leads to no project, or to several.
    #[error(transparent)]
    Find(#[from] crate::FindError),
    /// An `evaluation.json` cannot be read, or does not hold what is compared.
    #[cfg(all(feature = "import", feature = "export"))]
    #[error("`{}`: {error}", .path.display())]
    EvaluationFile {
        /// The file.
        path: PathBuf,
        /// Why.
        error: crate::years::EvaluationFileError,
    },
    /// The annexes cannot be made or written.
    #[cfg(feature = "export")]
    #[error(transparent)]
    Export(#[from] jixiao_export::ExportError),
}

/// Why the text of a file cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnreadableFile {
    /// It cannot be opened or read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is a device, a pipe or the like, which may never end.
    #[error("it is no regular file")]
    NotRegular,
    /// It has more bytes than are read.
    #[error("it is longer than {} MiB", .most / (1024 * 1024))]
    TooLarge {
        /// The most bytes.
        most: usize,
    },
    /// It is not encoded as UTF-8.
    #[error("it is not UTF-8 from line {line} on")]
    NotUtf8 {
        /// The first line that is not, counted from one.
        line: usize,
    },
}

impl UnreadableFile {
    fn mend(&self) -> Bilingual {
        match self {
            Self::Io(_) => Bilingual::new("请核对路径和权限", "check the path and its permissions"),
            Self::NotRegular => Bilingual::new(
                "请先把内容存为 .toml 文件",
                "save what it holds as a .toml file first",
            ),
            Self::TooLarge { .. } => {
                Bilingual::new("请核对是否选对了文件", "check that it is the right file")
            }
            Self::NotUtf8 { .. } => Bilingual::new(
                "请用文本编辑器另存为 UTF-8 编码",
                "save it as UTF-8 with a text editor",
            ),
        }
    }
}

impl Speak for UnreadableFile {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::Io(error) => return error.speak(),
            Self::NotRegular => "不是普通文件".into(),
            Self::TooLarge { most } => format!("文件超过 {} MiB", most / (1024 * 1024)),
            Self::NotUtf8 { line } => format!("文件不是 UTF-8 编码，从第 {line} 行起无法读取"),
        };
        Bilingual::new(zh, format!("{self}"))
    }
}

impl Speak for Error {
    fn speak(&self) -> Bilingual {
        match self {
            #[cfg(feature = "import")]
            Self::Import(error) => error.speak(),
            Self::Policy(error) => error.speak(),
            Self::PolicyFile { path, error } => unreadable("政策文件", path, error, self),
            #[cfg(feature = "review")]
            Self::Catalogue(error) => error.speak(),
            #[cfg(feature = "review")]
            Self::CatalogueFile { path, error } => unreadable("目录文件", path, error, self),
            Self::Evaluation(error) => error.speak(),
            Self::Change(error) => error.speak(),
            Self::Find(error) => error.speak(),
            #[cfg(all(feature = "import", feature = "export"))]
            Self::EvaluationFile { path, error } => Bilingual::new(
                format!("“{}”：{}", path.display(), error.speak().zh),
                self.to_string(),
            ),
            #[cfg(feature = "export")]
            Self::Export(error) => error.speak(),
        }
    }
}

/// What file cannot be read, why, and how to mend it; `said` is the same in English without the mend.
fn unreadable(kind: &str, path: &Path, error: &UnreadableFile, said: &Error) -> Bilingual {
    let (why, mend) = (error.speak(), error.mend());
    let path = path.display();
    Bilingual::new(
        format!("{kind}“{path}”无法读取：{}；{}", why.zh, mend.zh),
        format!("{said}; {}", mend.en),
    )
}
