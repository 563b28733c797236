//! The `.ods` of LibreOffice and others (OpenDocument 1.3): all sheets in one part, values beside what is shown.

use super::{NoTable, Part, Rows, Sheet, needed, number};
use crate::packed::Packed;
use crate::xml::{Element, Next};

/// Blanks that one mark may stand for.
const BLANKS_MAX: usize = 100;

pub(super) fn read(archive: &mut Packed<'_>, most: usize) -> Result<Option<Sheet>, NoTable> {
    needed(archive, "content.xml", |xml| {
        let mut found: Option<Sheet> = None;
        loop {
            match xml.next()? {
                Next::Start(table) if table.name == "table" => {
                    let name = table.value("name").unwrap_or_default().to_owned();
                    if let Some(sheet) = &mut found {
                        sheet.others.push(name);
                        xml.skip()?;
                        continue;
                    }
                    let rows = sheet(xml, most)?;
                    found = (!rows.is_empty()).then(|| Sheet {
                        name,
                        others: Vec::new(),
                        rows,
                    });
                }
                Next::Empty(table) if table.name == "table" => {
                    if let Some(sheet) = &mut found {
                        let name = table.value("name").unwrap_or_default();
                        sheet.others.push(name.to_owned());
                    }
                }
                Next::Eof => return Ok(found),
                _ => {}
            }
        }
    })
}

/// How often an element says that it stands there.
fn times(element: &Element, of: &str) -> u64 {
    let said = element.value(of).and_then(|times| times.parse().ok());
    said.unwrap_or(1).max(1)
}

fn sheet(xml: &mut Part<'_>, most: usize) -> Result<Vec<(u64, Vec<String>)>, NoTable> {
    let mut rows = Rows::new(most);
    let (mut row, mut repeated, mut column) = (1, 1, 0_u64);
    loop {
        match xml.next()? {
            Next::Start(element) if element.name == "table-row" => {
                repeated = times(&element, "number-rows-repeated");
                column = 0;
            }
            Next::Empty(element) if element.name == "table-row" => {
                row = times(&element, "number-rows-repeated").saturating_add(row);
            }
            Next::End(name) if name == "table-row" => {
                rows.end(row, repeated)?;
                row = repeated.saturating_add(row);
            }
            Next::Start(cell) if is_cell(&cell) => {
                let text = shown(&cell, words(&cell.name, xml)?);
                column = fill(&mut rows, &cell, &text, row, column)?;
            }
            // A value may stand there without the words that show it.
            Next::Empty(cell) if is_cell(&cell) => {
                let text = shown(&cell, String::new());
                column = fill(&mut rows, &cell, &text, row, column)?;
            }
            Next::Start(element) if ["shapes", "forms"].contains(&element.name.as_str()) => {
                xml.skip()?;
            }
            Next::End(name) if name == "table" => return Ok(rows.done),
            Next::Eof => return Ok(rows.done),
            _ => {}
        }
    }
}

/// Writes a cell as often as it says that it stands there; gives the column after it.
fn fill(
    rows: &mut Rows,
    cell: &Element,
    text: &str,
    row: u64,
    column: u64,
) -> Result<u64, NoTable> {
    let wide = times(cell, "number-columns-repeated");
    if !text.trim().is_empty() {
        for n in 0..wide {
            let at = usize::try_from(column.saturating_add(n)).unwrap_or(usize::MAX);
            rows.cell(row, at, text)?;
        }
    }
    Ok(column.saturating_add(wide))
}

fn is_cell(element: &Element) -> bool {
    ["table-cell", "covered-table-cell"].contains(&element.name.as_str())
}

/// The words of a cell up to its end, without the comments on it.
fn words(of: &str, xml: &mut Part<'_>) -> Result<String, NoTable> {
    let mut words = String::new();
    let mut paragraphs = 0;
    let mut depth = 0;
    loop {
        match xml.next()? {
            Next::Start(element) if element.name == "annotation" => xml.skip()?,
            Next::Start(element) if element.name == "p" => {
                if paragraphs > 0 {
                    words.push('\n');
                }
                paragraphs += 1;
                depth += 1;
            }
            Next::Empty(element) | Next::Start(element) if element.name == "s" => {
                let blanks = element.value("c").and_then(|c| c.parse().ok()).unwrap_or(1);
                words.extend(std::iter::repeat_n(' ', blanks.min(BLANKS_MAX)));
            }
            Next::Empty(element) if element.name == "tab" => words.push(' '),
            Next::Empty(element) if element.name == "line-break" => words.push('\n'),
            Next::Text(more) if depth > 0 => words.push_str(&more),
            Next::End(name) if name == "p" => depth -= 1,
            Next::End(name) if name == of => return Ok(words),
            Next::Eof => return Ok(words),
            _ => {}
        }
    }
}

/// What a cell holds: its value where it is of a kind, else its words.
fn shown(cell: &Element, words: String) -> String {
    let value = |name| cell.value(name).map(str::to_owned);
    match cell.value("value-type") {
        Some("float") => value("value").map_or(words, |value| number(&value)),
        Some("date") => value("date-value").unwrap_or(words),
        Some("boolean") => match cell.value("boolean-value") {
            Some("true") => "yes".to_owned(),
            _ => "no".to_owned(),
        },
        _ => words,
    }
}
