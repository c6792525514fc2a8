//! How a self-evaluation is shown: documents as values, and the renderers that turn them into files.
//!
//! [`Outcome`] holds what there is to show. [`project_forms`] (附表1), [`summary_table`] (附表2), [`department_form`] (附表3),
//! [`register`] (整改台账) and [`report`] (自评工作总结) make [`document::Document`]s of it; [`data`] makes `evaluation.json`. No builder computes a score, and no
//! renderer computes anything. [`template`] makes the blank forms that units fill in. [`rule_data`] and [`rate_data`] tell programs of the rules themselves, [`check_data`] of the checks,
//! [`catalogue_data`] of causes and remedies, [`classification_data`] of what was found in a text.
//! The findings of a review are told on a sheet ([`findings_sheet`]), as data ([`findings_data`]) and as a log for editors ([`sarif`]).
//! [`comparison_document`] and [`comparison_data`] show two evaluations side by side.

mod amounts;
mod basic_data;
mod catalogue;
mod comparison_data;
mod comparison_sheets;
mod data;
mod department_form;
mod deviations;
pub mod document;
mod error;
mod explanation;
mod files;
mod findings_sheet;
mod form_table;
mod outcome;
mod project_form;
mod prose;
mod register;
pub mod render;
mod report;
mod rules;
mod sarif;
mod shown_score;
mod summary_table;
mod template;

pub use catalogue::{catalogue_data, cause_data, classification_data, remedy_data};
pub use comparison_data::{COMPARISON_SCHEMA, comparison_data};
pub use comparison_sheets::comparison_document;
pub use data::{EVALUATION_SCHEMA, check_data, data, explanation, findings_data};
pub use department_form::department_form;
pub use error::{ExportError, TableFault};
pub use explanation::explanation_markdown;
pub use files::{Format, OutputFile, files, write_files};
pub use findings_sheet::findings_sheet;
pub use outcome::Outcome;
pub use project_form::project_forms;
pub use register::{register, register_data, register_toml};
pub use report::report;
pub use rules::{RULES_SCHEMA, rate_data, rule_data};
pub use sarif::sarif;
pub use shown_score::PointsShown;
pub use summary_table::summary_table;
pub use template::{MAX_TEMPLATE_PROJECTS, TemplateKind, TemplateOrder, template};
