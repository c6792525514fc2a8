//! The policies that are in the crate.

use super::{Policy, PolicyError};

/// The ids of the built-in policies.
pub const BUILTIN: &[&str] = &[
    "mof-2020",
    "mof-2021",
    "gansu-2023",
    "hubei-2023",
    "lanzhou-2023",
];

/// The JSON Schema (2020-12) of a policy file, for editors and other programs. What a schema cannot say (sums, order, the basis that a value
/// takes from its table), the reader checks.
pub const POLICY_SCHEMA: &str = include_str!("../../schemas/policy.schema.json");

/// The TOML text of a built-in policy: to read, or to begin one's own from.
pub fn builtin_text(id: &str) -> Option<&'static str> {
    match id {
        "mof-2020" => Some(include_str!("../../policies/mof-2020.toml")),
        "mof-2021" => Some(include_str!("../../policies/mof-2021.toml")),
        "gansu-2023" => Some(include_str!("../../policies/gansu-2023.toml")),
        "hubei-2023" => Some(include_str!("../../policies/hubei-2023.toml")),
        "lanzhou-2023" => Some(include_str!("../../policies/lanzhou-2023.toml")),
        _ => None,
    }
}

impl Policy {
    /// 财预〔2020〕10号, from `policies/mof-2020.toml`; the pass mark and the bands are those of 财预〔2021〕101号, for forms that ask for these methods.
    ///
    /// # Errors
    /// None as the crate is published: its tests read every built-in policy. Reading is fallible, and the library does not panic.
    pub fn mof_2020() -> Result<Self, PolicyError> {
        Self::builtin("mof-2020")
    }

    /// 财预〔2021〕101号 on top of [`mof_2020`](Self::mof_2020), with cost (成本) as a first level of its own, from `policies/mof-2021.toml`.
    ///
    /// # Errors
    /// As for [`mof_2020`](Self::mof_2020).
    pub fn mof_2021() -> Result<Self, PolicyError> {
        Self::builtin("mof-2021")
    }

    /// The layout of departments' forms in Gansu (甘肃), from `policies/gansu-2023.toml`. Its weights are to be confirmed.
    ///
    /// # Errors
    /// As for [`mof_2020`](Self::mof_2020).
    pub fn gansu_2023() -> Result<Self, PolicyError> {
        Self::builtin("gansu-2023")
    }

    /// The weights and levels of Hubei's (湖北) provincial departments, from `policies/hubei-2023.toml`; to be confirmed.
    ///
    /// # Errors
    /// As for [`mof_2020`](Self::mof_2020).
    pub fn hubei_2023() -> Result<Self, PolicyError> {
        Self::builtin("hubei-2023")
    }

    /// The reconstruction behind one published report (兰州新区 2023, total 97.99), from `policies/lanzhou-2023.toml`. A reconstruction, not a regulation.
    ///
    /// # Errors
    /// As for [`mof_2020`](Self::mof_2020).
    pub fn lanzhou_2023() -> Result<Self, PolicyError> {
        Self::builtin("lanzhou-2023")
    }
}
