//! The file that a command is asked to write.

use std::path::{Path, PathBuf};

use jixiao::model::Bilingual;

use crate::failure::Failure;

/// The folder and the name of the file at `out`; `example` is such a name. A folder is refused.
pub(crate) fn place(out: &Path, example: &Bilingual) -> Result<(PathBuf, String), Failure> {
    let name = out
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    match name {
        Some(name) if !out.is_dir() => {
            let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
            Ok((folder.unwrap_or(Path::new(".")).into(), name))
        }
        _ => {
            let shown = out.display();
            let [zh, en] = [&example.zh, &example.en].map(|name| out.join(name));
            Err(Failure::new(
                format!("“{shown}”是文件夹；--out 应为文件，如 {}", zh.display()),
                format!(
                    "`{shown}` is a folder; --out takes a file, such as {}",
                    en.display()
                ),
            ))
        }
    }
}

/// What the name of a file ends in, in small letters.
pub(crate) fn ending(out: &Path) -> String {
    let ending = out.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}
