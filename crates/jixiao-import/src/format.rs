//! Which texts can be read, told by the ending of their names.

use jixiao_keyed::{Document, Problem, ProblemKind, parse_json, parse_toml};
use jixiao_model::{Bilingual, Place};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Toml,
    Json,
}

/// Endings of forms and tables that a unit may have, none of which can be read yet.
const FORMS: [&str; 10] = [
    "xlsx", "xls", "et", "ods", "docx", "doc", "wps", "odt", "pdf", "csv",
];

impl Format {
    /// The format of the file of that name, if it is one that can be read.
    pub(crate) fn of(name: &str) -> Option<Self> {
        match ending(name)?.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    pub(crate) fn parse(self, name: &str, text: &str) -> Result<Document, Vec<Problem>> {
        match self {
            Self::Toml => parse_toml(name, text),
            Self::Json => parse_json(name, text),
        }
    }
}

/// Is it a form or table that a unit may take for a dataset?
pub(crate) fn is_form(name: &str) -> bool {
    ending(name).is_some_and(|ending| FORMS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// What follows the last dot of a file's name, unless the dot begins it.
fn ending(name: &str) -> Option<&str> {
    let name = name.rsplit('/').next().unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.is_empty() => Some(ending),
        _ => None,
    }
}

/// The problem that a file or text of this name cannot be read.
pub(crate) fn unsupported(name: &str) -> Problem {
    let message = match ending(name) {
        Some(ending) => {
            let ending: String = ending
                .chars()
                .take(20)
                .flat_map(char::escape_debug)
                .collect();
            Bilingual::new(
                format!("还不能读取 .{ending} 文件，目前可读 .toml 和 .json"),
                format!("a .{ending} file cannot be read yet; what can be is .toml and .json"),
            )
        }
        None => Bilingual::new(
            "文件名没有扩展名，看不出格式；目前可读 .toml 和 .json",
            "the name has no ending that tells the format; what can be read is .toml and .json",
        ),
    };
    Problem::new(ProblemKind::Invalid, Place::file(name), message).with_mend(rewrite())
}

/// What to do with a form that cannot be read yet.
pub(crate) fn rewrite() -> Bilingual {
    Bilingual::new(
        "请按数据集格式把内容写入 .toml 或 .json 文件",
        "write what it holds into a .toml or .json file in the dataset format",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        let cases = [
            ("unit.toml", Some("toml")),
            ("a.b/unit.JSON", Some("JSON")),
            ("a.b/unit", None),
            (".toml", None),
            ("a/.toml", None),
            ("unit.", None),
            ("unit.toml.bak", Some("bak")),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(ending(name), expected, "{name}");
        }
        assert_eq!(Format::of("A.TOML"), Some(Format::Toml));
        assert_eq!(Format::of("a.Json"), Some(Format::Json));
        assert_eq!(Format::of("a.json5"), None);
        assert!(is_form("表.XLSX") && !is_form("README.md"));
    }
}
