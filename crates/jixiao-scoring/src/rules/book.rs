//! The rate rules by id: what each takes, and its page.

use jixiao_model::{Amount, ModelError, RateId};

use super::RateOutcome;
use super::carry_over_change_rate::carry_over_change_rate;
use super::execution_rate::execution_rate;
use super::staffing_control_rate::staffing_control_rate;
use super::three_public_control_rate::three_public_control_rate;

/// One of the two figures that a rate rule takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// The key by which the command and data files name it.
    pub key: &'static str,
    /// The official Chinese term.
    pub term: &'static str,
}

/// A rate rule: what it takes, what it rests on, and the page that tells it.
///
/// ```
/// use jixiao_model::RateId;
/// use jixiao_scoring::rules::RateRule;
/// let rule = RateRule::of(RateId::Execution);
/// let rate = rule.compute("20.32", "20.3055").unwrap();
/// assert_eq!(rate.rate().unwrap().to_string(), "99.93%");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateRule {
    /// Which rate.
    pub id: RateId,
    /// Its two figures, in the order in which [`compute`](Self::compute) takes them.
    pub inputs: [Input; 2],
    /// The formula, in official terms.
    pub formula: &'static str,
    /// The documents that it rests on.
    pub basis: &'static [&'static str],
    /// The page, in Markdown.
    pub page: &'static str,
}

const fn input(key: &'static str, term: &'static str) -> Input {
    Input { key, term }
}

const FORM: &[&str] = &["MOF-2020-10", "MOF-2013-53"];
const DEPARTMENT: &[&str] = &["MOF-2013-53"];

impl RateRule {
    /// The rule of a rate.
    pub fn of(id: RateId) -> Self {
        let (inputs, formula, basis, page) = match id {
            RateId::ThreePublicControl => (
                [
                    input("budget", "“三公经费”预算安排数"),
                    input("spent", "“三公经费”实际支出数"),
                ],
                "“三公经费”实际支出数 ÷ “三公经费”预算安排数 × 100%",
                DEPARTMENT,
                include_str!("three_public_control_rate.md"),
            ),
            RateId::CarryOverChange => (
                [
                    input("current", "本年累计结转结余"),
                    input("previous", "上年累计结转结余"),
                ],
                "（本年累计结转结余 − 上年累计结转结余） ÷ 上年累计结转结余 × 100%",
                DEPARTMENT,
                include_str!("carry_over_change_rate.md"),
            ),
            RateId::StaffingControl => (
                [input("quota", "编制数"), input("staff", "在职人员数")],
                "在职人员数 ÷ 编制数 × 100%",
                DEPARTMENT,
                include_str!("staffing_control_rate.md"),
            ),
            _ => (
                [
                    input("budget", "全年预算数"),
                    input("executed", "全年执行数"),
                ],
                "全年执行数 ÷ 全年预算数 × 100%",
                FORM,
                include_str!("execution_rate.md"),
            ),
        };
        Self {
            id,
            inputs,
            formula,
            basis,
            page,
        }
    }

    /// The rate of two figures as a person writes them, in the order of [`inputs`](Self::inputs): money in 万元, people as whole numbers.
    ///
    /// # Errors
    /// The place (0 or 1) of the figure that cannot be, and why.
    pub fn compute(&self, first: &str, second: &str) -> Result<RateOutcome, (usize, ModelError)> {
        if self.id == RateId::StaffingControl {
            return Ok(staffing_control_rate(
                people(first).map_err(|error| (0, error))?,
                people(second).map_err(|error| (1, error))?,
            ));
        }
        let first: Amount = first.parse().map_err(|error| (0, error))?;
        let second: Amount = second.parse().map_err(|error| (1, error))?;
        if self.id == RateId::CarryOverChange {
            return Ok(carry_over_change_rate(first, second));
        }
        if first.is_negative() {
            let found = alloc::format!("{first}");
            let field = self.inputs.first().map_or("budget", |input| input.key);
            return Err((0, ModelError::Negative { field, found }));
        }
        Ok(match self.id {
            RateId::ThreePublicControl => three_public_control_rate(first, second),
            _ => execution_rate(first, second),
        })
    }
}

fn people(text: &str) -> Result<u32, ModelError> {
    text.trim()
        .trim_end_matches('人')
        .parse()
        .map_err(|_| ModelError::NotANumber {
            found: text.chars().take(40).collect(),
        })
}
