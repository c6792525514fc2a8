//! What of a project's name tells the project from others: the name without its year, brackets and filling words.

use jixiao_model::{FiscalYear, normalise};

use super::alike::Pairs;

/// From so much likeness on two names may be one: three pairs of characters in five.
const NEAR: u32 = 6_000;

/// Words that stand for one another, and the one that is taken for all; longer ones first. An empty one says nothing.
const WORDS: [(&str, &str); 26] = [
    ("维修养护", "养护"),
    ("专项资金", "费"),
    ("专项经费", "费"),
    ("补助资金", "补助费"),
    ("补助经费", "补助费"),
    ("资金", "费"),
    ("经费", "费"),
    ("费用", "费"),
    ("款项", "费"),
    ("专项", ""),
    ("项目", ""),
    ("工作", ""),
    ("补贴", "补助"),
    ("维护", "养护"),
    ("管护", "养护"),
    ("管养", "养护"),
    ("维修", "养护"),
    ("采购", "购置"),
    ("购买", "购置"),
    ("整治", "治理"),
    ("运转", "运行"),
    ("乡村", "农村"),
    ("的", ""),
    ("及", ""),
    ("和", ""),
    ("与", ""),
];

/// Behind a number these make a part of a series of it: 一期, 第二批, 3标段.
const PARTS: &str = "期批标段号阶次季类组区部";

/// Behind a number these say what is counted.
const MEASURES: [&str; 31] = [
    "亩", "人", "户", "名", "个", "件", "台", "套", "辆", "元", "万", "亿", "米", "公里", "千米",
    "平方", "立方", "吨", "公斤", "千克", "株", "棵", "头", "只", "座", "处", "盏", "册", "本",
    "公顷", "㎡",
];

/// Words that begin as a measure does, and may stand behind a year.
const WORDS_LIKE_MEASURES: [&str; 31] = [
    "人才", "人居", "人民", "人口", "人员", "人社", "人大", "人防", "人文", "人力", "人畜", "人工",
    "人道", "人武", "人行", "人事", "人身", "户外", "户籍", "户厕", "名师", "名城", "个人", "个体",
    "台账", "台风", "元旦", "元宵", "处置", "本级", "头雁",
];

/// A project's name in ever plainer forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProjectName {
    /// As it stands, but for spaces and full-width forms.
    pub(super) plain: String,
    /// Without years, brackets, and 项目 at its end.
    pub(super) stem: String,
    /// With one word for those that mean the same.
    pub(super) core: String,
    pub(super) pairs: Pairs,
    /// Numbers and letters that tell the parts of a series apart.
    marks: Vec<String>,
    /// The characters of the core, sorted.
    letters: Vec<char>,
}

impl ProjectName {
    pub(super) fn of(name: &str, year: FiscalYear) -> Self {
        let plain = normalise(name).to_lowercase();
        let stem = stem(&plain, year);
        let core = core(&stem);
        let mut letters: Vec<char> = core.chars().collect();
        letters.sort_unstable();
        Self {
            pairs: Pairs::of(&core),
            marks: marks(&core),
            letters,
            plain,
            stem,
            core,
        }
    }

    /// How alike two names are, where they can be of one project.
    ///
    /// Words may be left out, added or moved. Where each has characters that the other lacks, a word stands in the place of another, and so do 小学 and
    /// 中学, 一期 and 二期: those are two projects.
    pub(super) fn near(&self, other: &Self) -> Option<u32> {
        let may_be_one = self.marks == other.marks
            && (is_within(&self.letters, &other.letters)
                || is_within(&other.letters, &self.letters));
        let alike = may_be_one.then(|| self.pairs.alike(&other.pairs));
        alike.filter(|alike| *alike >= NEAR)
    }
}

/// Are all characters of the one among those of the other? Both are sorted.
fn is_within(few: &[char], many: &[char]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|letter| rest.any(|other| other == letter))
}

fn stem(plain: &str, year: FiscalYear) -> String {
    let undated = without_years(plain, year);
    let letters: String = undated.chars().filter(|c| c.is_alphanumeric()).collect();
    let stem = letters.trim_end_matches("项目");
    if stem.is_empty() {
        return plain.to_string();
    }
    stem.to_string()
}

/// Without 2023, 2023年, 2022-2023年度, 二〇二三年. A number without 年 is a year only where it is near the year of the evaluation.
fn without_years(plain: &str, year: FiscalYear) -> String {
    let mut kept = String::new();
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = after_year(rest, year) {
            rest = after;
            continue;
        }
        // A number is passed over whole: 12023 holds no year.
        let digits = digits(rest);
        let step = digits.len().max(first.len_utf8());
        let (passed, after) = rest.split_at_checked(step).unwrap_or((rest, ""));
        kept.push_str(passed);
        rest = after;
    }
    kept
}

/// What follows a year, or a range of years, that stands at the beginning.
fn after_year(text: &str, year: FiscalYear) -> Option<&str> {
    let (mut after, number) = one_year(text)?;
    let mut is_near = number.abs_diff(year.number()) <= 10;
    if let Some((range, _)) = after.strip_prefix(['-', '~', '至', '/']).and_then(one_year) {
        after = range;
        is_near = true;
    }
    let bare = after
        .strip_prefix("年度")
        .or_else(|| after.strip_prefix('年'));
    bare.or_else(|| (is_near && !begins_with_measure(after)).then_some(after))
}

