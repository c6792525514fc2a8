//! The files of a dataset joined into one submission.

use std::sync::Arc;

use jixiao_keyed::{Problem, ProblemKind, Problems};
use jixiao_model::{Bilingual, Locator, Place, Remark, RemarkKind, Remediation, Submission};

use crate::error::ImportError;
use crate::format::{self, Format, Syntax};
use crate::forms::{self, Forms};
use crate::grid::Grid;
use crate::parts::Parts;
use crate::{
    MAX_DATASET_BYTES, MAX_FILE_BYTES, MAX_FILES, MAX_FORM_PROBLEMS, MAX_FORMS_BYTES, MAX_PROBLEMS,
    files, join, tables,
};

/// A dataset being read, file by file.
pub(crate) struct Dataset {
    problems: Problems,
    parts: Parts,
    forms: Vec<Forms>,
    /// What the forms left to be said: no form that cannot be read spoils the others.
    remarks: Vec<Remark>,
    files: usize,
    bytes: usize,
    form_bytes: usize,
    /// Could every text be read as one? Only then can anything be said to be missing.
    complete: bool,
    /// Were files left unread, since there are too many of them or too many problems?
    stopped: bool,
}

impl Dataset {
    pub(crate) fn new() -> Self {
        Self {
            problems: Problems::new(),
            parts: Parts::default(),
            forms: Vec::new(),
            remarks: Vec::new(),
            files: 0,
            bytes: 0,
            form_bytes: 0,
            complete: true,
            stopped: false,
        }
    }

    /// Is nothing more read?
    pub(crate) fn has_stopped(&self) -> bool {
        self.stopped
    }

    /// A path at which there is nothing to read.
    pub(crate) fn fail(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.complete = false;
        self.look_whether_full();
    }

