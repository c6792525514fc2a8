//! The files that a unit owes: which there are, and writing them so that none is ever left half done.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::outcome::Outcome;
use crate::render::{docx, markdown, xlsx};
use crate::{
    ExportError, data, department_form, findings_sheet, project_forms, register, report,
    summary_table,
};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The annexes and the findings as workbooks.
    Xlsx,
    /// The report as a text document.
    Docx,
    /// Annexes, report and findings as Markdown.
    Markdown,
    /// `evaluation.json`.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Docx, Self::Markdown, Self::Json];

    /// The name by which a caller asks for it, which is also the files' ending.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    /// The format of a name such as `xlsx`.
    pub fn recognise(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == name)
    }
}

/// What the remediation register (整改台账) is called among the files, without its ending.
const REGISTER: &str = "整改台账";

/// A file that has not been written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its name, without a folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    /// Is it the remediation register (整改台账)? Other than all others that is filled in once it is written.
    pub fn is_register(&self) -> bool {
        let name = self.name.rsplit_once('.');
        name.is_some_and(|(name, _)| name == REGISTER)
    }
}

/// Makes the files of `formats`. `done` is told the name of each as soon as it is made.
///
/// # Errors
/// [`ExportError`]: nothing has been written then.
pub fn files(
    outcome: &Outcome<'_>,
    formats: &[Format],
    mut done: impl FnMut(&str),
) -> Result<Vec<OutputFile>, ExportError> {
    let mut files = Vec::new();
    let mut add = |name: String, bytes: Vec<u8>| {
        done(&name);
        files.push(OutputFile { name, bytes });
    };
    let mut annexes = Vec::new();
    // A unit without projects has no forms for them.
    if !outcome.submission.projects.is_empty() {
        annexes.push(("附表1-项目支出绩效自评表", project_forms(outcome)?));
        annexes.push(("附表2-项目支出绩效自评结果汇总表", summary_table(outcome)?));
    }
    annexes.extend(department_form(outcome).map(|form| ("附表3-部门整体支出绩效自评表", form)));
    let promises = jixiao_review::register(outcome.submission);
    if !promises.is_empty() {
        annexes.push((REGISTER, register(outcome.submission, &promises)));
    }
    let report = ("自评工作总结", report(outcome));
    let findings = ("核对结果", findings_sheet(outcome));
    for format in formats {
        let ending = format.ending();
        match format {
            Format::Xlsx => {
                for (name, document) in annexes.iter().chain([&findings]) {
                    add(format!("{name}.{ending}"), xlsx(document)?);
                }
            }
            Format::Docx => add(format!("{}.{ending}", report.0), docx(&report.1)?),
            Format::Markdown => {
                for (name, document) in annexes.iter().chain([&report, &findings]) {
                    add(format!("{name}.{ending}"), markdown(document)?.into_bytes());
                }
            }
            Format::Json => add(format!("evaluation.{ending}"), json(outcome)),
        }
    }
    Ok(files)
}

fn json(outcome: &Outcome<'_>) -> Vec<u8> {
    format!("{:#}\n", data(outcome)).into_bytes()
}

/// Writes files into `folder`, which is made where it does not exist: all to temporary names first, then renamed. Returns their paths.
///
/// # Errors
/// [`ExportError::Write`]; no file is half written then, and none that stood there before was harmed.
pub fn write_files(folder: &Path, files: &[OutputFile]) -> Result<Vec<PathBuf>, ExportError> {
    let failed = |path: &Path, error: std::io::Error| ExportError::Write {
        path: path.into(),
        error,
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let mut written = Vec::with_capacity(files.len());
    for file in files {
        let path = folder.join(&file.name);
        if path.is_dir() {
            return Err(failed(&path, std::io::ErrorKind::IsADirectory.into()));
        }
        let temporary = write_temporary(folder, file).map_err(|error| failed(&path, error))?;
        written.push((temporary, path));
    }
    let mut paths = Vec::with_capacity(written.len());
    for (temporary, path) in written {
        temporary
            .persist(&path)
            .map_err(|error| failed(&path, error.error))?;
        paths.push(path);
    }
    Ok(paths)
}

/// The file under a temporary name, with the permissions of an ordinary file; gone again unless it is renamed.
fn write_temporary(folder: &Path, file: &OutputFile) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jixiao-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(folder)?;
    temporary.write_all(&file.bytes)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}
