//! Which texts can be read, told by the ending of their names.

use jixiao_keyed::{Document, Problem, ProblemKind, parse_json, parse_toml};
use jixiao_model::{Bilingual, Place};

/// How a file is read, told by the ending of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Toml,
    Json,
    /// A workbook, a document or a list of values with forms in it; which of them, its bytes tell.
    Tables,
    /// A form in a format that cannot be read: it is refused with what to do.
    Refused,
}

/// Endings of files with forms in them that can be read.
const TABLES: [&str; 8] = ["xlsx", "xlsm", "xls", "ods", "docx", "docm", "csv", "tsv"];

/// Endings of files that may hold a form, none of which can be read.
const REFUSED: [&str; 9] = [
    "xlsb", "et", "ett", "doc", "wps", "odt", "rtf", "ofd", "pdf",
];

impl Format {
    /// The format of the file of that name, if it is one that this crate knows of.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let ending = ending(name)?.to_ascii_lowercase();
        match ending.as_str() {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            ending if TABLES.contains(&ending) => Some(Self::Tables),
            ending if REFUSED.contains(&ending) => Some(Self::Refused),
            _ => None,
        }
    }
}

/// A text of a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    Toml,
    Json,
}

impl Syntax {
    pub(crate) fn parse(self, name: &str, text: &str) -> Result<Document, Vec<Problem>> {
        match self {
            Self::Toml => parse_toml(name, text),
            Self::Json => parse_json(name, text),
        }
    }
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
                format!("不能读取 .{ending} 文件；{READABLE}"),
                format!("a .{ending} file cannot be read; what can be is {READABLE_ENGLISH}"),
            )
        }
        None => Bilingual::new(
            format!("文件名没有扩展名，看不出格式；{READABLE}"),
            format!(
                "the name has no ending that tells the format; what can be read is {READABLE_ENGLISH}"
            ),
        ),
    };
    Problem::new(ProblemKind::Invalid, Place::file(name), message).with_mend(resave())
}

const READABLE: &str = "可读 .xlsx、.xls、.ods、.docx、.csv、.toml 和 .json";
const READABLE_ENGLISH: &str = ".xlsx, .xls, .ods, .docx, .csv, .toml and .json";

/// What to do with a form that cannot be read.
pub(crate) fn resave() -> Bilingual {
    Bilingual::new("请另存为 .xlsx 或 .docx", "save it as .xlsx or .docx")
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
        assert_eq!(Format::of("表.XLSX"), Some(Format::Tables));
        assert_eq!(Format::of("表.WPS"), Some(Format::Refused));
        assert_eq!(Format::of("README.md"), None);
    }
}
