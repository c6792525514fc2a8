//! What the texts of a dataset hold, part by part, before it is a submission.

use std::collections::btree_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jixiao_keyed::{Document, Entry, Problem, ProblemKind, Problems};
use jixiao_model::{Bilingual, Name, Notice, Place, Remediation};

use crate::dataset::spoken;
use crate::department::{self, Department};
use crate::ignored::{self, Asked};
use crate::project::{self, Known, Project};
use crate::register;
use crate::section::Scope;
use crate::stated::{self, Stated};
use crate::unit::{self, Report, Unit};
use crate::{MAX_IGNORED, MAX_PROJECTS, MAX_REGISTER, MAX_STATED};

/// What the files read so far hold.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) unit: Single<Unit>,
    pub(crate) notice: Single<Notice>,
    pub(crate) report: Single<Report>,
    pub(crate) department: Single<Department>,
    pub(crate) projects: Vec<Project>,
    /// How many projects were met, also those that cannot be read.
    pub(crate) projects_met: u32,
    pub(crate) numbers: BTreeMap<u32, Arc<Place>>,
    pub(crate) names: BTreeSet<Name>,
    /// Is there a project whose number, or whose name, cannot be read?
    pub(crate) some_unnumbered: bool,
    pub(crate) some_unnamed: bool,
    pub(crate) stated: Vec<Stated>,
    /// 整改台账, file by file.
    pub(crate) registers: Vec<Vec<Remediation>>,
    pub(crate) ignored: Vec<Asked>,
}

/// A part that stands in one file only.
pub(crate) struct Single<T> {
    pub(crate) place: Option<Place>,
    pub(crate) value: Option<T>,
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

impl Parts {
    pub(crate) fn read(&mut self, document: &Document, problems: &Problems) {
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
            );
            let rows = section.list("register", "整改台账", MAX_REGISTER, register::read);
            self.registers.extend(rows.filter(|rows| !rows.is_empty()));
            section.list("ignored", "忽略的意见", MAX_IGNORED, |entry, scope| {
                self.ignored.extend(ignored::read(entry, scope));
                Some(())
            })
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

    /// Did no text say anything of the unit?
    pub(crate) fn is_empty(&self) -> bool {
        self.unit.place.is_none() && self.department.place.is_none() && self.projects_met == 0
    }

    /// Did no text say anything but what a remediation register holds?
    pub(crate) fn is_register(&self) -> bool {
        let other = self.report.place.is_some() || self.notice.place.is_some();
        self.is_empty() && !other && self.stated.is_empty() && self.ignored.is_empty()
    }

    /// Is it the number of a project, or could it be that of one whose number cannot be read?
    pub(crate) fn may_be_number(&self, number: u32) -> bool {
        self.some_unnumbered || self.numbers.contains_key(&number)
    }

    pub(crate) fn may_be_name(&self, name: &Name) -> bool {
        self.some_unnamed || self.names.contains(name)
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
