//! The department's form, with the figures behind its rates.

use std::sync::Arc;

use jixiao_model::{
    Bilingual, DepartmentForm, Indicator, Place, RateId, Remark, RemarkKind, StatedFigure,
};

use super::{only_first, stated, year_of};
use crate::department::Department;
use crate::forms::{DepartmentDraft, FiguresDraft, Forms};
use crate::unit::Unit;

pub(super) fn join(
    told: Option<Department>,
    forms: &mut Forms,
    unit: &Unit,
    stated_figures: &mut Vec<StatedFigure>,
    remarks: &mut Vec<Remark>,
) -> Option<DepartmentForm> {
    let drafts = std::mem::take(&mut forms.departments);
    let figures = std::mem::take(&mut forms.figures);
    if let Some(told) = told {
        remarks.extend(drafts.iter().map(not_taken));
        let mut form = told.form(unit.year);
        for one in figures {
            fill(&mut form, one);
        }
        return Some(form);
    }
    let draft = only_first(drafts, remarks, place)?;
    let year = year_of(draft.year.as_ref(), unit.year, remarks);
    let mut form = draft.department.form(year);
    for one in figures {
        fill(&mut form, one);
    }
    let computed: Vec<RateId> = RateId::ALL
        .iter()
        .copied()
        .filter(|rate| has_figures(&form, *rate))
        .collect();
    for indicator in &mut form.indicators {
        indicator.rule = rule(indicator, &computed);
    }
    let told = draft.stated.into_iter().map(|one| stated(one, None));
    stated_figures.extend(told);
    Some(form)
}

/// Where the form names its unit, else its money.
fn place(draft: &DepartmentDraft) -> Option<Arc<Place>> {
    let budget = &draft.department.spending.total.budget;
    let name = draft.unit.as_ref().and_then(|name| name.place.clone());
    name.or_else(|| budget.place.clone())
}

/// The rate that an indicator bears the name of, where the form has its figures: what stands under 实际完成值 is a claim then.
fn rule(indicator: &Indicator, computed: &[RateId]) -> Option<RateId> {
    let rate = RateId::recognise(indicator.name.value.as_str())?;
    let is_rate = computed.contains(&rate) && !indicator.not_applicable;
    is_rate.then_some(rate)
}

/// Has the form the figures of a rate?
fn has_figures(form: &DepartmentForm, rate: RateId) -> bool {
    match rate {
        RateId::Execution => true,
        RateId::BasicExecution => form.basic.is_some(),
        RateId::ProjectExecution => form.project.is_some(),
        RateId::ThreePublicControl => form.three_public.is_some(),
        RateId::CarryOverChange => form.carry_over.is_some(),
        RateId::StaffingControl => form.staffing.is_some(),
        RateId::SelfEvaluationCoverage => false,
        other => form.figures(other).is_some(),
    }
}

/// Takes over the figures that the form has not.
fn fill(form: &mut DepartmentForm, figures: FiguresDraft) {
    form.three_public = form.three_public.take().or(figures.three_public);
    form.carry_over = form.carry_over.take().or(figures.carry_over);
    form.staffing = form.staffing.take().or(figures.staffing);
    for rate in figures.rates {
        if form.figures(rate.rate()).is_none() {
            form.rates.push(rate);
        }
    }
    let place = |rate: RateId| RateId::ALL.iter().position(|one| *one == rate);
    form.rates.sort_by_key(|figures| place(figures.rate()));
}

/// The form of a department that the dataset tells of itself.
fn not_taken(draft: &DepartmentDraft) -> Remark {
    Remark {
        kind: RemarkKind::Unread,
        message: Bilingual::new(
            "数据集已写有 department（部门整体支出），这份自评表没有采用",
            "the dataset has a `department` of its own; this form was not taken",
        ),
        mend: Bilingual::new("请只留其一", "keep one of them"),
        place: place(draft),
    }
}
