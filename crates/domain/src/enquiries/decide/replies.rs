//! What officers and the member say to each other: holding replies and the word on them, questions,
//! messages, chasing, calling back.

use jiff::civil::Date;

use super::draft::Draft;
use super::opening::{BODY, WORDS};
use crate::access::Token;
use crate::calendar::{Receipt, long_date};
use crate::clock::{Unit, validate_hold_date};
use crate::enquiries::basis;
use crate::enquiries::command::Hold;
use crate::enquiries::event::{
    DateContested, Event, Held, LatenessExplained, MessageSent, Part, Said, Side,
};
use crate::enquiries::gate::Facts;
use crate::enquiries::limits;
use crate::enquiries::roles::Roles;
use crate::ids::PartId;
use crate::verdict::Basis;

pub(super) fn hold(d: &mut Draft<'_>, facts: &Facts<'_>, hold: Hold, reason: Option<&str>) {
    let why = d.text::<WORDS>("why", &hold.why);
    let doing = d.text::<WORDS>("doing", &hold.doing);
    check_until(d, facts, hold.until);
    far_ahead(d, facts, hold.until, reason);
    let told = late_basis(facts);
    d.template(hold.template.as_deref());
    d.push(Event::Held(Held {
        why,
        doing,
        until: hold.until,
        explained: true,
        liaised: hold.liaised,
        late: facts
            .clock
            .answer_due()
            .is_some_and(|due| facts.today > due),
    }));
    d.tell_member(facts.state, "held", told);
}

fn late_basis(facts: &Facts<'_>) -> Basis {
    let late = facts.rules.late.as_ref();
    late.map_or_else(basis::readers, |late| late.basis.clone())
}

fn check_until(d: &mut Draft<'_>, facts: &Facts<'_>, until: Date) {
    if let Err(why) = validate_hold_date(&facts.clock, until, facts.cx.now) {
        d.invalid("until", why);
        return;
    }
    if until == facts.today {
        d.invalid(
            "until",
            "is today: give a later day, or answer today without a holding reply",
        );
        return;
    }
    let calendar = &facts.cx.council.calendar;
    if !calendar.is_working(until) {
        let next = calendar.due(Receipt::On(until), Unit::WorkingDay, 1).date;
        d.invalid(
            "until",
            format!(
                "{} is not a working day: give {} or another working day",
                long_date(until),
                long_date(next)
            ),
        );
    }
}

/// A date far ahead asks for a reason, which the service manager sees.
fn far_ahead(d: &mut Draft<'_>, facts: &Facts<'_>, until: Date, reason: Option<&str>) {
    let limit = limits::hold_days(facts.cx.council, facts.today);
    let days = (until - facts.today).get_days();
    if days <= i32::try_from(limit.value).unwrap_or(i32::MAX) {
        return;
    }
    let Some(reason) = reason.filter(|reason| !reason.trim().is_empty()) else {
        d.invalid(
            "explanation",
            format!(
                "{} is more than {} days away: say why it takes so long, for the service manager",
                long_date(until),
                limit.value
            ),
        );
        return;
    };
    if let Some(service) = facts.state.desk_service() {
        d.tell(Token::manager_of(service), "held-long", limit.basis.clone());
    }
    d.cite("how far ahead a holding reply may go", limit.basis.clone());
    d.explain("hold", limit.basis, Some(reason), false);
}

pub(super) fn agree(d: &mut Draft<'_>, facts: &Facts<'_>) {
    d.cite("the new date is talked over", late_basis(facts));
    d.push(Event::DateAgreed {});
    d.tell_officers(facts.state, "date-agreed", late_basis(facts));
}

pub(super) fn contest(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    wants: Option<Date>,
    words: Option<&str>,
) {
    if let Some(wants) = wants {
        d.not_past("wants", wants);
        let proposed = facts.state.last_hold().map(|hold| hold.until);
        if let Some(until) = proposed.filter(|until| wants >= *until) {
            d.invalid(
                "wants",
                format!(
                    "{} is not before {}, which is proposed: give an earlier day, or agree",
                    long_date(wants),
                    long_date(until)
                ),
            );
        }
    }
    let words = d.optional::<WORDS>("words", words);
    d.cite("the new date is talked over", late_basis(facts));
    d.push(Event::DateContested(DateContested { wants, words }));
    d.tell_officers(facts.state, "date-contested", late_basis(facts));
}

pub(super) fn explain_lateness(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str, liaised: bool) {
    let words = d.text::<WORDS>("words", words);
    d.push(Event::LatenessExplained(LatenessExplained {
        words,
        liaised,
    }));
    d.tell_member(facts.state, "lateness-explained", late_basis(facts));
}

pub(super) fn ask_second_stage(d: &mut Draft<'_>, facts: &Facts<'_>, why: &str) {
    let words = d.text::<WORDS>("why", why);
    d.push(Event::SecondStageAsked(Said { words }));
    d.tell_member(facts.state, "second-stage-asked", late_basis(facts));
}

pub(super) fn second_stage(d: &mut Draft<'_>, facts: &Facts<'_>, agreed: bool) {
    let (event, kind) = if agreed {
        (Event::SecondStageAgreed {}, "second-stage-agreed")
    } else {
        (Event::SecondStageRefused {}, "second-stage-refused")
    };
    d.push(event);
    d.tell_officers(facts.state, kind, late_basis(facts));
}

pub(super) fn ask_member(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.text::<BODY>("words", words);
    d.push(Event::MemberAsked(Said { words }));
    d.tell_member(facts.state, "asked", basis::readers());
}

pub(super) fn reply(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let words = d.text::<BODY>("words", words);
    d.push(Event::MemberReplied(Said { words }));
    d.tell_officers(facts.state, "replied", basis::readers());
}

pub(super) fn chase(d: &mut Draft<'_>, facts: &Facts<'_>) {
    d.push(Event::Chased {});
    d.tell_officers(facts.state, "chased", basis::chasing());
}

pub(super) fn message(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str, template: Option<&str>) {
    let from = if facts.roles.meets(Roles::DESK) {
        Side::Officers
    } else {
        Side::Member
    };
    let words = d.text::<BODY>("words", words);
    d.template(template);
    let part = d.part();
    d.push(Event::MessageSent(MessageSent { part, from, words }));
    match from {
        Side::Officers => d.tell_member(facts.state, "message", basis::readers()),
        Side::Member => d.tell_officers(facts.state, "message", basis::readers()),
    }
}

pub(super) fn recall(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, opened: bool) {
    if facts
        .recallable()
        .is_none_or(|message| message.part != part)
    {
        d.invalid(
            "part",
            "is not your last message: only that one can be called back",
        );
    } else if opened {
        d.invalid(
            "part",
            "has been opened: send another message that puts it right",
        );
    }
    d.push(Event::MessageRecalled(Part { part }));
}
