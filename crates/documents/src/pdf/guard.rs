//! What a PDF would unpack to, found out without keeping any of it, before a reader that would.

use flate2::{Decompress, FlushDecompress, Status};

use crate::Unreadable;

/// The most that one packed part may unpack to, in bytes: more than any page of a protocol, or picture.
const PART_MAX: u64 = 48 * 1024 * 1024;
/// The most that all parts but pictures may unpack to, in bytes: a reader may keep those.
const ALL_MAX: u64 = 128 * 1024 * 1024;
/// The most work, in bytes unpacked.
const WORK_MAX: u64 = 1024 * 1024 * 1024;
/// How far before a part its description is looked for, in bytes.
const DESCRIPTION: usize = 1024;

/// Refuses what unpacks to more than a protocol can be, and packings whose size cannot be told.
pub fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    if is_odd(&plain_names(bytes)) {
        return Err(odd());
    }
    let (mut all, mut work) = (0, 0);
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let keyword = at + found;
        at = keyword + b"stream".len();
        if bytes[..keyword].ends_with(b"end") {
            continue;
        }
        let data = &bytes[at..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let size = unpacked(data)?;
        let description = &bytes[keyword.saturating_sub(DESCRIPTION)..keyword];
        let start = rfind(description, b" obj").unwrap_or(0);
        let description = plain_names(&description[start..]);
        let has = |name: &[u8]| find(&description, name).is_some();
        if !has(b"/Image") || has(b"/ObjStm") || has(b"/XRef") {
            all += size;
        }
        work += size;
        if size > PART_MAX || all > ALL_MAX || work > WORK_MAX {
            return Err(Unreadable::TooMuchText((PART_MAX / 1024 / 1024) as usize));
        }
    }
    Ok(())
}

fn odd() -> Unreadable {
    Unreadable::WrongFormat {
        what: "a PDF packed in an unusual way",
        instead: "print it to a PDF anew, and import that",
    }
}

/// Names with their escapes undone: `/Fl#61te` is `/Flate`.
fn plain_names(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).filter(|_| *byte == b'#');
        let hex = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        plain.push(hex.unwrap_or(*byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    plain
}

/// Whether a packing is used that can unpack to far more than it says, or one packing within another.
fn is_odd(bytes: &[u8]) -> bool {
    if find(bytes, b"/LZWDecode").is_some() {
        return true;
    }
    let packings: [&[u8]; 3] = [b"/FlateDecode", b"/ASCII85Decode", b"/ASCIIHexDecode"];
    packings.iter().any(|packing| {
        let mut at = 0;
        std::iter::from_fn(|| {
            let found = at + find(&bytes[at..], packing)?;
            at = found + packing.len();
            Some(at)
        })
        .any(|after| {
            let rest = bytes[after..].trim_ascii_start();
            rest.starts_with(b"/FlateDecode")
                || rest.starts_with(b"/Fl ")
                || rest.starts_with(b"/RunLength")
        })
    })
}

/// To how many bytes a part unpacks, up to a little more than it may; 0 for one that is not packed so.
fn unpacked(data: &[u8]) -> Result<u64, Unreadable> {
    let mut unpack = Decompress::new(true);
    let mut scratch = vec![0; 32 * 1024];
    loop {
        let (before_in, before_out) = (unpack.total_in() as usize, unpack.total_out());
        let status = unpack.decompress(&data[before_in..], &mut scratch, FlushDecompress::None);
        let grown = unpack.total_out() - before_out;
        if is_odd(&scratch[..grown as usize]) {
            return Err(odd());
        }
        let stuck = grown == 0 && unpack.total_in() as usize == before_in;
        match status {
            Ok(Status::Ok | Status::BufError) if !stuck && unpack.total_out() <= PART_MAX => {}
            _ => return Ok(unpack.total_out()),
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|b| *b == first)?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    (0..bytes.len())
        .rev()
        .find(|at| bytes[*at..].starts_with(what))
}
