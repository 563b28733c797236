//! Numbered blocks: sections, clauses and their lettered parts.

use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{Passage, Run};

use super::Builder;
use crate::Kind;
use crate::sort::marker::{Style, counts};
use crate::sort::{Marked, looks};

impl Builder {
    /// `7.6 Officers shall …`
    pub(super) fn path(&mut self, marked: Marked, path: &[u32], subs: &[String]) {
        let first = path[0];
        let id = printed(path, subs);
        let anew = path.iter().all(|n| *n == 1);
        if anew && self.document.has(&id) && (self.document.number > 1 || self.pending.len() > 1) {
            self.end_document();
        }
        let here = self.document.number;
        if self.document.started() && first == here {
            self.clause(marked, path, subs);
        } else if first == here + 1 || !self.document.started() {
            self.open_section(first);
            self.clause(marked, path, subs);
        } else if self.is_within_a_sentence(&marked) {
            self.stray(marked, &id);
        } else if first > here && path.iter().skip(1).all(|n| *n == 1) {
            let why = format!("section {first} follows section {here}");
            self.open_section(first);
            self.clause(marked, path, subs);
            self.out_of_order(why, &id);
        } else {
            self.clause(marked, path, subs);
            let why = format!("clause {id} stands in section {here}");
            self.out_of_order(why, &id);
        }
    }

    /// A number at the start of a line that a sentence runs into: `… as in paragraph / 7.6 above`.
    pub(super) fn is_within_a_sentence(&self, marked: &Marked) -> bool {
        let follows = matches!(self.document.open_end(), Some((_, false)));
        follows && self.pending.is_empty() && !matches!(marked.block.kind, Kind::Item(_))
    }

    pub(super) fn out_of_order(&mut self, why: String, id: &str) {
        let meanwhile = "the numbers are kept as printed";
        self.document
            .doubt(DoubtKind::OutOfOrder, why, meanwhile, id);
    }

    /// Begins the section whose number is known from its first clause; its heading is what waits.
    pub(super) fn open_section(&mut self, number: u32) {
        let heading = self.pending.pop().map(|marked| marked.block.words);
        self.begin_section(number, heading.unwrap_or_default());
    }

    pub(super) fn begin_section(&mut self, number: u32, heading: Passage) {
        if !self.document.started() {
            self.front_takes_pending();
            self.title();
        }
        self.document.section(number.to_string(), heading);
        self.document.number = number;
    }

    pub(super) fn clause(&mut self, marked: Marked, path: &[u32], subs: &[String]) {
        let id = printed(path, subs);
        let known = self.document.has(&id);
        if known && self.is_within_a_sentence(&marked) {
            self.stray(marked, &id);
            return;
        }
        let over = self.take_over();
        let parent = self.parent(path, subs);
        let before = previous(path, subs).filter(|before| !self.document.has(before));
        let node = self.document.clause(&id, parent, over);
        if subs.is_empty() {
            self.document.current = Some(node);
            self.document.levels.clear();
        }
        self.document.add(node, 0, marked.block);
        if let Some(before) = before.filter(|_| !known) {
            let why = format!("clause {id} stands without a clause {before} before it");
            self.out_of_order(why, &id);
        }
    }

    /// The clause directly above a number, if the document has it.
    pub(super) fn parent(&self, path: &[u32], subs: &[String]) -> Option<usize> {
        let above = match subs {
            [above @ .., _] => printed(path, above),
            [] if path.len() > 2 => printed(&path[..path.len() - 1], &[]),
            [] => return None,
        };
        self.document.node(&above)
    }

    /// What waits as a heading stands over the next clause.
    pub(super) fn take_over(&mut self) -> Passage {
        let mut over = Passage::default();
        for marked in std::mem::take(&mut self.pending) {
            if !over.is_empty() {
                over.push(Run::plain(" – "));
            }
            for run in marked.block.words.0 {
                over.push(run);
            }
        }
        over
    }

    /// `7. Members’ Enquiries`, `1. a point of a list`, or a stray number.
    pub(super) fn number(&mut self, at: usize, marked: Marked, number: u32) {
        let here = self.document.number;
        let heading = marked.is_heading();
        let next = self.ahead.paths[at].as_ref().map(|(_, path)| path[0]);
        let leads_to_it = next == Some(number);
        let listed = self.in_list(number);
        if heading && leads_to_it && number == 1 && self.document.has("1.1") && here > 1 {
            self.end_document();
            self.begin_section(1, marked.block.words);
        } else if heading && leads_to_it && (number == here + 1 || !self.document.started()) {
            self.begin_section(number, marked.block.words);
        } else if listed {
            self.sub(at, marked, &number.to_string());
        } else if heading && number == here + 1 && (here > 0 || self.opens_first(at)) {
            self.begin_section(number, marked.block.words);
        } else if heading && leads_to_it && number > here {
            let why = format!("section {number} follows section {here}");
            self.begin_section(number, marked.block.words);
            self.out_of_order(why, &number.to_string());
        } else if !self.ahead.has_paths {
            self.plain_number(at, marked, number);
        } else if number == here + 1 && !self.open_ended() && next != Some(here) {
            self.begin_section(number, Passage::default());
            let owner = self.document.owner();
            self.document.add(owner, 0, marked.block);
        } else if number == 1 && self.starts_list(at) {
            self.sub(at, marked, "1");
        } else {
            self.stray(marked, &format!("{number}."));
        }
    }

