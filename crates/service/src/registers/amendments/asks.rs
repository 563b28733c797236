//! What the acts on an amendment ask, and how the answers are read.

use std::collections::BTreeMap;

use domain::amendments::event::ChangeDrafted;
use domain::amendments::{Amendments, Kind, OwnText, TryOut};
use domain::ids::{ClauseId, PartId};
use domain::protocol::text::Place;
use domain::protocol::{Force, Minuted, PackEdit};
use domain::words::Words;

use crate::acts::AnswerForm::{Date as Day, Line, OneOfMany, Words as Text};
use crate::acts::{Ask, Choice, Given, one};
use crate::operations::Case;
use crate::registers::Look;
use crate::web::words;

/// The questions of a kind of act.
pub(super) fn asks(kind: Kind, case: Option<&Case<Amendments>>, look: &Look<'_>) -> Vec<Ask> {
    match kind {
        Kind::Suggest => vec![
            Ask::new("title", "What should change, in a few words?", Line),
            Ask::new("words", "Why?", Text),
            Ask::new("clauses", "Which clauses?", Line)
                .hint("Their numbers, for example 7.6, 8.4(b)(v)")
                .optional(),
            Ask::new("proposed", "The words you propose", Text).optional(),
        ],
        Kind::OpenReview => {
            vec![Ask::new(
                "on",
                "The day of the review of the Constitution",
                Day,
            )]
        }
        Kind::Draft => draft(),
        Kind::Drop => vec![Ask::new("part", "Which change?", changes(case))],
        Kind::Comment => vec![
            Ask::new("body", "Who says so?", Line)
                .hint("The body or person, as the record names it"),
            Ask::new("on", "When?", Day),
            Ask::new("clause", "On which clause?", Line).optional(),
            Ask::new("words", "The comment", Text),
        ],
        Kind::Respond => vec![
            Ask::new("part", "Which comment?", comments(case)),
            Ask::new("words", "The response", Text),
        ],
        Kind::AddReplay => replay(case, look),
        Kind::MakeVersion => vec![
            Ask::new("version", "What is the version called?", Line)
                .hint("Small letters, digits and hyphens, for example 2027-draft-1"),
        ],
        Kind::Recommend | Kind::Approve => vec![
            Ask::new("body", "Which body decided?", Line).hint(&body(kind, look)),
            Ask::new("on", "When?", Day),
            Ask::new("minute", "Minute", Line).hint("For example 26/41"),
        ],
        Kind::Adopt => vec![
            Ask::new("in-force", "From which day is it in force?", Day)
                .hint("The day of the approval, if it is left empty.")
                .optional(),
        ],
        Kind::Decline => vec![Ask::new("words", "Why is it declined?", Text)],
        Kind::TakeUp | Kind::Consult | Kind::Withdraw | Kind::Erase => Vec::new(),
    }
}

fn replay(case: Option<&Case<Amendments>>, look: &Look<'_>) -> Vec<Ask> {
    let days = |name, label| {
        Ask::new(name, label, Line)
            .hint("In days; empty leaves it as the version has it")
            .optional()
    };
    let month = |name, label| {
        Ask::new(name, label, Line)
            .hint("For example 2026-04; empty takes the last four quarters whose figures were released")
            .optional()
    };
    let all = look.council.protocols.values();
    let choices = all.map(|p| {
        let label = format!("{}, {}", p.council, p.title);
        Choice::new(format!("{}/{}", p.pack, p.version), label)
    });
    let own = case.and_then(|case| case.state.version.clone());
    let hint = match own {
        Some((pack, version)) => format!("The version made of this draft is {pack}/{version}."),
        None => "Without one, the version in force, with the values below.".to_owned(),
    };
    vec![
        Ask::new(
            "version",
            "The version to try",
            OneOfMany(choices.collect()),
        )
        .hint(&hint)
        .optional(),
        days("answer-within", "Answer within"),
        days("acknowledge-within", "Acknowledge within"),
        month("from", "From month"),
        month("to", "To month"),
    ]
}

