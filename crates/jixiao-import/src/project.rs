//! `[[projects]]`: one form a project.

use std::sync::Arc;

use jixiao_keyed::Entry;
use jixiao_model::{
    Claims, Deviation, FiscalYear, FundSources, Indicator, Name, OverallGoal, Place, ProjectForm,
    Traced,
};

use crate::funds;
use crate::indicators::{self, Form};
use crate::section::Scope;
use crate::value;

/// A project as a file has it; its year stands elsewhere, often in a file that is read later.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) number: u32,
    pub(crate) name: Traced<Name>,
    pub(crate) supervisor: Option<Name>,
    pub(crate) implementer: Option<Name>,
    pub(crate) section: Option<Traced<Name>>,
    pub(crate) funds: FundSources,
    pub(crate) goal: OverallGoal,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) claims: Claims,
    pub(crate) note: String,
}

/// What others may know a project by, where it can be read.
pub(crate) struct Known {
    /// 序号 and where it stands.
    pub(crate) number: Option<(u32, Arc<Place>)>,
    pub(crate) name: Option<Name>,
}

impl Project {
    /// The form of `year`.
    pub(crate) fn form(self, year: FiscalYear) -> ProjectForm {
        ProjectForm {
            number: self.number,
            year,
            name: self.name,
            supervisor: self.supervisor,
            implementer: self.implementer,
            section: self.section,
            funds: self.funds,
            goal: self.goal,
            indicators: self.indicators,
            deviations: self.deviations,
            claims: self.claims,
            note: self.note,
        }
    }
}

/// Reads a project. `order` is its number where it states none. `tell` hears what it is known by even where the rest cannot be read,
/// since other parts of the dataset may speak of it.
pub(crate) fn read<'a>(
    entry: &Entry<'a>,
    scope: Scope<'a>,
    order: u32,
    tell: impl FnOnce(Known),
) -> Option<Project> {
    scope.section(entry, |section| {
        let number = section.or("number", "序号", order, value::number);
        let name = section.required("name", "项目名称", value::name);
        tell(known(number.as_ref(), name.as_ref()));
        let supervisor = section.plain("supervisor", "主管部门", value::name);
        let implementer = section.plain("implementer", "实施单位", value::name);
        let office = section.optional("section", "实施科室", value::name);
        let funds = section.required_table("funds", "项目资金", funds::sources);
        let goal = indicators::goal(section);
        let lists = indicators::indicators_and_deviations(section, Form::Project);
        let claims = indicators::claims(section);
        let note = section.plain("note", "备注", value::text);
        let (indicators, deviations) = lists?;
        Some(Project {
            number: number?.value,
            name: name?,
            supervisor: supervisor?,
            implementer: implementer?,
            section: office?,
            funds: funds?,
            goal: goal?,
            indicators,
            deviations,
            claims: claims?,
            note: note?.unwrap_or_default(),
        })
    })
}

fn known(number: Option<&Traced<u32>>, name: Option<&Traced<Name>>) -> Known {
    Known {
        number: number.and_then(|number| Some((number.value, number.place.clone()?))),
        name: name.map(|name| name.value.clone()),
    }
}