    /// Whether the first numbered line of a document is its first section: not a list in its front.
    pub(super) fn opens_first(&self, at: usize) -> bool {
        self.ahead.has_paths.then_some(()).is_none()
            || self.ahead.paths[at]
                .as_ref()
                .is_some_and(|(_, path)| path[0] <= 2)
    }

    pub(super) fn open_ended(&self) -> bool {
        self.document.open_end().is_some()
    }

    /// Whether a list of numbers is open that this one follows.
    pub(super) fn in_list(&self, number: u32) -> bool {
        let mut levels = self.document.levels.iter();
        levels.any(|level| level.style == Style::Digits && level.last + 1 == number)
    }

    pub(super) fn starts_list(&self, at: usize) -> bool {
        let led = self
            .document
            .last_para()
            .is_some_and(|para| looks::leads(&para.words));
        let second = self.ahead.numbers[at].is_some_and(|(place, number, _)| {
            let clause = self.ahead.paths[at]
                .as_ref()
                .map_or(usize::MAX, |(at, _)| *at);
            number == 2 && place < clause
        });
        (led || second) && self.document.started()
    }

    /// Clauses numbered 1, 2, 3 through the whole document.
    pub(super) fn plain_number(&mut self, at: usize, marked: Marked, number: u32) {
        if number == 1 && self.document.has("1") {
            if self.pending.is_empty() && self.starts_list(at) {
                self.sub(at, marked, "1");
                return;
            }
            if self.pending.len() > 1 {
                self.end_document();
            }
        }
        if !self.document.started() || !self.pending.is_empty() {
            let heading = self.pending.pop().map(|marked| marked.block.words);
            if !self.document.started() {
                self.front_takes_pending();
                self.title();
            }
            let over = self.take_over();
            self.document
                .section(String::new(), heading.unwrap_or(over));
        }
        self.clause(marked, &[number], &[]);
        self.document.number = number;
    }

    /// `(b) such a request …`
    pub(super) fn sub(&mut self, at: usize, marked: Marked, label: &str) {
        if !self.document.started() {
            self.unnumbered(at, marked);
            return;
        }
        let depth = match marked.block.kind {
            Kind::Item(depth) => depth,
            _ => 0,
        };
        self.pending_as_text();
        let counts = counts(label);
        let levels = &self.document.levels;
        let nested = levels.last().is_some_and(|level| depth > level.depth);
        let follows = levels.iter().rposition(|level| {
            counts
                .iter()
                .any(|(style, n)| *style == level.style && *n == level.last + 1)
        });
        let first = counts.iter().rev().find(|(_, n)| *n == 1).copied();
        let (level, opens, count, odd) = match (follows, first) {
            (Some(level), None) => (level, None, levels[level].last + 1, false),
            (Some(level), Some(_)) if !nested => (level, None, levels[level].last + 1, false),
            (_, Some((style, n))) => (levels.len(), Some((style, depth)), n, false),
            (None, None) => {
                let (style, n) = counts.first().copied().unwrap_or((Style::Letters, 1));
                match levels.iter().rposition(|level| level.style == style) {
                    Some(level) => (level, None, n, true),
                    None => (levels.len(), Some((style, depth)), n, true),
                }
            }
        };
        self.document.part(label, level, opens, count);
        if let Some(node) = self.document.last {
            self.document.add(node, 0, marked.block);
        }
        if odd {
            let why = format!("part ({label}) follows no part before it");
            self.out_of_order(why, label);
        }
    }
}

/// A number as a clause's: `8.4(b)(v)`.
fn printed(path: &[u32], subs: &[String]) -> String {
    let numbers: Vec<String> = path.iter().map(u32::to_string).collect();
    let mut id = numbers.join(".");
    for sub in subs {
        id = format!("{id}({sub})");
    }
    id
}

/// The number that should stand before this one, in the same place.
fn previous(path: &[u32], subs: &[String]) -> Option<String> {
    let (last, above) = path.split_last()?;
    (subs.is_empty() && *last > 1).then(|| {
        let mut path = above.to_vec();
        path.push(last - 1);
        printed(&path, &[])
    })
}
