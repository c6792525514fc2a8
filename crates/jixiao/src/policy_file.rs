//! Finding a policy by its id or in a file, and the policies behind it.

use std::cell::RefCell;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jixiao_scoring::policy::{
    Difference, Policy, PolicyError, PolicyFile, PolicyValue, diff, is_of_head,
};

use crate::regular_file::text;
use crate::{Error, UnreadableFile};

/// The longest policy file that is read, in bytes: 4 MiB, as much as a file of a dataset may have.
pub const MAX_POLICY_BYTES: usize = 4 * 1024 * 1024;

/// The policy of a built-in id such as `mof-2020`, or of a TOML file.
///
/// A text that ends in `.toml` or holds a path separator is a file. A policy that a file extends is a built-in one, or the file `ID.toml` beside it.
/// Of either at most [`MAX_POLICY_BYTES`] are read.
///
/// ```
/// let policy = jixiao::policy("mof-2020")?;
/// assert_eq!(policy.execution_weight.to_string(), "10");
/// assert!(jixiao::policy("mof-1999").is_err());
/// # Ok::<(), jixiao::Error>(())
/// ```
///
/// # Errors
/// [`Error::Policy`] with every problem of the file; [`Error::PolicyFile`] where it, or one that it extends, cannot be read.
pub fn policy(id_or_file: &str) -> Result<Policy, Error> {
    if !is_file(id_or_file) {
        return Ok(Policy::builtin(id_or_file)?);
    }
    let path = Path::new(id_or_file);
    let text = text(path, MAX_POLICY_BYTES).map_err(unreadable(path))?;
    let file = PolicyFile {
        name: id_or_file.into(),
        text,
    };
    from_file(path, &file)
}

/// The policy that [`policy`] finds and those behind it by `extends`, down to the one that extends nothing.
///
/// ```
/// let chain = jixiao::policy_chain("lanzhou-2023")?;
/// let ids: Vec<&str> = chain.iter().map(|policy| policy.id.as_str()).collect();
/// assert_eq!(ids, ["lanzhou-2023", "mof-2020"]);
/// # Ok::<(), jixiao::Error>(())
/// ```
///
/// # Errors
/// As for [`policy`].
pub fn policy_chain(id_or_file: &str) -> Result<Vec<Policy>, Error> {
    let mut chain = vec![policy(id_or_file)?];
    // It ends: a policy with a circle behind it is not read at all.
    while let Some(id) = chain.last().and_then(|policy| policy.extends.clone()) {
        chain.push(extended(id_or_file, &id)?);
    }
    Ok(chain)
}

/// A value of a policy, and which policy sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetValue {
    /// The value.
    pub value: PolicyValue,
    /// The id of the policy that sets it: the policy itself, or one behind it by `extends`.
    pub set_by: String,
}

impl SetValue {
    /// Is its basis still to be confirmed (待核实)?
    pub fn is_unconfirmed(&self) -> bool {
        let basis = self.value.basis.as_deref();
        basis.is_some_and(|basis| basis.contains("待核实"))
    }
}

/// The values of the first policy of a [chain](policy_chain), each with the policy that sets it; its head (id, name, jurisdiction, …) is not among them.
///
/// A value that a policy repeats with the same basis counts as taken over. Bands are one table: where one differs, all are the policy's own.
///
/// ```
/// let values = jixiao::set_values(&jixiao::policy_chain("lanzhou-2023")?);
/// let set_by = |path| values.iter().find(|own| own.value.path == path).map(|own| own.set_by.as_str());
/// assert_eq!(set_by("execution.rate"), Some("lanzhou-2023"));
/// assert_eq!(set_by("execution.weight"), Some("mof-2020"));
/// # Ok::<(), jixiao::Error>(())
/// ```
pub fn set_values(chain: &[Policy]) -> Vec<SetValue> {
    let mut policies = chain.iter().map(|policy| (&policy.id, policy.values()));
    let Some((id, values)) = policies.next() else {
        return Vec::new();
    };
    let behind: Vec<_> = policies.collect();
    let set_by = |value: &PolicyValue| {
        let own = table(&values, &value.path);
        let same = behind
            .iter()
            .take_while(|(_, values)| table(values, &value.path) == own);
        same.last().map_or(id, |(id, _)| *id).clone()
    };
    values
        .iter()
        .filter(|value| !is_of_head(&value.path))
        .map(|value| SetValue {
            set_by: set_by(value),
            value: value.clone(),
        })
        .collect()
}

