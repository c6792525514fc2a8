//! Tables of bands (分档): floors from the highest down, or ceilings from the lowest up.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use jixiao_model::{Bilingual, Fraction, Percent, Speak};

/// Where a band begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// At least this, the bound included: more is better.
    From(Percent),
    /// At most this, the bound included: less is better.
    To(Percent),
    /// All that no ceiling before it takes in.
    Beyond,
}

impl Bound {
    /// The percentage of the bound; `None` for what lies beyond all ceilings.
    pub const fn percent(self) -> Option<Percent> {
        match self {
            Self::From(percent) | Self::To(percent) => Some(percent),
            Self::Beyond => None,
        }
    }

    fn takes(self, rate: Fraction) -> bool {
        match self {
            Self::From(floor) => rate >= floor.rate().fraction(),
            Self::To(ceiling) => rate <= ceiling.rate().fraction(),
            Self::Beyond => true,
        }
    }
}

/// A band of a rate and the share of the weight that it earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Band {
    /// Where it begins or ends.
    pub bound: Bound,
    /// The share of the weight.
    pub share: Percent,
}

/// A table of bands in order, without a gap or an overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandTable(Cow<'static, [Band]>);

impl BandTable {
    /// One band that earns nothing.
    pub const NOTHING: Self = Self(Cow::Borrowed(&[Band {
        bound: Bound::From(Percent::ZERO),
        share: Percent::ZERO,
    }]));

    /// A table of floors and shares, for rates of which more is better: from the highest floor down to one of 0 %.
    ///
    /// ```
    /// use jixiao_model::Percent;
    /// use jixiao_scoring::policy::BandTable;
    /// let percent = Percent::whole;
    /// let table = BandTable::floors([(90, 100), (80, 80), (0, 0)].map(|(from, share)| (percent(from), percent(share))))?;
    /// assert_eq!(table.share(percent(85).rate().fraction()), percent(80));
    /// # Ok::<(), jixiao_scoring::policy::BandsError>(())
    /// ```
    ///
    /// # Errors
    /// [`BandsError`] with the place of the band that does not fit.
    pub fn floors(bands: impl IntoIterator<Item = (Percent, Percent)>) -> Result<Self, BandsError> {
        let band = |(from, share)| Band {
            bound: Bound::From(from),
            share,
        };
        Self::new(bands.into_iter().map(band).collect())
    }

    /// A table of ceilings and shares, for rates of which less is better: from the lowest ceiling up, and the share of all beyond.
    ///
    /// ```
    /// use jixiao_model::Percent;
    /// use jixiao_scoring::policy::BandTable;
    /// let percent = Percent::whole;
    /// let table = [(0, 100), (10, 60), (20, 40)].map(|(to, share)| (percent(to), percent(share)));
    /// let table = BandTable::ceilings(table, percent(0))?;
    /// assert_eq!(table.share(percent(8).rate().fraction()), percent(60));
    /// assert_eq!(table.share(percent(-99).rate().fraction()), percent(100));
    /// # Ok::<(), jixiao_scoring::policy::BandsError>(())
    /// ```
    ///
    /// # Errors
    /// [`BandsError`] with the place of the band that does not fit.
    pub fn ceilings(
        bands: impl IntoIterator<Item = (Percent, Percent)>,
        beyond: Percent,
    ) -> Result<Self, BandsError> {
        let band = |(to, share)| Band {
            bound: Bound::To(to),
            share,
        };
        let last = Band {
            bound: Bound::Beyond,
            share: beyond,
        };
        Self::new(bands.into_iter().map(band).chain([last]).collect())
    }

    pub(super) fn new(bands: Vec<Band>) -> Result<Self, BandsError> {
        let is_share = |share| (Percent::ZERO..=Percent::WHOLE).contains(&share);
        if let Some(at) = bands.iter().position(|band| !is_share(band.share)) {
            let share = bands.get(at).map(|band| band.share).unwrap_or_default();
            return Err(BandsError::NoShare { at, share });
        }
        for (at, pair) in bands.windows(2).enumerate() {
            let [before, band] = pair else { continue };
            check_order(at.saturating_add(1), *before, *band)?;
        }
        let last = bands.len().saturating_sub(1);
        match bands.last().map(|band| band.bound) {
            Some(Bound::Beyond | Bound::From(Percent::ZERO)) => Ok(Self(Cow::Owned(bands))),
            Some(Bound::From(floor)) => Err(BandsError::NothingBelow { at: last, floor }),
            Some(Bound::To(ceiling)) => Err(BandsError::NothingBeyond { at: last, ceiling }),
            None => Err(BandsError::Empty),
        }
    }

    /// The bands, in the order in which they are looked up.
    pub fn bands(&self) -> &[Band] {
        &self.0
    }

    /// Is it a table of ceilings, for rates of which less is better?
    pub fn has_ceilings(&self) -> bool {
        let last = self.0.last().map(|band| band.bound);
        last == Some(Bound::Beyond)
    }

    /// The share of the band in which a rate falls. Below a floor of 0 %, nothing is earned.
    pub fn share(&self, rate: Fraction) -> Percent {
        let band = self.0.iter().find(|band| band.bound.takes(rate));
        band.map_or(Percent::ZERO, |band| band.share)
    }

