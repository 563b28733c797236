//! The marks within a line: bold, italics, strike, links and the marks of footnotes. A mark that has no
//! partner is a flaw of the block; meanwhile it is read as reaching to the end, or from the start.

use domain::protocol::text::{Change, Passage, Run};

use crate::Flaw;

/// One kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bold,
    Italic,
    Strike,
}

impl Mark {
    fn written(self) -> &'static str {
        match self {
            Self::Bold => "**",
            Self::Italic => "*",
            Self::Strike => "~~",
        }
    }
}

/// The words of a block with their marks, and what is wrong with those.
pub fn read(text: &str) -> (Passage, Vec<Flaw>) {
    let mut reader = Reader::default();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        at += reader.step(&chars, at);
    }
    reader.flush();
    for mark in std::mem::take(&mut reader.open) {
        reader.flaws.push(Flaw::Unclosed(mark.written()));
    }
    (reader.passage, reader.flaws)
}

#[derive(Default)]
struct Reader {
    passage: Passage,
    run: String,
    open: Vec<Mark>,
    flaws: Vec<Flaw>,
}

impl Reader {
    /// Reads one thing and says how many characters it took.
    fn step(&mut self, chars: &[char], at: usize) -> usize {
        let next = |n: usize| chars.get(at + n).copied();
        match chars[at] {
            '\\' if next(1).is_some_and(|c| c.is_ascii_punctuation()) => {
                self.run.extend(next(1));
                2
            }
            '*' if next(1) == Some('*') && next(2) == Some('*') => self.three(chars, at),
            '*' if next(1) == Some('*') => self.mark(Mark::Bold, chars, at, 2),
            '~' if next(1) == Some('~') => self.mark(Mark::Strike, chars, at, 2),
            '*' => self.mark(Mark::Italic, chars, at, 1),
            '_' => self.underscores(chars, at),
            '[' => self.link(chars, at),
            c => match superscript(c) {
                Some(_) => self.note(chars, at),
                None => {
                    self.run.push(c);
                    1
                }
            },
        }
    }

    /// One underscore is italics and two are bold; within a word, and more in a row, they are words.
    fn underscores(&mut self, chars: &[char], at: usize) -> usize {
        let length = chars[at..].iter().take_while(|c| **c == '_').count();
        match length {
            1 if edge(chars, at, 1) => self.mark(Mark::Italic, chars, at, 1),
            2 if edge(chars, at, 2) => self.mark(Mark::Bold, chars, at, 2),
            _ => {
                self.run.extend(&chars[at..at + length]);
                length
            }
        }
    }

    /// Three stars open or close bold and italics at once.
    fn three(&mut self, chars: &[char], at: usize) -> usize {
        let opens = !self.open.contains(&Mark::Bold);
        let order = if opens || self.open.last() == Some(&Mark::Bold) {
            [(Mark::Bold, 2), (Mark::Italic, 1)]
        } else {
            [(Mark::Italic, 1), (Mark::Bold, 2)]
        };
        let mut taken = 0;
        for (mark, length) in order {
            taken += self.mark_between(mark, chars, at, 3, length);
        }
        taken
    }

    fn mark(&mut self, mark: Mark, chars: &[char], at: usize, length: usize) -> usize {
        self.mark_between(mark, chars, at, length, length)
    }

    /// Opens or closes a mark that stands within `whole` marks in a row, of which it takes `length`.
    fn mark_between(
        &mut self,
        mark: Mark,
        chars: &[char],
        at: usize,
        whole: usize,
        length: usize,
    ) -> usize {
        let bare = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        let (opens, closes) = (!bare(chars.get(at + whole)), !bare(before));
        let place = self.open.iter().rposition(|open| *open == mark);
        match place {
            Some(place) if closes => {
                self.flush();
                self.open.remove(place);
            }
            None if opens => {
                self.flush();
                self.open.push(mark);
            }
            None if closes => {
                self.flush();
                self.reach_back(mark);
                self.flaws.push(Flaw::Unopened(mark.written()));
            }
            _ => self.run.extend(&chars[at..at + length]),
        }
        length
    }

    /// A mark that closes without having been opened is read as opened at the start.
    fn reach_back(&mut self, mark: Mark) {
        for run in &mut self.passage.0 {
            match mark {
                Mark::Bold => run.bold = true,
                Mark::Italic => run.italic = true,
                Mark::Strike => run.change = Change::Struck,
            }
        }
    }

    /// `[words](address)` is its words; `[^1]` is the mark of a footnote; other brackets are words.
    fn link(&mut self, chars: &[char], at: usize) -> usize {
        const LONGEST: usize = 500;
        let end = chars.len().min(at + LONGEST);
        let find = |from: usize, what: char| {
            let rest = chars.get(from..end)?;
            Some(from + rest.iter().position(|c| *c == what)?)
        };
        let Some(close) = find(at, ']') else {
            self.run.push('[');
            return 1;
        };
        let within = &chars[at + 1..close];
        if let ['^', mark @ ..] = within {
            self.push_note(mark.iter().collect());
            return close + 1 - at;
        }
        if chars.get(close + 1) == Some(&'(')
            && let Some(end) = find(close + 1, ')')
        {
            self.run.extend(within);
            return end + 1 - at;
        }
        self.run.push('[');
        1
    }

    fn note(&mut self, chars: &[char], at: usize) -> usize {
        let mark: String = chars[at..].iter().map_while(|c| superscript(*c)).collect();
        let length = mark.chars().count();
        self.push_note(mark);
        length
    }

    fn push_note(&mut self, mark: String) {
        self.flush();
        let mut run = self.look();
        run.note = Some(mark);
        self.passage.push(run);
    }

    fn look(&self) -> Run {
        let has = |mark| self.open.contains(&mark);
        Run {
            bold: has(Mark::Bold),
            italic: has(Mark::Italic),
            change: if has(Mark::Strike) {
                Change::Struck
            } else {
                Change::Kept
            },
            ..Run::default()
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.run);
        let look = self.look();
        self.passage.push(Run { text, ..look });
    }
}

/// Whether an underscore stands at the edge of a word, as a mark does and `snake_case` does not.
fn edge(chars: &[char], at: usize, length: usize) -> bool {
    let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    !(word(before) && word(chars.get(at + length)))
}

/// Words whose only marks are those of footnotes.
pub fn superscripts(words: &str) -> Passage {
    let mut reader = Reader::default();
    let chars: Vec<char> = words.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if superscript(chars[at]).is_some() {
            at += reader.note(&chars, at);
        } else {
            reader.run.push(chars[at]);
            at += 1;
        }
    }
    reader.flush();
    reader.passage
}

/// The digit that a raised one stands for; daggers mark footnotes as they are.
pub fn superscript(c: char) -> Option<char> {
    if matches!(c, '†' | '‡') {
        return Some(c);
    }
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = digits.iter().position(|digit| *digit == c)?;
    char::from_digit(digit as u32, 10)
}
