//! The unit in which the amounts of a table stand, wherever the table says it: amounts of another unit would be wrong by four digits, and
//! nobody would see it.

use std::ops::Range;

use jixiao_keyed::ProblemKind;
use jixiao_model::{Bilingual, normalise};

use crate::forms::label::{self, Field};
use crate::forms::part::{Columns, Part, own};
use crate::grid::Cell;

/// A unit of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MoneyUnit {
    Yuan,
    Thousand,
    Wan,
    Yi,
}

/// What a text says of a unit of money.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Unit(MoneyUnit),
    /// A unit in which no amount is read, such as 百万元 or 美元.
    Unknown(String),
}

/// Where in a text a unit may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// In a label or a line that speaks of money: behind a bracket, a colon or a slash as well.
    Anywhere,
    /// In any text: only where it is called a unit.
    Named,
}

/// The unit that a text states.
fn told(text: &str, place: Where) -> Option<Told> {
    let plain = normalise(text);
    // Blanks may part a unit from what follows it, or the letters of one word.
    let words: Vec<String> = text.split_whitespace().map(normalise).collect();
    let spaced = words.join(" ");
    let known = [&plain, &spaced].into_iter().find_map(|line| {
        let mut tokens = tokens(line, place).into_iter();
        tokens.find_map(|(_, token)| unit_of(token))
    });
    known.map(Told::Unit).or_else(|| {
        let mut tokens = tokens(&spaced, place).into_iter();
        let (_, token) = tokens.find(|(before, token)| is_unknown(before, token))?;
        Some(Told::Unknown(token.to_owned()))
    })
}

/// Words that a unit could be, each with what stands before it.
fn tokens(line: &str, place: Where) -> Vec<(&str, &str)> {
    let found = line.char_indices().filter_map(|(index, c)| {
        let (before, from) = line.split_at_checked(index)?;
        if let Some(after) = from.strip_prefix("单位") {
            return (!names_a_body(before)).then(|| (before, until_sign(without_verb(after))));
        }
        if let Some(after) = from.strip_prefix('以') {
            let (word, _) = after.split_once("为单位")?;
            return Some((before, word));
        }
        let opens = place == Where::Anywhere && matches!(c, '(' | '[' | ':' | '/');
        let is_body = before.strip_suffix("单位").is_some_and(names_a_body);
        let after = from.get(c.len_utf8()..)?;
        (opens && !is_body).then(|| (before, until_sign(after.trim_start())))
    });
    found.collect()
}

/// 填报单位 is no unit of money.
fn names_a_body(before: &str) -> bool {
    const BODIES: [&str; 18] = [
        "填报", "填表", "编制", "编报", "申报", "报送", "实施", "项目", "主管", "预算", "部门",
        "责任", "使用", "执行", "承担", "评价", "制表", "自评",
    ];
    BODIES.iter().any(|body| before.ends_with(body))
}

/// 单位：元, 单位为元, 单位均为元.
fn without_verb(text: &str) -> &str {
    const VERBS: [&str; 9] = [
        ":",
        "(",
        " ",
        "统一为",
        "一律为",
        "均为",
        "都为",
        "为",
        "是",
    ];
    let shorter = VERBS.iter().find_map(|verb| text.strip_prefix(verb));
    shorter.map_or(text, without_verb)
}

fn until_sign(text: &str) -> &str {
    let signs = [')', ']', '(', ',', '、', ';', '.', ':', '/', '|', ' '];
    text.split(signs).next().unwrap_or(text)
}

fn unit_of(token: &str) -> Option<MoneyUnit> {
    let plain = token.replace('圆', "元").replace('仟', "千");
    let plain = plain.strip_prefix("人民币").unwrap_or(&plain);
    match plain.strip_suffix("人民币").unwrap_or(plain) {
        "元" => Some(MoneyUnit::Yuan),
        "千元" => Some(MoneyUnit::Thousand),
        "万元" | "万" => Some(MoneyUnit::Wan),
        "亿元" | "亿" => Some(MoneyUnit::Yi),
        _ => None,
    }
}

