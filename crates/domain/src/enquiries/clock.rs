//! The clock of one enquiry: its ticks over the council's calendar by the rule of its pinned protocol.
//! Lists, pages, figures and decisions all ask here.

use jiff::Timestamp;

use super::State;
use super::event::{Event, Judged};
use crate::clock::{Clock, ClockDay, TickKind};
use crate::council::Council;
use crate::protocol::EnquiryRules;
use crate::register::Context;

/// What held for the case on the day on which its clock began, under the protocol it is judged by.
pub fn rules(state: &State, council: &Council) -> EnquiryRules {
    let on = state.received.date();
    let pin = state.pin.as_ref();
    let protocol = pin.and_then(|pin| council.pinned(&pin.pack, &pin.version));
    match protocol {
        Some(protocol) => protocol.enquiries_on(on, state.class(), &council.settings),
        None => EnquiryRules::without_protocol(on, &council.settings),
    }
}

/// The case's clock at a moment.
pub fn clock(state: &State, council: &Council, now: Timestamp) -> Clock {
    let rules = rules(state, council);
    crate::clock::fold(rules.clock.as_ref(), &council.calendar, &state.ticks, now)
}

/// The same clock day by day, for the page that explains it.
pub fn days(state: &State, council: &Council, now: Timestamp) -> Vec<ClockDay> {
    let rules = rules(state, council);
    crate::clock::days(rules.clock.as_ref(), &council.calendar, &state.ticks, now)
}

/// What the clock has judged and no event has pinned yet.
pub(super) fn pins(state: &State, cx: &Context<'_>) -> Vec<Event> {
    let pins = clock(state, cx.council, cx.now).to_pin().into_iter();
    pins.filter_map(|pin| match pin {
        TickKind::Judged {
            target,
            verdict,
            due,
        } => Some(Event::Judged(Judged {
            target,
            due,
            verdict,
        })),
        _ => None,
    })
    .collect()
}
