//! Styles: which are headings, which are bold or italic, which carry a number.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::Unreadable;
use crate::xml::{Element, Next, Xml};

/// How far a style may be based on others.
const BASED_MAX: usize = 16;

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles(BTreeMap<String, Style>);

/// One style.
#[derive(Debug, Clone, Default)]
pub struct Style {
    based_on: Option<String>,
    /// Whether it is a heading's.
    pub heading: Option<bool>,
    /// Whether it is a contents list's, a header's or a footer's.
    pub furniture: bool,
    /// Bold, unless the words say otherwise.
    pub bold: Option<bool>,
    /// Italic, unless the words say otherwise.
    pub italic: Option<bool>,
    /// The list it belongs to, and its level.
    pub list: Option<(String, usize)>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        loop {
            match xml.next()? {
                Next::Start(element) if element.name == "style" => {
                    let id = element.value("styleId").unwrap_or_default().to_owned();
                    open = Some((id, Style::default()));
                }
                Next::Start(element) | Next::Empty(element) => {
                    if let Some((_, style)) = &mut open {
                        style.take(&element);
                    }
                }
                Next::End(name) if name == "style" => styles.0.extend(open.take()),
                Next::End(_) | Next::Text(_) => {}
                Next::Eof => return Ok(styles),
            }
        }
    }

    /// A style with what it takes from those it is based on.
    pub fn get(&self, id: &str) -> Style {
        let mut style = self.0.get(id).cloned().unwrap_or_default();
        for _ in 0..BASED_MAX {
            let Some(base) = style.based_on.take().and_then(|base| self.0.get(&base)) else {
                break;
            };
            style.based_on.clone_from(&base.based_on);
            style.heading = style.heading.or(base.heading);
            style.furniture |= base.furniture;
            style.bold = style.bold.or(base.bold);
            style.italic = style.italic.or(base.italic);
            style.list = style.list.or_else(|| base.list.clone());
        }
        style
    }
}

impl Style {
    fn take(&mut self, element: &Element) {
        let val = || element.val().unwrap_or_default();
        match element.name.as_str() {
            "name" => {
                let name = val().to_lowercase();
                let heading = name.starts_with("heading") || name == "title" || name == "subtitle";
                self.heading = heading.then_some(true).or(self.heading);
                self.furniture = name.starts_with("toc") || name == "header" || name == "footer";
            }
            "basedOn" => self.based_on = Some(val().to_owned()),
            "outlineLvl" => self.heading = Some(val() != "9"),
            "b" => self.bold = Some(element.on()),
            "i" => self.italic = Some(element.on()),
            "numId" => self.list = Some((val().to_owned(), self.list.as_ref().map_or(0, |l| l.1))),
            "ilvl" => {
                let level = val().parse().unwrap_or(0);
                let list = self.list.take().map_or(String::new(), |list| list.0);
                self.list = Some((list, level));
            }
            _ => {}
        }
    }
}