/// The unit that an amount names itself, other than 万元: `500,000.00元`.
pub(crate) fn is_named_otherwise(amount: &str) -> bool {
    let plain = normalise(amount);
    let unit = plain.trim_start_matches(|c: char| c.is_ascii_digit() || ".,-¥￥".contains(c));
    !unit.is_empty() && is_other_unit(unit)
}

/// Is a cell that holds only a unit one of money, and not 万元?
pub(crate) fn is_other_unit(text: &str) -> bool {
    let plain = normalise(text);
    match unit_of(&plain) {
        Some(unit) => unit != MoneyUnit::Wan,
        None => is_unknown("", &plain),
    }
}

/// A multiple of 元, another currency, or whatever is called 金额单位.
fn is_unknown(before: &str, token: &str) -> bool {
    const CURRENCIES: [&str; 14] = [
        "元", "美元", "欧元", "日元", "港元", "港币", "英镑", "美金", "外币", "澳元", "加元",
        "韩元", "角", "美圆",
    ];
    let multiple = |c: char| "十百千万亿拾佰仟".contains(c);
    let currency = token.trim_start_matches(multiple);
    let is_amount_unit = ["金额", "货币"].iter().any(|word| before.ends_with(word))
        && !token.is_empty()
        && token.chars().count() <= 8;
    CURRENCIES.contains(&currency) || is_amount_unit
}

/// The units of a table's columns of amounts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Units {
    columns: [MoneyUnit; 3],
    /// Does anything say the unit, or is 万元 only what is usual?
    pub(crate) are_told: bool,
}

impl Units {
    /// The unit of each of `fields`: what its head says, else what the block or a neighbour says, else a row's label, a line above, a note
    /// below; else 万元. `heads` are the rows of the heads, `rows` those of the amounts.
    pub(crate) fn find(
        part: &Part<'_>,
        columns: &Columns<'_>,
        fields: [Field; 3],
        heads: &Range<usize>,
        rows: &Range<usize>,
    ) -> Self {
        let own = fields.map(|field| of_column(part, columns, field, heads));
        let of_table = || {
            of_block(part, columns, &fields, heads)
                .or_else(|| own.iter().flatten().next().copied())
                .or_else(|| of_rows(part, columns, &fields, rows))
                .or_else(|| of_lines(part, heads))
        };
        // What decides nothing is not asked for: a unit that is not known is a problem only where amounts would stand in it.
        let missing = fields
            .iter()
            .zip(&own)
            .any(|(field, own)| own.is_none() && columns.has(*field));
        let table = missing.then(of_table).flatten();
        Self {
            columns: own.map(|own| own.or(table).unwrap_or(MoneyUnit::Wan)),
            are_told: !missing || table.is_some(),
        }
    }

    /// The unit of a column.
    pub(crate) fn of(self, index: usize) -> MoneyUnit {
        self.columns.get(index).copied().unwrap_or(MoneyUnit::Wan)
    }
}

/// What a head says, or one above it that covers its column.
fn of_column(
    part: &Part<'_>,
    columns: &Columns<'_>,
    field: Field,
    heads: &Range<usize>,
) -> Option<MoneyUnit> {
    let head = columns.head(field)?;
    let above = (heads.start..head.row).rev();
    let above = above.filter_map(|row| part.grid.at(row, head.column));
    let mut cells = std::iter::once(head).chain(above);
    cells.find_map(|cell| stated(part, cell, Where::Anywhere))
}

/// What any other cell of the heads says: most often the label of the block.
fn of_block(
    part: &Part<'_>,
    columns: &Columns<'_>,
    fields: &[Field],
    heads: &Range<usize>,
) -> Option<MoneyUnit> {
    let is_amount = |cell: &Cell| columns.heads(fields).any(|head| head == cell);
    let cells = heads.clone().flat_map(|row| part.grid.row(row));
    let mut others = cells.filter(|cell| !is_amount(cell));
    others.find_map(|cell| stated(part, cell, Where::Anywhere))
}

