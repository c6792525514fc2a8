#![doc = include_str!("copied.md")]

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jixiao_model::{Bilingual, Deviation, Percent, ProjectForm, Rate, Traced};

use crate::cores;
use crate::wording::{
    self, Letter, Lexicon, Shared, Shingle, core, dropped_letter, letters, longest_shared, plain,
    quote, shingles, sorted_shingles,
};
use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(304);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "说明与其他项目雷同",
    en: "An explanation copied from another project",
    page: include_str!("copied.md"),
    run: check,
};

/// Fewer letters of its own than this, and a text may be like another by chance.
const LEAST_LETTERS: usize = 12;
/// So many letters that two texts share are no chance, be they ever so common.
const MANY_LETTERS: usize = 20;
/// So many letters that they share beside the words that everybody uses are no chance either.
const TELLING_LETTERS: usize = 5;
/// Of so many shingles in a row one is looked up: who shares six letters in a row shares one that is looked up.
const WINDOW: usize = 4;
/// So many earlier texts are looked at for a shingle, the earliest first, since a shingle that many have tells little.
const MOST_POSTINGS: usize = 16;
/// So many of the texts that seem most alike are held against one another.
const MOST_COMPARED: usize = 4;

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let projects = &subject.submission.projects;
    let texts = texts(projects);
    let from = subject.policy.explanations.copied_from;
    // A cause is held against causes only, and a remedy against remedies.
    let copies = cores::map(&SIDES, |side| copies(&texts, *side, from));
    let mut copies: Vec<Copied<'_>> = copies.into_iter().flatten().collect();
    copies.sort_unstable_by_key(|one| one.text.id);
    let of_projects = copies.chunk_by(|one, next| one.text.project == next.text.project);
    findings.extend(of_projects.filter_map(|copies| finding(projects, copies)));
}

/// The texts of one side that are copies of earlier ones, in their order.
fn copies<'a>(texts: &'a [Text<'a>], side: Side, copied_from: Percent) -> Vec<Copied<'a>> {
    let mut index = Index::of(texts, side, copied_from);
    let stock = Lexicon::of(STOCK);
    let mut copies = Vec::new();
    for of_project in texts.chunk_by(|one, next| one.project == next.project) {
        let of_side = of_project.iter().filter(|text| text.side == side);
        copies.extend(
            of_side
                .clone()
                .filter_map(|text| index.most_alike(text, &stock)),
        );
        // A project is not held against itself: one remedy may answer several misses.
        of_side.for_each(|text| index.add(text));
    }
    copies
}

/// Which side of an explanation a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Cause,
    Remedy,
}

const SIDES: [Side; 2] = [Side::Cause, Side::Remedy];

impl Side {
    fn of(self, deviation: &Deviation) -> &Traced<String> {
        match self {
            Self::Cause => &deviation.cause,
            Self::Remedy => &deviation.remedy,
        }
    }

    const fn zh(self) -> &'static str {
        match self {
            Self::Cause => "偏差原因",
            Self::Remedy => "改进措施",
        }
    }

    const fn en(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Remedy => "remedy",
        }
    }
}

/// One text of a project, as it is compared.
#[derive(Debug)]
struct Text<'a> {
    /// Its number among all.
    id: usize,
    /// The project's place in the submission.
    project: usize,
    form: &'a ProjectForm,
    deviation: &'a Deviation,
    side: Side,
    letters: Vec<char>,
    /// By which of its shingles it is looked up.
    selected: Vec<u64>,
}

impl Text<'_> {
    /// The letters with their places in the text.
    fn placed(&self) -> Vec<Letter> {
        let names = names(self.form, self.deviation);
        letters(&self.side.of(self.deviation).value, &names)
    }
}

/// The name of the indicator and the project's.
fn names(form: &ProjectForm, deviation: &Deviation) -> Vec<Vec<char>> {
    let indicator = deviation.indicator.as_ref();
    let names = indicator.into_iter().chain([&form.name.value]);
    names.map(|name| core(name.as_str())).collect()
}

