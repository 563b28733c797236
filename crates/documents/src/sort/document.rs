//! A document while it is being sorted: sections and clauses in one list, made a tree at the end.

use std::collections::BTreeSet;

use domain::ids::ClauseId;
use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{
    Change, Doubt, Footnote, Para, Part, Passage, ProtocolText, Reading, Run, TextClause,
    TextSection,
};

use super::looks;
use super::marker::Style;
use crate::{Block, Flaw, Kind};

/// How deep clauses may stand below each other; what is deeper stands beside.
const LEVELS_MAX: usize = 8;

/// What stands before the first section.
#[derive(Debug)]
pub enum Front {
    /// A heading.
    Heading(Passage),
    /// A paragraph.
    Para(Para),
}

/// A document so far.
#[derive(Debug, Default)]
pub struct Document {
    /// What stands before the first section, until it is known which of it is the title.
    pub front: Vec<Front>,
    /// The text but for its clauses.
    pub text: ProtocolText,
    /// The number of the last section that had one.
    pub number: u32,
    /// Clauses in order.
    nodes: Vec<Node>,
    /// The clauses directly below each section.
    tops: Vec<Vec<usize>>,
    /// The clause with a number of its own to which what follows belongs.
    pub current: Option<usize>,
    /// The clause to which something was added last.
    pub last: Option<usize>,
    /// The lettered lists that are open below the current clause.
    pub levels: Vec<Level>,
    ids: BTreeSet<String>,
}

#[derive(Debug)]
struct Node {
    id: ClauseId,
    over: Passage,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Para(Para),
    Below(usize),
}

/// A lettered list below a clause.
#[derive(Debug, Clone)]
pub struct Level {
    /// How it counts.
    pub style: Style,
    /// How far it has counted.
    pub last: u32,
    /// How deep the format has it.
    pub depth: u8,
    /// The clause of its last part.
    node: usize,
    /// The clause that it belongs to.
    parent: usize,
}

impl Document {
    /// Whether any section has begun.
    pub fn started(&self) -> bool {
        !self.text.sections.is_empty()
    }

    /// Whether any clause has been found.
    pub fn has_clauses(&self) -> bool {
        !self.nodes.is_empty()
    }

