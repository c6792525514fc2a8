#![doc = include_str!("contradicted.md")]

use jixiao_model::{Amount, Bilingual, Deviation, Percent, Rate, normalise};

use super::stated::same_percent;
use super::{Form, cause_of, forms, indicator_of, is_execution};
use crate::wording::{Lexicon, core, shortened};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(308);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "说明与数据矛盾",
    en: "An explanation that the data contradict",
    page: include_str!("contradicted.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let quotes = Quotes::new();
    for form in forms(subject) {
        for deviation in form.deviations {
            if deviation.cause.value.trim().is_empty() {
                continue;
            }
            let clauses = clauses(&deviation.cause.value);
            let told = denied(subject, &form, deviation, &clauses)
                .into_iter()
                .chain(paid(&form, deviation, &clauses))
                .chain(quotes.misquoted(subject, &form, deviation, &clauses));
            findings.extend(told.map(|told| finding(&form, deviation, told)));
        }
    }
}

/// What is told of a deviation: the words, and what the data say.
struct Told {
    message: Bilingual,
    expected: Bilingual,
    found: Bilingual,
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
        mend: Bilingual::new(
            "请核对说明和表中的数据，改正其一",
            "mend the words or the data",
        ),
        place: deviation.cause.place.clone(),
    }
}

/// The parts of a text between signs; a comma within a number is none.
fn clauses(text: &str) -> Vec<String> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut signs = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map_or(' ', |(_, next)| *next);
        let within_number = sign == ',' && before.is_ascii_digit() && next.is_ascii_digit();
        before = sign;
        if parts(sign) && !within_number {
            clauses.push(normalise(text.get(start..at).unwrap_or_default()));
            start = at.saturating_add(sign.len_utf8());
        }
    }
    clauses.push(normalise(text.get(start..).unwrap_or_default()));
    clauses
}

