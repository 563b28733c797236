//! What a file is, by its first bytes; its name only breaks a tie.

use crate::Unreadable;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown.
    Text,
}

/// What a file is, or why it is not read.
pub fn format(name: &str, bytes: &[u8]) -> Result<Format, Unreadable> {
    let _ = name;
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
    Ok(Format::Text)
}
