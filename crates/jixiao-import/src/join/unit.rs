//! Who hands in, and for which year.

use std::collections::BTreeMap;
use std::fmt::Display;

use jixiao_keyed::{Problem, ProblemKind, Problems};
use jixiao_model::{Bilingual, BudgetUnit, FiscalYear, Name, Place, Remark, Traced};

use super::{plain, unclear};
use crate::forms::{Forms, UnitDraft};
use crate::unit::Unit;

/// How the names of sections end, and of whatever else inside a unit carries a project out.
const SECTIONS: [&str; 12] = [
    "科", "处", "室", "股", "办", "中心", "所", "站", "队", "组", "部", "课",
];

/// The unit as a text states it, else as the forms do.
pub(super) fn read(
    stated: Option<Unit>,
    sheet: Option<&UnitDraft>,
    forms: &Forms,
    whole: &Place,
    problems: &Problems,
    remarks: &mut Vec<Remark>,
) -> Option<Unit> {
    if let Some(stated) = stated {
        return Some(filled_up(stated, sheet, remarks));
    }
    let name = name(sheet, forms);
    if name.is_none() {
        problems.push(no_name(whole));
    }
    let year = year(sheet, forms, whole, problems);
    let (name, year) = (name?, year?);
    let supervisor = sheet
        .and_then(|sheet| sheet.supervisor.clone())
        .or_else(|| {
            common(
                forms
                    .projects
                    .iter()
                    .map(|form| form.project.supervisor.as_ref()),
            )
        })
        .filter(|supervisor| plain(supervisor) != plain(&name));
    let sheet_of = |pick: fn(&UnitDraft) -> Option<Name>| sheet.and_then(pick);
    Some(Unit {
        who: BudgetUnit {
            alias: sheet_of(|sheet| sheet.alias.clone()),
            short_name: sheet_of(|sheet| sheet.short_name.clone()),
            supervisor,
            budgeted_projects: sheet.and_then(|sheet| sheet.budgeted_projects.clone()),
            name,
        },
        year,
        policy: sheet.and_then(|sheet| sheet.policy.clone()),
    })
}

/// What a text leaves open of the unit, as its own sheet has it.
fn filled_up(mut unit: Unit, sheet: Option<&UnitDraft>, remarks: &mut Vec<Remark>) -> Unit {
    let Some(sheet) = sheet else {
        return unit;
    };
    if let Some(name) = &sheet.name
        && plain(&name.value) != plain(&unit.who.name)
    {
        remarks.push(differs(name, &name.value, &unit.who.name));
    }
    if let Some(year) = &sheet.year
        && year.value != unit.year
    {
        remarks.push(differs(year, &year.value.number(), &unit.year.number()));
    }
    let who = &mut unit.who;
    who.alias = who.alias.take().or_else(|| sheet.alias.clone());
    who.short_name = who.short_name.take().or_else(|| sheet.short_name.clone());
    who.supervisor = who.supervisor.take().or_else(|| sheet.supervisor.clone());
    let budgeted = who.budgeted_projects.take();
    who.budgeted_projects = budgeted.or_else(|| sheet.budgeted_projects.clone());
    unit.policy = unit.policy.take().or_else(|| sheet.policy.clone());
    unit
}

/// That the unit's sheet says otherwise than a text, which goes before it.
fn differs<T>(at: &Traced<T>, sheet: &impl Display, text: &impl Display) -> Remark {
    unclear(
        Bilingual::new(
            format!("单位基本信息表写作“{sheet}”，[unit] 写作“{text}”，按后者"),
            format!("the unit's sheet says \"{sheet}\", [unit] \"{text}\", which is taken"),
        ),
        Bilingual::new("请统一两处", "write the same in both"),
        at,
    )
}

/// The unit's name: as its own sheet has it, else the department's form, else a summary, else as all projects have it.
fn name(sheet: Option<&UnitDraft>, forms: &Forms) -> Option<Name> {
    let sheet = sheet.and_then(|sheet| sheet.name.as_ref());
    let departments = forms.departments.iter().map(|form| form.unit.as_ref());
    let summaries = forms.summaries.iter().map(|form| form.unit.as_ref());
    let told = [sheet].into_iter().chain(departments).chain(summaries);
    if let Some(name) = told.flatten().next() {
        return Some(name.value.clone());
    }
    let of_projects = || forms.projects.iter().map(|form| &form.project);
    let implementers: Vec<Option<Name>> = of_projects()
        .map(|project| project.implementer.as_ref().map(|text| parted(text).0))
        .collect();
    common(implementers.iter().map(Option::as_ref))
        .or_else(|| common(of_projects().map(|project| project.supervisor.as_ref())))
        .map(|name| without_code(&name))
}

/// What all of them are, however it is typed.
fn common<'a>(mut all: impl Iterator<Item = Option<&'a Name>>) -> Option<Name> {
    let first = all.next()??;
    let same = |one: Option<&Name>| one.is_some_and(|one| plain(one) == plain(first));
    all.all(same).then(|| first.clone())
}

