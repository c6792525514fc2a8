//! `jixiao schema`: JSON Schemas of what goes in and what comes out.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jixiao::catalogue::CATALOGUE_SCHEMA;
use jixiao::export::{COMPARISON_SCHEMA, EVALUATION_SCHEMA, RULES_SCHEMA};
use jixiao::import::DATASET_SCHEMA;
use jixiao::scoring::policy::POLICY_SCHEMA;

use crate::failure::Failure;
use crate::print;

#[derive(Args)]
pub(crate) struct Arguments {
    /// dataset（数据集）、policy、catalogue、evaluation、rules 或 diff
    #[arg(value_enum, value_name = "内容", hide_possible_values = true)]
    of: Schema,
}

#[derive(Clone, Copy, ValueEnum)]
enum Schema {
    /// 数据集
    Dataset,
    /// 评分政策
    Policy,
    /// 原因与措施目录
    Catalogue,
    /// evaluation.json
    Evaluation,
    /// rules --json
    Rules,
    /// diff --json
    Diff,
}

/// Prints the schema.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    print(match arguments.of {
        Schema::Dataset => DATASET_SCHEMA,
        Schema::Policy => POLICY_SCHEMA,
        Schema::Catalogue => CATALOGUE_SCHEMA,
        Schema::Evaluation => EVALUATION_SCHEMA,
        Schema::Rules => RULES_SCHEMA,
        Schema::Diff => COMPARISON_SCHEMA,
    })?;
    Ok(ExitCode::SUCCESS)
}
