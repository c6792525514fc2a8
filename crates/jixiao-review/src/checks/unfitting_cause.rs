#![doc = include_str!("unfitting_cause.md")]

use std::collections::{BTreeMap, BTreeSet};

use jixiao_catalogue::{Catalogue, Cause, Classification};
use jixiao_model::{Bilingual, Deviation, IndicatorClass, Name, ProjectForm, normalise};

use super::{Form, cause_codes, forms, indicator_of, is_execution};
use crate::wording::{Lexicon, letters, plain};
use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(305);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "原因与指标不符",
    en: "A cause that does not fit",
    page: include_str!("unfitting_cause.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        for (deviation, read) in form.explanations() {
            let Some((name, class)) = missed(&form, deviation) else {
                continue;
            };
            let found = of_codes(subject.catalogue, deviation, read, name, class)
                .or_else(|| of_words(deviation, read, name, class))
                .or_else(|| of_beginning(deviation, name, class));
            findings.extend(found.map(|found| finding(&form, deviation, found)));
        }
    }
    findings.extend(of_namesakes(&subject.submission.projects));
}

/// The indicator that a deviation names, and what kind of thing it measures, where that is known.
fn missed<'a>(form: &Form<'_>, deviation: &'a Deviation) -> Option<(&'a Name, IndicatorClass)> {
    let name = deviation.indicator.as_ref()?;
    let class = match form.indicator(name) {
        Some((indicator, _)) => indicator.class()?,
        None => is_execution(name).then_some(IndicatorClass::Execution)?,
    };
    Some((name, class))
}

/// What is told of a deviation.
struct Told {
    message: Bilingual,
    expected: Bilingual,
    found: Bilingual,
    mend: Bilingual,
}

fn finding(form: &Form<'_>, deviation: &Deviation, told: Told) -> Finding {
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(form.concerned()),
        indicator: indicator_of(deviation),
        message: told.message,
        expected: told.expected,
        found: told.found,
        mend: told.mend,
        place: deviation.cause.place.clone(),
    }
}

/// None of the causes can explain that an indicator of this class was missed.
fn of_codes(
    catalogue: &Catalogue,
    deviation: &Deviation,
    read: &Classification,
    name: &Name,
    class: IndicatorClass,
) -> Option<Told> {
    let codes = cause_codes(deviation, read);
    let causes: Vec<&Cause> = codes
        .iter()
        .filter_map(|code| catalogue.cause(code))
        .collect();
    // A code that the catalogue does not know may explain anything.
    let unknown = causes.len() < codes.len();
    let fits = |cause: &&Cause| cause.classes.is_empty() || cause.classes.contains(&class);
    if causes.is_empty() || unknown || causes.iter().any(fits) {
        return None;
    }
    let zh: Vec<String> = causes
        .iter()
        .map(|cause| format!("“{}”（{}）", cause.name.zh, cause.code))
        .collect();
    let en: Vec<String> = causes
        .iter()
        .map(|cause| format!("\"{}\" ({})", cause.name.en, cause.code))
        .collect();
    let (zh, en) = (zh.join("、"), en.join(", "));
    let indicator = described(name, class);
    Some(Told {
        message: Bilingual::new(
            format!("{}，所写原因{zh}与它对不上", indicator.zh),
            format!("{}, which is not explained by {en}", indicator.en),
        ),
        expected: Bilingual::new(
            format!("影响{}的原因", class.term()),
            format!("a cause that bears on {}", class.english()),
        ),
        found: Bilingual::new(zh, en),
        mend: Bilingual::new(
            "请写出这项指标没有做到的原因；原因代码有误的请改正",
            "tell why this indicator was missed, or mend the code",
        ),
    })
}

/// “name”是时效指标.
fn described(name: &Name, class: IndicatorClass) -> Bilingual {
    if class == IndicatorClass::Execution {
        return Bilingual::new(
            format!("要说明的是“{name}”"),
            format!("\"{name}\" is the execution rate"),
        );
    }
    Bilingual::new(
        format!("“{name}”是{}", class.term()),
        format!("\"{name}\" is an indicator of {}", class.english()),
    )
}

