//! Who may read a group’s request, an offer, and the parts that fewer read.

use super::basis;
use super::roles::speakers;
use super::state::State;
use crate::access::{Reader, Readers, Token};

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
    for reader in &state.desk {
        add(reader.clone());
    }
    if let Some(officer) = state
        .officer
        .as_ref()
        .filter(|_| !state.waits_for_approval())
    {
        let token = Token::person(officer);
        let basis = basis::reading();
        add(Reader { token, basis });
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

/// Who may read what was noted of a discussion: those who were of the group then, and its author.
pub fn note_readers(state: &State) -> Readers {
    let side = Reader {
        token: state.side.token.clone(),
        basis: state
            .notes
            .first()
            .map_or_else(basis::reading, |note| note.basis.clone()),
    };
    Readers {
        may: std::iter::once(side)
            .chain(state.notes.iter().cloned())
            .collect(),
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
