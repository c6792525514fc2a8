//! Files broken at random: read or refused, never a panic, and never without end, since all work is bounded by the limits.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use zip::ZipArchive;

use super::*;

/// The file with bytes changed and its end cut off.
fn broken(bytes: &[u8], changes: &[(usize, u8)], cut: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, value) in changes {
        let at = at % bytes.len();
        bytes[at] ^= value;
    }
    bytes.truncate(bytes.len() - cut % bytes.len());
    bytes
}

/// The file with one part changed inside, so that the breakage is not found by the archive's own sums.
fn broken_inside(bytes: &[u8], part: usize, changes: &[(usize, u8)], cut: usize) -> Vec<u8> {
    let mut parts = parts_of(bytes);
    let count = parts.len();
    let content = &mut parts[part % count].1;
    *content = broken(content, changes, cut);
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    archive(&parts)
}

/// The parts of a file that are read.
fn parts_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive_of = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let wanted = [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "word/document.xml",
        "content.xml",
        "mimetype",
        "_rels/.rels",
    ];
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive_of.len() {
        let mut entry = archive_of.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        if wanted.contains(&name.as_str()) {
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            parts.push((name, content));
        }
    }
    parts
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8)>> {
    prop::collection::vec((any::<usize>(), any::<u8>()), 0..8)
}

/// Mostly the file is whole, or nearly.
fn cut() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0_usize), 1 => 0..64_usize, 1 => any::<usize>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = crate::tables::read("a.csv", &bytes);
        let _ = crate::tables::read("a.xlsx", &[b"PK\x03\x04", bytes.as_slice()].concat());
        let head = crate::tables::compound::MAGIC;
        let _ = crate::tables::read("a.xls", &[head.as_slice(), &bytes].concat());
    }

    #[test]
    fn random_records_are_read_or_refused(records in prop::collection::vec((0..0x420_u16, prop::collection::vec(any::<u8>(), 0..40)), 0..40)) {
        let mut stream = vec![0x09, 8, 4, 0, 0, 6, 5, 0];
        for (kind, data) in &records {
            stream.extend(kind.to_le_bytes());
            stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
            stream.extend(data);
        }
        let _ = crate::tables::read("a.xls", &files::compound("Workbook", &stream));
    }

    #[test]
    fn broken_files_are_read_or_refused(file in 0..8_usize, changes in changes(), cut in cut()) {
        let file = [XLSX, XLS, ODS, DOCX, DOC, UTF8, UTF16, GB18030][file];
        let _ = crate::tables::read("a.csv", &broken(file, &changes, cut));
    }

    #[test]
    fn broken_old_workbooks_are_read_or_refused(changes in changes(), cut in cut()) {
        let _ = crate::tables::read("a.xls", &broken(XLS, &changes, cut));
    }

    #[test]
    fn files_broken_inside_are_read_or_refused(file in 0..3_usize, part in 0..8_usize, changes in changes(), cut in cut()) {
        let file = [XLSX, ODS, DOCX][file];
        let _ = crate::tables::read("a.xlsx", &broken_inside(file, part, &changes, cut));
    }
}
