//! Where the words of a text stand, by group.

use alloc::vec::Vec;

use super::GroupId;

/// A word of a group in a folded text: its first character and the one behind its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Hit {
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// All words found, by group and in the order of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Hits {
    /// Each as one number: its group, its start, its end. To put them in order is much of the work that a text makes, and so one comparison decides.
    words: Vec<u128>,
    /// One bit a group: is there a word of it?
    present: Vec<u64>,
}

impl Hits {
    /// None yet, and room for so many.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self {
            words: Vec::with_capacity(count),
            present: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, group: GroupId, hit: Hit) {
        self.words.push(packed(group, hit.start, hit.end));
    }

    /// Puts all in order; to be called once, before anything is asked.
    pub(super) fn sort(&mut self) {
        self.words.sort_unstable();
        self.words.dedup();
        let last = self.words.last().map_or(0, |word| group_of(*word));
        self.present = alloc::vec![0; place_of(last).0.saturating_add(1)];
        for word in &self.words {
            let (at, bit) = place_of(group_of(*word));
            if let Some(bits) = self.present.get_mut(at) {
                *bits |= bit;
            }
        }
    }

    /// Is there a word of the group anywhere?
    pub(super) fn has(&self, group: GroupId) -> bool {
        let (word, bit) = place_of(group);
        self.present.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The hits of a group that begin at `start` or behind it and end at `end` or before it.
    pub(super) fn within(
        &self,
        group: GroupId,
        start: usize,
        end: usize,
    ) -> impl Iterator<Item = Hit> + '_ {
        // Most groups have no word in a text: those need no search.
        let words = if self.has(group) {
            self.words.as_slice()
        } else {
            &[]
        };
        let (from, to) = (packed(group, start, 0), packed(group, end, 0));
        let first = words.partition_point(|word| *word < from);
        let rest = words.get(first..).unwrap_or_default().iter();
        rest.take_while(move |word| **word < to)
            .map(|word| hit_of(*word))
            .filter(move |hit| hit.end <= end)
    }

    /// The groups that have words, each with all of them.
    pub(super) fn groups(&self) -> impl Iterator<Item = (GroupId, impl Iterator<Item = Hit>)> {
        let same = |one: &u128, next: &u128| group_of(*one) == group_of(*next);
        self.words.chunk_by(same).filter_map(|words| {
            let group = group_of(*words.first()?);
            Some((group, words.iter().map(|word| hit_of(*word))))
        })
    }
}

/// The bits of a place in a text. A place that has more is none that a text has in memory.
const PLACE: u32 = 32;
const LARGEST: u128 = (1 << PLACE) - 1;

fn packed(group: GroupId, start: usize, end: usize) -> u128 {
    let place = |place: usize| (place as u128).min(LARGEST);
    ((group as u128) << (PLACE + PLACE)) | (place(start) << PLACE) | place(end)
}

fn group_of(word: u128) -> GroupId {
    GroupId::try_from(word >> (PLACE + PLACE)).unwrap_or_default()
}

fn hit_of(word: u128) -> Hit {
    let place = |bits: u128| usize::try_from(bits & LARGEST).unwrap_or_default();
    Hit {
        start: place(word >> PLACE),
        end: place(word),
    }
}

/// Which bit of which word tells of a group.
fn place_of(group: GroupId) -> (usize, u64) {
    const BITS: usize = 64;
    (
        group.checked_div(BITS).unwrap_or_default(),
        1_u64.wrapping_shl(u32::try_from(group % BITS).unwrap_or_default()),
    )
}
