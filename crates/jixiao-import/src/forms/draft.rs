//! Forms as one file has them, before they are joined with what other files say.

use jixiao_model::{
    CarryOver, Figure, FiscalYear, Funds, Grade, Name, Points, RateFigures, Remediation, Staffing,
    StatedValue, ThreePublic, Traced,
};

use crate::department::Department;
use crate::project::Project;

/// A 项目支出绩效自评表. Its `project` has the number 0, and as implementer what stands under 实施单位, a section in brackets included.
#[derive(Debug)]
pub(crate) struct ProjectDraft {
    /// 年度, where the form states it.
    pub(crate) year: Option<Traced<FiscalYear>>,
    /// The number at the beginning of the sheet's name, as in `03 图书馆运行费`.
    pub(crate) number: Option<u32>,
    pub(crate) project: Project,
    /// Rates and sums as the form states them; figures of one project have no number yet.
    pub(crate) stated: Vec<StatedDraft>,
}

/// A 部门（单位）整体支出绩效自评表. Indicators that bear the name of a rate have no rule yet: whether there are figures for one, other tables say.
#[derive(Debug)]
pub(crate) struct DepartmentDraft {
    pub(crate) year: Option<Traced<FiscalYear>>,
    /// 部门（单位）名称.
    pub(crate) unit: Option<Traced<Name>>,
    pub(crate) department: Department,
    pub(crate) stated: Vec<StatedDraft>,
}

/// A figure that a form states of itself.
#[derive(Debug)]
pub(crate) struct StatedDraft {
    pub(crate) figure: Figure,
    pub(crate) value: Traced<StatedValue>,
    /// As the form shows it.
    pub(crate) text: String,
    /// Which table states it, such as 项目支出绩效自评表.
    pub(crate) stated_in: &'static str,
}

/// A 项目支出绩效自评结果汇总表.
#[derive(Debug)]
pub(crate) struct SummaryDraft {
    pub(crate) year: Option<Traced<FiscalYear>>,
    /// 填报单位.
    pub(crate) unit: Option<Traced<Name>>,
    pub(crate) rows: Vec<SummaryRow>,
    /// The sums and counts below the rows.
    pub(crate) stated: Vec<StatedDraft>,
}

/// A row of a summary: one project.
#[derive(Debug)]
pub(crate) struct SummaryRow {
    pub(crate) number: Option<u32>,
    pub(crate) name: Traced<Name>,
    pub(crate) section: Option<Traced<Name>>,
    pub(crate) funds: Funds,
    /// Amounts, rate, total and grade, to be held against the project's form.
    pub(crate) stated: Vec<StatedDraft>,
    pub(crate) total: Option<Traced<Points>>,
    pub(crate) grade: Option<Traced<Grade>>,
    /// Causes and remedies, those of one number belonging together.
    pub(crate) causes: Vec<Traced<String>>,
    pub(crate) remedies: Vec<Traced<String>>,
    pub(crate) note: String,
}

/// A 整改台账: its rows, each with its year.
pub(crate) type RegisterDraft = Vec<Remediation>;

/// A 单位基本信息表.
#[derive(Debug, Default)]
pub(crate) struct UnitDraft {
    pub(crate) name: Option<Traced<Name>>,
    pub(crate) alias: Option<Name>,
    pub(crate) short_name: Option<Name>,
    pub(crate) supervisor: Option<Name>,
    pub(crate) year: Option<Traced<FiscalYear>>,
    pub(crate) policy: Option<String>,
    pub(crate) budgeted_projects: Option<Traced<u32>>,
    pub(crate) notice_title: Option<Name>,
    pub(crate) notice_number: Option<Name>,
    pub(crate) notice_issuer: Option<Name>,
    pub(crate) lead: Option<Name>,
    pub(crate) evaluators: Option<Name>,
    pub(crate) principle: Option<Name>,
    pub(crate) scope: Option<Name>,
    pub(crate) featured: Vec<String>,
    pub(crate) next_steps: Vec<Traced<String>>,
}

/// A 部门整体支出基础数据表: the amounts behind the department's rates.
#[derive(Debug, Default)]
pub(crate) struct FiguresDraft {
    pub(crate) three_public: Option<ThreePublic>,
    pub(crate) carry_over: Option<CarryOver>,
    pub(crate) staffing: Option<Staffing>,
    pub(crate) rates: Vec<RateFigures>,
}
