//! What has to be known before two evaluations are compared.

use jixiao_model::{Bilingual, FiscalYear, Speak};

use super::year::Year;

/// Why a comparison says less than it seems to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The two are of different units.
    OtherUnit {
        /// The old one.
        old: String,
        /// The new one.
        new: String,
    },
    /// The two are scored by different policies.
    OtherPolicy {
        /// The old one.
        old: String,
        /// The new one.
        new: String,
    },
    /// Both are of one year: nothing can have come back, and no promise be kept.
    SameYear(FiscalYear),
    /// The new one is of an earlier year.
    Reversed {
        /// The old one.
        old: FiscalYear,
        /// The new one.
        new: FiscalYear,
    },
    /// Years between the two are not looked at.
    Between {
        /// The old one.
        old: FiscalYear,
        /// The new one.
        new: FiscalYear,
    },
    /// Some of the figures are constructed for a demonstration.
    Constructed,
}

impl Note {
    pub(super) fn of(old: &Year, new: &Year) -> Vec<Self> {
        let mut notes = Vec::new();
        if jixiao_model::normalise(&old.unit) != jixiao_model::normalise(&new.unit) {
            notes.push(Self::OtherUnit {
                old: old.unit.clone(),
                new: new.unit.clone(),
            });
        }
        if old.policy != new.policy {
            notes.push(Self::OtherPolicy {
                old: old.policy.clone(),
                new: new.policy.clone(),
            });
        }
        let constructed = old.constructed || new.constructed;
        let (old, new) = (old.year, new.year);
        match new.number().saturating_sub(old.number()) {
            0 => notes.push(Self::SameYear(old)),
            1 => {}
            ..0 => notes.push(Self::Reversed { old, new }),
            _ => notes.push(Self::Between { old, new }),
        }
        if constructed {
            notes.push(Self::Constructed);
        }
        notes
    }
}

impl Speak for Note {
    fn speak(&self) -> Bilingual {
        match self {
            Self::OtherUnit { old, new } => Bilingual::new(
                format!("两份评价不是同一单位的：“{old}”与“{new}”；请核对是否选对了文件"),
                format!(
                    "the two are of different units, \"{old}\" and \"{new}\"; check that these are the files you meant"
                ),
            ),
            Self::OtherPolicy { old, new } => Bilingual::new(
                format!(
                    "两份评价所用的评分政策不同：{old} 与 {new}，得分和等级的变化可能来自政策；可给出两份数据集并加 --policy，按同一政策计分后比较"
                ),
                format!(
                    "the two are scored by different policies, {old} and {new}, which may be why points and grades changed; give the two datasets and one --policy to compare by the same rules"
                ),
            ),
            Self::SameYear(year) => Bilingual::new(
                format!(
                    "两份都是 {} 年度的评价，因此不比较重复出现的原因和措施的兑现情况",
                    year.number()
                ),
                format!(
                    "both are of {}, so causes that came back and remedies that were kept are not looked for",
                    year.number()
                ),
            ),
            Self::Reversed { old, new } => Bilingual::new(
                format!(
                    "前一份（{} 年度）比后一份（{} 年度）晚，因此不比较措施的兑现情况；如果写反了，请调换两份的顺序",
                    old.number(),
                    new.number()
                ),
                format!(
                    "the first ({}) is later than the second ({}), so what became of remedies is not looked for; if that is a slip, swap the two",
                    old.number(),
                    new.number()
                ),
            ),
            Self::Between { old, new } => Bilingual::new(
                format!(
                    "两份评价不是相邻年度（{} 与 {}），中间年度的情况没有比较",
                    old.number(),
                    new.number()
                ),
                format!(
                    "the two years, {} and {}, do not follow one another; the years between are not looked at",
                    old.number(),
                    new.number()
                ),
            ),
            Self::Constructed => Bilingual::new(
                "数据集含有为演示而构造的数据，以下数字不全是该单位公布的",
                "the data hold figures that were constructed for a demonstration; not all of the below were published",
            ),
        }
    }
}
