//! Why a run fails, and why a row does.

use std::path::PathBuf;

use jixiao_model::{Bilingual, ModelError, Speak};
use jixiao_scoring::NoRate;
use jixiao_scoring::columns::RowError;

/// Why a column cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// There is no such column.
    #[error("there is no column `{column}`; the file has {found}")]
    Missing {
        /// Its name.
        column: String,
        /// The names that there are.
        found: String,
    },
    /// There are two of one name.
    #[error("there are two columns `{0}`; nobody can say which is meant: leave one out")]
    Twice(String),
    /// Its type cannot hold what is meant.
    #[error("the column `{column}` is {found}; write it as {expected}{}", float_advice(.found))]
    Type {
        /// Its name.
        column: String,
        /// Its type.
        found: String,
        /// The types that fit.
        expected: &'static str,
    },
}

impl ColumnError {
    pub(crate) fn missing<'a>(column: &str, found: impl Iterator<Item = &'a str>) -> Self {
        let found: Vec<&str> = found.take(30).collect();
        Self::Missing {
            column: column.into(),
            found: if found.is_empty() {
                "none".into()
            } else {
                found.join(", ")
            },
        }
    }
}

fn float_advice(found: &str) -> &'static str {
    if found.starts_with("Float") {
        " (a float does not hold what was written: 0.1 is not one)"
    } else {
        ""
    }
}

impl Speak for ColumnError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::Missing { column, found } => format!("缺少列 {column}；文件中的列：{found}"),
            Self::Twice(column) => format!("有两列都叫 {column}，无法判断以哪一列为准；请去掉一列"),
            Self::Type {
                column,
                found,
                expected,
            } => {
                let expected = match *expected {
                    "a decimal of at most 38 digits or an integer" => {
                        "不超过 38 位的定点小数（decimal）或整数"
                    }
                    "an integer of at most 64 bits" => "不超过 64 位的整数",
                    "an integer from 0 to 5" => "0 至 5 的整数",
                    "a text or an integer" => "文本或整数",
                    _ => "布尔值",
                };
                let float = if found.starts_with("Float") {
                    "（浮点数无法准确保存所填的小数）"
                } else {
                    ""
                };
                format!("列 {column} 的类型为 {found}；请改为{expected}{float}")
            }
        };
        Bilingual::new(zh, self.to_string())
    }
}

/// Why a cell cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CellError {
    /// Digits with a sign and a point are a number, and nothing else is.
    #[error("no number")]
    NoNumber,
    /// An id or a code.
    #[error("no whole number of at most 64 bits")]
    NoWhole,
    /// A flag.
    #[error("neither true nor false")]
    NoFlag,
    /// More digits than 128 bits hold.
    #[error("a number with too many digits")]
    Digits,
    /// More decimals than any amount, number or weight has.
    #[error("a number with more than 10 decimals")]
    Decimals,
}

impl Speak for CellError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NoNumber => "不是数字",
            Self::NoWhole => "不是整数，或超过 64 位",
            Self::NoFlag => "既不是 true 也不是 false",
            Self::Digits => "位数过多",
            Self::Decimals => "的小数位数过多（至多 10 位）",
        };
        Bilingual::new(zh, self.to_string())
    }
}

/// Why a row, or the project that begins with it, has no score.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowProblem {
    /// The indicator cannot be scored.
    #[error(transparent)]
    Indicator(#[from] RowError),
    /// A cell holds no number that can be kept exactly.
    #[error("{column}: `{found}` is {reason}; mend the cell")]
    Unreadable {
        /// Its column.
        column: String,
        /// What stands in it.
        found: String,
        /// Why it cannot be.
        reason: CellError,
    },
    /// A line has more or fewer cells than the header.
    #[error("the line has {found} cells, the header {expected}; mend the line")]
    Cells {
        /// Cells of the line.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// 项目编号 is empty. The projects before and after get no total: the row may have been of one of them.
    #[error(
        "project_id is empty; fill it in: until then the projects before and after have no score, for the row may be of one of them"
    )]
    NoProject,
    /// 预算数 or 执行数 is empty.
    #[error("{0} is empty; fill it in")]
    AmountEmpty(&'static str),
    /// An amount that cannot be kept exactly.
    #[error("{column}: {error}")]
    Amount {
        /// `budget` or `executed`.
        column: &'static str,
        /// What is wrong with it.
        error: ModelError,
    },
    /// Rows of one project say different things of the project.
    #[error(
        "{0} differs from that of the project's rows before; write the same in all of its rows"
    )]
    Differs(String),
    /// 预算执行率 has no value.
    #[error("the execution rate has no value: {0}")]
    NoRate(NoRate),
    /// The weights of what does not apply cannot be spread.
    #[error(
        "the policy spreads the weight of what does not apply over its first level; add the column level1"
    )]
    NoLevel,
    /// Sums that are larger than points can be.
    #[error("{0}")]
    Sum(ModelError),
}

