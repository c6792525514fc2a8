//! XML read piece by piece, with a limit on its depth; a DOCTYPE is refused, so that no entity is ever expanded.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::refusal::{self, Fault};
use crate::MAX_XML_DEPTH;

pub(super) struct Xml<'a> {
    file: Arc<str>,
    /// What the part is called in the archive.
    part: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// A piece of XML. An element without content opens and closes, too.
pub(super) enum Piece<'a> {
    Open(Element<'a>),
    Close(Name<'a>),
    Text(Cow<'a, str>),
    End,
}

/// A beginning element.
pub(super) struct Element<'a>(BytesStart<'a>);

/// The name of an ending element.
pub(super) struct Name<'a>(quick_xml::events::BytesEnd<'a>);

impl Name<'_> {
    pub(super) fn local(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute by its name without prefix. What is not well-formed is not there.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).filter_map(Result::ok);
        let mut named = attributes.filter(|one| one.key.local_name().into_inner() == name);
        named.next()?.normalized_value(XmlVersion::Explicit1_0).ok()
    }

    /// The same as a whole number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Is the attribute there and true?
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.attribute(name)
            .is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
    }
}

impl<'a> Xml<'a> {
    pub(super) fn new(file: &Arc<str>, part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            file: Arc::clone(file),
            part,
            reader,
            depth: 0,
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn next(&mut self) -> Result<Piece<'a>, Fault> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|error| self.damaged(&error.to_string()))?;
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth = self.depth.saturating_add(1);
                    if self.depth > MAX_XML_DEPTH {
                        return Err(refusal::too_deep(
                            &self.file,
                            "文件内部的元素",
                            "the elements inside the file",
                            MAX_XML_DEPTH,
                        ));
                    }
                    return Ok(Piece::Open(Element(start)));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Piece::Close(Name(end)));
                }
                Event::Text(text) => return Ok(Piece::Text(lines(text.into_inner()))),
                Event::CData(text) => return Ok(Piece::Text(lines(text.into_inner()))),
                Event::GeneralRef(reference) => {
                    return Ok(Piece::Text(self.character(&reference)?));
                }
                Event::DocType(_) => return Err(refusal::document_type(&self.file)),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.depth == 0 => return Ok(Piece::End),
                Event::Eof => return Err(self.damaged("it breaks off")),
            }
        }
    }

    /// Passes over what is left of the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Piece::End) {
                break;
            }
        }
        Ok(())
    }

    /// The next element that opens anywhere; `None` at the end.
    pub(super) fn next_open(&mut self) -> Result<Option<Element<'a>>, Fault> {
        loop {
            match self.next()? {
                Piece::Open(element) => return Ok(Some(element)),
                Piece::End => return Ok(None),
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
    }

    fn character(&self, reference: &BytesRef<'_>) -> Result<Cow<'a, str>, Fault> {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            return Ok(Cow::Owned(character.to_string()));
        }
        let known = resolve_xml_entity(reference);
        let known = known.ok_or_else(|| self.damaged("an entity that is not known"))?;
        Ok(Cow::Borrowed(known))
    }

    fn damaged(&self, what: &str) -> Fault {
        refusal::damaged(&self.file, &format!("{}: {what}", self.part))
    }
}

/// The ends of lines as XML has them.
fn lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use jixiao_model::Lang;

    use super::*;

    /// Everything that is read of a text, or what is wrong with it.
    fn read(text: &str) -> Result<String, String> {
        let file = Arc::from("a.docx");
        let mut xml = Xml::new(&file, "a.xml", text);
        let mut read = String::new();
        loop {
            let piece = match xml.next().map_err(|fault| fault.render(Lang::English))? {
                Piece::Open(element) => Cow::Owned(format!("<{}>", element.local())),
                Piece::Close(name) => Cow::Owned(format!("</{}>", name.local())),
                Piece::Text(text) => text,
                Piece::End => return Ok(read),
            };
            read.push_str(&piece);
        }
    }

    #[test]
    fn pieces_come_in_order() {
        let text =
            "<?xml version='1.0'?><w:a x='1'>甲&amp;&#x4e59;<b/><![CDATA[<丙>]]>\r\n</w:a><!-- -->";
        assert_eq!(read(text).unwrap(), "<a>甲&乙<b></b><丙>\n</a>");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let cases = [
            ("<a>", "it breaks off"),
            ("<a></b>", "a.xml: "),
            ("<a>&x;</a>", "an entity that is not known"),
            ("<!DOCTYPE a [<!ENTITY x '1'>]><a>&x;</a>", "DOCTYPE"),
        ];
        for (text, part) in cases {
            let said = read(text).unwrap_err();
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(read(&nested(MAX_XML_DEPTH)).is_ok());
        let said = read(&nested(100_000)).unwrap_err();
        assert!(said.contains("nest too deep: at most 200 levels"), "{said}");
    }
}