    /// Reads a file into the dataset. `named` says whether the user named it, rather than a folder that holds it.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8], named: bool) {
        if self.stopped {
            return;
        }
        let text = |syntax: Syntax| files::text(name, bytes).map(|text| (syntax, text));
        let text = match Format::of(name) {
            Some(Format::Refused) if !named => return self.remarks.push(passed_over(name)),
            Some(Format::Tables | Format::Refused) => return self.add_tables(name, bytes),
            _ if bytes.len() > MAX_FILE_BYTES => Err(Box::new(too_large(name))),
            Some(Format::Toml) => text(Syntax::Toml),
            Some(Format::Json) => text(Syntax::Json),
            None => return self.remarks.push(unread(format::unsupported(name))),
        };
        match text {
            Ok((syntax, text)) => self.add_text(name, text, syntax),
            Err(problem) => self.fail(*problem),
        }
    }

    /// Reads the text of a file in the dataset format.
    fn add_text(&mut self, name: &str, text: &str, syntax: Syntax) {
        self.files = self.files.saturating_add(1);
        self.bytes = self.bytes.saturating_add(text.len());
        if self.files > MAX_FILES || self.bytes > MAX_DATASET_BYTES {
            self.stopped = true;
            return self.fail(too_much(name));
        }
        match syntax.parse(name, text) {
            Ok(document) => self.parts.read(&document, &self.problems),
            Err(problems) => {
                self.problems.extend(problems);
                self.complete = false;
            }
        }
        self.look_whether_full();
    }

    /// Reads a file with forms in it. What cannot be read of it is remarked.
    fn add_tables(&mut self, name: &str, bytes: &[u8]) {
        self.files = self.files.saturating_add(1);
        self.form_bytes = self.form_bytes.saturating_add(bytes.len());
        if self.files > MAX_FILES || self.form_bytes > MAX_FORMS_BYTES {
            self.stopped = true;
            return self.fail(too_much(name));
        }
        match tables::read(name, bytes) {
            Ok(tables) => {
                self.remarks.extend(tables.remarks);
                let mut forms = forms::read(&tables.grids);
                let problems = std::mem::take(&mut forms.problems);
                if forms.met == 0 {
                    self.remarks.push(unread(no_form(name, &tables.grids)));
                }
                self.remark_on_forms(name, problems);
                self.forms.push(forms);
            }
            Err(problem) => self.remarks.push(unread(*problem)),
        }
    }

    /// What is wrong with the forms of one file; past the first, how many more there are. No bad file keeps others from being read.
    fn remark_on_forms(&mut self, name: &str, problems: Vec<Problem>) {
        let more = problems.len().saturating_sub(MAX_FORM_PROBLEMS);
        let told = problems.into_iter().take(MAX_FORM_PROBLEMS);
        self.remarks.extend(told.map(unread));
        if more > 0 {
            let message = Bilingual::new(
                format!("另有 {more} 处问题没有列出"),
                format!("{more} more problems are not listed"),
            );
            let problem = Problem::new(ProblemKind::Invalid, Place::file(name), message);
            let mend = Bilingual::new("请先改正以上各处", "mend those above first");
            self.remarks.push(unread(problem.with_mend(mend)));
        }
    }

    fn look_whether_full(&mut self) {
        self.stopped |= self.problems.len() >= MAX_PROBLEMS;
    }

    /// The submission, or every problem; `name` is what the whole is called.
    pub(crate) fn finish(mut self, name: Option<&str>) -> Result<Submission, ImportError> {
        let place = Place::file(name.unwrap_or("数据集"));
        let forms = Forms::of_all(std::mem::take(&mut self.forms));
        let mut nothing = false;
        if self.complete && !self.stopped {
            self.meet(&forms);
            nothing = self.look_for_missing(&place, &forms);
            self.hold_against_projects();
        }
        if nothing || !self.problems.is_empty() || self.stopped {
            return Err(self.into_error(place));
        }
        let parts = std::mem::take(&mut self.parts);
        let submission = join::join(parts, forms, &place, &self.problems, &mut self.remarks);
        match submission {
            Some(mut submission) if self.problems.is_empty() => {
                submission.remarks = self.remarks;
                Ok(submission)
            }
            _ => Err(self.into_error(place)),
        }
    }

    /// The rows of the remediation registers, where nothing else was read and every part could be.
    pub(crate) fn into_register(mut self) -> Option<Vec<Remediation>> {
        let forms = Forms::of_all(std::mem::take(&mut self.forms));
        let unread = |remark: &Remark| remark.kind == RemarkKind::Unread;
        let is_whole = self.complete && !self.stopped && self.problems.is_empty();
        let is_register = self.parts.is_register() && forms.met == forms.registers.len();
        if !is_whole || !is_register || self.remarks.iter().any(unread) {
            return None;
        }
        let texts = std::mem::take(&mut self.parts.registers).into_iter();
        Some(texts.chain(forms.registers).flatten().collect())
    }

    fn into_error(self, place: Place) -> ImportError {
        // Where nothing comes of the whole, what is wrong with the forms is what the user wants to know.
        self.problems.extend(
            self.remarks
                .into_iter()
                .filter_map(|one| problem_of(one, &place)),
        );
        let mut problems = self.problems.into_sorted_vec();
        problems.truncate(MAX_PROBLEMS);
        if self.stopped {
            problems.push(not_read(place));
        }
        ImportError::Problems(problems)
    }

    /// Is there too little for a submission? What is missing is told, unless forms that cannot be read may hold it.
    fn look_for_missing(&self, place: &Place, forms: &Forms) -> bool {
        let unit = self.parts.unit.place.is_some() || forms.name_a_unit();
        let projects = self.parts.projects_met > 0 || forms.hold_projects();
        let department = self.parts.department.place.is_some() || !forms.departments.is_empty();
        let nothing = !unit || !(projects || department);
        let unread = |remark: &Remark| remark.kind == RemarkKind::Unread;
        if self.remarks.iter().any(unread) {
            return nothing;
        }
        let missing = |message: Bilingual, mend: Bilingual| {
            let problem = Problem::new(ProblemKind::MissingKey, place.clone(), message);
            self.problems.push(problem.with_mend(mend));
        };
        if self.files == 0 && !self.remarks.is_empty() {
            // What was passed over is all that there is, and is told.
            return true;
        }
        if self.files == 0 {
            missing(
                Bilingual::new("没有可读的数据", "there is nothing to read"),
                Bilingual::new(
                    "请给出自评表、数据集的文件或文件夹",
                    "name forms, or the dataset's files or folders",
                ),
            );
            return true;
        }
        let registers = forms.registers.len().max(self.parts.registers.len());
        if registers > 0 && nothing && self.parts.is_empty() {
            missing(
                Bilingual::new(
                    "只有整改台账，没有自评表，也没有数据集",
                    "there is a remediation register and nothing else: neither forms nor a dataset",
                ),
                Bilingual::new(
                    "请把台账与本年度的自评表或数据集一起给出",
                    "give it together with the forms or the dataset of the year",
                ),
            );
            return true;
        }
        if forms.met > 0 && nothing && self.parts.is_empty() {
            missing(
                Bilingual::new(
                    "自评表是空白的：没有填写项目，也没有填写部门整体支出",
                    "the forms are blank: neither a project nor the department's spending is filled in",
                ),
                Bilingual::new("请填写后再读取", "fill them in first"),
            );
            return true;
        }
        if !unit {
            missing(
                Bilingual::new("缺少 unit（单位）", "the unit is missing"),
                Bilingual::new(
                    "请在其中一个文件里写明 [unit] 的 name（单位名称）和 year（年度）",
                    "write [unit] with `name` and `year` into one of the files",
                ),
            );
        }
        if !(projects || department) {
            missing(
                Bilingual::new(
                    "既没有 projects（项目），也没有 department（部门整体支出）",
                    "there are neither projects nor a department",
                ),
                Bilingual::new(
                    "请至少写一个 [[projects]] 或写 [department]，或给出自评表",
                    "write at least one [[projects]] or a [department], or give a form",
                ),
            );
        }
        nothing
    }

    /// Keeps the names of the projects that only forms speak of; their numbers are given later.
    fn meet(&mut self, forms: &Forms) {
        let parts = &mut self.parts;
        parts.names.extend(forms.project_names().cloned());
        parts.some_unnumbered |= forms.hold_projects();
        let unread = |remark: &Remark| remark.kind == RemarkKind::Unread;
        if self.remarks.iter().any(unread) {
            (parts.some_unnumbered, parts.some_unnamed) = (true, true);
        }
    }

    /// Whoever speaks of a project must speak of one that there is.
    fn hold_against_projects(&self) {
        let parts = &self.parts;
        let stated = parts.stated.iter().filter_map(|one| one.project.as_ref());
        let ignored = parts.ignored.iter().filter_map(|one| one.project.as_ref());
        let numbers = stated.chain(ignored);
        for number in numbers.filter(|number| !parts.may_be_number(number.value)) {
            let message = Bilingual::new(
                format!("没有序号为 {} 的项目", number.value),
                format!("there is no project with the number {}", number.value),
            );
            self.no_such_project(number.place.as_deref(), message);
        }
        let report = parts.report.value.as_ref();
        let featured = report.into_iter().flat_map(|report| &report.featured);
        for name in featured.filter(|name| !parts.may_be_name(&name.value)) {
            let message = Bilingual::new(
                format!("没有名称为“{}”的项目", name.value),
                format!("there is no project with the name \"{}\"", name.value),
            );
            self.no_such_project(name.place.as_deref(), message);
        }
    }

    fn no_such_project(&self, place: Option<&Place>, message: Bilingual) {
        let mend = Bilingual::new(
            "请与 projects 中的序号和名称核对",
            "compare it with the numbers and names of the projects",
        );
        if let Some(place) = place {
            let problem = Problem::new(ProblemKind::Invalid, place.clone(), message);
            self.problems.push(problem.with_mend(mend));
        }
    }
}

