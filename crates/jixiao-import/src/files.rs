//! The files of a dataset: found in folders, read whole.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry, File};
use std::io::{self, ErrorKind, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use jixiao_keyed::{Problem, ProblemKind};
use jixiao_model::{Bilingual, Place};

use crate::format::Format;
use crate::{MAX_FILE_BYTES, MAX_FOLDER_ENTRIES, MAX_FORM_BYTES};

/// The data file of an evaluation. A folder below the named one that holds it holds what was written, not what was handed in.
const RESULTS: &str = "evaluation.json";

/// The findings of an evaluation as a workbook, which is no form.
const FINDINGS: &str = "核对结果.xlsx";

/// What an evaluation writes and could be read as a form that was handed in. Beside [`RESULTS`] these are taken for what was written.
const WRITTEN: [&str; 4] = [
    "附表1-项目支出绩效自评表.xlsx",
    "附表2-项目支出绩效自评结果汇总表.xlsx",
    "附表3-部门整体支出绩效自评表.xlsx",
    "自评工作总结.docx",
];

/// The remediation register that an evaluation writes. Filled in, it is handed in, so it is always read.
const REGISTER: &str = "整改台账.xlsx";

/// How the names of files begin that an office keeps beside an open document.
const BEING_EDITED: &str = "~$";

/// A file to read.
pub(crate) struct Found {
    /// As the user named it, with `/` between folders.
    pub(crate) name: String,
    /// Did the user name the file itself, not only a folder that holds it?
    pub(crate) named: bool,
    path: PathBuf,
}

impl Found {
    /// Can it be read, and is it none of the files that an evaluation writes?
    fn is_handed_in(&self) -> bool {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        let is_readable = !matches!(Format::of(name), Some(Format::Refused));
        is_readable && name != REGISTER && !WRITTEN.contains(&name)
    }
}

/// Does a folder with an `evaluation.json` hold anything that can be read and that no evaluation wrote?
pub(crate) fn holds_more_than_results(folder: &Path) -> bool {
    find(&[folder]).0.iter().any(Found::is_handed_in)
}

/// A path as it is shown: with `/` between folders.
pub(crate) fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' {
        return name.into_owned();
    }
    name.replace(MAIN_SEPARATOR, "/")
}

/// The files at `paths` in the order in which they are read, path by path and in a folder by the bytes of their names; and what is
/// wrong with the paths.
pub(crate) fn find(paths: &[impl AsRef<Path>]) -> (Vec<Found>, Vec<Problem>) {
    let mut search = Search::default();
    for path in paths {
        let path = path.as_ref();
        let name = shown(path);
        if is_being_edited(path) {
            continue;
        }
        match fs::metadata(path) {
            Err(error) => search.problems.push(unreadable(&name, &error)),
            Ok(metadata) if metadata.is_dir() => search.folder(path, &name),
            Ok(_) => search.keep(Found {
                name,
                named: true,
                path: path.to_owned(),
            }),
        }
    }
    (search.found, search.problems)
}

/// Is it a file that an office keeps beside an open document, as `自评表/*.xlsx` finds it?
fn is_being_edited(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with(BEING_EDITED))
}

#[derive(Default)]
struct Search {
    found: Vec<Found>,
    problems: Vec<Problem>,
    /// The real paths of the files found, so that none is read twice.
    seen: BTreeSet<PathBuf>,
    looked_at: usize,
}

/// A folder that a user named, while it is searched.
struct Folder {
    /// As the user named it.
    base: String,
    /// Its real path: what a link inside it may not leave.
    real: PathBuf,
    /// The real paths of the folders searched: links may lead in circles.
    seen: BTreeSet<PathBuf>,
    /// The folders still to be searched.
    open: Vec<(PathBuf, String)>,
    found: Vec<Found>,
    /// The annexes and the report of an earlier evaluation: read only where nothing was handed in beside them.
    written: Vec<Found>,
    /// Is there anything at all in it?
    holds_any: bool,
}

impl Search {
    fn keep(&mut self, found: Found) {
        match fs::canonicalize(&found.path) {
            Ok(real) if self.seen.contains(&real) => {}
            Ok(real) => {
                self.seen.insert(real);
                self.found.push(found);
            }
            Err(error) => self.problems.push(unreadable(&found.name, &error)),
        }
    }

