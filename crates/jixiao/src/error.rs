//! What can go wrong between a unit's files and its annexes.

use std::path::PathBuf;

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
    /// The file of the policy cannot be opened.
    #[error("the policy file {} cannot be read: {error}", .path.display())]
    PolicyFile {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
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
    /// The annexes cannot be made or written.
    #[cfg(feature = "export")]
    #[error(transparent)]
    Export(#[from] jixiao_export::ExportError),
}

impl Speak for Error {
    fn speak(&self) -> Bilingual {
        match self {
            #[cfg(feature = "import")]
            Self::Import(error) => error.speak(),
            Self::Policy(error) => error.speak(),
            Self::PolicyFile { path, error } => Bilingual::new(
                format!(
                    "政策文件“{}”无法读取：{error}；请核对路径和权限",
                    path.display()
                ),
                format!("{self}; check the path and its permissions"),
            ),
            Self::Evaluation(error) => error.speak(),
            Self::Change(error) => error.speak(),
            Self::Find(error) => error.speak(),
            #[cfg(feature = "export")]
            Self::Export(error) => error.speak(),
        }
    }
}
