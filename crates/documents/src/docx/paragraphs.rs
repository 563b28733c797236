//! The paragraphs of a document with their runs and tracked changes.

use std::io::BufRead;

use domain::protocol::text::{Change, Passage, Run};

use super::numbering::Numbering;
use super::styles::{Style, Styles};
use crate::xml::{Element, Next, Xml};
use crate::{BLOCKS_MAX, Block, Kind, TEXT_BYTES_MAX, Unreadable};

/// Elements that are passed over with all that is in them: earlier looks, field codes, text boxes, the
/// second form of what is given twice.
const PASSED: &[&str] = &[
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "numPrChange",
    "instrText",
    "Fallback",
    "drawing",
    "pict",
    "object",
    "sectPr",
    "tblPr",
    "tcPr",
    "trPr",
    "delInstrText",
];

/// Reads paragraphs.
pub struct Paragraphs<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    blocks: Vec<Block>,
    bytes: usize,
    deleted: usize,
    inserted: usize,
    page: bool,
}

/// A paragraph being read.
#[derive(Default)]
struct Open {
    style: Style,
    list: Option<(String, usize)>,
    heading: Option<bool>,
    words: Passage,
}

/// How a run looks.
#[derive(Default)]
struct Look {
    bold: Option<bool>,
    italic: Option<bool>,
    struck: bool,
    hidden: bool,
}

