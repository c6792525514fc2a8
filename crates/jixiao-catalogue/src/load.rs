//! The catalogue from its files: the built-in ones, and one of a team's own behind them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jixiao_keyed::{Document, Entry, Problem, ProblemKind, Problems, Table, parse_toml};
use jixiao_model::{Bilingual, Place};

use crate::catalogue::{Catalogue, Cause, Group, Remedy};
use crate::error::CatalogueError;
use crate::matcher::{CueText, Matcher, Owner};
use crate::read::{
    DEFINITION, MAX_CUE, MAX_ITEMS, NAME, bilingual, check_code, check_count, check_name, choices,
    classes_of, fail_id, fail_published, fail_too_many, items, line, lines, optional_lines,
    refuse_published,
};

/// The longest file that is read, in bytes: 1 MiB.
pub const MAX_CATALOGUE_BYTES: usize = 1024 * 1024;

/// The JSON Schema (2020-12) of a catalogue file, for editors and other programs. What a schema cannot say (which codes there are), the reader checks.
pub const CATALOGUE_SCHEMA: &str = include_str!("../schemas/catalogue.schema.json");

/// The files of the crate. What a file refers to stands in it or in one before it.
const BUILTIN: &[(&str, &str)] = &[
    ("remedies.toml", include_str!("../catalogue/remedies.toml")),
    ("causes.toml", include_str!("../catalogue/causes.toml")),
    ("cues.toml", include_str!("../catalogue/cues.toml")),
];

/// Reads the built-in files, and behind them that of a team.
pub(crate) fn load(own: Option<(&str, &str)>) -> Result<Catalogue, CatalogueError> {
    let problems = Problems::new();
    let mut source = Source::default();
    for (file, text) in BUILTIN.iter().copied().chain(own) {
        match parsed(file, text) {
            Ok(document) => source.add(&document, &problems),
            Err(found) => problems.extend(found),
        }
    }
    let matcher = source.matcher(&problems);
    match matcher {
        Some(matcher) if problems.is_empty() => Ok(Catalogue::of(
            source.groups,
            source.causes,
            source.remedies,
            matcher,
        )),
        _ => Err(CatalogueError::Refused(problems.into_sorted_vec())),
    }
}

fn parsed(file: &str, text: &str) -> Result<Document, Vec<Problem>> {
    if text.len() <= MAX_CATALOGUE_BYTES {
        return parse_toml(file, text);
    }
    let message = Bilingual::new(
        format!("文件有 {} 字节，超过 1 MiB", text.len()),
        format!("the file has {} bytes, which is above 1 MiB", text.len()),
    );
    let mend = Bilingual::new(
        "请核对这是否为原因与措施目录",
        "check that it is a catalogue of causes and remedies",
    );
    let problem = Problem::new(ProblemKind::TooLarge, Place::file(file), message);
    Err(alloc::vec![problem.with_mend(mend)])
}

/// What a published code means stays: these keys no later file may give.
const PUBLISHED_OF_REMEDY: [&str; 4] = ["name", "name_en", "definition", "definition_en"];
const PUBLISHED_OF_CAUSE: [&str; 5] = ["group", "name", "name_en", "definition", "definition_en"];

/// What the files say, as far as they have been read.
#[derive(Default)]
struct Source {
    groups: Vec<Group>,
    causes: Vec<Cause>,
    remedies: Vec<Remedy>,
    /// Lists of words by their name, for cues.
    words: Vec<(String, Vec<String>)>,
    cues: Vec<PlacedCue>,
    /// The ids of groups and the codes of remedies that stand in a file, also of those that could not be read: whoever names them is not wrong.
    group_ids: Vec<String>,
    remedy_codes: Vec<String>,
}

/// A cue, and where it stands.
struct PlacedCue {
    owner: Owner,
    text: String,
    place: Place,
}

