//! How a number in a cell shows: the text that its number format makes of it, and the number itself beside it.
//!
//! `0.9999771923` under `0.00%` shows as `100.00%` and is exactly `99.99771923%`. Separators of thousands, padding and signs of
//! currency are left out: they say nothing that the label of the cell does not. A negative number always bears its minus, also where
//! the format puts it in brackets. Numbers are rounded as digits, never as floats.

use super::decimal::Decimal;
use super::format_code::{Code, Pattern, Section};

/// A cell as it shows, and the number behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) exact: Option<String>,
}

impl Shown {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            exact: None,
        }
    }
}

/// A truth value as it shows.
pub(super) fn truth(value: bool) -> Shown {
    Shown::text(if value { "是" } else { "否" })
}

/// A number under a format. `epoch_1904` says from which day the workbook counts days.
pub(super) fn show(value: f64, code: &Code, epoch_1904: bool) -> Option<Shown> {
    let number = Decimal::from_f64(value)?;
    let shown = match code.section(value) {
        Section::Date => date(value, epoch_1904).map(Shown::text),
        Section::Time => time(value)
            .or_else(|| date(value, epoch_1904))
            .map(Shown::text),
        Section::Words(words) if says_something(words) => Some(Shown::text(words.clone())),
        Section::Words(_) => None,
        Section::Number(pattern) => Some(patterned(&number, pattern)),
    };
    Some(shown.unwrap_or_else(|| plain(&number)))
}

/// A dash stands for a zero in accounts; a format that shows nothing hides a number that the file still holds.
fn says_something(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

fn plain(number: &Decimal) -> Shown {
    let text = number.plain(0);
    Shown {
        exact: Some(text.clone()),
        text,
    }
}

fn patterned(number: &Decimal, pattern: &Pattern) -> Shown {
    let scaled = number.shifted(pattern.shift);
    // Brackets and a dash are how accounts write a minus and a zero.
    let unsigned = number.negative() || number.is_zero();
    let around = |digits: &str, negative: bool| {
        let bare = |text: &str| {
            let sign = |c: char| unsigned && matches!(c, '(' | ')' | '（' | '）' | '-');
            text.chars().filter(|c| !sign(*c)).collect::<String>()
        };
        let minus = if negative { "-" } else { "" };
        format!(
            "{}{minus}{digits}{}",
            bare(&pattern.before),
            bare(&pattern.after)
        )
    };
    let rounded = match pattern.most_decimals {
        Some(most) => scaled.rounded(most),
        None => scaled.clone(),
    };
    Shown {
        text: around(
            &rounded.magnitude(pattern.least_decimals),
            rounded.negative(),
        ),
        exact: Some(around(&scaled.magnitude(0), scaled.negative())),
    }
}

/// The day that a serial number means; the time of day is dropped.
pub(super) fn date(serial: f64, epoch_1904: bool) -> Option<String> {
    let day = Decimal::from_f64(serial)?.whole()?;
    if day < 1 && !epoch_1904 {
        return None;
    }
    // The day 60 of the older count is the 29 February 1900, which never was: all before it are one day later.
    let (base, day) = match (epoch_1904, day) {
        (true, day) => ((1904, 1, 1), day),
        (false, 60) => return Some("1900-02-29".to_owned()),
        (false, day) if day < 60 => ((1899, 12, 31), day),
        (false, day) => ((1899, 12, 30), day),
    };
    let base = chrono::NaiveDate::from_ymd_opt(base.0, base.1, base.2)?;
    let date = base.checked_add_days(chrono::Days::new(u64::try_from(day).ok()?))?;
    let last = chrono::NaiveDate::from_ymd_opt(9999, 12, 31)?;
    (date <= last).then(|| date.to_string())
}

/// The day of a date as ISO 8601 writes it, whatever time follows; `None` for anything else.
pub(super) fn day(text: &str) -> Option<String> {
    let day = text.trim().get(..10)?;
    let date = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(date.to_string())
}

/// A time of day.
fn time(serial: f64) -> Option<String> {
    if !(0.0..1.0).contains(&serial) {
        return None;
    }
    let minutes = Decimal::from_f64(serial * 1440.0)?.rounded(0).whole()?;
    Some(format!(
        "{:02}:{:02}",
        minutes.checked_div(60)?,
        minutes.checked_rem(60)?
    ))
}

/// A number whose text the file itself tells, as .ods does: the text without separators of thousands, and the number with what stands
/// around it in the text. Where the two do not belong together, the text alone.
pub(super) fn told(text: &str, value: f64) -> Shown {
    let Some(number) = Decimal::from_f64(value) else {
        return Shown::text(text);
    };
    let of_number = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(of_number), text.rfind(of_number)) else {
        return if says_something(text) {
            Shown::text(text)
        } else {
            plain(&number)
        };
    };
    let before = text.get(..first).unwrap_or_default();
    let core = text.get(first..=last).unwrap_or_default();
    let after = text.get(last.saturating_add(1)..).unwrap_or_default();
    let core: String = core.chars().filter(|c| !matches!(c, ',' | '，')).collect();
    let decimals = core
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let pattern = Pattern {
        before: without_currency(before),
        after: without_currency(after),
        least_decimals: decimals,
        most_decimals: Some(decimals),
        shift: if after.trim_start().starts_with('%') {
            2
        } else {
            0
        },
    };
    let shown = patterned(&number, &pattern);
    let same = number
        .shifted(pattern.shift)
        .rounded(decimals)
        .magnitude(decimals)
        == core;
    if same { shown } else { Shown::text(text) }
}

