//! Where a document tells rules from guidance by its type: clauses of which one part is printed in one
//! way and another part in another.

use domain::protocol::PrintedType;
use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{Doubt, ProtocolText, Reading};

/// Lists the clauses that are printed in two ways, if the document uses type to tell them apart.
pub fn check(text: &mut ProtocolText) {
    let (mut told, mut all) = (0, 0);
    for (_, clause) in text.clauses() {
        all += 1;
        let printed = clause.printed();
        told += usize::from(matches!(
            printed,
            Some(PrintedType::Rule | PrintedType::Guidance)
        ));
    }
    if told * 3 < all {
        return;
    }
    let mixed = text
        .clauses()
        .filter(|(_, clause)| clause.printed().is_none());
    let doubts = mixed.map(|(_, clause)| {
        let why = "one part is printed as a rule or as guidance, another part is not".to_owned();
        let meanwhile = "the marks are kept as they are, and the clause counts as neither";
        let doubt = Doubt::new(DoubtKind::MixedType, Some(&clause.id), why, meanwhile);
        doubt.about(first_words(&clause.words(Reading::Both)))
    });
    let doubts: Vec<Doubt> = doubts.collect();
    text.doubts.extend(doubts);
}

fn first_words(words: &str) -> String {
    let first: Vec<&str> = words.split(' ').take(16).collect();
    first.join(" ")
}
