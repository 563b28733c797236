//! A spreadsheet to the rows of one table: Excel's `.xlsx` and the `.ods` of LibreOffice. Of a cell its value is
//! taken as it was saved, a day as `2024-02-03`; formulas, pictures and comments are not looked at.
//!
//! What a file may cost is bounded before it is unpacked: bytes, rows, columns, and the text of all cells together,
//! because one long text can stand in a hundred thousand cells.

mod dates;
mod ods;
#[cfg(test)]
mod tests;
mod xlsx;

use crate::packed::{self, Packed};
use crate::{Unreadable, xml};

/// The most bytes of a file.
pub const BYTES_MAX: usize = 64 << 20;
/// The most bytes that one part may unpack to.
const PART_BYTES_MAX: u64 = 512 << 20;
/// The most bytes of the text of all cells.
const TEXT_BYTES_MAX: usize = 128 << 20;
/// The most columns.
const COLUMNS_MAX: usize = 256;

/// The first table of a spreadsheet that holds anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The sheets beside it that can be seen, which were not read.
    pub others: Vec<String>,
    /// Its rows that are not empty, each with its number in the sheet, from 1.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Why there is no table to be had. Nothing of the file is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTable {
    /// More than is read.
    #[error("is too large: split it, or save the one sheet as CSV")]
    TooLarge,
    /// More rows than are taken.
    #[error("has more than {0} rows: split it")]
    TooManyRows(usize),
    /// A cell far to the right.
    #[error("has a cell beyond column {COLUMNS_MAX} in row {0}: delete what stands there")]
    TooWide(u64),
    /// A format that is not read.
    #[error("is {0}: save it as .xlsx, .ods or CSV, without a password")]
    Other(&'static str),
    /// No cell is filled.
    #[error("holds no filled cell on any sheet that can be seen")]
    Empty,
    /// The file is broken.
    #[error("is damaged ({0}): open it in the spreadsheet program and save it anew")]
    Damaged(String),
}

impl From<Unreadable> for NoTable {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::TooLarge(_) | Unreadable::TooMuchText(_) => Self::TooLarge,
            Unreadable::Encrypted => Self::Other("protected by a password"),
            Unreadable::Damaged(why) => Self::Damaged(why),
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Whether these are the bytes of a spreadsheet program's own format, of whichever age.
pub fn is_spreadsheet(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&OLD)
}

/// How the files of older programs begin, and new ones with a password.
const OLD: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// Reads the first sheet that can be seen and holds anything, of at most so many rows.
///
/// # Errors
/// With the end of a sentence that begins with the file's name.
pub fn read(bytes: &[u8], rows_max: usize) -> Result<Sheet, NoTable> {
    if bytes.len() > BYTES_MAX {
        return Err(NoTable::TooLarge);
    }
    if bytes.starts_with(&OLD) {
        return Err(NoTable::Other(
            "an old spreadsheet (.xls), or protected by a password",
        ));
    }
    let mut archive = packed::open(bytes)?;
    let has = |archive: &Packed<'_>, name| archive.index_for_name(name).is_some();
    let sheet = if has(&archive, "xl/workbook.xml") {
        xlsx::read(&mut archive, rows_max)?
    } else if has(&archive, "xl/workbook.bin") {
        return Err(NoTable::Other("a binary spreadsheet (.xlsb)"));
    } else if has(&archive, "content.xml") {
        ods::read(&mut archive, rows_max)?
    } else {
        return Err(NoTable::Other("no spreadsheet"));
    };
    sheet
        .filter(|sheet| !sheet.rows.is_empty())
        .ok_or(NoTable::Empty)
}

/// A part that a spreadsheet must have.
fn needed<T>(
    archive: &mut Packed<'_>,
    name: &str,
    read: impl FnOnce(&mut Part<'_>) -> Result<T, NoTable>,
) -> Result<T, NoTable> {
    let missing = || NoTable::Damaged(format!("the part `{name}` is missing"));
    wanted(archive, name, read)?.ok_or_else(missing)
}

/// A part that a spreadsheet may have.
fn wanted<T>(
    archive: &mut Packed<'_>,
    name: &str,
    read: impl FnOnce(&mut Part<'_>) -> Result<T, NoTable>,
) -> Result<Option<T>, NoTable> {
    let done = packed::part(archive, name, PART_BYTES_MAX, |xml| Ok(read(xml)))?;
    done.transpose()
}

type Part<'f> = xml::Xml<std::io::BufReader<packed::Limited<'f>>>;

/// Rows as they are gathered, held to their bounds.
struct Rows {
    done: Vec<(u64, Vec<String>)>,
    cells: Vec<String>,
    bytes: usize,
    most: usize,
}

impl Rows {
    fn new(most: usize) -> Self {
        Self {
            done: Vec::new(),
            cells: Vec::new(),
            bytes: 0,
            most,
        }
    }

    /// Writes into a column, counted from 0, of the row that is open.
    fn cell(&mut self, row: u64, column: usize, text: &str) -> Result<(), NoTable> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if column >= COLUMNS_MAX {
            return Err(NoTable::TooWide(row));
        }
        self.bytes += text.len();
        if self.bytes > TEXT_BYTES_MAX {
            return Err(NoTable::TooLarge);
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        text.clone_into(&mut self.cells[column]);
        Ok(())
    }

    /// Ends the row that is open; an empty one is passed over. It stands there `times` times.
    fn end(&mut self, row: u64, times: u64) -> Result<(), NoTable> {
        if self.cells.is_empty() {
            return Ok(());
        }
        let cells = std::mem::take(&mut self.cells);
        let size: usize = cells.iter().map(String::len).sum();
        for n in 0..times {
            if self.done.len() >= self.most {
                return Err(NoTable::TooManyRows(self.most));
            }
            if n > 0 {
                self.bytes += size;
                if self.bytes > TEXT_BYTES_MAX {
                    return Err(NoTable::TooLarge);
                }
            }
            self.done.push((row.saturating_add(n), cells.clone()));
        }
        Ok(())
    }
}

/// A number as a person would write it: `3`, not `3.0`.
fn number(text: &str) -> String {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => number.to_string(),
        _ => text.trim().to_owned(),
    }
}