    /// The share of the first band: of the highest floor, or of the lowest ceiling.
    pub(crate) fn first(&self) -> Percent {
        self.0.first().map_or(Percent::ZERO, |band| band.share)
    }

    /// The share of the last band.
    pub(crate) fn last(&self) -> Percent {
        self.0.last().map_or(Percent::ZERO, |band| band.share)
    }
}

/// A band after another: both floors, falling, or ceilings, rising.
fn check_order(at: usize, before: Band, band: Band) -> Result<(), BandsError> {
    match (before.bound, band.bound) {
        (Bound::From(above), Bound::From(floor)) if floor < above => Ok(()),
        (Bound::From(above), Bound::From(floor)) => Err(BandsError::NotBelow { at, above, floor }),
        (Bound::To(below), Bound::To(ceiling)) if ceiling > below => Ok(()),
        (Bound::To(below), Bound::To(ceiling)) => Err(BandsError::NotAbove { at, below, ceiling }),
        (Bound::To(_), Bound::Beyond) => Ok(()),
        (Bound::Beyond, _) => Err(BandsError::AfterAll { at }),
        _ => Err(BandsError::Mixed { at }),
    }
}

/// Why bands make no table. `at` counts the bands from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BandsError {
    /// There is no band.
    #[error("there is no band; write at least one")]
    Empty,
    /// A floor not below the one before it.
    #[error(
        "the band from {floor} does not lie below the one before it, from {above}: they overlap; write the bands from the highest floor down, no two alike"
    )]
    NotBelow {
        /// Which band.
        at: usize,
        /// The floor of the band before it.
        above: Percent,
        /// Its floor.
        floor: Percent,
    },
    /// A ceiling not above the one before it.
    #[error(
        "the band up to {ceiling} does not reach beyond the one before it, up to {below}: they overlap; write the bands from the lowest ceiling up, no two alike"
    )]
    NotAbove {
        /// Which band.
        at: usize,
        /// The ceiling of the band before it.
        below: Percent,
        /// Its ceiling.
        ceiling: Percent,
    },
    /// A share below 0 % or above 100 %.
    #[error("{share} is no share of a weight; write 0% to 100%")]
    NoShare {
        /// Which band.
        at: usize,
        /// Its share.
        share: Percent,
    },
    /// The last floor is above 0 %.
    #[error("what lies below {floor} belongs to no band; add a last band with from = 0")]
    NothingBelow {
        /// Which band.
        at: usize,
        /// Its floor.
        floor: Percent,
    },
    /// The last band has a ceiling.
    #[error("what lies beyond {ceiling} belongs to no band; add a last band without to")]
    NothingBeyond {
        /// Which band.
        at: usize,
        /// Its ceiling.
        ceiling: Percent,
    },
    /// A band after the one that takes all the rest.
    #[error(
        "the band before takes all that is left, so nothing can fall in this one; leave out its to only for the last band"
    )]
    AfterAll {
        /// Which band.
        at: usize,
    },
    /// A floor among ceilings, or a ceiling among floors.
    #[error(
        "the table mixes floors (from) and ceilings (to); write one kind only: from where more is better, to where less is better"
    )]
    Mixed {
        /// Which band.
        at: usize,
    },
}

impl BandsError {
    /// Which band does not fit, counted from 0; `None` where there is none at all.
    pub const fn at(self) -> Option<usize> {
        match self {
            Self::Empty => None,
            Self::NotBelow { at, .. }
            | Self::NotAbove { at, .. }
            | Self::NoShare { at, .. }
            | Self::NothingBelow { at, .. }
            | Self::NothingBeyond { at, .. }
            | Self::AfterAll { at }
            | Self::Mixed { at } => Some(at),
        }
    }
}

impl Speak for BandsError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::Empty => "没有任何一档；请至少填写一档".into(),
            Self::NotBelow { above, floor, .. } => format!(
                "下限 {floor} 不低于上一档的下限 {above}，两档重叠；请自高档至低档排列，下限各不相同"
            ),
            Self::NotAbove { below, ceiling, .. } => format!(
                "上限 {ceiling} 不高于上一档的上限 {below}，两档重叠；请自低档至高档排列，上限各不相同"
            ),
            Self::NoShare { share, .. } => {
                format!("{share} 不能作为得分比例；请填写 0% 至 100%")
            }
            Self::NothingBelow { floor, .. } => {
                format!("低于 {floor} 的部分不属于任何一档；请在最后补上 from = 0 的一档")
            }
            Self::NothingBeyond { ceiling, .. } => {
                format!("高于 {ceiling} 的部分不属于任何一档；请在最后补上不写 to 的一档")
            }
            Self::AfterAll { .. } => {
                "上一档已包括其余全部，不会有数值落入本档；只有最后一档可以不写 to".into()
            }
            Self::Mixed { .. } => "同一表中既有下限（from）又有上限（to）；请只用一种：越大越好的写 from，越小越好的写 to".into(),
        };
        Bilingual::new(zh, format!("{self}"))
    }
}