impl RowProblem {
    /// The column that is to blame, where it is one.
    pub fn column(&self) -> &str {
        match self {
            Self::Indicator(error) => error.column().map_or("", |column| column.name()),
            Self::Unreadable { column, .. } | Self::Differs(column) => column,
            Self::NoProject => "project_id",
            Self::AmountEmpty(column) | Self::Amount { column, .. } => column,
            Self::NoRate(_) => "executed",
            Self::NoLevel => "level1",
            Self::Cells { .. } | Self::Sum(_) => "",
        }
    }
}

impl Speak for RowProblem {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::Indicator(error) => error.speak().zh,
            Self::Unreadable {
                column,
                found,
                reason,
            } => format!("{column}：“{found}”{}，请修改", reason.speak().zh),
            Self::Cells { found, expected } => {
                format!("本行有 {found} 列，表头有 {expected} 列，请修改")
            }
            Self::NoProject => "project_id 为空，请填写；填好之前，前后两个项目都不评分，因为这一行可能属于其中之一".into(),
            Self::AmountEmpty(column) => format!("{column} 为空，请填写"),
            Self::Amount { column, error } => format!("{column}：{}", error.speak().zh),
            Self::Differs(column) => {
                format!("{column} 与本项目前面各行不一致，请改为相同的值")
            }
            Self::NoRate(reason) => format!("预算执行率无法计算：{}", reason.speak().zh),
            Self::NoLevel => {
                "评分政策要求将不适用指标的分值在同一一级指标内分摊，请增加列 level1".into()
            }
            Self::Sum(error) => error.speak().zh,
        };
        Bilingual::new(zh, self.to_string())
    }
}

/// Why a run fails. Nothing is written then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// There is nothing to score.
    #[error("there is no file to score in {}", .0.display())]
    NoFiles(PathBuf),
    /// A file that is read, or written already, would be written over.
    #[error("{} stands in more than one place of the call; write each result to a file of its own", .0.display())]
    Twice(PathBuf),
    /// A file of a kind that is not read.
    #[error("{} is no file that can be scored; give .parquet, .csv, .arrow or .arrows", .0.display())]
    Ending(PathBuf),
    /// A file cannot be opened or read.
    #[error("{} cannot be read: {error}", .path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system or the format says.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file without a column, or with one that cannot be used.
    #[error("{}: {error}", .path.display())]
    Column {
        /// Which file.
        path: PathBuf,
        /// Which column.
        error: ColumnError,
    },
    /// The rows of a project do not stand together.
    #[error(
        "project {0} stands in more than one place; the rows of a project must stand together: sort the rows by project_id"
    )]
    Apart(i64),
    /// A result cannot be written.
    #[error("{} cannot be written: {error}", .path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system or the format says.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A CSV file that is not in UTF-8.
    #[error("{} is not in UTF-8 at line {line}; save it as CSV UTF-8", .path.display())]
    Encoding {
        /// Which file.
        path: PathBuf,
        /// Where, counted from 1.
        line: u64,
    },
    /// A quote that is opened and not closed: all that follows it would be one cell.
    #[error("{}: a quote that is opened at line {line} is never closed; close it, or double it where it is meant", .path.display())]
    Quote {
        /// Which file.
        path: PathBuf,
        /// Where the row with it begins, counted from 1.
        line: u64,
    },
    /// The run was stopped from outside.
    #[error("stopped; nothing was written")]
    Stopped,
}

impl Speak for BatchError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NoFiles(path) => format!("{} 中没有可评分的文件", path.display()),
            Self::Twice(path) => format!(
                "{} 在命令中出现不止一处；请把每个结果写到各自的文件",
                path.display()
            ),
            Self::Ending(path) => format!(
                "{} 不是可评分的文件；请用 .parquet、.csv、.arrow 或 .arrows",
                path.display()
            ),
            Self::Read { path, error } => format!("无法读取 {}：{error}", path.display()),
            Self::Column { path, error } => format!("{}：{}", path.display(), error.speak().zh),
            Self::Apart(project) => {
                format!("项目 {project} 的行不在一处；同一项目的各行须相邻，请按 project_id 排序")
            }
            Self::Write { path, error } => format!("无法写入 {}：{error}", path.display()),
            Self::Encoding { path, line } => format!(
                "{} 第 {line} 行不是 UTF-8 编码；请另存为“CSV UTF-8”",
                path.display()
            ),
            Self::Quote { path, line } => format!(
                "{}：第 {line} 行开始的引号没有结束；请补上引号，引号本身请写两个",
                path.display()
            ),
            Self::Stopped => "已中止，未写入任何结果".into(),
        };
        Bilingual::new(zh, self.to_string())
    }
}
