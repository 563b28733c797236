//! A line on every page of a PDF: who opened it, and when. The text is drawn above everything else, in
//! grey, at the foot of the page as it is turned. A PDF that cannot carry it is an error, never sent
//! unmarked by this module.

mod place;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use place::Place;

/// Why a PDF cannot carry a line.
#[derive(Debug, thiserror::Error)]
pub enum StampError {
    /// It cannot be read, or not be written again.
    #[error("this PDF cannot be read: {0}")]
    Unreadable(String),
    /// It is encrypted.
    #[error("this PDF is protected, so that nothing can be written on its pages")]
    Protected,
    /// It has no pages.
    #[error("this PDF has no pages")]
    Empty,
}

impl From<lopdf::Error> for StampError {
    fn from(error: lopdf::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// The most that is read of what a page draws, in bytes, to see which settings it leaves open.
const DRAWN: usize = 64 << 20;
/// The name under which the line's font stands in a page's resources.
const FONT: &str = "WardroomStamp";

/// The PDF with `line` on every page.
///
/// # Errors
/// Where it is damaged, protected or without pages.
pub fn every_page(bytes: &[u8], line: &str) -> Result<Vec<u8>, StampError> {
    let mut document = Document::load_mem(bytes)?;
    if document.is_encrypted() {
        return Err(StampError::Protected);
    }
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    if pages.is_empty() {
        return Err(StampError::Empty);
    }
    let font = document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type1",
        "BaseFont" => "Helvetica-Bold",
        "Encoding" => "WinAnsiEncoding",
    });
    for page in pages {
        stamp(&mut document, page, font, line)?;
    }
    let mut out = Vec::with_capacity(bytes.len() + 1_024);
    document
        .save_to(&mut out)
        .map_err(|error| StampError::Unreadable(error.to_string()))?;
    Ok(out)
}

/// Draws the line on one page. What the page drew before is closed off, so that none of its settings move or
/// hide the line, even where it left some open or closed more than it had opened.
fn stamp(
    document: &mut Document,
    page: ObjectId,
    font: ObjectId,
    line: &str,
) -> Result<(), StampError> {
    let letters = latin(line);
    let place = Place::of(document, page, letters.len());
    let (opens, closes) = balance(document, page);
    let set = |name: &str, numbers: &[f32]| {
        Operation::new(name, numbers.iter().map(|n| (*n).into()).collect())
    };
    let mut operations = vec![Operation::new("Q", vec![]); closes];
    operations.extend([
        Operation::new("q", vec![]),
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec![FONT.into(), place.size.into()]),
        set("rg", &[0.35, 0.35, 0.35]),
        set("Tm", &place.matrix),
        Operation::new("Tj", vec![Object::string_literal(letters)]),
        Operation::new("ET", vec![]),
        Operation::new("Q", vec![]),
    ]);
    let draw = Content { operations };
    let after = document.add_object(Stream::new(Dictionary::new(), draw.encode()?));
    let before = document.add_object(Stream::new(Dictionary::new(), b"q ".repeat(opens)));
    let resources = resources(document, page, font)?;
    let kept = document.get_page_contents(page);
    let dictionary = document.get_object_mut(page)?.as_dict_mut()?;
    let contents = std::iter::once(before).chain(kept).chain([after]);
    let contents: Vec<Object> = contents.map(Object::Reference).collect();
    dictionary.set("Contents", contents);
    dictionary.set("Resources", resources);
    Ok(())
}

/// How many settings to keep before what a page draws, and to give back after it, so that the line begins with
/// those of an empty page: one, and as many more as the page leaves open or closes without having opened.
fn balance(document: &Document, page: ObjectId) -> (usize, usize) {
    let drawn = document.get_page_content_with_limit(page, DRAWN);
    let drawn = drawn.and_then(|drawn| Content::decode(&drawn));
    let (mut depth, mut least) = (0_i32, 0);
    for operation in drawn.map_or_else(|_| Vec::new(), |drawn| drawn.operations) {
        match operation.operator.as_str() {
            "q" => depth += 1,
            "Q" => depth -= 1,
            _ => {}
        }
        least = least.min(depth);
    }
    let count = |n: i32| usize::try_from(n).unwrap_or(0);
    (count(1 - least), count(1 - least + depth))
}

/// The page's resources with the line's font, inherited ones taken down to the page.
fn resources(
    document: &Document,
    page: ObjectId,
    font: ObjectId,
) -> Result<Dictionary, StampError> {
    let (own, inherited) = document.get_page_resources(page)?;
    let first = inherited
        .first()
        .and_then(|id| document.get_dictionary(*id).ok());
    let mut resources = own.or(first).cloned().unwrap_or_default();
    let fonts = match resources.get(b"Font") {
        Ok(Object::Reference(id)) => document.get_dictionary(*id).ok().cloned(),
        Ok(Object::Dictionary(fonts)) => Some(fonts.clone()),
        _ => None,
    };
    let mut fonts = fonts.unwrap_or_default();
    fonts.set(FONT, font);
    resources.set("Font", fonts);
    Ok(resources)
}

/// The line in the encoding of the font: letters of western Europe as they are, letters of every other script as Latin
/// ones, by what each says alone, so that a name is never left out.
fn latin(line: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if let Some(byte) = winansi(letter) {
            out.push(byte);
            continue;
        }
        match deunicode::deunicode_char(letter) {
            Some(plain) => {
                // What stands for a syllable ends with a space, which is wanted only between two of them.
                let apart = letters.peek().is_some_and(|next| next.is_alphanumeric());
                let plain = if apart { plain } else { plain.trim_end() };
                out.extend(plain.bytes());
            }
            // Without a reading, the letter's number: it tells one name from another.
            None => out.extend(format!("[U+{:04X}]", u32::from(letter)).bytes()),
        }
    }
    out
}

/// A letter as the font's encoding has it.
fn winansi(letter: char) -> Option<u8> {
    match letter {
        '’' => Some(0x92),
        '–' => Some(0x96),
        // What lies between is control characters to this encoding.
        _ if matches!(u32::from(letter), 0x20..=0x7e | 0xa0..=0xff) => {
            u8::try_from(u32::from(letter)).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
