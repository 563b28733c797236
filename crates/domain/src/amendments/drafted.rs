//! The draft of an amendment on the council's own text: every drafted change as a tracked change of the
//! saved clauses, so that text and provisions are drafted together.

use std::collections::BTreeMap;

use super::decide::{Writing, changed, checked};
use super::event::{ChangeDrafted, Event, VersionMade};
use super::{OwnText, State};
use crate::ids::{ClauseId, PartId, VersionId};
use crate::protocol::text::edit::BadEdit;
use crate::protocol::text::{Place, ProtocolText, Reading, TextChange, TextSaved};
use crate::protocol::{Drafted, PackEdit, Protocol, ProtocolEvent, edited, load};

/// A drafted change that the saved text does not take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftFault {
    /// It has no words as the text would have them.
    #[error(
        "the council’s own text is saved, and clause `{0}` has no words as it would stand: draft it with them"
    )]
    NoWords(ClauseId),
    /// The council's own text is not saved, and the change is one of its words alone.
    #[error(
        "the council’s own text is not saved: import it first, then draft what stands around its clauses"
    )]
    NoText,
    /// The text cannot be changed so.
    #[error(transparent)]
    Bad(#[from] BadEdit),
}

/// Drafted changes in their order, each with its words as the text would have them.
pub type Drafts<'a> = Vec<(&'a PackEdit, Option<&'a str>)>;

/// The text with what changes as tracked changes; those that were tracked before are carried out first.
pub fn drafted_text(
    text: &ProtocolText,
    changes: &[(&PackEdit, Option<&str>)],
) -> Result<ProtocolText, DraftFault> {
    let mut drafted = text.accepted();
    for (edit, words) in changes {
        if let Some(change) = change(edit, *words)? {
            drafted = drafted.tracked(&change)?;
        }
    }
    Ok(drafted)
}

/// What a change of the pack is in the text; none for a value, whose clause is drafted by itself.
fn change(edit: &PackEdit, words: Option<&str>) -> Result<Option<TextChange>, DraftFault> {
    let needed = |clause: &ClauseId| {
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        words
            .map(str::to_owned)
            .ok_or_else(|| DraftFault::NoWords(clause.clone()))
    };
    Ok(Some(match edit {
        PackEdit::Value { .. } => return Ok(None),
        PackEdit::Reworded { clause } => TextChange::Reworded {
            clause: clause.clone(),
            words: needed(clause)?,
        },
        PackEdit::Added { clause, after, .. } => TextChange::Added {
            clause: clause.clone(),
            after: after.clone(),
            words: needed(clause)?,
        },
        PackEdit::Struck { clause } => TextChange::Struck {
            clause: clause.clone(),
        },
        PackEdit::Around { place } => TextChange::Around {
            place: place.clone(),
            words: words.unwrap_or_default().to_owned(),
        },
    }))
}

/// What a drafted change says in the pack: its summary; of the title or a section's heading its words, if it
/// has no summary.
pub fn said_in_pack<'w>(
    edit: &PackEdit,
    gist: Option<&'w str>,
    words: Option<&'w str>,
) -> Option<&'w str> {
    let has_words = |said: &&str| !said.trim().is_empty();
    let said = match edit {
        PackEdit::Around {
            place: Place::Title | Place::Heading(_),
        } => gist.filter(has_words).or(words),
        PackEdit::Around { .. } => None,
        _ => gist,
    };
    said.map(str::trim).filter(has_words)
}

/// Drafts one more change, on the pack and on the text together.
pub(super) fn draft(
    d: &mut Writing<'_>,
    state: &State,
    edit: PackEdit,
    (words, gist): (Option<&str>, Option<&str>),
    own: &OwnText,
) {
    let Some(of) = changed(state, d.cx) else {
        return d.invalid("edit", "there is no protocol to change");
    };
    let was = match &edit {
        PackEdit::Value {
            provision,
            entry,
            field,
            ..
        } => of.value_at(provision, *entry, field),
        PackEdit::Around { place } => title_at(of, place),
        other => {
            let clause = other.clause().and_then(|id| of.clause(id.as_str()));
            clause.map(|clause| clause.gist.clone())
        }
    };
    let version: VersionId = "draft".parse().expect("a slug");
    let typed = said_in_pack(&edit, gist, words);
    let edits = [(edit.clone(), typed.map(str::to_owned))];
    if let Err(why) = edited(&of.files, &edits, &version) {
        d.invalid("edit", why);
    }
    let saved = own.texts.of(&of.pack, &of.version);
    if let Some(saved) = saved {
        let mut changes = so_far(state, &own.written);
        changes.push((&edit, words));
        if let Err(why) = drafted_text(&saved.text, &changes) {
            d.invalid(faulty(&why), why.to_string());
        }
    }
    let stood = saved.and_then(|saved| match &edit {
        PackEdit::Around { place } => saved.text.words_at(place),
        edit => {
            let clause = saved.text.clause(edit.clause()?.as_str())?;
            Some(clause.words(Reading::After))
        }
    });
    if let (None, None, PackEdit::Around { .. }) = (saved, typed, &edit) {
        d.invalid("change", DraftFault::NoText.to_string());
    }
    let stood = stood.map(|stood| d.scribe.unsearched(&stood));
    let was = was.map(|was| d.scribe.unsearched(&was));
    let words = d.optional::<8000>("words", words);
    let gist = d.optional::<400>("gist", gist);
    let part = d.part();
    d.push(Event::ChangeDrafted(Box::new(ChangeDrafted {
        part,
        edit,
        words,
        gist,
        was,
        stood,
    })));
}

