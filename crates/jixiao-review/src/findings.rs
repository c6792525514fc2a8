//! The findings of a review: those that count, and those that the unit asks to be passed over.

use std::ops::Deref;

use jixiao_model::Ignored;

use crate::ignoring::Ignoring;
use crate::{Finding, Selection, Severity};

/// The findings of a review. It is the list of those that count; those that the unit asks to be passed over stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    counting: Vec<Finding>,
    ignored: Vec<IgnoredFinding>,
}

/// A finding that the unit asks to be passed over (忽略).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredFinding {
    /// What was found.
    pub finding: Finding,
    /// 理由: the unit's own, never empty.
    pub reason: String,
}

impl Findings {
    /// Parts `all` by what the unit asks to be passed over.
    pub(crate) fn new(all: Vec<Finding>, ignored: &[Ignored]) -> Self {
        let asked = Ignoring::new(ignored);
        let mut findings = Self::default();
        for finding in all {
            let entry = asked.entries(&finding).next();
            match entry.map(|(_, entry)| entry.reason.clone()) {
                Some(reason) => findings.ignored.push(IgnoredFinding { finding, reason }),
                None => findings.counting.push(finding),
            }
        }
        findings
    }

    /// Those that are passed over, in the order of the others. They count nowhere, and are told with their reasons wherever findings are.
    pub fn ignored(&self) -> &[IgnoredFinding] {
        &self.ignored
    }

    /// Those of the checks that a selection holds, of those passed over as well.
    #[must_use]
    pub fn selected(mut self, selection: &Selection) -> Self {
        self.counting
            .retain(|finding| selection.holds(finding.code));
        self.ignored
            .retain(|ignored| selection.holds(ignored.finding.code));
        self
    }

    /// How many count of one level.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// Does one of level error count?
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl Deref for Findings {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        &self.counting
    }
}
