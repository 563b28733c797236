//! The case after one more event. Total: an event that does not fit changes what it can and nothing
//! else, so that no log, however odd, keeps a page from opening.

use super::event::{Correction, Desk, Event, MergedFrom, Raised, Routed, Side};
use super::state::{
    Asking, Burden, Contribution, Ended, File, Hold, HoldReply, Message, Note, Promise,
    PromiseOutcome, SecondStage, Standing, State,
};
use super::ticks;
use crate::calendar::{Receipt, local_date};
use crate::clock::Class;
use crate::ids::PartId;
use crate::protocol::Door;
use crate::register::Recorded;
use crate::register::kept::Kept;
use crate::verdict::Basis;
use crate::words::Words;

/// Folds one event.
pub fn evolve(state: Option<State>, recorded: &Recorded<Event>) -> Option<State> {
    let mut state = match (state, &recorded.event) {
        (None, Event::Raised(raised)) => return Some(begin(raised, recorded)),
        (None, _) => return None,
        (Some(state), _) => state,
    };
    ticks::note(&mut state, recorded);
    state.last_at = recorded.at;
    state.kept.add(&recorded.event.contents());
    opening(&mut state, recorded);
    clock(&mut state, recorded);
    parts(&mut state, recorded);
    ending(&mut state, recorded);
    links(&mut state, recorded);
    access(&mut state, &recorded.event);
    Some(state)
}

fn begin(raised: &Raised, recorded: &Recorded<Event>) -> State {
    let mut kept = Kept::default();
    kept.add(&recorded.event.contents());
    State {
        reference: raised.reference.clone(),
        pin: raised.pin.clone(),
        holder: raised.holder.clone(),
        holder_ended: None,
        raised_by: raised.raised_by,
        typed_by: recorded.actor.clone(),
        raised_at: recorded.at,
        received: raised.received,
        title: raised.title.clone(),
        body: raised.body.clone(),
        constituent: raised.constituent.clone(),
        ward: raised.ward.clone(),
        place: raised.place.clone(),
        urgent: raised.urgent,
        first_class: raised.urgent.map_or(Class::Other, |_| Class::Urgent),
        complaint_shown: false,
        lifted: Vec::new(),
        service: raised.service.clone(),
        reason: raised.reason,
        desk: None,
        came_from: None,
        answerable: None,
        handler: None,
        accepted: false,
        acknowledged: false,
        standing: Standing::Open,
        ticks: vec![ticks::received(raised.received, recorded.at)],
        holds: Vec::new(),
        waiting: None,
        second_stage: SecondStage::None,
        chased: None,
        burden: None,
        contributions: Vec::new(),
        partners: Vec::new(),
        promises: Vec::new(),
        messages: Vec::new(),
        notes: Vec::new(),
        files: Vec::new(),
        links: Vec::new(),
        campaign: None,
        shared: Vec::new(),
        denied: Vec::new(),
        referred: false,
        late_explained: false,
        first_answered: None,
        rated: false,
        kept,
        last_at: recorded.at,
    }
}

fn opening(state: &mut State, recorded: &Recorded<Event>) {
    match &recorded.event {
        Event::Routed(Routed {
            to,
            basis,
            answerable,
            ..
        }) => {
            settle(state, to, basis);
            state.answerable = answerable.clone().or_else(|| state.answerable.take());
        }
        Event::Reassigned(reassigned) => {
            settle(state, &reassigned.to, &reassigned.basis);
            state.handler = reassigned.handler.clone();
        }
        Event::Accepted {} => {
            state.handler = Some(recorded.actor.clone());
            state.accepted = true;
        }
        Event::Returned(returned) => {
            settle(state, &returned.to, &returned.basis);
        }
        Event::Acknowledged(acknowledged) => {
            state.acknowledged = true;
            if let Some(handler) = &acknowledged.handler {
                state.handler = Some(handler.clone());
            }
        }
        _ => {}
    }
}

/// Puts the case on a desk. A change of officer within one desk sends it nowhere else.
fn settle(state: &mut State, to: &Desk, basis: &Basis) {
    let from = state.desk.take().map(|(desk, _)| desk);
    if from.as_ref() != Some(to) {
        state.came_from = from;
    }
    state.desk = Some((to.clone(), basis.clone()));
    state.handler = None;
    state.accepted = false;
    if let Desk::Service(service) = to {
        state.service = Some(service.clone());
    }
}

