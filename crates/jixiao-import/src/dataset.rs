//! The files of a dataset joined into one submission.

use std::collections::btree_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jixiao_keyed::{Document, Entry, Problem, ProblemKind, Problems};
use jixiao_model::{Bilingual, Locator, Name, Notice, Place, Submission};

use crate::department::{self, Department};
use crate::error::ImportError;
use crate::format::{self, Format};
use crate::project::{self, Known, Project};
use crate::section::Scope;
use crate::stated::{self, Stated};
use crate::unit::{self, Report, Unit};
use crate::{MAX_DATASET_BYTES, MAX_FILE_BYTES, MAX_FILES, MAX_PROBLEMS, MAX_PROJECTS, MAX_STATED};

/// A dataset being read, file by file.
pub(crate) struct Dataset {
    problems: Problems,
    parts: Parts,
    files: usize,
    bytes: usize,
    /// Could every file be read as a text? Only then can anything be said to be missing.
    complete: bool,
    /// Were files left unread, since there are too many of them or too many problems?
    stopped: bool,
}

/// What the files read so far hold.
#[derive(Default)]
struct Parts {
    unit: Single<Unit>,
    notice: Single<Notice>,
    report: Single<Report>,
    department: Single<Department>,
    projects: Vec<Project>,
    /// How many projects were met, also those that cannot be read.
    projects_met: u32,
    numbers: BTreeMap<u32, Arc<Place>>,
    names: BTreeSet<Name>,
    /// Is there a project whose number, or whose name, cannot be read?
    some_unnumbered: bool,
    some_unnamed: bool,
    stated: Vec<Stated>,
}

/// A part that stands in one file only.
struct Single<T> {
    place: Option<Place>,
    value: Option<T>,
}

impl<T> Default for Single<T> {
    fn default() -> Self {
        Self {
            place: None,
            value: None,
        }
    }
}

impl<T> Single<T> {
    fn read(&mut self, entry: &Entry<'_>, term: &str, read: impl FnOnce() -> Option<T>) {
        // A second one is read too, for its own problems.
        let value = read();
        let Some(first) = &self.place else {
            self.place = Some(entry.place());
            self.value = value;
            return;
        };
        let (key, first) = (entry.path(), spoken(first));
        entry.fail_with(
            Bilingual::new(
                format!("“{key}”（{term}）只能写一次，{}已有", first.zh),
                format!("\"{key}\" can stand once only; it stands at {}", first.en),
            ),
            Bilingual::new(
                "请删去或合并其中一处",
                "delete one of them or merge the two",
            ),
        );
    }
}

impl Dataset {
    pub(crate) fn new() -> Self {
        Self {
            problems: Problems::new(),
            parts: Parts::default(),
            files: 0,
            bytes: 0,
            complete: true,
            stopped: false,
        }
    }

    /// Is nothing more read?
    pub(crate) fn has_stopped(&self) -> bool {
        self.stopped
    }

    /// A file that cannot be read as a text.
    pub(crate) fn fail(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.complete = false;
        self.stopped |= self.problems.len() >= MAX_PROBLEMS;
    }

    /// Reads a text into the dataset.
    pub(crate) fn add(&mut self, name: &str, text: &str) {
        if self.stopped {
            return;
        }
        match self.parse(name, text) {
            Ok(document) => self.parts.read(&document, &self.problems),
            Err(problems) => {
                self.problems.extend(problems);
                self.complete = false;
            }
        }
        self.stopped |= self.problems.len() >= MAX_PROBLEMS;
    }

    fn parse(&mut self, name: &str, text: &str) -> Result<Document, Vec<Problem>> {
        let Some(format) = Format::of(name) else {
            return Err(vec![format::unsupported(name)]);
        };
        if text.len() > MAX_FILE_BYTES {
            return Err(vec![too_large(name)]);
        }
        self.files = self.files.saturating_add(1);
        self.bytes = self.bytes.saturating_add(text.len());
        if self.files > MAX_FILES || self.bytes > MAX_DATASET_BYTES {
            self.stopped = true;
            return Err(vec![too_much(name)]);
        }
        format.parse(name, text)
    }

    /// The submission, or every problem; `name` is what the whole is called.
    pub(crate) fn finish(mut self, name: Option<&str>) -> Result<Submission, ImportError> {
        let place = Place::file(name.unwrap_or("数据集"));
        if self.complete && !self.stopped {
            self.look_for_missing(&place);
            self.hold_against_projects();
        }
        let unit = self.parts.unit.value.take();
        match unit {
            Some(unit) if self.problems.is_empty() => Ok(self.parts.submission(unit)),
            _ => Err(self.into_error(place)),
        }
    }

    fn into_error(self, place: Place) -> ImportError {
        let mut problems = self.problems.into_sorted_vec();
        problems.truncate(MAX_PROBLEMS);
        if self.stopped {
            problems.push(not_read(place));
        }
        ImportError::Problems(problems)
    }

