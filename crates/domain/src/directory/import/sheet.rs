//! A table as rows with named cells. Tolerates a byte-order mark, either line end, comma, semicolon or
//! tab, and headings in any order, case and spacing.

use jiff::civil::Date;

use super::{BadLine, Source, TABLE_BYTES_MAX};
use crate::calendar::parse_date;
use crate::text::{clean_line, clean_words};
use crate::verdict::Invalid;

/// What a table holds, in the order in which tables are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Teams,
    Services,
    Wards,
    Groups,
    Bodies,
    Partners,
    People,
    Appointments,
    Away,
}

/// Each kind of table with its name, the columns that it must have, and those that it may have.
const TABLES: [(Kind, &str, &[&str], &[&str]); 9] = [
    (
        Kind::Teams,
        "teams",
        &["name", "from"],
        &["id", "kind", "part of", "email", "phone", "to"],
    ),
    (
        Kind::Services,
        "services",
        &["name", "from"],
        &[
            "id",
            "description",
            "words",
            "report",
            "request",
            "try first",
            "team",
            "directorate",
            "to",
        ],
    ),
    (
        Kind::Wards,
        "wards",
        &["name", "seats", "from"],
        &["id", "gss", "to"],
    ),
    (Kind::Groups, "groups", &["name", "from"], &["id", "to"]),
    (
        Kind::Bodies,
        "bodies",
        &["name", "kind", "from"],
        &["id", "to"],
    ),
    (
        Kind::Partners,
        "partners",
        &["name", "kind", "from"],
        &[
            "id", "handles", "words", "link", "contact", "email", "phone", "to",
        ],
    ),
    (
        Kind::People,
        "people",
        &["reference", "name"],
        &["title", "address as", "email", "phone"],
    ),
    (
        Kind::Appointments,
        "appointments",
        &["person", "office", "from"],
        &[
            "of",
            "topic",
            "to",
            "ended",
            "job share",
            "managed by",
            "rights",
        ],
    ),
    (
        Kind::Away,
        "away",
        &["person", "from", "to"],
        &["covered by"],
    ),
];

impl Kind {
    fn table(
        self,
    ) -> &'static (
        Kind,
        &'static str,
        &'static [&'static str],
        &'static [&'static str],
    ) {
        &TABLES[self as usize]
    }
    pub(super) fn name(self) -> &'static str {
        self.table().1
    }
}

/// The names of all tables, for messages.
pub(super) fn names() -> String {
    let names: Vec<_> = TABLES
        .iter()
        .map(|(_, name, _, _)| format!("{name}.csv"))
        .collect();
    names.join(", ")
}

/// The rows of a table.
pub(super) struct Sheet {
    file: String,
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// One row, with its cells by the names of their columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) line: u64,
    columns: &'a [String],
    cells: &'a [String],
}

