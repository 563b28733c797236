//! Who else may read, whose casework it is, what is put right and what is erased.

use jiff::civil::Date;

use super::draft::Draft;
use super::opening::{TITLE, WORDS, check_receipt};
use crate::access::Token;
use crate::enquiries::basis;
use crate::enquiries::command::{ConstituentGiven, CorrectionGiven, ShareWith};
use crate::enquiries::event::{
    ClockMoved, Constituent, Corrected, Correction, Erased, Event, HolderEnded, MovedBy, PassedOn,
    PassedOnBy, ReaderAdded, ReaderDenied, ReaderRemoved, Said,
};
use crate::enquiries::gate::Facts;
use crate::enquiries::roles::Roles;
use crate::ids::{AppointmentId, ContentKey, PersonId, WardId};
use crate::verdict::Basis;

/// Takes what is given of a constituent. Name and contact are found by no search.
pub(super) fn constituent(d: &mut Draft<'_>, given: ConstituentGiven) -> Constituent {
    let details = given.details.filter(|details| !details.trim().is_empty());
    let details = details.map(|details| d.unsearched::<WORDS>("constituent", &details));
    Constituent {
        details,
        ground: given.ground,
        third_party: given.third_party,
        child: given.child,
        employee: given.employee,
    }
}

pub(super) fn add(d: &mut Draft<'_>, facts: &Facts<'_>, reader: ShareWith) {
    let state = facts.state;
    share(
        d,
        reader,
        &state.holder,
        state.ward.as_ref(),
        state.constituent.is_some(),
    );
}

/// Shares a case with another member, or with the ward of the place.
pub(super) fn share(
    d: &mut Draft<'_>,
    with: ShareWith,
    holder: &AppointmentId,
    ward: Option<&WardId>,
    has_constituent: bool,
) {
    let (reader, why) = match with {
        ShareWith::Member(appointment) => {
            let directory = &d.cx.council.directory;
            let today = crate::calendar::local_date(d.cx.now);
            let found = directory.appointment(&appointment);
            let sits = found.is_some_and(|a| a.holds(today) && a.role.kind().is_for_members());
            if !sits || &appointment == holder {
                d.invalid(
                    "reader",
                    "is not another current member: choose one of the list",
                );
            }
            let why = if has_constituent {
                basis::constituents()
            } else {
                basis::readers()
            };
            (Token::holder_of(&appointment), why)
        }
        ShareWith::Ward => {
            let Some(ward) = ward else {
                d.invalid("reader", "needs the ward of the place: give it first");
                return;
            };
            if has_constituent {
                d.invalid(
                    "reader",
                    "a constituent’s matter is not for a whole ward: share it with single members",
                );
            }
            (Token::ward(ward), basis::readers())
        }
    };
    d.tell(reader.clone(), "shared", why.clone());
    d.push(Event::ReaderAdded(ReaderAdded { reader, basis: why }));
}

pub(super) fn remove(d: &mut Draft<'_>, facts: &Facts<'_>, reader: Token) {
    if !facts.state.shared.iter().any(|(token, _)| token == &reader) {
        d.invalid("reader", "was not added by the member: choose one that was");
    }
    d.push(Event::ReaderRemoved(ReaderRemoved { reader }));
}

pub(super) fn deny(d: &mut Draft<'_>, facts: &Facts<'_>, person: PersonId, why: &str) {
    if &person == facts.cx.actor.person() {
        d.invalid("person", "is you: name somebody else");
    } else if !facts.cx.council.directory.knows(&person) {
        d.invalid("person", "is not in the directory: choose one of the list");
    } else if facts
        .cx
        .council
        .directory
        .tokens(&person, facts.today)
        .contains(&Token::holder_of(&facts.state.holder))
    {
        d.invalid("person", "is the member to whom it belongs");
    }
    let why = d.unsearched::<WORDS>("why", why);
    d.push(Event::ReaderDenied(ReaderDenied { person, why }));
}

/// Keeps a person out of a new enquiry that concerns them.
pub(super) fn keep_out(d: &mut Draft<'_>, person: PersonId, holder: &AppointmentId) {
    let today = crate::calendar::local_date(d.cx.now);
    let directory = &d.cx.council.directory;
    if &person == d.cx.actor.person() {
        d.invalid("keep-out", "is you: name somebody else");
    } else if !directory.knows(&person) {
        d.invalid(
            "keep-out",
            "is not in the directory: choose one of the list",
        );
    } else if directory
        .tokens(&person, today)
        .contains(&Token::holder_of(holder))
    {
        d.invalid("keep-out", "is the member to whom it belongs");
    }
    let why = d
        .scribe
        .unsearched("Named when it was raised: it concerns them.");
    d.cite(
        "a person whom it concerns does not read it",
        basis::readers(),
    );
    d.push(Event::ReaderDenied(ReaderDenied { person, why }));
}

