//! Footnotes and their marks find each other; one without the other is a doubt.

use std::collections::BTreeSet;

use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{Doubt, Passage, ProtocolText};

/// Lists footnotes that no mark names, and marks that have no footnote.
pub fn check(text: &mut ProtocolText) {
    let mut doubts = Vec::new();
    let marks = |passage: &Passage| -> Vec<String> {
        passage
            .0
            .iter()
            .filter_map(|run| run.note.clone())
            .collect()
    };
    let mut used = BTreeSet::new();
    let known: BTreeSet<&str> = text
        .footnotes
        .iter()
        .map(|note| note.mark.as_str())
        .collect();
    for (_, clause) in text.clauses() {
        for mark in clause.paras().flat_map(|para| marks(&para.words)) {
            if !known.contains(mark.as_str()) {
                let why = format!(
                    "the mark of footnote {mark} stands here, and there is no such footnote"
                );
                let meanwhile = "the mark is kept";
                doubts.push(Doubt::new(
                    DoubtKind::LooseNote,
                    Some(&clause.id),
                    why,
                    meanwhile,
                ));
            }
            used.insert(mark);
        }
    }
    let around = text
        .preamble
        .iter()
        .chain(&text.closing)
        .map(|para| &para.words);
    let headings = text.sections.iter().map(|section| &section.heading);
    used.extend(around.chain(headings).flat_map(marks));
    for note in text
        .footnotes
        .iter()
        .filter(|note| !used.contains(&note.mark))
    {
        let stray = text.doubts.iter().find(|doubt| {
            let number = doubt.words.split(['.', ' ']).next();
            doubt.kind == DoubtKind::StrayNumber && number == Some(note.mark.as_str())
        });
        let clause = stray.and_then(|doubt| doubt.clause.clone());
        let perhaps = match &clause {
            Some(clause) => format!(
                "; the stray `{}` in clause {clause} may be its mark",
                note.mark
            ),
            None => String::new(),
        };
        let why = format!("footnote {} has no mark in the text{perhaps}", note.mark);
        let meanwhile = "it is kept with the document";
        let words = note.words.read(domain::protocol::text::Reading::Both);
        let doubt = Doubt::new(DoubtKind::LooseNote, clause.as_ref(), why, meanwhile);
        doubts.push(doubt.about(words));
    }
    text.doubts.extend(doubts);
}
