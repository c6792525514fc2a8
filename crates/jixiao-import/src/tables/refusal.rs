//! Why a file of tables cannot be read, and what to do about it.

use std::sync::Arc;

use jixiao_keyed::{Problem, ProblemKind};
use jixiao_model::{Bilingual, Locator, Place};

use crate::format::resave;

/// A problem in a box: results stay small.
pub(super) type Fault = Box<Problem>;

fn fault(file: &Arc<str>, kind: ProblemKind, message: Bilingual, mend: Bilingual) -> Fault {
    Box::new(Problem::new(kind, Place::file(Arc::clone(file)), message).with_mend(mend))
}

/// A kind of file that is not read; `what` is its name in both languages.
pub(super) fn other_kind(file: &Arc<str>, zh: &str, en: &str) -> Fault {
    let message = Bilingual::new(
        format!("这是{zh}，不能读取"),
        format!("this is {en}, which is not read"),
    );
    fault(file, ProblemKind::Invalid, message, resave())
}

/// Bytes that are no file of tables at all.
pub(super) fn unknown(file: &Arc<str>) -> Fault {
    let message = Bilingual::new(
        "看不出是什么表格或文档，可读 .xlsx、.xls、.ods、.docx 和 .csv",
        "the bytes are no table or document that is known; what can be read is .xlsx, .xls, .ods, .docx and .csv",
    );
    fault(file, ProblemKind::Invalid, message, resave())
}

pub(super) fn empty(file: &Arc<str>) -> Fault {
    let message = Bilingual::new("文件是空的", "the file is empty");
    let mend = Bilingual::new("请检查文件是否保存完整", "check that it was saved whole");
    fault(file, ProblemKind::Invalid, message, mend)
}

pub(super) fn password(file: &Arc<str>) -> Fault {
    let message = Bilingual::new(
        "文件有密码，不能读取",
        "the file has a password and cannot be read",
    );
    let mend = Bilingual::new(
        "请先取消密码再保存",
        "take the password off and save it again",
    );
    fault(file, ProblemKind::Invalid, message, mend)
}

/// A file that breaks off or contradicts itself; `what` is the part where that shows, in the file's own words.
pub(super) fn damaged(file: &Arc<str>, what: &str) -> Fault {
    let what: String = what
        .chars()
        .take(200)
        .flat_map(char::escape_debug)
        .collect();
    let message = Bilingual::new(
        format!("文件已损坏，不能读取（{what}）"),
        format!("the file is damaged and cannot be read ({what})"),
    );
    let mend = Bilingual::new(
        "请用原来的软件打开，另存为 .xlsx 或 .docx",
        "open it with the program that wrote it and save it as .xlsx or .docx",
    );
    fault(file, ProblemKind::Invalid, message, mend)
}

/// A file that passes a limit: in both languages what is too much, and the most.
pub(super) fn beyond(file: &Arc<str>, zh: &str, en: &str) -> Fault {
    let message = Bilingual::new(
        format!("文件过大：{zh}"),
        format!("the file is too large: {en}"),
    );
    let mend = Bilingual::new(
        "请删去与自评无关的内容，或拆分成几个文件",
        "delete what does not belong to the self-evaluation, or split it into several files",
    );
    fault(file, ProblemKind::TooLarge, message, mend)
}

/// A part that nests deeper than is read.
pub(super) fn too_deep(file: &Arc<str>, zh: &str, en: &str, most: usize) -> Fault {
    let message = Bilingual::new(
        format!("{zh}嵌套过深，最多 {most} 层"),
        format!("{en} nest too deep: at most {most} levels"),
    );
    fault(file, ProblemKind::TooDeep, message, resave())
}

/// A DOCTYPE, which no form has and which could make a little text into much.
pub(super) fn document_type(file: &Arc<str>) -> Fault {
    let message = Bilingual::new(
        "文件里有文档类型定义（DOCTYPE），不能读取",
        "the file holds a document type definition (DOCTYPE), which is not read",
    );
    fault(file, ProblemKind::Invalid, message, resave())
}

pub(super) fn not_decodable(file: &Arc<str>) -> Fault {
    let message = Bilingual::new(
        "看不出文件的文字编码（不是 UTF-8、UTF-16 或 GB18030）",
        "the encoding of the text is none that is known (UTF-8, UTF-16, GB18030)",
    );
    let mend = Bilingual::new(
        "请用文本编辑器或 Excel 另存为 UTF-8 编码，或另存为 .xlsx",
        "save it as UTF-8 with a text editor or a spreadsheet, or save it as .xlsx",
    );
    fault(file, ProblemKind::Invalid, message, mend)
}

/// A cell that holds more text than a cell can.
pub(super) fn cell_too_long(place: Place, most: usize) -> Fault {
    let message = Bilingual::new(
        format!("单元格文字过长，最多 {most} 个字"),
        format!("the cell holds too much text: at most {most} characters"),
    );
    let mend = Bilingual::new("请缩短文字", "shorten the text");
    Box::new(Problem::new(ProblemKind::TooLarge, place, message).with_mend(mend))
}

/// A cell of a sheet that stands where no cell can.
pub(super) fn no_such_cell(file: &Arc<str>, sheet: &str, cell: &str) -> Fault {
    let place = Place {
        file: Arc::clone(file),
        locator: Locator::Cell {
            sheet: sheet.to_owned(),
            cell: String::new(),
        },
    };
    let cell: String = cell.chars().take(30).flat_map(char::escape_debug).collect();
    let message = Bilingual::new(
        format!("文件已损坏：没有单元格“{cell}”"),
        format!("the file is damaged: there is no cell \"{cell}\""),
    );
    Box::new(Problem::new(ProblemKind::Invalid, place, message).with_mend(resave()))
}