impl<'s> Paragraphs<'s> {
    /// Reads with these styles and lists.
    pub fn new(styles: &'s Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            blocks: Vec::new(),
            bytes: 0,
            deleted: 0,
            inserted: 0,
            page: false,
        }
    }

    /// What was read.
    pub fn finish(self) -> Vec<Block> {
        self.blocks
    }

    /// Reads the body of a document.
    pub fn read<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), Unreadable> {
        loop {
            match xml.next()? {
                Next::Start(element) if element.name == "p" => {
                    let open = self.paragraph(xml)?;
                    self.close(open)?;
                }
                Next::Start(element) => self.enter(&element, xml)?,
                Next::End(name) => self.leave(&name),
                Next::Empty(_) | Next::Text(_) => {}
                Next::Eof => return Ok(()),
            }
        }
    }

    /// Enters an element that is no paragraph or run.
    fn enter<R: BufRead>(&mut self, element: &Element, xml: &mut Xml<R>) -> Result<(), Unreadable> {
        match element.name.as_str() {
            "del" | "moveFrom" => self.deleted += 1,
            "ins" | "moveTo" => self.inserted += 1,
            name if PASSED.contains(&name) => xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn leave(&mut self, name: &str) {
        match name {
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "ins" | "moveTo" => self.inserted = self.inserted.saturating_sub(1),
            _ => {}
        }
    }

    fn paragraph<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<Open, Unreadable> {
        let mut open = Open::default();
        loop {
            match xml.next()? {
                Next::Start(element) => match element.name.as_str() {
                    "r" => self.run(xml, &mut open)?,
                    "pPr" => self.properties(xml, &mut open)?,
                    _ => self.enter(&element, xml)?,
                },
                Next::End(name) if name == "p" => return Ok(open),
                Next::End(name) => self.leave(&name),
                Next::Empty(_) | Next::Text(_) => {}
                Next::Eof => return Ok(open),
            }
        }
    }

    fn properties<R: BufRead>(&self, xml: &mut Xml<R>, open: &mut Open) -> Result<(), Unreadable> {
        let mut level = 0;
        loop {
            match xml.next()? {
                Next::Start(element) | Next::Empty(element) if element.name == "pStyle" => {
                    open.style = self.styles.get(element.val().unwrap_or_default());
                }
                // The looks and changes of the paragraph's own mark are not those of its words.
                Next::Start(element) if element.name == "rPr" || element.name == "pPrChange" => {
                    xml.skip()?;
                }
                Next::Start(element) | Next::Empty(element) => match element.name.as_str() {
                    "ilvl" => level = element.val().and_then(|v| v.parse().ok()).unwrap_or(0),
                    "numId" => open.list = Some((element.val().unwrap_or("0").to_owned(), level)),
                    "outlineLvl" => open.heading = Some(element.val() != Some("9")),
                    _ => {}
                },
                Next::End(name) if name == "pPr" => return Ok(()),
                Next::End(_) | Next::Text(_) => {}
                Next::Eof => return Ok(()),
            }
        }
    }

    fn run<R: BufRead>(&mut self, xml: &mut Xml<R>, open: &mut Open) -> Result<(), Unreadable> {
        let mut look = Look::default();
        let mut in_text = false;
        loop {
            match xml.next()? {
                Next::Start(element) if PASSED.contains(&element.name.as_str()) => xml.skip()?,
                Next::Start(element) | Next::Empty(element) => match element.name.as_str() {
                    "b" => look.bold = Some(element.on()),
                    "i" => look.italic = Some(element.on()),
                    "strike" | "dstrike" => look.struck |= element.on(),
                    "vanish" => look.hidden = element.on(),
                    "t" | "delText" => in_text = true,
                    "tab" | "cr" => self.add(open, &look, " ")?,
                    "noBreakHyphen" => self.add(open, &look, "-")?,
                    "br" if element.value("type") == Some("page") => self.page = true,
                    "br" => self.add(open, &look, " ")?,
                    "footnoteReference" | "endnoteReference" => {
                        let note = element.value("id").map(str::to_owned);
                        let run = Run {
                            note,
                            ..self.looks(open, &look)
                        };
                        open.words.push(run);
                    }
                    _ => {}
                },
                Next::Text(words) if in_text => self.add(open, &look, &words)?,
                Next::End(name) if name == "t" || name == "delText" => in_text = false,
                Next::End(name) if name == "r" => return Ok(()),
                Next::End(_) | Next::Text(_) => {}
                Next::Eof => return Ok(()),
            }
        }
    }

    fn add(&mut self, open: &mut Open, look: &Look, words: &str) -> Result<(), Unreadable> {
        self.bytes += words.len();
        if self.bytes > TEXT_BYTES_MAX {
            return Err(Unreadable::TooMuchText(TEXT_BYTES_MAX / 1024 / 1024));
        }
        if !look.hidden {
            let run = self.looks(open, look);
            open.words.push(Run {
                text: words.to_owned(),
                ..run
            });
        }
        Ok(())
    }

    fn looks(&self, open: &Open, look: &Look) -> Run {
        let struck = self.deleted > 0 || look.struck;
        Run {
            bold: look.bold.or(open.style.bold).unwrap_or(false),
            italic: look.italic.or(open.style.italic).unwrap_or(false),
            change: match (struck, self.inserted > 0) {
                (true, _) => Change::Struck,
                (false, true) => Change::Inserted,
                (false, false) => Change::Kept,
            },
            ..Run::default()
        }
    }

    fn close(&mut self, open: Open) -> Result<(), Unreadable> {
        let list = open.list.or_else(|| open.style.list.clone());
        let list = list.filter(|(id, _)| id != "0" && !id.is_empty());
        if open.words.is_empty() || open.style.furniture {
            return Ok(());
        }
        if self.blocks.len() >= BLOCKS_MAX {
            return Err(Unreadable::TooManyBlocks(BLOCKS_MAX));
        }
        let level = list.as_ref().map_or(0, |(_, level)| *level);
        let label = list
            .as_ref()
            .and_then(|(id, level)| self.numbering.count(id, *level));
        let heading = open.heading.or(open.style.heading).unwrap_or(false);
        let kind = match (heading, &list, &label) {
            (true, ..) => Kind::Heading,
            (false, Some(_), None) => Kind::Item(level.min(7) as u8 + 1),
            (false, Some(_), Some(label)) if label.starts_with(|c: char| c.is_ascii_digit()) => {
                Kind::Para
            }
            (false, Some(_), Some(_)) => Kind::Item(level.min(7) as u8 + 1),
            (false, None, _) => Kind::Para,
        };
        self.blocks.push(Block {
            kind,
            label,
            words: open.words,
            page: std::mem::take(&mut self.page),
            ..Block::default()
        });
        Ok(())
    }
}

/// Reads `footnotes.xml`.
pub fn notes<R: BufRead>(styles: &Styles, xml: &mut Xml<R>) -> Result<Vec<Block>, Unreadable> {
    let mut reader = Paragraphs::new(styles, Numbering::default());
    let mut notes: Vec<Block> = Vec::new();
    let mut id = None;
    loop {
        match xml.next()? {
            Next::Start(element) if element.name == "footnote" => {
                let real = element.value("type").is_none();
                id = element.value("id").filter(|_| real).map(str::to_owned);
            }
            Next::Start(element) if element.name == "p" => {
                let open = reader.paragraph(xml)?;
                let Some(id) = id.clone().filter(|_| !open.words.is_empty()) else {
                    continue;
                };
                match notes
                    .last_mut()
                    .filter(|note| note.kind == Kind::Note(id.clone()))
                {
                    Some(note) => {
                        note.words.push(Run::plain(" "));
                        open.words
                            .0
                            .into_iter()
                            .for_each(|run| note.words.push(run));
                    }
                    None => notes.push(Block::new(Kind::Note(id), open.words)),
                }
            }
            Next::Eof => return Ok(notes),
            Next::Start(_) | Next::Empty(_) | Next::End(_) | Next::Text(_) => {}
        }
    }
}
