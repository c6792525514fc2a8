//! The input or the call is wrong: what is said, and status 2.

use std::process::ExitCode;

use jixiao::model::{Bilingual, Lang, Speak};

/// Why the command could not be done. The message says the place and the mend.
pub(crate) struct Failure(Bilingual);

impl Failure {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Bilingual::new(zh, en))
    }

    /// Says it on stderr.
    pub(crate) fn report(&self, lang: Lang) -> ExitCode {
        match lang {
            Lang::Chinese => eprintln!("错误：{}", self.0.zh),
            Lang::English => eprintln!("error: {}", self.0.en),
        }
        ExitCode::from(2)
    }
}

impl From<Bilingual> for Failure {
    fn from(said: Bilingual) -> Self {
        Self(said)
    }
}

impl From<jixiao::Error> for Failure {
    fn from(error: jixiao::Error) -> Self {
        Self(error.speak())
    }
}

impl From<jixiao::scoring::rules::InputError> for Failure {
    fn from(error: jixiao::scoring::rules::InputError) -> Self {
        Self(error.speak())
    }
}

impl From<jixiao::export::ExportError> for Failure {
    fn from(error: jixiao::export::ExportError) -> Self {
        Self(error.speak())
    }
}
