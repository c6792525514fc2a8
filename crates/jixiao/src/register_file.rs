//! A remediation register (整改台账) that stands where another is to be written: what of it would be lost.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use jixiao_import::{MAX_FORM_BYTES, read_register};
use jixiao_model::{
    Bilingual, Name, Remediation, RemediationState, SamePromise, Speak, normalise, same_promises,
};

/// What would be lost of a register if another were written over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterLoss {
    /// So many of its rows say what the other does not say: who owes a remedy, by when, how it stands, or that it was promised at all.
    Rows(usize),
    /// It cannot be read as a register, so nobody knows what it holds.
    Unreadable,
}

impl Speak for RegisterLoss {
    fn speak(&self) -> Bilingual {
        match self {
            Self::Rows(count) => Bilingual::new(
                format!("已有填写内容（{count} 行在新台账里没有或不同）"),
                format!(
                    "what was filled in there would be lost (rows that the new register lacks or has otherwise: {count})"
                ),
            ),
            Self::Unreadable => Bilingual::new(
                "已有文件，但不能作为整改台账读取，不知其中填写了什么",
                "there is a file already that cannot be read as a register, so what it holds is not known",
            ),
        }
    }
}

/// What of the file at `path` would be lost if `bytes`, which hold the register `rows`, were written over it. None where nothing would be, or where
/// there is no such file.
pub fn register_loss(path: &Path, bytes: &[u8], rows: &[Remediation]) -> Option<RegisterLoss> {
    // Whoever writes over a folder is told so by the writing.
    if !path.exists() || path.is_dir() {
        return None;
    }
    let Ok(held) = held(path) else {
        return Some(RegisterLoss::Unreadable);
    };
    if held == bytes {
        return None;
    }
    let Some(held) = rows_of(path, &held) else {
        return Some(RegisterLoss::Unreadable);
    };
    let found = same_promises(&held, rows, SamePromise::OfOneProject);
    let pairs = held.iter().zip(found);
    let lost = pairs.filter(|(row, found)| {
        let other = found.and_then(|found| rows.get(found));
        other.is_none_or(|other| says_more(row, other))
    });
    let count = lost.count();
    (count > 0).then_some(RegisterLoss::Rows(count))
}

fn held(path: &Path) -> io::Result<Vec<u8>> {
    // Before it is opened: a pipe may wait for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let most = u64::try_from(MAX_FORM_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The rows of a register file; Markdown is read as the table that it is.
fn rows_of(path: &Path, bytes: &[u8]) -> Option<Vec<Remediation>> {
    let name = path.to_string_lossy();
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    let bytes = if ending == "md" {
        Cow::Owned(comma_separated(std::str::from_utf8(bytes).ok()?).into_bytes())
    } else {
        Cow::Borrowed(bytes)
    };
    let name = if ending == "md" {
        Cow::Owned(format!("{name}.csv"))
    } else {
        name
    };
    read_register(&name, &bytes)
}

/// Does a row say anything of a promise that the other row on it does not say?
fn says_more(row: &Remediation, other: &Remediation) -> bool {
    let name = |name: &Option<Name>| name.as_ref().map(|name| normalise(name.as_str()));
    let is_lost = |text: &str, other: &str| {
        let text = normalise(text);
        !text.is_empty() && text != normalise(other)
    };
    (row.owner.is_some() && name(&row.owner) != name(&other.owner))
        || (row.due.is_some() && row.due != other.due)
        || (row.state != RemediationState::Open && row.state != other.state)
        || is_lost(&row.progress, &other.progress)
        || (!row.cause.value.is_empty() && other.cause.value.is_empty())
}

/// The tables of a Markdown text as this project writes it, as comma-separated values.
fn comma_separated(text: &str) -> String {
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let rows = rows.filter(|line| !line.starts_with("| ---"));
    let rows = rows.map(|line| {
        let cells = cells(line).into_iter();
        let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        quoted.collect::<Vec<_>>().join(",")
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// The cells of a row of a Markdown table, without their markup.
fn cells(line: &str) -> Vec<String> {
    const MARKUP: [(&str, &str); 6] = [
        ("<br>", "\n"),
        ("<em>", ""),
        ("</em>", ""),
        ("&#64;", "@"),
        ("&#119;", "w"),
        ("&#87;", "W"),
    ];
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut rest = line.trim().strip_prefix('|').unwrap_or(line);
    while let Some(first) = rest.chars().next() {
        let markup = MARKUP.iter().find(|(markup, _)| rest.starts_with(markup));
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        rest = match (first, markup) {
            (_, Some((markup, text))) => {
                cell.push_str(text);
                rest.get(markup.len()..).unwrap_or_default()
            }
            ('\\', None) => {
                let escaped = after.chars().next();
                cell.extend(escaped);
                let length = escaped.map_or(0, char::len_utf8);
                after.get(length..).unwrap_or_default()
            }
            ('|', None) => {
                cells.push(cell.trim().to_owned());
                cell.clear();
                after
            }
            (other, None) => {
                cell.push(other);
                after
            }
        };
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_markdown_is_read_without_its_markup() {
        let line = r"| 1 | a\|b\\ | 一<br>二 | <em>构造</em> | a&#64;b |  |";
        assert_eq!(cells(line), ["1", "a|b\\", "一\n二", "构造", "a@b", ""]);
        assert_eq!(
            comma_separated("# 题\n\n| 甲 | \"乙\" |\n| --- | --- |\n| 1 |  |\n"),
            "\"甲\",\"\"\"乙\"\"\"\n\"1\",\"\""
        );
    }
}
