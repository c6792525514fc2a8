//! A number as its decimal digits, fifteen of them at most, as a spreadsheet keeps it.

/// A number: 0.d₁d₂d₃… times ten to the power of `point`. No digits are a zero; neither the first nor the last is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The number to fifteen significant digits: `0.1 + 0.2` is 0.3. `None` for what is no number.
    pub(super) fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let text = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        let number = Self {
            negative: value < 0.0,
            digits: digits.map(|digit| digit.saturating_sub(b'0')).collect(),
            point: exponent.saturating_add(1),
        };
        Some(number.trimmed())
    }

    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.negative = false;
            self.point = 0;
        }
        self
    }

    pub(super) fn negative(&self) -> bool {
        self.negative
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Times ten to the power of `by`.
    pub(super) fn shifted(&self, by: i32) -> Self {
        let point = self.point.saturating_add(by);
        Self {
            point,
            ..self.clone()
        }
    }

    /// To so many decimals, half away from zero.
    pub(super) fn rounded(&self, decimals: usize) -> Self {
        let decimals = i32::try_from(decimals).unwrap_or(i32::MAX);
        let kept = self.point.saturating_add(decimals);
        let mut number = self.clone();
        let Ok(kept) = usize::try_from(kept) else {
            number.digits.clear();
            return number.trimmed();
        };
        let up = self.digits.get(kept).is_some_and(|digit| *digit >= 5);
        number.digits.truncate(kept);
        if up {
            number.step_up(kept);
        }
        number.trimmed()
    }

    /// One more in the last of so many digits.
    fn step_up(&mut self, kept: usize) {
        self.digits.resize(kept, 0);
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit = digit.saturating_add(1);
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point = self.point.saturating_add(1);
    }

    /// The whole number towards zero, if it is not absurdly large.
    pub(super) fn whole(&self) -> Option<i64> {
        let text = self.magnitude(0);
        let whole: i64 = text.split('.').next()?.parse().ok()?;
        Some(if self.negative {
            whole.saturating_neg()
        } else {
            whole
        })
    }

    /// In plain decimals, at least so many of them.
    pub(super) fn plain(&self, least_decimals: usize) -> String {
        let minus = if self.negative { "-" } else { "" };
        format!("{minus}{}", self.magnitude(least_decimals))
    }

    /// The same without its sign.
    pub(super) fn magnitude(&self, least_decimals: usize) -> String {
        let digit = |digit: &u8| char::from(digit.saturating_add(b'0'));
        let whole = usize::try_from(self.point).unwrap_or(0);
        let zeros = usize::try_from(self.point.saturating_neg()).unwrap_or(0);
        let mut text: String = self.digits.iter().take(whole).map(digit).collect();
        text.extend(std::iter::repeat_n(
            '0',
            whole.saturating_sub(self.digits.len()),
        ));
        if text.is_empty() {
            text.push('0');
        }
        let mut decimals = String::new();
        if self.digits.len() > whole {
            decimals.extend(std::iter::repeat_n('0', zeros));
            decimals.extend(self.digits.iter().skip(whole).map(digit));
        }
        let missing = least_decimals.saturating_sub(decimals.len());
        decimals.extend(std::iter::repeat_n('0', missing));
        if decimals.is_empty() {
            return text;
        }
        format!("{text}.{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64) -> Decimal {
        Decimal::from_f64(value).unwrap()
    }

    #[test]
    fn digits_stand_where_they_belong() {
        let tiny = format!("0.{}494065645841247", "0".repeat(323));
        let cases = [
            (0.0, "0"),
            (100.0, "100"),
            (0.05, "0.05"),
            (-12.5, "-12.5"),
            (123_456_789_012_345_680.0, "123456789012346000"),
            (5e-324, tiny.as_str()),
        ];
        for (value, text) in cases {
            assert_eq!(of(value).plain(0), text);
        }
        assert_eq!(of(3.0).plain(2), "3.00");
        assert_eq!(of(0.999_977_192_3).shifted(2).plain(0), "99.99771923");
        assert_eq!(Decimal::from_f64(f64::INFINITY), None);
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        let cases = [
            (0.5, 0, "1"),
            (0.49, 0, "0"),
            (-0.5, 0, "-1"),
            (99.5, 0, "100"),
            (0.045, 2, "0.05"),
            (0.0049, 2, "0"),
            (0.0005, 2, "0"),
            (1.005, 2, "1.01"),
            (12.34, 5, "12.34"),
            (1e300, 2, &format!("1{}", "0".repeat(300))),
        ];
        for (value, decimals, text) in cases {
            assert_eq!(of(value).rounded(decimals).plain(0), text, "{value}");
        }
    }

    #[test]
    fn whole_numbers_are_cut_towards_zero() {
        assert_eq!(of(45_291.99).whole(), Some(45_291));
        assert_eq!(of(-1.5).whole(), Some(-1));
        assert_eq!(of(1e300).whole(), None);
    }
}
