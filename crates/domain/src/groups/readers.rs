//! Who may read a group’s request, an offer, and the parts that fewer read.

use super::gate::chief_officer;
use super::roles::speakers;
use super::state::State;
use super::{basis, rules};
use crate::access::{Reader, Readers, Token};
use crate::calendar::local_date;
use crate::ids::{AppointmentId, PartId};
use crate::protocol::GroupPractice;
use crate::register::{Context, posts};

/// The setting that lets one more office read what is noted of a discussion.
const NOTES: &str = "groups-notes-readers";

/// Who may read the case.
pub fn readers(state: &State) -> Readers {
    let mut may = vec![state.side.clone()];
    let mut add = |reader: Reader| {
        if !may.iter().any(|known| known.token == reader.token) {
            may.push(reader);
        }
    };
    if state.is_offer() {
        // The right is the group’s: whoever leads it now reads what it was offered.
        for token in speakers(&state.whose) {
            let basis = state.side.basis.clone();
            add(Reader { token, basis });
        }
    }
    if let Some(token) = assistants(state) {
        let basis = basis::assistants();
        add(Reader { token, basis });
    }
    for reader in &state.desk {
        add(reader.clone());
    }
    let officer = state.officer_token();
    if let Some(token) = officer.filter(|_| !state.waits_for_approval()) {
        let basis = basis::reading();
        add(Reader { token, basis });
    }
    for reader in &state.lasting {
        add(reader.clone());
    }
    if let Some(basis) = &state.chief_executive {
        let (token, basis) = (Token::post("chief-executive"), basis.clone());
        add(Reader { token, basis });
    }
    let (token, basis) = (Token::post("monitoring-officer"), basis::reading());
    add(Reader { token, basis });
    Readers {
        may,
        denied: Vec::new(),
    }
}

/// The assistants of the member who asked; those of others of the group have no part in it.
pub(super) fn assistants(state: &State) -> Option<Token> {
    let seat = state.seat.as_ref().filter(|_| !state.is_offer());
    seat.map(Token::assistant_of)
}

/// The officers with whom it is and the Monitoring Officer: nobody of the side that asked.
pub fn officer_readers(state: &State) -> Readers {
    let mut readers = readers(state);
    let assistants = assistants(state);
    readers.may.retain(|reader| {
        reader.token != state.side.token && Some(&reader.token) != assistants.as_ref()
    });
    readers
}

/// Who may read what was noted of a discussion, or know of it: those who were of the group then, its author, and
/// the office that the council had let read such notes by then. None where there is no such note.
pub fn note_readers(state: &State, part: &PartId) -> Option<Readers> {
    let note = state.notes.iter().find(|note| &note.part == part)?;
    Some(of_note(state, &note.author, &note.also))
}

/// Who would read what the actor notes of a discussion now.
pub fn next_note_readers(state: &State, cx: &Context<'_>) -> Readers {
    let (_, author, also) = next_note(state, cx);
    of_note(state, &author, &also)
}

/// The actor as the author of a note, with the post in which they read it, and the office that the council lets read
/// such notes too.
pub(super) fn next_note(
    state: &State,
    cx: &Context<'_>,
) -> (Option<AppointmentId>, Reader, Vec<Reader>) {
    let today = local_date(cx.now);
    let rules = rules(Some(state), cx.council, today);
    let says = rules.says(GroupPractice::DiscussionConfidential);
    let basis = says.cloned().unwrap_or_else(basis::reading);
    let chosen = cx
        .council
        .settings
        .get(NOTES, today, basis.clause().cloned());
    let also = chosen.and_then(|chosen| {
        let post = match chosen.value {
            "chief-officer" => chief_officer(cx, &state.service)?,
            post => post.to_owned(),
        };
        Some(Reader {
            token: Token::post(&post),
            basis: chosen.basis,
        })
    });
    let person = cx.actor.person();
    let in_person = Token::person(person);
    let lasts = state.lasting.iter().any(|reader| reader.token == in_person);
    let post = posts::post_of(cx, person, &state.service).filter(|_| !lasts);
    let token = posts::officer(post.as_ref(), person);
    (post, Reader { token, basis }, also.into_iter().collect())
}

fn of_note(state: &State, author: &Reader, also: &[Reader]) -> Readers {
    let side = Reader {
        token: state.side.token.clone(),
        basis: author.basis.clone(),
    };
    let may = [side, author.clone()].into_iter();
    Readers {
        may: may.chain(also.iter().cloned()).collect(),
        denied: Vec::new(),
    }
}

/// Who may read a breach that was brought: the Monitoring Officer, besides its author.
pub fn breach_readers() -> Readers {
    let (token, basis) = (Token::post("monitoring-officer"), basis::reading());
    Readers {
        may: vec![Reader { token, basis }],
        denied: Vec::new(),
    }
}
