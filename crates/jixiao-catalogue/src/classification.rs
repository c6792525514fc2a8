//! What the matcher finds in a text.

use alloc::string::String;
use alloc::vec::Vec;

use jixiao_model::IndicatorClass;

/// The causes and remedies of a text. Empty where it fits none (未归类).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Classification {
    /// The causes, best first: most evidence, then the order of the text.
    pub causes: Vec<FoundCause>,
    /// The remedies: those that the text names, best first; where it names none, those that answer its causes.
    pub remedies: Vec<FoundRemedy>,
}

impl Classification {
    /// The codes of the causes, best first.
    pub fn cause_codes(&self) -> Vec<&str> {
        self.causes
            .iter()
            .map(|found| found.code.as_str())
            .collect()
    }

    /// The codes of the remedies that the text names, best first.
    pub fn stated_remedy_codes(&self) -> Vec<&str> {
        let stated = self
            .remedies
            .iter()
            .filter(|found| found.origin == Origin::Stated);
        stated.map(|found| found.code.as_str()).collect()
    }
}

/// A cause that a text gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundCause {
    /// The code.
    pub code: String,
    /// The words that decided, in the order of the text; never empty.
    pub evidence: Vec<Evidence>,
    /// The classes of indicators that the text ties it to; empty where it names none.
    pub classes: Vec<IndicatorClass>,
    /// Does only what is promised tell it, the explanation itself telling no cause? Then the evidence stands there.
    pub in_remedy: bool,
}

/// A remedy that a text names, or that its causes ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundRemedy {
    /// The code.
    pub code: String,
    /// Named by the text, or suggested.
    pub origin: Origin,
    /// The words that decided; empty where it is suggested.
    pub evidence: Vec<Evidence>,
}

/// Where a remedy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The text names it.
    Stated,
    /// The text names no remedy; this one answers a cause that it gives.
    Suggested,
}

/// Words of a text that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// The words as the text has them, from the first that decided to the last.
    pub text: String,
    /// Where they begin, in bytes of the text.
    pub start: usize,
    /// Where they end, in bytes of the text.
    pub end: usize,
}
