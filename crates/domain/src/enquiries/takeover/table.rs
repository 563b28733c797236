//! A table: as a spreadsheet saves it as text (commas, semicolons or tabs; UTF-8, or the letters of Windows), as
//! the rows that a spreadsheet itself holds, or as the messages of a mailbox.

use crate::directory::import::BadLine;
use crate::enquiries::command::FileGiven;

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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The file's name.
    pub file: String,
    /// The headings as they stand.
    pub headings: Vec<String>,
    /// What was not read of the file, a sentence each.
    pub passed_over: Vec<String>,
    /// Whether its lines are the messages of a mailbox.
    pub is_mailbox: bool,
    pub(super) rows: Vec<Line>,
}

/// One line of cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    pub(super) line: u64,
    /// What it is called where it is no line: a message of a mailbox.
    pub(super) named: Option<String>,
    pub(super) cells: Vec<String>,
    pub(super) files: Vec<FileGiven>,
}

/// A message of a mailbox, as a line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What it is called in complaints: its file, or its number in one.
    pub named: String,
    /// Its identifier.
    pub id: String,
    /// The address of who wrote it.
    pub from: String,
    /// When it reached the council, as `2026-04-02 10:15` in London.
    pub received: String,
    /// Its subject.
    pub subject: String,
    /// What its author wrote.
    pub text: String,
    /// The files that came with it, and the message itself.
    pub files: Vec<FileGiven>,
}

impl Table {
    /// Reads a table of text. Empty lines are passed over.
    ///
    /// # Errors
    /// Where it is too large, has no headings, or a line cannot be read.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, BadLine> {
        let mut table = Self::named(file);
        if bytes.len() > BYTES_MAX {
            let why = format!("is larger than {} MB: split it", BYTES_MAX >> 20);
            return Err(table.bad(None, None, why));
        }
        let text = decoded(bytes);
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [',', ';', '\t']
            .into_iter()
            .max_by_key(|c| (first.matches(*c).count(), *c == ','));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.unwrap_or(',') as u8)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map(csv::Position::line);
                table.bad(line, None, format!("cannot be read: {error}"))
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            table.push(line, record.iter().map(str::to_owned).collect())?;
        }
        table.headed()
    }

    /// A table of rows that a spreadsheet holds. What stands above the headings in a cell of its own is passed
    /// over, as titles do.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn of_rows(file: &str, rows: Vec<(u64, Vec<String>)>) -> Result<Self, BadLine> {
        let mut table = Self::named(file);
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
        let title = |(_, cells): &(u64, Vec<String>)| filled(cells) < 2;
        for (line, cells) in rows.into_iter().skip_while(title) {
            table.push(line, cells)?;
        }
        table.headed()
    }

    /// A table of the messages of a mailbox.
    pub fn of_mail(file: &str, mail: Vec<Mail>, passed_over: Vec<String>) -> Self {
        let lines = (1..).zip(mail).map(|(line, mail)| Line {
            line,
            named: Some(mail.named),
            cells: vec![mail.id, mail.from, mail.received, mail.subject, mail.text],
            files: mail.files,
        });
        Self {
            headings: ["Id", "From", "Received", "Subject", "Text"]
                .map(str::to_owned)
                .into(),
            passed_over,
            is_mailbox: true,
            rows: lines.collect(),
            ..Self::named(file)
        }
    }

    fn named(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// Takes the next line; the first that is not empty names the columns.
    fn push(&mut self, line: u64, cells: Vec<String>) -> Result<(), BadLine> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if self.headings.is_empty() {
            let headings = cells.iter().map(|heading| heading.trim().to_owned());
            self.headings = headings.collect();
            return Ok(());
        }
        if self.rows.len() == ROWS_MAX {
            let why = format!("there are more than {ROWS_MAX} lines: split the table");
            return Err(self.bad(Some(line), None, why));
        }
        if cells.len() > self.headings.len() {
            let why = format!(
                "has {} cells under {} headings: is a comma or a quote missing or too many?",
                cells.len(),
                self.headings.len()
            );
            return Err(self.bad(Some(line), None, why));
        }
        self.rows.push(Line {
            line,
            cells,
            ..Line::default()
        });
        Ok(())
    }

    fn headed(self) -> Result<Self, BadLine> {
        if self.headings.is_empty() {
            let why = "has no headings: the first line names the columns";
            return Err(self.bad(Some(1), None, why));
        }
        Ok(self)
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

    /// A complaint about its `n`th line, from 0.
    pub fn bad_row(&self, n: usize, column: Option<&str>, why: impl Into<String>) -> BadLine {
        let Some(row) = self.rows.get(n) else {
            return self.bad(None, column, why);
        };
        let bad = self.bad(Some(row.line), column, why);
        match &row.named {
            Some(named) => BadLine {
                file: named.clone(),
                line: None,
                ..bad
            },
            None => bad,
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
