//! Papers of the demo: one page with a heading and a few lines, as a PDF. Made the same every time.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

/// A paper with a heading and lines.
pub fn paper(title: &str, lines: &[&str]) -> anyhow::Result<Vec<u8>> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let mut drawn = vec![Operation::new("BT", vec![])];
    let all = std::iter::once((title, 18)).chain(lines.iter().map(|line| (*line, 11)));
    for (n, (text, size)) in all.enumerate() {
        let down = if n == 0 { 780 } else { -24 };
        let left = if n == 0 { 56 } else { 0 };
        drawn.push(Operation::new("Tf", vec!["F1".into(), size.into()]));
        drawn.push(Operation::new("Td", vec![left.into(), down.into()]));
        drawn.push(Operation::new("Tj", vec![Object::string_literal(text)]));
    }
    drawn.push(Operation::new("ET", vec![]));
    let content = Content { operations: drawn }.encode()?;
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut out = Vec::new();
    document.save_to(&mut out)?;
    Ok(out)
}
