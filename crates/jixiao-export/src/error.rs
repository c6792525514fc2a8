//! Why a document cannot be written.

use std::path::PathBuf;

use jixiao_model::{Bilingual, ModelError, Speak};

/// Why a document cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A document without sections has no page to show.
    #[error("the document has no section; give it at least one")]
    NoSection,
    /// The cells of a table do not fill its rows and columns.
    #[error("section `{section}`, table {table}, row {row}: {fault}")]
    Table {
        /// The section's name.
        section: String,
        /// Which table of the section, from 1.
        table: usize,
        /// The row of the table, from 1.
        row: usize,
        /// What is wrong there.
        fault: TableFault,
    },
    /// A text longer than a cell of a workbook holds.
    #[error(
        "sheet `{section}`, row {row}: a text of {length} characters; a cell holds at most {max}, so shorten or divide it"
    )]
    TextTooLong {
        /// The section's name.
        section: String,
        /// The row of the sheet, from 1.
        row: u32,
        /// Its length in UTF-16 units, as Excel counts.
        length: usize,
        /// The most units.
        max: usize,
    },
    /// More rows or columns than a sheet has.
    #[error(
        "sheet `{section}` needs more than 1048576 rows or 16384 columns; divide it into several sections"
    )]
    TooLarge {
        /// The section's name.
        section: String,
    },
    /// A number of project forms that no blank workbook has.
    #[error(
        "{found} project forms are asked for; a workbook holds 1 to {max}, so divide the unit into several"
    )]
    TemplateProjects {
        /// The number asked for.
        found: u16,
        /// The most.
        max: u16,
    },
    /// The workbook could not be written.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The archive of the text document could not be written.
    #[error("the text document could not be written: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A sum no longer fits.
    #[error(transparent)]
    Sum(#[from] ModelError),
    /// A file could not be written.
    #[error("{} could not be written: {error}; check that the folder exists, is writable and has room", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// What is wrong with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableFault {
    /// No columns.
    #[error("the table has no columns; give the width of each")]
    NoColumns,
    /// No rows.
    #[error("the table has no rows; leave it out, or give it one")]
    NoRows,
    /// A column without width.
    #[error("column {column} has a width of 0; give it at least 1")]
    NoWidth {
        /// The column, from 1.
        column: usize,
    },
    /// More head rows than rows.
    #[error("{head_rows} head rows are asked for, but the table has only {rows} rows")]
    HeadRows {
        /// The head rows asked for.
        head_rows: usize,
        /// The rows there are.
        rows: usize,
    },
    /// A cell that covers nothing.
    #[error("the cell at column {column} covers 0 rows or columns; it must cover at least 1")]
    NoSpan {
        /// Where the cell would stand, from 1.
        column: usize,
    },
    /// A cell that reaches past the last column.
    #[error("the cell at column {column} covers {span} columns and reaches past the last, {last}")]
    PastRight {
        /// Where the cell begins, from 1.
        column: usize,
        /// How many columns it covers.
        span: u16,
        /// The last column.
        last: usize,
    },
    /// A cell that reaches past the last row.
    #[error("the cell at column {column} covers {span} rows and reaches past the last, {last}")]
    PastBottom {
        /// Where the cell begins, from 1.
        column: usize,
        /// How many rows it covers.
        span: u16,
        /// The last row.
        last: usize,
    },
    /// A cell laid over one that comes down from a row above.
    #[error(
        "the cell at column {column} reaches over column {covered}, which a cell of a row above covers"
    )]
    Overlap {
        /// Where the cell begins, from 1.
        column: usize,
        /// The first column that is covered already, from 1.
        covered: usize,
    },
    /// A place that no cell covers.
    #[error("no cell covers column {column}; add an empty cell, or widen one")]
    Uncovered {
        /// The first such column, from 1.
        column: usize,
    },
    /// More cells than places.
    #[error("{cells} cells have no place left in the row; take them out, or narrow others")]
    Overfull {
        /// How many are left.
        cells: usize,
    },
}

impl Speak for ExportError {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NoSection => String::from("文档没有任何部分，至少需要一个"),
            Self::Table {
                section,
                table,
                row,
                fault,
            } => format!(
                "“{section}”第 {table} 个表格第 {row} 行：{}",
                fault.speak().zh
            ),
            Self::TextTooLong {
                section,
                row,
                length,
                max,
            } => format!(
                "工作表“{section}”第 {row} 行的文字有 {length} 个字符，单元格最多容纳 {max} 个，请精简或拆分"
            ),
            Self::TooLarge { section } => {
                format!("工作表“{section}”超过 1048576 行或 16384 列，请拆分")
            }
            Self::TemplateProjects { found, max } => {
                format!(
                    "要求 {found} 张项目表；一个工作簿可有 1 至 {max} 张，更多的请分成几个工作簿"
                )
            }
            Self::Workbook(error) => format!("无法写出工作簿：{error}"),
            Self::Archive(error) => format!("无法写出文字文档：{error}"),
            Self::Sum(error) => error.speak().zh,
            Self::Write { path, error } => format!(
                "无法写出“{}”：{}；请核对文件夹是否存在、可写且有空间",
                path.display(),
                error.speak().zh
            ),
        };
        Bilingual::new(zh, self.to_string())
    }
}

impl Speak for TableFault {
    fn speak(&self) -> Bilingual {
        let zh = match self {
            Self::NoColumns => String::from("表格没有列，请给出各列宽度"),
            Self::NoRows => String::from("表格没有行，请删去表格或至少给出一行"),
            Self::NoWidth { column } => format!("第 {column} 列宽度为 0，至少应为 1"),
            Self::HeadRows { head_rows, rows } => {
                format!("要求重复 {head_rows} 行表头，但表格只有 {rows} 行")
            }
            Self::NoSpan { column } => {
                format!("第 {column} 列的单元格占 0 行或 0 列，至少应占 1")
            }
            Self::PastRight { column, span, last } => {
                format!("第 {column} 列的单元格占 {span} 列，超出最后一列（第 {last} 列）")
            }
            Self::PastBottom { column, span, last } => {
                format!("第 {column} 列的单元格占 {span} 行，超出最后一行（第 {last} 行）")
            }
            Self::Overlap { column, covered } => {
                format!("第 {column} 列的单元格伸到第 {covered} 列，该处已被上方单元格占用")
            }
            Self::Uncovered { column } => {
                format!("第 {column} 列没有单元格，请补空单元格或加宽相邻单元格")
            }
            Self::Overfull { cells } => {
                format!("该行多出 {cells} 个单元格，请删去或缩窄其他单元格")
            }
        };
        Bilingual::new(zh, self.to_string())
    }
}