/// The text ties all of its causes to other classes by name.
///
/// That money was paid late is said of the execution rate, of timeliness and of cost alike, and what was produced is said by number and by quality:
/// only a class that stands apart from that of the indicator is held against the text.
fn of_words(
    deviation: &Deviation,
    read: &Classification,
    name: &Name,
    class: IndicatorClass,
) -> Option<Told> {
    // What codes say, they say instead of the text.
    if !deviation.causes.is_empty() || read.causes.is_empty() {
        return None;
    }
    let apart = |named: IndicatorClass| is_apart(named, name, class);
    let all_apart = read.causes.iter().all(|cause| {
        let mut named = cause.classes.iter();
        !cause.classes.is_empty() && named.all(|named| apart(*named))
    });
    if !all_apart {
        return None;
    }
    let named = read.causes.first()?.classes.first()?;
    Some(speaks_of(*named, name, class))
}

/// The text begins with the miss of another class: 质量指标未达标 under a satisfaction.
///
/// Further on in a text another class may be what the cause led to or what it came from; and so it may where the text comes to speak of its own.
fn of_beginning(deviation: &Deviation, name: &Name, class: IndicatorClass) -> Option<Told> {
    const MISSED: [&str; 16] = [
        "存在偏离",
        "存在偏差",
        "出现偏差",
        "有偏差",
        "未达标",
        "未完成",
        "未达到",
        "未达成",
        "未实现",
        "没有完成",
        "没有达到",
        "没有达标",
        "偏低",
        "较低",
        "低于",
        "不高",
    ];
    if !deviation.causes.is_empty() {
        return None;
    }
    let text = normalise(&deviation.cause.value);
    let begins = MISSED.iter().filter_map(|missed| text.split_once(missed));
    let (named, _) = begins.min_by_key(|(named, _)| named.len())?;
    // 成本偏低 tells of costs, not of the indicator.
    let is_indicator = ["指标", "满意度", "执行率"]
        .iter()
        .any(|end| named.ends_with(end));
    let named = IndicatorClass::recognise(named).filter(|_| is_indicator)?;
    let own = match class {
        IndicatorClass::Execution => "执行率",
        other => short(other),
    };
    (is_apart(named, name, class) && !text.contains(own)).then(|| speaks_of(named, name, class))
}

/// Does a text that names a class speak of something else than the indicator?
fn is_apart(named: IndicatorClass, name: &Name, class: IndicatorClass) -> bool {
    kind(named) != kind(class) && !name.as_str().contains(short(named))
}

fn speaks_of(named: IndicatorClass, name: &Name, class: IndicatorClass) -> Told {
    let indicator = described(name, class);
    Told {
        message: Bilingual::new(
            format!("{}，偏差原因说的却是{}", indicator.zh, named.term()),
            format!(
                "{}, and its cause speaks of {}",
                indicator.en,
                named.english()
            ),
        ),
        expected: Bilingual::new(
            format!("{}的原因", class.term()),
            format!("a cause of {}", class.english()),
        ),
        found: Bilingual::new(
            format!("{}的原因", named.term()),
            format!("a cause of {}", named.english()),
        ),
        mend: Bilingual::new(
            "请写出这项指标没有做到的原因，或移到它所说的指标下",
            "tell why this indicator was missed, or move the words to the one they speak of",
        ),
    }
}

/// Classes that explanations do not keep apart have one number.
const fn kind(class: IndicatorClass) -> u8 {
    match class {
        IndicatorClass::Satisfaction => 1,
        IndicatorClass::Ecological => 2,
        IndicatorClass::Social | IndicatorClass::Sustainability => 3,
        IndicatorClass::Economic => 4,
        _ => 0,
    }
}

/// The term without the word 指标.
fn short(class: IndicatorClass) -> &'static str {
    match class {
        IndicatorClass::Satisfaction => "满意",
        other => other.term().trim_end_matches("指标"),
    }
}

/// Projects of one name of which one speaks of another matter throughout.
fn of_namesakes(projects: &[ProjectForm]) -> Vec<Finding> {
    let mut by_name: BTreeMap<String, Vec<&ProjectForm>> = BTreeMap::new();
    for form in projects {
        let name = normalise(form.name.value.as_str());
        by_name.entry(name).or_default().push(form);
    }
    let common = Lexicon::of(COMMON);
    let groups: Vec<_> = by_name.values().filter(|forms| forms.len() > 1).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let names = projects.iter().map(|form| form.name.value.as_str());
    let of_names: BTreeSet<Pair> = names.flat_map(|name| pairs(name, &common)).collect();
    groups
        .into_iter()
        .flat_map(|forms| strangers(forms, &of_names, &common))
        .collect()
}

