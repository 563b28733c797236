//! Excel's `.xlsx` (ECMA-376): the workbook names the sheets, their texts are shared, and what is a day stands in
//! the formats.

use super::dates::{self, Shown};
use super::{NoTable, Part, Rows, Sheet, needed, number, wanted};
use crate::packed::Packed;
use crate::xml::{Element, Next};

/// The sheets of a workbook.
#[derive(Default)]
struct Workbook {
    /// Names and relations of those that can be seen.
    sheets: Vec<(String, String)>,
    since_1904: bool,
}

pub(super) fn read(archive: &mut Packed<'_>, most: usize) -> Result<Option<Sheet>, NoTable> {
    let book = needed(archive, "xl/workbook.xml", workbook)?;
    let targets = needed(archive, "xl/_rels/workbook.xml.rels", relations)?;
    let texts = wanted(archive, "xl/sharedStrings.xml", shared)?.unwrap_or_default();
    let formats = wanted(archive, "xl/styles.xml", formats)?.unwrap_or_default();
    for (n, (name, relation)) in book.sheets.iter().enumerate() {
        let target = targets.iter().find(|(id, _)| id == relation);
        let Some((_, target)) = target else { continue };
        let rows = wanted(archive, target, |xml| {
            let mut reading = Reading {
                texts: &texts,
                formats: &formats,
                since_1904: book.since_1904,
                rows: Rows::new(most),
            };
            reading.sheet(xml)?;
            Ok(reading.rows.done)
        })?;
        if let Some(rows) = rows.filter(|rows| !rows.is_empty()) {
            let others = book.sheets.iter().skip(n + 1);
            return Ok(Some(Sheet {
                name: name.clone(),
                others: others.map(|(name, _)| name.clone()).collect(),
                rows,
            }));
        }
    }
    Ok(None)
}