fn without_currency(text: &str) -> String {
    let text = text.replace(['¥', '￥'], "");
    text.trim().trim_start_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(value: f64, code: &str) -> (String, String) {
        let shown = show(value, &Code::parse(code), false).unwrap();
        let exact = shown.exact.unwrap_or_default();
        (shown.text, exact)
    }

    #[test]
    fn numbers_show_as_their_format_says() {
        let cases = [
            (0.1 + 0.2, "General", "0.3", "0.3"),
            (20.3055, "General", "20.3055", "20.3055"),
            (
                1e21,
                "General",
                "1000000000000000000000",
                "1000000000000000000000",
            ),
            (-1.5e-7, "General", "-0.00000015", "-0.00000015"),
            (0.0, "General", "0", "0"),
            (-0.0, "0.00", "0.00", "0"),
            (0.999_977_192_3, "0.00%", "100.00%", "99.99771923%"),
            (0.9999, "0%", "100%", "99.99%"),
            (0.07, "0%", "7%", "7%"),
            (50.0, "0\"个\"", "50个", "50个"),
            (50.5, "0\"个\"", "51个", "50.5个"),
            (2.5, "0", "3", "2.5"),
            (-2.5, "0", "-3", "-2.5"),
            (-0.4, "0", "0", "-0.4"),
            (1.005, "0.00", "1.01", "1.005"),
            (9.995, "0.00", "10.00", "9.995"),
            (0.6, "#", "1", "0.6"),
            (1_234.5, "#,##0.00", "1234.50", "1234.5"),
            (1_234.5, "0.00\"万元\"", "1234.50万元", "1234.5万元"),
            (12.0, "G/通用格式\"元\"", "12元", "12元"),
            (12.5, "General\"元\"", "12.5元", "12.5元"),
            (12.0, "@", "12", "12"),
            (12.0, "", "12", "12"),
            (
                1_234.0,
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "1234.00",
                "1234",
            ),
            (
                -1_234.0,
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "-1234.00",
                "-1234",
            ),
            (
                0.0,
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "0",
                "0",
            ),
            (-3.0, "#,##0_);[Red](#,##0)", "-3", "-3"),
            (-3.0, "0.0;[Red]0.0", "-3.0", "-3"),
            (8.5, "[$¥-804]#,##0.00", "8.50", "8.5"),
            (8.5, "\"¥\"#,##0.00", "8.50", "8.5"),
            (8.5, "0.0???", "8.5", "8.5"),
            (8.5, "≥0.0", "≥8.5", "≥8.5"),
            (95.0, "\"≥\"0\"%\"", "≥95%", "≥95%"),
            (123_456.0, "0\\.0,", "12.3", "12.3456"),
            (123_456.0, "0!.0,\"万\"", "12.3万", "12.3456万"),
            (123_456.0, "0.00,", "123.46", "123.456"),
            (1.0, "[=1]\"是\";[=0]\"否\"", "是", ""),
            (0.0, "[=1]\"是\";[=0]\"否\"", "否", ""),
            (7.0, ";;;", "7", "7"),
            (7.5, "# ?/?", "7.5", "7.5"),
            (12_345.0, "0.00E+00", "12345", "12345"),
            (30.0, "[DBNum1]0", "30", "30"),
        ];
        for (value, code, shown, exact) in cases {
            assert_eq!(
                both(value, code),
                (shown.to_owned(), exact.to_owned()),
                "{value} {code}"
            );
        }
        assert_eq!(show(f64::NAN, &Code::parse("0"), false), None);
    }

    #[test]
    fn dates_show_as_days() {
        let cases = [
            (45_291.0, "yyyy-mm-dd", "2023-12-31"),
            (45_291.75, "m/d/yy h:mm", "2023-12-31"),
            (45_291.0, "yyyy\"年\"m\"月\"", "2023-12-31"),
            (45_291.0, "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "2023-12-31"),
            (1.0, "d", "1900-01-01"),
            (59.0, "d", "1900-02-28"),
            (60.0, "d", "1900-02-29"),
            (61.0, "d", "1900-03-01"),
            (2_958_465.0, "d", "9999-12-31"),
            (2_958_466.0, "d", "2958466"),
            (-1.0, "yyyy", "-1"),
            (0.5, "h:mm", "12:00"),
            (45_291.5, "h:mm", "2023-12-31"),
        ];
        for (value, code, shown) in cases {
            assert_eq!(both(value, code).0, shown, "{value} {code}");
        }
        assert_eq!(date(0.0, true).as_deref(), Some("1904-01-01"));
        assert_eq!(date(43_829.0, true).as_deref(), Some("2023-12-31"));
        assert_eq!(date(f64::MAX, true), None);
    }

    #[test]
    fn a_text_that_the_file_tells_is_held_against_its_number() {
        let cases = [
            ("100.00%", 0.999_977_192_3, "100.00%", "99.99771923%"),
            ("1,234.50", 1_234.5, "1234.50", "1234.5"),
            ("50个", 50.0, "50个", "50个"),
            ("-2.5", -2.5, "-2.5", "-2.5"),
            ("(3)", -3.0, "-3", "-3"),
            ("¥8.50", 8.5, "8.50", "8.5"),
            ("1.2E+05", 120_000.0, "1.2E+05", ""),
            ("-", 0.0, "0", "0"),
            ("", 3.0, "3", "3"),
        ];
        for (text, value, shown, exact) in cases {
            let told = told(text, value);
            assert_eq!(
                (told.text.as_str(), told.exact.as_deref().unwrap_or("")),
                (shown, exact)
            );
        }
    }
}