/// What the label of a row says: that of the total is often the only one that says it.
fn of_rows(
    part: &Part<'_>,
    columns: &Columns<'_>,
    fields: &[Field],
    rows: &Range<usize>,
) -> Option<MoneyUnit> {
    let first = columns.first_of(fields)?;
    let cells = rows.clone().flat_map(|row| part.own(row));
    let mut labels =
        cells.filter(|cell| cell.column < first && label::recognise_row(&cell.shown).is_some());
    labels.find_map(|cell| stated(part, cell, Where::Anywhere))
}

/// The unit that the label of one row states for its own amounts.
pub(crate) fn of_row(part: &Part<'_>, label: &Cell) -> Option<MoneyUnit> {
    label::recognise_row(&label.shown)?;
    stated(part, label, Where::Anywhere)
}

/// What lines above and notes below say, the nearest first; last what stands above all forms of the sheet.
fn of_lines(part: &Part<'_>, heads: &Range<usize>) -> Option<MoneyUnit> {
    let grid = part.grid;
    let line = |text: &String| match told_line(text)? {
        Told::Unit(unit) => Some(unit),
        Told::Unknown(word) => {
            let cell = own(grid, heads.start).next()?;
            Some(unknown(part, cell, &word))
        }
    };
    let above = (part.rows.start..heads.start).rev();
    above
        .into_iter()
        .find_map(|row| of_line(part, row))
        .or_else(|| grid.above.iter().rev().find_map(line))
        .or_else(|| of_notes(part, heads.end))
        .or_else(|| grid.below.iter().find_map(line))
        .or_else(|| {
            let others = (0..part.rows.start).rev();
            let mut cells = others.flat_map(|row| own(grid, row));
            cells.find_map(|cell| stated(part, cell, Where::Named))
        })
}

/// A row above a table: `金额单位：元`, `单位` and `元` in two cells, or the title of the block. The label of an amount that stands right of
/// it speaks of that one only.
fn of_line(part: &Part<'_>, row: usize) -> Option<MoneyUnit> {
    let cells: Vec<&Cell> = part.own(row).collect();
    let following = cells.iter().skip(1).map(Some).chain([None]);
    cells.iter().zip(following).find_map(|(cell, next)| {
        let next = next.map(|next| next.shown.as_str());
        if let Some(unit) = next.and_then(|next| of_two_cells(part, cell, next)) {
            return Some(unit);
        }
        let is_of_next = next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        match told_line(&cell.shown).filter(|_| !is_of_next)? {
            Told::Unit(unit) => Some(unit),
            Told::Unknown(word) => Some(unknown(part, cell, &word)),
        }
    })
}

fn of_two_cells(part: &Part<'_>, cell: &Cell, next: &str) -> Option<MoneyUnit> {
    let label = label::label(&cell.shown);
    let is_label = [
        "单位",
        "金额单位",
        "货币单位",
        "计量单位",
        "资金单位",
        "金额",
    ]
    .contains(&label.as_str());
    if !is_label {
        return None;
    }
    let plain = normalise(next);
    unit_of(&plain).or_else(|| is_unknown("", &plain).then(|| unknown(part, cell, &plain)))
}

/// A line that speaks of money, and is no sentence.
fn told_line(line: &str) -> Option<Told> {
    const MARKS: [&str; 8] = [
        "单位",
        "金额",
        "资金",
        "预算",
        "支出",
        "人民币",
        "自评表",
        "汇总表",
    ];
    let plain = normalise(line);
    let speaks = plain.starts_with('(') || MARKS.iter().any(|mark| plain.contains(mark));
    let place = if speaks && plain.chars().count() <= 100 {
        Where::Anywhere
    } else {
        Where::Named
    };
    told(line, place)
}

/// A note below: `注：金额单位为元`.
fn of_notes(part: &Part<'_>, first: usize) -> Option<MoneyUnit> {
    let cells = (first..part.rows.end).flat_map(|row| part.own(row));
    let mut notes = cells.filter(|cell| is_note(part, cell));
    notes.find_map(|cell| stated(part, cell, Where::Named))
}