    fn folder(&mut self, path: &Path, name: &str) {
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => return self.problems.push(unreadable(name, &error)),
        };
        let base = name.trim_end_matches('/');
        let mut folder = Folder {
            base: base.to_owned(),
            seen: BTreeSet::from([real.clone()]),
            real,
            open: vec![(path.to_owned(), base.to_owned())],
            found: Vec::new(),
            written: Vec::new(),
            holds_any: false,
        };
        let before = self.problems.len();
        while let Some((path, base)) = folder.open.pop() {
            if let Err(error) = self.entries(&path, &base, &mut folder) {
                self.problems.push(unreadable(&base, &error));
            }
            if self.looked_at > MAX_FOLDER_ENTRIES {
                return self.problems.push(too_many_entries(name));
            }
        }
        folder.take_what_was_written();
        if folder.found.is_empty() && self.problems.len() == before {
            return self.problems.push(nothing_in(name, &folder));
        }
        folder.found.sort_by(|a, b| a.name.cmp(&b.name));
        for found in folder.found {
            self.keep(found);
        }
    }

    fn entries(&mut self, path: &Path, base: &str, folder: &mut Folder) -> io::Result<()> {
        let left = MAX_FOLDER_ENTRIES.saturating_sub(self.looked_at);
        let read = fs::read_dir(path)?.take(left.saturating_add(1));
        let mut entries = read.collect::<io::Result<Vec<DirEntry>>>()?;
        self.looked_at = self.looked_at.saturating_add(entries.len());
        // A file behind two names is read under the first: which one that is must not depend on the disk.
        entries.sort_by_key(DirEntry::file_name);
        let results = entries.iter().any(|entry| entry.file_name() == RESULTS);
        if results && base != folder.base {
            return Ok(());
        }
        for entry in entries {
            folder.holds_any = true;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_result = [RESULTS, FINDINGS].contains(&name.as_str());
            if name.starts_with('.') || name.starts_with(BEING_EDITED) || is_result {
                continue;
            }
            let found = Found {
                name: format!("{base}/{name}"),
                named: false,
                path: entry.path(),
            };
            let is_written = results && WRITTEN.contains(&name.as_str());
            self.problems.extend(folder.sort_in(found, is_written));
        }
        Ok(())
    }
}

impl Folder {
    /// Puts an entry among the folders to search or the files found, or passes it over; or says why it cannot be read. `is_written` says whether it is
    /// named as an evaluation names what it writes.
    fn sort_in(&mut self, entry: Found, is_written: bool) -> Option<Problem> {
        let readable = Format::of(&entry.name).is_some();
        let seen = fs::canonicalize(&entry.path).and_then(|real| Ok((fs::metadata(&real)?, real)));
        let (metadata, real) = match seen {
            Ok(seen) => seen,
            Err(error) if readable => return Some(unreadable(&entry.name, &error)),
            // A broken link under some other name is none of ours.
            Err(_) => return None,
        };
        if !real.starts_with(&self.real) {
            return None;
        }
        if metadata.is_dir() {
            if self.seen.insert(real) {
                self.open.push((entry.path, entry.name));
            }
        } else if readable && is_written {
            self.written.push(entry);
        } else if readable {
            self.found.push(entry);
        }
        None
    }

    /// A folder that holds nothing but what an evaluation wrote is read as that: its annexes say what the unit reported.
    fn take_what_was_written(&mut self) {
        if !self.found.iter().any(Found::is_handed_in) {
            self.found.append(&mut self.written);
        }
    }
}

/// The bytes of a file, no more than one beyond the limit of its format.
pub(crate) fn read(found: &Found) -> Result<Vec<u8>, Box<Problem>> {
    let most = match Format::of(&found.name) {
        Some(Format::Tables | Format::Refused) => MAX_FORM_BYTES,
        _ => MAX_FILE_BYTES,
    };
    bytes(&found.path, most).map_err(|error| Box::new(unreadable(&found.name, &error)))
}

/// The text of a file.
pub(crate) fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Problem>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        let line = before
            .filter(|byte| **byte == b'\n')
            .count()
            .saturating_add(1);
        Box::new(not_utf8(name, line))
    })
}

