//! One policy file, read on top of the policy that it extends.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;
use core::str::FromStr;

use chrono::NaiveDate;
use jixiao_keyed::{Document, Entry, Problems, Table, Value};
use jixiao_model::{
    Bilingual, DepartmentLevel, FirstLevel, Method, Name, Percent, Points, RateId, Rounding, Speak,
    Weight,
};

use super::{
    Band, BandTable, BegunStep, Bound, Ceiling, DeductionTerms, Effective, ExecutionBasis,
    ExecutionTerms, ExplanationTerms, GradeCuts, LevelCuts, NotApplicableWeight,
    OverAchievementTerms, Policy, Reduction, RuleTerms,
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
    /// Is the table given as a whole, so that nothing is taken over?
    whole: bool,
}

impl<'s, 'a> Section<'s, 'a> {
    fn new(reader: &'s Reader<'s>, table: &'s mut Table<'a>, outer: Option<&'a str>) -> Self {
        let own = table.optional("basis", "依据");
        let basis = own.and_then(|entry| filled(&entry)).or(outer);
        Self {
            reader,
            table,
            basis,
            whole: false,
        }
    }

    /// A key that must be there, unless the policy that the file extends has its value.
    fn find(&mut self, key: &'static str, term: &'static str) -> Option<Entry<'a>> {
        match self.reader.base {
            Base::Of(_) | Base::Unknown if !self.whole => self.table.optional(key, term),
            _ => self.table.required(key, term),
        }
    }

    /// What the policy that the file extends has.
    fn inherited<T>(&self, pick: impl FnOnce(&Policy) -> T) -> Option<T> {
        self.reader.base.get(pick).filter(|_| !self.whole)
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
            None => self.inherited(inherited),
        }
    }

    /// Reads `value`, or `{ value = …, basis = "…" }`, and keeps the basis.
    fn based<T>(
        &self,
        entry: &Entry<'a>,
        term: &'static str,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<T> {
        self.based_as(entry.path(), entry, term, read)
    }

    /// The same, where the basis is kept under another path than that of the entry.
    fn based_as<T>(
        &self,
        path: &str,
        entry: &Entry<'a>,
        term: &'static str,
        read: impl FnOnce(&Entry<'a>) -> Option<T>,
    ) -> Option<T> {
        if !entry.is_table() {
            self.keep_basis(path, entry, self.basis);
            return read(entry);
        }
        let (value, basis) = entry.table(|table| {
            let value = table.required("value", term);
            let own = table.optional("basis", "依据");
            Some((value, own.and_then(|entry| filled(&entry))))
        })?;
        self.keep_basis(path, entry, basis.or(self.basis));
        read(&value?)
    }

    fn keep_basis(&self, path: &str, entry: &Entry<'a>, basis: Option<&str>) {
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
        kept.insert(path.to_string(), basis.to_string());
    }

    /// What is given as a whole replaces that of the base as a whole, its basis among it.
    fn forget_basis(&self, belongs: impl Fn(&str) -> bool) {
        let mut kept = self.reader.basis.borrow_mut();
        kept.retain(|path, _| !belongs(path));
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

    /// A table of which nothing is taken over: what it does not say, it misses.
    fn as_a_whole<T>(
        &self,
        entry: &Entry<'a>,
        read: impl FnOnce(&mut Section<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        self.inside(entry, |section| {
            section.whole = true;
            read(section)
        })
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
        Some(entry) => effective(root, &entry),
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
    let weights = weights(root);
    let department_levels = department_levels(root);
    let methods = root.section("methods", "赋分规则", Methods::of, methods);
    let rules = rules(root);
    let levels = root.section("levels", "定性指标等次", |base| base.levels, levels);
    let bands = match root.find("bands", "分档") {
        Some(entry) => bands(root, &entry),
        None => root.reader.base.get(|base| base.bands.clone()),
    };
    let deduction = root.section("deduction", "按步扣分", |base| base.deduction, deduction);
    let explanations = root.section(
        "explanations",
        "应当说明的情形",
        |base| base.explanations,
        explanations,
    );
    let over_achievement = root.section(
        "over_achievement",
        "超额完成",
        |base| base.over_achievement,
        over_achievement,
    );
    let grades = root.section("grades", "等级", |base| base.grades, grades);

    let (execution_weight, execution) = execution?;
    let (first_levels, satisfaction_in_benefit) = weights?;
    let department_levels = department_levels?;
    let of_project = named(&first_levels, FirstLevel::term, FirstLevel::id);
    let of_department = named(
        &department_levels,
        DepartmentLevel::term,
        DepartmentLevel::id,
    );
    let sums = [
        check_sum(root, "weights", execution_weight, &of_project),
        check_sum(root, "department_weights", execution_weight, &of_department),
    ];
    sums.into_iter().collect::<Option<Vec<()>>>()?;
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
        satisfaction_in_benefit,
        department_levels,
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
        over_achievement: over_achievement?,
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
    let terms = ExecutionTerms::new(basis?, rounding?);
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
    PointsRounding::new(decimals?, rounding?)
}

/// The weights of a project's first levels, and whether satisfaction has a part in that of benefit.
fn weights(root: &mut Section<'_, '_>) -> Option<(Vec<(FirstLevel, Weight)>, bool)> {
    let inherited = |level: FirstLevel| {
        let own = root.reader.base.get(|base| base.first_level(level));
        own.flatten().unwrap_or_default()
    };
    let mut levels: Vec<_> = FirstLevel::ALL
        .iter()
        .map(|level| (*level, inherited(*level)))
        .collect();
    let base = &root.reader.base;
    let mut joint = base.get(|base| base.satisfaction_in_benefit) == Some(true);
    if let Some(entry) = root.table.optional("weights", "一级指标分值") {
        root.inside(&entry, |section| {
            let keys = |level: FirstLevel| (level.id(), level.term());
            let read = weights_of(section, &mut levels, keys);
            let term = "效益和满意度合计分值";
            let own = section.table.optional("satisfaction_in_benefit", term);
            if let Some(entry) = own {
                joint = section.based(&entry, term, Entry::boolean)?;
            }
            read
        })?;
    }
    levels.retain(|(_, weight)| *weight > Weight::ZERO);
    let alone = levels
        .iter()
        .find(|(level, _)| *level == FirstLevel::Satisfaction);
    match alone {
        Some((_, weight)) if joint => {
            fail_two_weights(root, *weight);
            None
        }
        _ => Some((levels, joint)),
    }
}

/// The weights of the department's first levels.
fn department_levels(root: &mut Section<'_, '_>) -> Option<Vec<(DepartmentLevel, Weight)>> {
    let inherited = |level: DepartmentLevel| {
        let own = root.reader.base.get(|base| base.department_level(level));
        own.flatten().unwrap_or_default()
    };
    let mut levels: Vec<_> = DepartmentLevel::ALL
        .iter()
        .map(|level| (*level, inherited(*level)))
        .collect();
    let entry = root
        .table
        .optional("department_weights", "部门整体一级指标分值");
    if let Some(entry) = entry {
        root.inside(&entry, |section| {
            let keys = |level: DepartmentLevel| (level.id(), level.term());
            weights_of(section, &mut levels, keys)
        })?;
    }
    levels.retain(|(_, weight)| *weight > Weight::ZERO);
    Some(levels)
}

/// Weights level by level, on top of those that stand there; a level of weight 0 has none.
fn weights_of<L: Copy>(
    section: &mut Section<'_, '_>,
    levels: &mut [(L, Weight)],
    keys: impl Fn(L) -> (&'static str, &'static str),
) -> Option<()> {
    let mut readable = true;
    for (level, own) in levels {
        let (key, term) = keys(*level);
        let Some(entry) = section.table.optional(key, term) else {
            continue;
        };
        match section.based(&entry, term, weight) {
            Some(weight) => *own = weight,
            None => readable = false,
        }
    }
    readable.then_some(())
}

fn fail_two_weights(root: &mut Section<'_, '_>, weight: Weight) {
    let message = Bilingual::new(
        format!("满意度指标另有分值 {weight}，又称与效益指标合计"),
        format!("satisfaction has {weight} of its own and is said to share the weight of benefit"),
    );
    let mend = Bilingual::new(
        "请写 satisfaction = 0，或去掉 satisfaction_in_benefit",
        "write satisfaction = 0, or leave out satisfaction_in_benefit",
    );
    fail_at(root, &["weights"], message, mend);
}

/// Reports at the first of the sections that the file has, else at the file itself.
fn fail_at(
    root: &mut Section<'_, '_>,
    sections: &[&'static str],
    message: Bilingual,
    mend: Bilingual,
) {
    let entry = sections
        .iter()
        .find_map(|section| root.table.optional(section, ""));
    match entry {
        Some(entry) => entry.fail_with(message, mend),
        None => root.table.fail(message),
    }
}

/// Levels by term and id, as messages name them.
fn named<L: Copy>(
    levels: &[(L, Weight)],
    term: fn(L) -> &'static str,
    id: fn(L) -> &'static str,
) -> Vec<(&'static str, &'static str, Weight)> {
    levels
        .iter()
        .map(|(level, weight)| (term(*level), id(*level), *weight))
        .collect()
}

/// With the execution rate's, the weights of the first levels are the 100 points of a form.
fn check_sum(
    root: &mut Section<'_, '_>,
    section: &'static str,
    execution: Weight,
    levels: &[(&str, &str, Weight)],
) -> Option<()> {
    let full = levels.iter().map(|(_, _, weight)| weight.full());
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
    for (term, id, weight) in levels {
        zh = format!("{zh}、{term} {weight}");
        en = format!("{en}, {id} {weight}");
    }
    let message = Bilingual::new(
        format!("分值合计为 {sum}，应为 100（{zh}）"),
        format!("the weights sum to {sum}, not to 100 ({en})"),
    );
    let mend = Bilingual::new(
        format!("请调整 [{section}] 或 execution.weight"),
        format!("change [{section}] or execution.weight"),
    );
    fail_at(root, &[section, "execution"], message, mend);
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

/// Methods and terms of single rates, rate by rate on top of those of the base; a rate is taken over as a whole or given as a whole.
fn rules(root: &mut Section<'_, '_>) -> Option<Vec<(RateId, RuleTerms)>> {
    let inherited = root.reader.base.get(|base| base.rules.clone());
    let mut rules = inherited.unwrap_or_default();
    let Some(entry) = root.table.optional("rules", "单项比率的赋分规则") else {
        return Some(rules);
    };
    root.inside(&entry, |section| {
        let mut readable = true;
        for rate in RateId::ALL {
            let Some(entry) = section.table.optional(rate.id(), rate.term()) else {
                continue;
            };
            let under = format!("{}.", entry.path());
            section.forget_basis(|path| path.starts_with(&under));
            rules.retain(|(own, _)| own != rate);
            match rule(section, &entry, *rate) {
                Some(terms) => rules.push((*rate, terms)),
                None => readable = false,
            }
        }
        readable.then_some(())
    })?;
    rules.sort_by_key(|(rate, _)| *rate);
    Some(rules)
}

/// `"direct"`, `{ value = "direct", basis = "…" }`, or a table of the method and the rate's own terms.
fn rule<'a>(section: &Section<'_, 'a>, entry: &Entry<'a>, rate: RateId) -> Option<RuleTerms> {
    if !entry.is_table() || has_key(entry, "value") {
        let path = format!("{}.method", entry.path());
        let method = section.based_as(&path, entry, rate.term(), method)?;
        return Some(RuleTerms::new(method));
    }
    section.as_a_whole(entry, |own| {
        let chosen = own.table.required("method", "赋分规则");
        let chosen = chosen.and_then(|entry| own.based(&entry, "赋分规则", method));
        let mark = own.table.optional("pass_mark", "及格门槛");
        let mark =
            mark.map(|entry| own.based(&entry, "及格门槛", |mark| percent(mark, 0, 100)));
        let table = own.table.optional("bands", "分档");
        let table = table.map(|entry| bands(own, &entry));
        let steps = own.table.optional("deduction", "按步扣分");
        let steps = steps.map(|entry| own.as_a_whole(&entry, deduction));
        Some(RuleTerms {
            method: chosen?,
            pass_mark: readable(mark)?,
            bands: readable(table)?,
            deduction: readable(steps)?,
        })
    })
}

/// What may be left out, but not be wrong.
#[allow(clippy::option_option)]
fn readable<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        Some(read) => read.map(Some),
        None => Some(None),
    }
}

fn has_key(entry: &Entry<'_>, key: &str) -> bool {
    match &entry.node().value {
        Value::Table(members) => members.iter().any(|member| member.key == key),
        _ => false,
    }
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

/// A table of bands, given as a whole.
fn bands<'a>(section: &Section<'_, 'a>, entry: &Entry<'a>) -> Option<BandTable> {
    let entries = entry.array()?;
    let under = format!("{}[", entry.path());
    section.forget_basis(|path| path.starts_with(&under));
    // The first band says which kind of table it is.
    let ceilings = entries.first().is_some_and(|first| has_key(first, "to"));
    let read: Vec<Option<Band>> = entries
        .iter()
        .map(|entry| band(section, entry, ceilings))
        .collect();
    let error = match BandTable::new(read.into_iter().collect::<Option<_>>()?) {
        Ok(table) => return Some(table),
        Err(error) => error,
    };
    let at = error.at().and_then(|at| entries.get(at)).unwrap_or(entry);
    let said = error.speak();
    let (zh, en) = (said.zh.split_once('；'), said.en.split_once("; "));
    match (zh, en) {
        (Some(zh), Some(en)) => {
            at.fail_with(Bilingual::new(zh.0, en.0), Bilingual::new(zh.1, en.1));
        }
        _ => at.fail(said),
    }
    None
}

fn band<'a>(section: &Section<'_, 'a>, entry: &Entry<'a>, ceilings: bool) -> Option<Band> {
    section.inside(entry, |section| {
        let from = section.table.optional("from", "下限");
        let to = section.table.optional("to", "上限");
        let bound = match (from, to) {
            (Some(_), Some(to)) => {
                fail_two_bounds(&to);
                None
            }
            (Some(from), None) => section
                .based(&from, "下限", |entry| percent(entry, 0, 100))
                .map(Bound::From),
            (None, Some(to)) => section
                .based(&to, "上限", |entry| percent(entry, -100, 100_000))
                .map(Bound::To),
            (None, None) if ceilings => Some(Bound::Beyond),
            // Missing, and told so.
            (None, None) => section
                .table
                .required("from", "下限")
                .map(|_| Bound::Beyond),
        };
        let share = section.table.required("share", "得分比例")?;
        let share = section.based(&share, "得分比例", |entry| percent(entry, 0, 100));
        Some(Band {
            bound: bound?,
            share: share?,
        })
    })
}

fn fail_two_bounds(to: &Entry<'_>) {
    to.fail_with(
        Bilingual::new(
            "一档既有下限（from）又有上限（to）",
            "the band has both a floor (from) and a ceiling (to)",
        ),
        Bilingual::new(
            "请只写一种：越大越好的写 from，越小越好的写 to",
            "write one of them: from where more is better, to where less is better",
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
    DeductionTerms::new(step?, points?, begun?)
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
    let copied_from = section.value(
        "copied_from",
        "与其他项目相同的文字达到此比例视为雷同",
        |base| base.explanations.copied_from,
        |entry| percent(entry, 1, 100),
    );
    let little_executed = section.value(
        "little_executed",
        "执行率低于此值视为基本未执行",
        |base| base.explanations.little_executed,
        |entry| percent(entry, 0, 100),
    );
    let mut terms = ExplanationTerms::new(execution_below?, only?);
    (terms.copied_from, terms.little_executed) = (copied_from?, little_executed?);
    Some(terms)
}

fn over_achievement(section: &mut Section<'_, '_>) -> Option<OverAchievementTerms> {
    let above = |entry: &Entry<'_>| percent(entry, 100, 100_000);
    let explain_above = section.value(
        "explain_above",
        "超额完成高于此值须说明",
        |base| base.over_achievement.explain_above,
        above,
    );
    let reduce_above = section.value(
        "reduce_above",
        "超额完成高于此值调减得分",
        |base| base.over_achievement.reduce_above,
        above,
    );
    let reduction = section.value(
        "reduction",
        "超额完成的调减方式",
        |base| base.over_achievement.reduction,
        |entry| {
            entry.choice(&[
                ("none", Reduction::None),
                ("excess", Reduction::Excess),
                ("deviation", Reduction::Deviation),
                ("inverse", Reduction::Inverse),
            ])
        },
    );
    let least = section.value(
        "least",
        "调减后至少保留的比例",
        |base| base.over_achievement.least,
        |entry| percent(entry, 0, 100),
    );
    let terms = OverAchievementTerms::explained_above(explain_above?);
    Some(terms.reducing(reduction?, reduce_above?, least?))
}

/// The days, whose basis is their own: that of the file's values says nothing of them.
fn effective(root: &Section<'_, '_>, entry: &Entry<'_>) -> Option<Effective> {
    root.forget_basis(|path| path.starts_with("effective."));
    entry.table(|table| {
        let basis = table.optional("basis", "依据");
        let basis = basis.and_then(|entry| filled(&entry).map(ToString::to_string));
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
        let mut kept = root.reader.basis.borrow_mut();
        let days = [Some("effective.from"), until.map(|_| "effective.to")];
        for (day, basis) in days.into_iter().flatten().zip(core::iter::repeat(basis)) {
            kept.extend(basis.map(|basis| (day.to_string(), basis)));
        }
        Some(Effective::new(from, until))
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
    if entry.is_number() && percent > Percent::ZERO && percent < Percent::whole(1) {
        fail_share(entry, percent);
        return None;
    }
    within(entry, percent, Percent::whole(low), Percent::whole(high))
}

/// 0.6 for 60 %, or for 0.6 %? Nobody can say which was meant, so the file must.
fn fail_share(entry: &Entry<'_>, percent: Percent) {
    let bare = percent.to_string();
    let bare = bare.trim_end_matches('%');
    entry.fail_with(
        Bilingual::new(
            format!("{bare} 是百分数还是小数，无从判断"),
            format!("{bare} may be a percentage or a share"),
        ),
        Bilingual::new(
            format!("如为 {percent}，请写 \"{percent}\"；如为小数，请换算成百分数，如 60"),
            format!("write \"{percent}\" if that is meant, or the share in percent, such as 60"),
        ),
    );
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
