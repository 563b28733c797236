//! From pieces on pages to lines, and from lines to blocks.

use super::page::{Bar, Piece, Words};
use crate::plain::Reader;
use crate::{Block, Flaw, Unreadable};

/// How far apart baselines may lie and be one line, as a share of the size.
const SAME_LINE: f32 = 0.4;
/// How wide a gap is a space, as a share of the size.
const SPACE: f32 = 0.18;
/// How much more than usual a line lies below the one before, and begins a paragraph.
const GAP: f32 = 1.35;

/// The lines of a document.
#[derive(Debug, Default)]
pub struct Lines {
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    text: String,
    base: f32,
    size: f32,
    bold: bool,
    italic: bool,
    struck: bool,
    page: bool,
}

impl Lines {
    /// Adds a page.
    pub fn page(&mut self, words: Words) {
        let mut rows: Vec<Vec<Piece>> = Vec::new();
        for piece in words.pieces {
            let fits = |row: &Vec<Piece>| {
                let size = row[0].size.max(piece.size);
                (row[0].base - piece.base).abs() <= SAME_LINE * size
            };
            match rows.iter_mut().rev().take(4).find(|row| fits(row)) {
                Some(row) => row.push(piece),
                None => rows.push(vec![piece]),
            }
        }
        rows.sort_by(|a, b| b[0].base.total_cmp(&a[0].base));
        let mut page = !self.lines.is_empty();
        for row in rows {
            let Some(mut line) = line(row, &words.bars) else {
                continue;
            };
            line.page = std::mem::take(&mut page);
            self.lines.push(line);
        }
    }

    /// The blocks of the document.
    pub fn blocks(self) -> Result<Vec<Block>, Unreadable> {
        let usual = usual(&self.lines);
        let mut reader = Reader::literal();
        let mut before: Option<&Line> = None;
        for line in &self.lines {
            let gap = before.is_some_and(|before| {
                let drop = before.base - line.base;
                let size = (before.size - line.size).abs() > 0.5;
                line.page || size || drop > usual * GAP || drop < 0.0
            });
            let looks = before.is_some_and(|before| before.bold != line.bold);
            if gap || looks {
                reader.line("")?;
            }
            if line.page {
                reader.new_page();
            }
            reader.line(&line.text)?;
            reader.flaw(line.flaws());
            before = Some(line);
        }
        reader.finish()
    }
}

impl Line {
    fn flaws(&self) -> impl Iterator<Item = Flaw> {
        let looks = [
            (self.bold, "bold"),
            (self.italic, "italics"),
            (self.struck, "struck out"),
        ];
        looks
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, look)| Flaw::Lost(look))
    }
}

/// The pieces of a row as a line, from left to right.
fn line(mut row: Vec<Piece>, bars: &[Bar]) -> Option<Line> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut text = String::new();
    let mut right = f32::MIN;
    let usual = row.iter().map(|piece| piece.size).fold(0.0, f32::max);
    for piece in &row {
        let apart = piece.left - right > SPACE * piece.size;
        if apart && !text.is_empty() && !text.ends_with(' ') && !piece.text.starts_with(' ') {
            text.push(' ');
        }
        let digits = piece.text.trim().bytes().all(|b| b.is_ascii_digit());
        if piece.size < 0.75 * usual && digits && !text.is_empty() {
            text.extend(piece.text.trim().chars().map(raised));
        } else {
            text.push_str(&piece.text);
        }
        right = piece.right.max(right);
    }
    let words = text.trim();
    let first = row.first()?;
    let letters: usize = row.iter().map(|piece| piece.text.len()).sum();
    let share = |is: fn(&Piece) -> bool| {
        let some: usize = row.iter().filter(|p| is(p)).map(|p| p.text.len()).sum();
        some * 2 > letters
    };
    let struck = bars.iter().any(|bar| {
        let height = (bar.at - first.base) / usual.max(1.0);
        let width = bar.right.min(right) - bar.left.max(first.left);
        (0.12..0.55).contains(&height) && width > 0.0
    });
    (!words.is_empty()).then(|| Line {
        text: words.to_owned(),
        base: first.base,
        size: usual,
        bold: share(|piece| piece.bold),
        italic: share(|piece| piece.italic),
        struck,
        page: false,
    })
}

fn raised(digit: char) -> char {
    let raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    digit
        .to_digit(10)
        .map_or(digit, |digit| raised[digit as usize])
}

/// How far lines usually lie apart: the middle of the distances.
fn usual(lines: &[Line]) -> f32 {
    let pairs = lines.windows(2).filter(|pair| !pair[1].page);
    let mut drops: Vec<f32> = pairs.map(|pair| pair[0].base - pair[1].base).collect();
    drops.retain(|drop| *drop > 1.0);
    drops.sort_by(f32::total_cmp);
    // Most lines go on with the paragraph before: the lower quarter is a plain step.
    drops.get(drops.len() / 4).copied().unwrap_or(14.0)
}
