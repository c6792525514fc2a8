//! Two evaluations side by side: two years of one unit, or one year before and after a correction.
//!
//! [`Year`] is what of an evaluation is compared, [`Comparison`] what differs: figures with their changes, projects matched by name through small
//! changes of wording, causes that came back, and what became of the remedies that were promised.
//!
//! ```
//! use jixiao_model::{BudgetUnit, FundSources, ProjectForm, ReportNotes, Submission};
//! use jixiao_review::Explanations;
//! use jixiao_review::catalogue::Catalogue;
//! use jixiao_review::years::{Comparison, Likeness, Year};
//! use jixiao_scoring::{evaluate, policy::Policy};
//!
//! let year = |year: i32, name: &str| -> Result<Year, Box<dyn std::error::Error>> {
//!     let unit = BudgetUnit { name: "某局".parse()?, alias: None, short_name: None, supervisor: None, budgeted_projects: None };
//!     let project = ProjectForm::new(1, year.try_into()?, name, FundSources::default())?;
//!     let submission = Submission {
//!         unit, year: year.try_into()?, policy: None, notice: None, report: ReportNotes::default(), department: None,
//!         projects: vec![project], stated: vec![], register: vec![], ignored: vec![], remarks: vec![],
//!     };
//!     let policy = Policy::mof_2020()?;
//!     let evaluation = evaluate(&submission, &policy)?;
//!     let catalogue = Catalogue::builtin()?;
//!     let explanations = Explanations::read(&submission, &catalogue);
//!     Ok(Year::of(&submission, &evaluation, &policy.id, &explanations, &catalogue)?)
//! };
//! let (old, new) = (year(2023, "2023年乡村道路养护项目")?, year(2024, "乡村道路养护（2024年）")?);
//! let comparison = Comparison::of(&old, &new);
//! assert_eq!(comparison.pairs[0].likeness, Likeness::SameSeries);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alike;
mod causes;
mod comparison;
mod known;
mod matching;
mod name;
mod note;
mod promises;
mod side_by_side;
mod year;

pub(crate) use known::known_again;

pub use causes::{CameBack, Sameness};
pub use comparison::{Comparison, ProjectPair};
pub use matching::Likeness;
pub use note::Note;
pub use promises::{Certainty, Evidence, Promise, Verdict};
pub use side_by_side::{Change, SideBySide, Value};
pub use year::{
    Explained, ProjectYear, Promised, RateShown, Register, Summed, UnitYear, Year, codes,
};
