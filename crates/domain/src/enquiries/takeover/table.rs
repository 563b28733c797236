//! A table as a spreadsheet saves it: commas, semicolons or tabs; UTF-8, or the letters of Windows.

use crate::directory::import::BadLine;

/// The largest table that is read, in bytes.
pub const BYTES_MAX: usize = 128 << 20;
/// The most lines that are read.
pub const ROWS_MAX: usize = 250_000;

/// The letters that Windows has where Latin-1 has none.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A table with its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The file's name.
    pub file: String,
    /// The headings as they stand.
    pub headings: Vec<String>,
    pub(super) rows: Vec<Line>,
}

/// One line of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
}

impl Table {
    /// Reads a table. Empty lines are passed over.
    ///
    /// # Errors
    /// Where it is too large, has no headings, or a line cannot be read.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, BadLine> {
        let bad = |line: Option<u64>, why: String| BadLine {
            file: file.to_owned(),
            line,
            column: None,
            why,
        };
        if bytes.len() > BYTES_MAX {
            let why = format!("is larger than {} MB: split it", BYTES_MAX >> 20);
            return Err(bad(None, why));
        }
        if bytes.starts_with(b"PK") {
            let why = "is a spreadsheet’s own format: save it as CSV and give that";
            return Err(bad(None, why.to_owned()));
        }
        let text = decoded(bytes);
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [',', ';', '\t']
            .into_iter()
            .max_by_key(|c| (first.matches(*c).count(), *c == ','));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.unwrap_or(',') as u8)
            .flexible(true)
            .from_reader(text.as_bytes());
        let wrong = |error: csv::Error| {
            let line = error.position().map(csv::Position::line);
            bad(line, format!("cannot be read: {error}"))
        };
        let headings: Vec<String> = reader
            .headers()
            .map_err(wrong)?
            .iter()
            .map(|heading| heading.trim().to_owned())
            .collect();
        if headings.iter().all(String::is_empty) {
            return Err(bad(
                Some(1),
                "has no headings: the first line names the columns".to_owned(),
            ));
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(wrong)?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if rows.len() == ROWS_MAX {
                return Err(bad(
                    Some(line),
                    format!("there are more than {ROWS_MAX} lines: split the table"),
                ));
            }
            if record.len() > headings.len() {
                let why = format!(
                    "has {} cells under {} headings: is a comma or a quote missing or too many?",
                    record.len(),
                    headings.len()
                );
                return Err(bad(Some(line), why));
            }
            rows.push(Line {
                line,
                cells: record.iter().map(str::to_owned).collect(),
            });
        }
        Ok(Self {
            file: file.to_owned(),
            headings,
            rows,
        })
    }

    /// The text of a table, whatever its letters.
    pub fn text(bytes: &[u8]) -> String {
        decoded(bytes)
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The first cells of a column that are not empty: to show what it holds.
    pub fn examples(&self, heading: usize, most: usize) -> Vec<&str> {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(heading));
        let filled = cells
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty());
        filled.take(most).collect()
    }

    /// A complaint about it.
    pub(crate) fn bad(
        &self,
        line: Option<u64>,
        column: Option<&str>,
        why: impl Into<String>,
    ) -> BadLine {
        BadLine {
            file: self.file.clone(),
            line,
            column: column.map(str::to_owned),
            why: why.into(),
        }
    }
}

fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|byte| match byte {
                0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
                byte => char::from(*byte),
            })
            .collect(),
    }
}
