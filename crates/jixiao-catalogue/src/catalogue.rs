//! The catalogue: groups, causes, remedies.

use alloc::string::String;
use alloc::vec::Vec;

use jixiao_model::{Bilingual, IndicatorClass};

use crate::classification::{Classification, Evidence, FoundCause, FoundRemedy, Origin};
use crate::error::CatalogueError;
use crate::load::load;
use crate::matcher::{Matcher, Owner, Span, Told};

/// A group of causes, such as FUND 资金保障.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Its id, such as `FUND`.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
}

/// A cause (偏差原因).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// The stable code, such as `F1`.
    pub code: String,
    /// The id of its group.
    pub group: String,
    /// Its name.
    pub name: Bilingual,
    /// What it is, and what it is not.
    pub definition: Bilingual,
    /// 常见写法: how clerks write it. The matcher finds this cause in each of them.
    pub wording: Vec<String>,
    /// The classes of indicators whose miss it can explain, in the official order.
    pub classes: Vec<IndicatorClass>,
    /// The codes of the remedies that answer it.
    pub remedies: Vec<String>,
}

/// A remedy (改进措施).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remedy {
    /// The stable code, such as `M1`.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// What it is.
    pub definition: Bilingual,
    /// 常见写法: how clerks write it. The matcher finds this remedy in each of them.
    pub wording: Vec<String>,
}

impl Remedy {
    /// The causes that it answers, in the order of publication.
    pub fn answers<'c>(&'c self, catalogue: &'c Catalogue) -> impl Iterator<Item = &'c Cause> {
        let causes = catalogue.causes.iter();
        causes.filter(|cause| cause.remedies.contains(&self.code))
    }
}

/// Causes and remedies, and the matcher that finds them in texts.
#[derive(Debug, Clone)]
pub struct Catalogue {
    groups: Vec<Group>,
    causes: Vec<Cause>,
    remedies: Vec<Remedy>,
    matcher: Matcher,
}

impl Catalogue {
    pub(crate) fn of(
        groups: Vec<Group>,
        causes: Vec<Cause>,
        remedies: Vec<Remedy>,
        matcher: Matcher,
    ) -> Self {
        Self {
            groups,
            causes,
            remedies,
            matcher,
        }
    }

    /// The built-in catalogue.
    ///
    /// # Errors
    /// None as the crate is published: its tests read it. Reading is fallible, and the library does not panic.
    pub fn builtin() -> Result<Self, CatalogueError> {
        load(None)
    }

