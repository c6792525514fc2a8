//! The rules over columns: scaled integers in, points out, with no form and no text in between.
//!
//! A column keeps one count of decimals for all its values, so that `95.50` is the integer 9550 with two decimals. [`score_row`] scores one row by the
//! very functions that score forms, whatever its method. [`ColumnTerms::score`] scores many rows at once where that is possible in 64 bits; it leaves
//! out every row that it cannot do exactly, and those go to [`score_row`]: nothing is ever rounded to fit.
//!
//! | `kind` | 中文 | sign | what `actual` is |
//! |---|---|---|---|
//! | 0 | 不低于（正向指标） | ≥ | a number in the unit of the target |
//! | 1 | 不超过（反向指标） | ≤ | the same |
//! | 2 | 按评判等级赋分（定性指标） | | the percent of the weight that the evaluator grants; there is no target |
//! | 3 | 等于 | = | a number in the unit of the target |
//! | 4 | 高于 | > | the same |
//! | 5 | 低于 | < | the same |
//!
//! ```
//! # #[cfg(feature = "policies")] {
//! use jixiao_scoring::columns::{Block, ColumnTerms, UNSCORED};
//! use jixiao_scoring::policy::Policy;
//! let terms = ColumnTerms::new(&Policy::mof_2020()?);
//! let block = Block {
//!     kinds: &[0, 1, 2],
//!     targets: &[95_00_i64, 90_00, 0],
//!     actuals: &[93_00, 99_00, 85_00],
//!     weights: &[10_i64, 10, 5],
//!     target_decimals: 2,
//!     actual_decimals: 2,
//!     weight_decimals: 0,
//!     methods: None,
//! };
//! let mut points = [UNSCORED; 3]; // in steps of 0.0001 points
//! assert_eq!(terms.score(&block, &mut points), 0);
//! assert_eq!(points, [9_7900, 9_0900, 4_2500]); // 10 × 93 ÷ 95, 10 × 90 ÷ 99, 5 × 85 %
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod narrow;
mod row;

pub use narrow::{ALONE, Block, ColumnTerms, UNSCORED};
pub use row::{Column, Row, RowError, Scaled, row_method, score_row};

use jixiao_model::Comparison;

/// How an actual is held against its target: the codes of the column `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// 0, ≥ 不低于
    Floor,
    /// 1, ≤ 不超过 (反向指标)
    Ceiling,
    /// 2, 按评判等级赋分: the actual is the percent of the weight.
    Level,
    /// 3, = 等于
    Equal,
    /// 4, > 高于
    Above,
    /// 5, < 低于
    Below,
}

impl Kind {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 6] = [
        Self::Floor,
        Self::Ceiling,
        Self::Level,
        Self::Equal,
        Self::Above,
        Self::Below,
    ];

    /// The kind of a code; `None` for one that has no meaning.
    pub const fn from_code(code: i8) -> Option<Self> {
        Some(match code {
            0 => Self::Floor,
            1 => Self::Ceiling,
            2 => Self::Level,
            3 => Self::Equal,
            4 => Self::Above,
            5 => Self::Below,
            _ => return None,
        })
    }

    /// Its code.
    pub const fn code(self) -> i8 {
        self as i8
    }

    /// The comparison that it stands for; `None` for a level, which has no target.
    pub const fn comparison(self) -> Option<Comparison> {
        Some(match self {
            Self::Floor => Comparison::AtLeast,
            Self::Ceiling => Comparison::AtMost,
            Self::Level => return None,
            Self::Equal => Comparison::Equal,
            Self::Above => Comparison::MoreThan,
            Self::Below => Comparison::LessThan,
        })
    }
}
