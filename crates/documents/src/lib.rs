//! The council's own document, read and written. Each reader turns one format into the same stream of
//! blocks; [`sort()`] makes of them protocols with numbered clauses, and lists what is doubtful. Nothing
//! here opens a file or keeps anything, and what a document may take of memory and depth is bounded.

mod block;
mod docx;
mod error;
mod html;
pub mod moderngov;
pub mod out;
mod packed;
mod pdf;
mod plain;
mod sniff;
mod sort;
pub mod spreadsheet;
mod xml;

use domain::protocol::text::ProtocolText;

pub use block::{Block, Flaw, Kind};
pub use error::Unreadable;
pub use sniff::Format;
pub use sort::sort;

/// The most bytes of a document.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;
/// The most bytes of text that are read from a document, whatever it was packed in.
pub const TEXT_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The most blocks of a document: paragraphs, items and headings.
pub const BLOCKS_MAX: usize = 50_000;
/// How deep lists may be nested.
pub const DEPTH_MAX: usize = 32;

/// One document that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What it is.
    pub kind: DocumentKind,
    /// Its text, with what is doubtful.
    pub text: ProtocolText,
}

/// What a document in a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// A protocol with numbered clauses.
    Protocol,
    /// Text that stands before it, for example a covering summary.
    Covering,
}

/// Reads every document that a file holds.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Imported>, Unreadable> {
    if bytes.len() > BYTES_MAX {
        return Err(Unreadable::TooLarge(BYTES_MAX / 1024 / 1024));
    }
    let blocks = blocks(name, bytes)?;
    let documents = sort(blocks);
    let is_protocol = |document: &Imported| {
        document.kind == DocumentKind::Protocol && sort::is_protocol(&document.text)
    };
    if documents.iter().any(is_protocol) {
        Ok(documents)
    } else {
        Err(Unreadable::NoProtocol)
    }
}

/// The blocks of a document, whatever its format.
pub fn blocks(name: &str, bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    match sniff::format(name, bytes)? {
        Format::Text => plain::read(bytes),
        Format::Html => html::read(bytes),
        Format::Word => docx::read(bytes),
        Format::Pdf => pdf::read(bytes),
    }
}

#[cfg(test)]
mod tests;