/// What is to be tried out, as typed.
pub(super) fn try_out(given: &mut Given) -> TryOut {
    let version = given.some("version").and_then(|typed| {
        let (pack, version) = typed.split_once('/')?;
        Some((pack.parse().ok()?, version.parse().ok()?))
    });
    let values = ["answer-within", "acknowledge-within"].into_iter();
    let values = values.filter_map(|key| Some(format!("{key}={}", given.some(key)?.trim())));
    let values = values.collect();
    TryOut {
        version,
        values,
        from: month(given, "from"),
        to: month(given, "to"),
    }
}

fn month(given: &mut Given, name: &'static str) -> Option<jiff::civil::Date> {
    let typed = given.some(name)?;
    let found = format!("{}-01", typed.trim()).parse().ok();
    if found.is_none() {
        given.wrong(
            name,
            format!("`{typed}` is not a month: write it as 2026-04"),
        );
    }
    found
}

fn draft() -> Vec<Ask> {
    let kinds = one(&[
        ("reworded", "A clause is worded anew"),
        ("added", "A clause is added"),
        ("struck", "A clause is struck"),
        ("value", "A value of a provision changes"),
        (
            "heading",
            "A heading reads otherwise, or a new section begins",
        ),
        ("title", "The title reads otherwise"),
        (
            "over",
            "A heading without a number over a clause reads otherwise",
        ),
        (
            "preamble",
            "What stands before the first section reads otherwise",
        ),
        (
            "closing",
            "What stands after the last clause reads otherwise",
        ),
        (
            "footnote",
            "A footnote reads otherwise, or a new one is put in",
        ),
    ]);
    vec![
        Ask::new("change", "What changes?", kinds),
        Ask::new("clause", "Which clause?", Line)
            .hint("Its number; for a new one, the number it gets")
            .optional(),
        Ask::new("after", "After which clause does a new one stand?", Line).optional(),
        Ask::new("place", "Which section or footnote?", Line)
            .hint("The number of the section for a heading, or of its first clause if it has none; the mark of a footnote; for a new one, what it gets")
            .optional(),
        Ask::new(
            "force",
            "How strong is a new clause?",
            one(&[
                ("must", "must"),
                ("should", "should"),
                ("aim", "aims to"),
                ("may", "may"),
                ("is", "describes"),
            ]),
        )
        .optional(),
        Ask::new("text", "The words of the text as they would stand", Text)
            .hint("All of it, a line for each paragraph; [^2] is the mark of a footnote. A clause needs them where the council’s own text is saved. A heading, a footnote and what stands around the clauses are struck if there are none")
            .optional(),
        Ask::new("gist", "The summary as it would stand", Text)
            .hint("One sentence in your own words; needed for a new clause")
            .optional(),
        Ask::new("provision", "Which provision?", Line)
            .hint("Register and kind, for example enquiries/response")
            .optional(),
        Ask::new("entry", "Which entry of it?", Line)
            .hint("1 for the first")
            .optional(),
        Ask::new("field", "Which field?", Line)
            .hint("For example n")
            .optional(),
        Ask::new("value", "The new value", Line)
            .hint("As a pack writes it: 7, true or \"stands\"")
            .optional(),
    ]
}

pub(super) fn edit(given: &mut Given) -> Option<PackEdit> {
    let change: String = given.needed("change")?;
    if change == "value" {
        let entry = given.some("entry").unwrap_or_else(|| "1".to_owned());
        let Ok(entry) = entry.trim().parse() else {
            given.wrong("entry", "write a whole number, 1 for the first");
            return None;
        };
        return Some(PackEdit::Value {
            provision: given.text("provision").trim().to_owned(),
            entry,
            field: given.text("field").trim().to_owned(),
            value: given.text("value").trim().to_owned(),
        });
    }
    let around = match change.as_str() {
        "title" => Some(Place::Title),
        "over" => Some(Place::Over(given.needed_id("clause")?)),
        "preamble" => Some(Place::Preamble),
        "closing" => Some(Place::Closing),
        "heading" => Some(Place::Heading(given.needed_id("place")?)),
        "footnote" => Some(Place::Footnote(given.needed_id("place")?)),
        _ => None,
    };
    if let Some(place) = around {
        return Some(PackEdit::Around { place });
    }
    let clause: ClauseId = given.needed_id("clause")?;
    Some(match change.as_str() {
        "added" => PackEdit::Added {
            clause,
            after: given.id("after"),
            force: given.needed::<Force>("force")?,
        },
        "struck" => PackEdit::Struck { clause },
        _ => PackEdit::Reworded { clause },
    })
}

