//! Parts of a zip, read as streams of XML, so that a bomb costs no more than the bytes that are let in.

use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Unreadable;
use crate::xml::{TOO_LONG, Xml};

/// A zip in memory.
pub(crate) type Packed<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Opens a zip.
pub(crate) fn open(bytes: &[u8]) -> Result<Packed<'_>, Unreadable> {
    ZipArchive::new(Cursor::new(bytes)).map_err(damaged)
}

/// Reads a part, of `most` unpacked bytes at most; none where there is no such part.
pub(crate) fn part<T>(
    archive: &mut Packed<'_>,
    name: &str,
    most: u64,
    read: impl FnOnce(&mut Xml<BufReader<Limited<'_>>>) -> Result<T, Unreadable>,
) -> Result<Option<T>, Unreadable> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(other) => return Err(damaged(other)),
    };
    let limited = Limited {
        inner: Box::new(file),
        left: most,
    };
    let mut xml = Xml::new(BufReader::new(limited));
    read(&mut xml).map(Some)
}

/// Reads no more than it may: what is longer is a bomb, and an error.
pub(crate) struct Limited<'f> {
    inner: Box<dyn Read + 'f>,
    left: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| std::io::Error::other(TOO_LONG))?;
        Ok(read)
    }
}

fn damaged(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
            Unreadable::Encrypted
        }
        other => Unreadable::Damaged(other.to_string()),
    }
}
