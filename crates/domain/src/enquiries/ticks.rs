//! What the clock counts of a case's events: the one place where a noun of enquiries becomes a tick.

use super::event::{Closure, Correction, Event, FileReaders};
use super::state::State;
use crate::calendar::Receipt;
use crate::clock::{Class, Ending, Note, Tick, TickKind};
use crate::ids::PartId;
use crate::register::Recorded;
use jiff::Timestamp;

/// The tick with which every clock begins.
pub(super) fn received(receipt: Receipt, at: Timestamp) -> Tick {
    Tick::backdated(at, receipt, TickKind::Received)
}

/// Notes an event's tick. Called before the state takes the event.
pub(super) fn note(state: &mut State, recorded: &Recorded<Event>) {
    match &recorded.event {
        Event::Corrected(corrected) => {
            if let (Correction::Received(receipt), Some(first)) =
                (&corrected.now, state.ticks.first_mut())
            {
                first.receipt = Some(*receipt);
            }
        }
        Event::MessageRecalled(part) => recall(state, &part.part),
        event => {
            if let Some(what) = tick(state, event) {
                state.ticks.push(Tick::new(recorded.at, what));
            }
        }
    }
}

/// A recalled answer never stopped the clock, and what was judged by it was not.
fn recall(state: &mut State, part: &PartId) {
    let mut messages = state.messages.iter();
    let Some(answer) = messages.find(|m| m.answer && &m.part == part) else {
        return;
    };
    let by_answer = |tick: &Tick| {
        let kind = matches!(tick.what, TickKind::Answered | TickKind::Judged { .. });
        tick.at == answer.at && kind
    };
    state.ticks.retain(|tick| !by_answer(tick));
}

fn tick(state: &State, event: &Event) -> Option<TickKind> {
    let number = |part: &PartId| {
        let all = state.contributions.iter().map(|c| &c.part);
        let n = all.chain(state.partners.iter().map(|p| &p.part));
        n.into_iter().position(|p| p == part).map(|n| n as u32 + 1)
    };
    let asked = (state.contributions.len() + state.partners.len()) as u32 + 1;
    Some(match event {
        Event::Acknowledged(acknowledged) => TickKind::Acknowledged {
            names_handler: acknowledged.handler.is_some(),
        },
        Event::Held(held) => TickKind::Held {
            until: held.until,
            explained: held.explained,
            liaised: held.liaised,
        },
        Event::DateAgreed {} => TickKind::MemberAgreed,
        Event::DateContested(contested) => TickKind::MemberContested {
            wants: contested.wants,
        },
        Event::SecondStageAsked(_) => TickKind::SecondStage { agreed: false },
        Event::SecondStageAgreed {} => TickKind::SecondStage { agreed: true },
        Event::SecondStageRefused {} => TickKind::ExtensionRemoved,
        Event::MemberAsked(_) => TickKind::WaitingOnMember,
        Event::MemberReplied(_) => TickKind::MemberBack,
        Event::Chased {} => TickKind::Noted(Note::Chased),
        Event::Reassigned(_) | Event::Routed(_) | Event::Returned(_) => {
            TickKind::Noted(Note::Reassigned)
        }
        // What is for officers alone moves no clock, and the clock, which the member reads, does not know of it.
        Event::FileAdded(added) if added.readers == FileReaders::All => {
            TickKind::Noted(Note::FileAdded)
        }
        Event::BurdenRaised(raised) if !raised.clock_runs => TickKind::BurdenPauses,
        Event::BurdenRaised(_) => TickKind::Noted(Note::BurdenRaised),
        Event::BurdenDiscussed(_) if stands_for_burden(state) => TickKind::BurdenSettled,
        Event::BurdenDiscussed(_) => TickKind::Noted(Note::BurdenDiscussed),
        Event::ClassChanged(changed) => {
            TickKind::ClassChanged(changed.urgent.map_or(Class::Other, |_| Class::Urgent))
        }
        Event::ContributionAsked(asked_of) => TickKind::ContributionAsked {
            n: asked,
            by: asked_of.due,
        },
        Event::PartnerAsked(asked_of) => TickKind::ContributionAsked {
            n: asked,
            by: asked_of.due,
        },
        Event::ContributionGiven(given) => TickKind::ContributionGiven {
            n: number(&given.part)?,
        },
        Event::PartnerAnswered(given) => TickKind::ContributionGiven {
            n: number(&given.part)?,
        },
        Event::Answered(_) => TickKind::Answered,
        Event::Reopened(_) | Event::FollowedUp(_) => TickKind::Reopened,
        Event::MergedFrom(merged) => TickKind::MergedIn {
            receipt: merged.received,
        },
        Event::Judged(judged) => TickKind::Judged {
            target: judged.target,
            verdict: judged.verdict,
            due: judged.due,
        },
        event => TickKind::Ended(ending(event)?),
    })
}

/// Whether the clock stands until how to answer is talked over.
fn stands_for_burden(state: &State) -> bool {
    let burden = state.burden.as_ref();
    burden.is_some_and(|burden| !burden.clock_runs && burden.approach.is_none())
}

fn ending(event: &Event) -> Option<Ending> {
    Some(match event {
        Event::Closed(closed) => match closed.ending {
            Closure::Withdrawn => Ending::Withdrawn,
            _ => Ending::Closed,
        },
        Event::MergedInto(_) => Ending::Merged,
        Event::HandedToComplaints(_) => Ending::HandedToComplaints,
        Event::HandedOn(_) => Ending::HandedOn,
        Event::NotOurs(_) => Ending::NotOurs,
        _ => return None,
    })
}
