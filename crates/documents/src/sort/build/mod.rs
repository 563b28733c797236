//! Reads the blocks in order and decides of each what it is. What decides is the next number that is
//! expected, here and further on; where that leaves a choice, the choice is listed as a doubt.

mod ahead;
mod front;
mod numbers;

use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{Para, Passage, Reading};

use super::document::{Document, Front};
use super::marker::Marker;
use super::{Marked, imported, looks, notes, references, types};
use crate::{Block, DocumentKind, Imported, Kind};
use ahead::Ahead;

/// Sorts numbered blocks into documents.
pub fn build(blocks: Vec<Marked>) -> Vec<Imported> {
    let ahead = Ahead::new(&blocks);
    let mut builder = Builder {
        ahead,
        done: Vec::new(),
        document: Document::default(),
        pending: Vec::new(),
    };
    for (at, marked) in blocks.into_iter().enumerate() {
        builder.block(at, marked);
    }
    builder.end();
    builder.done
}

struct Builder {
    ahead: Ahead,
    done: Vec<Imported>,
    document: Document,
    /// Lines that look like headings and wait for what follows.
    pending: Vec<Marked>,
}

impl Builder {
    fn block(&mut self, at: usize, marked: Marked) {
        if let Kind::Note(_) = marked.block.kind {
            self.document.note(marked.block);
            return;
        }
        match marked.marker.clone() {
            Some(Marker::Path(path, subs)) => self.path(marked, &path, &subs),
            Some(Marker::Number(number)) => self.number(at, marked, number),
            Some(Marker::Sub(label)) => self.sub(at, marked, &label),
            None if marked.is_heading() && !self.goes_on(&marked) => self.pending.push(marked),
            None => self.unnumbered(at, marked),
        }
    }

    fn goes_on(&self, marked: &Marked) -> bool {
        marked.block.kind != Kind::Heading
            && self.document.open_end().is_some()
            && looks::goes_on(marked.words())
    }

    /// A number that is no clause’s.
    fn stray(&mut self, marked: Marked, printed: &str) {
        if !self.document.started() {
            let mut words = Passage::plain(format!("{printed} "));
            marked
                .block
                .words
                .0
                .into_iter()
                .for_each(|run| words.push(run));
            self.document
                .front
                .push(Front::Para(Para { bullet: 0, words }));
            return;
        }
        self.pending_as_text();
        let line = marked.words().read(Reading::Both);
        let mut block = marked.block;
        let mut words = Passage::plain(format!("{printed} "));
        block.words.0.into_iter().for_each(|run| words.push(run));
        block.words = words;
        match self.document.last {
            Some(_) => self.document.join(block, " "),
            None => {
                let owner = self.document.owner();
                self.document.add(owner, 0, block);
            }
        }
        let why = format!("the number `{printed}` stands within the text and is no clause’s");
        let meanwhile = "it is kept as part of the text";
        self.document.doubt(
            DoubtKind::StrayNumber,
            why,
            meanwhile,
            &format!("{printed} {line}"),
        );
    }

    /// A paragraph or a bullet.
    fn unnumbered(&mut self, at: usize, marked: Marked) {
        let anew = self.document.has_clauses() && self.ahead.begins_anew(at);
        if !self.pending.is_empty() && anew {
            self.end_document();
        }
        if !self.document.started() {
            self.front_takes_pending();
            let bullet = bullet(&marked.block.kind);
            let words = marked.block.words;
            self.document
                .front
                .push(Front::Para(Para { bullet, words }));
            return;
        }
        if looks::to_sign(marked.words()) {
            self.pending_as_text();
            let words = marked.block.words;
            self.document.text.closing.push(Para { bullet: 0, words });
            return;
        }
        self.pending_as_text();
        match marked.block.kind {
            Kind::Item(depth) => self.bullet(depth, marked.block),
            _ => self.paragraph(marked.block),
        }
    }