fn is_note(part: &Part<'_>, cell: &Cell) -> bool {
    let plain = normalise(&cell.shown);
    let begins = ["注", "备注", "说明", "填表说明", "填报说明"];
    begins.iter().any(|word| plain.starts_with(word))
        || ["金额单位", "货币单位", "金额均以", "金额以"]
            .iter()
            .any(|word| plain.contains(word))
        || plain.starts_with("单位") && part.own(cell.row).count() == 1
}

/// The unit that a cell states; one that is not known is a problem, and the rest is read on.
fn stated(part: &Part<'_>, cell: &Cell, place: Where) -> Option<MoneyUnit> {
    match told(&cell.shown, place)? {
        Told::Unit(unit) => Some(unit),
        Told::Unknown(word) => Some(unknown(part, cell, &word)),
    }
}

fn unknown(part: &Part<'_>, cell: &Cell, word: &str) -> MoneyUnit {
    part.fail(
        cell,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("不认识金额单位“{word}”，应为元、千元、万元或亿元"),
            format!("the unit of money `{word}` is none of 元, 千元, 万元, 亿元"),
        ),
        Bilingual::new(
            "请改用万元（或元），金额一并换算",
            "use 万元 (or 元), and convert the amounts",
        ),
    );
    MoneyUnit::Wan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_of_money_is_read_from_a_label_or_a_line() {
        let cases = [
            ("项目资金（元）", Some(MoneyUnit::Yuan)),
            ("项目\n资金\n（万元）", Some(MoneyUnit::Wan)),
            ("项目资金（单位：元）", Some(MoneyUnit::Yuan)),
            ("项目资金：元", Some(MoneyUnit::Yuan)),
            ("项目资金/元", Some(MoneyUnit::Yuan)),
            ("资金使用情况（元）", Some(MoneyUnit::Yuan)),
            ("单位：元", Some(MoneyUnit::Yuan)),
            ("单 位： 元", Some(MoneyUnit::Yuan)),
            ("单位：元　　填报日期：2024年1月", Some(MoneyUnit::Yuan)),
            ("金额：元", Some(MoneyUnit::Yuan)),
            ("金额单位:元", Some(MoneyUnit::Yuan)),
            ("金额单位：人民币万元", Some(MoneyUnit::Wan)),
            ("编制单位：某局　　金额单位：万元", Some(MoneyUnit::Wan)),
            ("单位：千元", Some(MoneyUnit::Thousand)),
            ("单位：亿元", Some(MoneyUnit::Yi)),
            ("填报单位：元山镇", None),
            ("填报单位：元 谋 县", None),
            ("预算执行情况（10分）", None),
            ("项目资金", None),
            ("单位资金（结余）", None),
        ];
        for (text, unit) in cases {
            assert_eq!(told(text, Where::Anywhere), unit.map(Told::Unit), "{text}");
        }
        for text in [
            "注：1.本表金额单位为元。",
            "注：金额均以元为单位",
            "单位：元",
        ] {
            let unit = Some(Told::Unit(MoneyUnit::Yuan));
            assert_eq!(told(text, Where::Named), unit, "{text}");
        }
        assert_eq!(told("注：含捐赠（元）", Where::Named), None);
    }

    #[test]
    fn a_unit_that_no_amount_is_read_in_is_told_apart_from_none() {
        let cases = [
            ("项目资金（百万元）", Some("百万元")),
            ("金额单位：美元", Some("美元")),
            ("年初预算数（万美元）", Some("万美元")),
            ("金额单位：比索", Some("比索")),
            ("单位：某单元", None),
            ("年初预算数（A）", None),
        ];
        for (text, word) in cases {
            let expected = word.map(|word| Told::Unknown(word.to_owned()));
            assert_eq!(told(text, Where::Anywhere), expected, "{text}");
        }
    }
}
