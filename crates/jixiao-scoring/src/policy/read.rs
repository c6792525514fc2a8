//! One policy file, read on top of the policy that it extends.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;
use core::str::FromStr;

use chrono::NaiveDate;
use jixiao_keyed::{Document, Entry, Problems, Table};
use jixiao_model::{
    Bilingual, FirstLevel, Method, Name, Percent, Points, RateId, Rounding, Speak, Weight,
};

use super::{
    Band, BegunStep, Ceiling, DeductionTerms, Effective, ExecutionBasis, ExecutionTerms,
    ExplanationTerms, GradeCuts, LevelCuts, NotApplicableWeight, Policy,
};
use crate::scored::PointsRounding;

/// What stands behind the file.
pub(super) enum Base {
    /// It extends nothing: every key must be there.
    None,
    /// A policy that gives what the file leaves out.
    Of(Box<Policy>),
    /// Something that could not be read. What the file leaves out is not known then, and not missed.
    Unknown,
}

impl Base {
    fn get<T>(&self, pick: impl FnOnce(&Policy) -> T) -> Option<T> {
        match self {
            Self::Of(policy) => Some(pick(policy)),
            Self::None | Self::Unknown => None,
        }
    }
}

/// Reads the file; what is wrong goes to `problems`.
pub(super) fn read(document: &Document, base: &Base, problems: &Problems) -> Option<Policy> {
    let reader = Reader {
        base,
        basis: RefCell::new(base.get(|policy| policy.basis.clone()).unwrap_or_default()),
    };
    document
        .read(problems)
        .table(|table| policy(&mut Section::new(&reader, table, None)))
}

struct Reader<'b> {
    base: &'b Base,
    /// The basis of each value, by its path.
    basis: RefCell<BTreeMap<String, String>>,
}

/// A table being read, and the basis of those of its values that name none.
struct Section<'s, 'a> {
    reader: &'s Reader<'s>,
    table: &'s mut Table<'a>,
    basis: Option<&'a str>,
}

impl<'s, 'a> Section<'s, 'a> {
    fn new(reader: &'s Reader<'s>, table: &'s mut Table<'a>, outer: Option<&'a str>) -> Self {
        let own = table.optional("basis", "依据");
        let basis = own.and_then(|entry| filled(&entry)).or(outer);
        Self {
            reader,
            table,
            basis,
        }
    }

