//! PDF with text: words and numbers by their place on the page. What the format does not say, which
//! words are rules, guidance or struck out, is read from fonts and drawn lines and listed as doubts.

mod font;
mod guard;
mod lines;
mod page;

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::{Block, TEXT_BYTES_MAX, Unreadable};
use page::Words;

/// The most pages that are read.
const PAGES_MAX: usize = 2_000;

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    guard::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::InvalidEncryption) => {
            Unreadable::Damaged("its encryption is invalid".to_owned())
        }
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::Damaged("it is no valid PDF".to_owned()),
    })?;
    let pages = pdf.pages();
    if pages.len() > PAGES_MAX {
        return Err(Unreadable::TooManyBlocks(PAGES_MAX));
    }
    let mut fonts = BTreeMap::new();
    let mut lines = lines::Lines::default();
    let mut bytes = 0;
    let mut unknown = 0;
    for page in pages.iter() {
        let content = content(page.raw());
        let words: Words = page::read(&content, page.resources(), &mut fonts);
        bytes += words.bytes();
        unknown += words.unknown;
        if bytes > TEXT_BYTES_MAX {
            return Err(Unreadable::TooMuchText(TEXT_BYTES_MAX / 1024 / 1024));
        }
        lines.page(words);
    }
    if bytes < 20 * pages.len().min(10) || unknown > bytes {
        return Err(Unreadable::NoText);
    }
    lines.blocks()
}

/// The content of a page, decoded here so that it is let go with the page.
fn content(page: &Dict<'_>) -> Vec<u8> {
    let mut content = Vec::new();
    let mut take = |stream: Stream<'_>| {
        if let Ok(data) = stream.decoded() {
            content.extend_from_slice(&data);
            content.push(b'\n');
        }
    };
    if let Some(stream) = page.get::<Stream<'_>>("Contents") {
        take(stream);
    } else if let Some(array) = page.get::<Array<'_>>("Contents") {
        array.iter::<Stream<'_>>().for_each(take);
    }
    content
}
