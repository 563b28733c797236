//! Each reader on documents that are bent out of shape, the same ones on every run: a refusal or a
//! reading, never a panic; and what was read can be numbered and written out. `script/fuzz` bends on
//! without an end; what it found stands at the foot of this file.

mod made;

use std::collections::BTreeSet;

use documents::out::{About, akoma, html};

/// Numbers that look drawn by chance and are the same on every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// What must hold of any bytes.
fn holds(name: &str, bytes: &[u8]) {
    let Ok(documents) = documents::read(name, bytes) else {
        return;
    };
    for document in documents {
        let mut ids = BTreeSet::new();
        for (_, clause) in document.text.clauses() {
            assert!(ids.insert(&clause.id), "{} stands twice", clause.id);
        }
        akoma::document(&document.text, &About::default());
        html::page(&document.text, &About::default());
    }
}

/// A document with bytes changed, taken out, repeated and cut off.
fn bent(bytes: &[u8], draw: &mut Draw) -> Vec<u8> {
    let mut bent = bytes.to_vec();
    for _ in 0..=draw.below(6) {
        let at = draw.below(bent.len());
        match draw.below(5) {
            0 | 1 => bent[at] = draw.below(256) as u8,
            2 => drop(bent.drain(at..(at + draw.below(40)).min(bent.len()))),
            3 => {
                let again = bent[at..(at + draw.below(60)).min(bent.len())].to_vec();
                bent.splice(at..at, again);
            }
            _ => bent.truncate(at.max(1)),
        }
        if bent.is_empty() {
            bent.push(b' ');
        }
    }
    bent
}

fn bend(name: &str, bytes: &[u8], times: usize) {
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    for _ in 0..times {
        holds(name, &bent(bytes, &mut draw));
    }
}

#[test]
fn bent_texts_are_read_or_refused() {
    bend("a.txt", include_bytes!("golden/oddities.md"), 150);
    bend("a.md", include_bytes!("golden/types.md"), 150);
}

#[test]
fn bent_pages_are_read_or_refused() {
    bend("a.html", include_bytes!("golden/page.html"), 300);
}

#[test]
fn bent_word_documents_are_read_or_refused() {
    let body = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr>\
                <w:r><w:t>1.1 Members and officers.</w:t></w:r></w:p>"
        .repeat(4);
    let words = made::word(&body);
    let packed = |part: &str| made::docx(&[("word/document.xml", part)]);
    bend("a.docx", &packed(&words), 300);
    // The packing hides most changes from the reader: the part itself is bent too.
    let mut draw = Draw(7);
    for _ in 0..200 {
        let part = bent(words.as_bytes(), &mut draw);
        holds("a.docx", &packed(&String::from_utf8_lossy(&part)));
    }
}

#[test]
fn bent_pdfs_are_read_or_refused() {
    let page = made::page(&[
        "1.1 Members and officers.",
        "1.2 They answer.",
        "1.3 They ask.",
    ]);
    bend("a.pdf", &made::pdf(&[&page], ""), 300);
}
