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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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

#[cfg(feature = "std")]
impl Speak for std::io::Error {
    fn speak(&self) -> Bilingual {
        use std::io::ErrorKind;
        let zh = match self.kind() {
            ErrorKind::NotFound => "没有这个文件或文件夹",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "没有权限",
            ErrorKind::AlreadyExists => "同名的文件已经存在",
            ErrorKind::NotADirectory => "路径中有一段不是文件夹",
            ErrorKind::IsADirectory => "这是文件夹，不是文件",
            ErrorKind::StorageFull => "磁盘空间不足",
            ErrorKind::InvalidData => "文件不是 UTF-8 编码的文字",
            _ => {
                return Bilingual::new(
                    alloc::format!("系统报告：{self}"),
                    alloc::format!("{self}"),
                );
            }
        };
        Bilingual::new(zh, alloc::format!("{self}"))
    }
}
