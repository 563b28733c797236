//! From a stream of blocks to protocols with numbered clauses: documents are told apart, furniture is
//! dropped, numbers find their places, and what is doubtful is listed.

mod build;
mod document;
mod furniture;
mod looks;
mod marker;
mod notes;
mod references;
mod types;

use domain::protocol::text::{Passage, ProtocolText, Reading};

use crate::{Block, DocumentKind, Imported, Kind};
use marker::Marker;

/// A block with its number.
#[derive(Debug)]
struct Marked {
    block: Block,
    marker: Option<Marker>,
}

impl Marked {
    fn words(&self) -> &Passage {
        &self.block.words
    }
    fn is_heading(&self) -> bool {
        match self.block.kind {
            Kind::Heading => true,
            Kind::Para => looks::heading(self.words()),
            // In Markdown a numbered heading may come as an item.
            Kind::Item(_) | Kind::More => self.marker.is_some() && looks::heading(self.words()),
            Kind::Note(_) => false,
        }
    }
}

/// Sorts the blocks of a file into the documents that it holds.
pub fn sort(blocks: Vec<Block>) -> Vec<Imported> {
    let marked = marked(furniture::drop(blocks));
    build::build(marked)
}

/// Whether a line begins with a clause's number.
pub fn begins_with_number(line: &str) -> bool {
    marker::parse(line).is_some()
}

/// Whether a line names a protocol or a code, as its title does.
fn names_protocol(line: &str) -> bool {
    let line = line.to_lowercase();
    let names = ["protocol", "code", "relations"];
    names.iter().any(|name| line.contains(name))
}

/// Whether a text is a protocol on members and officers, in English or Welsh.
pub fn is_protocol(text: &ProtocolText) -> bool {
    const MEMBERS: &[&str] = &["member", "councillor", "aelod", "cynghorydd"];
    const OFFICERS: &[&str] = &["officer", "employee", "staff", "swyddog"];
    let mut words = text.title.read(Reading::After).to_lowercase();
    let mut count = 0;
    for (section, clause) in text.clauses() {
        words.push_str(&section.heading.read(Reading::After).to_lowercase());
        words.push_str(&clause.words(Reading::Both).to_lowercase());
        count += 1;
    }
    let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
    count >= 3 && says(MEMBERS) && says(OFFICERS)
}

/// Takes the number off each block. A number alone on its line belongs to the words after it.
fn marked(blocks: Vec<Block>) -> Vec<Marked> {
    let mut marked: Vec<Marked> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let Some(alone) = marked.last_mut().filter(|last| is_alone(last)) {
            let free = matches!(block.kind, Kind::Para | Kind::Heading | Kind::More);
            if free
                && marker::take(block.words.clone(), block.label.as_deref())
                    .0
                    .is_none()
            {
                alone.block.words = block.words;
                alone.block.flaws.extend(block.flaws);
                continue;
            }
        }
        let marker = match block.kind {
            Kind::Note(_) | Kind::More => None,
            _ => {
                let words = std::mem::take(&mut block.words);
                let (marker, words) = marker::take(words, block.label.as_deref());
                block.words = words;
                marker
            }
        };
        marked.push(Marked { block, marker });
    }
    marked
}

fn is_alone(marked: &Marked) -> bool {
    marked.marker.is_some() && marked.block.words.is_empty()
}

fn imported(kind: DocumentKind, text: ProtocolText) -> Imported {
    Imported { kind, text }
}
