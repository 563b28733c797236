//! What belongs to the page and not to the text: page numbers, running heads, contents lists, notices
//! that a page is blank.

use std::collections::{BTreeMap, BTreeSet};

use domain::protocol::text::Reading;

use super::names_protocol;
use crate::{Block, Kind};

/// On how many pages a line stands at the edge before it is their running head.
const RUNNING: usize = 3;
/// How many blocks from the top or the foot of a page are its edge: a head of two lines, a foot and a number.
const EDGE: usize = 2;
/// The longest line that is a running head, in characters.
const LINE_MAX: usize = 120;

/// Drops the furniture.
pub fn drop(blocks: Vec<Block>) -> Vec<Block> {
    let running = running(&blocks);
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut page = false;
    for (n, mut block) in blocks.into_iter().enumerate() {
        let line = block.words.read(Reading::Both);
        let empty = line.is_empty() && block.label.is_none() && block.words.is_empty();
        page |= block.page;
        if empty || is_furniture(&line) || running.contains(&n) {
            continue;
        }
        block.page = std::mem::take(&mut page);
        kept.push(block);
    }
    kept
}

/// Whether a line is a page's and not the text's.
fn is_furniture(line: &str) -> bool {
    let low = line.to_lowercase();
    let low = low.trim_matches(['-', '–', '—', ' ', '|', '[', ']', '.']);
    let blank = low.contains("page is intentionally left blank")
        || low.contains("page intentionally left blank")
        || low.contains("page has been left blank");
    blank || is_page_number(low) || is_contents_line(line)
}

/// `12`, `Page 12`, `Page 12 of 40`, `12 / 40`.
fn is_page_number(low: &str) -> bool {
    let mut words = low.split([' ', '/']).filter(|word| !word.is_empty());
    let number = |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let (mut numbers, mut named) = (0, false);
    let only = words.all(|word| {
        numbers += usize::from(number(word));
        named |= word == "page" || word == "tudalen";
        number(word) || matches!(word, "page" | "of" | "tudalen" | "o")
    });
    // A lone number may be a clause's own, on a line before its words: that is told by its stop.
    only && (named && numbers > 0 || numbers == 2)
}

/// `Introduction ........ 3`
fn is_contents_line(line: &str) -> bool {
    let rest = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let leaders = rest.trim_end();
    rest.len() < line.len()
        && (leaders.ends_with("...") || leaders.ends_with("…") || leaders.ends_with(". ."))
}

/// What the same line on several pages has in common: its words without numbers, so that `Part 4C, page 3`
/// and `Part 4C, page 4` are one running head; of a number alone, how far it is ahead of its page.
fn shape(line: &str, page: usize) -> String {
    let words: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
    let bare = words.trim_matches(['-', '–', '—', ' ', '|', '[', ']']);
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    match digits.parse::<i64>() {
        Ok(number) if bare.is_empty() => format!("#{}", number - page as i64),
        _ => words,
    }
}

/// Which blocks stand at the top or the foot of a page, each with its page counted from 0.
fn edges(blocks: &[Block]) -> Vec<(usize, usize)> {
    let begins = |n: &usize| *n == 0 || blocks[*n].page;
    let starts: Vec<usize> = (0..blocks.len()).filter(begins).collect();
    let mut edges = Vec::new();
    for (page, start) in starts.iter().enumerate() {
        let end = starts.get(page + 1).copied().unwrap_or(blocks.len());
        let is_edge = |n: &usize| *n < start + EDGE || *n + EDGE >= end;
        edges.extend((*start..end).filter(is_edge).map(|n| (n, page)));
    }
    edges
}

/// The blocks that stand again and again at the tops or feet of pages. Where the first of them is the title,
/// it stays.
fn running(blocks: &[Block]) -> BTreeSet<usize> {
    let mut shapes: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    for (n, page) in edges(blocks) {
        let block = &blocks[n];
        let line = block.words.read(Reading::Both);
        let shape = shape(&line, page);
        // `- 12 -` looks like a bullet.
        let is_number = shape.starts_with('#') && matches!(block.kind, Kind::Item(_));
        let is_line = matches!(block.kind, Kind::Para | Kind::Heading) || is_number;
        if block.label.is_none() && is_line && (1..=LINE_MAX).contains(&line.chars().count()) {
            shapes.entry(shape).or_default().insert(n, page);
        }
    }
    let mut running = BTreeSet::new();
    for (shape, found) in shapes {
        let pages: BTreeSet<usize> = found.values().copied().collect();
        if pages.len() < RUNNING {
            continue;
        }
        let first = found.keys().next().copied();
        let line = first.map(|n| blocks[n].words.read(Reading::Both));
        let title = pages.contains(&0) && names_protocol(&shape) && line.as_ref() == Some(&shape);
        running.extend(found.into_keys().filter(|n| !(title && Some(*n) == first)));
    }
    running
}
