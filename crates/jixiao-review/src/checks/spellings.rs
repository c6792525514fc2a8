#![doc = include_str!("spellings.md")]

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use jixiao_model::{Bilingual, Deviation, Name, ProjectForm, Traced, normalise};

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(210);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "名称写法不一致",
    en: "Names spelled in two ways",
    page: include_str!("spellings.md"),
    run: check,
};

/// The characters of two names that must be the same around the one that is dropped or added.
const SHARED: usize = 7;

/// The least of them on either side.
const BESIDE: usize = 2;

/// The characters of two explanations that must be the same before the one that is dropped, and behind it.
const BEFORE: usize = 4;
const BEHIND: usize = 6;

/// How many characters of a name tell a term of it.
const TERM: usize = 3;

/// Of the names that bear a stretch, so many are looked at: thousands may bear one, and a slip is seen through many stretches.
const LOOKED_AT: usize = 8;

/// Characters that lawfully make another word of one: 中小学 beside 小学, 文化馆 beside 文化, 动植物 beside 动物, 王家庄 beside 王家, 经费 beside 费.
const LAWFUL: &str = "中小大老新旧古上下东南西北内外前后左右高低初正副总分双多全各本该某首末再非不未无没反可\
    植微排污给水电气暖牧林农渔草商文体博青少幼残妇男女父母职工教军民警医药卫公私国集客货机车船车航空交邮\
    馆院所站厂园校局室处科队场库店亭台村镇乡县市省州盟旗部署委办会组家户人员者师生员团社企业\
    庄湾沟山河川坪湖江海岭坝桥堡集寨塘滩岛港口路街巷弄门楼井泉渠田地\
    年月日季度级期批段标号次届轮类型性化式\
    的之及和与或暨等于为在对以其了也都又已还将把被从向并而且\
    经资奖补贴助款费金额项专扩改重续代自共建修维养护管治整设";

/// 区 behind one of these is a word of its own: 市区, 城区.
const DISTRICTS: &str = "市城县社园景校库矿山林牧郊地小厂灾街片辖老湖港";

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let forms = &subject.submission.projects;
    let names: Vec<Vec<char>> = forms.iter().map(|form| letters(&form.name.value)).collect();
    let lawful = Lawful::new();
    findings.extend(
        slips(&names, &lawful)
            .iter()
            .filter_map(|slip| of_names(forms, slip)),
    );
    of_explanations(subject, &names, &lawful, findings);
}

/// A name as two typists would have it, character by character.
fn letters(name: &Name) -> Vec<char> {
    normalise(name.as_str()).chars().collect()
}

/// Is it a character of a word, and neither sign, letter nor digit?
fn is_word(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

/// 一, 二 and the like, which count one thing after another: 第一, 第二.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两第甲乙丙丁戊";

/// What a name may lawfully have where another has none. Asked of every character, so that it must not search a text each time.
struct Lawful(Vec<bool>);

impl Lawful {
    fn new() -> Self {
        let mut known = vec![false; 0x1_0000];
        for c in LAWFUL.chars().chain(NUMERALS.chars()) {
            if let Some(slot) = usize::try_from(u32::from(c))
                .ok()
                .and_then(|c| known.get_mut(c))
            {
                *slot = true;
            }
        }
        Self(known)
    }

    /// Does this character behind `before` make another word, or count another thing?
    fn has(&self, before: char, c: char) -> bool {
        let known = usize::try_from(u32::from(c))
            .ok()
            .and_then(|c| self.0.get(c));
        known == Some(&true) || (c == '区' && DISTRICTS.contains(before))
    }
}

type Window = [char; SHARED];

/// Two spellings of one stretch of names. Places in names are counted in characters.
struct Slip {
    /// The projects that bear the rarer spelling, which is presumed to be the slip.
    rare: Vec<usize>,
    common: Vec<usize>,
    rarely: String,
    commonly: String,
    /// The character in which they differ.
    by: char,
}

/// Where names have the same stretch but for one character: looked up by hash, so that no name is compared with another.
fn slips(names: &[Vec<char>], lawful: &Lawful) -> Vec<Slip> {
    let short = windows_of(names);
    let mut long: HashMap<(Window, usize, char), Vec<usize>> = HashMap::new();
    for (project, name) in names.iter().enumerate() {
        for wide in name.windows(SHARED.saturating_add(1)) {
            if !wide.iter().all(|c| is_word(*c)) {
                continue;
            }
            for at in BESIDE..=SHARED.saturating_sub(BESIDE) {
                let Some((window, before, by)) = without(wide, at) else {
                    continue;
                };
                // The rarer spelling may double a character, whatever that is.
                let may_differ = by == before || !lawful.has(before, by);
                if may_differ && short.contains_key(&window) {
                    note(long.entry((window, at, by)).or_default(), project);
                }
            }
        }
    }
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for ((window, at, by), bearers) in &long {
        if let Some(others) = short.get(window) {
            pairs.extend(Pair::of((*window, *at, *by), others, bearers, lawful));
        }
    }
    told_once(pairs, names)
}

/// Each stretch of [`SHARED`] characters and the projects whose names have it.
fn windows_of(names: &[Vec<char>]) -> HashMap<Window, Vec<usize>> {
    let mut found: HashMap<Window, Vec<usize>> = HashMap::new();
    for (project, name) in names.iter().enumerate() {
        for window in name.windows(SHARED) {
            let Ok(window) = Window::try_from(window) else {
                continue;
            };
            if window.iter().all(|c| is_word(*c)) {
                note(found.entry(window).or_default(), project);
            }
        }
    }
    found
}

/// Notes a project once; they come in their order.
fn note(bearers: &mut Vec<usize>, project: usize) {
    if bearers.last() != Some(&project) {
        bearers.push(project);
    }
}

/// A stretch without its character `at` that place; that before it, and that character.
fn without(wide: &[char], at: usize) -> Option<(Window, char, char)> {
    let (by, before) = (*wide.get(at)?, *wide.get(at.checked_sub(1)?)?);
    let mut window = Window::default();
    let kept = wide.iter().enumerate().filter(|(index, _)| *index != at);
    for (slot, (_, c)) in window.iter_mut().zip(kept) {
        *slot = *c;
    }
    Some((window, before, by))
}

/// A stretch that some names have with one character more than others.
struct Pair<'a> {
    window: Window,
    at: usize,
    by: char,
    rare_is_short: bool,
    rare: &'a [usize],
    common: &'a [usize],
}