fn clock(state: &mut State, recorded: &Recorded<Event>) {
    match &recorded.event {
        Event::Held(held) => {
            state.holds.push(Hold {
                at: recorded.at,
                by: recorded.actor.clone(),
                until: held.until,
                reply: HoldReply::Silent,
                explained: held.explained,
                liaised: held.liaised,
                late: held.late,
            });
            state.late_explained |= held.explained && held.liaised;
        }
        Event::DateAgreed {} => reply(state, HoldReply::Agreed),
        Event::DateContested(contested) => reply(state, HoldReply::Contested(contested.wants)),
        Event::LatenessExplained(explained) => state.late_explained |= explained.liaised,
        Event::SecondStageAsked(_) => state.second_stage = SecondStage::Asked,
        Event::SecondStageAgreed {} => state.second_stage = SecondStage::Agreed,
        Event::SecondStageRefused {} => state.second_stage = SecondStage::Refused,
        Event::MemberAsked(_) => state.waiting = Some(recorded.at),
        Event::MemberReplied(_) => state.waiting = None,
        Event::Chased {} => state.chased = Some(local_date(recorded.at)),
        Event::ClassChanged(changed) => state.urgent = changed.urgent,
        _ => {}
    }
}

/// The member's word on the latest proposed date: whatever it is, the date was talked over.
fn reply(state: &mut State, reply: HoldReply) {
    if let Some(hold) = state.holds.last_mut() {
        hold.reply = reply;
        state.late_explained |= hold.explained;
    }
}

fn parts(state: &mut State, recorded: &Recorded<Event>) {
    match &recorded.event {
        Event::BurdenRaised(raised) => {
            state.burden = Some(Burden {
                raised: true,
                clock_runs: raised.clock_runs,
                approach: None,
            });
        }
        Event::BurdenDiscussed(discussed) => {
            let burden = state.burden.get_or_insert(Burden {
                raised: false,
                clock_runs: true,
                approach: None,
            });
            burden.approach = Some((discussed.approach, discussed.agreed));
        }
        Event::ContributionAsked(asked) => state.contributions.push(Contribution {
            part: asked.part.clone(),
            of: asked.of.clone(),
            due: asked.due,
            given: None,
        }),
        Event::ContributionGiven(given) => contribution(state, &given.part, true),
        Event::ContributionWithdrawn(part) => contribution(state, &part.part, false),
        Event::PartnerAsked(asked) => state.partners.push(Asking {
            part: asked.part.clone(),
            partner: asked.partner.clone(),
            due: asked.due,
            answered: false,
        }),
        Event::PartnerAnswered(answered) => {
            let mut askings = state.partners.iter_mut();
            if let Some(asking) = askings.find(|asking| asking.part == answered.part) {
                asking.answered = true;
            }
        }
        Event::Noted(noted) => state.notes.push(Note {
            part: noted.part.clone(),
            words: noted.words.clone(),
        }),
        Event::MessageSent(sent) => {
            message(state, recorded, &sent.part, &sent.words, sent.from, false);
        }
        Event::FollowedUp(said) => {
            message(
                state,
                recorded,
                &said.part,
                &said.words,
                Side::Member,
                false,
            );
        }
        Event::MessageRecalled(part) => recall(state, &part.part),
        Event::FileAdded(added) => state.files.push(File {
            part: added.part.clone(),
            name: added.name.clone(),
            file: added.file.clone(),
            media: added.media.clone(),
            size: added.size,
            readers: added.readers,
            by: recorded.actor.clone(),
            removed: false,
        }),
        Event::FileRemoved(part) => {
            if let Some(file) = state.files.iter_mut().find(|file| file.part == part.part) {
                file.removed = true;
            }
        }
        _ => {}
    }
}

fn contribution(state: &mut State, part: &PartId, given: bool) {
    let mut parts = state.contributions.iter_mut();
    if let Some(found) = parts.find(|c| &c.part == part && c.given.is_none()) {
        found.given = Some(given);
    }
}

fn message(
    state: &mut State,
    recorded: &Recorded<Event>,
    part: &PartId,
    words: &Words,
    from: Side,
    answer: bool,
) {
    state.messages.push(Message {
        part: part.clone(),
        from,
        words: words.clone(),
        by: recorded.actor.clone(),
        at: recorded.at,
        answer,
        recalled: false,
    });
}

/// A recalled answer never was one: the enquiry is open again and its promises are gone.
fn recall(state: &mut State, part: &PartId) {
    let mut messages = state.messages.iter_mut();
    let Some(message) = messages.find(|m| &m.part == part && !m.recalled) else {
        return;
    };
    message.recalled = true;
    let at = message.at;
    if !message.answer {
        return;
    }
    if let Standing::Answered { at: answered } = state.standing
        && answered == at
    {
        state.standing = Standing::Open;
        state.promises.retain(|promise| promise.made != at);
    }
    if state.first_answered == Some(at) {
        state.first_answered = None;
    }
}