pub(super) fn refer(d: &mut Draft<'_>, why: &str) {
    let words = d.text::<WORDS>("why", why);
    d.push(Event::Referred(Said { words }));
    d.tell(
        Token::post("monitoring-officer"),
        "referred",
        basis::readers(),
    );
}

pub(super) fn end_holder(d: &mut Draft<'_>, facts: &Facts<'_>, on: Date) {
    if on >= facts.today {
        d.invalid(
            "on",
            "is not past: the member is in office to the end of the last day",
        );
    }
    d.push(Event::HolderEnded(HolderEnded { on }));
    d.tell(
        Token::post("monitoring-officer"),
        "member-left",
        basis::leaving(),
    );
    d.tell_officers(facts.state, "member-left", basis::leaving());
}

pub(super) fn pass_on(d: &mut Draft<'_>, facts: &Facts<'_>, to: AppointmentId, ground: PassedOnBy) {
    let directory = &facts.cx.council.directory;
    let found = directory.appointment(&to);
    let sits = found.is_some_and(|a| a.holds(facts.today) && a.role.kind().is_for_members());
    if !sits {
        d.invalid("to", "is not a current member: choose one of the list");
    }
    let officer = facts.roles.meets(Roles::MONITORING_OFFICER);
    if ground == PassedOnBy::MonitoringOfficer && !officer {
        d.invalid(
            "ground",
            "is the Monitoring Officer’s own: record the constituent’s consent",
        );
    }
    if ground == PassedOnBy::ConstituentConsent && facts.state.constituent.is_none() {
        d.invalid(
            "ground",
            "it concerns no constituent: it passes on by the Monitoring Officer’s act",
        );
    }
    d.tell(Token::holder_of(&to), "passed-on", basis::leaving());
    d.tell_officers(facts.state, "passed-on", basis::leaving());
    d.push(Event::PassedOn(PassedOn {
        to,
        ground,
        basis: basis::leaving(),
    }));
}

pub(super) fn correct(d: &mut Draft<'_>, facts: &Facts<'_>, now: CorrectionGiven, why: &str) {
    let now = match now {
        CorrectionGiven::Title(title) => Correction::Title(d.line::<TITLE>("title", &title)),
        CorrectionGiven::Place(place) => Correction::Place(d.text::<WORDS>("place", &place)),
        CorrectionGiven::Reason(reason) => Correction::Reason(reason),
        CorrectionGiven::Constituent(given) => Correction::Constituent(constituent(d, given)),
        CorrectionGiven::Ward(ward) => {
            let wards = &facts.cx.council.directory.wards;
            if wards.get(&ward, facts.today).is_none() {
                d.invalid(
                    "ward",
                    format!("`{ward}` is not a ward today: choose one of the list"),
                );
            }
            Correction::Ward(ward)
        }
        CorrectionGiven::Received(receipt) => {
            if !facts.roles.meets(Roles::DESK) {
                d.invalid(
                    "received",
                    "is put right by the officers who have it: send them a message",
                );
            }
            check_receipt(d, receipt);
            Correction::Received(receipt)
        }
    };
    let why = d.text::<WORDS>("why", why);
    let moves = moved(d, facts, &now);
    d.push(Event::Corrected(Corrected { now, why }));
    if let Some(moved) = moves {
        d.push(Event::ClockMoved(moved));
        d.tell_member(facts.state, "date-moved", basis::overdue());
    }
}

/// A corrected receipt that moves the date says so in the log.
fn moved(d: &Draft<'_>, facts: &Facts<'_>, now: &Correction) -> Option<ClockMoved> {
    let Correction::Received(receipt) = now else {
        return None;
    };
    let mut after = facts.state.clone();
    after.ticks.first_mut()?.receipt = Some(*receipt);
    after.received = *receipt;
    let to = crate::enquiries::clock(&after, d.cx.council, d.cx.now).next;
    (to != facts.clock.next).then_some(ClockMoved {
        from: facts.clock.next,
        to,
        cause: MovedBy::Correction,
    })
}

pub(super) fn erase(d: &mut Draft<'_>, facts: &Facts<'_>, keys: Vec<ContentKey>, ground: Basis) {
    facts.state.kept.check(d, &keys);
    d.push(Event::Erased(Erased {
        keys,
        basis: ground,
    }));
}
