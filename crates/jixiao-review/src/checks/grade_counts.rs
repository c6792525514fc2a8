#![doc = include_str!("grade_counts.md")]

use std::collections::BTreeMap;

use jixiao_model::{Bilingual, Figure, Grade, StatedFigure, StatedValue};

use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(209);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "等级个数与项目数不一致",
    en: "Counts of grades that do not make the projects",
    page: include_str!("grade_counts.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    // A report and a table each state theirs, and two tables may bear one title.
    let mut tallies: BTreeMap<(&str, Option<&str>), Tally<'_>> = BTreeMap::new();
    for stated in &subject.submission.stated {
        let StatedValue::Count(count) = stated.value.value else {
            continue;
        };
        let file = stated.value.place.as_ref().map(|place| place.file.as_ref());
        let tally = tallies.entry((stated.stands(), file)).or_default();
        tally.add(stated, count);
    }
    let evaluated = subject.evaluation.summary.evaluated;
    let told = tallies.iter();
    findings.extend(told.filter_map(|(_, tally)| tally.finding(evaluated)));
}

/// What one text states: the counts of grades, and that of the projects evaluated.
#[derive(Default)]
struct Tally<'a> {
    grades: [Option<u32>; 4],
    evaluated: Option<u32>,
    last: Option<&'a StatedFigure>,
}

impl<'a> Tally<'a> {
    fn add(&mut self, stated: &'a StatedFigure, count: u32) {
        let [excellent, good, fair, poor] = &mut self.grades;
        let slot = match stated.figure {
            Figure::GradeExcellent => excellent,
            Figure::GradeGood => good,
            Figure::GradeFair => fair,
            Figure::GradePoor => poor,
            Figure::ProjectsEvaluated => {
                self.evaluated = self.evaluated.or(Some(count));
                return;
            }
            _ => return,
        };
        *slot = slot.or(Some(count));
        self.last = Some(stated);
    }

    /// What is wrong with it, where all four are stated or some of them already exceed the projects.
    fn finding(&self, evaluated: u32) -> Option<Finding> {
        let last = self.last?;
        let (stands, place) = (super::stands(last), last.value.place.clone());
        let projects = u64::from(self.evaluated.unwrap_or(evaluated));
        let is_whole = self.grades.iter().all(Option::is_some);
        let sum = self.grades.iter().flatten();
        let sum = sum.fold(0_u64, |sum, count| sum.saturating_add(u64::from(*count)));
        if sum == projects || (!is_whole && sum < projects) {
            return None;
        }
        let (listed_zh, listed_en) = self.listed();
        Some(Finding {
            code: CODE,
            severity: Severity::Warning,
            project: None,
            indicator: None,
            message: Bilingual::new(
                format!(
                    "{}载明的等级个数合计 {sum}（{listed_zh}），自评项目数为 {projects}",
                    stands.zh
                ),
                format!(
                    "the counts of grades in {} make {sum} ({listed_en}); {projects} projects were evaluated",
                    stands.en
                ),
            ),
            expected: Bilingual::new(
                format!("合计 {projects} 个"),
                format!("{projects} together"),
            ),
            found: Bilingual::new(format!("合计 {sum} 个"), format!("{sum} together")),
            mend: Bilingual::new(
                "请核对各等级的个数和自评项目数",
                "check the counts of each grade and of the projects",
            ),
            place,
        })
    }

    /// `优 27，良 6` of those that are stated.
    fn listed(&self) -> (String, String) {
        let grades = [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor];
        let stated = grades.into_iter().zip(self.grades);
        let stated = stated.filter_map(|(grade, count)| Some((grade, count?)));
        let zh = stated
            .clone()
            .map(|(grade, count)| format!("{grade} {count}"));
        let en = stated.map(|(grade, count)| format!("{} {count}", grade.english()));
        let (zh, en): (Vec<String>, Vec<String>) = (zh.collect(), en.collect());
        (zh.join("，"), en.join(", "))
    }
}