fn bytes(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    // What is no regular file, a pipe say, may never end and may wait for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::from(ErrorKind::InvalidInput));
    }
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn problem(name: &str, message: Bilingual, mend: Bilingual) -> Problem {
    Problem::new(ProblemKind::Invalid, Place::file(name), message).with_mend(mend)
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    let (message, mend) = match error.kind() {
        ErrorKind::NotFound => (
            Bilingual::new("没有这个文件或文件夹", "there is no such file or folder"),
            Bilingual::new("请检查路径", "check the path"),
        ),
        ErrorKind::PermissionDenied => (
            Bilingual::new("没有读取的权限", "there is no permission to read it"),
            Bilingual::new("请修改权限后再试", "change its permissions and try again"),
        ),
        ErrorKind::InvalidInput => (
            Bilingual::new("不是普通文件", "this is no regular file"),
            Bilingual::new("请给出存好的文件或文件夹", "name a file or a folder"),
        ),
        _ => (
            Bilingual::new(
                format!("无法读取（{error}）"),
                format!("it cannot be read ({error})"),
            ),
            Bilingual::new("请检查文件和磁盘", "check the file and the disk"),
        ),
    };
    problem(name, message, mend)
}

fn not_utf8(name: &str, line: usize) -> Problem {
    problem(
        name,
        Bilingual::new(
            format!("文件不是 UTF-8 编码，从第 {line} 行起无法读取"),
            format!("the file is not UTF-8; it cannot be read from line {line} on"),
        ),
        Bilingual::new(
            "请用文本编辑器另存为 UTF-8 编码",
            "save it as UTF-8 with a text editor",
        ),
    )
}

fn too_many_entries(name: &str) -> Problem {
    problem(
        name,
        Bilingual::new(
            format!("文件夹里的文件和子文件夹超过 {MAX_FOLDER_ENTRIES} 个"),
            format!("the folder holds more than {MAX_FOLDER_ENTRIES} files and folders"),
        ),
        Bilingual::new(
            "请给出数据集所在的文件夹",
            "name the folder that holds the dataset",
        ),
    )
}

fn nothing_in(name: &str, folder: &Folder) -> Problem {
    let message = if folder.holds_any {
        Bilingual::new(
            "文件夹里没有可读的文件（.xlsx、.xls、.ods、.docx、.csv、.toml、.json）",
            "the folder holds no file that can be read (.xlsx, .xls, .ods, .docx, .csv, .toml, .json)",
        )
    } else {
        Bilingual::new("文件夹是空的", "the folder is empty")
    };
    let mend = Bilingual::new(
        "请给出数据集所在的文件夹",
        "name the folder that holds the dataset",
    );
    problem(name, message, mend)
}

#[cfg(test)]
mod tests {
    use jixiao_model::Lang;

    use super::*;

    /// What an ordinary disk does not do on demand.
    #[test]
    fn what_cannot_be_read_says_why_and_what_to_do() {
        let said = |kind: ErrorKind| unreadable("a.toml", &io::Error::from(kind));
        let cases = [
            (
                ErrorKind::NotFound,
                "a.toml：没有这个文件或文件夹；请检查路径",
                "a.toml: there is no such file or folder; check the path",
            ),
            (
                ErrorKind::PermissionDenied,
                "a.toml：没有读取的权限；请修改权限后再试",
                "a.toml: there is no permission to read it; change its permissions and try again",
            ),
            (
                ErrorKind::InvalidInput,
                "a.toml：不是普通文件；请给出存好的文件或文件夹",
                "a.toml: this is no regular file; name a file or a folder",
            ),
            (
                ErrorKind::TimedOut,
                "a.toml：无法读取（timed out）；请检查文件和磁盘",
                "a.toml: it cannot be read (timed out); check the file and the disk",
            ),
        ];
        for (kind, zh, en) in cases {
            assert_eq!(said(kind).render(Lang::Chinese), zh);
            assert_eq!(said(kind).render(Lang::English), en);
        }
    }

    #[test]
    fn a_folder_with_too_much_in_it_says_so() {
        let said = too_many_entries("data");
        assert_eq!(
            said.render(Lang::Chinese),
            "data：文件夹里的文件和子文件夹超过 100000 个；请给出数据集所在的文件夹"
        );
    }
}
