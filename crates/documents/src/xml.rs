//! The few things that are asked of XML: names without their prefix, values, words, a bound on depth.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::Unreadable;

/// What a reader that was stopped says.
pub const TOO_LONG: &str = "the part is too long";
/// How deep elements may stand in each other.
const DEPTH_MAX: usize = 256;

/// A stream of XML.
pub struct Xml<R> {
    reader: quick_xml::Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
}

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// An element begins.
    Start(Element),
    /// An element that begins and ends.
    Empty(Element),
    /// An element ends.
    End(String),
    /// Words.
    Text(String),
    /// Nothing more.
    Eof,
}

/// An element: its name without the prefix, and its attributes likewise.
#[derive(Debug, Default)]
pub struct Element {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The `val` attribute.
    pub fn val(&self) -> Option<&str> {
        self.value("val")
    }

    /// Whether a switch is on: `<w:b/>` and not `<w:b w:val="0"/>`.
    pub fn on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off" | "none"))
    }
}

impl<R: BufRead> Xml<R> {
    /// Reads from a part.
    pub fn new(part: R) -> Self {
        let mut reader = quick_xml::Reader::from_reader(part);
        reader.config_mut().check_end_names = false;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// What comes next.
    pub fn next(&mut self) -> Result<Next, Unreadable> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            return Ok(match event.map_err(damaged)? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH_MAX {
                        return Err(Unreadable::TooDeep(DEPTH_MAX));
                    }
                    Next::Start(element(&start))
                }
                Event::Empty(start) => Next::Empty(element(&start)),
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Next::End(local(end.name().as_ref()).to_owned())
                }
                Event::Text(text) => Next::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Next::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => match character(&name) {
                    Some(c) => Next::Text(c.to_string()),
                    None => continue,
                },
                Event::Eof => Next::Eof,
                _ => continue,
            });
        }
    }

    /// Passes over the rest of an element that has begun.
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Next::Start(_) => depth += 1,
                Next::End(_) => depth -= 1,
                Next::Eof => return Ok(()),
                Next::Empty(_) | Next::Text(_) => {}
            }
        }
        Ok(())
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes
        .with_checks(false)
        .flatten()
        .take(32)
        .map(|attribute| {
            let value = quick_xml::escape::unescape(&attribute.value);
            let value = value.map_or_else(|_| String::new(), |value| value.into_owned());
            (local(attribute.key.as_ref()).to_owned(), value)
        });
    Element {
        attributes: attributes.collect(),
        name: local(start.name().as_ref()).to_owned(),
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The character of `&amp;` or `&#8217;`. Other entities are not Word's.
fn character(name: &str) -> Option<char> {
    let text = format!("&{name};");
    quick_xml::escape::unescape(&text).ok()?.chars().next()
}

fn damaged(error: quick_xml::Error) -> Unreadable {
    let why = error.to_string();
    if why.contains(TOO_LONG) {
        Unreadable::TooMuchText(64)
    } else {
        Unreadable::Damaged(why)
    }
}
