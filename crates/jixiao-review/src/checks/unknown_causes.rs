#![doc = include_str!("unknown_causes.md")]

use jixiao_catalogue::Catalogue;
use jixiao_model::{Bilingual, Deviation, Traced};

use super::{Form, alike, forms};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(7);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "目录中没有的代码",
    en: "Codes that the catalogue does not know",
    page: include_str!("unknown_causes.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for form in forms(subject) {
        for deviation in form.deviations {
            for list in [Listed::Causes, Listed::Remedies] {
                let codes = list.codes(deviation).iter();
                let unknown = codes.filter(|code| !list.knows(subject.catalogue, code));
                findings.extend(
                    unknown.map(|code| finding(&form, deviation, list, code, subject.catalogue)),
                );
            }
        }
    }
}

/// The two lists of codes that a deviation has.
#[derive(Clone, Copy)]
enum Listed {
    Causes,
    Remedies,
}

impl Listed {
    fn codes(self, deviation: &Deviation) -> &[String] {
        match self {
            Self::Causes => &deviation.causes,
            Self::Remedies => &deviation.remedies,
        }
    }

    fn knows(self, catalogue: &Catalogue, code: &str) -> bool {
        match self {
            Self::Causes => catalogue.cause(code).is_some(),
            Self::Remedies => catalogue.remedy(code).is_some(),
        }
    }

    /// The text that the codes stand for.
    fn text(self, deviation: &Deviation) -> &Traced<String> {
        match self {
            Self::Causes => &deviation.cause,
            Self::Remedies => &deviation.remedy,
        }
    }

    fn name(self) -> Bilingual {
        match self {
            Self::Causes => Bilingual::new("偏差原因", "cause"),
            Self::Remedies => Bilingual::new("改进措施", "remedy"),
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Causes => "causes",
            Self::Remedies => "remedies",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Causes => Self::Remedies,
            Self::Remedies => Self::Causes,
        }
    }
}

fn finding(
    form: &Form<'_>,
    deviation: &Deviation,
    list: Listed,
    code: &str,
    catalogue: &Catalogue,
) -> Finding {
    let name = list.name();
    Finding {
        code: CODE,
        severity: Severity::Error,
        project: Some(form.concerned()),
        indicator: deviation.indicator.as_ref().map(ToString::to_string),
        message: Bilingual::new(
            format!("目录中没有代码为“{code}”的{}", name.zh),
            format!(
                "the catalogue knows no {} with the code \"{code}\"",
                name.en
            ),
        ),
        expected: Bilingual::new(
            format!("目录中{}的代码", name.zh),
            format!("the code of a {} of the catalogue", name.en),
        ),
        found: alike(code),
        mend: mend(list, code, catalogue),
        place: list.text(deviation).place.clone(),
    }
}

fn mend(list: Listed, code: &str, catalogue: &Catalogue) -> Bilingual {
    let other = list.other();
    if other.knows(catalogue, code) {
        let (name, key) = (other.name(), other.key());
        return Bilingual::new(
            format!("“{code}”是{}的代码，请移到 {key} 中", name.zh),
            format!(
                "\"{code}\" is the code of a {}; move it to `{key}`",
                name.en
            ),
        );
    }
    Bilingual::new(
        "请改用目录中的代码，或删去；本单位自己的代码须写在目录文件里",
        "use a code of the catalogue, or delete it; a code of your own belongs in a catalogue file",
    )
}
