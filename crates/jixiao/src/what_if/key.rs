//! The keys of what a change can replace, as the dataset format spells them.

use std::borrow::Cow;

use jixiao_model::{
    Amount, BudgetAndSpent, DepartmentForm, FundSources, Funds, RateFigures, RateId, Traced,
};

/// A key as it is written.
pub(super) type Written = Cow<'static, str>;

/// What a change replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Actual,
    Target,
    Weight,
    Percent,
    Method,
    NotApplicable,
    /// Money of a project: the source, where it is written, and the column.
    Project(Option<&'static str>, &'static str),
    /// An amount or a count of the department.
    Department(&'static str),
    /// A figure of a further rate of the department, by its index among the rate's inputs.
    Rate(RateId, usize),
}

/// Those of an indicator.
pub(super) const INDICATOR: [(&str, Key); 6] = [
    ("actual", Key::Actual),
    ("target", Key::Target),
    ("weight", Key::Weight),
    ("percent", Key::Percent),
    ("method", Key::Method),
    ("not_applicable", Key::NotApplicable),
];

/// Those of a project: source and column.
pub(super) const PROJECT: [(&str, Option<&str>, &str); 12] = [
    ("initial", None, "initial"),
    ("budget", None, "budget"),
    ("executed", None, "executed"),
    ("fiscal.initial", Some("fiscal"), "initial"),
    ("fiscal.budget", Some("fiscal"), "budget"),
    ("fiscal.executed", Some("fiscal"), "executed"),
    ("carried.initial", Some("carried"), "initial"),
    ("carried.budget", Some("carried"), "budget"),
    ("carried.executed", Some("carried"), "executed"),
    ("other.initial", Some("other"), "initial"),
    ("other.budget", Some("other"), "budget"),
    ("other.executed", Some("other"), "executed"),
];

/// Those of the department.
pub(super) const DEPARTMENT: [&str; 19] = [
    "total.initial",
    "total.budget",
    "total.executed",
    "basic.initial",
    "basic.budget",
    "basic.executed",
    "project.initial",
    "project.budget",
    "project.executed",
    "three_public.abroad.budget",
    "three_public.abroad.spent",
    "three_public.vehicles.budget",
    "three_public.vehicles.spent",
    "three_public.reception.budget",
    "three_public.reception.spent",
    "carry_over.current",
    "carry_over.previous",
    "staffing.quota",
    "staffing.staff",
];

impl Key {
    /// The key of a text; the tables `funds` and `spending` of the dataset may be named, too.
    pub(super) fn of(text: &str) -> Option<Self> {
        let indicator = INDICATOR.iter().find(|(key, _)| *key == text);
        if let Some((_, key)) = indicator {
            return Some(*key);
        }
        let funds = text.strip_prefix("funds.").unwrap_or(text);
        if let Some((_, source, column)) = PROJECT.iter().find(|(key, ..)| *key == funds) {
            return Some(Self::Project(*source, column));
        }
        let spending = text.strip_prefix("spending.").unwrap_or(text);
        let department = DEPARTMENT.iter().find(|key| **key == spending);
        if let Some(key) = department {
            return Some(Self::Department(key));
        }
        let (rate, figure) = text
            .strip_prefix("rates.")
            .unwrap_or(text)
            .split_once('.')?;
        let rate = further(rate)?;
        let figure = rate.inputs().iter().position(|input| input.key == figure);
        Some(Self::Rate(rate, figure?))
    }

    /// As it is written.
    pub(super) fn id(self) -> Written {
        Cow::Borrowed(match self {
            Self::Actual => "actual",
            Self::Target => "target",
            Self::Weight => "weight",
            Self::Percent => "percent",
            Self::Method => "method",
            Self::NotApplicable => "not_applicable",
            Self::Project(None, column) => column,
            Self::Project(Some(source), column) => of_source(source, column),
            Self::Department(key) => key,
            Self::Rate(rate, figure) => {
                let input = rate.inputs().get(figure);
                return of_rate(rate, input.map_or("", |input| input.key)).into();
            }
        })
    }
}

/// The rate of an id, where its figures stand nowhere else in the department's form.
pub(super) fn further(id: &str) -> Option<RateId> {
    let mut all = RateId::ALL.iter().copied();
    all.find(|rate| rate.id() == id && !rate.is_of_the_forms())
}

fn of_rate(rate: RateId, figure: &str) -> String {
    format!("rates.{}.{figure}", rate.id())
}

/// The keys of the figures of a rate.
pub(super) fn of_figures(rate: RateId) -> Vec<Written> {
    let inputs = rate.inputs().iter();
    inputs
        .map(|input| of_rate(rate, input.key).into())
        .collect()
}

/// The key of one amount of a source.
pub(super) fn of_source(source: &str, column: &'static str) -> &'static str {
    let found = PROJECT
        .iter()
        .find(|(_, of, in_column)| *of == Some(source) && *in_column == column);
    found.map_or(column, |(key, ..)| key)
}

/// The keys of one column of several sources.
pub(super) fn of_sources(sources: &[&str], column: &'static str) -> Vec<Written> {
    let keys = sources.iter().map(|source| of_source(source, column));
    keys.map(Cow::Borrowed).collect()
}

/// The keys of all money that a project has.
pub(super) fn of_project(funds: &FundSources) -> Vec<Written> {
    let held = sources(funds);
    let all = PROJECT.iter();
    all.filter(|(_, source, _)| source.is_some_and(|source| held.contains(&source)))
        .map(|(key, ..)| Cow::Borrowed(*key))
        .collect()
}

/// The sources that a project has.
pub(super) fn sources(funds: &FundSources) -> Vec<&'static str> {
    let all = [
        ("fiscal", &funds.fiscal),
        ("carried", &funds.carried),
        ("other", &funds.other),
    ];
    let held = all.into_iter().filter(|(_, row)| row.is_some());
    held.map(|(source, _)| source).collect()
}