impl Sheet {
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            file: &self.file,
            line: *line,
            columns: &self.columns,
            cells,
        })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; `None` where the table has no such column.
    pub(super) fn cell(&self, column: &str) -> Option<&'a str> {
        let at = self.columns.iter().position(|name| name == column)?;
        Some(self.cells.get(at).map_or("", |cell| cell.trim()))
    }
    /// The cell, or nothing where it is empty or there is no such column.
    pub(super) fn text(&self, column: &str) -> &'a str {
        self.cell(column).unwrap_or_default()
    }
    /// The cell, or what is known where there is no such column.
    pub(super) fn or_known(&self, column: &str, known: Option<&str>) -> Option<String> {
        let text = self.cell(column).or(known).unwrap_or_default();
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }
    pub(super) fn bad(&self, column: &str, why: impl Into<String>) -> BadLine {
        BadLine {
            file: self.file.to_owned(),
            line: Some(self.line),
            column: Some(column.to_owned()),
            why: why.into(),
        }
    }
    /// A complaint of the decision, under the name of the column.
    pub(super) fn invalid(&self, invalid: Invalid) -> BadLine {
        let column = match invalid.field {
            "scope" => "of".to_owned(),
            "appointment" => "person".to_owned(),
            "on" => "to".to_owned(),
            "manager" => "managed by".to_owned(),
            field => field.replace('_', " "),
        };
        let given = self.text(&column);
        let why = match given {
            "" => invalid.why,
            given if invalid.why.contains(given) => invalid.why,
            given => format!("`{}` {}", shortened(given), invalid.why),
        };
        self.bad(&column, why)
    }
    pub(super) fn date(&self, column: &str) -> Result<Date, BadLine> {
        parse_date(self.text(column)).map_err(|bad| self.bad(column, bad.to_string()))
    }
    pub(super) fn date_or_none(
        &self,
        column: &str,
        known: Option<Date>,
    ) -> Result<Option<Date>, BadLine> {
        match self.cell(column) {
            None => Ok(known),
            Some("") => Ok(None),
            Some(_) => self.date(column).map(Some),
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Reads one table, and says what it holds by its name.
pub(super) fn read(source: &Source) -> Result<(Kind, Sheet), Vec<BadLine>> {
    let file = &source.name;
    let whole = |why: String| BadLine {
        file: file.clone(),
        line: None,
        column: None,
        why,
    };
    let stem = file
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(file)
        .to_lowercase();
    let stem = stem.strip_suffix(".csv").unwrap_or(&stem);
    let Some((kind, ..)) = TABLES.iter().find(|(_, name, _, _)| *name == stem) else {
        return Err(vec![whole(format!(
            "is not a table that can be imported: name it one of {}",
            names()
        ))]);
    };
    if source.bytes.len() > TABLE_BYTES_MAX {
        let size = source.bytes.len() >> 20;
        return Err(vec![whole(format!(
            "has {size} MB: split it into tables of at most 5 MB"
        ))]);
    }
    let text = match std::str::from_utf8(&source.bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(bad) => {
            let before = &source.bytes[..bad.valid_up_to()];
            let line = 1 + before.iter().filter(|b| **b == b'\n').count() as u64;
            let why = "is not UTF-8: save it as “CSV UTF-8”".to_owned();
            return Err(vec![BadLine {
                line: Some(line),
                ..whole(why)
            }]);
        }
    };
    if text.contains('\0') {
        return Err(vec![whole(
            "is not a text: save it as “CSV UTF-8”".to_owned(),
        )]);
    }
    parse(*kind, file, text).map(|sheet| (*kind, sheet))
}

fn parse(kind: Kind, file: &str, text: &str) -> Result<Sheet, Vec<BadLine>> {
    let heading = text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter(heading))
        .from_reader(text.as_bytes());
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for record in reader.records() {
        let bad = |line: Option<u64>, column: Option<String>, why: String| BadLine {
            file: file.to_owned(),
            line,
            column,
            why,
        };
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map(csv::Position::line);
                wrong.push(bad(line, None, "is not a line of a table".to_owned()));
                break;
            }
        };
        let line = record.position().map_or(1, |at| first_line(text, at));
        let cells: Vec<String> = record
            .iter()
            .enumerate()
            .map(|(n, cell)| clean(columns.get(n), cell))
            .collect();
        if columns.is_empty() {
            columns = cells.iter().map(|cell| heading_name(cell)).collect();
            wrong.extend(
                check_columns(kind, &columns)
                    .into_iter()
                    .map(|(column, why)| bad(Some(line), column, why)),
            );
        } else if cells.iter().all(|cell| cell.trim().is_empty()) {
        } else if let Some(extra) = cells[columns.len().min(cells.len())..]
            .iter()
            .find(|c| !c.trim().is_empty())
        {
            let why = format!(
                "has {} cells under {} headings, the first too many `{}`: put text with commas between \" and \"",
                cells.len(),
                columns.len(),
                shortened(extra)
            );
            wrong.push(bad(Some(line), None, why));
        } else {
            rows.push((line, cells));
        }
    }
    if columns.is_empty() {
        wrong.push(BadLine {
            file: file.to_owned(),
            line: None,
            column: None,
            why: "is empty: give it a line of headings".to_owned(),
        });
    }
    if wrong.is_empty() {
        Ok(Sheet {
            file: file.to_owned(),
            columns,
            rows,
        })
    } else {
        Err(wrong)
    }
}

/// A cell as the decision will keep it, so that a second reading finds what the first one kept.
fn clean(column: Option<&String>, cell: &str) -> String {
    match column.map(String::as_str) {
        Some("description" | "try first" | "handles") => clean_words(cell),
        _ => clean_line(cell),
    }
}

/// The line on which a record begins: the reader counts the empty lines before it as part of it.
fn first_line(text: &str, at: &csv::Position) -> u64 {
    let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let empty = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r'));
    at.line() + empty.filter(|b| **b == b'\n').count() as u64
}

fn delimiter(heading: &str) -> u8 {
    let count = |c: char| heading.matches(c).count();
    let most = [(b';', count(';')), (b'\t', count('\t')), (b',', count(','))];
    let (found, n) = most
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .unwrap_or((b',', 0));
    if n == 0 { b',' } else { found }
}

/// A heading as columns are named: `Address_As` is `address as`.
fn heading_name(cell: &str) -> String {
    let spaced: String = cell
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_columns(kind: Kind, columns: &[String]) -> Vec<(Option<String>, String)> {
    let (_, table, required, optional) = kind.table();
    let mut wrong = Vec::new();
    for (n, column) in columns.iter().enumerate() {
        let known = || required.iter().chain(optional.iter());
        if columns[..n].contains(column) && !column.is_empty() {
            wrong.push((
                Some(column.clone()),
                "stands twice: leave one out".to_owned(),
            ));
        } else if !column.is_empty() && !known().any(|name| name == column) {
            let names: Vec<_> = known().copied().collect();
            let why = format!(
                "is no column of {table}: leave it out, or use one of {}",
                names.join(", ")
            );
            wrong.push((Some(column.clone()), why));
        }
    }
    for name in required
        .iter()
        .filter(|name| !columns.iter().any(|c| c == *name))
    {
        wrong.push((
            Some((*name).to_owned()),
            "is missing: add it to the headings".to_owned(),
        ));
    }
    wrong
}
