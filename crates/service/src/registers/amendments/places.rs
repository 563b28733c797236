//! What of the protocol a change is drafted on: every place of the text, and the words that stand there, so
//! that whoever drafts changes words instead of typing all of them again.

use domain::amendments::{Amendments, Drafts, drafted_text};
use domain::protocol::Protocol;
use domain::protocol::text::{Place, ProtocolText, Reading, TextClause, Texts};

use super::asks::written;
use crate::operations::Case;
use crate::web::words::first_words;

/// How much of a place's words its choice shows, in characters.
const SHOWN: usize = 60;

/// The council's own text with what is drafted so far; none where it is not saved.
pub fn text_so_far(case: &Case<Amendments>, texts: &Texts, of: &Protocol) -> Option<ProtocolText> {
    let saved = texts.of(&of.pack, &of.version)?;
    let written = written(case);
    let changes: Drafts<'_> = (case.state.drafted().into_iter())
        .map(|change| (&change.edit, written.get(&change.part).map(String::as_str)))
        .collect();
    let drafted = drafted_text(&saved.text, &changes);
    Some(drafted.unwrap_or_else(|_| saved.text.accepted()))
}

/// Every place on which a change may be drafted, as the address of the form has it and in words.
pub fn places(text: Option<&ProtocolText>, of: &Protocol) -> Vec<(String, String)> {
    let Some(text) = text else {
        let clauses = of.clauses.iter();
        let clause = |clause: &domain::protocol::Clause| {
            choice(
                "clause",
                clause.id.as_str(),
                clause.id.printed(),
                &clause.gist,
            )
        };
        return clauses.map(clause).collect();
    };
    let mut all = vec![
        choice("title", "", "Title", &text.title.read(Reading::After)),
        choice("preamble", "", "Before the first section", ""),
    ];
    for section in &text.sections {
        let first = section.clauses.first().map(|first| first.id.as_str());
        let (key, name) = match (section.number.as_str(), first) {
            ("", None) => continue,
            ("", Some(first)) => (first, "Heading without a number".to_owned()),
            (number, _) => (number, format!("Heading of section {number}")),
        };
        all.push(choice(
            "heading",
            key,
            &name,
            &section.heading.read(Reading::After),
        ));
        for clause in section.clauses.iter().flat_map(TextClause::all) {
            let (id, number) = (clause.id.as_str(), clause.id.printed());
            if !clause.over.is_empty() {
                let over = clause.over.read(Reading::After);
                all.push(choice("over", id, &format!("Heading over {number}"), &over));
            }
            all.push(choice("clause", id, number, &clause.words(Reading::After)));
        }
    }
    all.push(choice("closing", "", "After the last clause", ""));
    for note in &text.footnotes {
        let name = format!("Footnote {}", note.mark);
        all.push(choice(
            "footnote",
            &note.mark,
            &name,
            &note.words.read(Reading::After),
        ));
    }
    all
}

fn choice(kind: &str, key: &str, name: &str, words: &str) -> (String, String) {
    let value = match key {
        "" => kind.to_owned(),
        key => format!("{kind}:{key}"),
    };
    let label = match words {
        "" => name.to_owned(),
        words => format!("{name}: {}", first_words(words, SHOWN)),
    };
    (value, label)
}

/// What stands in the form of a draft on a place; nothing for a place that is not there.
pub fn filled(
    about: &str,
    text: Option<&ProtocolText>,
    of: &Protocol,
) -> Vec<(&'static str, String)> {
    let (kind, key) = about.split_once(':').unwrap_or((about, ""));
    let mut fields = Vec::new();
    let place = match kind {
        "title" => Some(Place::Title),
        "preamble" => Some(Place::Preamble),
        "closing" => Some(Place::Closing),
        "heading" => key.parse().ok().map(Place::Heading),
        "over" => key.parse().ok().map(Place::Over),
        "footnote" => key.parse().ok().map(Place::Footnote),
        _ => None,
    };
    let words = match (&place, kind) {
        (Some(place), _) => {
            fields.push(("change", kind.to_owned()));
            let field = match kind {
                "over" => "clause",
                _ => "place",
            };
            fields.push((field, key.to_owned()));
            text.and_then(|text| text.words_at(place))
        }
        (None, "clause") => {
            fields.push(("change", "reworded".to_owned()));
            fields.push(("clause", key.to_owned()));
            let gist = of.clause(key).map(|clause| clause.gist.clone());
            fields.extend(gist.map(|gist| ("gist", gist)));
            let clause = text.and_then(|text| text.clause(key));
            clause.map(TextClause::typed)
        }
        _ => None,
    };
    fields.extend(words.map(|words| ("text", words)));
    fields
}
