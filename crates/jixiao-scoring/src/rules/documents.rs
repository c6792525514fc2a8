//! The documents that rules and policies rest on (依据), and the words that stand for one.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A document that rules and policies rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// The id by which rules and policies name it.
    pub id: &'static str,
    /// 文号.
    pub number: &'static str,
    /// Who issued it, and its title.
    pub title: &'static str,
}

const fn of(id: &'static str, number: &'static str, title: &'static str) -> Document {
    Document { id, number, title }
}

/// All of them.
pub const DOCUMENTS: &[Document] = &[
    of(
        "CPC-2018-34",
        "中发〔2018〕34号",
        "中共中央 国务院关于全面实施预算绩效管理的意见",
    ),
    of(
        "MOF-2013-53",
        "财预〔2013〕53号",
        "财政部《预算绩效评价共性指标体系框架》",
    ),
    of(
        "MOF-2020-10",
        "财预〔2020〕10号",
        "财政部《项目支出绩效评价管理办法》",
    ),
    of(
        "MOF-2021-101",
        "财预〔2021〕101号",
        "财政部《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》",
    ),
    of(
        "LZXQ-2024-35",
        "兰新财发〔2024〕35号",
        "兰州新区财政局关于开展绩效自评的通知",
    ),
];

/// The document of an id.
pub fn document(id: &str) -> Option<&'static Document> {
    DOCUMENTS.iter().find(|document| document.id == id)
}

/// What the rules and the built-in policies say of a basis beside documents, with its English.
const PHRASES: &[(&str, &str)] = &[
    ("待核实", "to be confirmed"),
    ("数值待核实", "the number to be confirmed"),
    ("各档待核实", "each band to be confirmed"),
    ("分值待核实", "the weights to be confirmed"),
    ("分母取法待核实", "what to divide by to be confirmed"),
    ("各地通行做法", "common practice"),
    ("地方做法", "local practice"),
    ("省级部门评分表通行做法", "common in provincial tables"),
    ("文件未规定", "no document fixes it"),
    ("数值文件未规定", "no document fixes the number"),
    ("对已公布结果的还原", "reconstruction of a published result"),
    ("非文件规定", "no regulation"),
];

/// A basis with the English of its standard words behind it; any other text stays as it is.
pub(crate) fn in_english(basis: &str) -> String {
    let parts = basis.split('，');
    let known = parts.filter_map(|part| PHRASES.iter().find(|(phrase, _)| *phrase == part));
    let english: Vec<&str> = known.map(|(_, english)| *english).collect();
    if english.is_empty() {
        return basis.to_string();
    }
    format!("{basis} ({})", english.join(", "))
}