impl Source {
    fn add(&mut self, document: &Document, problems: &Problems) {
        document.read(problems).table(|root| {
            let groups = root.optional("groups", "原因分组");
            let remedies = root.optional("remedies", "改进措施");
            let causes = root.optional("causes", "偏差原因");
            let words = root.optional("words", "词表");
            // Causes name groups and remedies: those come first, wherever they stand in the file.
            self.each(groups, Self::group);
            self.each(remedies, Self::remedy);
            self.each(causes, Self::cause);
            self.each(words, Self::words);
            Some(())
        });
    }

    /// Reads every member of a table whose keys are codes or names.
    fn each<'a>(
        &mut self,
        section: Option<Entry<'a>>,
        read: fn(&mut Self, &'a str, &Entry<'a>) -> Option<()>,
    ) {
        let Some(section) = section else { return };
        section.table(|table| {
            for (key, entry) in table.entries() {
                // What could not be read has been told.
                let _ = read(self, key, &entry);
            }
            Some(())
        });
    }

    fn group(&mut self, id: &str, entry: &Entry<'_>) -> Option<()> {
        let is_id = (2..=16).contains(&id.len()) && id.bytes().all(|c| c.is_ascii_uppercase());
        if !is_id {
            fail_id(entry, id);
        }
        if let Some(known) = self.groups.iter().find(|group| group.id == id) {
            fail_published(entry, id, &known.name);
            return entry.table(|table| {
                table.skip_rest();
                None
            });
        }
        self.group_ids.push(id.into());
        let name = entry.table(|table| bilingual(table, &NAME))?;
        self.groups.push(Group {
            id: id.into(),
            name,
        });
        Some(())
    }

    fn remedy(&mut self, code: &str, entry: &Entry<'_>) -> Option<()> {
        check_code(code, entry, self.causes.iter().map(|cause| &*cause.code));
        if let Some(at) = self.remedies.iter().position(|own| own.code == code) {
            return self.more_of_remedy(at, entry);
        }
        self.remedy_codes.push(code.into());
        check_count(entry, self.remedies.len());
        let owner = Owner::Remedy(self.remedies.len());
        let remedy = entry.table(|table| {
            let name = bilingual(table, &NAME);
            let definition = bilingual(table, &DEFINITION);
            let wording = table
                .required("wording", "常见写法")
                .and_then(|list| lines(&list));
            self.add_cues(table, owner);
            Some(Remedy {
                code: code.into(),
                name: name?,
                definition: definition?,
                wording: wording?,
            })
        })?;
        let names = self.remedies.iter().map(|own| (&own.code, &own.name));
        check_name(entry, &remedy.name, names);
        self.remedies.push(remedy);
        Some(())
    }

    fn more_of_remedy(&mut self, at: usize, entry: &Entry<'_>) -> Option<()> {
        let Remedy { code, name, .. } = self.remedies.get(at)?.clone();
        let wording = entry.table(|table| {
            refuse_published(table, &code, &name, &PUBLISHED_OF_REMEDY);
            self.add_cues(table, Owner::Remedy(at));
            Some(optional_lines(table, "wording", "常见写法"))
        })?;
        let known = self.remedies.get_mut(at)?;
        add_new(&mut known.wording, wording);
        Some(())
    }

    fn cause(&mut self, code: &str, entry: &Entry<'_>) -> Option<()> {
        check_code(code, entry, self.remedies.iter().map(|own| &*own.code));
        if let Some(at) = self.causes.iter().position(|cause| cause.code == code) {
            return self.more_of_cause(at, entry);
        }
        check_count(entry, self.causes.len());
        let owner = Owner::Cause(self.causes.len());
        let cause = entry.table(|table| {
            let group = table.required("group", "分组");
            let group = group.and_then(|entry| self.known_group(&entry));
            let name = bilingual(table, &NAME);
            let definition = bilingual(table, &DEFINITION);
            let wording = table
                .required("wording", "常见写法")
                .and_then(|list| lines(&list));
            let classes = table.required("classes", "可以解释的指标");
            let classes = classes.and_then(|list| classes_of(&list));
            let remedies = table.required("remedies", "对应的改进措施");
            let remedies = remedies.and_then(|list| self.known_remedies(&list));
            self.add_cues(table, owner);
            let mut classes = classes?;
            classes.sort_unstable();
            Some(Cause {
                code: code.into(),
                group: group?,
                name: name?,
                definition: definition?,
                wording: wording?,
                classes,
                remedies: remedies?,
            })
        })?;
        let names = self.causes.iter().map(|own| (&own.code, &own.name));
        check_name(entry, &cause.name, names);
        self.causes.push(cause);
        Some(())
    }

    fn more_of_cause(&mut self, at: usize, entry: &Entry<'_>) -> Option<()> {
        let Cause { code, name, .. } = self.causes.get(at)?.clone();
        let (wording, classes, remedies) = entry.table(|table| {
            refuse_published(table, &code, &name, &PUBLISHED_OF_CAUSE);
            self.add_cues(table, Owner::Cause(at));
            let wording = optional_lines(table, "wording", "常见写法");
            let classes = table.optional("classes", "可以解释的指标");
            let classes = classes.and_then(|list| classes_of(&list));
            let remedies = table.optional("remedies", "对应的改进措施");
            let remedies = remedies.and_then(|list| self.known_remedies(&list));
            Some((wording, classes, remedies))
        })?;
        let known = self.causes.get_mut(at)?;
        add_new(&mut known.wording, wording);
        add_new(&mut known.classes, classes.unwrap_or_default());
        known.classes.sort_unstable();
        add_new(&mut known.remedies, remedies.unwrap_or_default());
        Some(())
    }

    /// Takes the cues of a cause or a remedy with their places; the matcher reads what they say.
    fn add_cues(&mut self, table: &mut Table<'_>, owner: Owner) {
        let Some(list) = table.optional("cues", "判定词") else {
            return;
        };
        let read = |entry: &Entry<'_>| {
            let text = line(entry, MAX_CUE)?;
            let place = entry.place();
            Some(PlacedCue { owner, text, place })
        };
        let cues = items(&list, read, |cue| cue.text.clone());
        self.cues.extend(cues.unwrap_or_default());
    }

    fn words(&mut self, name: &str, entry: &Entry<'_>) -> Option<()> {
        let list = lines(entry)?;
        if let Some((_, words)) = self.words.iter_mut().find(|(own, _)| own == name) {
            add_new(words, list);
            return Some(());
        }
        if self.words.len() >= MAX_ITEMS {
            fail_too_many(entry, MAX_ITEMS);
            return None;
        }
        self.words.push((name.into(), list));
        Some(())
    }

    fn known_group(&self, entry: &Entry<'_>) -> Option<String> {
        entry.choice(&choices(&self.group_ids))
    }

    fn known_remedies(&self, list: &Entry<'_>) -> Option<Vec<String>> {
        let codes = choices(&self.remedy_codes);
        items(list, |entry| entry.choice(&codes), Clone::clone)
    }

    /// The matcher of all words and cues; what it cannot read is told where it stands.
    fn matcher(&self, problems: &Problems) -> Option<Matcher> {
        let words = self.words.iter().map(|(name, words)| {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            (name.as_str(), words)
        });
        let cues: Vec<CueText<'_>> = self
            .cues
            .iter()
            .map(|cue| CueText {
                owner: cue.owner,
                text: &cue.text,
            })
            .collect();
        let found = match Matcher::new(words, &cues) {
            Ok(matcher) => return Some(matcher),
            Err(found) => found,
        };
        for own in found {
            let place = self.cues.get(own.index).map(|cue| cue.place.clone());
            let place = place.unwrap_or_else(|| Place::file("catalogue"));
            let problem = Problem::new(ProblemKind::Invalid, place, own.message);
            problems.push(problem.with_mend(own.mend));
        }
        None
    }
}

/// Adds what is not there yet.
fn add_new<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}
