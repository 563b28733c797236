//! A line on every page of a PDF: who opened it, and when. The text is drawn above everything else, in
//! grey, at the foot of the page as it is turned. A PDF that cannot carry it is an error, never sent
//! unmarked by this module.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

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

/// Draws the line on one page. What the page drew before is closed off first, so that none of its
/// settings move or hide the line.
fn stamp(
    document: &mut Document,
    page: ObjectId,
    font: ObjectId,
    line: &str,
) -> Result<(), StampError> {
    let (left, bottom) = corner(document, page);
    let text = Object::string_literal(latin(line));
    let draw = Content {
        operations: vec![
            Operation::new("Q", vec![]),
            Operation::new("q", vec![]),
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec![FONT.into(), 9.into()]),
            Operation::new("rg", vec![0.35.into(), 0.35.into(), 0.35.into()]),
            Operation::new("Td", vec![(left + 24.0).into(), (bottom + 14.0).into()]),
            Operation::new("Tj", vec![text]),
            Operation::new("ET", vec![]),
            Operation::new("Q", vec![]),
        ],
    };
    let after = document.add_object(Stream::new(Dictionary::new(), draw.encode()?));
    let before = document.add_object(Stream::new(Dictionary::new(), b"q ".to_vec()));
    let resources = resources(document, page, font)?;
    let kept = document.get_page_contents(page);
    let dictionary = document.get_object_mut(page)?.as_dict_mut()?;
    let contents = std::iter::once(before).chain(kept).chain([after]);
    let contents: Vec<Object> = contents.map(Object::Reference).collect();
    dictionary.set("Contents", contents);
    dictionary.set("Resources", resources);
    Ok(())
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

/// The lower left corner of what is shown of a page.
fn corner(document: &Document, page: ObjectId) -> (f32, f32) {
    let mut at = document.get_dictionary(page).ok();
    for _ in 0..32 {
        let Some(dictionary) = at else { break };
        let shown = dictionary
            .get(b"CropBox")
            .or_else(|_| dictionary.get(b"MediaBox"));
        let shown = shown
            .ok()
            .and_then(|object| document.dereference(object).ok());
        if let Some((_, Object::Array(values))) = shown
            && let [left, bottom, ..] = values.as_slice()
        {
            let number = |object: &Object| object.as_float().unwrap_or(0.0);
            return (number(left), number(bottom));
        }
        let parent = dictionary.get(b"Parent").and_then(Object::as_reference);
        at = parent.ok().and_then(|id| document.get_dictionary(id).ok());
    }
    (0.0, 0.0)
}

/// The line in the encoding of the font: letters of western Europe, else a question mark.
fn latin(line: &str) -> Vec<u8> {
    line.chars()
        .map(|letter| match letter {
            '’' => 0x92,
            '–' => 0x96,
            letter => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A PDF of so many pages, whose media box is inherited.
    pub(crate) fn pdf(pages: usize) -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let parent = document.new_object_id();
        let kids: Vec<Object> = (0..pages)
            .map(|_| {
                let content =
                    document.add_object(Stream::new(Dictionary::new(), b"0 0 m".to_vec()));
                let page =
                    dictionary! { "Type" => "Page", "Parent" => parent, "Contents" => content };
                document.add_object(page).into()
            })
            .collect();
        let tree = dictionary! {
            "Type" => "Pages",
            "Count" => pages as i64,
            "Kids" => kids,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        };
        document.objects.insert(parent, tree.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
        document.trailer.set("Root", catalog);
        let mut out = Vec::new();
        document.save_to(&mut out).expect("it is written");
        out
    }

    #[test]
    fn the_line_stands_on_every_page() {
        let stamped = every_page(&pdf(3), "Opened by Councillor O’Neil").expect("stamped");
        let document = Document::load_mem(&stamped).expect("it reads again");
        let pages = document.get_pages();
        assert_eq!(pages.len(), 3);
        for page in pages.into_values() {
            let drawn = document.get_page_content(page);
            let drawn = String::from_utf8_lossy(&drawn).into_owned();
            assert!(drawn.contains("Opened by Councillor O"), "{drawn}");
        }
    }

    #[test]
    fn what_is_no_pdf_or_has_no_pages_is_refused() {
        assert!(matches!(
            every_page(b"%PDF-1.7 broken", "x"),
            Err(StampError::Unreadable(_))
        ));
        assert!(matches!(every_page(&pdf(0), "x"), Err(StampError::Empty)));
    }
}
