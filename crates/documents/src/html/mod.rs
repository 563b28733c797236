//! HTML as council sites publish a constitution: tokens to blocks in one pass, so that no nesting costs
//! more than a counter.

mod charset;
mod lists;

use domain::protocol::text::{Change, Passage, Run};
use html5gum::{StartTag, Token, Tokenizer};

use crate::{BLOCKS_MAX, Block, Kind, TEXT_BYTES_MAX, Unreadable};
use lists::Lists;

pub use charset::character as western;

/// Elements whose words are the page's and not the text's.
const OUTSIDE: &[&str] = &[
    "script", "style", "nav", "header", "footer", "aside", "form", "button", "noscript",
    "template", "svg", "select", "iframe", "title", "head",
];
/// Elements that begin a block and end one.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "body",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "hr",
    "pre",
    "address",
    "details",
    "summary",
    "caption",
];
/// Elements without an end.
const VOID: &[&str] = &[
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr",
];

/// Reads a page.
pub fn read(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let text = charset::decode(bytes)?;
    let mut reader = Reader {
        main: !text.to_ascii_lowercase().contains("<main"),
        ..Reader::default()
    };
    for token in Tokenizer::new(text.as_str()) {
        let token = match token {
            Ok(token) => token,
            Err(never) => match never {},
        };
        match token {
            Token::StartTag(tag) => reader.start(&tag)?,
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name))?,
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words))?,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.flush()?;
    Ok(reader.blocks)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    words: Passage,
    bytes: usize,
    lists: Lists,
    /// How deep it stands in elements that are not the text's, by name.
    outside: Vec<(String, usize)>,
    /// Whether it stands in the page's main part.
    main: bool,
    bold: usize,
    italic: usize,
    struck: usize,
    inserted: usize,
    heading: bool,
    /// The label of the item that has begun and has no words yet.
    label: Option<Option<String>>,
    /// The mark of the footnote that has begun.
    note: Option<String>,
    /// Whether it stands in a link within the page, and its words so far.
    link: Option<(String, String)>,
    /// How many letters of the block stand in links within the page.
    linked: usize,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), Unreadable> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((outside, depth)) = self.outside.last_mut() {
            *depth += usize::from(*outside == name && !tag.self_closing);
            return Ok(());
        }
        if OUTSIDE.contains(&name.as_str()) && !tag.self_closing {
            self.outside.push((name, 1));
            return Ok(());
        }
        let value = |key: &str| {
            let value = tag.attributes.get(key.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        if name == "main" {
            self.main = true;
        }
        match name.as_str() {
            "b" | "strong" => self.bold += 1,
            "i" | "em" => self.italic += 1,
            "s" | "del" | "strike" => self.struck += 1,
            "ins" => self.inserted += 1,
            "ul" | "ol" => {
                self.flush()?;
                self.lists.open(
                    name == "ol",
                    value("type").as_deref(),
                    value("start").as_deref(),
                )?;
            }
            "li" => {
                self.flush()?;
                self.label = Some(self.lists.item(value("value").as_deref()));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush()?;
                self.heading = true;
            }
            "br" => self.flush()?,
            "a" => {
                let within = value("href").filter(|href| href.starts_with('#'));
                self.link = within.map(|href| (href, String::new()));
            }
            name if BLOCKS.contains(&name) => self.flush()?,
            _ => {}
        }
        if !VOID.contains(&name.as_str())
            && let Some(mark) = value("id").and_then(|id| note_of(&id))
        {
            self.flush()?;
            self.note = Some(mark);
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        if let Some((outside, depth)) = self.outside.last_mut() {
            *depth -= usize::from(outside == name);
            if *depth == 0 {
                self.outside.pop();
            }
            return Ok(());
        }
        let less = |count: &mut usize| *count = count.saturating_sub(1);
        match name {
            "b" | "strong" => less(&mut self.bold),
            "i" | "em" => less(&mut self.italic),
            "s" | "del" | "strike" => less(&mut self.struck),
            "ins" => less(&mut self.inserted),
            "ul" | "ol" => {
                self.flush()?;
                self.lists.close();
            }
            "li" => {
                self.flush()?;
                self.label = None;
                self.note = None;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush()?;
                self.heading = false;
            }
            "a" => self.end_link(),
            "main" => {
                self.flush()?;
                self.main = false;
            }
            name if BLOCKS.contains(&name) => self.flush()?,
            _ => {}
        }
        Ok(())
    }

    /// A link to a footnote is its mark; one to elsewhere in the page is words.
    fn end_link(&mut self) {
        let Some((href, words)) = self.link.take() else {
            return;
        };
        let mark = words.trim().trim_matches(['[', ']', '(', ')']).to_owned();
        let number = (1..=3).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
        if (number || is_sign(&mark)) && note_of(&href[1..]).is_some() {
            let note = Some(mark);
            self.words.push(Run {
                note,
                ..self.look()
            });
        } else if !is_back(&words) {
            self.linked += words.trim().len();
            self.push(&words);
        }
    }

    fn words(&mut self, words: &str) -> Result<(), Unreadable> {
        if !self.outside.is_empty() || !self.main {
            return Ok(());
        }
        self.bytes += words.len();
        if self.bytes > TEXT_BYTES_MAX {
            return Err(Unreadable::TooMuchText(TEXT_BYTES_MAX / 1024 / 1024));
        }
        match &mut self.link {
            Some((_, link)) => link.push_str(words),
            None => self.push(words),
        }
        Ok(())
    }

    fn push(&mut self, words: &str) {
        let mut text = String::with_capacity(words.len());
        for c in words.chars() {
            match c {
                c if c.is_whitespace() && text.ends_with(' ') => {}
                c if c.is_whitespace() => text.push(' '),
                c => text.push(c),
            }
        }
        self.words.push(Run {
            text,
            ..self.look()
        });
    }

    fn look(&self) -> Run {
        Run {
            bold: self.bold > 0,
            italic: self.italic > 0,
            change: match (self.struck > 0, self.inserted > 0) {
                (true, _) => Change::Struck,
                (false, true) => Change::Inserted,
                (false, false) => Change::Kept,
            },
            ..Run::default()
        }
    }

    /// Ends the block, if it has words.
    fn flush(&mut self) -> Result<(), Unreadable> {
        self.end_link();
        let words = std::mem::take(&mut self.words);
        let linked = std::mem::take(&mut self.linked);
        if words.is_empty() {
            return Ok(());
        }
        let letters: usize = words.0.iter().map(|run| run.text.trim().len()).sum();
        let label = self.label.take();
        let depth = self.lists.depth();
        if label.is_some() && linked >= letters && linked > 0 {
            return Ok(()); // a contents list: an item that is nothing but a link within the page
        }
        let text: String = words.0.iter().map(|run| run.text.as_str()).collect();
        let printed = crate::sort::begins_with_number(&text);
        let kind = match (&self.note, &label) {
            (Some(mark), _) => Kind::Note(mark.clone()),
            (None, Some(_)) => Kind::Item(depth),
            (None, None) if self.heading => Kind::Heading,
            (None, None) if depth > 0 => Kind::More,
            (None, None) => Kind::Para,
        };
        if self.blocks.len() >= BLOCKS_MAX {
            return Err(Unreadable::TooManyBlocks(BLOCKS_MAX));
        }
        self.blocks.push(Block {
            kind,
            label: label.flatten().filter(|_| !printed),
            words,
            ..Block::default()
        });
        Ok(())
    }
}

/// The mark of a footnote by its address: `fn1`, `footnote-1`, `_ftn1`, `fn†`; not that of its way back.
fn note_of(id: &str) -> Option<String> {
    let low = id.to_ascii_lowercase();
    let named = ["fn", "ftn", "footnote", "note", "endnote"]
        .iter()
        .any(|name| low.trim_start_matches('_').starts_with(name));
    let sign = low.trim_start_matches(|c: char| c.is_ascii());
    if named && is_sign(sign) {
        return Some(sign.to_owned());
    }
    let digits: String = low.chars().filter(char::is_ascii_digit).collect();
    (named && !low.contains("ref") && (1..=3).contains(&digits.len())).then_some(digits)
}

/// Whether words are a sign by which a footnote is marked: `†`, `‡‡`.
fn is_sign(words: &str) -> bool {
    (1..=3).contains(&words.chars().count()) && words.chars().all(|c| "†‡§¶".contains(c))
}

/// Whether a link only leads back from a footnote.
fn is_back(words: &str) -> bool {
    matches!(words.trim(), "↩" | "↑" | "^" | "Back" | "back" | "↩︎")
}