/// A place in the middle of a sentence.
pub(crate) fn spoken(place: &Place) -> Bilingual {
    let file = &place.file;
    match &place.locator {
        Locator::Key { line, .. } => {
            Bilingual::new(format!("{file} 第 {line} 行"), format!("{file}:{line}"))
        }
        _ => Bilingual::new(file.as_ref(), file.as_ref()),
    }
}

/// What is remarked of a form that cannot be read.
fn unread(problem: Problem) -> Remark {
    Remark {
        kind: RemarkKind::Unread,
        message: problem.message,
        mend: problem
            .mend
            .unwrap_or_else(|| Bilingual::new("请改正后重新读取", "mend it and read again")),
        place: Some(Arc::new(problem.place)),
    }
}

/// The problem behind a remark on something unread or passed over.
fn problem_of(remark: Remark, whole: &Place) -> Option<Problem> {
    let place = remark.place.map(Arc::unwrap_or_clone);
    let place = place.unwrap_or_else(|| whole.clone());
    let problem = Problem::new(ProblemKind::Invalid, place, remark.message);
    let is_unread = !matches!(remark.kind, RemarkKind::Unclear | RemarkKind::Unpaired);
    is_unread.then(|| problem.with_mend(remark.mend))
}

/// A file in a folder that may hold a form and cannot be read.
fn passed_over(name: &str) -> Remark {
    Remark {
        kind: RemarkKind::PassedOver,
        message: Bilingual::new(
            "这种格式不能读取，文件没有计入",
            "a file of this kind cannot be read and was passed over",
        ),
        mend: Bilingual::new(
            "如果是自评表，请另存为 .xlsx 或 .docx",
            "if it is a form, save it as .xlsx or .docx",
        ),
        place: Some(Arc::new(Place::file(name))),
    }
}

