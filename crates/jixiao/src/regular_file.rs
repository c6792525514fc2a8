//! The text of a file that a person names.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::UnreadableFile;

/// The text of a file, of which no more than `most` bytes are read.
pub(crate) fn text(path: &Path, most: usize) -> Result<String, UnreadableFile> {
    // Before it is opened: a pipe may wait for ever.
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(UnreadableFile::Io(ErrorKind::IsADirectory.into()));
    }
    if !metadata.is_file() {
        return Err(UnreadableFile::NotRegular);
    }
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(UnreadableFile::TooLarge { most });
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to());
        let ended = valid.filter(|byte| **byte == b'\n').count();
        UnreadableFile::NotUtf8 {
            line: ended.saturating_add(1),
        }
    })
}
