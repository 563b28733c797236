//! The clock of one request, and what holds for it under the protocol to which it is pinned.

use jiff::Timestamp;
use jiff::civil::Date;

use super::State;
use crate::clock::{Clock, ClockDay};
use crate::council::Council;
use crate::protocol::information::InformationRules;

/// What held for the case on the day on which its clock began.
pub fn rules(state: &State, council: &Council) -> InformationRules {
    let on = state.received.date();
    let pinned = state.pin.as_ref().and_then(|pin| pin.protocol(council));
    match pinned {
        Some(protocol) => protocol.information_on(on, &council.settings),
        None => InformationRules::silent(&council.settings, on),
    }
}

/// What holds on a day for whoever asks then.
pub fn rules_on(council: &Council, on: Date) -> InformationRules {
    match council.protocol_on(on) {
        Some(protocol) => protocol.information_on(on, &council.settings),
        None => InformationRules::silent(&council.settings, on),
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
