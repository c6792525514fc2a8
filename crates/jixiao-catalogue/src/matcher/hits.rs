//! Where the words of a text stand, by group.

use alloc::collections::BTreeSet;
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

/// All words found, in the order of the text within each group.
#[derive(Debug, Clone)]
pub(super) struct Hits {
    by_group: Vec<Vec<Hit>>,
    /// Every hit's start and group, in the order of the text.
    order: Vec<(usize, GroupId)>,
}

impl Hits {
    pub(super) fn new(groups: usize) -> Self {
        Self {
            by_group: alloc::vec![Vec::new(); groups],
            order: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, group: GroupId, hit: Hit) {
        if let Some(list) = self.by_group.get_mut(group) {
            list.push(hit);
            self.order.push((hit.start, group));
        }
    }

    /// Counts the hits of a group to another, too.
    pub(super) fn copy(&mut self, from: GroupId, to: GroupId) {
        let hits = self.by_group.get(from).cloned().unwrap_or_default();
        for hit in hits {
            self.push(to, hit);
        }
    }

    /// Puts all in the order of the text; to be called once, before anything is asked.
    pub(super) fn sort(&mut self) {
        for list in &mut self.by_group {
            list.sort_unstable();
            list.dedup();
        }
        self.order.sort_unstable();
        self.order.dedup();
    }

    /// The hits of a group that begin at `start` or behind it and end at `end` or before it.
    pub(super) fn within(
        &self,
        group: GroupId,
        start: usize,
        end: usize,
    ) -> impl Iterator<Item = Hit> + '_ {
        let list = self.by_group.get(group).map_or(&[][..], Vec::as_slice);
        let first = list.partition_point(|hit| hit.start < start);
        let rest = list.get(first..).unwrap_or_default().iter().copied();
        rest.take_while(move |hit| hit.start < end)
            .filter(move |hit| hit.end <= end)
    }

    /// The groups of which a word begins within a stretch.
    pub(super) fn groups_within(&self, start: usize, end: usize) -> BTreeSet<GroupId> {
        let first = self.order.partition_point(|(at, _)| *at < start);
        let rest = self.order.get(first..).unwrap_or_default().iter();
        rest.take_while(|(at, _)| *at < end)
            .map(|(_, group)| *group)
            .collect()
    }
}
