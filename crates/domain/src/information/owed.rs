//! What the product itself owes a request: pinning what its clock judged, closing it when its member left.

use super::command::{Act, Kind};
use super::gate::Facts;
use super::state::State;
use crate::register::Context;

/// The acts that a job should carry out on a case now, in order. The actor must be the product's own.
pub fn owed(state: &State, cx: &Context<'_>) -> Vec<Act> {
    let facts = Facts::new(state, cx);
    let open = |kind: Kind| facts.gate(kind).is_allowed();
    let mut acts = Vec::new();
    if open(Kind::Judge) {
        acts.push(Act::Judge);
    }
    if state.holder.is_some() && open(Kind::EndHolder) {
        acts.push(Act::EndHolder);
    }
    acts
}