/// The problem that no form was found in a file, and where it was looked for.
fn no_form(name: &str, grids: &[Grid]) -> Problem {
    const SHOWN: usize = 5;
    let sheets = grids.iter().filter(|grid| !grid.sheet().is_empty());
    let mut names: Vec<&str> = sheets.clone().take(SHOWN).map(Grid::sheet).collect();
    if sheets.count() > SHOWN {
        names.push("…");
    }
    let message = match (grids.is_empty(), names.is_empty()) {
        (true, _) => Bilingual::new("文件里没有表格", "the file holds no table"),
        (_, true) => Bilingual::new(
            "没有找到自评表：没有“项目名称”等栏目",
            "no form was found: there is no label such as 项目名称",
        ),
        _ => Bilingual::new(
            format!(
                "没有找到自评表：在 {} 中没有“项目名称”等栏目",
                names.join("、")
            ),
            format!(
                "no form was found: there is no label such as 项目名称 in {}",
                names.join(", ")
            ),
        ),
    };
    let mend = Bilingual::new(
        "请给出项目支出绩效自评表、部门（单位）整体支出绩效自评表或自评结果汇总表",
        "give a project's form, a department's form or a summary of results",
    );
    Problem::new(ProblemKind::MissingKey, Place::file(name), message).with_mend(mend)
}

/// The problem that a file is longer than is read.
fn too_large(name: &str) -> Problem {
    let most = MAX_FILE_BYTES / (1024 * 1024);
    let message = Bilingual::new(
        format!("文件过大，最多 {most} MiB"),
        format!("the file is too large: at most {most} MiB"),
    );
    let mend = Bilingual::new(
        "请拆分成几个文件，放在同一文件夹里",
        "split it into several files in one folder",
    );
    Problem::new(ProblemKind::TooLarge, Place::file(name), message).with_mend(mend)
}

fn too_much(name: &str) -> Problem {
    let [texts, forms] = [MAX_DATASET_BYTES, MAX_FORMS_BYTES].map(|most| most / (1024 * 1024));
    let message = Bilingual::new(
        format!(
            "数据集过大，最多 {MAX_FILES} 个文件，.toml 和 .json 共 {texts} MiB，表格和文档共 {forms} MiB"
        ),
        format!(
            "the dataset is too large: at most {MAX_FILES} files, {texts} MiB of .toml and .json and {forms} MiB of forms"
        ),
    );
    let mend = Bilingual::new(
        "请按单位拆分成几个数据集，分别读取",
        "split it by unit into several datasets and read each",
    );
    Problem::new(ProblemKind::TooLarge, Place::file(name), message).with_mend(mend)
}

fn not_read(place: Place) -> Problem {
    let message = Bilingual::new(
        "问题或文件过多，其余内容没有检查",
        "too many problems or files; the rest was not checked",
    );
    let mend = Bilingual::new("请先改正以上各处", "mend those above first");
    Problem::new(ProblemKind::Invalid, Place::file(place.file), message).with_mend(mend)
}