fn workbook(xml: &mut Part<'_>) -> Result<Workbook, NoTable> {
    let mut book = Workbook::default();
    each(xml, |element| {
        match element.name.as_str() {
            "sheet" if !matches!(element.value("state"), Some("hidden" | "veryHidden")) => {
                let name = element.value("name").unwrap_or_default().to_owned();
                let id = element.value("id").unwrap_or_default().to_owned();
                book.sheets.push((name, id));
            }
            "workbookPr" => {
                book.since_1904 = matches!(element.value("date1904"), Some("1" | "true"));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(book)
}

/// The part of each relation.
fn relations(xml: &mut Part<'_>) -> Result<Vec<(String, String)>, NoTable> {
    let mut found = Vec::new();
    each(xml, |element| {
        if let (Some(id), Some(target)) = (element.value("Id"), element.value("Target")) {
            let part = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            found.push((id.to_owned(), part));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Every element that begins.
fn each(
    xml: &mut Part<'_>,
    mut take: impl FnMut(&Element) -> Result<(), NoTable>,
) -> Result<(), NoTable> {
    loop {
        match xml.next()? {
            Next::Start(element) | Next::Empty(element) => take(&element)?,
            Next::Eof => return Ok(()),
            Next::End(_) | Next::Text(_) => {}
        }
    }
}

/// The texts that cells share.
fn shared(xml: &mut Part<'_>) -> Result<Vec<String>, NoTable> {
    let mut texts = Vec::new();
    loop {
        match xml.next()? {
            Next::Start(element) if element.name == "si" => texts.push(text(xml, "si")?),
            Next::Empty(element) if element.name == "si" => texts.push(String::new()),
            Next::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// The words of an element up to its end; how they are to be spoken is passed over.
fn text(xml: &mut Part<'_>, of: &str) -> Result<String, NoTable> {
    let mut words = String::new();
    let mut within = false;
    loop {
        match xml.next()? {
            Next::Start(element) if element.name == "rPh" => xml.skip()?,
            Next::Start(element) => within = element.name == "t",
            Next::Text(more) if within => words.push_str(&more),
            Next::End(name) if name == of => return Ok(words),
            Next::End(_) => within = false,
            Next::Eof => return Ok(words),
            Next::Text(_) | Next::Empty(_) => {}
        }
    }
}

/// What each style of cells makes of a number.
fn formats(xml: &mut Part<'_>) -> Result<Vec<Shown>, NoTable> {
    let mut written: Vec<(u32, Shown)> = Vec::new();
    let mut styles = Vec::new();
    let mut of_cells = false;
    loop {
        let element = match xml.next()? {
            Next::Start(element) | Next::Empty(element) => element,
            Next::End(name) => {
                of_cells &= name != "cellXfs";
                continue;
            }
            Next::Text(_) => continue,
            Next::Eof => return Ok(styles),
        };
        let id = element.value("numFmtId").and_then(|id| id.parse().ok());
        match element.name.as_str() {
            "numFmt" => {
                let code = element.value("formatCode").unwrap_or_default();
                written.extend(id.map(|id| (id, dates::custom(code))));
            }
            "cellXfs" => of_cells = true,
            "xf" if of_cells => {
                let id = id.unwrap_or(0);
                let own = written.iter().find(|(known, _)| *known == id);
                styles.push(own.map_or_else(|| dates::builtin(id), |(_, shown)| *shown));
            }
            _ => {}
        }
    }
}

struct Reading<'a> {
    texts: &'a [String],
    formats: &'a [Shown],
    since_1904: bool,
    rows: Rows,
}

impl Reading<'_> {
    fn sheet(&mut self, xml: &mut Part<'_>) -> Result<(), NoTable> {
        let (mut row, mut column) = (0, 0);
        loop {
            match xml.next()? {
                Next::Start(element) | Next::Empty(element) if element.name == "row" => {
                    self.rows.end(row, 1)?;
                    let said = element.value("r").and_then(|row| row.parse().ok());
                    row = said.unwrap_or_else(|| row.saturating_add(1));
                    column = 0;
                }
                Next::Start(cell) if cell.name == "c" => {
                    column = place(&cell).unwrap_or(column);
                    let text = self.cell(&cell, xml)?;
                    self.rows.cell(row, column, &text)?;
                    column += 1;
                }
                Next::Empty(cell) if cell.name == "c" => {
                    column = place(&cell).unwrap_or(column) + 1;
                }
                Next::End(name) if name == "sheetData" => break,
                Next::Eof => break,
                _ => {}
            }
        }
        self.rows.end(row, 1)
    }

    /// What a cell shows.
    fn cell(&self, cell: &Element, xml: &mut Part<'_>) -> Result<String, NoTable> {
        let mut value = String::new();
        let mut open = String::new();
        loop {
            match xml.next()? {
                Next::Start(element) if element.name == "is" => value = text(xml, "is")?,
                Next::Start(element) => open = element.name,
                Next::Text(words) if open == "v" => value.push_str(&words),
                Next::End(name) if name == "c" => break,
                Next::End(_) => open.clear(),
                Next::Eof => break,
                Next::Text(_) | Next::Empty(_) => {}
            }
        }
        Ok(match cell.value("t") {
            Some("s") => {
                let at = value.trim().parse::<usize>().ok();
                let shared = at.and_then(|at| self.texts.get(at));
                shared
                    .cloned()
                    .ok_or_else(|| NoTable::Damaged(format!("there is no shared text `{value}`")))?
            }
            Some("b") => if value.trim() == "1" { "yes" } else { "no" }.to_owned(),
            // What a formula could not work out.
            Some("e") => String::new(),
            Some("str" | "inlineStr" | "d") => value,
            _ => {
                let style = cell.value("s").and_then(|s| s.parse::<usize>().ok());
                let shown = style.and_then(|style| self.formats.get(style));
                match shown {
                    Some(Shown::Number) | None => number(&value),
                    Some(shown) => dates::shown(&value, *shown, self.since_1904),
                }
            }
        })
    }
}

/// The column of a cell, from its place `AB12`.
fn place(cell: &Element) -> Option<usize> {
    let place = cell.value("r")?;
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.take(4).fold(0_usize, |sum, letter| {
        sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    column.checked_sub(1)
}
