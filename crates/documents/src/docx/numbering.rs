//! Automatic numbers: what Word counts itself and writes nowhere in the text.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::counts;
use crate::Unreadable;
use crate::xml::{Element, Next, Xml};

/// The levels that a list may have.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Levels by abstract list.
    kinds: BTreeMap<String, Vec<Level>>,
    /// The abstract list of each list, and the starts that it overrides.
    lists: BTreeMap<String, List>,
    /// How far each abstract list has counted.
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The lists whose overridden starts have been used.
    begun: Vec<(String, usize)>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    legal: bool,
}

#[derive(Debug, Clone, Default)]
struct List {
    kind: String,
    starts: BTreeMap<usize, u32>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<Self, Unreadable> {
        let mut numbering = Self::default();
        let (mut kind, mut list, mut level) = (String::new(), None::<String>, 0);
        loop {
            match xml.next()? {
                Next::Start(element) | Next::Empty(element) => {
                    let value = |name| element.value(name).unwrap_or_default().to_owned();
                    match element.name.as_str() {
                        "abstractNum" => kind = value("abstractNumId"),
                        "num" => list = Some(value("numId")),
                        "lvl" | "lvlOverride" => {
                            level = value("ilvl").parse().unwrap_or(0).min(LEVELS - 1);
                        }
                        _ => numbering.take(&element, &kind, list.as_deref(), level),
                    }
                }
                Next::End(name) if name == "num" => list = None,
                Next::End(_) | Next::Text(_) => {}
                Next::Eof => return Ok(numbering),
            }
        }
    }

    fn take(&mut self, element: &Element, kind: &str, list: Option<&str>, level: usize) {
        let val = element.val().unwrap_or_default();
        if let Some(list) = list {
            let list = self.lists.entry(list.to_owned()).or_default();
            match element.name.as_str() {
                "abstractNumId" => val.clone_into(&mut list.kind),
                "startOverride" => {
                    list.starts.insert(level, val.parse().unwrap_or(1));
                }
                _ => {}
            }
            return;
        }
        let levels = self.kinds.entry(kind.to_owned()).or_default();
        if !matches!(
            element.name.as_str(),
            "start" | "numFmt" | "lvlText" | "isLgl"
        ) {
            return;
        }
        if levels.len() <= level {
            let start = 1;
            levels.resize(
                level + 1,
                Level {
                    start,
                    ..Level::default()
                },
            );
        }
        let level = &mut levels[level];
        match element.name.as_str() {
            "start" => level.start = val.parse().unwrap_or(1),
            "numFmt" => val.clone_into(&mut level.format),
            "lvlText" => val.clone_into(&mut level.text),
            _ => level.legal = element.on(),
        }
    }

    /// Counts a paragraph of a list. `None` where the list is unknown or the paragraph is a bullet.
    pub fn count(&mut self, list: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let known = self.lists.get(list)?.clone();
        let levels = self.kinds.get(&known.kind)?;
        let this = levels.get(level)?;
        let counted = self.counted.entry(known.kind.clone()).or_default();
        let overridden = known.starts.get(&level).copied();
        let begins = overridden.is_some() && !self.begun.contains(&(list.to_owned(), level));
        counted[level] = Some(match (counted[level], overridden) {
            (_, Some(start)) if begins => start,
            (Some(before), _) => before.saturating_add(1),
            (None, _) => this.start,
        });
        if begins {
            self.begun.push((list.to_owned(), level));
        }
        counted[level + 1..].fill(None);
        if this.format == "bullet" || this.format == "none" || this.text.is_empty() {
            return None;
        }
        let mut label = this.text.clone();
        for (n, above) in levels.iter().enumerate().take(level + 1) {
            let number = counted[n].unwrap_or(above.start);
            let format = if this.legal { "decimal" } else { &above.format };
            label = label.replace(&format!("%{}", n + 1), &shown(number, format));
        }
        Some(label.trim().to_owned())
    }
}

fn shown(number: u32, format: &str) -> String {
    let shown = match format {
        "lowerLetter" => counts::letters(number),
        "upperLetter" => counts::letters(number).map(|letters| letters.to_uppercase()),
        "lowerRoman" => counts::roman(number),
        "upperRoman" => counts::roman(number).map(|numeral| numeral.to_uppercase()),
        _ => None,
    };
    shown.unwrap_or_else(|| number.to_string())
}
