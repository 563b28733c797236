//! What a file is, by its first bytes; its name only breaks a tie.

use crate::Unreadable;

/// How far a file is looked into, in bytes.
const HEAD: usize = 1024;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown.
    Text,
    /// A page of a site.
    Html,
    /// A Word document, `.docx`.
    Word,
    /// PDF.
    Pdf,
}

/// What a file is, or why it is not read.
pub fn format(name: &str, bytes: &[u8]) -> Result<Format, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let wrong = |what, instead| Err(Unreadable::WrongFormat { what, instead });
    if bytes.starts_with(b"{\\rtf") {
        return wrong("rich text (RTF)", "open it in Word and save it as .docx");
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let what = "an old Word file (.doc), or one protected by a password";
        return wrong(what, "save it as .docx without a password");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Word);
    }
    // A PDF may begin after a few bytes of something else.
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.windows(5).any(|five| five == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    let low = String::from_utf8_lossy(head).to_ascii_lowercase();
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<main",
        "<article",
    ];
    let tagged = low
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<');
    let named = name.to_ascii_lowercase();
    let named = named.ends_with(".html") || named.ends_with(".htm") || named.ends_with(".xhtml");
    if tagged && (named || tags.iter().any(|tag| low.contains(tag))) {
        return Ok(Format::Html);
    }
    Ok(Format::Text)
}