impl<'a> Pair<'a> {
    /// None where neither is the rarer one, or where that may be lawful.
    fn of(
        (window, at, by): (Window, usize, char),
        short: &'a [usize],
        long: &'a [usize],
        lawful: &Lawful,
    ) -> Option<Self> {
        let rare_is_short = short.len() < long.len();
        let (rare, common) = if rare_is_short {
            (short, long)
        } else {
            (long, short)
        };
        let before = *window.get(at.checked_sub(1)?)?;
        // What is lawful came this far as a doubled character, which is a slip only where it is one too many.
        let is_slip = !lawful.has(before, by) || !rare_is_short;
        let is_apart = rare
            .iter()
            .all(|project| common.binary_search(project).is_err());
        (rare.len() < common.len() && is_slip && is_apart).then_some(Self {
            window,
            at,
            by,
            rare_is_short,
            rare,
            common,
        })
    }

    /// The stretch as it is spelled rarely, or commonly.
    fn spelled(&self, rarely: bool) -> Vec<char> {
        let mut stretch = self.window.to_vec();
        if rarely != self.rare_is_short {
            stretch.insert(self.at.min(stretch.len()), self.by);
        }
        stretch
    }

    /// Where the rarer spelling departs from the other, in a name that bears it.
    fn departs(&self, name: &[char]) -> usize {
        let at = position(name, &self.spelled(true)).unwrap_or_default();
        at.saturating_add(self.at)
    }
}

/// One slip is seen through several windows; told is the one that most names share.
fn told_once(mut pairs: Vec<Pair<'_>>, names: &[Vec<char>]) -> Vec<Slip> {
    pairs.sort_by_key(|pair| {
        let bearers = pair.rare.len().saturating_add(pair.common.len());
        (
            std::cmp::Reverse(bearers),
            pair.rare.first().copied(),
            pair.at,
            pair.window,
            pair.by,
        )
    });
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut slips = Vec::new();
    for pair in pairs {
        let places = pair.rare.iter().take(LOOKED_AT).filter_map(|project| {
            let name = names.get(*project)?;
            Some((*project, pair.departs(name)))
        });
        let places: Vec<_> = places.collect();
        let is_told = places.iter().any(|place| told.contains(place));
        told.extend(places);
        if !is_told {
            slips.push(widened(&pair, names));
        }
    }
    slips.sort_by_key(|slip| slip.rare.first().copied());
    slips
}

/// The spellings as far as the first names that bear them go together.
fn widened(pair: &Pair<'_>, names: &[Vec<char>]) -> Slip {
    let (rarely, commonly) = (pair.spelled(true), pair.spelled(false));
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for (projects, stretch) in [(pair.rare, &rarely), (pair.common, &commonly)] {
        let first = projects.iter().take(LOOKED_AT);
        for name in first.filter_map(|project| names.get(*project)) {
            let start = position(name, stretch).unwrap_or_default();
            let end = start.saturating_add(stretch.len());
            before.push(name.iter().take(start).rev().copied().collect());
            behind.push(name.iter().skip(end).copied().collect());
        }
    }
    let (before, behind) = (together(&before), together(&behind));
    let whole = |stretch: &[char]| before.iter().rev().chain(stretch).chain(&behind).collect();
    Slip {
        rare: pair.rare.to_vec(),
        common: pair.common.to_vec(),
        rarely: whole(&rarely),
        commonly: whole(&commonly),
        by: pair.by,
    }
}

