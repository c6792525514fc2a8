//! Values of a catalogue file: texts, lists, codes, and what is said of those that cannot be.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jixiao_keyed::{Entry, Table, shorten};
use jixiao_model::{Bilingual, IndicatorClass};

/// How many causes, and how many remedies, a catalogue may have.
pub const MAX_ENTRIES: usize = 500;

/// How many items a list of a catalogue, and how many lists its `words`, may have.
pub const MAX_ITEMS: usize = 2_000;

/// How long a definition may be, in characters.
const MAX_DEFINITION: usize = 1_000;

/// How long any other text may be, in characters.
pub(crate) const MAX_LINE: usize = 200;

/// The longest cue, in characters.
pub(crate) const MAX_CUE: usize = 1_000;

/// Texts as words that an entry may be one of.
pub(crate) fn choices(words: &[String]) -> Vec<(&str, String)> {
    let pairs = words.iter().map(|word| (word.as_str(), word.clone()));
    pairs.collect()
}

/// The code has the shape of one, and is not that of the other kind.
pub(crate) fn check_code<'c>(
    code: &str,
    entry: &Entry<'_>,
    mut others: impl Iterator<Item = &'c str>,
) {
    if !is_code(code) {
        fail_code(entry, code);
    }
    if others.any(|other| other == code) {
        fail_other_kind(entry, code);
    }
}

/// Is there room for one more? That there is none is told once, at the first that is too many.
pub(crate) fn check_count(entry: &Entry<'_>, count: usize) {
    if count == MAX_ENTRIES {
        fail_too_many(entry, MAX_ENTRIES);
    }
}

/// A capital letter and one to three digits.
fn is_code(code: &str) -> bool {
    let mut letters = code.bytes();
    let begins = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    begins && (1..=3).contains(&letters.len()) && letters.all(|c| c.is_ascii_digit())
}

/// The two keys of a text in both languages, their terms, and how long each may be.
pub(crate) struct Keys {
    zh: (&'static str, &'static str),
    en: (&'static str, &'static str),
    longest: usize,
}

pub(crate) const NAME: Keys = Keys {
    zh: ("name", "名称"),
    en: ("name_en", "英文名称"),
    longest: MAX_LINE,
};

pub(crate) const DEFINITION: Keys = Keys {
    zh: ("definition", "定义"),
    en: ("definition_en", "英文定义"),
    longest: MAX_DEFINITION,
};

pub(crate) fn bilingual(table: &mut Table<'_>, keys: &Keys) -> Option<Bilingual> {
    let mut read = |(key, term)| {
        let entry = table.required(key, term)?;
        line(&entry, keys.longest)
    };
    let (zh, en) = (read(keys.zh), read(keys.en));
    Some(Bilingual::new(zh?, en?))
}

/// A text on one line that is not empty, without the blanks around it.
pub(crate) fn line(entry: &Entry<'_>, longest: usize) -> Option<String> {
    let text = entry.text()?.trim();
    let length = text.chars().count();
    if length == 0 || text.chars().any(char::is_control) {
        entry.fail_with(
            Bilingual::new(
                format!("应为一行文字，实为“{}”", shorten(text)),
                format!("expected a line of text, found \"{}\"", shorten(text)),
            ),
            Bilingual::new(
                "请填写一行文字，不含换行等控制字符",
                "write one line, without line breaks or other control characters",
            ),
        );
        return None;
    }
    if length > longest {
        entry.fail_with(
            Bilingual::new(
                format!("文字有 {length} 个字符，最多 {longest} 个"),
                format!("the text has {length} characters, and {longest} are the most"),
            ),
            Bilingual::new("请缩短或分为几条", "shorten it, or make several of it"),
        );
        return None;
    }
    Some(text.into())
}

pub(crate) fn lines(list: &Entry<'_>) -> Option<Vec<String>> {
    items(list, |entry| line(entry, MAX_LINE), Clone::clone)
}

pub(crate) fn optional_lines(
    table: &mut Table<'_>,
    key: &'static str,
    term: &'static str,
) -> Vec<String> {
    let list = table.optional(key, term);
    list.and_then(|list| lines(&list)).unwrap_or_default()
}

pub(crate) fn classes_of(list: &Entry<'_>) -> Option<Vec<IndicatorClass>> {
    let ids: Vec<(&str, IndicatorClass)> = IndicatorClass::ALL
        .iter()
        .map(|class| (class.id(), *class))
        .collect();
    items(list, |entry| entry.choice(&ids), |class| class.id().into())
}

