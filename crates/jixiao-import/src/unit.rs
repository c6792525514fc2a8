//! `[unit]`, `[notice]` and `[report]`: who hands in, in answer to what, and how it went to work.

use jixiao_keyed::Entry;
use jixiao_model::{BudgetUnit, FiscalYear, Name, Notice, ReportNotes, Traced};

use crate::section::Scope;
use crate::value;

/// `[unit]`.
pub(crate) struct Unit {
    pub(crate) who: BudgetUnit,
    pub(crate) year: FiscalYear,
    pub(crate) policy: Option<String>,
}

/// `[report]`, with the places of the projects that it names, also where the rest cannot be read.
pub(crate) struct Report {
    pub(crate) notes: Option<ReportNotes>,
    pub(crate) featured: Vec<Traced<Name>>,
}

pub(crate) fn unit<'a>(entry: &Entry<'a>, scope: Scope<'a>) -> Option<Unit> {
    scope.section(entry, |section| {
        let name = section.required("name", "单位名称", value::name);
        let alias = section.plain("alias", "另一名称", value::name);
        let short_name = section.plain("short_name", "简称", value::name);
        let year = section.required("year", "年度", value::year);
        let policy = section.plain("policy", "评分政策", value::name);
        let supervisor = section.plain("supervisor", "主管部门", value::name);
        let budgeted = section.optional("budgeted_projects", "预算项目数", value::count);
        let who = BudgetUnit {
            name: name?.value,
            alias: alias?,
            short_name: short_name?,
            supervisor: supervisor?,
            budgeted_projects: budgeted?,
        };
        Some(Unit {
            who,
            year: year?.value,
            policy: policy?.map(|policy| policy.as_str().to_owned()),
        })
    })
}

pub(crate) fn notice<'a>(entry: &Entry<'a>, scope: Scope<'a>) -> Option<Notice> {
    scope.section(entry, |section| {
        let title = section.required("title", "标题", value::name);
        let number = section.plain("number", "文号", value::name);
        let issuer = section.plain("issuer", "发文机关", value::name);
        Some(Notice {
            title: title?.value,
            number: number?,
            issuer: issuer?,
        })
    })
}

pub(crate) fn report<'a>(entry: &Entry<'a>, scope: Scope<'a>) -> Option<Report> {
    scope.section(entry, |section| {
        let lead = section.plain("lead", "牵头部门", value::name);
        let evaluators = section.plain("evaluators", "自评主体", value::name);
        let principle = section.plain("principle", "原则", value::name);
        let scope = section.plain("scope", "口径", value::name);
        let featured = section.scalars("featured", "举例项目", value::name);
        let next_steps = section.scalars("next_steps", "下一步工作措施", value::text);
        let name = |name: &Traced<Name>| name.value.as_str().to_owned();
        let names = featured
            .as_ref()
            .map(|names| names.iter().map(name).collect());
        let notes = || {
            Some(ReportNotes {
                lead: lead?,
                evaluators: evaluators?,
                principle: principle?,
                scope: scope?,
                featured: names?,
                next_steps: next_steps?,
            })
        };
        Some(Report {
            notes: notes(),
            featured: featured.unwrap_or_default(),
        })
    })
}
