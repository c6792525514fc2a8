//! The keys of a table being read.

use alloc::format;
use alloc::vec::Vec;

use jixiao_model::{Bilingual, Place};

use crate::entry::{Entry, Spot, listed};
use crate::nearest::nearest;
use crate::node::{Member, Value};
use crate::problem::ProblemKind;
use crate::shown::{member_path, shorten};

/// A table being read by [`Entry::table`], which reports every key that was not asked for.
pub struct Table<'a> {
    members: &'a [Member],
    spot: Spot<'a>,
    /// The keys that were asked for, with their official Chinese names.
    known: Vec<(&'static str, &'static str)>,
    skip_rest: bool,
}

impl<'a> Table<'a> {
    pub(crate) fn new(members: &'a [Member], spot: Spot<'a>) -> Self {
        Self {
            members,
            spot,
            known: Vec::new(),
            skip_rest: false,
        }
    }

    /// Where the table begins.
    pub fn place(&self) -> Place {
        self.spot.place()
    }

    /// The keys that lead to the table, as in [`Entry::path`].
    pub fn path(&self) -> &str {
        &self.spot.path
    }

    /// The value of a key that must be there. `term` is its official Chinese name, for the messages.
    pub fn required(&mut self, key: &'static str, term: &'static str) -> Option<Entry<'a>> {
        let entry = self.find(key, term);
        if entry.is_none() {
            self.report_missing(key, term);
        }
        entry
    }

    /// The value of a key that may be left out; `null` of JSON counts as left out.
    pub fn optional(&mut self, key: &'static str, term: &'static str) -> Option<Entry<'a>> {
        self.find(key, term)
            .filter(|entry| entry.node().value != Value::Null)
    }

    /// The keys that were not asked for by name, as they stand in the file: for a table whose keys are free.
    ///
    /// None of them is reported as unknown.
    pub fn entries(&mut self) -> Vec<(&'a str, Entry<'a>)> {
        self.skip_rest = true;
        let members = self.members;
        let free = members.iter().filter(|member| !self.asked_for(&member.key));
        free.map(|member| (member.key.as_str(), self.entry(member, "")))
            .collect()
    }

    /// Keys that were not asked for are not reported: for a reader that must return before it knows which keys belong here.
    pub fn skip_rest(&mut self) {
        self.skip_rest = true;
    }

    /// Reports that the keys of the table do not fit together, in the caller's words.
    pub fn fail(&self, message: Bilingual) {
        self.spot.report(ProblemKind::Invalid, message, None);
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(self) {
        if self.skip_rest {
            return;
        }
        for member in self.members {
            if !self.asked_for(&member.key) {
                self.report_unknown(member);
            }
        }
    }

    fn find(&mut self, key: &'static str, term: &'static str) -> Option<Entry<'a>> {
        if !self.asked_for(key) {
            self.known.push((key, term));
        }
        let member = self.members.iter().find(|member| member.key == key)?;
        Some(self.entry(member, term))
    }

    fn asked_for(&self, key: &str) -> bool {
        self.known.iter().any(|(known, _)| *known == key)
    }

    fn entry(&self, member: &'a Member, term: &'static str) -> Entry<'a> {
        let path = member_path(&self.spot.path, &member.key);
        Entry::new(&member.node, self.spot.below(path, member.node.at), term)
    }

    fn report_missing(&self, key: &str, term: &str) {
        let path = member_path(&self.spot.path, key);
        let message = Bilingual::new(
            format!("缺少键{}", named(key, term)),
            format!("the key \"{key}\" is missing"),
        );
        let mend = Bilingual::new("请补上这个键", "add it");
        let spot = self.spot.below(path, self.spot.at);
        spot.report(ProblemKind::MissingKey, message, Some(mend));
    }

    fn report_unknown(&self, member: &Member) {
        let path = member_path(&self.spot.path, &member.key);
        let key = shorten(&member.key);
        let message = Bilingual::new(
            format!("不认识的键“{key}”"),
            format!("unknown key \"{key}\""),
        );
        let spot = self.spot.below(path, member.at);
        spot.report(
            ProblemKind::UnknownKey,
            message,
            Some(self.meant(&member.key)),
        );
    }

    /// The key that was probably meant, or those that there are.
    fn meant(&self, key: &str) -> Bilingual {
        let keys = self.known.iter().map(|(known, _)| *known);
        if let Some(near) = nearest(key, keys.clone()) {
            let term = self.known.iter().find(|(known, _)| *known == near);
            let term = term.map_or("", |(_, term)| *term);
            return Bilingual::new(
                format!("是否应为{}？", named(near, term)),
                format!("did you mean \"{near}\"?"),
            );
        }
        if self.known.is_empty() {
            return Bilingual::new("此处不应有任何键，请删去", "no key belongs here; delete it");
        }
        let listed = listed(keys);
        Bilingual::new(
            format!("此处可用的键：{}", listed.zh),
            format!("the keys known here: {}", listed.en),
        )
    }
}

/// The key in quotes with its official name, where it has one.
fn named(key: &str, term: &str) -> alloc::string::String {
    if term.is_empty() {
        return format!("“{key}”");
    }
    format!("“{key}”（{term}）")
}
