//! A request after one more event. Total: any event in any state gives a state, or leaves it as it is.

use super::choices::{BodyAnswer, Capacity, LegalGround, Outcome};
use super::event::{Closure, Event, MistakeReported, MisuseAlleged, PrecedentKept, Requested};
use super::state::{Document, Guidance, Matter, Release, Review, ReviewAnswer, Standing, State};
use crate::calendar::Receipt;
use crate::clock::{Ending, Tick, TickKind};
use crate::ids::PartId;
use crate::register::Recorded;
use crate::register::kept::Kept;

/// The case after an event.
pub(super) fn evolve(state: Option<State>, recorded: &Recorded<Event>) -> Option<State> {
    let mut state = match (state, &recorded.event) {
        (None, Event::Requested(requested)) => request(recorded, requested),
        (None, Event::MistakeReported(report)) => mistake(recorded, report),
        (None, Event::MisuseAlleged(alleged)) => misuse(recorded, alleged),
        (None, Event::PrecedentKept(kept)) => precedent(recorded, kept),
        (None, _) => return None,
        (Some(state), _) => state,
    };
    state.kept.add(&recorded.event.contents());
    state.last_at = recorded.at;
    if let Some(what) = tick(&recorded.event) {
        state.ticks.push(Tick::new(recorded.at, what));
    }
    findings(&mut state, &recorded.event);
    documents(&mut state, recorded);
    standing(&mut state, recorded);
    Some(state)
}

fn request(recorded: &Recorded<Event>, r: &Requested) -> State {
    State {
        holder: Some(r.holder.clone()),
        body: Some(r.body.clone()),
        wanted: r.wanted.clone(),
        duty: r.duty.clone(),
        ground: r.ground,
        capacity: r.capacity,
        of_body: r.of_body.clone(),
        casework: r.casework,
        exceptional: r.exceptional.clone(),
        received: r.received,
        ticks: vec![Tick::backdated(recorded.at, r.received, TickKind::Received)],
        pin: r.pin.clone(),
        ..blank(recorded, Matter::Request, &r.reference, &r.title)
    }
}

fn mistake(recorded: &Recorded<Event>, report: &MistakeReported) -> State {
    State {
        body: Some(report.body.clone()),
        pin: report.pin.clone(),
        ..blank(recorded, Matter::Mistake, &report.reference, &report.title)
    }
}

fn misuse(recorded: &Recorded<Event>, alleged: &MisuseAlleged) -> State {
    State {
        body: Some(alleged.body.clone()),
        pin: alleged.pin.clone(),
        ..blank(recorded, Matter::Misuse, &alleged.reference, &alleged.title)
    }
}

fn precedent(recorded: &Recorded<Event>, kept: &PrecedentKept) -> State {
    State {
        wanted: kept.wanted.clone(),
        ground: kept.ground,
        precedent: Some((kept.outcome, kept.law.clone(), kept.determined)),
        standing: Standing::Ended {
            at: recorded.at,
            ending: Closure::Done,
        },
        pin: kept.pin.clone(),
        ..blank(recorded, Matter::Precedent, &kept.reference, &kept.title)
    }
}

fn blank(
    recorded: &Recorded<Event>,
    matter: Matter,
    reference: &crate::reference::Reference,
    title: &crate::words::Words,
) -> State {
    State {
        reference: reference.clone(),
        matter,
        pin: None,
        holder: None,
        opened_by: recorded.actor.clone(),
        received: Receipt::At(recorded.at),
        title: title.clone(),
        body: None,
        wanted: Vec::new(),
        duty: None,
        ground: LegalGround::NotStated,
        capacity: Capacity::Other,
        of_body: None,
        casework: false,
        exceptional: None,
        crossing: None,
        service: None,
        handler: None,
        documents: Vec::new(),
        need: None,
        need_asked: false,
        unreasonable: None,
        guidance: Guidance::None,
        advised: false,
        permission: None,
        explained: false,
        standing: Standing::Open,
        first_decided: None,
        last_outcome: None,
        review: None,
        referred: false,
        misuse: Vec::new(),
        denied: Vec::new(),
        precedent: None,
        ticks: Vec::new(),
        kept: Kept::default(),
        last_at: recorded.at,
    }
}

fn findings(state: &mut State, event: &Event) {
    match event {
        Event::Routed {
            service,
            handler,
            basis,
        } => {
            state.service = Some((service.clone(), basis.clone()));
            state.handler.clone_from(handler);
        }
        Event::CrossingNoted { basis } => state.crossing = Some(basis.clone()),
        Event::NeedAsked { .. } => state.need_asked = true,
        Event::NeedShown { .. } => state.need_asked = false,
        Event::NeedFound {
            part: None,
            satisfied,
            ..
        } => state.need = Some(*satisfied),
        Event::FoundUnreasonable { ground, .. } => state.unreasonable = Some(*ground),
        Event::GuidanceSought { passed, .. } => {
            state.guidance = if *passed {
                Guidance::Passed
            } else {
                Guidance::Sought
            };
        }
        Event::GuidanceGiven { .. } => state.guidance = Guidance::Given,
        Event::Determined { supply, .. } => state.guidance = Guidance::Determined(*supply),
        Event::AdviceGiven { .. } => state.advised = true,
        Event::PermissionSet { permission, .. } => state.permission = Some(*permission),
        Event::Held { .. } => state.explained = true,
        Event::Referred { .. } => state.referred = true,
        Event::Erased { keys, .. } => state.kept.erase(keys),
        _ => {}
    }
}

