//! What stands above a form: its year, and the number in the name of its sheet.

use jixiao_model::{FiscalYear, Traced, normalise};

use crate::forms::label::{self, Field};
use crate::forms::part::{Filled, Part, traced};
use crate::grid::Cell;

/// 年度: from the titles, from the lines above the table, or beside its label. A line that says 年度 goes before one that only names a year.
pub(crate) fn year(part: &Part<'_>) -> Option<Traced<FiscalYear>> {
    let head = part.rows.clone().take_while(|row| !is_body(part, *row));
    let head: Vec<&Cell> = head.flat_map(|row| part.own(row)).collect();
    let titles = head.iter();
    let titles = titles.map(|cell| (cell.shown.as_str(), part.grid.place_of(cell)));
    let above = part.grid.above.iter().rev();
    let above = above.map(|line| (line.as_str(), part.grid.whole()));
    let lines: Vec<_> = titles.chain(above).collect();
    let find = |read: fn(&str) -> Option<FiscalYear>| {
        lines
            .iter()
            .find_map(|(line, place)| Some(traced(read(line)?, place.clone())))
    };
    let label = |cell: &&&Cell| label::recognise(&cell.shown) == Some(Field::Year);
    let beside = || {
        let above = head.iter().find(label).and_then(|cell| part.right_of(cell));
        let above = above.map(|cell| Filled {
            cell,
            text: &cell.shown,
        });
        let filled = above.or_else(|| part.filled_in(Field::Year))?;
        let plain = normalise(filled.text);
        let digits = plain.trim_end_matches(['年', '度']);
        Some(part.traced(filled.cell, fiscal(digits)?))
    };
    find(of_fiscal_year)
        .or_else(beside)
        .or_else(|| find(of_year))
}

/// Does a row hold a label of the form itself?
fn is_body(part: &Part<'_>, row: usize) -> bool {
    let mut cells = part.own(row);
    cells.any(|cell| {
        let inline = label::with_value(&cell.shown).map(|(field, _)| field);
        let field = label::recognise(&cell.shown).or(inline);
        field.is_some_and(|field| {
            !matches!(
                field,
                Field::FilledInBy | Field::Year | Field::Measure | Field::Unused
            )
        })
    })
}

/// `2023年度`, `2023 年度`, `二〇二三年度`.
fn of_fiscal_year(line: &str) -> Option<FiscalYear> {
    let plain = normalise(line);
    plain
        .match_indices("年度")
        .find_map(|(index, _)| ending(plain.get(..index)?))
}

/// `2023年`, but not the year of a day; or `（2023）` behind a title.
fn of_year(line: &str) -> Option<FiscalYear> {
    let plain = normalise(line);
    let named = plain.match_indices('年').find_map(|(index, year)| {
        let after = plain.get(index.checked_add(year.len())?..)?;
        if after.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c)) {
            return None;
        }
        ending(plain.get(..index)?)
    });
    let bracketed = || {
        let (title, year) = plain.strip_suffix(')')?.rsplit_once('(')?;
        title.ends_with('表').then(|| fiscal(year)).flatten()
    };
    named.or_else(bracketed)
}

/// The signs of the digits 0 to 9, and others that are written for 0.
const NUMERALS: &str = "〇一二三四五六七八九";
const ZEROS: &str = "○零О0";

/// The year that a text ends with.
fn ending(text: &str) -> Option<FiscalYear> {
    let mut last: Vec<char> = text.chars().rev().take(4).collect();
    last.reverse();
    fiscal(&String::from_iter(last))
}

fn fiscal(text: &str) -> Option<FiscalYear> {
    let digit = |c: char| {
        if ZEROS.contains(c) {
            return Some(0);
        }
        let numeral = NUMERALS.chars().position(|one| one == c);
        numeral.or_else(|| usize::try_from(c.to_digit(10)?).ok())
    };
    let digits: Option<Vec<usize>> = text.chars().map(digit).collect();
    let digits = digits.filter(|digits| digits.len() == 4)?;
    let digits: String = digits.iter().map(usize::to_string).collect();
    FiscalYear::try_from(digits.parse::<i32>().ok()?).ok()
}

/// The number at the beginning of a sheet's name, as in `03 图书馆运行费`. One of four digits or more could be a year: it counts only before
/// the name of the project.
pub(crate) fn number(sheet: &str, project: &str) -> Option<u32> {
    let sheet = sheet.trim();
    let rest = sheet.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = sheet.strip_suffix(rest)?;
    let name = rest.strip_prefix([' ', '-', '_', '.', '、', '－', '．', '　', '—'])?;
    let before_name = || {
        let start: String = name.trim().chars().take(2).collect();
        !start.is_empty() && project.starts_with(&start)
    };
    if digits.len() > 3 && !before_name() {
        return None;
    }
    digits
        .parse()
        .ok()
        .filter(|number| (1..=crate::value::MAX_COUNT).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_sheet_is_what_a_sign_parts_from_its_name() {
        let cases = [
            ("03 图书馆运行费", Some(3)),
            ("03-图书馆", Some(3)),
            ("3、图书馆", Some(3)),
            ("1203 图书馆运行费", Some(1203)),
            ("2023 自评表", None),
            ("2023年度", None),
            ("03", None),
            ("图书馆", None),
            ("0 图书馆", None),
        ];
        for (sheet, number) in cases {
            assert_eq!(super::number(sheet, "图书馆运行费"), number, "{sheet}");
        }
    }

    #[test]
    fn a_year_is_that_of_the_form_and_not_of_a_day() {
        let year = |line| of_fiscal_year(line).map(FiscalYear::number);
        assert_eq!(year("（２０２３ 年度）"), Some(2023));
        assert_eq!(year("某局2023年度项目支出绩效自评表"), Some(2023));
        assert_eq!(year("年度项目支出绩效自评表"), None);
        assert_eq!(year("1800年度"), None);
        assert_eq!(year("某局二〇二三年度项目支出绩效自评表"), Some(2023));
        assert_eq!(year("二○二三 年度自评表"), Some(2023));
        assert_eq!(year("二零二三年度"), Some(2023));
        assert_eq!(year("十三五年度"), None);
        let year = |line| of_year(line).map(FiscalYear::number);
        assert_eq!(year("2023 年项目支出自评表"), Some(2023));
        assert_eq!(year("2024年1月5日"), None);
        assert_eq!(year("年"), None);
        assert_eq!(year("二○二三年项目支出自评表"), Some(2023));
        assert_eq!(year("二〇二四年一月五日"), None);
        assert_eq!(year("项目支出绩效自评表（2023）"), Some(2023));
        assert_eq!(year("项目支出绩效自评表（2023）（一）"), None);
        assert_eq!(year("道路养护（2023）"), None);
    }
}