    /// Whether a clause has this number.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The clause of a number.
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().rposition(|node| node.id.as_str() == id)
    }

    /// Lists a doubt at the clause that was read last.
    pub fn doubt(&mut self, kind: DoubtKind, why: String, meanwhile: &str, words: &str) {
        let at = self.last.map(|node| self.nodes[node].id.clone());
        let doubt = Doubt::new(kind, at.as_ref(), why, meanwhile).about(cut(words));
        self.text.doubts.push(doubt);
    }

    /// Begins a section.
    pub fn section(&mut self, number: String, heading: Passage) {
        let clauses = Vec::new();
        self.text.sections.push(TextSection {
            number,
            heading,
            clauses,
        });
        self.tops.push(Vec::new());
        self.current = None;
        self.last = None;
        self.levels.clear();
    }

    /// Begins a clause directly below the section or below another clause.
    pub fn clause(&mut self, id: &str, parent: Option<usize>, over: Passage) -> usize {
        let printed = id;
        let mut id = id.to_owned();
        let mut n = 2;
        while self.ids.contains(&id) {
            id = format!("{printed}~{n}");
            n += 1;
        }
        let (id, id_text) = match id.parse::<ClauseId>() {
            Ok(parsed) => (parsed, id),
            // A number too long to be one: it is counted instead, and the doubt says so.
            Err(_) => {
                let counted = format!("x{}", self.nodes.len() + 1);
                (counted.parse().expect("letters and digits"), counted)
            }
        };
        let node = self.nodes.len();
        self.ids.insert(id_text);
        self.nodes.push(Node {
            id,
            over,
            pieces: Vec::new(),
        });
        match parent {
            Some(parent) => self.nodes[parent].pieces.push(Piece::Below(node)),
            None => match self.tops.last_mut() {
                Some(top) => top.push(node),
                None => {
                    self.section(String::new(), Passage::default());
                    self.tops[0].push(node);
                }
            },
        }
        self.last = Some(node);
        if n > 2 {
            let why = format!("the number `{printed}` stands {} times", n - 1);
            let meanwhile = "the later one is kept beside the first, as `~2`";
            let at = self.nodes[node].id.clone();
            let doubt = Doubt::new(DoubtKind::Repeated, Some(&at), why, meanwhile);
            self.text.doubts.push(doubt.about(printed));
        }
        node
    }

    /// Begins a part of a lettered list, at a level already open or one below.
    pub fn part(&mut self, label: &str, level: usize, opens: Option<(Style, u8)>, count: u32) {
        let parent = match (opens, self.levels.get(level)) {
            (None, Some(open)) => open.parent,
            _ => match level
                .checked_sub(1)
                .and_then(|above| self.levels.get(above))
            {
                Some(above) => above.node,
                None => self.owner(),
            },
        };
        let id = format!("{}({label})", self.nodes[parent].id);
        let node = self.clause(&id, Some(parent), Passage::default());
        match opens {
            Some((style, depth)) => {
                self.levels.truncate(level.min(LEVELS_MAX));
                self.levels.push(Level {
                    style,
                    last: count,
                    depth,
                    node,
                    parent,
                });
            }
            None => {
                self.levels.truncate(level + 1);
                if let Some(open) = self.levels.last_mut() {
                    (open.last, open.node) = (count, node);
                }
            }
        }
    }

    /// The clause to which an unnumbered paragraph belongs: that of the last number, or one of the
    /// section itself.
    pub fn owner(&mut self) -> usize {
        if let Some(current) = self.current {
            return current;
        }
        let section = self.text.sections.last();
        let number = section.map_or(String::new(), |section| section.number.clone());
        let heading = section.map_or(String::new(), |s| s.heading.read(Reading::After));
        let id = if number.is_empty() {
            slug(&heading)
        } else {
            number.clone()
        };
        let node = self.clause(&id, None, Passage::default());
        self.current = Some(node);
        if number.is_empty() {
            let why = format!("the text under `{heading}` has no number");
            let meanwhile = format!("it is called `{}`", self.nodes[node].id);
            self.doubt(DoubtKind::Unnumbered, why, &meanwhile, &heading);
        }
        node
    }

    /// Whether the last paragraph breaks off, and whether it is one of a numbered clause's own.
    pub fn open_end(&self) -> Option<(bool, bool)> {
        let para = self.last_para()?;
        let own = self.last == self.current && para.bullet == 0;
        looks::unfinished(&para.words).then_some((own, para.bullet > 0))
    }

    /// The last paragraph that was added.
    pub fn last_para(&self) -> Option<&Para> {
        let pieces = &self.nodes[self.last?].pieces;
        pieces.iter().rev().find_map(|piece| match piece {
            Piece::Para(para) => Some(para),
            Piece::Below(_) => None,
        })
    }

    /// Adds a paragraph to a clause.
    pub fn add(&mut self, node: usize, bullet: u8, block: Block) {
        self.last = Some(node);
        self.flaws(&block);
        if !block.words.is_empty() {
            let words = block.words;
            self.nodes[node]
                .pieces
                .push(Piece::Para(Para { bullet, words }));
        }
    }

    /// Goes on with the last paragraph.
    pub fn join(&mut self, block: Block, between: &str) {
        let Some(node) = self.last else { return };
        self.flaws(&block);
        let para = self.nodes[node]
            .pieces
            .iter_mut()
            .rev()
            .find_map(|piece| match piece {
                Piece::Para(para) => Some(para),
                Piece::Below(_) => None,
            });
        let Some(para) = para else {
            self.add(node, 0, block);
            return;
        };
        let struck = |run: Option<&Run>| run.is_some_and(|run| run.change == Change::Struck);
        let breaks = struck(para.words.0.last()) && !struck(block.words.0.first());
        para.words.push(Run::plain(between));
        for run in block.words.0 {
            para.words.push(run);
        }
        if breaks {
            let words = para.words.read(Reading::Both);
            let why =
                "words are struck out to the middle of a sentence, where a page ends".to_owned();
            let meanwhile = "what follows is not struck out";
            self.doubt(DoubtKind::StruckInPart, why, meanwhile, &words);
        }
    }

    fn flaws(&mut self, block: &Block) {
        let words = block.words.read(Reading::Both);
        for flaw in &block.flaws {
            let kind = match flaw {
                Flaw::Lost(_) => DoubtKind::MarksLost,
                Flaw::Unclosed(_) | Flaw::Unopened(_) => DoubtKind::UnclosedMark,
            };
            let (why, meanwhile) = match flaw {
                Flaw::Unclosed(mark) => (
                    format!("the mark `{mark}` opens and is not closed"),
                    "it is read as reaching to the end of the paragraph",
                ),
                Flaw::Unopened(mark) => (
                    format!("the mark `{mark}` closes and was not opened"),
                    "it is read as opened at the start of the paragraph",
                ),
                Flaw::Lost(look) => (
                    format!("the page shows words {look}, and the file does not say why"),
                    "they are read as plain words that stand",
                ),
            };
            self.doubt(kind, why, meanwhile, &words);
        }
    }

    /// Keeps a footnote.
    pub fn note(&mut self, block: Block) {
        if let Kind::Note(mark) = block.kind {
            let words = block.words;
            self.text.footnotes.push(Footnote { mark, words });
        }
    }

    /// The text as a tree.
    pub fn finish(mut self) -> ProtocolText {
        let mut nodes: Vec<Option<Node>> = self.nodes.into_iter().map(Some).collect();
        for (section, tops) in self.text.sections.iter_mut().zip(self.tops) {
            let clauses = tops.into_iter().filter_map(|top| clause(&mut nodes, top));
            section.clauses = clauses.collect();
        }
        self.text
    }
}

fn clause(nodes: &mut [Option<Node>], at: usize) -> Option<TextClause> {
    let node = nodes[at].take()?;
    let mut clause = TextClause::new(node.id, Passage::default());
    clause.over = node.over;
    for piece in node.pieces {
        let part = match piece {
            Piece::Para(para) => Some(Part::Para(para)),
            Piece::Below(below) => self::clause(nodes, below).map(Part::Clause),
        };
        clause.body.extend(part);
    }
    Some(clause)
}

/// A number for what has none: the first words of its heading.
fn slug(heading: &str) -> String {
    let mut slug = String::new();
    for c in heading.to_lowercase().chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() >= 20 {
            // Cut between words.
            slug.truncate(slug.rfind('-').unwrap_or(slug.len()));
            break;
        }
    }
    match slug.trim_end_matches('-') {
        "" => "text".to_owned(),
        slug => slug.to_owned(),
    }
}

/// The first words of a passage, to be found again by.
fn cut(words: &str) -> String {
    const LONGEST: usize = 160;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{} …", cut.trim_end())
}
