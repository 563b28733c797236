//! Word documents: paragraphs with their numbers, tracked changes and footnotes, read as a stream so that
//! a bomb costs no more than the bytes that are let in.

pub mod counts;
mod numbering;
mod paragraphs;
mod styles;
pub(crate) mod xml;

use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Block, Kind, Unreadable};
use numbering::Numbering;
use styles::Styles;

/// The most bytes that one part of a document may unpack to.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.index_for_name("word/document.xml").is_none() {
        return Err(Unreadable::WrongFormat {
            what: "no Word document (a spreadsheet, a slide show or an archive)",
            instead: "save the protocol as .docx and import that",
        });
    }
    #[expect(
        clippy::redundant_closure,
        reason = "the function itself is not general enough over the lifetime of the part"
    )]
    let styles =
        part(&mut archive, "word/styles.xml", |xml| Styles::read(xml))?.unwrap_or_default();
    let numbering = part(&mut archive, "word/numbering.xml", |xml| {
        Numbering::read(xml)
    })?
    .unwrap_or_default();
    let mut reader = paragraphs::Paragraphs::new(&styles, numbering);
    part(&mut archive, "word/document.xml", |xml| reader.read(xml))?;
    let mut blocks = reader.finish();
    let notes = part(&mut archive, "word/footnotes.xml", |xml| {
        paragraphs::notes(&styles, xml)
    })?;
    let notes = notes.unwrap_or_default();
    renumber(&mut blocks, notes);
    Ok(blocks)
}

fn part<T>(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    read: impl FnOnce(&mut xml::Xml<BufReader<Limited<'_>>>) -> Result<T, Unreadable>,
) -> Result<Option<T>, Unreadable> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(other) => return Err(damaged(other)),
    };
    let limited = Limited {
        inner: Box::new(file),
        left: PART_BYTES_MAX,
    };
    let mut xml = xml::Xml::new(BufReader::new(limited));
    read(&mut xml).map(Some)
}

/// Reads no more than it may: what is longer is a bomb, and an error.
struct Limited<'f> {
    inner: Box<dyn Read + 'f>,
    left: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| std::io::Error::other(xml::TOO_LONG))?;
        Ok(read)
    }
}

fn damaged(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
            Unreadable::Encrypted
        }
        other => Unreadable::Damaged(other.to_string()),
    }
}

/// Footnotes are kept by an inner number; readers know them by their order in the text.
fn renumber(blocks: &mut Vec<Block>, notes: Vec<Block>) {
    let mut order: Vec<String> = Vec::new();
    for run in blocks.iter_mut().flat_map(|block| &mut block.words.0) {
        if let Some(id) = &mut run.note {
            let place = order.iter().position(|known| known == id);
            let place = place.unwrap_or_else(|| {
                order.push(id.clone());
                order.len() - 1
            });
            *id = (place + 1).to_string();
        }
    }
    let next = order.len();
    for (extra, mut note) in notes.into_iter().enumerate() {
        if let Kind::Note(id) = &mut note.kind {
            let place = order.iter().position(|known| known == id);
            *id = (place.unwrap_or(next + extra) + 1).to_string();
        }
        blocks.push(note);
    }
}