const fn parts(sign: char) -> bool {
    matches!(
        sign,
        '，' | '。'
            | '；'
            | '、'
            | ','
            | ';'
            | '！'
            | '？'
            | '!'
            | '?'
            | '（'
            | '）'
            | '('
            | ')'
            | '\n'
            | '\r'
    )
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Does a text say that nothing at all was missed? The clause that says so.
fn denial(text: &str, clauses: &[String]) -> Option<String> {
    // What is said of all indicators holds but for what is said besides.
    let says = |clause: &&String| denies(clause) || (all_are_met(clause) && !has(text, &EXCEPT));
    if let Some(clause) = clauses.iter().find(says) {
        return Some(clause.clone());
    }
    // Less is said here: it counts where the whole text says no more than this.
    let all = clauses.iter().filter(|clause| !clause.is_empty());
    let mut all = all.peekable();
    let first = all.peek().copied().cloned()?;
    all.all(|clause| is_met(clause)).then_some(first)
}

/// Says a text that nothing was missed?
pub(super) fn denies_any_miss(text: &str) -> bool {
    denial(text, &clauses(text)).is_some()
}

/// 没有未完成, 没有落下, 无偏差.
fn denies(clause: &str) -> bool {
    const NOT: [&str; 5] = ["没有", "不存在", "未出现", "未发生", "无"];
    const MISSED: [&str; 9] = [
        "落下",
        "未完成",
        "未达标",
        "未达到",
        "未做到",
        "偏差",
        "偏离",
        "没完成",
        "遗漏",
    ];
    const MORE: [&str; 14] = [
        "其他", "其余", "除", "明显", "较大", "重大", "大的", "如", "若", "要", "才", "原因",
        "无法", "多大",
    ];
    // Most clauses hold none of these, and need no search for words.
    if !clause.contains(['没', '不', '未', '无']) {
        return false;
    }
    // 没有任何未完成的, 没有一项落下, but not 没有按要求补上未完成的. No more than a gap is looked at behind each of many.
    let begins = |behind: &str| MISSED.iter().any(|missed| behind.starts_with(missed));
    let missed = |behind: &str| {
        let gap = behind.char_indices().nth(GAP).map(|(at, _)| at);
        let parted = gap.and_then(|at| behind.split_at_checked(at));
        begins(behind) || parted.is_some_and(|(gap, rest)| is_gap(gap) && begins(rest))
    };
    let says = NOT.iter().any(|not| {
        let mut places = clause.match_indices(not);
        places.any(|(at, _)| {
            let behind = clause.get(at.saturating_add(not.len())..);
            behind.is_some_and(missed)
        })
    });
    says && !has(clause, &MORE)
}

/// Of so many letters is each word that [may stand](is_gap) in a gap.
const GAP: usize = 2;

/// Is this what may stand between the not and the missed?
fn is_gap(text: &str) -> bool {
    matches!(
        text,
        "任何" | "一项" | "一个" | "指标" | "出现" | "发生" | "存在" | "产生" | "目标"
    )
}

/// 各项指标都已做到.
fn all_are_met(clause: &str) -> bool {
    const ALL: [&str; 10] = [
        "各项指标",
        "所有指标",
        "全部指标",
        "各指标",
        "各项绩效指标",
        "全部绩效指标",
        "各项目标",
        "各项任务",
        "所有任务",
        "全部任务",
    ];
    is_done(clause) && has(clause, &ALL)
}

/// 全部完成, 达到预期指标值.
fn is_met(clause: &str) -> bool {
    is_done(clause) || denies(clause)
}

fn is_done(clause: &str) -> bool {
    const DONE: [&str; 26] = [
        "全部完成",
        "均已完成",
        "都已完成",
        "均完成",
        "都完成",
        "已完成",
        "圆满完成",
        "全面完成",
        "按时完成",
        "按期完成",
        "全部达标",
        "均达标",
        "都达标",
        "已达标",
        "全部达到",
        "均达到",
        "都达到",
        "已达到",
        "达到预期",
        "达成预期",
        "完成预期",
        "已做到",
        "全部做到",
        "均已实现",
        "全部实现",
        "完成了全部",
    ];
    const NOT: [&str; 38] = [
        "没", "未", "不", "尚", "难", "无法", "将", "拟", "预计", "计划", "争取", "力争", "确保",
        "待", "后", "才", "如", "若", "应", "需", "要", "部分", "基本", "大部", "多数", "其他",
        "其余", "除", "仅", "只", "上年", "次年", "下年", "前期", "一期", "首批", "第一", "差",
    ];
    // Most clauses hold none of these, and need no search for words.
    clause.contains(['完', '达', '做', '实']) && has(clause, &DONE) && !has(clause, &NOT)
}

const EXCEPT: [&str; 10] = [
    "除", "只有", "仅有", "唯", "个别", "其他", "其余", "但", "另有", "尚有",
];

/// An explanation that says nothing was missed, where points were lost or next to nothing was spent.
fn denied(
    subject: &Subject<'_>,
    form: &Form<'_>,
    deviation: &Deviation,
    clauses: &[String],
) -> Option<Told> {
    let words = denial(&deviation.cause.value, clauses)?;
    let data = hardly_spent(subject, form, deviation).or_else(|| lost(form, deviation))?;
    let (of, words) = (cause_of(deviation), shortened(&words));
    Some(Told {
        message: Bilingual::new(
            format!("{}说“{words}”，{}", of.zh, data.zh),
            format!("{} says \"{words}\", but {}", of.en, data.en),
        ),
        expected: Bilingual::new(
            "与得分、执行情况一致的说明",
            "words that agree with the points",
        ),
        found: data,
    })
}

/// What was lost of the indicator that a deviation names; of any, where it names the whole.
fn lost(form: &Form<'_>, deviation: &Deviation) -> Option<Bilingual> {
    let own = deviation.indicator.as_ref();
    let own = own.filter(|name| form.indicator(name).is_some());
    let mut losses = form.losses();
    let (indicator, score) =
        losses.find(|(one, _)| own.is_none_or(|name| *name == one.name.value))?;
    let (name, points, weight) = (&indicator.name.value, score.points, score.weight);
    Some(Bilingual::new(
        format!("指标“{name}”却只得 {points} 分（分值 {weight}）"),
        format!("\"{name}\" earned {points} of {weight}"),
    ))
}

/// What was spent, where that is next to nothing and the deviation speaks of the money or of the whole.
fn hardly_spent(
    subject: &Subject<'_>,
    form: &Form<'_>,
    deviation: &Deviation,
) -> Option<Bilingual> {
    if !is_of_money(deviation) {
        return None;
    }
    let rate = form.score.execution_rate.rate()?;
    let little = subject.policy.explanations.little_executed;
    (rate < little.rate()).then(|| {
        Bilingual::new(
            format!("预算执行率却只有 {}", rate.shown()),
            format!("the execution rate is {}", rate.shown()),
        )
    })
}

/// Does a deviation speak of the execution rate, or of the form as a whole?
fn is_of_money(deviation: &Deviation) -> bool {
    deviation.indicator.as_ref().is_none_or(is_execution)
}

/// An explanation that says all of the money was paid, where less was spent than budgeted.
fn paid(form: &Form<'_>, deviation: &Deviation, clauses: &[String]) -> Option<Told> {
    let rate = form.score.execution_rate.rate()?;
    if rate >= Percent::WHOLE.rate() || clauses.iter().any(|clause| excepts(clause)) {
        return None;
    }
    let words = clauses.iter().find(|clause| is_paid(clause))?;
    let (of, rate) = (cause_of(deviation), rate.shown());
    Some(Told {
        message: Bilingual::new(
            format!("{}说“{words}”，预算执行率却是 {rate}", of.zh),
            format!(
                "{} says \"{words}\", but the execution rate is {rate}",
                of.en
            ),
        ),
        expected: Bilingual::new("执行率 100%", "an execution rate of 100%"),
        found: Bilingual::new(rate.to_string(), rate.to_string()),
    })
}

/// 除尾款外, 除了尾款: what is said besides holds of the rest.
fn excepts(clause: &str) -> bool {
    let behind = clause.split_once('除').map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.starts_with('了') || behind.contains('外'))
}

