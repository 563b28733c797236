//! What belongs to the page and not to the text: page numbers, running heads, contents lists, notices
//! that a page is blank.

use std::collections::BTreeMap;

use domain::protocol::text::Reading;

use crate::{Block, Kind};

/// How often a line stands at the edge of a page before it is its running head.
const RUNNING: usize = 3;

/// Drops the furniture.
pub fn drop(blocks: Vec<Block>) -> Vec<Block> {
    let running = running(&blocks);
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut page = false;
    for mut block in blocks {
        let line = block.words.read(Reading::Both);
        let empty = line.is_empty() && block.label.is_none() && block.words.is_empty();
        page |= block.page;
        if empty || is_furniture(&line) || running.contains_key(&shape(&line)) && is_edge(&block) {
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

/// A line without its numbers, so that `Part 4C, page 3` and `Part 4C, page 4` are one running head.
fn shape(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn is_edge(block: &Block) -> bool {
    block.label.is_none() && matches!(block.kind, Kind::Para | Kind::Heading)
}

/// The lines that stand again and again at the tops or feet of pages.
fn running(blocks: &[Block]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (n, block) in blocks.iter().enumerate() {
        let top = block.page;
        let foot = blocks.get(n + 1).is_some_and(|next| next.page);
        let line = block.words.read(Reading::Both);
        if (top || foot) && is_edge(block) && line.chars().count() <= 120 {
            *counts.entry(shape(&line)).or_insert(0) += 1;
        }
    }
    counts.retain(|shape, count| *count >= RUNNING && !shape.trim().is_empty());
    counts
}
