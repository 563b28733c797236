//! The encoding of a page: UTF-8, or the Western one that old pages declare.

use crate::Unreadable;

/// Where a page declares its encoding, in bytes from its start.
const HEAD: usize = 2048;
/// Windows-1252 from 0x80 to 0x9f.
const WESTERN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a page.
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let utf8 = crate::plain::decode(bytes);
    if utf8.is_ok() {
        return utf8;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let western = ["windows-1252", "iso-8859-1", "iso-8859-15", "latin1"];
    if western.iter().any(|name| head.contains(name)) && !bytes.contains(&0) {
        return Ok(bytes.iter().map(|b| character(*b)).collect());
    }
    utf8
}

/// A character of Windows-1252, which pages that say ISO 8859-1 mean too.
pub fn character(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WESTERN[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}
