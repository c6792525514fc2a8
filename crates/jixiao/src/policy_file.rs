//! Finding a policy by its id or in a file.

use std::fs;
use std::path::Path;

use jixiao_scoring::policy::{Policy, PolicyError, PolicyFile};

use crate::Error;

/// The policy of a built-in id such as `mof-2020`, or of a TOML file.
///
/// A text that ends in `.toml` or holds a path separator is a file. A policy that a file extends is a built-in one, or the file `ID.toml` beside it.
///
/// ```
/// let policy = jixiao::policy("mof-2020")?;
/// assert_eq!(policy.execution_weight.to_string(), "10");
/// assert!(jixiao::policy("mof-1999").is_err());
/// # Ok::<(), jixiao::Error>(())
/// ```
///
/// # Errors
/// [`Error::Policy`] with every problem of the file; [`Error::PolicyFile`] where it cannot be opened.
pub fn policy(id_or_file: &str) -> Result<Policy, Error> {
    let path = Path::new(id_or_file);
    let is_file =
        path.extension().is_some_and(|ending| ending == "toml") || id_or_file.contains(['/', '\\']);
    if !is_file {
        return Ok(Policy::builtin(id_or_file)?);
    }
    let text = fs::read_to_string(path).map_err(|error| Error::PolicyFile {
        path: path.into(),
        error,
    })?;
    Ok(Policy::from_toml_with(id_or_file, &text, &|id| {
        beside(path, id)
    })?)
}

fn beside(path: &Path, id: &str) -> Option<PolicyFile> {
    // An id is a plain name: it cannot lead to another folder.
    if id.contains(['/', '\\', '.']) {
        return None;
    }
    let file = path.parent()?.join(format!("{id}.toml"));
    let text = fs::read_to_string(&file).ok()?;
    let name = file.to_string_lossy().replace('\\', "/");
    Some(PolicyFile { name, text })
}

/// The policy of a submission that names none, where the caller names none either.
pub(crate) fn default() -> Result<Policy, PolicyError> {
    Policy::mof_2020()
}
