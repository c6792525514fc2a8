//! The input or the call is wrong: what is said, and status 2.

use std::process::ExitCode;

use jixiao::model::{Bilingual, Lang, Speak};
use jixiao::scoring::policy::PolicyError;

use crate::columns::{PAGE, width, wrap};

/// Why the command could not be done. The message says the place and the mend.
pub(crate) struct Failure(Bilingual);

impl Failure {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Bilingual::new(zh, en))
    }

    /// What is wrong in a few words and a list, on lines that fit the page: nobody looks for a place in it.
    pub(crate) fn on_page(said: &Bilingual) -> Self {
        let fit = |text: &str, lang: Lang| {
            let lines = wrap(&format!("{}{text}", opening(lang)), PAGE).join("\n");
            let text = lines.strip_prefix(opening(lang));
            text.unwrap_or(&lines).to_string()
        };
        Self::new(fit(&said.zh, Lang::Chinese), fit(&said.en, Lang::English))
    }

    /// The same, and behind it where to read on: on a line of its own where it would not fit.
    pub(crate) fn followed_by(self, hint: &Bilingual) -> Self {
        let join = |lang: Lang, gap: &str| {
            let text = self.0.get(lang);
            let begin = if text.contains('\n') {
                ""
            } else {
                opening(lang)
            };
            let last = text.lines().last().unwrap_or_default();
            let hint = hint.get(lang);
            let wide = width(begin) + width(last) + width(gap) + width(hint);
            let gap = if wide > PAGE { "\n" } else { gap };
            format!("{text}{gap}{hint}")
        };
        Self::new(join(Lang::Chinese, ""), join(Lang::English, " "))
    }

    /// Says it on stderr.
    pub(crate) fn report(&self, lang: Lang) -> ExitCode {
        eprintln!("{}{}", opening(lang), self.0.get(lang));
        ExitCode::from(2)
    }
}

fn opening(lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => "错误：",
        Lang::English => "error: ",
    }
}

impl From<Bilingual> for Failure {
    fn from(said: Bilingual) -> Self {
        Self(said)
    }
}

impl From<jixiao::Error> for Failure {
    fn from(error: jixiao::Error) -> Self {
        let said = error.speak();
        match error {
            jixiao::Error::Policy(PolicyError::UnknownId { .. }) => Self::on_page(&said),
            _ => Self(said),
        }
    }
}

impl From<jixiao::scoring::rules::InputError> for Failure {
    fn from(error: jixiao::scoring::rules::InputError) -> Self {
        Self(error.speak())
    }
}

impl From<jixiao::review::ReviewError> for Failure {
    fn from(error: jixiao::review::ReviewError) -> Self {
        Self(error.speak())
    }
}

impl From<jixiao::export::ExportError> for Failure {
    fn from(error: jixiao::export::ExportError) -> Self {
        Self(error.speak())
    }
}