/// 资金已全部支付, and nothing that would make it a part of the money, another year's, or a plan.
fn is_paid(clause: &str) -> bool {
    const MONEY: [&str; 8] = [
        "资金",
        "项目资金",
        "预算资金",
        "项目经费",
        "经费",
        "全部资金",
        "专项资金",
        "预算",
    ];
    const PAID: [&str; 20] = [
        "已全部支付",
        "已全部支付完毕",
        "全部支付完毕",
        "已全额支付",
        "全部付清",
        "已全部付清",
        "已全部拨付",
        "全部拨付完毕",
        "已全部支出",
        "全部支出完毕",
        "已全部使用",
        "全部使用完毕",
        "均已支付",
        "均已支付完毕",
        "已支付完毕",
        "已全部执行",
        "已全部执行完毕",
        "已全部支付到位",
        "已全部拨付到位",
        "已全部用完",
    ];
    let clause = clause.trim_end_matches(['.', '了']);
    let clause = ["本项目", "该项目", "项目", "全年", "本年"]
        .iter()
        .fold(clause, |clause, word| {
            clause.strip_prefix(word).unwrap_or(clause)
        });
    MONEY.iter().any(|money| {
        let behind = clause.strip_prefix(money);
        behind.is_some_and(|behind| PAID.contains(&behind))
    })
}

/// What a figure is, as a text calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Called {
    Rate,
    Budget,
    Executed,
}

/// A figure as a text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Quote {
    called: Called,
    /// The number without its unit.
    number: String,
    /// `%`, 元, 万元 or 亿元.
    unit: &'static str,
}

/// The words by which figures are told.
struct Quotes {
    before: Lexicon,
    between: Lexicon,
    called: [(Called, Lexicon); 3],
}