    fn look_for_missing(&self, place: &Place) {
        let missing = |message: Bilingual, mend: Bilingual| {
            let problem = Problem::new(ProblemKind::MissingKey, place.clone(), message);
            self.problems.push(problem.with_mend(mend));
        };
        if self.files == 0 {
            missing(
                Bilingual::new("没有可读的数据", "there is nothing to read"),
                Bilingual::new(
                    "请给出数据集的文件或文件夹",
                    "name the dataset's files or folders",
                ),
            );
            return;
        }
        if self.parts.unit.place.is_none() {
            missing(
                Bilingual::new("缺少 unit(单位)", "the unit is missing"),
                Bilingual::new(
                    "请在其中一个文件里写明 [unit] 的 name（单位名称）和 year（年度）",
                    "write [unit] with `name` and `year` into one of the files",
                ),
            );
        }
        if self.parts.projects_met == 0 && self.parts.department.place.is_none() {
            missing(
                Bilingual::new(
                    "既没有 projects（项目），也没有 department（部门整体支出）",
                    "there are neither projects nor a department",
                ),
                Bilingual::new(
                    "请至少写一个 [[projects]] 或写 [department]",
                    "write at least one [[projects]] or a [department]",
                ),
            );
        }
    }

    /// Whoever speaks of a project must speak of one that there is.
    fn hold_against_projects(&self) {
        let parts = &self.parts;
        let stated = parts.stated.iter().filter_map(|one| one.project.as_ref());
        for number in stated.filter(|number| !parts.may_be_number(number.value)) {
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

impl Parts {
    fn read(&mut self, document: &Document, problems: &Problems) {
        let scope = Scope::new(problems);
        let root = document.read(problems);
        // The parts are kept one by one: the good ones of a file with problems take part in what is asked of the whole.
        let _ = scope.section(&root, |section| {
            let scope = section.scope();
            if let Some(entry) = section.entry("unit", "单位") {
                let read = || unit::unit(&entry, scope);
                self.unit.read(&entry, "单位", read);
            }
            if let Some(entry) = section.entry("notice", "通知") {
                let read = || unit::notice(&entry, scope);
                self.notice.read(&entry, "通知", read);
            }
            if let Some(entry) = section.entry("report", "报告") {
                let read = || unit::report(&entry, scope);
                self.report.read(&entry, "报告", read);
            }
            if let Some(entry) = section.entry("department", "部门整体支出") {
                let read = || department::read(&entry, scope);
                self.department.read(&entry, "部门整体支出", read);
            }
            section.list("projects", "项目", MAX_PROJECTS, |entry, scope| {
                self.project(entry, scope);
                Some(())
            });
            section.list(
                "stated",
                "已载明的数据",
                MAX_STATED,
                |entry, scope| {
                    self.stated.extend(stated::read(entry, scope));
                    Some(())
                },
            )
        });
    }

    fn project<'a>(&mut self, entry: &Entry<'a>, scope: Scope<'a>) {
        self.projects_met = self.projects_met.saturating_add(1);
        let order = self.projects_met;
        let project = project::read(entry, scope, order, |known| self.meet(known, scope));
        self.projects.extend(project);
    }

    /// Keeps what a project is known by.
    fn meet(&mut self, known: Known, scope: Scope<'_>) {
        match known.name {
            Some(name) => drop(self.names.insert(name)),
            None => self.some_unnamed = true,
        }
        let Some((number, place)) = known.number else {
            self.some_unnumbered = true;
            return;
        };
        match self.numbers.entry(number) {
            MapEntry::Occupied(first) => report_taken(scope, number, &place, first.get()),
            MapEntry::Vacant(free) => drop(free.insert(place)),
        }
    }

    /// Is it the number of a project, or could it be that of one whose number cannot be read?
    fn may_be_number(&self, number: u32) -> bool {
        self.some_unnumbered || self.numbers.contains_key(&number)
    }

    fn may_be_name(&self, name: &Name) -> bool {
        self.some_unnamed || self.names.contains(name)
    }

    fn submission(self, unit: Unit) -> Submission {
        let year = unit.year;
        let forms = self.projects.into_iter().map(|project| project.form(year));
        let mut projects: Vec<_> = forms.collect();
        projects.sort_by_key(|project| project.number);
        Submission {
            unit: unit.who,
            year,
            policy: unit.policy,
            notice: self.notice.value,
            report: self
                .report
                .value
                .and_then(|report| report.notes)
                .unwrap_or_default(),
            department: self
                .department
                .value
                .map(|department| department.form(year)),
            projects,
            stated: self
                .stated
                .into_iter()
                .filter_map(|one| one.figure)
                .collect(),
            remarks: Vec::new(),
        }
    }
}

fn report_taken(scope: Scope<'_>, number: u32, place: &Place, first: &Place) {
    let first = spoken(first);
    let message = Bilingual::new(
        format!("序号 {number} 重复，{}的项目已用", first.zh),
        format!(
            "the number {number} is taken by the project at {}",
            first.en
        ),
    );
    let mend = Bilingual::new(
        "请改用另一序号；没有写序号的项目按读取的先后编号",
        "give it another; a project without a number has that of its turn in reading",
    );
    let problem = Problem::new(ProblemKind::Invalid, place.clone(), message);
    scope.report(problem.with_mend(mend));
}

/// A place in the middle of a sentence.
fn spoken(place: &Place) -> Bilingual {
    let file = &place.file;
    match &place.locator {
        Locator::Key { line, .. } => {
            Bilingual::new(format!("{file} 第 {line} 行"), format!("{file}:{line}"))
        }
        _ => Bilingual::new(file.as_ref(), file.as_ref()),
    }
}

/// The problem that a file is longer than is read.
pub(crate) fn too_large(name: &str) -> Problem {
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
    let most = MAX_DATASET_BYTES / (1024 * 1024);
    let message = Bilingual::new(
        format!("数据集过大，最多 {MAX_FILES} 个文件，共 {most} MiB"),
        format!("the dataset is too large: at most {MAX_FILES} files and {most} MiB in all"),
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
