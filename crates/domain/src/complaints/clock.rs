//! The clocks of a complaint: one for each stage, each by the rule of the day on which the stage began,
//! under the protocol that was pinned when the complaint was logged.

use jiff::Timestamp;

use super::event::Event;
use super::state::State;
use crate::clock::{Clock, ClockDay, TickKind};
use crate::council::Council;
use crate::protocol::complaints::ComplaintRules;

/// What held on the day on which the last stage began.
pub fn rules(state: &State, council: &Council) -> ComplaintRules {
    rules_of(state, state.stage(), council)
}

fn rules_of(state: &State, stage: u32, council: &Council) -> ComplaintRules {
    let began = stage
        .checked_sub(1)
        .and_then(|n| state.stages.get(n as usize));
    let on = began.unwrap_or(state.last_stage()).began.date();
    match state.pin.as_ref().and_then(|pin| pin.protocol(council)) {
        Some(protocol) => protocol.complaints_on(on, &council.settings),
        None => ComplaintRules::without_protocol(on, &council.settings),
    }
}

/// The clock of the last stage.
pub fn clock(state: &State, council: &Council, now: Timestamp) -> Clock {
    clock_of(state, state.stage(), council, now)
}

/// The clock of one stage, counted from 1; of the last where there is none of that number.
pub(super) fn clock_of(state: &State, stage: u32, council: &Council, now: Timestamp) -> Clock {
    let rule = rules_of(state, stage, council).clock(stage);
    let found = stage
        .checked_sub(1)
        .and_then(|n| state.stages.get(n as usize));
    let ticks = &found.unwrap_or(state.last_stage()).ticks;
    crate::clock::fold(rule.as_ref(), &council.calendar, ticks, now)
}

/// The clock of the last stage day by day.
pub fn days(state: &State, council: &Council, now: Timestamp) -> Vec<ClockDay> {
    let stage = state.stage();
    let rule = rules_of(state, stage, council).clock(stage);
    let ticks = &state.last_stage().ticks;
    crate::clock::days(rule.as_ref(), &council.calendar, ticks, now)
}

/// What the clocks have judged and no event has pinned yet.
pub(super) fn pins(state: &State, council: &Council, now: Timestamp) -> Vec<Event> {
    let stages = 1..=state.stage();
    let judged = stages.flat_map(|stage| {
        let pins = clock_of(state, stage, council, now).to_pin().into_iter();
        pins.filter_map(move |pin| match pin {
            TickKind::Judged {
                target,
                verdict,
                due,
            } => Some(Event::Judged {
                stage,
                target,
                due,
                verdict,
            }),
            _ => None,
        })
    });
    judged.collect()
}