/// Does a measure word stand at the beginning, so that the number before it counts: 2020亩, 2025人?
fn begins_with_measure(text: &str) -> bool {
    let is_word = WORDS_LIKE_MEASURES
        .iter()
        .any(|word| text.starts_with(word));
    !is_word && MEASURES.iter().any(|measure| text.starts_with(measure))
}

/// The year in digits of either kind at the beginning, and what follows it.
fn one_year(text: &str) -> Option<(&str, i32)> {
    const CHINESE: &str = "〇一二三四五六七八九";
    let digits = digits(text);
    if !digits.is_empty() {
        let number = Some(digits).filter(|digits| digits.len() == 4)?;
        let number = number.parse::<i32>().ok()?;
        FiscalYear::try_from(number).ok()?;
        return Some((text.get(digits.len()..)?, number));
    }
    let (mut number, mut after) = (0_i32, text);
    for _ in 0..4 {
        let first = after.chars().next()?;
        let same = if matches!(first, '○' | '零') {
            '〇'
        } else {
            first
        };
        let digit = CHINESE.chars().position(|own| own == same)?;
        number = number
            .checked_mul(10)?
            .checked_add(i32::try_from(digit).ok()?)?;
        after = after.get(first.len_utf8()..)?;
    }
    FiscalYear::try_from(number).ok()?;
    Some((after, number))
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.get(..end.unwrap_or(text.len())).unwrap_or("")
}

fn core(stem: &str) -> String {
    let mut core = String::new();
    let mut rest = stem;
    while let Some(first) = rest.chars().next() {
        let word = WORDS.iter().find(|(word, _)| rest.starts_with(word));
        let length = word.map_or(first.len_utf8(), |(word, _)| word.len());
        match word {
            Some((_, same)) => core.push_str(same),
            None => core.push(first),
        }
        rest = rest.get(length..).unwrap_or("");
    }
    if core.is_empty() {
        return stem.to_string();
    }
    core
}

/// Runs of digits and of Latin letters, and Chinese numbers before a word of [`PARTS`] or behind 第; sorted.
fn marks(core: &str) -> Vec<String> {
    let letters: Vec<char> = core.chars().collect();
    let runs: Vec<&[char]> = letters
        .chunk_by(|one, next| kind(*one) == kind(*next))
        .collect();
    let nexts = runs.iter().skip(1).map(|run| run.first()).chain([None]);
    let befores = [None].into_iter().chain(runs.iter().map(|run| run.last()));
    let mut marks = Vec::new();
    for ((run, next), before) in runs.iter().zip(nexts).zip(befores) {
        let is_part = next.is_some_and(|next| PARTS.contains(*next)) || before == Some(&'第');
        match run.first().map(|letter| kind(*letter)) {
            Some(Kind::Digit | Kind::Latin) => marks.push(run.iter().collect()),
            Some(Kind::ChineseNumber) if is_part => marks.push(run.iter().collect()),
            _ => {}
        }
    }
    marks.sort_unstable();
    marks
}

#[derive(PartialEq, Eq)]
enum Kind {
    Digit,
    Latin,
    ChineseNumber,
    Other,
}

fn kind(letter: char) -> Kind {
    match letter {
        '0'..='9' => Kind::Digit,
        'a'..='z' => Kind::Latin,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            Kind::ChineseNumber
        }
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> ProjectName {
        ProjectName::of(name, 2023.try_into().unwrap())
    }

    #[test]
    fn a_stem_has_no_year_no_brackets_and_no_project_at_its_end() {
        for (written, stem) in [
            ("2023年乡村道路养护项目", "乡村道路养护"),
            ("乡村道路养护（2022－2023年度）", "乡村道路养护"),
            ("二〇二三年乡村道路养护", "乡村道路养护"),
            ("乡村道路养护2021", "乡村道路养护"),
            ("1998型泵站改造", "1998型泵站改造"), // not near the year: a type
            ("1998年泵站改造", "泵站改造"),
            ("高标准农田2020亩", "高标准农田2020亩"), // counted
            ("培训农民2025人次", "培训农民2025人次"),
            ("2024人居环境整治", "人居环境整治"),
            ("2020年亩均奖补", "亩均奖补"),
            ("购置12023件农具", "购置12023件农具"),
            ("2023年第一批中央“直达”资金", "第一批中央直达资金"),
            ("2023年项目", "2023年项目"), // nothing would be left
            ("项目库建设项目", "项目库建设"),
            ("2023年", "2023年"),
        ] {
            assert_eq!(name(written).stem, stem, "{written}");
        }
    }

    #[test]
    fn marks_tell_the_parts_of_a_series_apart() {
        for (written, marks) in [
            ("供水管网改造二期", vec!["二"]),
            ("第十二批中央资金", vec!["十二"]),
            ("城乡供水一体化", vec![]),
            ("A镇3标段道路", vec!["3", "a"]),
        ] {
            assert_eq!(name(written).marks, marks, "{written}");
        }
    }
}