    fn bullet(&mut self, depth: u8, block: Block) {
        let goes_on = self
            .document
            .last_para()
            .is_some_and(|para| para.bullet > 0 || looks::leads(&para.words));
        let node = match self.document.last {
            Some(last) if goes_on => last,
            _ => self.document.owner(),
        };
        self.document.add(node, depth.max(1), block);
    }

    fn paragraph(&mut self, block: Block) {
        let open = self.document.open_end();
        if open.is_some() && looks::goes_on(&block.words) {
            self.document.join(block, " ");
            return;
        }
        if let (Kind::More, Some(last)) = (&block.kind, self.document.last) {
            self.document.add(last, 0, block);
            return;
        }
        let before = self
            .document
            .last_para()
            .map(|para| para.words.read(Reading::Both));
        let line = block.words.read(Reading::Both);
        let node = self.document.owner();
        let breaks = open == Some((true, false)) && !line.starts_with(['“', '"', '‘']);
        self.document.add(node, 0, block);
        if let Some(before) = before.filter(|_| breaks) {
            let why =
                "a sentence breaks off before a new paragraph: a line may be missing".to_owned();
            let end: Vec<&str> = before.rsplit(' ').take(8).collect();
            let end: Vec<&str> = end.into_iter().rev().collect();
            let words = format!("… {} / {line}", end.join(" "));
            let meanwhile = "both are kept, as two paragraphs";
            self.document
                .doubt(DoubtKind::BrokenOff, why, meanwhile, &words);
        }
    }

    /// What looked like a heading and has text and no number below it: a section without a number where
    /// the format says heading, a line of text where it only looks like one.
    fn pending_as_text(&mut self) {
        for marked in std::mem::take(&mut self.pending) {
            if marked.block.kind == Kind::Heading {
                self.document.section(String::new(), marked.block.words);
                continue;
            }
            let line = marked.words().read(Reading::Both);
            let node = self.document.owner();
            self.document.add(node, 0, marked.block);
            let why = format!("`{line}` may be a heading");
            let meanwhile = "it is kept as a paragraph of the clause before it";
            self.document
                .doubt(DoubtKind::HeadingOrNot, why, meanwhile, &line);
        }
    }

    /// Nothing more comes: what waits is the end of the text.
    fn end(&mut self) {
        let closing = std::mem::take(&mut self.pending).into_iter();
        let closing = closing.map(|marked| para(marked.block.words));
        self.document.text.closing.extend(closing);
        self.end_document();
    }

    /// Ends the document and begins another, whose title is among what waits.
    fn end_document(&mut self) {
        let document = std::mem::take(&mut self.document);
        if !document.has_clauses() {
            if document.started() {
                // Sections without a word below them are a contents list.
                let front = &mut self.document.front;
                front.push(Front::Heading(document.text.title));
                front.extend(document.text.preamble.into_iter().map(Front::Para));
            }
            return;
        }
        let mut text = document.finish();
        notes::check(&mut text);
        references::check(&mut text);
        types::check(&mut text);
        in_order(&mut text);
        self.done.push(imported(DocumentKind::Protocol, text));
    }
}

fn para(words: Passage) -> Para {
    Para { bullet: 0, words }
}

fn into_para(front: Front) -> Para {
    match front {
        Front::Heading(words) => para(words),
        Front::Para(para) => para,
    }
}

fn bullet(kind: &Kind) -> u8 {
    match kind {
        Kind::Item(depth) => (*depth).max(1),
        _ => 0,
    }
}

/// Puts the doubts in the order of the document.
fn in_order(text: &mut domain::protocol::text::ProtocolText) {
    let places: std::collections::BTreeMap<String, usize> = text
        .clauses()
        .enumerate()
        .map(|(n, (_, clause))| (clause.id.as_str().to_owned(), n))
        .collect();
    let place = |doubt: &domain::protocol::text::Doubt| {
        let clause = doubt.clause.as_ref()?;
        places.get(clause.as_str()).copied()
    };
    text.doubts.sort_by_key(place);
}