/// The row of a source, where the project has it.
pub(super) fn row<'a>(funds: &'a mut FundSources, source: &str) -> Option<&'a mut Funds> {
    match source {
        "fiscal" => funds.fiscal.as_mut(),
        "carried" => funds.carried.as_mut(),
        _ => funds.other.as_mut(),
    }
}

/// One of the three amounts.
pub(super) fn column<'a>(funds: &'a mut Funds, column: &str) -> &'a mut Traced<Amount> {
    match column {
        "initial" => &mut funds.initial,
        "budget" => &mut funds.budget,
        _ => &mut funds.executed,
    }
}

/// An amount of the department, where its form has it.
pub(super) fn amount<'a>(
    form: &'a mut DepartmentForm,
    key: &str,
) -> Option<&'a mut Traced<Amount>> {
    let (part, which) = key.rsplit_once('.')?;
    let three_public = form.three_public.as_mut();
    match part {
        "total" => Some(column(&mut form.total, which)),
        "basic" => Some(column(form.basic.as_mut()?, which)),
        "project" => Some(column(form.project.as_mut()?, which)),
        "three_public.abroad" => side(&mut three_public?.abroad, which),
        "three_public.vehicles" => side(&mut three_public?.vehicles, which),
        "three_public.reception" => side(&mut three_public?.reception, which),
        "carry_over" => {
            let balances = form.carry_over.as_mut()?;
            Some(match which {
                "current" => &mut balances.current,
                _ => &mut balances.previous,
            })
        }
        _ => None,
    }
}

fn side<'a>(part: &'a mut Option<BudgetAndSpent>, which: &str) -> Option<&'a mut Traced<Amount>> {
    let part = part.as_mut()?;
    Some(match which {
        "budget" => &mut part.budget,
        _ => &mut part.spent,
    })
}

/// A count of the department, where its form has it.
pub(super) fn count<'a>(form: &'a mut DepartmentForm, key: &str) -> Option<&'a mut Traced<u32>> {
    let staffing = form.staffing.as_mut()?;
    match key {
        "staffing.quota" => Some(&mut staffing.quota),
        "staffing.staff" => Some(&mut staffing.staff),
        _ => None,
    }
}

/// The keys of everything that the department's form has.
pub(super) fn held(form: &mut DepartmentForm) -> Vec<Written> {
    let mut keys = DEPARTMENT.to_vec();
    keys.retain(|key| amount(form, key).is_some() || count(form, key).is_some());
    let rates = form.rates.iter().map(RateFigures::rate);
    let keys = keys.into_iter().map(Cow::Borrowed);
    keys.chain(rates.flat_map(of_figures)).collect()
}

/// The Chinese term of a key, part by part.
pub(super) fn term(key: &str) -> String {
    if let Some(Key::Rate(rate, figure)) = Key::of(key) {
        let figure = rate.inputs().get(figure).map_or("", |input| input.term);
        return format!("{}的{figure}", rate.term());
    }
    let is_three_public = key.starts_with("three_public");
    let parts = key.split('.').map(|part| match part {
        "actual" => "实际完成值",
        "target" => "年度指标值",
        "weight" => "分值",
        "percent" => "完成比例",
        "method" => "赋分规则",
        "not_applicable" => "不适用",
        "fiscal" => "当年财政拨款",
        "carried" => "上年结转资金",
        "other" => "其他资金",
        "total" => "全部支出",
        "basic" => "基本支出",
        "project" => "项目支出",
        "initial" => "年初预算数",
        "budget" if is_three_public => "预算安排数",
        "budget" => "全年预算数",
        "executed" => "全年执行数",
        "spent" => "实际支出数",
        "abroad" => "因公出国（境）费",
        "vehicles" => "公务用车购置及运行费",
        "reception" => "公务接待费",
        "current" => "本年累计结转结余",
        "previous" => "上年累计结转结余",
        "quota" => "编制数",
        "staff" => "在职人员数",
        // What a part belongs to is plain from its own term.
        _ => "",
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_back_and_has_a_term() {
        let indicator = INDICATOR.iter().map(|(key, _)| *key);
        let project = PROJECT.iter().map(|(key, ..)| *key);
        let rates = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
        let rates = rates.flat_map(|rate| of_figures(*rate));
        let fixed = indicator.chain(project).chain(DEPARTMENT);
        for key in fixed.map(Cow::Borrowed).chain(rates) {
            assert_eq!(Key::of(&key).map(Key::id), Some(key.clone()));
            assert_ne!(term(&key), "", "{key}");
        }
    }

    #[test]
    fn a_figure_of_a_rate_has_a_term_of_both() {
        let terms: Vec<_> = RateId::ALL
            .iter()
            .filter(|rate| !rate.is_of_the_forms())
            .flat_map(|rate| of_figures(*rate))
            .map(|key| term(&key))
            .collect();
        let each: std::collections::BTreeSet<_> = terms.iter().collect();
        assert_eq!(each.len(), terms.len(), "{terms:?}");
        assert_eq!(
            term("rates.procurement-execution-rate.purchased"),
            "政府采购执行率的实际政府采购金额"
        );
    }

    #[test]
    fn the_rates_of_the_forms_have_their_keys_there() {
        assert_eq!(
            further("procurement-execution-rate"),
            Some(RateId::ProcurementExecution)
        );
        assert_eq!(further("staffing-control-rate"), None);
        assert_eq!(Key::of("rates.staffing-control-rate.quota"), None);
    }
}
