//! The two languages in which the project speaks to people.

use alloc::string::String;

/// The language of a message: Chinese for the clerk and the official, English for the developer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 中文, the default.
    #[default]
    Chinese,
    /// English.
    English,
}

/// One message in both languages.
///
/// ```
/// use jixiao_model::{Bilingual, Lang};
/// let text = Bilingual::new("缺少名称", "the name is missing");
/// assert_eq!(text.get(Lang::Chinese), "缺少名称");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bilingual {
    /// The Chinese text.
    pub zh: String,
    /// The English text.
    pub en: String,
}

impl Bilingual {
    /// A message from its Chinese and its English text.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Chinese => &self.zh,
            Lang::English => &self.en,
        }
    }
}

/// Something that can be said in both languages: every error of the project can.
pub trait Speak {
    /// What it says, in both languages.
    fn speak(&self) -> Bilingual;
}

impl Speak for Bilingual {
    fn speak(&self) -> Bilingual {
        self.clone()
    }
}
