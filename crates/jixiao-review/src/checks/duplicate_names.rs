#![doc = include_str!("duplicate_names.md")]

use std::collections::BTreeMap;

use jixiao_model::{Bilingual, ProjectForm, normalise};

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(206);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "重复的项目名称",
    en: "Projects of one name",
    page: include_str!("duplicate_names.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut by_name: BTreeMap<String, Vec<&ProjectForm>> = BTreeMap::new();
    for form in &subject.submission.projects {
        let name = normalise(form.name.value.as_str());
        by_name.entry(name).or_default().push(form);
    }
    let mut alike: Vec<_> = by_name
        .into_values()
        .filter(|forms| forms.len() > 1)
        .collect();
    alike.sort_by_key(|forms| forms.first().map(|form| form.number));
    for forms in alike {
        let Some(last) = forms.last() else { continue };
        let numbers: Vec<String> = forms.iter().map(|form| form.number.to_string()).collect();
        findings.push(Finding {
            code: CODE,
            indicator: None,
            expected: Bilingual::new("各项目名称不同", "a name of its own for each project"),
            found: Bilingual::new(
                format!("第 {} 项同名", numbers.join("、")),
                format!("one name for the projects {}", numbers.join(", ")),
            ),
            severity: Severity::Warning,
            project: Some(Concerned::from(*last)),
            message: Bilingual::new(
                format!("第 {} 项同名", numbers.join("、")),
                format!("the projects {} bear this name", numbers.join(", ")),
            ),
            mend: Bilingual::new(
                "请核对名称；确为不同项目的，请加以区别",
                "mend a name, or add what tells them apart",
            ),
            place: last.name.place.clone(),
        });
    }
}
