//! Two policies side by side, value by value.

use alloc::string::String;
use alloc::vec::Vec;

use jixiao_model::Bilingual;

use super::{Policy, PolicyValue};

/// A value in which two policies differ.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The path of its key, as in [`PolicyValue::path`].
    pub path: String,
    /// What it is.
    pub term: Bilingual,
    /// The value of the left policy with its basis; `None` where that policy has none.
    pub left: Option<PolicyValue>,
    /// The value of the right policy with its basis; `None` where that policy has none.
    pub right: Option<PolicyValue>,
}

/// Every value in which two policies differ, in the order of a policy file; a value that has another basis only is no difference.
///
/// ```
/// # #[cfg(feature = "policies")] {
/// use jixiao_scoring::policy::{Policy, diff};
/// let differences = diff(&Policy::mof_2020()?, &Policy::mof_2021()?);
/// let cost = differences.iter().find(|one| one.path == "weights.cost").unwrap();
/// assert!(cost.left.is_none());
/// assert_eq!(cost.right.as_ref().unwrap().value.zh, "20 分");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diff(left: &Policy, right: &Policy) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut rights = right.values().into_iter().peekable();
    let lefts = left.values();
    for value in &lefts {
        // What the right policy has before this value, and the left one has not at all.
        while let Some(own) = rights.next_if(|own| is_missing(&lefts, own)) {
            found.push(Difference::of(None, Some(own)));
        }
        let other = rights.next_if(|own| own.path == value.path);
        if other
            .as_ref()
            .is_none_or(|other| other.written != value.written)
        {
            found.push(Difference::of(Some(value.clone()), other));
        }
    }
    found.extend(rights.map(|own| Difference::of(None, Some(own))));
    found
}

fn is_missing(values: &[PolicyValue], value: &PolicyValue) -> bool {
    values.iter().all(|own| own.path != value.path)
}

impl Difference {
    fn of(left: Option<PolicyValue>, right: Option<PolicyValue>) -> Self {
        let either = left.as_ref().or(right.as_ref());
        Self {
            path: either.map(|value| value.path.clone()).unwrap_or_default(),
            term: either.map_or_else(|| Bilingual::new("", ""), |value| value.term.clone()),
            left,
            right,
        }
    }
}
