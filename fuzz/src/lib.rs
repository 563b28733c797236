//! What the targets have in common: what must hold of whatever was read, and documents to begin with.
//! Nothing here keeps or opens anything.

#[path = "../../crates/documents/tests/made/mod.rs"]
pub mod made;

mod imports;
pub mod seeds;

use std::collections::BTreeSet;

use documents::out::{About, akoma, html};
use domain::protocol::compare::{Side, compare};
use domain::protocol::text::{ProtocolText, Reading, identity};

pub use imports::{imported, spreadsheet, table};

/// Any bytes under this name are a reading or a refusal; and what was read can be numbered, compared,
/// saved and written out.
pub fn reading(name: &str, bytes: &[u8]) {
    let Ok(documents) = documents::read(name, bytes) else {
        return;
    };
    for document in documents {
        holds(&document.text);
    }
}

fn holds(text: &ProtocolText) {
    let mut ids = BTreeSet::new();
    for (_, clause) in text.clauses() {
        assert!(
            ids.insert(clause.id.clone()),
            "`{}` stands twice",
            clause.id
        );
    }
    let xml = akoma::document(text, &About::default());
    let barred = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    assert!(!xml.contains(barred), "no XML may hold it");
    html::page(text, &About::default());
    let mut again = text.clone();
    identity::keep(text, &mut again);
    assert_eq!(&again, text, "the same text keeps its identities");
    let side = Side::of_text("a", text, Reading::After, None);
    assert!(compare(&side, &side).is_empty(), "a text is itself");
    let json = serde_round(text);
    assert_eq!(&json, text, "what is saved is read again");
}

fn serde_round(text: &ProtocolText) -> ProtocolText {
    let json = serde_json::to_string(text).expect("a text is plain data");
    serde_json::from_str(&json).expect("what was written")
}