/// The characters of words with which all of these begin.
fn together(sides: &[Vec<char>]) -> Vec<char> {
    let Some(first) = sides.first() else {
        return Vec::new();
    };
    let is_shared = |place: usize, c: &char| sides.iter().all(|side| side.get(place) == Some(c));
    let shared = first.iter().enumerate();
    let shared = shared.take_while(|(place, c)| is_word(**c) && is_shared(*place, c));
    shared.map(|(_, c)| *c).collect()
}

fn position(name: &[char], stretch: &[char]) -> Option<usize> {
    name.windows(stretch.len())
        .position(|window| window == stretch)
}

fn of_names(forms: &[ProjectForm], slip: &Slip) -> Option<Finding> {
    let form = forms.get(*slip.rare.first()?)?;
    let (rarely, commonly, by) = (&slip.rarely, &slip.commonly, slip.by);
    let (rare, common) = (numbers(forms, &slip.rare), numbers(forms, &slip.common));
    Some(Finding {
        code: CODE,
        severity: Severity::Note,
        project: Some(Concerned::from(form)),
        indicator: None,
        message: Bilingual::new(
            format!(
                "{}写作“{rarely}”，{}写作“{commonly}”，只差一个“{by}”字，前者疑为笔误",
                rare.zh, common.zh
            ),
            format!(
                "{} \"{rarely}\", {} \"{commonly}\": but for one {by} the same, the former perhaps a slip",
                rare.en, common.en
            ),
        ),
        expected: Bilingual::new(format!("“{commonly}”"), format!("\"{commonly}\"")),
        found: Bilingual::new(format!("“{rarely}”"), format!("\"{rarely}\"")),
        mend: Bilingual::new(
            "请统一写法；确为两个名称的，不必修改",
            "write one of them; leave both where they name two things",
        ),
        place: form.name.place.clone(),
    })
}

/// `第 8、9 项`; of many, the first few.
fn numbers(forms: &[ProjectForm], projects: &[usize]) -> Bilingual {
    const SHOWN: usize = 5;
    let shown = projects
        .iter()
        .take(SHOWN)
        .filter_map(|project| forms.get(*project));
    let shown: Vec<String> = shown.map(|form| form.number.to_string()).collect();
    let (zh, en) = (shown.join("、"), shown.join(", "));
    match projects.len() {
        1 => Bilingual::new(format!("第 {zh} 项"), format!("project {en} writes")),
        2..=SHOWN => Bilingual::new(format!("第 {zh} 项"), format!("the projects {en} write")),
        count => Bilingual::new(
            format!("第 {zh} 项等 {count} 项"),
            format!("{count} projects ({en} …) write"),
        ),
    }
}

type Context = [char; BEFORE + BEHIND];

/// A term of a name in an explanation, seen from one of its characters.
struct Seen {
    /// Which of the texts it is in, and where that character stands.
    text: usize,
    at: usize,
    /// How many characters of the term stand before that one.
    inside: usize,
}

/// One text of an explanation: whose it is, and what it is of.
struct Told<'a> {
    project: usize,
    deviation: &'a Deviation,
    text: &'a Traced<String>,
    letters: Vec<char>,
}

impl Told<'_> {
    /// What stands before a place, and behind another.
    fn around(&self, before: usize, behind: usize) -> Option<Context> {
        let head = self.letters.get(before.checked_sub(BEFORE)?..before)?;
        let tail = self.letters.get(behind..behind.checked_add(BEHIND)?)?;
        let mut context = Context::default();
        for (slot, c) in context.iter_mut().zip(head.iter().chain(tail)) {
            *slot = *c;
        }
        Some(context)
    }
}

/// A few characters as one number; where two such numbers meet, the characters themselves are compared.
fn number_of(letters: &[char]) -> u64 {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    letters.iter().fold(SPREAD, |number, c| {
        (number.rotate_left(23) ^ u64::from(u32::from(*c))).wrapping_mul(SPREAD)
    })
}

/// Takes such a number as the hash that it is: millions of characters pass here.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number ^ (number >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Numbered<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;
type Numbers = HashSet<u64, BuildHasherDefault<AsItIs>>;

