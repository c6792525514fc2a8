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
    by_group: Vec<(GroupId, Hit)>,
    by_place: Vec<(usize, GroupId)>,
    /// One bit a group: is there a word of it?
    present: Vec<u64>,
}

impl Hits {
    pub(super) fn push(&mut self, group: GroupId, hit: Hit) {
        self.by_group.push((group, hit));
    }

    /// Puts all in order; to be called once, before anything is asked.
    pub(super) fn sort(&mut self) {
        self.by_group.sort_unstable();
        self.by_group.dedup();
        let places = self.by_group.iter();
        self.by_place = places.map(|(group, hit)| (hit.start, *group)).collect();
        self.by_place.sort_unstable();
        for (group, _) in &self.by_group {
            let (word, bit) = place_of(*group);
            if self.present.len() <= word {
                self.present.resize(word.saturating_add(1), 0);
            }
            if let Some(bits) = self.present.get_mut(word) {
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
        let is_before = |(own, hit): &(GroupId, Hit)| (*own, hit.start) < (group, start);
        let first = self.by_group.partition_point(is_before);
        let rest = self.by_group.get(first..).unwrap_or_default().iter();
        rest.take_while(move |(own, hit)| *own == group && hit.start < end)
            .map(|(_, hit)| *hit)
            .filter(move |hit| hit.end <= end)
    }

    /// The groups of which a word begins within a stretch, each once.
    pub(super) fn groups_within(&self, start: usize, end: usize) -> Vec<GroupId> {
        let first = self.by_place.partition_point(|(at, _)| *at < start);
        let rest = self.by_place.get(first..).unwrap_or_default().iter();
        let mut groups: Vec<GroupId> = rest
            .take_while(|(at, _)| *at < end)
            .map(|(_, group)| *group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
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