    /// A key that must be there, unless the policy that the file extends has its value.
    fn find(&mut self, key: &'static str, term: &'static str) -> Option<Entry<'a>> {
        match self.reader.base {
            Base::None => self.table.required(key, term),
            Base::Of(_) | Base::Unknown => self.table.optional(key, term),
        }
    }

    /// A value with its basis, or that of the policy that the file extends.
    fn value<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        inherited: impl FnOnce(&Policy) -> T,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<T> {
        match self.find(key, term) {
            Some(entry) => self.based(&entry, term, read),
            None => self.reader.base.get(inherited),
        }
    }

    /// Reads `value`, or `{ value = …, basis = "…" }`, and keeps the basis.
    fn based<T>(
        &self,
        entry: &Entry<'a>,
        term: &'static str,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<T> {
        if !entry.is_table() {
            self.keep_basis(entry, self.basis);
            return read(entry);
        }
        let (value, basis) = entry.table(|table| {
            let value = table.required("value", term);
            let own = table.optional("basis", "依据");
            Some((value, own.and_then(|entry| filled(&entry))))
        })?;
        self.keep_basis(entry, basis.or(self.basis));
        read(&value?)
    }

    fn keep_basis(&self, entry: &Entry<'a>, basis: Option<&str>) {
        let Some(basis) = basis else {
            entry.fail_with(
                Bilingual::new(
                    "没有写明依据（basis）",
                    "the value has no basis: nothing says who fixed it",
                ),
                Bilingual::new(
                    "请在本值、所在的表或文件开头写明 basis = \"…\"",
                    "write basis = \"…\" for the value, for its table or at the head of the file",
                ),
            );
            return;
        };
        let mut kept = self.reader.basis.borrow_mut();
        kept.insert(entry.path().to_string(), basis.to_string());
    }

    /// A table of values, or what the policy that the file extends has in its place.
    fn section<T>(
        &mut self,
        key: &'static str,
        term: &'static str,
        inherited: impl FnOnce(&Policy) -> T,
        read: impl FnOnce(&mut Section<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        match self.find(key, term) {
            Some(entry) => self.inside(&entry, read),
            None => self.reader.base.get(inherited),
        }
    }

    fn inside<T>(
        &self,
        entry: &Entry<'a>,
        read: impl FnOnce(&mut Section<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        entry.table(|table| read(&mut Section::new(self.reader, table, self.basis)))
    }

    /// Cuts that do not rise. Which of them is wrong nobody can know, so the table is named.
    fn out_of_order(&self, what: &Bilingual, found: &str, order: &str) {
        self.table.fail(Bilingual::new(
            format!("{}：{found}；请按此填写：{order}", what.zh),
            format!("{}: {found}; write {order}", what.en),
        ));
    }
}

fn policy(root: &mut Section<'_, '_>) -> Option<Policy> {
    let id = root.table.required("id", "政策标识").and_then(|e| id(&e));
    let zh = root.table.required("name", "政策名称");
    let zh = zh.and_then(|entry| filled(&entry));
    let en = root.table.required("name_en", "英文名称");
    let en = en.and_then(|entry| filled(&entry));
    let jurisdiction = match root.find("jurisdiction", "适用范围") {
        Some(entry) => filled(&entry).map(ToString::to_string),
        None => root.reader.base.get(|base| base.jurisdiction.clone()),
    };
    let effective = match root.find("effective", "施行期间") {
        Some(entry) => effective(&entry),
        None => root.reader.base.get(|base| base.effective).flatten(),
    };
    // Whether it can be had was told when the files were gathered.
    let extends = root.table.optional("extends", "所继承的政策");
    let extends = extends.and_then(|entry| entry.is_text().then(|| entry.text()).flatten());
    let reconstruction = match root.table.optional("reconstruction", "是否为还原") {
        Some(entry) => entry.boolean(),
        None => Some(root.reader.base.get(|base| base.reconstruction) == Some(true)),
    };
    let execution = root.section(
        "execution",
        "预算执行率",
        |base| (base.execution_weight, base.execution),
        execution,
    );
    let rounding = root.section(
        "points",
        "得分取整",
        |base| base.rounding,
        |points| rounding(points, |base| base.rounding),
    );
    let first_levels = first_levels(root);
    let methods = root.section("methods", "赋分规则", Methods::of, methods);
    let rules = rules(root);
    let levels = root.section("levels", "定性指标等次", |base| base.levels, levels);
    let bands = bands(root);
    let deduction = root.section("deduction", "按步扣分", |base| base.deduction, deduction);
    let explanations = root.section(
        "explanations",
        "应当说明的情形",
        |base| base.explanations,
        explanations,
    );
    let grades = root.section("grades", "等级", |base| base.grades, grades);

    let (execution_weight, execution) = execution?;
    let first_levels = first_levels?;
    check_sum(root, execution_weight, &first_levels)?;
    let methods = methods?;
    Some(Policy {
        id: id?,
        name: Bilingual::new(zh?, en?),
        jurisdiction: jurisdiction?,
        effective: Some(effective?),
        extends: extends.map(ToString::to_string),
        reconstruction: reconstruction?,
        basis: root.reader.basis.take(),
        execution_weight,
        execution,
        rounding: rounding?,
        first_levels,
        number: methods.number,
        satisfaction: methods.satisfaction,
        rules: rules?,
        ceiling: methods.ceiling,
        not_applicable: methods.not_applicable,
        levels: levels?,
        pass_mark: methods.pass_mark,
        bands: bands?,
        deduction: deduction?,
        explanations: explanations?,
        grades: grades?,
    })
}

fn execution(section: &mut Section<'_, '_>) -> Option<(Weight, ExecutionTerms)> {
    let weight = section.value("weight", "分值", |base| base.execution_weight, weight);
    let basis = section.value(
        "rate",
        "计分所用的执行率",
        |base| base.execution.basis,
        |entry| {
            entry.choice(&[
                ("exact", ExecutionBasis::Exact),
                ("shown", ExecutionBasis::Shown),
            ])
        },
    );
    let rounding = rounding(section, |base| base.execution.rounding);
    let terms = ExecutionTerms {
        basis: basis?,
        rounding: rounding?,
    };
    Some((weight?, terms))
}

fn rounding(
    section: &mut Section<'_, '_>,
    inherited: fn(&Policy) -> PointsRounding,
) -> Option<PointsRounding> {
    let decimals = section.value(
        "decimals",
        "小数位数",
        |base| inherited(base).decimals,
        |entry| u32::try_from(entry.whole(0..=4)?).ok(),
    );
    let rounding = section.value(
        "rounding",
        "取整方式",
        |base| inherited(base).rounding,
        |entry| {
            entry.choice(&[
                ("half-away", Rounding::HalfAwayFromZero),
                ("truncate", Rounding::Truncate),
            ])
        },
    );
    Some(PointsRounding {
        decimals: decimals?,
        rounding: rounding?,
    })
}

/// The weights of the first levels, level by level on top of those of the base; a level of weight 0 is left out.
fn first_levels(root: &mut Section<'_, '_>) -> Option<Vec<(FirstLevel, Weight)>> {
    let inherited = |level| {
        let own = root.reader.base.get(|base| base.first_level(level));
        own.flatten().unwrap_or_default()
    };
    let mut weights: Vec<(FirstLevel, Weight)> = FirstLevel::ALL
        .iter()
        .map(|level| (*level, inherited(*level)))
        .collect();
    if let Some(entry) = root.table.optional("weights", "一级指标分值") {
        root.inside(&entry, |section| {
            let mut readable = true;
            for (level, inherited) in &mut weights {
                let Some(entry) = section.table.optional(level.id(), level.term()) else {
                    continue;
                };
                match section.based(&entry, level.term(), weight) {
                    Some(own) => *inherited = own,
                    None => readable = false,
                }
            }
            readable.then_some(())
        })?;
    }
    weights.retain(|(_, weight)| *weight > Weight::ZERO);
    Some(weights)
}

/// With the execution rate's, the weights of the first levels are the 100 points of a form.
fn check_sum(
    root: &mut Section<'_, '_>,
    execution: Weight,
    levels: &[(FirstLevel, Weight)],
) -> Option<()> {
    let full = levels.iter().map(|(_, weight)| weight.full());
    let sum = Points::sum(full.chain([execution.full()])).ok()?;
    let right = match levels {
        [] => sum <= Points::HUNDRED,
        _ => sum == Points::HUNDRED,
    };
    // What a base that could not be read would have given is not known.
    if right || matches!(root.reader.base, Base::Unknown) {
        return Some(());
    }
    let mut zh = format!("预算执行率 {execution}");
    let mut en = format!("execution {execution}");
    for (level, weight) in levels {
        zh = format!("{zh}、{} {weight}", level.term());
        en = format!("{en}, {} {weight}", level.id());
    }
    let message = Bilingual::new(
        format!("分值合计为 {sum}，应为 100（{zh}）"),
        format!("the weights sum to {sum}, not to 100 ({en})"),
    );
    let mend = Bilingual::new(
        "请调整 [weights] 或 execution.weight",
        "change [weights] or execution.weight",
    );
    let weights = root.table.optional("weights", "一级指标分值");
    match weights.or_else(|| root.table.optional("execution", "预算执行率")) {
        Some(entry) => entry.fail_with(message, mend),
        // Neither stands in the file: what was taken over sums to 100, so this is not reached.
        None => root.table.fail(message),
    }
    None
}

struct Methods {
    number: Method,
    satisfaction: Method,
    ceiling: Ceiling,
    pass_mark: Percent,
    not_applicable: NotApplicableWeight,
}

impl Methods {
    fn of(base: &Policy) -> Self {
        Self {
            number: base.number,
            satisfaction: base.satisfaction,
            ceiling: base.ceiling,
            pass_mark: base.pass_mark,
            not_applicable: base.not_applicable,
        }
    }
}

fn methods(section: &mut Section<'_, '_>) -> Option<Methods> {
    let number = section.value("number", "定量指标", |base| base.number, method);
    let satisfaction = section.value(
        "satisfaction",
        "满意度指标",
        |base| base.satisfaction,
        method,
    );
    let ceiling = section.value(
        "ceiling",
        "反向指标的计算方式",
        |base| base.ceiling,
        |entry| {
            entry.choice(&[
                ("target-over-actual", Ceiling::TargetOverActual),
                ("linear-excess", Ceiling::LinearExcess),
            ])
        },
    );
    let pass_mark = section.value(
        "pass_mark",
        "及格门槛",
        |base| base.pass_mark,
        |entry| percent(entry, 0, 100),
    );
    let not_applicable = section.value(
        "not_applicable",
        "不适用指标的分值",
        |base| base.not_applicable,
        |entry| {
            entry.choice(&[
                ("full", NotApplicableWeight::Full),
                ("spread", NotApplicableWeight::Spread),
            ])
        },
    );
    Some(Methods {
        number: number?,
        satisfaction: satisfaction?,
        ceiling: ceiling?,
        pass_mark: pass_mark?,
        not_applicable: not_applicable?,
    })
}

/// The methods of single rates, rate by rate on top of those of the base.
fn rules(root: &mut Section<'_, '_>) -> Option<Vec<(RateId, Method)>> {
    let mut rules = root.reader.base.get(|base| base.rules.clone());
    let Some(entry) = root.table.optional("rules", "单项比率的赋分规则") else {
        return Some(rules.unwrap_or_default());
    };
    let rules = rules.get_or_insert_default();
    root.inside(&entry, |section| {
        let mut readable = true;
        for rate in RateId::ALL {
            let Some(entry) = section.table.optional(rate.id(), rate.term()) else {
                continue;
            };
            rules.retain(|(own, _)| own != rate);
            match section.based(&entry, rate.term(), method) {
                Some(method) => rules.push((*rate, method)),
                None => readable = false,
            }
        }
        readable.then_some(())
    })?;
    Some(core::mem::take(rules))
}

fn levels(section: &mut Section<'_, '_>) -> Option<LevelCuts> {
    let share = |entry: &Entry<'_>| percent(entry, 0, 100);
    let achieved = section.value(
        "achieved",
        "达成的下限",
        |base| base.levels.achieved(),
        share,
    );
    let partly = section.value(
        "partly_achieved",
        "部分达成的下限",
        |base| base.levels.partly(),
        share,
    );
    let (achieved, partly) = (achieved?, partly?);
    let cuts = LevelCuts::new(achieved, partly);
    if cuts.is_none() {
        let found = format!("partly_achieved {partly}, achieved {achieved}");
        section.out_of_order(
            &Bilingual::new("等次界限顺序不对", "the levels are out of order"),
            &found,
            "0 < partly_achieved < achieved ≤ 100",
        );
    }
    cuts
}

fn grades(section: &mut Section<'_, '_>) -> Option<GradeCuts> {
    let excellent = section.value("excellent", "优", |base| base.grades.excellent(), points);
    let good = section.value("good", "良", |base| base.grades.good(), points);
    let fair = section.value("fair", "中", |base| base.grades.fair(), points);
    let (excellent, good, fair) = (excellent?, good?, fair?);
    let cuts = GradeCuts::new(excellent, good, fair);
    if cuts.is_none() {
        let found = format!("fair {fair}, good {good}, excellent {excellent}");
        section.out_of_order(
            &Bilingual::new("等级界限顺序不对", "the grades are out of order"),
            &found,
            "0 < fair < good < excellent ≤ 100",
        );
    }
    cuts
}

/// The bands, taken over as a whole or given as a whole.
fn bands(root: &mut Section<'_, '_>) -> Option<Vec<Band>> {
    let Some(entry) = root.find("bands", "分档") else {
        return root.reader.base.get(|base| base.bands.clone());
    };
    let entries = entry.array()?;
    // The bands of the base are gone, and so is their basis.
    let mut kept = root.reader.basis.borrow_mut();
    kept.retain(|path, _| !path.starts_with("bands["));
    drop(kept);
    let read: Vec<Option<(Band, Entry<'_>)>> = entries
        .iter()
        .map(|entry| Some((band(root, entry)?, entry.clone())))
        .collect();
    let read: Vec<(Band, Entry<'_>)> = read.into_iter().collect::<Option<_>>()?;
    let mut above: Option<Band> = None;
    for (band, entry) in &read {
        if let Some(above) = above.filter(|above| band.from >= above.from) {
            fail_overlap(entry, *band, above);
            return None;
        }
        above = Some(*band);
    }
    match above {
        Some(lowest) if lowest.from == Percent::ZERO => {
            Some(read.into_iter().map(|(band, _)| band).collect())
        }
        Some(lowest) => {
            let last = read.last().map_or(&entry, |(_, entry)| entry);
            fail_gap(last, lowest.from);
            None
        }
        None => {
            fail_gap(&entry, Percent::WHOLE);
            None
        }
    }
}

fn band<'a>(root: &Section<'_, 'a>, entry: &Entry<'a>) -> Option<Band> {
    root.inside(entry, |section| {
        let mut share = |key, term| {
            let entry = section.table.required(key, term)?;
            section.based(&entry, term, |entry| percent(entry, 0, 100))
        };
        let (from, share) = (share("from", "下限"), share("share", "得分比例"));
        Some(Band {
            from: from?,
            share: share?,
        })
    })
}

fn fail_overlap(entry: &Entry<'_>, band: Band, above: Band) {
    let (from, above) = (band.from, above.from);
    entry.fail_with(
        Bilingual::new(
            format!("下限 {from} 不低于上一档的下限 {above}，两档重叠"),
            format!(
                "the band from {from} does not lie below the one before it, from {above}: they overlap"
            ),
        ),
        Bilingual::new(
            "请自高档至低档排列，下限各不相同",
            "write the bands from the highest floor down, no two alike",
        ),
    );
}

fn fail_gap(entry: &Entry<'_>, below: Percent) {
    entry.fail_with(
        Bilingual::new(
            format!("低于 {below} 的部分不属于任何一档"),
            format!("what lies below {below} belongs to no band"),
        ),
        Bilingual::new(
            "请在最后补上 from = 0 的一档",
            "add a last band with from = 0",
        ),
    );
}

fn deduction(section: &mut Section<'_, '_>) -> Option<DeductionTerms> {
    let step = section.value("step", "步长", |base| base.deduction.step, step);
    let points = section.value("points", "每步扣分", |base| base.deduction.points, points);
    let begun = section.value(
        "begun",
        "不足一步",
        |base| base.deduction.begun,
        |entry| {
            entry.choice(&[
                ("whole", BegunStep::Whole),
                ("in-proportion", BegunStep::InProportion),
                ("free", BegunStep::Free),
            ])
        },
    );
    Some(DeductionTerms {
        step: step?,
        points: points?,
        begun: begun?,
    })
}

fn step(entry: &Entry<'_>) -> Option<Percent> {
    let step = percent(entry, 0, 100)?;
    if step == Percent::ZERO {
        entry.fail_with(
            Bilingual::new("步长为零，无法计步", "a step of 0% cannot be counted by"),
            Bilingual::new("请填写大于 0 的步长", "write a step above 0"),
        );
        return None;
    }
    Some(step)
}

fn explanations(section: &mut Section<'_, '_>) -> Option<ExplanationTerms> {
    let execution_below = section.value(
        "execution_below",
        "执行率低于此值须说明",
        |base| base.explanations.execution_below,
        |entry| percent(entry, 0, 100),
    );
    let only = section.value(
        "execution_only_where_points_lost",
        "仅在失分时须说明",
        |base| base.explanations.execution_only_where_points_lost,
        Entry::boolean,
    );
    let above = section.value(
        "over_achievement_above",
        "超额完成高于此值须说明",
        |base| base.explanations.over_achievement_above,
        |entry| percent(entry, 100, 100_000),
    );
    Some(ExplanationTerms {
        execution_below: execution_below?,
        execution_only_where_points_lost: only?,
        over_achievement_above: above?,
    })
}

fn effective(entry: &Entry<'_>) -> Option<Effective> {
    entry.table(|table| {
        let from = table.required("from", "施行日期");
        let from = from.and_then(|entry| entry.parse(date));
        let to = table.optional("to", "终止日期");
        let until = match &to {
            Some(entry) => entry.parse(date).map(Some),
            None => Some(None),
        };
        let (from, until) = (from?, until?);
        if let (Some(entry), Some(last)) = (&to, until)
            && last < from
        {
            entry.fail_with(
                Bilingual::new(
                    format!("终止日期 {last} 早于施行日期 {from}"),
                    format!("the policy ends on {last}, before it begins on {from}"),
                ),
                Bilingual::new("请改正其中一个日期", "mend one of the two"),
            );
            return None;
        }
        Some(Effective { from, to: until })
    })
}

fn date(text: &str) -> Result<NaiveDate, Bilingual> {
    let wrong = |_| {
        Bilingual::new(
            "应为日期，如 2020-02-25",
            "expected a date such as 2020-02-25",
        )
    };
    NaiveDate::from_str(text).map_err(wrong)
}

fn id(entry: &Entry<'_>) -> Option<String> {
    let id = entry.text()?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || id.len() > 64 || !id.chars().all(plain) {
        entry.fail_with(
            Bilingual::new(
                "标识只能由小写英文字母、数字和连字符组成，至多 64 个字符",
                "an id is made of lower-case letters, digits and hyphens, at most 64 of them",
            ),
            Bilingual::new("请填写如 gansu-2023 的标识", "write one such as gansu-2023"),
        );
        return None;
    }
    Some(id.into())
}

/// A text that is not empty.
fn filled<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    let text = entry.text()?;
    match Name::from_str(text) {
        Ok(_) => Some(text),
        Err(error) => {
            let mend = Bilingual::new("请填写一行文字", "write a line of text");
            entry.fail_with(error.speak(), mend);
            None
        }
    }
}

fn parsed<T: FromStr<Err = jixiao_model::ModelError>>(entry: &Entry<'_>) -> Option<T> {
    entry.parse(T::from_str)
}

fn method(entry: &Entry<'_>) -> Option<Method> {
    let words: Vec<(&str, Method)> = Method::ALL
        .iter()
        .map(|method| (method.id(), *method))
        .collect();
    entry.choice(&words)
}

fn percent(entry: &Entry<'_>, low: i32, high: i32) -> Option<Percent> {
    let percent: Percent = parsed(entry)?;
    within(entry, percent, Percent::whole(low), Percent::whole(high))
}

fn weight(entry: &Entry<'_>) -> Option<Weight> {
    within(entry, parsed(entry)?, Weight::ZERO, Weight::whole(100))
}

fn points(entry: &Entry<'_>) -> Option<Points> {
    within(entry, parsed(entry)?, Points::ZERO, Points::HUNDRED)
}

fn within<T: PartialOrd + Copy + core::fmt::Display>(
    entry: &Entry<'_>,
    value: T,
    low: T,
    high: T,
) -> Option<T> {
    if low <= value && value <= high {
        return Some(value);
    }
    entry.fail_with(
        Bilingual::new(
            format!("{value} 超出允许范围"),
            format!("{value} is out of range"),
        ),
        Bilingual::new(
            format!("请填写 {low} 至 {high}"),
            format!("write {low} to {high}"),
        ),
    );
    None
}
