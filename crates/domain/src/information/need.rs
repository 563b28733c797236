//! Need to know: for which documents it is shown first, by whom it is presumed, and how it stands with
//! each. The presumption comes before everything else, exempt papers included.

use super::basis;
use super::event::Need;
use super::offices::why;
use super::state::{Document, State};
use crate::council::Council;
use crate::directory::Role;
use crate::ids::BodyId;
use crate::protocol::Enforce;
use crate::protocol::information::{InformationRules, Saying, Task};
use crate::verdict::{Basis, Cited};
use jiff::civil::Date;

/// How need to know stands with a document, why, and how strictly it is held to.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// How it stands.
    pub need: Need,
    /// Why.
    pub basis: Basis,
    /// How strictly a release waits on it.
    pub held: Enforce,
}

impl Standing {
    /// Whether a release waits on it.
    pub fn waits(&self) -> bool {
        matches!(self.need, Need::Owed | Need::NotShown) && self.held == Enforce::Refuse
    }
    /// Whether a release goes on without it only with a reason.
    pub fn asks(&self) -> bool {
        matches!(self.need, Need::Owed | Need::NotShown) && self.held == Enforce::Ask
    }
}

/// How need to know stands with a document of a request.
pub fn need(
    state: &State,
    document: &Document,
    rules: &InformationRules,
    council: &Council,
    on: Date,
) -> Standing {
    let (asked, held) = match &rules.need {
        Some((of, held)) => {
            let marked = document.marked();
            (of.iter().any(|rule| rule.covers(marked)), held.clone())
        }
        None => (false, Cited::new(Enforce::Show, basis::deciding())),
    };
    let standing = |need, basis| Standing {
        need,
        basis,
        held: held.value,
    };
    if !asked {
        return standing(Need::NotAsked, held.basis.clone());
    }
    if sits(state, document.of_body.as_ref(), council, on) {
        let presumed = rules.basis(Saying::Presumed);
        return standing(Need::Presumed, presumed.unwrap_or_else(basis::deciding));
    }
    match document.need.or(state.need) {
        Some(true) => standing(Need::Shown, why(Task::FindNeed, rules)),
        Some(false) => standing(Need::NotShown, held.basis.clone()),
        None => standing(Need::Owed, held.basis.clone()),
    }
}

/// Whether the member who asks sits on a body today, as member, chair or co-opted member of it.
pub fn sits(state: &State, body: Option<&BodyId>, council: &Council, on: Date) -> bool {
    let (Some(body), Some(holder)) = (body, &state.holder) else {
        return false;
    };
    let Some(seat) = council.directory.appointment(holder) else {
        return false;
    };
    let mut held = council.directory.appointments_of(&seat.person, on);
    let cabinet = council
        .directory
        .bodies
        .get(body, on)
        .is_some_and(|b| b.kind == crate::directory::BodyKind::Cabinet);
    held.any(|a| match &a.role {
        Role::BodyMember { body: of }
        | Role::Chair { body: of }
        | Role::ViceChair { body: of }
        | Role::CoOptedMember { body: of } => of == body,
        Role::Leader | Role::DeputyLeader | Role::CabinetMember { .. } => cabinet,
        _ => false,
    })
}