impl Quotes {
    fn new() -> Self {
        Self {
            before: Lexicon::of(
                "项目 本项目 该项目 资金 项目资金 全年 本年 本年度 年度 当年 总 其 实际 最终 因 由于",
            ),
            between: Lexicon::of(
                "为 是 的是 达 达到 仅 仅为 只有 了 : 共 共计 合计 数为 资金 资金为",
            ),
            called: [
                (
                    Called::Rate,
                    Lexicon::of(
                        "执行率 预算执行率 资金执行率 实际执行率 实际预算执行率 全年执行率 全年预算执行率 预算资金执行率",
                    ),
                ),
                (
                    Called::Budget,
                    Lexicon::of(
                        "预算 预算数 全年预算 全年预算数 年初预算 年初预算数 预算安排 安排 安排预算 安排资金 预算资金 预算金额",
                    ),
                ),
                (
                    Called::Executed,
                    Lexicon::of(
                        "实际支出 实际使用 实际执行 实际支付 全年支出 全年执行 执行数 全年执行数 支出数 用掉 用去",
                    ),
                ),
            ],
        }
    }

    /// The first figure of a text that differs from the form's. Only a text that can mean no other is taken at its word.
    fn misquoted(
        &self,
        subject: &Subject<'_>,
        form: &Form<'_>,
        deviation: &Deviation,
        clauses: &[String],
    ) -> Option<Told> {
        // Most texts tell no figure.
        if !clauses.iter().any(|clause| has_digit(clause)) {
            return None;
        }
        let text = &deviation.cause.value;
        let (year, name) = (subject.submission.year.number(), form.project);
        let name = name.map(|form| core(form.name.value.as_str()));
        let quotes: Vec<Quote> = clauses
            .iter()
            .filter_map(|clause| self.read(clause, year, name.as_deref()))
            .flatten()
            .collect();
        // Where money is told that cannot be read so, what can be read may be a part of it.
        let amounts = quotes.iter().filter(|one| one.called != Called::Rate);
        let all_read = amounts.count() == text.matches('元').count();
        let of_money = is_of_money(deviation) && all_read && !text.contains("其中");
        quotes.iter().find_map(|quote| {
            let alone = quotes.iter().filter(|one| one.called == quote.called);
            let is_clear = alone.count() == 1 && (of_money || quote.called == Called::Rate);
            is_clear.then(|| differs(form, deviation, quote)).flatten()
        })
    }

    /// The figures of a clause that consists of nothing else.
    fn read(&self, clause: &str, year: i32, name: Option<&[char]>) -> Option<Vec<Quote>> {
        if !has_digit(clause) {
            return None;
        }
        let letters: Vec<char> = clause.trim_end_matches('.').chars().collect();
        let mut rest = letters.as_slice();
        let mut quotes = Vec::new();
        while !rest.is_empty() {
            rest = self.lead(rest, year, name);
            // The longest name of a figure: 预算执行率 is none of 预算.
            let called = self
                .called
                .iter()
                .map(|(called, lexicon)| (lexicon.word(rest), called));
            let (length, called) = called.max_by_key(|(length, _)| *length)?;
            rest = rest.get(length..).filter(|_| length > 0)?;
            rest = skip(&self.between, rest);
            let digits = rest
                .iter()
                .take_while(|c| c.is_ascii_digit() || ".,".contains(**c));
            let number: String = digits.collect();
            let behind = rest
                .get(number.chars().count()..)
                .filter(|_| !number.is_empty())?;
            let units: &[&'static str] = match called {
                Called::Rate => &["%"],
                Called::Budget | Called::Executed => &["万元", "亿元", "元"],
            };
            let starts = |unit: &&&str| {
                unit.chars()
                    .eq(behind.iter().copied().take(unit.chars().count()))
            };
            let unit = *units.iter().find(starts)?;
            rest = behind.get(unit.chars().count()..)?;
            quotes.push(Quote {
                called: *called,
                number,
                unit,
            });
        }
        Some(quotes)
    }

    /// What may stand before the name of a figure of the whole project: its name, this year.
    fn lead<'a>(&self, rest: &'a [char], year: i32, name: Option<&[char]>) -> &'a [char] {
        let mut rest = rest;
        let year: Vec<char> = format!("{year}年").chars().collect();
        loop {
            let named = name.filter(|name| !name.is_empty() && rest.starts_with(name));
            let length = match named {
                Some(name) => name.len(),
                None if rest.starts_with(&year) => year.len(),
                None => self.before.word(rest),
            };
            let longest_call = self.called.iter().map(|(_, lexicon)| lexicon.word(rest));
            if length == 0 || longest_call.max().is_some_and(|call| call >= length) {
                return rest;
            }
            rest = rest.get(length..).unwrap_or_default();
        }
    }
}

