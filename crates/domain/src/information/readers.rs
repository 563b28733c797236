//! Who may read a request, a document, a note or a report in it, and why. Relations only, each with its
//! basis. The parts have fewer readers than the request.

use super::basis;
use super::offices::democratic_services;
use super::state::{Matter, State};
use crate::access::{Reader, Readers, Token};
use crate::directory::Role;
use crate::ids::PartId;
use crate::verdict::Basis;
use jiff::civil::Date;

/// Who may read the case.
pub fn readers(state: &State) -> Readers {
    let mut list = List::default();
    match state.matter {
        Matter::Precedent => list.add(Token::post("monitoring-officer"), basis::precedents()),
        Matter::Mistake => list.add(Token::person(&state.opened_by), basis::misdirected()),
        Matter::Misuse => {
            list.add(Token::post("monitoring-officer"), basis::readers());
            list.add(Token::person(&state.opened_by), basis::readers());
        }
        Matter::Request => {}
    }
    if let Some(holder) = &state.holder {
        list.add(Token::holder_of(holder), basis::readers());
        if !state.casework {
            list.add(Token::assistant_of(holder), basis::helping());
        }
    }
    officers(state, &mut list);
    if state.awaits_body()
        && let Some(review) = &state.review
    {
        let chair = Role::Chair {
            body: review.body.clone(),
        };
        list.add(Token::team(&democratic_services()), basis::bodies());
        list.add(Token::post(&chair.post()), basis::bodies());
    }
    list.keep_out(state)
}

/// Who may read internal notes, or know of any: the officers who work on it.
pub fn note_readers(state: &State) -> Readers {
    let mut list = List::default();
    officers(state, &mut list);
    list.keep_out(state)
}

/// Who may read a report of misuse, or know of it: the Monitoring Officer and its author.
pub fn misuse_readers(state: &State, author: &crate::ids::PersonId) -> Readers {
    let mut list = List::default();
    list.add(Token::post("monitoring-officer"), basis::readers());
    list.add(Token::person(author), basis::readers());
    list.keep_out(state)
}

/// Who reads what is said of a document, such as its purpose and to whom it goes: the officers, and the member in
/// person.
pub fn of_documents(state: &State) -> Readers {
    let mut list = List::default();
    if let Some(holder) = &state.holder {
        list.add(Token::holder_of(holder), basis::release());
    }
    officers(state, &mut list);
    list.keep_out(state)
}

/// Who may open a document on a day, and see what it is called: the officers, and once it is released
/// and while that runs the member in person. None where there is no such document.
pub fn document_readers(state: &State, part: &PartId, on: Date) -> Option<Readers> {
    let document = state.document(part)?;
    let mut list = List::default();
    if let (true, Some(holder)) = (document.is_released(on), &state.holder) {
        list.add(Token::holder_of(holder), basis::release());
    }
    officers(state, &mut list);
    let mut readers = list.keep_out(state);
    readers.denied.extend(document.concerns.clone());
    Some(readers)
}

fn officers(state: &State, list: &mut List) {
    if let Some((service, why)) = &state.service {
        list.add(Token::service(service), why.clone());
        list.add(Token::manager_of(service), why.clone());
    }
    if state.with_monitoring_officer() || !state.misuse.is_empty() {
        list.add(Token::post("monitoring-officer"), basis::readers());
    }
}

#[derive(Default)]
struct List(Vec<Reader>);

impl List {
    /// Adds a relation once; the first reason stands.
    fn add(&mut self, token: Token, basis: Basis) {
        if !self.0.iter().any(|reader| reader.token == token) {
            self.0.push(Reader { token, basis });
        }
    }

    fn keep_out(self, state: &State) -> Readers {
        Readers {
            may: self.0,
            denied: state.denied.clone(),
        }
    }
}