    /// The built-in catalogue with what a team's own file adds. `file` is its name for messages; nothing is opened.
    ///
    /// The file may add groups, causes and remedies under codes of their own, and to a published code typical wording, cues, classes and remedies;
    /// what a published code means it cannot change.
    ///
    /// ```
    /// use jixiao_catalogue::Catalogue;
    /// let text = r#"
    ///     [causes.X1]
    ///     group = "EXTERNAL"
    ///     name = "供应商违约"
    ///     name_en = "a supplier in breach of contract"
    ///     definition = "供应商没有按合同供货或施工。"
    ///     definition_en = "A supplier did not deliver or build as the contract says."
    ///     wording = ["中标单位中途弃标，重新采购耽误了工期。"]
    ///     classes = ["execution", "timeliness"]
    ///     remedies = ["M4", "M9"]
    ///
    ///     [causes.F1]
    ///     wording = ["镇财力薄弱，公厕改造欠款未清。"]
    /// "#;
    /// let catalogue = Catalogue::from_toml("ours.toml", text)?;
    /// assert_eq!(catalogue.cause("X1").map(|cause| cause.name.zh.as_str()), Some("供应商违约"));
    ///
    /// let refused = Catalogue::from_toml("ours.toml", "causes.F1.name = \"资金\"").unwrap_err();
    /// assert_eq!(
    ///     refused.to_string(),
    ///     "ours.toml:1:18 (causes.F1.name): F1 is published as \"public funds short or late\", and a published code does not \
    ///      change its meaning; delete this; where something else is meant, use a code of its own"
    /// );
    /// # Ok::<(), jixiao_catalogue::CatalogueError>(())
    /// ```
    ///
    /// # Errors
    /// [`CatalogueError::Refused`] with every problem of the file.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, CatalogueError> {
        load(Some((file, text)))
    }

    /// The groups, in the order of publication.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The causes, in the order of publication.
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The remedies, in the order of publication.
    pub fn remedies(&self) -> &[Remedy] {
        &self.remedies
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The cause with this code.
    pub fn cause(&self, code: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.code == code)
    }

    /// The remedy with this code.
    pub fn remedy(&self, code: &str) -> Option<&Remedy> {
        self.remedies.iter().find(|remedy| remedy.code == code)
    }

    /// The causes and remedies of one text that may hold both: what happened is told from what will be done by the words.
    ///
    /// ```
    /// use jixiao_catalogue::Catalogue;
    /// let catalogue = Catalogue::builtin()?;
    /// let found = catalogue.classify("一是发票未及时取得，二是施工许可证迟迟未批。下一步加快办理付款。");
    /// assert_eq!(found.cause_codes(), ["S2", "P1"]);
    /// assert_eq!(found.stated_remedy_codes(), ["M5"]);
    /// assert!(catalogue.classify("未达到年初目标值。").causes.is_empty()); // 未归类
    /// # Ok::<(), jixiao_catalogue::CatalogueError>(())
    /// ```
    pub fn classify(&self, text: &str) -> Classification {
        let reading = self.matcher.read(text, false);
        self.classification(
            &reading.told,
            &reading.from_promises,
            &reading.told,
            text,
            text,
        )
    }

    /// The causes of one text and the remedies of another, as the two stand in a form.
    ///
    /// Evidence counts its bytes in the text that it stands in: of a cause in `cause`, unless only `remedy` tells it (see [`FoundCause::in_remedy`](crate::FoundCause::in_remedy)).
    pub fn classify_parts(&self, cause: &str, remedy: &str) -> Classification {
        let (account, promise) = (
            self.matcher.read(cause, false),
            self.matcher.read(remedy, true),
        );
        // What only a promise tells of a cause counts where there is an explanation that gives none.
        let from_promises = if cause.trim().is_empty() {
            &[][..]
        } else {
            &promise.from_promises
        };
        self.classification(&account.told, from_promises, &promise.told, cause, remedy)
    }

    fn classification(
        &self,
        account: &[Told],
        from_promises: &[Told],
        promise: &[Told],
        cause_text: &str,
        remedy_text: &str,
    ) -> Classification {
        let mut causes = self.found_causes(account, cause_text, false);
        if causes.is_empty() {
            causes = self.found_causes(from_promises, remedy_text, true);
        }
        let mut remedies = self.found_remedies(promise, remedy_text);
        if remedies.is_empty() {
            remedies = self.suggested(&causes);
        }
        Classification { causes, remedies }
    }

    fn found_causes(&self, told: &[Told], text: &str, in_remedy: bool) -> Vec<FoundCause> {
        let one = |told: &Told| match told.owner {
            Owner::Cause(index) => Some(FoundCause {
                code: self.causes.get(index)?.code.clone(),
                evidence: evidence(&told.evidence, text),
                classes: told.classes.clone(),
                in_remedy,
            }),
            Owner::Remedy(_) => None,
        };
        told.iter().filter_map(one).collect()
    }

    fn found_remedies(&self, told: &[Told], text: &str) -> Vec<FoundRemedy> {
        let one = |told: &Told| match told.owner {
            Owner::Remedy(index) => Some(FoundRemedy {
                code: self.remedies.get(index)?.code.clone(),
                origin: Origin::Stated,
                evidence: evidence(&told.evidence, text),
            }),
            Owner::Cause(_) => None,
        };
        told.iter().filter_map(one).collect()
    }

    /// The remedies that answer causes, those of the best cause first, each once.
    fn suggested(&self, causes: &[FoundCause]) -> Vec<FoundRemedy> {
        let mut codes: Vec<&str> = Vec::new();
        let answers = causes.iter().filter_map(|found| self.cause(&found.code));
        for code in answers.flat_map(|cause| &cause.remedies) {
            if !codes.contains(&code.as_str()) {
                codes.push(code);
            }
        }
        let one = |code: &str| FoundRemedy {
            code: code.into(),
            origin: Origin::Suggested,
            evidence: Vec::new(),
        };
        codes.into_iter().map(one).collect()
    }
}

fn evidence(spans: &[Span], text: &str) -> Vec<Evidence> {
    let words = |span: &Span| Evidence {
        text: text.get(span.start..span.end).unwrap_or_default().into(),
        start: span.start,
        end: span.end,
    };
    spans.iter().map(words).collect()
}