/// Explanations that say the same but for one character of a term that stands in a name: 保区 for 综保区.
fn of_explanations(
    subject: &Subject<'_>,
    names: &[Vec<char>],
    lawful: &Lawful,
    findings: &mut Vec<Finding>,
) {
    let forms = &subject.submission.projects;
    let terms = terms(subject, names);
    let told = texts(forms);
    let mut seen: Numbered<Seen> = Numbered::default();
    for (text, one) in told.iter().enumerate() {
        see(text, one, &terms, lawful, &mut seen);
    }
    let mut said: BTreeSet<(usize, Context)> = BTreeSet::new();
    for one in &told {
        for window in one.letters.windows(BEFORE + BEHIND) {
            let Some(other) = seen.get(&number_of(window)) else {
                continue;
            };
            let Some(elsewhere) = told.get(other.text) else {
                continue;
            };
            let context = elsewhere.around(other.at, other.at.saturating_add(1));
            let Some(context) = context.filter(|context| context.as_slice() == window) else {
                continue;
            };
            if said.insert((one.project, context)) {
                findings.extend(of_text(forms, one, &context, elsewhere, other));
            }
        }
    }
}

/// Every stretch of [`TERM`] characters that stands in a name of the unit or of a project, as its number.
fn terms(subject: &Subject<'_>, names: &[Vec<char>]) -> Numbers {
    let unit = &subject.submission.unit;
    let of_unit = [
        Some(&unit.name),
        unit.alias.as_ref(),
        unit.short_name.as_ref(),
    ];
    let of_unit: Vec<Vec<char>> = of_unit.into_iter().flatten().map(letters).collect();
    let all = of_unit
        .iter()
        .chain(names)
        .flat_map(|name| name.windows(TERM));
    all.filter(|term| term.iter().all(|c| is_word(*c)))
        .map(number_of)
        .collect()
}

fn texts(forms: &[ProjectForm]) -> Vec<Told<'_>> {
    let mut told = Vec::new();
    for (project, form) in forms.iter().enumerate() {
        for deviation in &form.deviations {
            for text in [&deviation.cause, &deviation.remedy] {
                let letters = normalise(&text.value).chars().collect();
                told.push(Told {
                    project,
                    deviation,
                    text,
                    letters,
                });
            }
        }
    }
    told
}

/// Notes what stands around each character of a term, but for the character.
fn see(text: usize, one: &Told<'_>, terms: &Numbers, lawful: &Lawful, seen: &mut Numbered<Seen>) {
    let begins = one.letters.windows(TERM);
    let begins: Vec<bool> = begins
        .map(|term| terms.contains(&number_of(term)))
        .collect();
    for (at, by) in one.letters.iter().enumerate().skip(BEFORE) {
        let is_term = |inside: &usize| begins.get(at.saturating_sub(*inside)) == Some(&true);
        let Some(inside) = (0..TERM).find(is_term) else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|before| one.letters.get(before));
        if before.is_none_or(|before| lawful.has(*before, *by)) {
            continue;
        }
        if let Some(context) = one.around(at, at.saturating_add(1)) {
            let place = seen.entry(number_of(&context));
            place.or_insert(Seen { text, at, inside });
        }
    }
}

fn of_text(
    forms: &[ProjectForm],
    one: &Told<'_>,
    context: &Context,
    elsewhere: &Told<'_>,
    seen: &Seen,
) -> Option<Finding> {
    let form = forms.get(one.project)?;
    let start = BEFORE.saturating_sub(seen.inside);
    let (head, tail) = (context.get(start..BEFORE)?, context.get(BEFORE..)?);
    let by = elsewhere.letters.get(seen.at)?;
    let number = forms.get(elsewhere.project)?.number;
    let (where_zh, where_en) = if elsewhere.project == one.project {
        ("另一处".to_string(), "elsewhere".to_string())
    } else {
        (format!("第 {number} 项"), format!("project {number}"))
    };
    let written: String = head.iter().chain(tail).collect();
    let expected: String = head.iter().chain([by]).chain(tail).collect();
    let of = one.deviation.indicator.as_ref();
    Some(Finding {
        code: CODE,
        severity: Severity::Note,
        project: Some(Concerned::from(form)),
        indicator: of.map(ToString::to_string),
        message: Bilingual::new(
            format!("偏差说明写作“{written}”，{where_zh}同一句话写作“{expected}”，疑脱“{by}”字"),
            format!(
                "the explanation writes \"{written}\", {where_en} in the same sentence \"{expected}\"; a {by} was perhaps dropped"
            ),
        ),
        expected: Bilingual::new(format!("“{expected}”"), format!("\"{expected}\"")),
        found: Bilingual::new(format!("“{written}”"), format!("\"{written}\"")),
        mend: Bilingual::new("请统一写法", "write it in one way"),
        place: one.text.place.clone(),
    })
}
