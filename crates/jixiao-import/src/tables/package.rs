//! A zip archive of parts, as .xlsx, .docx and .ods are, opened to read.
//!
//! What is unpacked is counted while it is unpacked, since the sizes that an archive declares may lie. Names in it only look up parts
//! of it; nothing is ever written, and no path of the disk is made from them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{self, Limits};
use super::refusal::{self, Fault};
use super::xml::Xml;

pub(super) struct Package<'a> {
    file: Arc<str>,
    limits: Limits,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The place of every part in the archive, by its name in lower case, with `/` between folders.
    parts: BTreeMap<String, usize>,
    unpacked: usize,
}

/// Something that one part of a package says of another.
#[derive(Debug)]
pub(super) struct Relation {
    /// The last word of its type, such as `worksheet`.
    pub(super) kind: String,
    /// The name of the part, or none where it lies outside: such are never followed.
    pub(super) target: Option<String>,
}

impl<'a> Package<'a> {
    pub(super) fn open(file: &Arc<str>, bytes: &'a [u8], limits: Limits) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(file, &error))?;
        let most = limits.parts;
        if archive.len() > most {
            return Err(refusal::beyond(
                file,
                &format!("里面的部件超过 {most} 个"),
                &format!("it holds more than {most} parts"),
            ));
        }
        let names = (0..archive.len())
            .filter_map(|index| Some((archive.name_for_index(index)?.ok()?, index)));
        let parts = names.map(|(name, index)| (key(&name), index)).collect();
        Ok(Self {
            file: Arc::clone(file),
            limits,
            archive,
            parts,
            unpacked: 0,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// Unpacks a part; `None` where there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.parts.get(&key(name)).copied() else {
            return Ok(None);
        };
        let left = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        let most = left.min(self.limits.part_bytes);
        let bytes = self.unpack(name, index, most)?;
        if bytes.len() > most {
            return Err(self.too_much());
        }
        self.unpacked = self.unpacked.saturating_add(bytes.len());
        Ok(Some(bytes))
    }

    /// The bytes of a part, or one more than `most` of them.
    fn unpack(&mut self, name: &str, index: usize, most: usize) -> Result<Vec<u8>, Fault> {
        let part = self
            .archive
            .by_index(index)
            .map_err(|error| refused(&self.file, &error))?;
        let mut bytes = Vec::new();
        part.take(u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| refusal::damaged(&self.file, &format!("{name}: {error}")))?;
        Ok(bytes)
    }

    /// Unpacks a part of text: UTF-8, or UTF-16 with its mark.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        if matches!(bytes.get(..2), Some([0xff, 0xfe] | [0xfe, 0xff])) {
            let (text, _, wrong) = encoding_rs::UTF_16LE.decode(&bytes);
            if !wrong {
                return Ok(Some(text.into_owned()));
            }
        }
        let mut text = String::from_utf8(bytes).map_err(|_| refusal::damaged(&self.file, name))?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Ok(Some(text))
    }

    /// The same of a part that must be there.
    pub(super) fn needed_text(&mut self, name: &str) -> Result<String, Fault> {
        let text = self.text(name)?;
        text.ok_or_else(|| refusal::damaged(&self.file, &format!("{name}: missing")))
    }

    /// What a part says of others, by their ids.
    pub(super) fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>, Fault> {
        let (base, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = resolve(base, &format!("_rels/{name}.rels")).unwrap_or_default();
        let Some(text) = self.text(&rels)? else {
            return Ok(BTreeMap::new());
        };
        let mut relations = BTreeMap::new();
        let mut xml = Xml::new(&self.file, &rels, &text);
        while let Some(element) = xml.next_open()? {
            let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
            else {
                continue;
            };
            let external = element
                .attribute("TargetMode")
                .is_some_and(|mode| mode == "External");
            let kind = element.attribute("Type").unwrap_or_default();
            let relation = Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external {
                    None
                } else {
                    resolve(base, &target)
                },
            };
            relations.insert(id.into_owned(), relation);
        }
        Ok(relations)
    }

    /// The part with which an Office file begins.
    pub(super) fn main_part(&mut self) -> Result<Option<String>, Fault> {
        let relations = self.relations("")?;
        let mut main = relations
            .into_values()
            .filter(|relation| relation.kind == "officeDocument");
        let told = main.next().and_then(|relation| relation.target);
        let known = ["xl/workbook.xml", "xl/workbook.bin", "word/document.xml"].map(str::to_owned);
        let mut names = told.into_iter().chain(known);
        Ok(names.find(|name| self.has(name)))
    }

    fn too_much(&self) -> Fault {
        let part = limits::mebibytes(self.limits.part_bytes);
        let all = limits::mebibytes(self.limits.unpacked_bytes);
        refusal::beyond(
            &self.file,
            &format!("解压后一个部件超过 {part} MiB，或合计超过 {all} MiB"),
            &format!(
                "unpacked, one part is more than {part} MiB, or all together are more than {all} MiB"
            ),
        )
    }
}