/// So many projects are read at a time: fewer are not worth a thread.
const AT_A_TIME: usize = 64;

/// The texts that are long enough to be compared, project by project, each of a project's once.
fn texts(projects: &[ProjectForm]) -> Vec<Text<'_>> {
    let projects: Vec<(usize, &ProjectForm)> = projects.iter().enumerate().collect();
    let parts: Vec<&[(usize, &ProjectForm)]> = projects.chunks(AT_A_TIME).collect();
    let texts = cores::map(&parts, |part| texts_of(part));
    let mut texts: Vec<Text<'_>> = texts.into_iter().flatten().collect();
    for (id, text) in texts.iter_mut().enumerate() {
        text.id = id;
    }
    texts
}

/// Those of some projects, each with its place in the submission; the texts are still to be numbered.
fn texts_of<'a>(projects: &[(usize, &'a ProjectForm)]) -> Vec<Text<'a>> {
    let mut texts: Vec<Text<'a>> = Vec::new();
    for &(project, form) in projects {
        let first = texts.len();
        for deviation in &form.deviations {
            let names = names(form, deviation);
            for side in SIDES {
                let letters = plain(&letters(&side.of(deviation).value, &names));
                let own = texts.get(first..).unwrap_or_default();
                let is_known = |text: &Text<'_>| text.side == side && text.letters == letters;
                if letters.len() < LEAST_LETTERS || own.iter().any(is_known) {
                    continue;
                }
                texts.push(Text {
                    id: 0,
                    project,
                    form,
                    deviation,
                    side,
                    selected: selected(&letters),
                    letters,
                });
            }
        }
    }
    texts
}

/// A text that shares its words with one of an earlier project.
#[derive(Debug, Clone, Copy)]
struct Copied<'a> {
    text: &'a Text<'a>,
    from: &'a Text<'a>,
    share: Rate,
}

/// The texts of one side by what they are looked up with. Only texts of earlier projects have been [added](Self::add).
#[derive(Debug)]
struct Index<'a> {
    texts: &'a [Text<'a>],
    from: Rate,
    /// Letter for letter: the first text with these letters.
    same: HashMap<&'a [char], &'a Text<'a>>,
    /// The shingles by which each text is looked up, by their number.
    keys: Vec<Vec<usize>>,
    /// The texts that have been added, by the number of the shingle.
    postings: Postings,
    /// How many keys each text shares with the one that is looked up; all 0 in between.
    hits: Vec<usize>,
    /// The shingles of the texts that have been compared.
    sets: Vec<Option<Vec<Shingle>>>,
}

