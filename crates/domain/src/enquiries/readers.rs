//! Who may read an enquiry, a note or a file in it, and why. Relations only, each with its basis; what
//! the case itself says is enough, so that lists and pages can never disagree.

use super::basis;
use super::event::{Desk, FileReaders};
use super::state::{Ended, Standing, State};
use crate::access::{Reader, Readers, Token};
use crate::ids::PartId;
use crate::verdict::Basis;

/// Who may read the case.
pub fn readers(state: &State) -> Readers {
    let mut list = List::default();
    members(state, &mut list);
    desk(state, &mut list);
    for contribution in state.awaited().filter(|_| state.is_open()) {
        list.add(contribution.of.token(), basis::readers());
    }
    offices(state, &mut list);
    list.keep_out(state)
}

/// Who may read an internal note, or see that there is one: the officers with whom the case is.
pub fn note_readers(state: &State) -> Readers {
    let mut list = List::default();
    desk(state, &mut list);
    for reader in &mut list.0 {
        reader.basis = basis::notes();
    }
    if state.referred {
        list.add(Token::post("monitoring-officer"), basis::readers());
    }
    list.keep_out(state)
}

/// Who may open a file. None where the case has no such file or it was removed.
pub fn file_readers(state: &State, part: &PartId) -> Option<Readers> {
    let mut files = state.files.iter();
    let file = files.find(|file| &file.part == part && !file.removed)?;
    Some(match file.readers {
        FileReaders::All => words_readers(state),
        FileReaders::Internal => note_readers(state),
    })
}

/// Who may read the words of the case, where that is fewer than may read that it exists: whoever keeps
/// a case whose member has left sees that it waits, not what it says.
pub fn words_readers(state: &State) -> Readers {
    let mut readers = readers(state);
    if keeps_without_words(state) {
        let keeps = [
            Token::post("monitoring-officer"),
            Token::team(&democratic_services()),
        ];
        readers.may.retain(|reader| !keeps.contains(&reader.token));
    }
    readers
}

/// Whether somebody keeps the case without reading its words.
pub(super) fn keeps_without_words(state: &State) -> bool {
    state.holder_ended.is_some() && !state.referred
}

fn members(state: &State, list: &mut List) {
    list.add(Token::holder_of(&state.holder), basis::readers());
    list.add(Token::assistant_of(&state.holder), basis::assistants());
    if state.holder_ended.is_none() {
        for (token, basis) in &state.shared {
            // A ward's members read only what concerns no constituent, whatever was shared before.
            let ward = token.parts().0 == "ward";
            if !(ward && state.constituent.is_some()) {
                list.add(token.clone(), basis.clone());
            }
        }
    }
}

fn desk(state: &State, list: &mut List) {
    let (desk, why) = match &state.standing {
        Standing::Ended {
            how: Ended::Complaint { to, .. },
            ..
        } => (to, basis::readers()),
        _ => match &state.desk {
            Some((desk, why)) => (desk, why.clone()),
            None => return,
        },
    };
    match desk {
        Desk::Service(service) => {
            list.add(Token::service(service), why);
            let answerable = state.answerable.clone().unwrap_or_else(basis::readers);
            list.add(Token::manager_of(service), answerable);
        }
        Desk::Team(team) => list.add(Token::team(team), why),
    }
}

fn offices(state: &State, list: &mut List) {
    if state.referred {
        list.add(Token::post("monitoring-officer"), basis::readers());
        list.add(Token::post("chief-executive"), basis::readers());
    }
    if state.holder_ended.is_some() {
        list.add(Token::post("monitoring-officer"), basis::leaving());
        list.add(Token::team(&democratic_services()), basis::leaving());
    }
}

/// The team that keeps the directory and looks after members.
pub(super) fn democratic_services() -> crate::ids::TeamId {
    "democratic-services".parse().expect("a team's slug")
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
