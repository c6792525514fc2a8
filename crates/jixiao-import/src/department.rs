//! `[department]`: the spending of the whole unit.

use jixiao_keyed::Entry;
use jixiao_model::{
    CarryOver, Claims, DepartmentForm, Deviation, FiscalYear, Funds, Indicator, OverallGoal,
    RateFigures, RateId, Staffing, ThreePublic,
};

use crate::funds;
use crate::indicators::{self, Form};
use crate::section::{Scope, Section};
use crate::value;

/// The department as a file has it; its year stands elsewhere, often in a file that is read later.
#[derive(Debug)]
pub(crate) struct Department {
    pub(crate) spending: Spending,
    pub(crate) three_public: Option<ThreePublic>,
    pub(crate) carry_over: Option<CarryOver>,
    pub(crate) staffing: Option<Staffing>,
    pub(crate) rates: Vec<RateFigures>,
    pub(crate) goal: OverallGoal,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) claims: Claims,
}

#[derive(Debug)]
pub(crate) struct Spending {
    pub(crate) total: Funds,
    pub(crate) basic: Option<Funds>,
    pub(crate) project: Option<Funds>,
}

impl Department {
    /// The form of `year`.
    pub(crate) fn form(self, year: FiscalYear) -> DepartmentForm {
        DepartmentForm {
            year,
            total: self.spending.total,
            basic: self.spending.basic,
            project: self.spending.project,
            three_public: self.three_public,
            carry_over: self.carry_over,
            staffing: self.staffing,
            rates: self.rates,
            goal: self.goal,
            indicators: self.indicators,
            deviations: self.deviations,
            claims: self.claims,
        }
    }
}

pub(crate) fn read<'a>(entry: &Entry<'a>, scope: Scope<'a>) -> Option<Department> {
    scope.section(entry, |section| {
        let spending = section.required_table("spending", "支出", spending);
        let three_public = section.table("three_public", "“三公”经费", funds::three_public);
        let carry_over = section.table("carry_over", "结转结余", funds::carry_over);
        let staffing = section.table("staffing", "人员", staffing);
        let rates = section.table("rates", "其他比率", rates);
        let goal = indicators::goal(section);
        let lists = indicators::indicators_and_deviations(section, Form::Department);
        let claims = indicators::claims(section);
        let (indicators, deviations) = lists?;
        Some(Department {
            spending: spending?,
            three_public: three_public?,
            carry_over: carry_over?,
            staffing: staffing?,
            rates: rates?.unwrap_or_default(),
            goal: goal?,
            indicators,
            deviations,
            claims: claims?,
        })
    })
}

fn spending(section: &mut Section<'_, '_>) -> Option<Spending> {
    let total = section.required_table("total", "全部支出", funds::funds);
    let basic = section.table("basic", "基本支出", funds::funds);
    let project = section.table("project", "项目支出", funds::funds);
    Some(Spending {
        total: total?,
        basic: basic?,
        project: project?,
    })
}

fn staffing(section: &mut Section<'_, '_>) -> Option<Staffing> {
    let quota = section.required("quota", "编制数", value::count);
    let staff = section.required("staff", "在职人员数", value::count);
    Some(Staffing {
        quota: quota?,
        staff: staff?,
    })
}

/// The figures of the rates that have none elsewhere in the form: a table a rate.
fn rates(section: &mut Section<'_, '_>) -> Option<Vec<RateFigures>> {
    let ids = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
    // Every rate is read, also past one that cannot be.
    let read: Vec<Option<Option<RateFigures>>> = ids
        .map(|rate| section.table(rate.id(), rate.term(), |section| figures(section, *rate)))
        .collect();
    let read: Option<Vec<Option<RateFigures>>> = read.into_iter().collect();
    Some(read?.into_iter().flatten().collect())
}

fn figures(section: &mut Section<'_, '_>, rate: RateId) -> Option<RateFigures> {
    let read: Vec<_> = rate
        .inputs()
        .iter()
        .map(|input| section.required(input.key, input.term, |entry| value::figure(entry, *input)))
        .collect();
    let values = read.into_iter().collect::<Option<_>>()?;
    // The figures are those of the rate, each of its kind.
    RateFigures::new(rate, values).ok()
}