impl<'a> Index<'a> {
    fn of(texts: &'a [Text<'a>], side: Side, copied_from: Percent) -> Self {
        let of_side = texts.iter().filter(|text| text.side == side);
        let selected: usize = of_side.map(|text| text.selected.len()).sum();
        // Of texts that are not alike, about half of the shingles are new.
        let mut numbers: HashMap<u64, usize> = HashMap::with_capacity(selected / 2);
        let mut keys = Vec::with_capacity(texts.len());
        let mut counts: Vec<usize> = Vec::new();
        for text in texts {
            let selected = text.selected.iter().filter(|_| text.side == side);
            let of_text = selected.map(|shingle| {
                let next = numbers.len();
                let number = *numbers.entry(*shingle).or_insert(next);
                match counts.get_mut(number) {
                    Some(count) => *count = count.saturating_add(1),
                    None => counts.push(1),
                }
                number
            });
            keys.push(of_text.collect());
        }
        Self {
            texts,
            from: copied_from.rate(),
            same: HashMap::new(),
            keys,
            postings: Postings::for_counts(&counts),
            hits: vec![0; texts.len()],
            sets: vec![None; texts.len()],
        }
    }

    fn add(&mut self, text: &'a Text<'a>) {
        match self.same.entry(&text.letters) {
            // Its like stands there already.
            Entry::Occupied(_) => return,
            Entry::Vacant(place) => place.insert(text),
        };
        for key in self.keys.get(text.id).into_iter().flatten() {
            self.postings.add(*key, text.id);
        }
    }

    /// The text of an earlier project that shares most with this one, where that is enough to speak of a copy.
    fn most_alike(&mut self, text: &'a Text<'a>, stock: &Lexicon) -> Option<Copied<'a>> {
        if let Some(from) = self.same.get(text.letters.as_slice()) {
            let share = Percent::WHOLE.rate();
            let copied = Copied { text, from, share };
            return is_no_chance(&copied, stock).then_some(copied);
        }
        let mut best: Option<Copied<'a>> = None;
        for id in self.candidates(text) {
            let Some(from) = self.texts.get(id) else {
                continue;
            };
            let shared = self.shared(text, from);
            let Ok(share) = Rate::of_counts(shared.shared, shared.of) else {
                continue;
            };
            let copied = Copied { text, from, share };
            let is_better = best.is_none_or(|best| share > best.share);
            if share >= self.from && is_better && is_no_chance(&copied, stock) {
                best = Some(copied);
            }
        }
        best
    }

    /// The earlier texts that seem most alike by the shingles that they are looked up with, the earliest first among equals.
    fn candidates(&mut self, text: &Text<'_>) -> Vec<usize> {
        let keys = self.keys.get(text.id).map_or(&[][..], Vec::as_slice);
        let mut found = Vec::new();
        for key in keys {
            for &id in self.postings.of(*key) {
                let Some(hits) = self.hits.get_mut(id) else {
                    continue;
                };
                if *hits == 0 {
                    found.push(id);
                }
                *hits = hits.saturating_add(1);
            }
        }
        let per_mille = |id: usize| {
            let own = self.keys.get(id).map_or(0, Vec::len);
            let (hits, least) = (*self.hits.get(id)?, own.min(keys.len()));
            // What shares less than a quarter of some is not likely to share most of all.
            let is_likely = hits.saturating_mul(4) >= least;
            let per_mille = hits.saturating_mul(1000);
            is_likely.then(|| per_mille.checked_div(least)).flatten()
        };
        let mut ranked: Vec<(usize, usize)> = found
            .iter()
            .filter_map(|&id| Some((per_mille(id)?, id)))
            .collect();
        ranked.sort_unstable_by_key(|&(per_mille, id)| (std::cmp::Reverse(per_mille), id));
        for id in found {
            if let Some(hits) = self.hits.get_mut(id) {
                *hits = 0;
            }
        }
        ranked.truncate(MOST_COMPARED);
        ranked.into_iter().map(|(_, id)| id).collect()
    }

    fn shared(&mut self, one: &Text<'_>, other: &Text<'_>) -> Shared {
        for text in [one, other] {
            if let Some(set) = self.sets.get_mut(text.id) {
                set.get_or_insert_with(|| sorted_shingles(&text.letters));
            }
        }
        let set = |text: &Text<'_>| self.sets.get(text.id).and_then(Option::as_deref);
        match (set(one), set(other)) {
            (Some(one), Some(other)) => Shared::between(one, other),
            _ => Shared { shared: 0, of: 0 },
        }
    }
}

/// The earliest texts that have a shingle, by its number: in one list, since most shingles stand in one text and a list of their own is not worth its room.
#[derive(Debug)]
struct Postings {
    /// Where the texts of each shingle begin in the list, how many there are and how many there may be.
    places: Vec<(usize, usize, usize)>,
    ids: Vec<usize>,
}

impl Postings {
    /// None yet, and room for so many texts of each shingle.
    fn for_counts(counts: &[usize]) -> Self {
        let mut places = Vec::with_capacity(counts.len());
        let mut next = 0_usize;
        for count in counts {
            let most = MOST_POSTINGS.min(*count);
            places.push((next, 0, most));
            next = next.saturating_add(most);
        }
        Self {
            places,
            ids: vec![0; next],
        }
    }

    fn add(&mut self, key: usize, id: usize) {
        let Some((start, count, most)) = self.places.get_mut(key) else {
            return;
        };
        if *count < *most
            && let Some(slot) = self.ids.get_mut(start.saturating_add(*count))
        {
            *slot = id;
            *count = count.saturating_add(1);
        }
    }

