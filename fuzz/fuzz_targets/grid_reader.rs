//! Any file is read as a form or table, or refused with every problem at a place in it.
//!
//! The first byte says which ending the file's name has; the rest are its bytes. A zip archive seldom survives a flip of its bytes, so
//! four of the endings have the bytes packed as the part of a workbook or document that holds the cells.
#![no_main]

use std::io::{Cursor, Write};

use jixiao_import::{ImportError, MAX_PROBLEMS, read_files};
use jixiao_model::{Lang, Submission};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The endings of names that hold their bytes as they are.
const PLAIN: [&str; 9] = ["xlsx", "xls", "ods", "docx", "csv", "doc", "et", "wps", "pdf"];

/// What a project's form says of the unit, where it says nothing: a dataset needs one.
const UNIT: &[u8] = "[unit]\nname = '甲'\nyear = 2023\n".as_bytes();

fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let (name, bytes) = file(usize::from(*kind), bytes);
    match read_files(&[("unit.toml", UNIT), (name.as_str(), &bytes)]) {
        Ok(submission) => whole(&submission),
        Err(error) => told(&error),
    }
    // A good file is not lost, and a bad one does not depend on it.
    if let Err(error) = read_files(&[(name.as_str(), &bytes)]) {
        told(&error);
    }
});

fn file(kind: usize, bytes: &[u8]) -> (String, Vec<u8>) {
    let kind = kind % (PLAIN.len() + 4);
    match kind.checked_sub(PLAIN.len()) {
        None => (format!("a.{}", PLAIN[kind]), bytes.to_vec()),
        Some(0) => ("a.docx".to_owned(), document(bytes)),
        Some(1) => ("a.xlsx".to_owned(), workbook("xl/worksheets/sheet1.xml", bytes)),
        Some(2) => ("a.xlsx".to_owned(), workbook("xl/styles.xml", bytes)),
        Some(_) => ("a.ods".to_owned(), spreadsheet(bytes)),
    }
}

/// A spreadsheet whose cells are `bytes`.
fn spreadsheet(bytes: &[u8]) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", MANIFEST.as_bytes()),
        ("content.xml", bytes),
    ])
}

fn document(bytes: &[u8]) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", DOCUMENT_TYPES.as_bytes()),
        ("_rels/.rels", DOCUMENT_RELATIONS.as_bytes()),
        ("word/document.xml", bytes),
    ])
}

/// A workbook with one sheet, in which one part is `bytes`.
fn workbook(part: &str, bytes: &[u8]) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", WORKBOOK_TYPES),
        ("_rels/.rels", WORKBOOK_RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", SHEET_RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", SHEET),
    ];
    archive(&parts.map(|(name, text)| (name, if name == part { bytes } else { text.as_bytes() })))
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(bytes).expect("memory takes what is written");
    }
    zip.finish().expect("the archive ends").into_inner()
}

fn whole(submission: &Submission) {
    assert!(!submission.projects.is_empty() || submission.department.is_some());
    assert!(submission.projects.is_sorted_by(|a, b| a.number < b.number));
    for project in &submission.projects {
        assert!(project.name.place.is_some());
        let _ = (project.funds.initial(), project.funds.budget(), project.funds.executed());
    }
}

fn told(error: &ImportError) {
    let problems = error.problems();
    assert!(!problems.is_empty() && problems.len() <= MAX_PROBLEMS + 1);
    for language in [Lang::Chinese, Lang::English] {
        assert!(problems.iter().all(|problem| !problem.render(language).is_empty()));
    }
}

const DOCUMENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORKBOOK_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const WORKBOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const SHEET_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>项目支出绩效自评表</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>项目名称</t></is></c><c r="B2" s="1"><v>0.9999</v></c><c r="C2" s="2"><v>45000</v></c></row></sheetData></worksheet>"#;
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;