/// The values in which two policies differ, without their heads, which differ always.
///
/// ```
/// let (left, right) = (jixiao::policy("mof-2020")?, jixiao::policy("lanzhou-2023")?);
/// let differences = jixiao::policy_differences(&left, &right);
/// assert_eq!(differences[0].path, "execution.rate");
/// assert!(jixiao::policy_differences(&left, &left).is_empty());
/// # Ok::<(), jixiao::Error>(())
/// ```
pub fn policy_differences(left: &Policy, right: &Policy) -> Vec<Difference> {
    let mut differences = diff(left, right);
    differences.retain(|own| !is_of_head(&own.path));
    differences
}

/// The values that are set together with the one at `path`: of a table of bands all, else that one.
fn table<'v>(values: &'v [PolicyValue], path: &str) -> Vec<&'v PolicyValue> {
    let (bands, _) = path.split_once('[').unwrap_or((path, ""));
    let is_set_with = |own: &&PolicyValue| {
        let rest = own.path.strip_prefix(bands);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    };
    values.iter().filter(is_set_with).collect()
}

fn is_file(id_or_file: &str) -> bool {
    let ending = Path::new(id_or_file).extension();
    ending.is_some_and(|ending| ending == "toml") || id_or_file.contains(['/', '\\'])
}

/// The policy `id` that stands behind the one that was asked for.
fn extended(asked: &str, id: &str) -> Result<Policy, Error> {
    let path = Path::new(asked);
    let is_builtin = jixiao_scoring::policy::builtin_text(id).is_some();
    let file = if is_builtin || !is_file(asked) {
        None
    } else {
        beside(path, id)?
    };
    match file {
        Some(file) => from_file(path, &file),
        None => Ok(Policy::builtin(id)?),
    }
}

/// The policy of a file; what it extends is looked for beside `path`.
fn from_file(path: &Path, file: &PolicyFile) -> Result<Policy, Error> {
    let unread = RefCell::new(None);
    let find = |id: &str| {
        beside(path, id).unwrap_or_else(|error| {
            unread.replace(Some(error));
            None
        })
    };
    let policy = Policy::from_toml_with(&file.name, &file.text, &find);
    // A file that is there but cannot be read is not the same as none.
    match unread.take() {
        Some(error) => Err(error),
        None => Ok(policy?),
    }
}

/// The file of the policy `id` in the folder of `path`; none where there is no such file.
fn beside(path: &Path, id: &str) -> Result<Option<PolicyFile>, Error> {
    let Some(file) = path_beside(path, id) else {
        return Ok(None);
    };
    let name = file.to_string_lossy().replace('\\', "/");
    match text(&file, MAX_POLICY_BYTES) {
        Ok(text) => Ok(Some(PolicyFile { name, text })),
        Err(UnreadableFile::Io(error)) if is_nowhere(error.kind()) => Ok(None),
        Err(error) => Err(unreadable(&file)(error)),
    }
}

fn path_beside(path: &Path, id: &str) -> Option<PathBuf> {
    // An id is a plain name: it cannot lead to another folder.
    if id.contains(['/', '\\', '.']) {
        return None;
    }
    Some(path.parent()?.join(format!("{id}.toml")))
}

/// There is no such file, or none can bear the name.
fn is_nowhere(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotFound | ErrorKind::InvalidInput | ErrorKind::InvalidFilename
    )
}

fn unreadable(path: &Path) -> impl FnOnce(UnreadableFile) -> Error {
    |error| Error::PolicyFile {
        path: path.into(),
        error,
    }
}

/// The policy of a submission that names none, where the caller names none either.
pub(crate) fn default() -> Result<Policy, PolicyError> {
    Policy::mof_2020()
}
