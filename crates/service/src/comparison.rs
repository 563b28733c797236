//! Two protocols side by side, for pages and the command line: whose words are compared and where they
//! come from, and the whole as JSON. The council's own saved texts where both sides have one, else
//! Wardroom's summaries on both; never one against the other.

use std::sync::Arc;

use domain::protocol::Protocol;
use domain::protocol::compare::{Change, Comparison, Kind, Said, Shift, Side, compare};
use domain::protocol::text::{ProtocolText, Reading, Texts};
use serde_json::{Value, json};

use crate::web::words;

/// One side before it is known whose words are compared.
#[derive(Debug, Clone)]
pub struct Source {
    /// What people call it.
    pub name: String,
    /// Whose protocol it is: two versions of one lineage keep the identities of their clauses.
    pub lineage: String,
    /// Its summaries and provisions; none for a document alone.
    pub protocol: Option<Arc<Protocol>>,
    /// The council's own words.
    pub text: Option<OwnWords>,
}

/// A council's own words, with where they come from as a phrase.
#[derive(Debug, Clone)]
pub struct OwnWords {
    /// The words.
    pub text: Arc<ProtocolText>,
    /// For example `as saved on 2 April 2026 from protocol.docx`.
    pub from: String,
}

/// Two protocols, compared.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The name of the earlier.
    pub before: String,
    /// The name of the later.
    pub after: String,
    /// What changes.
    pub comparison: Comparison,
    /// Where the words come from, or why they are summaries, a sentence each.
    pub sources: Vec<String>,
    /// Whether both sides have words of the council's own.
    pub both_saved: bool,
}

impl Source {
    /// A version of a protocol, with its text as the council saved it last.
    pub fn of(protocol: &Arc<Protocol>, texts: &Texts) -> Self {
        let saved = texts.of(&protocol.pack, &protocol.version);
        Self {
            name: format!("{}, {}", protocol.council, protocol.title),
            lineage: protocol.pack.to_string(),
            protocol: Some(protocol.clone()),
            text: saved.map(|saved| OwnWords {
                text: saved.text.clone(),
                from: format!(
                    "as saved on {} from {}",
                    words::date(words::day_of(saved.at)),
                    saved.source
                ),
            }),
        }
    }

    fn words(&self) -> Option<Side> {
        let own = self.text.as_ref()?;
        let protocol = self.protocol.as_deref();
        let lineage = &self.lineage;
        Some(Side::of_text(lineage, &own.text, Reading::After, protocol))
    }

    fn summaries(&self) -> Option<Side> {
        Some(Side::of_gists(self.protocol.as_deref()?))
    }
}

impl Compared {
    /// Compares two, by summaries where that is asked for or where one has no words of its own. None
    /// where one has words only and the other summaries only.
    pub fn of(before: &Source, after: &Source, summaries: bool) -> Option<Self> {
        let own = before.words().zip(after.words());
        let both_saved = own.is_some();
        let gists = || before.summaries().zip(after.summaries());
        let (mut was, mut is) = match own {
            Some(own) if !summaries => own,
            _ => gists()?,
        };
        if before.protocol.is_none() || after.protocol.is_none() {
            was.provided.clear();
            is.provided.clear();
        }
        Some(Self {
            comparison: compare(&was, &is),
            sources: sources([before, after], both_saved && !summaries),
            before: before.name.clone(),
            after: after.name.clone(),
            both_saved,
        })
    }

    /// The whole in a few sentences, with where the words come from.
    pub fn summary(&self) -> Vec<String> {
        let mut lines = self.comparison.summary(&self.before, &self.after);
        let at = lines.len().min(2);
        lines.splice(at..at, self.sources.iter().cloned());
        lines
    }

    /// The whole as JSON.
    pub fn json(&self) -> Value {
        let comparison = &self.comparison;
        let counts = Kind::ALL.map(|kind| (kind.word().to_owned(), json!(comparison.count(kind))));
        let clauses = comparison.clauses.iter().map(clause);
        let provisions = comparison.provisions.iter().map(provision);
        json!({
            "before": self.before,
            "after": self.after,
            "words": comparison.whose,
            "sources": self.sources,
            "same": comparison.is_empty(),
            "counts": Value::Object(counts.into_iter().collect()),
            "summary": self.summary(),
            "provisions": provisions.collect::<Vec<_>>(),
            "clauses": clauses.collect::<Vec<_>>(),
        })
    }
}

fn sources(sides: [&Source; 2], own: bool) -> Vec<String> {
    if sides.iter().all(|side| side.text.is_none()) {
        return vec!["Their own text is not saved here.".to_owned()];
    }
    let said = sides
        .into_iter()
        .filter_map(|side| match (&side.text, own) {
            (Some(text), true) => Some(format!("{}: {}.", side.name, text.from)),
            (None, false) => Some(format!("The own text of {} is not saved here.", side.name)),
            _ => None,
        });
    let mut said: Vec<String> = said.collect();
    said.dedup();
    said
}

fn clause(change: &Change) -> Value {
    json!({
        "part": change.part,
        "before": change.before,
        "after": change.after,
        "key": change.key,
        "change": change.kind,
        "force": { "before": change.force.0, "after": change.force.1 },
        "words": change.words,
    })
}

fn provision(shift: &Shift) -> Value {
    let said = |said: &Option<Said>| {
        let said = said.as_ref();
        said.map(|said| json!({ "value": said.value, "basis": said.basis.to_string() }))
    };
    json!({
        "key": shift.key,
        "register": shift.register,
        "name": shift.name,
        "before": said(&shift.before),
        "after": said(&shift.after),
        "silent": shift.silent,
        "says": format!("{}: {}, {}", shift.name, shift.was(), shift.is()),
    })
}