/// Words that stand in names and explanations of any matter.
const COMMON: &str = "
    项目 资金 专项 经费 补贴 补助 奖励 奖补 运行 运行费 工作 工程 建设 管理 服务 发展 企业 单位 部门 财政 预算 支付 拨付 付款 到位 紧张 不足 完成 未 目标 指标 计划 年底 年末 全年 及时
    市 县 区 新区 省 镇 乡 加快 加强 提高 做好 进度 实施 落实 措施 原因 影响 导致 因 由于 与 和 的 了 在 将 下年 次年 我局 局里";

/// Two letters of what a text speaks of.
type Pair = (char, char);

fn pairs(text: &str, common: &Lexicon) -> Vec<Pair> {
    let own = plain(&letters(text, &[]));
    let pair = |pair: &[char]| Some((*pair.first()?, *pair.last()?));
    let runs = common.apart(&own);
    runs.flat_map(|run| run.windows(2).filter_map(pair).collect::<Vec<_>>())
        .collect()
}

/// The forms of one name whose explanations have nothing of it, while those of another have.
fn strangers(forms: &[&ProjectForm], of_names: &BTreeSet<Pair>, common: &Lexicon) -> Vec<Finding> {
    let Some(first) = forms.first() else {
        return Vec::new();
    };
    let name: BTreeSet<Pair> = pairs(first.name.value.as_str(), common)
        .into_iter()
        .collect();
    let words: Vec<Vec<Pair>> = forms.iter().map(|form| said(form, common)).collect();
    let speaks_of_name = |words: &[Pair]| words.iter().any(|pair| name.contains(pair));
    let mut all = forms.iter().zip(&words);
    let Some((native, native_words)) = all.find(|(_, words)| speaks_of_name(words)) else {
        return Vec::new();
    };
    let known: BTreeSet<&Pair> = native_words.iter().collect();
    let strange = forms.iter().zip(&words).filter(|(_, words)| {
        let shared = words.iter().filter(|pair| known.contains(pair)).count();
        !speaks_of_name(words) && shared.saturating_mul(10) <= words.len()
    });
    strange
        .filter_map(|(form, _)| Some(stranger(form, native, matter(form, of_names, common)?)))
        .collect()
}

/// All that the explanations of a form say.
fn said(form: &ProjectForm, common: &Lexicon) -> Vec<Pair> {
    let texts = form.deviations.iter();
    let texts = texts.flat_map(|one| [&one.cause.value, &one.remedy.value]);
    texts.flat_map(|text| pairs(text, common)).collect()
}

/// What the causes of a form speak of again and again: the two letters that come most often, three times at least; the earliest of several.
///
/// A cause may come again and again, too. Only what the form's own goal and indicators or the name of a project speak of is a matter.
fn matter(form: &ProjectForm, of_names: &BTreeSet<Pair>, common: &Lexicon) -> Option<Pair> {
    const OFTEN: usize = 3;
    let goal = [&form.goal.expected.value, &form.goal.actual.value].map(String::as_str);
    let indicators = form.indicators.iter().map(|one| one.name.value.as_str());
    let own = goal.into_iter().chain(indicators);
    let own: BTreeSet<Pair> = own.flat_map(|text| pairs(text, common)).collect();
    let causes = form.deviations.iter().map(|one| &one.cause.value);
    let words: Vec<Pair> = causes
        .flat_map(|text| pairs(text, common))
        .filter(|pair| own.contains(pair) || of_names.contains(pair))
        .collect();
    let mut times: BTreeMap<Pair, usize> = BTreeMap::new();
    for pair in &words {
        let times = times.entry(*pair).or_default();
        *times = times.saturating_add(1);
    }
    let often = times
        .values()
        .copied()
        .max()
        .filter(|most| *most >= OFTEN)?;
    words
        .into_iter()
        .find(|pair| times.get(pair) == Some(&often))
}

fn stranger(form: &ProjectForm, native: &ProjectForm, (one, two): Pair) -> Finding {
    let number = native.number;
    let place = form
        .deviations
        .first()
        .and_then(|one| one.cause.place.clone());
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(Concerned::from(form)),
        indicator: None,
        message: Bilingual::new(
            format!("与第 {number} 项同名，偏差说明讲的却不是名称所说的事，一再说到“{one}{two}”"),
            format!(
                "it bears the name of project {number}, but its explanations speak of something else: \"{one}{two}\", again and again"
            ),
        ),
        expected: Bilingual::new("名称所说的事", "what the name says"),
        found: Bilingual::new(format!("“{one}{two}”"), format!("\"{one}{two}\"")),
        mend: Bilingual::new(
            "请核对项目名称；名称无误的，请改写偏差说明",
            "mend the name, or the explanations where the name is right",
        ),
        place,
    }
}