    fn of(&self, key: usize) -> &[usize] {
        let place = self.places.get(key).copied();
        let (start, count, _) = place.unwrap_or_default();
        let end = start.saturating_add(count);
        self.ids.get(start..end).unwrap_or_default()
    }
}

/// The shingles by which a text is looked up, each [mixed]: of every [`WINDOW`] in a row the least, so that two texts that share a passage choose the same of it.
fn selected(letters: &[char]) -> Vec<u64> {
    let all: Vec<u64> = shingles(letters).map(mixed).collect();
    let windows = all.windows(WINDOW.min(all.len()).max(1));
    let least = windows.filter_map(|window| window.iter().min().copied());
    let mut selected: Vec<u64> = least.collect();
    // Neighbours choose the same: that is told before sorting.
    selected.dedup();
    selected.sort_unstable();
    selected.dedup();
    selected
}

/// A number in which all bits of another play a part, so that none of the letters decides alone. No two numbers become one.
const fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (value ^ (value >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Do two texts share so much that it is no chance: many letters, or some beside the words that everybody uses?
fn is_no_chance(copied: &Copied<'_>, stock: &Lexicon) -> bool {
    let (one, other) = (&copied.text.letters, &copied.from.letters);
    let range = longest_shared(one, other);
    if range.len() >= MANY_LETTERS {
        return true;
    }
    let theirs = sorted_shingles(other);
    let mut is_shared = vec![false; one.len()];
    for (at, shingle) in shingles(one).enumerate() {
        if theirs.binary_search(&shingle).is_ok() {
            let three = is_shared.iter_mut().skip(at).take(3);
            three.for_each(|shared| *shared = true);
        }
    }
    let passages = one.iter().zip(&is_shared);
    let passages: Vec<char> = passages
        // Words do not reach over what is not shared.
        .map(|(letter, shared)| if *shared { *letter } else { ' ' })
        .collect();
    let telling = stock.apart(&passages).flatten();
    telling.filter(|letter| **letter != ' ').count() >= TELLING_LETTERS
}

/// Words of which explanations are made whoever writes them.
const STOCK: &str = "
    因 因为 由于 受 影响 导致 造成 致使 所以 因此 原因 主要 使 使得 等 及 和 与 的 了 在 对 为 是 将 已 均 各 该 本 其 并 且
    财政 财政部门 财政局 财政拨款 资金 经费 款项 专项资金 项目资金 预算 预算资金 紧张 困难 不足 有限 未 未能 没有 没 不 及时 按时 按期 如期 拨付 支付 拨款 付款 到位 下达 安排 统筹
    年底 年末 年初 年内 本年 当年 全年 次年 下年 下一年 下年度 上年 上半年 下半年 年度 今后 下一步 后续 目前 尚 尚未 仍 较 偏 部分 有所 一定
    项目 工作 任务 目标 指标 绩效 绩效目标 执行 执行率 预算执行 预算执行率 完成 实施 开展 推进 进度 进展 建设 实际 实际完成 情况 计划 数量 质量 效益 效果 使用 使用效益 结余 结转
    加快 加强 加大 提高 提升 进一步 切实 积极 严格 认真 做好 确保 保障 争取 力争 尽快 尽早 抓紧 继续 不断 强化 完善 健全 落实 合理 科学 规范 有效 全面 按照 根据 结合
    管理 监管 监督 指导 沟通 协调 对接 联系 力度 措施 机制 制度 编制 制定 设定 测算 论证 审核 支出 支出进度 单位 部门 企业 公司 施工单位 施工方 供应商 相关 有关 要求 合同 发票 开具 开票 手续 结算 验收 尾款 工程款 流程 程序
    疫情 新冠疫情 疫情防控 政策 调整 变化 市场 需求 人员 人手 群众 服务 服务对象 满意度 需要 问题 能力 水平 培训 宣传";

/// The finding of a project: with the project of which it shares most, and all that it shares with that one.
fn finding(projects: &[ProjectForm], copies: &[Copied<'_>]) -> Option<Finding> {
    let rank = |one: &&Copied<'_>| (one.share, one.text.letters.len());
    // Among equals the first: the form's order, the cause before the remedy.
    let best = copies.iter().rev().max_by_key(rank)?;
    let with = projects.get(best.from.project)?;
    let of_side = |side| {
        let of_side = copies
            .iter()
            .filter(|one| one.from.project == best.from.project && one.text.side == side);
        of_side
            .map(|one| one.share)
            .max()
            .map(|share| (side, share))
    };
    let sides: Vec<(Side, Rate)> = SIDES.into_iter().filter_map(of_side).collect();
    let told = |name: fn(Side) -> &'static str, [open, close, and]: [&str; 3]| {
        let told = sides
            .iter()
            .map(|(side, share)| format!("{}{open}{}{close}", name(*side), whole_percent(*share)));
        told.collect::<Vec<_>>().join(and)
    };
    let parts = Bilingual::new(
        told(Side::zh, ["（", "）", "和"]),
        told(Side::en, [" (", ")", " and "]),
    );
    let passage = passage(best);
    let letter = copies
        .iter()
        .filter(|one| one.from.project == best.from.project)
        .find_map(dropped)
        .unwrap_or_else(|| Bilingual::new("", ""));
    let (number, name) = (with.number, &with.name.value);
    let be = if sides.len() > 1 { "are" } else { "is" };
    let place = best.text.side.of(best.text.deviation).place.clone();
    Some(Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(Concerned::from(best.text.form)),
        indicator: super::indicator_of(best.text.deviation),
        message: Bilingual::new(
            format!(
                "{}与第 {number} 项“{name}”雷同，如“{passage}”{}",
                parts.zh, letter.zh
            ),
            format!(
                "its {} {be} like that of project {number}, \"{name}\", such as \"{passage}\"{}",
                parts.en, letter.en
            ),
        ),
        expected: Bilingual::new("按本项目的情况写", "words on this project"),
        found: Bilingual::new(
            format!("与第 {number} 项雷同：{}", parts.zh),
            format!("like project {number}: {}", parts.en),
        ),
        mend: Bilingual::new(
            "请按本项目的实际情况改写",
            "write what holds for this project",
        ),
        place,
    })
}

/// A share in whole percent, cut off, since less than all is not all.
fn whole_percent(share: Rate) -> String {
    let hundredths = share.shown().hundredths();
    format!("{}%", hundredths.checked_div(100).unwrap_or_default())
}

/// The longest passage of the copy, as it stands there.
fn passage(copied: &Copied<'_>) -> String {
    let range = longest_shared(&copied.text.letters, &copied.from.letters);
    let text = &copied.text.side.of(copied.text.deviation).value;
    quote(text, &copied.text.placed(), range)
}

/// What to say where a letter is all that tells two texts apart.
fn dropped(copied: &Copied<'_>) -> Option<Bilingual> {
    let (own, theirs) = (&copied.text.letters, &copied.from.letters);
    let (longer, shorter) = if own.len() > theirs.len() {
        (copied.text, copied.from)
    } else {
        (copied.from, copied.text)
    };
    let at = dropped_letter(&longer.letters, &shorter.letters)?;
    let around = |text: &Text<'_>, behind: usize| {
        let letters = text.placed();
        let words = &text.side.of(text.deviation).value;
        quote(words, &letters, wording::around(&letters, at, 2, behind))
    };
    let (with, without) = (around(longer, 2), around(shorter, 1));
    let number = copied.from.form.number;
    let (mine, other) = if own.len() > theirs.len() {
        (with, without)
    } else {
        (without, with)
    };
    Some(Bilingual::new(
        format!(
            "；{}整段只差一字，本项作“{mine}”，第 {number} 项作“{other}”",
            copied.text.side.zh()
        ),
        format!(
            "; of the {} one character differs: \"{mine}\" here, \"{other}\" in project {number}",
            copied.text.side.en()
        ),
    ))
}
