//! The way from a total down to the figures that were filled in, as a tree in Chinese and English.
//!
//! Nothing is computed here a second time: a [`Scored`](crate::Scored) keeps what decided it, and these functions put it into words. Whoever does not
//! ask for an explanation pays nothing for it.
//!
//! ```
//! # #[cfg(feature = "policies")] {
//! use jixiao_model::{Indicator, Lang};
//! use jixiao_scoring::explain::explain_indicator;
//! use jixiao_scoring::{policy::Policy, score_indicator};
//! let policy = Policy::mof_2020()?;
//! let indicator = Indicator::new("产出指标", "质量指标", "验收合格率", "≥95%", "93%", "10")?;
//! let score = score_indicator(&indicator, 2023.try_into()?, &policy);
//! let tree = explain_indicator(&indicator, &score, None, &policy);
//! assert!(tree.render(Lang::Chinese).starts_with("验收合格率：9.79 分\n"));
//! assert!(tree.render(Lang::Chinese).contains("10 × 93 ÷ 95 = 9.7894736842"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod forms;
mod formula;
mod indicator;
mod rates;

pub use forms::{explain_department, explain_project};
pub use indicator::explain_indicator;
pub use rates::explain_department_rate;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use jixiao_model::{Bilingual, Lang, Place, Source, Traced};

use crate::policy::Policy;
use crate::rules::{DOCUMENTS, in_english};

/// A figure and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// What the figure is: 总分, the name of an indicator, 全年预算数.
    pub subject: Bilingual,
    /// The figure, with its unit.
    pub value: Bilingual,
    /// The rule or method that gave it.
    pub rule: Option<Bilingual>,
    /// The formula with the numbers put in.
    pub formula: Option<Bilingual>,
    /// How it was rounded; none where nothing was.
    pub rounding: Option<Bilingual>,
    /// What the rule and the policy's values rest on.
    pub basis: Vec<String>,
    /// Where a filled-in figure comes from.
    pub source: Option<Source>,
    /// Where a filled-in figure stands.
    pub place: Option<Arc<Place>>,
    /// What it was made of.
    pub children: Vec<Explanation>,
}

impl Explanation {
    fn new(subject: Bilingual, value: Bilingual) -> Self {
        Self {
            subject,
            value,
            rule: None,
            formula: None,
            rounding: None,
            basis: Vec::new(),
            source: None,
            place: None,
            children: Vec::new(),
        }
    }

    /// A figure that was filled in.
    fn filled<T>(subject: Bilingual, value: String, traced: &Traced<T>) -> Self {
        Self {
            source: Some(traced.source),
            place: traced.place.clone(),
            ..Self::new(subject, same(value))
        }
    }

    /// The tree as lines of text, branches drawn.
    pub fn render(&self, lang: Lang) -> String {
        let mut text = String::new();
        self.render_into(&mut text, "", "", lang);
        text
    }

    fn render_into(&self, text: &mut String, first: &str, rest: &str, lang: Lang) {
        let colon = match lang {
            Lang::Chinese => "：",
            Lang::English => ": ",
        };
        text.push_str(first);
        text.push_str(self.subject.get(lang));
        text.push_str(colon);
        text.push_str(self.value.get(lang));
        if let Some(origin) = self.origin(lang) {
            text.extend([" [", &origin, "]"]);
        }
        text.push('\n');
        let bar = if self.children.is_empty() {
            "  "
        } else {
            "│ "
        };
        for note in self.notes(lang) {
            text.push_str(rest);
            text.push_str(bar);
            text.extend([note.label, colon, &note.text]);
            text.push('\n');
        }
        let last = self.children.len().saturating_sub(1);
        for (index, child) in self.children.iter().enumerate() {
            let (branch, below) = if index == last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            child.render_into(
                text,
                &format!("{rest}{branch}"),
                &format!("{rest}{below}"),
                lang,
            );
        }
    }

    /// Where a filled-in figure comes from and stands, such as `填报, 18.toml:24`; `None` for what was computed.
    pub fn origin(&self, lang: Lang) -> Option<String> {
        let source = self.source.map(|source| match lang {
            Lang::Chinese => source.term().to_string(),
            Lang::English => source.english().to_string(),
        });
        let place = self.place.as_ref().map(|place| place.brief());
        match (source, place) {
            (Some(source), Some(place)) => Some(format!("{source}, {place}")),
            (source, place) => source.or(place),
        }
    }

    /// Formula, rule, rounding and basis, in this order and as far as there are any.
    pub fn notes(&self, lang: Lang) -> Vec<Note> {
        let label = |zh, en| match lang {
            Lang::Chinese => zh,
            Lang::English => en,
        };
        let told = |note: &Option<Bilingual>| note.as_ref().map(|note| note.get(lang).to_string());
        let (told_in, between): (fn(&str) -> String, _) = match lang {
            Lang::Chinese => (in_full, "；"),
            Lang::English => (in_english, "; "),
        };
        let basis: Vec<String> = self.basis.iter().map(|basis| told_in(basis)).collect();
        let basis = basis.join(between);
        let notes = [
            (label("算式", "formula"), told(&self.formula)),
            (label("规则", "rule"), told(&self.rule)),
            (label("取整", "rounding"), told(&self.rounding)),
            (
                label("依据", "basis"),
                Some(basis).filter(|basis| !basis.is_empty()),
            ),
        ];
        let notes = notes.into_iter();
        notes
            .filter_map(|(label, text)| text.map(|text| Note { label, text }))
            .collect()
    }
}

/// What is told of a figure below it, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What it is: 算式, 规则, 取整 or 依据.
    pub label: &'static str,
    /// What it says.
    pub text: String,
}

/// What the policy rests the values of some keys on, such as `execution` or `methods.number`; each basis once.
fn basis_of(policy: &Policy, keys: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for key in keys {
        let belongs = |path: &str| {
            path.strip_prefix(key)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        for (_, basis) in policy.basis.iter().filter(|(path, _)| belongs(path)) {
            if !found.contains(basis) {
                found.push(basis.clone());
            }
        }
    }
    found
}

/// A basis as a Chinese reader knows it: the 文号 before the id.
fn in_full(basis: &str) -> String {
    DOCUMENTS.iter().fold(basis.to_string(), |basis, document| {
        let id = document.id;
        basis.replace(id, &format!("{}（{id}）", document.number))
    })
}

/// Documents by their ids.
fn documents(ids: &[&str]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn same(text: impl Into<String>) -> Bilingual {
    let text = text.into();
    Bilingual::new(text.clone(), text)
}

fn points(text: impl core::fmt::Display) -> Bilingual {
    Bilingual::new(format!("{text} 分"), format!("{text} points"))
}
