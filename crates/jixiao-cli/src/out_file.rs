//! The one file that a command writes.

use std::path::{Path, PathBuf};

use jixiao::model::Bilingual;

use crate::failure::Failure;

/// The folder and the name of the file to write. `example` is a name that would do.
pub(crate) fn folder_and_name(
    out: &Path,
    example: &Bilingual,
) -> Result<(PathBuf, String), Failure> {
    let shown = out.display();
    let name = out.file_name().filter(|_| !out.is_dir());
    let Some(name) = name else {
        return Err(Failure::new(
            format!(
                "“{shown}”是文件夹；--out 应为文件，如 {}",
                out.join(&example.zh).display()
            ),
            format!(
                "`{shown}` is a folder; --out takes a file, such as {}",
                out.join(&example.en).display()
            ),
        ));
    };
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    Ok((folder.into(), name.to_string_lossy().into_owned()))
}
