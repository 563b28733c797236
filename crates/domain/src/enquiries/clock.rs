//! The clock of one enquiry: its ticks over the council's calendar by the rule of its pinned protocol.
//! Lists, pages, figures and decisions all ask here.
//!
//! The protocol is the one pinned when the case opened; its values are those of the day on which a clock
//! started: of the receipt, and of the reopening for a clock that started again.

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::{Event, Judged};
use super::{Standing, State};
use crate::calendar::local_date;
use crate::clock::{Class, Clock, ClockDay, ClockRule, RuleOn, TickKind};
use crate::council::Council;
use crate::protocol::{EnquiryRules, Protocol, clock_without_protocol};
use crate::register::Context;
use crate::verdict::Cited;

/// What holds for the case: under the protocol it is judged by, as of the day on which its clock, the
/// latest where it was reopened, began.
pub fn rules(state: &State, council: &Council) -> EnquiryRules {
    let (on, class) = last_start(state);
    rules_on(state, council, on, class)
}

/// How long an answer may take: the clock of [`rules`], for who asks nothing else.
pub fn rule(state: &State, council: &Council) -> Option<Cited<ClockRule>> {
    let (on, class) = last_start(state);
    rule_on(state, council, on, class)
}

fn last_start(state: &State) -> (Date, Class) {
    let last = starts(state).pop();
    last.unwrap_or((state.received.date(), state.class()))
}

fn rules_on(state: &State, council: &Council, on: Date, class: Class) -> EnquiryRules {
    match judged_by(state, council) {
        Some(protocol) => protocol.enquiries_on(on, class, &council.settings),
        None => EnquiryRules::without_protocol(on, &council.settings),
    }
}

fn rule_on(state: &State, council: &Council, on: Date, class: Class) -> Option<Cited<ClockRule>> {
    match judged_by(state, council) {
        Some(protocol) => protocol.clock_on(on, class, &council.settings),
        None => clock_without_protocol(on, &council.settings),
    }
}

/// The protocol by which a case is judged: the one it began with, unless the council decided while it was
/// open that open cases go on under another.
pub fn judged_by<'c>(state: &State, council: &'c Council) -> Option<&'c Protocol> {
    let pin = state.pin.as_ref()?;
    let ended = match &state.standing {
        Standing::Ended { at, .. } => Some(local_date(*at)),
        Standing::Open | Standing::Answered { .. } => None,
    };
    let protocol = council.governing(&pin.pack, &pin.version, ended);
    protocol.map(AsRef::as_ref)
}

/// Every start of a clock of the case with its class, the receipt first. A class that changes starts no
/// clock anew: its rule is that of the day on which the running one began.
pub(crate) fn starts(state: &State) -> Vec<(Date, Class)> {
    let first = state.ticks.first().map(|tick| tick.happened().date());
    let mut start = first.unwrap_or(state.received.date());
    let mut class = state.first_class;
    let mut all = vec![(start, class)];
    let mut ended = false;
    for tick in &state.ticks {
        match &tick.what {
            TickKind::ClassChanged(changed) => class = *changed,
            TickKind::Reopened if ended => start = local_date(tick.at),
            TickKind::MergedIn { receipt } => start = start.min(receipt.date()),
            TickKind::Answered | TickKind::Ended(_) => {
                ended = true;
                continue;
            }
            _ => continue,
        }
        ended &= !matches!(tick.what, TickKind::Reopened);
        if all.last() != Some(&(start, class)) {
            all.push((start, class));
        }
    }
    all
}

fn table(state: &State, council: &Council) -> Vec<RuleOn> {
    let starts = starts(state).into_iter();
    starts
        .map(|(start, class)| RuleOn {
            start,
            class,
            rule: rule_on(state, council, start, class),
        })
        .collect()
}

/// The case's clock at a moment.
pub fn clock(state: &State, council: &Council, now: Timestamp) -> Clock {
    crate::clock::fold_by(&table(state, council), &council.calendar, &state.ticks, now)
}

/// The same clock day by day, for the page that explains it.
pub fn days(state: &State, council: &Council, now: Timestamp) -> Vec<ClockDay> {
    crate::clock::days_by(&table(state, council), &council.calendar, &state.ticks, now)
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
