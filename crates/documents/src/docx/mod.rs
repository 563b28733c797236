//! Word documents: paragraphs with their numbers, tracked changes and footnotes, read as a stream so that
//! a bomb costs no more than the bytes that are let in.

pub mod counts;
mod numbering;
mod paragraphs;
mod styles;

use crate::packed::{self, part};
use crate::{Block, Kind, Unreadable};
use numbering::Numbering;
use styles::Styles;

/// The most bytes that one part of a document may unpack to.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let mut archive = packed::open(bytes)?;
    let most = PART_BYTES_MAX;
    if archive.index_for_name("word/document.xml").is_none() {
        return Err(Unreadable::WrongFormat {
            what: "no Word document (a spreadsheet, a slide show or an archive)",
            instead: "save the protocol as .docx and import that",
        });
    }
    let styles = part(&mut archive, "word/styles.xml", most, |xml| {
        Styles::read(xml)
    })?;
    let styles = styles.unwrap_or_default();
    let numbering = part(&mut archive, "word/numbering.xml", most, |xml| {
        Numbering::read(xml)
    })?;
    let numbering = numbering.unwrap_or_default();
    let mut reader = paragraphs::Paragraphs::new(&styles, numbering);
    part(&mut archive, "word/document.xml", most, |xml| {
        reader.read(xml)
    })?;
    let mut blocks = reader.finish();
    let notes = part(&mut archive, "word/footnotes.xml", most, |xml| {
        paragraphs::notes(&styles, xml)
    })?;
    let notes = notes.unwrap_or_default();
    renumber(&mut blocks, notes);
    Ok(blocks)
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
