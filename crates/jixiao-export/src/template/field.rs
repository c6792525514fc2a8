//! What may be typed into a cell, and what the cell tells of it.

use std::borrow::Cow;

use jixiao_model::InputKind;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula};

use crate::ExportError;

use super::years;

/// The most UTF-16 units of a list that stands in the check itself.
const LONGEST_LIST: usize = 255;

/// A kind of cell to fill in.
#[derive(Clone)]
pub(super) struct Field {
    /// The heading of the help text.
    title: &'static str,
    help: Cow<'static, str>,
    pub(super) check: Check,
}

/// What is checked.
#[derive(Clone)]
pub(super) enum Check {
    /// Any text.
    Text,
    /// Any text; some are offered.
    Offer(Vec<&'static str>),
    /// One of these.
    OneOf(Vec<String>),
    /// A year, typed; or chosen from the list that stands in the workbook.
    Year { listed: bool },
    /// Money in 万元.
    Amount { may_be_negative: bool },
    /// 分值.
    Weight,
    /// 得分, up to the weight in the cell that stands one column to the left.
    Points,
    /// A whole number.
    Count,
    /// A percentage, typed with its sign.
    Percent,
    /// A number of any unit.
    Quantity,
}

impl Field {
    pub(super) fn new(
        title: &'static str,
        help: impl Into<Cow<'static, str>>,
        check: Check,
    ) -> Self {
        Self {
            title,
            help: help.into(),
            check,
        }
    }

    /// A text with nothing but help.
    pub(super) fn text(title: &'static str, help: impl Into<Cow<'static, str>>) -> Self {
        Self::new(title, help, Check::Text)
    }

    /// Money that bookkeeping may take below zero: refunds, balances.
    pub(super) fn amount(title: &'static str, may_be_negative: bool) -> Self {
        let help = if may_be_negative {
            "以万元为单位，最多6位小数，如 20.3055。退款冲减等账面为负的，可填负数。"
        } else {
            "以万元为单位，最多6位小数，如 20.3055。没有的填 0 或留空。"
        };
        Self::new(title, help, Check::Amount { may_be_negative })
    }

    /// A figure of a rate.
    pub(super) fn of_kind(title: &'static str, kind: InputKind) -> Self {
        match kind {
            InputKind::SignedAmount => Self::amount(title, true),
            InputKind::Count => Self::new(title, "填整数，不带单位。", Check::Count),
            InputKind::Percent => {
                Self::new(title, "填百分数，带百分号，如 85.5%。", Check::Percent)
            }
            InputKind::Quantity => Self::new(
                title,
                "填数字，不带单位；本组两个数须用同一单位。",
                Check::Quantity,
            ),
            _ => Self::amount(title, false),
        }
    }

    /// The check of a range that begins at `cell`; `weight` is the cell to the left of it.
    pub(super) fn validation(
        &self,
        cell: &str,
        weight: &str,
    ) -> Result<DataValidation, ExportError> {
        let (rule, wrong) = self.rule(cell, weight)?;
        let rule = rule
            .set_input_title(self.title)?
            .set_input_message(self.help.as_ref())?;
        Ok(match wrong {
            Some(wrong) => rule.set_error_title("填写有误")?.set_error_message(wrong)?,
            None => rule.show_error_message(false),
        })
    }

    /// What is checked, and what is said where it is not so.
    fn rule(
        &self,
        cell: &str,
        weight: &str,
    ) -> Result<(DataValidation, Option<String>), ExportError> {
        let any = DataValidation::new;
        let custom = |formula: String| any().allow_custom(Formula::new(formula));
        let said = |text: &str| Some(text.to_string());
        Ok(match &self.check {
            Check::Text => (any().allow_any_value(), None),
            Check::Offer(words) => (listed(words)?, None),
            Check::OneOf(words) => {
                let wrong = "只能从下拉列表中选择一项；不能确定的请留空。";
                (listed(words)?, said(wrong))
            }
            Check::Year { listed } => {
                let (first, last) = (years::FIRST, years::LAST);
                let wrong = format!("年度应为 {first} 至 {last} 之间的四位整数，如 2024。");
                let rule = if *listed {
                    any().allow_list_formula(Formula::new(years::range()))
                } else {
                    any().allow_whole_number(DataValidationRule::Between(first, last))
                };
                (rule, Some(wrong))
            }
            Check::Amount { may_be_negative } => {
                let (sign, wrong) = if *may_be_negative {
                    (
                        "",
                        "金额应为数字，以万元为单位，最多6位小数，如 20.3055；请不要写单位和逗号。",
                    )
                } else {
                    (
                        ",{}>=0",
                        "金额应为不小于 0 的数字，以万元为单位，最多6位小数，如 20.3055；请不要写单位和逗号。",
                    )
                };
                let sign = sign.replace("{}", cell);
                let rule = format!("=AND(ISNUMBER({cell}){sign},ROUND({cell},6)={cell})");
                (custom(rule), said(wrong))
            }
            Check::Weight => {
                let wrong = "分值应为 0 至 100 之间的数字，如 10 或 2.5；全表分值合计应为 100。";
                let range = DataValidationRule::Between(0.0, 100.0);
                (any().allow_decimal_number(range), said(wrong))
            }
            Check::Points => {
                let wrong = "得分应为 0 至本行分值之间的数字；请先填分值，得分不能超过分值。";
                let rule = format!("=AND(ISNUMBER({cell}),{cell}>=0,{cell}<=N({weight}))");
                (custom(rule), said(wrong))
            }
            Check::Count => {
                let wrong = "应为不小于 0 的整数，如 35；请不要写单位和小数。";
                let most = DataValidationRule::Between(0, 999_999_999);
                (any().allow_whole_number(most), said(wrong))
            }
            Check::Percent => {
                let wrong = "应为不小于 0 的百分数，带百分号，如 85.5%。";
                let rule = format!("=IFERROR(VALUE(SUBSTITUTE({cell},\"%\",\"\"))>=0,FALSE)");
                (custom(rule), said(wrong))
            }
            Check::Quantity => {
                let wrong = "应为不小于 0 的数字，如 12.5；请不要写单位。";
                let least = DataValidationRule::GreaterThanOrEqualTo(0.0);
                (any().allow_decimal_number(least), said(wrong))
            }
        })
    }

    /// The number format of the cell. What is typed into a text stays as it was typed: 12月31日 does not turn into a date.
    pub(super) fn shape(&self) -> &'static str {
        match self.check {
            Check::Amount { .. } => super::sheet::MONEY,
            Check::Weight | Check::Points | Check::Quantity => "General",
            Check::Count | Check::Year { .. } => "0",
            Check::Text | Check::Offer(_) | Check::OneOf(_) | Check::Percent => "@",
        }
    }

    /// Does a number stand in it?
    pub(super) fn is_number(&self) -> bool {
        self.shape() != "@"
    }
}

/// A list to choose from. One that is too long is cut: what is left out can still be typed where words are only offered.
fn listed(words: &[impl AsRef<str>]) -> Result<DataValidation, ExportError> {
    let mut length: usize = 0;
    let fitting: Vec<&str> = words
        .iter()
        .map(AsRef::as_ref)
        .take_while(|word| {
            let units = word.encode_utf16().count();
            length = length.saturating_add(units).saturating_add(1);
            length <= LONGEST_LIST
        })
        .collect();
    Ok(DataValidation::new().allow_list_strings(&fitting)?)
}