/// What a drafted change does, as one line.
pub fn edit_words(edit: &PackEdit) -> String {
    match edit {
        PackEdit::Value {
            provision,
            entry,
            field,
            value,
        } => format!("{field} of {provision} ({entry}) becomes {value}"),
        PackEdit::Reworded { clause } => format!("clause {} is worded anew", clause.printed()),
        PackEdit::Added { clause, .. } => format!("clause {} is added", clause.printed()),
        PackEdit::Struck { clause } => format!("clause {} is struck", clause.printed()),
        PackEdit::Around { place } => format!("{place} reads otherwise"),
    }
}

pub(super) fn minuted(given: &mut Given) -> Option<Minuted> {
    Some(Minuted {
        body_name: given.text("body"),
        on: given.needed_date("on")?,
        minute: given.text("minute"),
    })
}

pub(super) fn decided(minuted: &Minuted) -> String {
    let (body, on, minute) = (&minuted.body_name, words::date(minuted.on), &minuted.minute);
    format!("{body} on {on}, minute {minute},")
}

fn body(kind: Kind, look: &Look<'_>) -> String {
    let named = look.protocol().and_then(|protocol| match kind {
        Kind::Recommend => protocol.recommending_body(look.today),
        _ => protocol.approving_body(look.today, &look.council.settings),
    });
    match named {
        Some(body) => format!("{} ({})", body.value, body.basis),
        None => "Nobody is named for it; as the minute names the body".to_owned(),
    }
}

fn changes(case: Option<&Case<Amendments>>) -> crate::acts::AnswerForm {
    let drafted = case.map_or_else(Vec::new, |case| case.state.drafted());
    let choices = drafted.into_iter();
    OneOfMany(
        choices
            .map(|c| Choice::new(c.part.as_str(), edit_words(&c.edit)))
            .collect(),
    )
}

fn comments(case: Option<&Case<Amendments>>) -> crate::acts::AnswerForm {
    let choices = case.into_iter().flat_map(|case| {
        let open = case.state.comments.iter().filter(|c| c.response.is_none());
        open.map(|comment| {
            let body = case.words(&comment.made.body.key).unwrap_or_default();
            let label = format!("{body}, {}", words::date(comment.made.on));
            Choice::new(comment.made.part.as_str(), label)
        })
    });
    OneOfMany(choices.collect())
}

/// The summaries of the drafted changes, as far as they have one.
pub fn gists(case: Option<&Case<Amendments>>) -> BTreeMap<PartId, String> {
    case.map_or_else(BTreeMap::new, |case| {
        kept(case, |change| change.gist.as_ref())
    })
}

/// The words of the drafted changes; the council's texts are added from the store.
pub(super) fn own(case: Option<&Case<Amendments>>) -> OwnText {
    OwnText {
        written: case.map_or_else(BTreeMap::new, written),
        ..OwnText::default()
    }
}

/// The words of the drafted changes, as far as they have any.
pub fn written(case: &Case<Amendments>) -> BTreeMap<PartId, String> {
    kept(case, |change| change.words.as_ref())
}

fn kept(
    case: &Case<Amendments>,
    of: impl Fn(&ChangeDrafted) -> Option<&Words>,
) -> BTreeMap<PartId, String> {
    let drafted = case.state.drafted().into_iter();
    let kept = drafted.filter_map(|change| {
        let words = case.words(&of(change)?.key)?;
        Some((change.part.clone(), words.to_owned()))
    });
    kept.collect()
}