/// The changes drafted so far, with the words that were written for them.
fn so_far<'a>(state: &'a State, written: &'a BTreeMap<PartId, String>) -> Drafts<'a> {
    let drafted = state.drafted().into_iter();
    drafted
        .map(|change| (&change.edit, written.get(&change.part).map(String::as_str)))
        .collect()
}

/// The title that a pack has of itself or of a section.
fn title_at(of: &Protocol, place: &Place) -> Option<String> {
    match place {
        Place::Title => Some(of.title.clone()),
        Place::Heading(number) => {
            let mut sections = of.sections.iter();
            let section = sections.find(|section| section.number == number.as_str())?;
            Some(section.title.clone())
        }
        _ => None,
    }
}

/// The field of the form that a fault is about.
fn faulty(why: &DraftFault) -> &'static str {
    match why {
        DraftFault::NoWords(_) | DraftFault::Bad(BadEdit::Empty(_)) => "text",
        DraftFault::NoText => "change",
        DraftFault::Bad(BadEdit::NoPlace(Place::Over(_))) => "clause",
        DraftFault::Bad(BadEdit::NoPlace(_)) => "place",
        DraftFault::Bad(_) => "clause",
    }
}

/// The drafted changes of the pack, each with what it says there.
pub fn edits_of(
    state: &State,
    gists: &BTreeMap<PartId, String>,
    written: &BTreeMap<PartId, String>,
) -> Vec<(PackEdit, Option<String>)> {
    let of =
        |all: &BTreeMap<PartId, String>, change: &ChangeDrafted| all.get(&change.part).cloned();
    let drafted = state.drafted().into_iter();
    drafted
        .map(|change| {
            let (gist, words) = (of(gists, change), of(written, change));
            let said = said_in_pack(&change.edit, gist.as_deref(), words.as_deref());
            (change.edit.clone(), said.map(str::to_owned))
        })
        .collect()
}

/// Makes the draft a version: the pack's files, and the council's own text with the changes tracked.
pub(super) fn make_version(
    d: &mut Writing<'_>,
    state: &State,
    version: VersionId,
    gists: &BTreeMap<PartId, String>,
    own: &OwnText,
) {
    let Some(of) = changed(state, d.cx) else {
        return d.invalid("version", "there is no protocol to change");
    };
    let edits = edits_of(state, gists, &own.written);
    let files = match edited(&of.files, &edits, &version) {
        Ok(files) => files,
        Err(why) => return d.invalid("version", why),
    };
    if let Err(faults) = load(&files) {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        return d.invalid(
            "version",
            format!("the changes do not fit together: {first}"),
        );
    }
    let files = files
        .iter()
        .map(|(name, text)| (name.clone(), d.scribe.unsearched(text)))
        .collect();
    let text = match own.texts.of(&of.pack, &of.version) {
        None => None,
        Some(saved) => match drafted_text(&saved.text, &so_far(state, &own.written)) {
            Ok(text) => {
                let key = (of.pack.clone(), version.clone());
                let source = &saved.source;
                Some(TextSaved::write(key, source, None, &text, &mut d.scribe))
            }
            Err(why) => return d.invalid("version", why.to_string()),
        },
    };
    let drafted = Drafted {
        pack: of.pack.clone(),
        version,
        files,
        amendment: Some(state.reference.clone()),
    };
    if checked(d, &ProtocolEvent::Drafted(drafted.clone())) {
        d.push(Event::VersionMade(Box::new(VersionMade { drafted, text })));
    }
}
