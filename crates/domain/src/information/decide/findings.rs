//! What is found on the way to a decision: need to know, guidance, advice before a case is discussed,
//! the constituent's permission, why it takes longer, what is alleged.

use jiff::civil::Date;

use super::{Draft, WORDS, ending, tell_member, tell_officers};
use crate::access::Token;
use crate::calendar::long_date;
use crate::clock::validate_hold_date;
use crate::ids::PartId;
use crate::information::basis;
use crate::information::choices::{Outcome, Permission};
use crate::information::event::Event;
use crate::information::gate::Facts;
use crate::information::offices::why;
use crate::protocol::information::{Saying, Task};
use crate::verdict::Basis;

fn said(facts: &Facts<'_>, saying: Saying) -> Basis {
    facts.rules.basis(saying).unwrap_or_else(basis::deciding)
}

pub(super) fn ask_need(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.text::<WORDS>("words", words);
    let basis = said(facts, Saying::NeedAsked);
    tell_member(d, facts.state, "information-need-asked", basis.clone());
    d.push(Event::NeedAsked { words, basis });
}

pub(super) fn show_need(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.text::<WORDS>("words", words);
    let basis = said(facts, Saying::NeedAsked);
    tell_officers(d, facts.state, "information-need-shown", basis);
    d.push(Event::NeedShown { words });
}

pub(super) fn find_need(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    part: Option<PartId>,
    satisfied: bool,
    words: &str,
) {
    if let Some(part) = &part
        && facts.state.document(part).is_none()
    {
        d.invalid(
            "part",
            "is not a document of this request: choose one that is",
        );
    }
    let words = d.unsearched::<WORDS>("words", words);
    let basis = why(Task::FindNeed, &facts.rules);
    if let Some((_, held)) = &facts.rules.need {
        d.cite("need to know", held.basis.clone());
    }
    d.push(Event::NeedFound {
        part,
        satisfied,
        words,
        basis,
    });
}

pub(super) fn seek(d: &mut Draft<'_>, facts: &Facts<'_>, passed: bool, words: &str) {
    let words = d.unsearched::<WORDS>("words", words);
    let basis = why(Task::SeekGuidance, &facts.rules);
    let officer = Token::post("monitoring-officer");
    let kind = if passed {
        "information-passed-over"
    } else {
        "information-guidance-sought"
    };
    d.tell(officer, kind, basis.clone());
    d.push(Event::GuidanceSought {
        passed,
        words,
        basis,
    });
}

pub(super) fn guide(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.unsearched::<WORDS>("words", words);
    let basis = said(facts, Saying::Guidance);
    tell_officers(d, facts.state, "information-guidance-given", basis);
    d.push(Event::GuidanceGiven { words });
}

pub(super) fn determine(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    supply: bool,
    words: &str,
    precedent: Option<&str>,
) {
    let words = d.text::<WORDS>("words", words);
    let basis = why(Task::Determine, &facts.rules);
    tell_officers(d, facts.state, "information-determined", basis.clone());
    tell_member(d, facts.state, "information-determined", basis.clone());
    d.push(Event::Determined {
        supply,
        words,
        basis,
    });
    let outcome = if supply {
        Outcome::Provided
    } else {
        Outcome::Refused
    };
    ending::precedent(d, facts, outcome, Vec::new(), true, precedent);
}

pub(super) fn advise(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.text::<WORDS>("words", words);
    let basis = said(facts, Saying::CaseworkAdvice);
    tell_member(d, facts.state, "information-advised", basis.clone());
    d.push(Event::AdviceGiven { words, basis });
}

pub(super) fn permit(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    permission: Permission,
    words: Option<&str>,
) {
    let words = d.optional::<WORDS>("words", words);
    if permission == Permission::NotNeeded && words.is_none() {
        d.invalid("words", "are not given: say why permission is not needed");
    }
    let basis = said(facts, Saying::CaseworkPermission);
    d.push(Event::PermissionSet {
        permission,
        words,
        basis,
    });
}

/// The delay explained, with a clear indication of when: a day that is to come and worked on.
pub(super) fn hold(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str, until: Date) {
    let words = d.text::<WORDS>("words", words);
    let calendar = &facts.cx.council.calendar;
    if let Err(why) = validate_hold_date(&facts.clock, until, facts.cx.now) {
        d.invalid("until", why);
    } else if until == facts.today {
        d.invalid("until", "is today: give a later day, or decide it today");
    } else if !calendar.is_working(until) {
        d.invalid(
            "until",
            format!(
                "{} is not a working day: give one that is",
                long_date(until)
            ),
        );
    }
    let basis = facts.rules.basis(Saying::ExplainDelay);
    let basis = basis.unwrap_or_else(basis::overdue);
    tell_member(d, facts.state, "information-held", basis);
    d.push(Event::Held { words, until });
}

/// An allegation goes in writing to the Monitoring Officer, and to nobody else.
pub(super) fn misuse(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.unsearched::<WORDS>("words", words);
    let basis = facts.rules.basis(Saying::Misuse);
    let basis = basis.unwrap_or_else(basis::readers);
    for saying in [Saying::NoGain, Saying::Trust] {
        if let Some(also) = facts.rules.basis(saying) {
            d.cite("what is in confidence is not used for gain", also);
        }
    }
    let officer = Token::post("monitoring-officer");
    d.tell(officer, "information-misuse", basis.clone());
    d.push(Event::MisuseReported { words, basis });
}

/// What was done about an alleged misuse: whoever alleged it hears of it.
pub(super) fn settle_misuse(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.unsearched::<WORDS>("words", words);
    let basis = facts.rules.basis(Saying::Misuse);
    let who = Token::person(&facts.state.opened_by);
    d.tell(
        who,
        "information-misuse-settled",
        basis.unwrap_or_else(basis::readers),
    );
    d.push(Event::MisuseSettled { words });
}