/// `219-某镇人民政府` without the code before it.
fn without_code(name: &Name) -> Name {
    let text = name.as_str();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['-', '－', '—']) {
        Some(rest) if rest.len() < text.len() => rest.parse().unwrap_or_else(|_| name.clone()),
        _ => name.clone(),
    }
}

/// Whom `text` under 实施单位 names, and the section in brackets behind it: `某局（文化科）`.
fn parted(text: &Name) -> (Name, Option<Name>) {
    let whole = (text.clone(), None);
    let Some((unit, section)) = in_brackets(text.as_str()) else {
        return whole;
    };
    if !SECTIONS.iter().any(|ending| section.ends_with(ending)) {
        return whole;
    }
    match (unit.parse(), section.parse()) {
        (Ok(unit), Ok(section)) => (unit, Some(section)),
        _ => whole,
    }
}

/// `甲（乙）` as 甲 and 乙.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(['）', ')'])?;
    let (before, section) = inner.rsplit_once(['（', '('])?;
    Some((before.trim(), section.trim()))
}

/// Implementer and section of a project whose form names `text` under 实施单位; the unit itself is no implementer of its own.
pub(super) fn implementer(text: &Name, unit: &Name) -> (Option<Name>, Option<Name>) {
    let is_unit = |name: &Name| plain(&without_code(name)) == plain(unit);
    if is_unit(text) {
        return (None, None);
    }
    if let Some((before, section)) = in_brackets(text.as_str())
        && before.parse().is_ok_and(|before| is_unit(&before))
    {
        return (None, section.parse().ok());
    }
    let (implementer, section) = parted(text);
    (Some(implementer), section)
}

/// The year: as the unit's sheet has it, else the one that most forms have.
fn year(
    sheet: Option<&UnitDraft>,
    forms: &Forms,
    whole: &Place,
    problems: &Problems,
) -> Option<FiscalYear> {
    if let Some(year) = sheet.and_then(|sheet| sheet.year.as_ref()) {
        return Some(year.value);
    }
    let projects = forms.projects.iter().map(|form| &form.year);
    let departments = forms.departments.iter().map(|form| &form.year);
    let summaries = forms.summaries.iter().map(|form| &form.year);
    let mut votes: BTreeMap<FiscalYear, usize> = BTreeMap::new();
    for year in projects.chain(departments).chain(summaries).flatten() {
        let votes = votes.entry(year.value).or_default();
        *votes = votes.saturating_add(1);
    }
    let most = votes.values().copied().max();
    let mut winners = votes.iter().filter(|(_, votes)| Some(**votes) == most);
    match (winners.next(), winners.next()) {
        (Some((year, _)), None) => Some(*year),
        (None, _) => {
            problems.push(no_year(whole));
            None
        }
        (Some((one, _)), Some((other, _))) => {
            problems.push(two_years(whole, *one, *other));
            None
        }
    }
}

fn no_name(whole: &Place) -> Problem {
    missing(
        whole,
        Bilingual::new(
            "看不出单位名称：没有部门整体支出自评表、汇总表的填报单位，各项目的实施单位没有填写或不一致",
            "the unit's name cannot be told: there is no department's form and no summary that names it, and the projects lack 实施单位 or differ in it",
        ),
    )
}

fn no_year(whole: &Place) -> Problem {
    missing(
        whole,
        Bilingual::new(
            "看不出年度：各表标题中没有“（2023年度）”一类的字样",
            "the year cannot be told: no title of a form has words like （2023年度）",
        ),
    )
}

fn two_years(whole: &Place, one: FiscalYear, other: FiscalYear) -> Problem {
    let (one, other) = (one.number(), other.number());
    missing(
        whole,
        Bilingual::new(
            format!("看不出年度：各表有的是 {one} 年度，有的是 {other} 年度，数量相同"),
            format!("the year cannot be told: as many forms are of {one} as of {other}"),
        ),
    )
}

fn missing(whole: &Place, message: Bilingual) -> Problem {
    let mend = Bilingual::new(
        "请加一个 unit.toml，写明 [unit] 的 name（单位名称）和 year（年度）",
        "add a unit.toml that has [unit] with `name` and `year`",
    );
    Problem::new(ProblemKind::MissingKey, whole.clone(), message).with_mend(mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    #[test]
    fn implementers_are_parted_from_sections_and_from_the_unit() {
        let unit = name("某县文化局");
        let cases = [
            ("某县文化局", None, None),
            ("219001-某县文化局", None, None),
            ("某县文化局（本级）", None, Some("本级")),
            ("某县文化局(文化 科)", None, Some("文化 科")),
            ("县图书馆", Some("县图书馆"), None),
            ("县图书馆（采编室）", Some("县图书馆"), Some("采编室")),
            ("县图书馆（新馆）", Some("县图书馆（新馆）"), None),
        ];
        for (text, implementer, section) in cases {
            let expected = (implementer.map(name), section.map(name));
            assert_eq!(super::implementer(&name(text), &unit), expected, "{text}");
        }
    }
}
