//! Answers and their promises, closing, and what comes after.

use jiff::civil::Date;

use super::draft::Draft;
use super::opening::{BODY, WORDS};
use crate::access::Token;
use crate::enquiries::basis;
use crate::enquiries::command::{Answer, PROMISES};
use crate::enquiries::event::{
    AnswerKind, Answered, Closed, Closer, Closure, Event, Part, PartSaid, PromiseMade,
    PromiseMissed, PromiseMoved, Rated, Said,
};
use crate::enquiries::gate::Facts;
use crate::enquiries::limits;
use crate::enquiries::roles::Roles;
use crate::enquiries::state::{PromiseOutcome, Standing};
use crate::ids::PartId;
use crate::verdict::Basis;

pub(super) fn answer(d: &mut Draft<'_>, facts: &Facts<'_>, answer: Answer) {
    d.template(answer.template.as_deref());
    for event in answer_events(d, &answer) {
        d.push(event);
    }
    d.tell_member(facts.state, "answered", answer_basis(facts));
}

pub(super) fn answer_basis(facts: &Facts<'_>) -> Basis {
    let clock = facts.rules.clock.as_ref();
    clock.map_or_else(basis::readers, |clock| clock.basis.clone())
}

/// The events of an answer, with words of their own: a second case that gets the same answer has its
/// own copy, so that erasing one leaves the other.
pub(super) fn answer_events(d: &mut Draft<'_>, answer: &Answer) -> Vec<Event> {
    let words = d.text::<BODY>("words", &answer.words);
    let forward = d.optional::<BODY>("forward", answer.forward.as_deref());
    if let Some(works_on) = answer.works_on {
        d.not_past("works-on", works_on);
    }
    let dated = answer.works_on.is_some() || !answer.promises.is_empty();
    if answer.kind == AnswerKind::WorksProgrammed && !dated {
        d.invalid(
            "works-on",
            "is not given: say when the works are programmed",
        );
    }
    let part = d.part();
    let mut events = vec![Event::Answered(Answered {
        part,
        words,
        answer: answer.kind,
        works_on: answer.works_on,
        forward,
    })];
    for (n, (promised, due)) in answer.promises.iter().enumerate() {
        let (what, by) = PROMISES[n.min(PROMISES.len() - 1)];
        d.not_past(by, *due);
        d.cite("a promise with a date is followed", basis::promises());
        let words = d.text::<WORDS>(what, promised);
        let part = d.part();
        events.push(Event::PromiseMade(PromiseMade {
            part,
            words,
            due: *due,
        }));
    }
    events
}

pub(super) fn keep_promise(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId) {
    check_promise(d, facts, &part, false);
    d.push(Event::PromiseKept(Part { part }));
    d.tell_member(facts.state, "promise-kept", basis::promises());
}

pub(super) fn move_promise(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    part: PartId,
    to: Date,
    why: &str,
) {
    check_promise(d, facts, &part, false);
    d.not_past("to", to);
    let why = d.text::<WORDS>("why", why);
    d.push(Event::PromiseMoved(PromiseMoved { part, to, why }));
    d.tell_member(facts.state, "promise-moved", basis::promises());
}

pub(super) fn miss_promise(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId) {
    check_promise(d, facts, &part, true);
    let reopens = facts.state.standing != Standing::Open;
    d.push(Event::PromiseMissed(PromiseMissed { part, reopens }));
    d.tell_member(facts.state, "promise-missed", basis::promises());
    if let Some((desk, _)) = &facts.state.desk {
        d.tell(desk.token(), "promise-missed", basis::promises());
    }
}

fn check_promise(d: &mut Draft<'_>, facts: &Facts<'_>, part: &PartId, past: bool) {
    let mut promises = facts.state.promises.iter();
    let fits = promises.any(|promise| {
        &promise.part == part
            && promise.outcome != PromiseOutcome::Kept
            && (!past || (promise.due < facts.today && promise.outcome == PromiseOutcome::Open))
    });
    if !fits {
        d.invalid(
            "part",
            "is not such a promise of this enquiry: choose one that is",
        );
    }
}

pub(super) fn close(d: &mut Draft<'_>, facts: &Facts<'_>, ending: Closure, why: Option<&str>) {
    let left = facts.state.holder_ended.is_some();
    let by = if facts.roles.meets(Roles::MEMBER) && !left {
        Closer::Member
    } else {
        Closer::Officer
    };
    check_closure(d, facts, ending, by);
    let why = d.optional::<WORDS>("ending-why", why);
    if why.is_none() && by == Closer::Officer && ending != Closure::Answered {
        d.invalid(
            "ending-why",
            "is not given: say why, for the member to read",
        );
    }
    d.push(Event::Closed(Closed {
        by,
        ending,
        why,
        basis: basis::closing(),
    }));
    match by {
        Closer::Member => d.tell_officers(facts.state, "closed", basis::closing()),
        _ => d.tell_member(facts.state, "closed", basis::closing()),
    }
}

/// An ending that tells what happened: nothing is closed as answered that was not.
fn check_closure(d: &mut Draft<'_>, facts: &Facts<'_>, ending: Closure, by: Closer) {
    let answered = facts.state.first_answered.is_some();
    let waited = facts.state.waiting.is_some();
    let left = facts.state.holder_ended.is_some();
    let wrong = match ending {
        Closure::Answered if !answered => {
            Some("it has not been answered: answer it, or say why it ends")
        }
        Closure::Withdrawn if by != Closer::Member => Some("only the member withdraws an enquiry"),
        Closure::NoReply if by == Closer::Member || !waited => {
            Some("nothing was asked of the member: choose another ending")
        }
        Closure::MemberLeft if !left => Some("the member is in office: choose another ending"),
        _ => None,
    };
    if let Some(wrong) = wrong {
        d.invalid("ending", wrong);
    }
}

pub(super) fn close_by_setting(d: &mut Draft<'_>, facts: &Facts<'_>) {
    let setting = limits::close_days(facts.cx.council, facts.today);
    let basis = setting.map_or_else(basis::closing, |days| days.basis);
    d.cite("answered enquiries close by themselves", basis.clone());
    d.push(Event::Closed(Closed {
        by: Closer::Setting,
        ending: Closure::Answered,
        why: None,
        basis: basis.clone(),
    }));
    d.tell_member(facts.state, "closed", basis);
}

pub(super) fn reopen(d: &mut Draft<'_>, facts: &Facts<'_>, why: &str) {
    let words = d.text::<WORDS>("why", why);
    d.push(Event::Reopened(Said { words }));
    tell_back(d, facts, "reopened");
}

pub(super) fn follow_up(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.text::<BODY>("words", words);
    let part = d.part();
    if let Some(basis) = facts.rules.basis("response", "after-window") {
        d.cite("kept open for follow-up", basis.clone());
    }
    d.push(Event::FollowedUp(PartSaid { part, words }));
    tell_back(d, facts, "followed-up");
}

fn tell_back(d: &mut Draft<'_>, facts: &Facts<'_>, kind: &str) {
    match &facts.state.handler {
        Some(handler) => d.tell(Token::person(handler), kind, basis::reopening()),
        None => d.tell_officers(facts.state, kind, basis::reopening()),
    }
}

pub(super) fn rate(d: &mut Draft<'_>, answered: bool, useful: bool) {
    d.push(Event::Rated(Rated { answered, useful }));
}