fn key(name: &str) -> String {
    let name = name.replace('\\', "/").to_lowercase();
    name.trim_start_matches('/').to_owned()
}

fn refused(file: &Arc<str>, error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            refusal::password(file)
        }
        ZipError::InvalidPassword => refusal::password(file),
        error => refusal::damaged(file, &error.to_string()),
    }
}

/// The name of the part that `target` means, said by a part in the folder `base`; `None` if it leaves the package.
pub(super) fn resolve(base: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let mut folders: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        base.split('/')
            .filter(|folder| !folder.is_empty())
            .collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            step => folders.push(step),
        }
    }
    Some(folders.join("/"))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use jixiao_model::Lang;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of parts.
    pub(in crate::tables) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const MIB: usize = 1024 * 1024;

    const LIMITS: Limits = Limits {
        parts: 100,
        part_bytes: MIB,
        unpacked_bytes: 4 * MIB,
        ..Limits::STATED
    };

    fn open(bytes: &[u8]) -> Result<Package<'_>, Fault> {
        Package::open(&Arc::from("a.xlsx"), bytes, LIMITS)
    }

    fn said(fault: &Fault) -> String {
        fault.render(Lang::Chinese)
    }

    #[test]
    fn parts_are_found_by_name_whatever_its_case() {
        let bytes = archive(&[
            ("xl/Workbook.xml", b"text"),
            ("\\word\\a.xml", b"\xef\xbb\xbfb"),
        ]);
        let mut package = open(&bytes).unwrap();
        assert_eq!(
            package.text("XL/workbook.xml").unwrap().as_deref(),
            Some("text")
        );
        assert_eq!(package.text("word/a.xml").unwrap().as_deref(), Some("b"));
        assert_eq!(package.text("xl/none.xml").unwrap(), None);
        assert!(package.needed_text("xl/none.xml").is_err());
    }

    #[test]
    fn a_bomb_is_refused_while_it_is_unpacked() {
        let zeros = vec![0; MIB + 1];
        let bytes = archive(&[("bomb", &zeros)]);
        let mut package = open(&bytes).unwrap();
        let fault = package.part("bomb").unwrap_err();
        assert_eq!(
            said(&fault),
            "a.xlsx：文件过大：解压后一个部件超过 1 MiB，或合计超过 4 MiB；请删去与自评无关的内容，或拆分成几个文件"
        );
    }

    #[test]
    fn many_parts_together_are_counted() {
        let zeros = vec![0; MIB];
        let bytes = archive(&[("a", &zeros)]);
        let mut package = open(&bytes).unwrap();
        for _ in 0..4 {
            assert_eq!(package.part("a").unwrap().map(|part| part.len()), Some(MIB));
        }
        assert!(package.part("a").is_err());
    }

    #[test]
    fn a_size_that_lies_does_not_count() {
        let zeros = vec![0; MIB + 1];
        let mut bytes = archive(&[("bomb", &zeros)]);
        // The size as declared in the headers of the part and of the directory.
        let declared = u32::try_from(zeros.len()).unwrap().to_le_bytes();
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == declared {
                bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
            }
        }
        let mut package = open(&bytes).unwrap();
        let read = package.part("bomb");
        assert!(read.is_err() || read.unwrap().is_some_and(|part| part.len() <= 10));
    }

    #[test]
    fn too_many_parts_are_refused() {
        let names: Vec<String> = (0..=LIMITS.parts)
            .map(|number| number.to_string())
            .collect();
        let parts: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(open(&archive(&parts[1..])).is_ok());
        let bytes = archive(&parts);
        let fault = open(&bytes).map(|_| ()).unwrap_err();
        assert!(said(&fault).contains("里面的部件超过 100 个"));
    }

    #[test]
    fn what_leaves_the_package_is_nothing() {
        let cases = [
            (
                "xl",
                "worksheets/sheet1.xml",
                Some("xl/worksheets/sheet1.xml"),
            ),
            (
                "xl",
                "/xl/worksheets/sheet1.xml",
                Some("xl/worksheets/sheet1.xml"),
            ),
            ("xl/a", "../b.xml", Some("xl/b.xml")),
            ("xl", "../../etc/passwd", None),
            ("xl", "..\\..\\etc\\passwd", None),
        ];
        for (base, target, name) in cases {
            assert_eq!(resolve(base, target).as_deref(), name, "{target}");
        }
    }
}