fn has_digit(clause: &str) -> bool {
    clause.bytes().any(|byte| byte.is_ascii_digit())
}

fn skip<'a>(words: &Lexicon, letters: &'a [char]) -> &'a [char] {
    let mut rest = letters;
    loop {
        match words.word(rest) {
            0 => return rest,
            length => rest = rest.get(length..).unwrap_or_default(),
        }
    }
}

/// What to say of a figure that is not the form's.
fn differs(form: &Form<'_>, deviation: &Deviation, quote: &Quote) -> Option<Told> {
    let (term, english, own) = match quote.called {
        Called::Rate => {
            let rate = form.score.execution_rate.rate()?;
            let text = format!("{}%", quote.number);
            if agrees_with_rate(&text, rate)? {
                return None;
            }
            ("预算执行率", "an execution rate", rate.shown().to_string())
        }
        Called::Budget | Called::Executed => {
            let of_budget = quote.called == Called::Budget;
            let own = amounts(form, of_budget);
            if own.iter().any(|own| agrees_with_amount(quote, *own)) {
                return None;
            }
            let (term, english) = if of_budget {
                ("预算数", "a budget")
            } else {
                ("执行数", "spending")
            };
            (term, english, format!("{} 万元", own.first()?))
        }
    };
    let told = format!(
        "{}{}{}",
        quote.number,
        if quote.unit == "%" { "" } else { " " },
        quote.unit
    );
    let of = cause_of(deviation);
    Some(Told {
        message: Bilingual::new(
            format!("{}写{term}为 {told}，表中是 {own}", of.zh),
            format!("{} tells of {english} of {told}; the form has {own}", of.en),
        ),
        expected: Bilingual::new(own.clone(), own),
        found: Bilingual::new(told.clone(), told),
    })
}

/// Does a text show this rate? None where it is no number.
fn agrees_with_rate(text: &str, rate: Rate) -> Option<bool> {
    let told: Percent = text.parse().ok()?;
    Some(same_percent(text, told, rate.shown()))
}

/// Does a text show this amount, to the decimals that it has?
fn agrees_with_amount(quote: &Quote, own: Amount) -> bool {
    let Ok(told) = format!("{}{}", quote.number, quote.unit).parse::<Amount>() else {
        // What is no amount is not held against the form.
        return true;
    };
    let fen: i128 = match quote.unit {
        "亿元" => 10_000_000_000,
        "万元" => 1_000_000,
        _ => 100,
    };
    let decimals = quote
        .number
        .split_once('.')
        .map_or(0, |(_, rest)| rest.len());
    let shown = u32::try_from(decimals)
        .ok()
        .and_then(|decimals| 10_i128.checked_pow(decimals));
    let last = shown.and_then(|shown| fen.checked_div(shown)).unwrap_or(1);
    let apart = i128::from(told.fen()).abs_diff(i128::from(own.fen()));
    apart.saturating_mul(2) <= last.unsigned_abs()
}

/// The amounts of a form that a text may mean, the total first.
fn amounts(form: &Form<'_>, of_budget: bool) -> Vec<Amount> {
    let rows = || form.funds.iter();
    let total = |amounts: Vec<Amount>| Amount::sum(amounts).ok();
    let initial: Vec<Amount> = rows().map(|row| row.initial.value).collect();
    let budget: Vec<Amount> = rows().map(|row| row.budget.value).collect();
    let executed: Vec<Amount> = rows().map(|row| row.executed.value).collect();
    if !of_budget {
        return total(executed.clone())
            .into_iter()
            .chain(executed)
            .collect();
    }
    let totals = [total(budget.clone()), total(initial.clone())];
    totals
        .into_iter()
        .flatten()
        .chain(budget)
        .chain(initial)
        .collect()
}