fn ending(state: &mut State, recorded: &Recorded<Event>) {
    let at = recorded.at;
    match &recorded.event {
        Event::Answered(answered) => {
            message(
                state,
                recorded,
                &answered.part,
                &answered.words,
                Side::Officers,
                true,
            );
            state.standing = Standing::Answered { at };
            state.first_answered = state.first_answered.or(Some(at));
            state.waiting = None;
        }
        Event::PromiseMade(made) => state.promises.push(Promise {
            part: made.part.clone(),
            due: made.due,
            made: at,
            outcome: PromiseOutcome::Open,
        }),
        Event::PromiseKept(part) => promise(state, &part.part, PromiseOutcome::Kept),
        Event::PromiseMissed(missed) => {
            promise(state, &missed.part, PromiseOutcome::Missed);
            if missed.reopens {
                state.standing = Standing::Open;
            }
        }
        Event::PromiseMoved(moved) => {
            let mut promises = state.promises.iter_mut();
            if let Some(found) = promises.find(|promise| promise.part == moved.part) {
                found.due = moved.to;
                found.outcome = PromiseOutcome::Open;
            }
        }
        Event::Closed(closed) => {
            let (by, ending) = (closed.by, closed.ending);
            end(state, recorded, Ended::Closed { by, ending });
        }
        Event::Reopened(_) | Event::FollowedUp(_) => {
            state.standing = Standing::Open;
            // A clock that starts again owes its own explanation, and no refusal of it is lifted yet.
            state.late_explained = false;
            state.lifted.clear();
            state.waiting = None;
        }
        Event::Rated(_) => state.rated = true,
        _ => {}
    }
}

fn promise(state: &mut State, part: &PartId, outcome: PromiseOutcome) {
    if let Some(promise) = state.promises.iter_mut().find(|p| &p.part == part) {
        promise.outcome = outcome;
    }
}

fn end(state: &mut State, recorded: &Recorded<Event>, how: Ended) {
    state.standing = Standing::Ended {
        at: recorded.at,
        how,
    };
    state.waiting = None;
}

fn links(state: &mut State, recorded: &Recorded<Event>) {
    match &recorded.event {
        Event::Linked(other) | Event::Split(other) | Event::SplitFrom(other) => {
            link(state, &other.reference);
        }
        Event::Unlinked(other) => state.links.retain(|link| link != &other.reference),
        Event::MergedInto(other) => {
            link(state, &other.reference);
            end(state, recorded, Ended::Merged(other.reference.clone()));
        }
        Event::MergedFrom(MergedFrom {
            reference,
            received,
        }) => {
            link(state, reference);
            state.received = earlier(state.received, *received);
        }
        Event::JoinedCampaign(campaign) => state.campaign = Some(campaign.campaign.clone()),
        Event::LeftCampaign {} => state.campaign = None,
        Event::HandedToComplaints(handed) => {
            let (to, permits) = (handed.to.clone(), handed.permits);
            end(state, recorded, Ended::Complaint { to, permits });
        }
        Event::HandedOn(_) => end(state, recorded, Ended::HandedOn),
        Event::NotOurs(_) => end(state, recorded, Ended::NotOurs),
        _ => {}
    }
}

fn link(state: &mut State, other: &crate::reference::Reference) {
    if !state.links.contains(other) {
        state.links.push(other.clone());
    }
}

/// The earlier of two receipts. A day without an hour counts as before every hour of that day.
pub(super) fn earlier(a: Receipt, b: Receipt) -> Receipt {
    let key = |receipt: Receipt| match receipt {
        Receipt::On(date) => (date, None),
        Receipt::At(at) => (local_date(at), Some(at)),
    };
    if key(b) < key(a) { b } else { a }
}

fn access(state: &mut State, event: &Event) {
    match event {
        Event::ReaderAdded(added) => {
            state.shared.retain(|(token, _)| token != &added.reader);
            let reader = (added.reader.clone(), added.basis.clone());
            state.shared.push(reader);
        }
        Event::ReaderRemoved(removed) => state.shared.retain(|(t, _)| t != &removed.reader),
        Event::ReaderDenied(denied) if !state.denied.contains(&denied.person) => {
            state.denied.push(denied.person.clone());
        }
        Event::Referred(_) => state.referred = true,
        Event::DoorShown(shown) => state.complaint_shown |= shown.door == Door::Complaint,
        Event::Explained(explained) if explained.overrides => {
            state.lifted.push(explained.act.clone());
        }
        Event::HolderEnded(ended) => state.holder_ended = Some(ended.on),
        Event::PassedOn(passed) => {
            state.holder = passed.to.clone();
            state.holder_ended = None;
            // What the member who left had shared was that member's word, not the new one's.
            state.shared.clear();
        }
        Event::Corrected(corrected) => match &corrected.now {
            Correction::Title(words) => state.title = words.clone(),
            Correction::Ward(ward) => state.ward = Some(ward.clone()),
            Correction::Place(words) => state.place = Some(words.clone()),
            Correction::Constituent(constituent) => {
                state.constituent = Some(constituent.clone());
            }
            Correction::Reason(reason) => state.reason = Some(*reason),
            Correction::Received(received) => state.received = *received,
        },
        Event::Erased(erased) => state.kept.erase(&erased.keys),
        _ => {}
    }
}
