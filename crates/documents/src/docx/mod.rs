//! Word documents: paragraphs with their numbers, tracked changes and footnotes, read as a stream so that
//! a bomb costs no more than the bytes that are let in.

pub mod counts;
mod numbering;
mod paragraphs;
mod styles;

use std::collections::BTreeMap;

use domain::protocol::text::Run;

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

/// Footnotes are kept by an inner number; readers know them by the sign that stands behind their mark and
/// before their words, or else by their order in the text.
fn renumber(blocks: &mut Vec<Block>, mut notes: Vec<Block>) {
    let place = |(at, note): (usize, &Block)| match &note.kind {
        Kind::Note(id) => Some((id.clone(), at)),
        _ => None,
    };
    let places: BTreeMap<String, usize> = notes.iter().enumerate().filter_map(place).collect();
    let mut marks: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    let mut next = move || {
        count += 1;
        count.to_string()
    };
    for block in blocks.iter_mut() {
        let runs = &mut block.words.0;
        for n in 0..runs.len() {
            let Some(id) = runs[n].note.clone() else {
                continue;
            };
            let mark = marks.entry(id).or_insert_with_key(|id| {
                let note = places.get(id).and_then(|at| notes.get_mut(*at));
                let sign = own_sign(runs.get_mut(n + 1), note);
                sign.unwrap_or_else(&mut next)
            });
            runs[n].note = Some(mark.clone());
        }
    }
    for mut note in notes {
        if let Kind::Note(id) = &mut note.kind {
            *id = marks.get(id).map_or_else(&mut next, Clone::clone);
        }
        blocks.push(note);
    }
}

/// The sign by which a footnote is marked instead of a number, such as `†`: taken off the words behind its
/// place and off its own.
fn own_sign(behind: Option<&mut Run>, note: Option<&mut Block>) -> Option<String> {
    let (behind, words) = (behind?, note?.words.0.first_mut()?);
    let signs = |text: &str| -> String {
        let signs = text.chars().take_while(|c| "*†‡§¶".contains(*c));
        signs.take(3).collect()
    };
    let (sign, own) = (signs(&behind.text), signs(words.text.trim_start()));
    if sign.is_empty() || sign != own {
        return None;
    }
    behind.text = behind.text[sign.len()..].to_owned();
    words.text = words.text.trim_start()[sign.len()..]
        .trim_start()
        .to_owned();
    Some(sign)
}
