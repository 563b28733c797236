//! Plain text and Markdown: lines to blocks. Deliberately lenient: a council's text file is neither
//! quite the one nor quite the other.

mod decode;
mod marks;

use crate::{BLOCKS_MAX, Block, DEPTH_MAX, Flaw, Kind, TEXT_BYTES_MAX, Unreadable};

pub use decode::decode;

/// Reads a text.
pub fn read(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(Unreadable::TooMuchText(TEXT_BYTES_MAX / 1024 / 1024));
    }
    lines(&decode(bytes)?)
}

/// What is being read: the lines of one block, so far.
#[derive(Default)]
struct Open {
    kind: Kind,
    words: String,
    flaws: Vec<Flaw>,
    page: bool,
}

/// Reads the lines of a text.
pub fn lines(text: &str) -> Result<Vec<Block>, Unreadable> {
    let mut reader = Reader::default();
    for line in text.split('\n') {
        let pages = line.matches('\u{c}').count();
        reader.page |= pages > 0;
        let line = line.replace('\u{c}', "");
        reader.line(line.trim_end())?;
    }
    reader.finish()
}

/// Reads lines. Other readers that have lines and no marks use it too.
#[derive(Default)]
pub struct Reader {
    blocks: Vec<Block>,
    open: Option<Open>,
    indents: Vec<usize>,
    page: bool,
    literal: bool,
}

impl Reader {
    /// A reader that takes stars and the like as words.
    pub fn literal() -> Self {
        Self {
            literal: true,
            ..Self::default()
        }
    }

    /// A page begins.
    pub fn new_page(&mut self) {
        self.page = true;
    }

    /// What is wrong with the looks of the line before.
    pub fn flaw(&mut self, flaws: impl Iterator<Item = Flaw>) {
        if let Some(open) = &mut self.open {
            for flaw in flaws {
                if !open.flaws.contains(&flaw) {
                    open.flaws.push(flaw);
                }
            }
        }
    }

    /// The blocks.
    pub fn finish(mut self) -> Result<Vec<Block>, Unreadable> {
        self.close()?;
        Ok(self.blocks)
    }

    /// Reads a line.
    pub fn line(&mut self, line: &str) -> Result<(), Unreadable> {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        if words.is_empty() {
            return self.close();
        }
        if let Some(heading) = heading(words).filter(|_| !self.literal) {
            self.close()?;
            self.indents.clear();
            self.begin(Kind::Heading, heading);
            return self.close();
        }
        if is_rule(words) && !self.literal {
            // Three or more of = or - under a line make it a heading; alone they are a rule.
            if let Some(open) = self.open.as_mut().filter(|open| open.kind == Kind::Para) {
                open.kind = Kind::Heading;
            }
            return self.close();
        }
        if let Some(item) = bullet(words) {
            self.close()?;
            let depth = self.depth(indent)?;
            self.begin(Kind::Item(depth), item);
            return Ok(());
        }
        match &mut self.open {
            Some(open) if !begins(words) => {
                open.words.push('\n');
                open.words.push_str(words);
            }
            _ => {
                self.close()?;
                let kind = note(words).map_or(Kind::Para, |(mark, _)| Kind::Note(mark));
                let words = note(words).map_or(words, |(_, words)| words);
                if indent == 0 && kind == Kind::Para {
                    self.indents.clear();
                }
                self.begin(kind, words);
            }
        }
        Ok(())
    }

    fn begin(&mut self, kind: Kind, words: &str) {
        self.open = Some(Open {
            kind,
            words: words.to_owned(),
            flaws: Vec::new(),
            page: std::mem::take(&mut self.page),
        });
    }

    /// How deep an item at this indent stands: a space more or less is a slip, not a level.
    fn depth(&mut self, indent: usize) -> Result<u8, Unreadable> {
        while self.indents.last().is_some_and(|above| *above > indent + 1) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|above| indent > *above + 1) {
            self.indents.push(indent);
        }
        let depth = self.indents.len().max(1);
        if depth > DEPTH_MAX {
            return Err(Unreadable::TooDeep(DEPTH_MAX));
        }
        Ok(depth as u8)
    }

    fn close(&mut self) -> Result<(), Unreadable> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        if self.blocks.len() >= BLOCKS_MAX {
            return Err(Unreadable::TooManyBlocks(BLOCKS_MAX));
        }
        let (words, mut flaws) = if self.literal {
            (marks::superscripts(&open.words), Vec::new())
        } else {
            marks::read(&open.words)
        };
        flaws.extend(open.flaws);
        self.blocks.push(Block {
            kind: open.kind,
            label: None,
            words,
            flaws,
            page: open.page,
        });
        Ok(())
    }
}

/// The words of a heading: `## Roles`.
fn heading(words: &str) -> Option<&str> {
    let rest = words.trim_start_matches('#');
    let level = words.len() - rest.len();
    let heading = rest.strip_prefix([' ', '\t'])?;
    (1..=6)
        .contains(&level)
        .then(|| heading.trim().trim_end_matches('#').trim_end())
}

fn is_rule(words: &str) -> bool {
    let first = words.chars().next().unwrap_or(' ');
    words.len() >= 3 && "=-_*".contains(first) && words.chars().all(|c| c == first || c == ' ')
}

/// The words of a bulleted item.
fn bullet(words: &str) -> Option<&str> {
    let mut chars = words.chars();
    let mark = chars.next()?;
    let rest = chars.as_str();
    let marks = "-*+•‣▪◦●○–—·";
    (marks.contains(mark) && rest.starts_with([' ', '\t'])).then(|| rest.trim_start())
}

/// Whether a line begins something of its own, although no empty line stands before it.
fn begins(words: &str) -> bool {
    let plain = words.trim_start_matches(['*', '_', '~']);
    note(words).is_some() || crate::sort::begins_with_number(plain)
}

/// A footnote's words: `¹ On-line options …`, `† On-line options …` or `[^1]: On-line options …`.
fn note(words: &str) -> Option<(String, &str)> {
    if let Some(rest) = words.strip_prefix("[^") {
        let (mark, rest) = rest.split_once("]:")?;
        return (mark.len() <= 8).then(|| (mark.to_owned(), rest.trim_start()));
    }
    let rest = words.trim_start_matches(|c| marks::superscript(c).is_some());
    let mark: String = words.chars().map_while(marks::superscript).collect();
    let signs = mark.chars().all(|c| !c.is_ascii_digit());
    let apart = signs || rest.starts_with([' ', '\t']);
    (!mark.is_empty() && !rest.trim().is_empty() && apart).then(|| (mark, rest.trim_start()))
}
