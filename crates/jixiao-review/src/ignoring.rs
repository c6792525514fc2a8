//! What a unit asks to be passed over, ready to be held against each finding.

use std::collections::BTreeMap;

use jixiao_model::{Ignored, normalise};

use crate::checks::{reading, unused_ignore};
use crate::{Check, Code, Concerned, Finding, Severity};

/// The entries by what they name, so that each finding is looked up and not held against every one of them.
#[derive(Default)]
pub(crate) struct Ignoring<'a> {
    by_code: BTreeMap<(Code, Option<u32>), Named<'a>>,
}

/// The entries of one code and one project, or of any. An entry is known by its place in the list.
#[derive(Default)]
struct Named<'a> {
    /// By indicator, as two typists would have it.
    indicators: BTreeMap<String, (usize, &'a Ignored)>,
    /// Without an indicator.
    all: Option<(usize, &'a Ignored)>,
}

impl<'a> Ignoring<'a> {
    /// Of entries that name the same, the first counts; one whose code is no check, or none that can be passed over, counts nowhere.
    pub(crate) fn new(entries: &'a [Ignored]) -> Self {
        let mut asked = Self::default();
        for one in entries.iter().enumerate() {
            let (_, entry) = one;
            let Some(check) = Check::find(&entry.code) else {
                continue;
            };
            if check.code == unused_ignore::CODE {
                continue;
            }
            let key = (check.code, entry.project);
            let named = asked.by_code.entry(key).or_default();
            match &entry.indicator {
                Some(name) => {
                    let name = normalise(name.as_str());
                    named.indicators.entry(name).or_insert(one);
                }
                None => drop(named.all.get_or_insert(one)),
            }
        }
        asked
    }

    /// The entries that ask for a finding to be passed over and their places in the list, the most particular first.
    pub(crate) fn entries(&self, finding: &Finding) -> impl Iterator<Item = (usize, &'a Ignored)> {
        let number = finding.project.as_ref().and_then(Concerned::number);
        let projects = [number, None].into_iter();
        // A finding of the unit as a whole has no project to ask for.
        let projects = projects.skip(usize::from(number.is_none()));
        let may_be = !self.by_code.is_empty() && can_be_ignored(finding);
        projects
            .filter(move |_| may_be)
            .filter_map(|number| self.by_code.get(&(finding.code, number)))
            .flat_map(|named| {
                let name = finding.indicator.as_deref().map(normalise);
                let by_name = name.and_then(|name| named.indicators.get(&name).copied());
                by_name.into_iter().chain(named.all)
            })
    }
}

/// What could not be read is in no sum, and an entry meant for a hidden sheet must not hide a missing form. Nor can the word that an entry is of no use be hidden by another.
fn can_be_ignored(finding: &Finding) -> bool {
    let unread = finding.code == reading::CODE && finding.severity == Severity::Error;
    !unread && finding.code != unused_ignore::CODE
}
