//! Bytes to text: UTF-8, or UTF-16 with its mark; anything else is said, not guessed.

use crate::Unreadable;

/// The text of bytes.
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest)?,
        bytes => utf8(bytes)?,
    };
    if let Some(at) = text.find('\0') {
        let line = text[..at].matches('\n').count() + 1;
        let encoding = "plain";
        return Err(Unreadable::BadEncoding { encoding, line });
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn utf8(bytes: &[u8]) -> Result<String, Unreadable> {
    let bad = |error: std::str::Utf8Error| Unreadable::BadEncoding {
        encoding: "UTF-8",
        line: line(bytes, error.valid_up_to()),
    };
    std::str::from_utf8(bytes).map(str::to_owned).map_err(bad)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() / 2);
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(c.map_err(|_| bad_utf16(&text))?);
    }
    if odd.is_empty() {
        Ok(text)
    } else {
        Err(bad_utf16(&text))
    }
}

fn bad_utf16(so_far: &str) -> Unreadable {
    Unreadable::BadEncoding {
        encoding: "UTF-16",
        line: line(so_far.as_bytes(), so_far.len()),
    }
}

fn line(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|b| **b == b'\n').count() + 1
}