/// The items of a list that has some, not too many, and none of them twice.
pub(crate) fn items<'a, T>(
    list: &Entry<'a>,
    read: impl Fn(&Entry<'a>) -> Option<T>,
    shown: impl Fn(&T) -> String,
) -> Option<Vec<T>> {
    let entries = list.array()?;
    if entries.is_empty() {
        list.fail_with(
            Bilingual::new("列表是空的", "the list is empty"),
            Bilingual::new("请至少填写一项", "write one item at least"),
        );
        return None;
    }
    if entries.len() > MAX_ITEMS {
        fail_too_many(list, MAX_ITEMS);
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut once = |entry: &Entry<'a>| {
        let item = read(entry)?;
        let text = shown(&item);
        if seen.contains(&text) {
            fail_twice(entry, &text);
            return None;
        }
        seen.insert(text);
        Some(item)
    };
    let read: Vec<Option<T>> = entries.iter().map(&mut once).collect();
    read.into_iter().collect()
}

/// Of a published code, what it means stays: a file may only add to it.
pub(crate) fn refuse_published(
    table: &mut Table<'_>,
    code: &str,
    name: &Bilingual,
    keys: &[&'static str],
) {
    for key in keys {
        if let Some(entry) = table.optional(key, "") {
            fail_published(&entry, code, name);
        }
    }
}

pub(crate) fn check_name<'n>(
    entry: &Entry<'_>,
    name: &Bilingual,
    mut known: impl Iterator<Item = (&'n String, &'n Bilingual)>,
) {
    let same = known.find(|(_, own)| own.zh == name.zh || own.en == name.en);
    let Some((code, own)) = same else { return };
    entry.fail_with(
        Bilingual::new(
            format!("名称与 {code}“{}”相同", own.zh),
            format!("the name is that of {code}, \"{}\"", own.en),
        ),
        Bilingual::new(
            format!("请另取名称；如系同一事项，请写在 {code} 之下"),
            format!("choose another; if the same is meant, write it under {code}"),
        ),
    );
}

pub(crate) fn fail_published(entry: &Entry<'_>, code: &str, name: &Bilingual) {
    entry.fail_with(
        Bilingual::new(
            format!("{code} 已公布为“{}”，代码一经公布不改变含义", name.zh),
            format!(
                "{code} is published as \"{}\", and a published code does not change its meaning",
                name.en
            ),
        ),
        Bilingual::new(
            "请删去这一处；含义不同的，请另用新代码",
            "delete this; where something else is meant, use a code of its own",
        ),
    );
}

fn fail_code(entry: &Entry<'_>, code: &str) {
    let code = shorten(code);
    entry.fail_with(
        Bilingual::new(
            format!("代码应为一个大写字母加一至三位数字，实为“{code}”"),
            format!("a code is a capital letter and one to three digits, and this is \"{code}\""),
        ),
        Bilingual::new("请改为如 X1 的代码", "write one such as X1"),
    );
}

pub(crate) fn fail_id(entry: &Entry<'_>, id: &str) {
    let id = shorten(id);
    entry.fail_with(
        Bilingual::new(
            format!("分组标识应为 2 至 16 个大写字母，实为“{id}”"),
            format!("the id of a group is 2 to 16 capital letters, and this is \"{id}\""),
        ),
        Bilingual::new("请改为如 OTHER 的标识", "write one such as OTHER"),
    );
}

fn fail_other_kind(entry: &Entry<'_>, code: &str) {
    entry.fail_with(
        Bilingual::new(
            format!("{code} 既用于原因又用于措施"),
            format!("{code} stands for a cause and for a remedy"),
        ),
        Bilingual::new(
            "请为其中之一另用代码，措施的代码通常以 M 开头",
            "give one of them another code; those of remedies usually begin with M",
        ),
    );
}

pub(crate) fn fail_too_many(entry: &Entry<'_>, most: usize) {
    entry.fail_with(
        Bilingual::new(
            format!("项数过多：最多 {most} 项"),
            format!("there are too many: {most} are the most"),
        ),
        Bilingual::new("请删减", "leave some out"),
    );
}

fn fail_twice(entry: &Entry<'_>, text: &str) {
    let text = shorten(text);
    entry.fail_with(
        Bilingual::new(
            format!("“{text}”在列表中出现两次"),
            format!("\"{text}\" stands twice in the list"),
        ),
        Bilingual::new("请删去一处", "delete one of them"),
    );
}
