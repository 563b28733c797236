//! What the product itself owes a case: pinning what its clock judged, missing a promise whose date has
//! passed, closing by the council's setting, noting that the member left, moving a date with the
//! calendar. Each is an act like any other, and the gate has the last word.

use jiff::civil::Date;

use super::command::Act;
use super::event::MovedBy;
use super::gate::Facts;
use super::{Kind, State};
use crate::register::Context;

/// The acts that a job should carry out on a case now, in order. `shown` is the next date as lists have
/// it; where the clock gives another, the calendar has moved it. The actor must be the product's own.
pub fn owed(state: &State, shown: Option<Date>, cx: &Context<'_>) -> Vec<Act> {
    let facts = Facts::new(state, cx);
    let open = |kind: Kind| facts.gate(kind).is_allowed();
    let today = crate::calendar::local_date(cx.now);
    let mut acts = Vec::new();
    if open(Kind::Judge) {
        acts.push(Act::Judge);
    }
    let next = super::clock(state, cx.council, cx.now).next;
    if state.is_open() && shown.is_some() && next != shown && open(Kind::MoveClock) {
        acts.push(Act::MoveClock {
            from: shown,
            to: next,
            cause: MovedBy::Calendar,
        });
    }
    if open(Kind::MissPromise) {
        let passed = state.open_promises().filter(|promise| promise.due < today);
        acts.extend(passed.map(|promise| Act::MissPromise {
            part: promise.part.clone(),
        }));
    }
    if open(Kind::CloseBySetting) {
        acts.push(Act::CloseBySetting);
    }
    let left = cx
        .council
        .directory
        .appointment(&state.holder)
        .and_then(|seat| seat.to);
    if let Some(on) = left.filter(|on| *on < today && open(Kind::EndHolder)) {
        acts.push(Act::EndHolder { on });
    }
    acts
}
