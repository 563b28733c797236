//! Who may read a complaint. The complaints team and those who deal with it; the member whose enquiry it
//! was learns what the resident permits, and nothing where the resident permits nothing.

use super::state::State;
use crate::access::{Reader, Readers, Token};
use crate::enquiries::event::Permits;
use crate::verdict::Basis;

/// Who reads a complaint until the council rules otherwise.
pub(super) fn basis() -> Basis {
    Basis::Default {
        question: "W81".parse().expect("a question's key"),
        completes: None,
    }
}

/// Who may read that it exists and where it stands.
pub fn readers(state: &State) -> Readers {
    let mut readers = note_readers(state);
    if let (Some(holder), true) = (&state.holder, state.permits != Permits::Nothing) {
        for token in [Token::holder_of(holder), Token::assistant_of(holder)] {
            readers.may.push(Reader {
                token,
                basis: basis(),
            });
        }
    }
    readers
}

/// Who may read what was said to the resident: the member too, where the resident permits everything.
pub fn words_readers(state: &State) -> Readers {
    match state.permits {
        Permits::Everything => readers(state),
        Permits::Progress | Permits::Nothing => note_readers(state),
    }
}

/// Who may read what officers write to each other, and who complains.
pub fn note_readers(state: &State) -> Readers {
    let mut tokens = vec![Token::team(&state.team)];
    if let Some(service) = &state.service {
        tokens.push(Token::manager_of(service));
    }
    tokens.extend(state.handler.as_ref().map(Token::person));
    Readers {
        may: tokens
            .into_iter()
            .map(|token| Reader {
                token,
                basis: basis(),
            })
            .collect(),
        denied: state.denied.clone(),
    }
}
