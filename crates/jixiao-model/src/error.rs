//! What the constructors of this crate refuse, and what they say about it.

use alloc::format;
use alloc::string::String;

use crate::lang::{Bilingual, Speak};

/// Why a value cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The text is no decimal number.
    #[error("`{found}` is not a number; write digits such as 20.32")]
    NotANumber {
        /// What stood there.
        found: String,
    },
    /// A number with a fraction where only whole ones count.
    #[error("`{found}` is no whole number; write one such as 12")]
    NotWhole {
        /// What stood there.
        found: String,
    },
    /// The text has a number, but also a unit that does not belong to this kind of value.
    #[error("`{found}` has a unit that does not fit here; expected {expected}")]
    WrongUnit {
        /// What stood there.
        found: String,
        /// The units that fit.
        expected: &'static str,
    },
    /// More decimals than the value can keep exactly.
    #[error("`{found}` has more than {max} decimals, which {kind} cannot keep exactly")]
    TooManyDecimals {
        /// What stood there.
        found: String,
        /// The most decimals that are kept.
        max: u32,
        /// The kind of value, in English.
        kind: &'static str,
    },
    /// Outside the range of the value.
    #[error("`{found}` is out of range for {kind}: from {low} to {high}")]
    OutOfRange {
        /// What stood there.
        found: String,
        /// The kind of value, in English.
        kind: &'static str,
        /// The least value.
        low: &'static str,
        /// The greatest value.
        high: &'static str,
    },
    /// A negative amount where bookkeeping does not allow one.
    #[error("{field} is negative ({found}); only executed amounts may be, through refunds")]
    Negative {
        /// The English name of the field.
        field: &'static str,
        /// What stood there.
        found: String,
    },
    /// A figure below zero that cannot be.
    #[error("`{found}` is negative, which this figure cannot be; check its sign")]
    BelowZero {
        /// What stood there.
        found: String,
    },
    /// Figures that are not those of a rate.
    #[error("{found} are not the figures that {rate} takes here; give those of its inputs")]
    WrongFigures {
        /// The id of the rate.
        rate: &'static str,
        /// What was given.
        found: String,
    },
    /// A text that must not be empty.
    #[error("the text is empty")]
    Empty,
    /// A text longer than any form has room for.
    #[error("the text has {length} characters; at most {max} fit")]
    TooLong {
        /// Its length in characters.
        length: usize,
        /// The most characters.
        max: usize,
    },
    /// A denominator of zero.
    #[error("the denominator is zero")]
    ZeroDenominator,
    /// A sum or product that no longer fits.
    #[error("the result is too large to keep exactly")]
    Overflow,
    /// A day that the calendar does not have.
    #[error("there is no day {found} in the calendar")]
    NoSuchDay {
        /// What stood there.
        found: String,
    },
    /// A text that names no single day, or more than one.
    #[error("`{found}` is no full date; write year, month and day, such as 2024-06-30")]
    NotADay {
        /// What stood there.
        found: String,
    },
    /// A word outside a fixed list.
    #[error("`{found}` is not known; use one of: {known}")]
    UnknownWord {
        /// What stood there.
        found: String,
        /// The words that are known.
        known: &'static str,
    },
}

impl Speak for ModelError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NotANumber { found } => format!("“{found}”不是数字，请填写如 20.32 的数字"),
            Self::NotWhole { found } => format!("“{found}”不是整数，请填写如 12 的整数"),
            Self::WrongUnit { found, expected } => {
                format!("“{found}”的单位不适用于此处，应为：{expected}")
            }
            Self::TooManyDecimals { found, max, .. } => {
                format!("“{found}”的小数超过 {max} 位，无法精确保存")
            }
            Self::OutOfRange {
                found, low, high, ..
            } => format!("“{found}”超出允许范围：{low} 至 {high}"),
            Self::Negative { found, .. } => {
                format!("“{found}”为负数；只有执行数可以因退款为负")
            }
            Self::BelowZero { found } => {
                format!("“{found}”为负数，此处不能为负，请核对正负号")
            }
            Self::WrongFigures { rate, found } => {
                format!("{found}不是此处计算 {rate} 所用的数据，请按其数据项填写")
            }
            Self::Empty => String::from("内容为空"),
            Self::TooLong { length, max } => format!("内容有 {length} 个字，最多 {max} 个字"),
            Self::ZeroDenominator => String::from("分母为零"),
            Self::Overflow => String::from("结果过大，无法精确保存"),
            Self::NoSuchDay { found } => format!("日历上没有“{found}”这一天"),
            Self::NotADay { found } => {
                format!("“{found}”不是完整的日期，请写明年、月、日，如 2024-06-30 或 2024年6月30日")
            }
            Self::UnknownWord { found, known } => format!("不认识“{found}”，可用：{known}"),
        };
        Bilingual::new(zh, format!("{self}"))
    }
}