fn documents(state: &mut State, recorded: &Recorded<Event>) {
    let at = recorded.at;
    match &recorded.event {
        Event::DocumentAdded(added) => state.documents.push(Document {
            part: added.part.clone(),
            title: added.title.clone(),
            file: added.file.clone(),
            media: added.media.clone(),
            size: added.size,
            by: recorded.actor.clone(),
            of_body: added.of_body.clone(),
            marking: added.marking,
            redacted: added.redacted,
            concerns: added.concerns.clone(),
            exempt: Vec::new(),
            need: None,
            release: None,
            public: None,
            removed: false,
        }),
        Event::DocumentRemoved { part } => with(state, part, |d| d.removed = true),
        Event::ExemptMarked { part, law, passage } => {
            with(state, part, |d| d.exempt.push((*law, passage.clone())));
        }
        Event::NeedFound {
            part: Some(part),
            satisfied,
            ..
        } => with(state, part, |d| d.need = Some(*satisfied)),
        Event::Released(released) => with(state, &released.part, |d| {
            d.release = Some(Release {
                at,
                purpose: released.purpose.clone(),
                until: released.until,
                confidential: released.confidential,
                need: released.need,
                accepted: None,
                ended: None,
            });
        }),
        Event::PurposeAccepted { part } => release(state, part, |r| r.accepted = Some(at)),
        Event::ReleaseEnded { part, .. } => release(state, part, |r| r.ended = Some(at)),
        Event::MadePublic { part, how, .. } => with(state, part, |d| d.public = Some(*how)),
        Event::MisuseReported { .. } if !state.misuse.contains(&recorded.actor) => {
            state.misuse.push(recorded.actor.clone());
        }
        Event::ReaderDenied { person, .. } if !state.denied.contains(person) => {
            state.denied.push(person.clone());
        }
        _ => {}
    }
}

fn with(state: &mut State, part: &PartId, change: impl FnOnce(&mut Document)) {
    if let Some(document) = state.documents.iter_mut().find(|d| &d.part == part) {
        change(document);
    }
}

fn release(state: &mut State, part: &PartId, change: impl FnOnce(&mut Release)) {
    with(state, part, |document| {
        if let Some(release) = &mut document.release {
            change(release);
        }
    });
}

fn standing(state: &mut State, recorded: &Recorded<Event>) {
    let at = recorded.at;
    match &recorded.event {
        Event::Decided(decided) => {
            state.first_decided.get_or_insert(at);
            let outcome = decided.outcome;
            state.last_outcome = Some(outcome);
            state.standing = Standing::Decided { at, outcome };
        }
        Event::BodyAsked { body, .. } => {
            state.review = Some(Review {
                body: body.clone(),
                answered: None,
            });
        }
        Event::BodyAnswered { answer, .. } => {
            if let Some(review) = &mut state.review {
                review.answered = Some(ReviewAnswer {
                    answer: *answer,
                    at,
                });
            }
            if *answer == BodyAnswer::Access {
                state.standing = Standing::Open;
            }
        }
        Event::Closed { ending } => {
            let ending = *ending;
            state.standing = Standing::Ended { at, ending };
            for document in &mut state.documents {
                if let (Closure::MemberLeft, Some(release)) = (ending, &mut document.release) {
                    release.ended.get_or_insert(at);
                }
            }
        }
        Event::MisuseSettled { .. } => {
            let ending = Closure::Done;
            state.standing = Standing::Ended { at, ending };
        }
        Event::Reopened { .. } => {
            state.standing = Standing::Open;
            state.explained = false;
        }
        _ => {}
    }
}

/// What the clock counts. The text that has a clock asks for an explanation and a day, and for no talk:
/// an explained delay is all that is owed.
fn tick(event: &Event) -> Option<TickKind> {
    Some(match event {
        Event::Held { until, .. } => TickKind::Held {
            until: *until,
            explained: true,
            liaised: true,
        },
        Event::Decided(_) => TickKind::Answered,
        Event::Reopened { .. } => TickKind::Reopened,
        Event::BodyAnswered {
            answer: BodyAnswer::Access,
            ..
        } => TickKind::Reopened,
        Event::Closed { ending } => TickKind::Ended(match ending {
            Closure::Withdrawn => Ending::Withdrawn,
            Closure::Done | Closure::MemberLeft => Ending::Closed,
        }),
        Event::Judged {
            target,
            due,
            verdict,
        } => TickKind::Judged {
            target: *target,
            verdict: *verdict,
            due: *due,
        },
        _ => return None,
    })
}

impl Outcome {
    /// Whether something was withheld.
    pub fn withholds(self) -> bool {
        self != Self::Provided
    }
}
