//! GitHub Markdown.

use super::clean::clean;
use super::{lay, require_sections};
use crate::ExportError;
use crate::document::{Block, Document, Mark, Section, Span, Table};

/// The document as GitHub Markdown, blocks apart by empty lines, sections by rules.
///
/// A merged cell stands in its first place and leaves the others empty. The first row of a table with head rows is
/// its head; a table without gets an empty head, as the format has no table without one. Line breaks are `<br>`. Made-up text stands
/// in `<em>` rather than between asterisks, which Markdown does not take for emphasis between a character and a Chinese quotation mark.
/// Nothing of the document's text is read as markup: what could be is escaped.
///
/// Fails with [`ExportError::NoSection`] and [`ExportError::Table`].
pub fn markdown(document: &Document) -> Result<String, ExportError> {
    require_sections(document)?;
    let mut parts = Vec::new();
    for section in &document.sections {
        if !parts.is_empty() {
            parts.push(String::from("---"));
        }
        write_section(&mut parts, section)?;
    }
    let mut text = parts.join("\n\n");
    text.push('\n');
    Ok(text)
}

fn write_section(parts: &mut Vec<String>, section: &Section) -> Result<(), ExportError> {
    let mut tables: usize = 0;
    for block in &section.blocks {
        let part = match block {
            Block::Title(lines) => heading(1, &inline_lines(lines)),
            Block::Heading { level, text } => {
                heading(level.clamp(&1, &3).saturating_add(1), &inline(text))
            }
            Block::Line { left, right } => line(left, right),
            Block::Paragraph(spans) | Block::Note(spans) => paragraph(spans),
            Block::Table(table) | Block::List(table) => {
                tables = tables.saturating_add(1);
                write_table(section, tables, table)?
            }
            Block::PageBreak => String::from("---"),
        };
        if !part.is_empty() {
            parts.push(part);
        }
    }
    Ok(())
}

fn heading(level: u8, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{} {text}", "#".repeat(usize::from(level)))
}

fn inline_lines(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| inline(line)).collect();
    lines.join("<br>")
}

/// Both ends of a line, apart by a wide space.
fn line(left: &str, right: &str) -> String {
    let ends: Vec<String> = [left, right]
        .into_iter()
        .filter(|end| !end.is_empty())
        .map(inline)
        .collect();
    guarded(ends.join("\u{3000}"))
}

fn paragraph(spans: &[Span]) -> String {
    let pieces = spans
        .iter()
        .map(|span| marked(inline(&span.text), span.mark));
    guarded(pieces.collect())
}

fn marked(text: String, mark: Mark) -> String {
    match mark {
        Mark::Constructed if !text.is_empty() => format!("<em>{text}</em>"),
        _ => text,
    }
}

fn write_table(section: &Section, number: usize, table: &Table) -> Result<String, ExportError> {
    let mut lines = Vec::new();
    for row in lay(section, number, table)? {
        let mut line = String::from("|");
        for piece in row {
            if piece.begins {
                let text = inline(piece.cell.value.shown());
                line.push(' ');
                line.push_str(&marked(text, piece.cell.mark));
                line.push_str(" |");
            }
            let empty = piece.columns.saturating_sub(usize::from(piece.begins));
            line.push_str(&"  |".repeat(empty));
        }
        lines.push(line);
    }
    let columns = table.columns.len();
    if table.head_rows == 0 {
        lines.insert(0, format!("|{}", "  |".repeat(columns)));
    }
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    Ok(lines.join("\n"))
}

/// Text within a line: whatever could be markup there is escaped.
pub(crate) fn inline(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '\n' => escaped.push_str("<br>"),
            // GitHub makes links of these.
            ':' if rest.as_str().starts_with("//") => escaped.push_str("\\:"),
            'w' if is_www(rest.as_str()) => escaped.push_str("&#119;"),
            'W' if is_www(rest.as_str()) => escaped.push_str("&#87;"),
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

fn is_www(after_first: &str) -> bool {
    after_first
        .get(..3)
        .is_some_and(|text| text.eq_ignore_ascii_case("ww."))
}

/// A paragraph whose beginning is not read as a list, a rule, an underline of a heading or a block of code.
fn guarded(text: String) -> String {
    let Some(first) = text.chars().next() else {
        return text;
    };
    match first {
        ' ' => format!("&#32;{}", text.get(1..).unwrap_or_default()),
        '-' | '+' | '=' => format!("\\{text}"),
        '0'..='9' => guarded_number(text),
        _ => text,
    }
}

/// `1.` and `1)` begin a list.
fn guarded_number(mut text: String) -> String {
    let end = text.find(|character: char| !character.is_ascii_digit());
    if let Some(end) = end
        && text
            .get(end..)
            .is_some_and(|after| after.starts_with(['.', ')']))
    {
        text.insert(end, '\\');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_markup_within_a_line_is_escaped() {
        let cases = [
            ("财政资金", "财政资金"),
            ("*重点*_项目_", r"\*重点\*\_项目\_"),
            ("<b>&amp;", r"\<b\>\&amp;"),
            ("a|b", r"a\|b"),
            ("`x` ~~y~~ [z](u) ![i]", r"\`x\` \~\~y\~\~ \[z\](u) !\[i\]"),
            (r"\*", r"\\\*"),
            ("一\r\n二\u{0}", "一<br>二"),
            ("≥95%", "≥95%"),
            ("https://a.cn", r"https\://a.cn"),
            ("www.a.cn", "&#119;ww.a.cn"),
            ("a@b.cn", "a&#64;b.cn"),
            ("10:30", "10:30"),
        ];
        for (text, expected) in cases {
            assert_eq!(inline(text), expected);
        }
    }

    #[test]
    fn a_paragraph_does_not_begin_as_a_list_or_rule() {
        let cases = [
            ("# 一", r"\# 一"),
            ("- 一", r"\- 一"),
            ("+ 一", r"\+ 一"),
            ("---", r"\---"),
            ("===", r"\==="),
            ("1. 一", r"1\. 一"),
            ("12) 一", r"12\) 一"),
            ("12个", "12个"),
            ("2023", "2023"),
            ("> 一", r"\> 一"),
            ("    一", "&#32;   一"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(paragraph(&[Span::plain(text)]), expected);
        }
    }
}
