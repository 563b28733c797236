//! Raising an enquiry, and bringing it to who deals with it.

use jiff::civil::Date;

use super::draft::Draft;
use super::{access, duties, files};
use crate::access::Token;
use crate::calendar::{Receipt, local_date, long_date};
use crate::directory::Directory;
use crate::enquiries::basis;
use crate::enquiries::command::{Means, Raise};
use crate::enquiries::event::{
    Acknowledged, ClassChanged, Constituent, Desk, DoorShown, Event, FileReaders, Pin, Raised,
    RaisedBy, Reassigned, Returned, Route, Routed, UrgentGround,
};
use crate::enquiries::gate::Facts;
use crate::enquiries::limits;
use crate::enquiries::roles::{Raiser, raising_for};
use crate::ids::{PersonId, ServiceId};
use crate::protocol::{EnquiryRules, Practice};
use crate::verdict::Basis;

/// The longest title, in characters.
pub(super) const TITLE: usize = 150;
/// The longest text of an enquiry or an answer, in characters.
pub(super) const BODY: usize = 20_000;
/// The longest other text, in characters.
pub(super) const WORDS: usize = 5_000;
/// For how many days back a receipt is taken without doubt.
const RECEIPT_DAYS: i32 = 366;
/// The same for what stands in the list that the council kept before.
const RECEIPT_DAYS_BEFORE: i32 = 10 * 366;

pub(super) fn raise(d: &mut Draft<'_>, raise: Raise, explanation: Option<&str>) {
    let Some((holder, raiser)) = raising_for(d.cx) else {
        return;
    };
    let reference = d
        .stream()
        .as_str()
        .rsplit('/')
        .next()
        .and_then(|r| r.parse().ok());
    let Some(reference) = reference else {
        d.invalid("reference", "the new enquiry has no reference: try again");
        return;
    };
    let received = receipt(d, raiser, raise.means, raise.received);
    let on = received.date();
    let class = duties::class_of(&raise);
    let protocol = d.cx.council.protocol_on(on);
    let settings = &d.cx.council.settings;
    let rules = match protocol {
        Some(protocol) => protocol.enquiries_on(on, class, settings),
        None => EnquiryRules::without_protocol(on, settings),
    };
    let pin = protocol.map(|protocol| Pin {
        pack: protocol.pack.clone(),
        version: protocol.version.clone(),
    });
    let given = raise.constituent.clone();
    let constituent = given.map(|given| access::constituent(d, given));
    check_places(d, &raise.ward, &raise.service);
    let title = d.line::<TITLE>("title", &raise.title);
    let body = d.text::<BODY>("body", &raise.body);
    let place = d.optional::<WORDS>("place", raise.place.as_deref());
    let raised_by = raised_by(d, raiser, raise.means);
    d.push(Event::Raised(Box::new(Raised {
        reference,
        pin,
        holder: holder.clone(),
        raised_by,
        received,
        title,
        body,
        constituent: constituent.clone(),
        ward: raise.ward.clone(),
        place,
        urgent: raise.urgent,
        service: raise.service.clone(),
        reason: raise.reason,
    })));
    duties::hold_to(d, &rules, &raise, explanation);
    let kept_out = raise.keep_out.clone();
    for person in raise.keep_out {
        access::keep_out(d, person, &holder);
    }
    for shown in raise.doors_shown {
        let offered = rules.doors.iter().find(|door| door.value == shown);
        let basis = offered.map_or_else(basis::doors, |door| door.basis.clone());
        d.cite("a better way was shown", basis.clone());
        d.push(Event::DoorShown(DoorShown { door: shown, basis }));
    }
    let most = limits::files(d.cx.council, local_date(d.cx.now)).value;
    if raise.files.len() > most as usize {
        d.invalid(
            "files",
            format!("are {}: give at most {most}", raise.files.len()),
        );
    }
    for file in raise.files {
        if file.readers == FileReaders::Internal {
            d.invalid(
                "files",
                "are for all who read the enquiry: internal files come later",
            );
        }
        files::give(d, file);
    }
    for with in raise.share {
        access::share(d, with, &holder, raise.ward.as_ref(), constituent.is_some());
    }
    cite_rules(d, &rules, raise.reason.is_some(), constituent.as_ref());
    let to = first_desk(
        d,
        &rules,
        raise.service.as_ref(),
        raise.to_chief_officer,
        &kept_out,
    );
    d.tell(to.token(), "raised", rules.routing.basis.clone());
    if raiser != Raiser::Member {
        d.tell(
            Token::holder_of(&holder),
            "raised-for-you",
            basis::assistants(),
        );
    }
}

fn raised_by(d: &mut Draft<'_>, raiser: Raiser, means: Option<Means>) -> RaisedBy {
    match (raiser, means) {
        (Raiser::Member, _) => RaisedBy::Member,
        (Raiser::Assistant, _) => RaisedBy::Assistant,
        (Raiser::Officer, Some(Means::Telephone)) => RaisedBy::OfficerByTelephone,
        (Raiser::Officer, Some(Means::Writing | Means::Mail)) => RaisedBy::OfficerInWriting,
        (Raiser::Officer, Some(Means::InPerson)) => RaisedBy::OfficerInPerson,
        (Raiser::Officer, Some(Means::TakenOver)) => RaisedBy::TakenOver,
        (Raiser::Officer, None) => {
            d.invalid(
                "means",
                "is not given: say whether the member telephoned, wrote or came in",
            );
            RaisedBy::OfficerByTelephone
        }
    }
}

/// When it reached the council: now, unless an officer types what came earlier, or the council's mail server took
/// it before the product did.
fn receipt(
    d: &mut Draft<'_>,
    raiser: Raiser,
    means: Option<Means>,
    given: Option<Receipt>,
) -> Receipt {
    let now = Receipt::At(d.cx.now);
    let Some(given) = given else { return now };
    if raiser != Raiser::Officer && means != Some(Means::Mail) {
        d.invalid(
            "received",
            "is for officers who type what came earlier: leave it out",
        );
        return now;
    }
    // What is taken over may have been open for years.
    let days = match means {
        Some(Means::TakenOver) => RECEIPT_DAYS_BEFORE,
        _ => RECEIPT_DAYS,
    };
    check_receipt_within(d, given, days);
    given
}

/// A receipt is not in the future, and not so long ago that its year must be a slip.
pub(super) fn check_receipt(d: &mut Draft<'_>, given: Receipt) {
    check_receipt_within(d, given, RECEIPT_DAYS);
}

fn check_receipt_within(d: &mut Draft<'_>, given: Receipt, days: i32) {
    let today = local_date(d.cx.now);
    let later = match given {
        Receipt::At(at) => at > d.cx.now,
        Receipt::On(date) => date > today,
    };
    if later {
        d.invalid(
            "received",
            format!(
                "{} is still to come: give {} or an earlier day",
                long_date(given.date()),
                long_date(today)
            ),
        );
    } else if (today - given.date()).get_days() > days {
        let long = match days / RECEIPT_DAYS {
            1 => "a year".to_owned(),
            years => format!("{years} years"),
        };
        d.invalid(
            "received",
            format!(
                "{} is more than {long} ago: check the year",
                long_date(given.date())
            ),
        );
    }
}

fn check_places(d: &mut Draft<'_>, ward: &Option<crate::ids::WardId>, service: &Option<ServiceId>) {
    let today = local_date(d.cx.now);
    let directory = &d.cx.council.directory;
    let no_ward = ward
        .as_ref()
        .filter(|ward| directory.wards.get(ward, today).is_none());
    let no_service = service
        .as_ref()
        .filter(|service| directory.services.get(service, today).is_none());
    if let Some(ward) = no_ward {
        d.invalid(
            "ward",
            format!("`{ward}` is not a ward today: choose one of the list"),
        );
    }
    if let Some(service) = no_service {
        d.invalid(
            "service",
            format!("`{service}` is not a service today: choose one, or say that you do not know"),
        );
    }
}

fn cite_rules(
    d: &mut Draft<'_>,
    rules: &EnquiryRules,
    has_reason: bool,
    constituent: Option<&Constituent>,
) {
    if let Some(clock) = &rules.clock {
        d.cite("when an answer is aimed at", clock.basis.clone());
    }
    if let (true, Some(reason)) = (has_reason, rules.practices.get(&Practice::Reason)) {
        d.cite("why a member steps in", reason.basis.clone());
    }
    if constituent.is_some() {
        d.cite("what is recorded of a constituent", basis::constituents());
    }
}

/// Where a new enquiry goes first, written as its first event of routing.
fn first_desk(
    d: &mut Draft<'_>,
    rules: &EnquiryRules,
    service: Option<&ServiceId>,
    past_manager: bool,
    kept_out: &[PersonId],
) -> Desk {
    let (to, route, why) = find_desk(d, rules, service, kept_out);
    d.cite("where it goes", why.clone());
    let past_manager = past_manager && service.is_some();
    if past_manager && rules.routing.value.steer_from_chief_officers {
        let steer = rules.basis("routing", "steer-from-chief-officers").cloned();
        d.cite(
            "a service manager deals with it, not the Chief Officer",
            steer.unwrap_or_else(|| rules.routing.basis.clone()),
        );
    }
    d.push(Event::Routed(Routed {
        to: to.clone(),
        route,
        basis: why,
        answerable: answerable(rules),
        past_manager,
    }));
    to
}

pub(super) fn find_desk(
    d: &mut Draft<'_>,
    rules: &EnquiryRules,
    service: Option<&ServiceId>,
    kept_out: &[PersonId],
) -> (Desk, Route, Basis) {
    let routing = &rules.routing;
    let today = local_date(d.cx.now);
    if let Some(team) = &routing.value.everything_through {
        let why = rules.basis("routing", "everything-through").cloned();
        let why = why.unwrap_or_else(|| routing.basis.clone());
        return (Desk::Team(team.clone()), Route::EverythingThrough, why);
    }
    let unclear = Desk::Team(routing.value.unclear.clone());
    let Some(service) = service else {
        return (unclear, Route::Unclear, routing.basis.clone());
    };
    if nobody_acts(&d.cx.council.directory, service, today, kept_out) {
        d.tell(
            Token::post("monitoring-officer"),
            "unassigned",
            basis::vacancy(),
        );
        return (unclear, Route::Unclear, basis::vacancy());
    }
    let found = rules.practices.get(&Practice::WhoDoesWhat);
    let why = found.map_or_else(|| routing.basis.clone(), |found| found.basis.clone());
    (Desk::Service(service.clone()), Route::WhoDoesWhat, why)
}

/// Whether a service has nobody who could take an enquiry on: no manager, no cover, no officer, or none
/// who is not kept out of it.
fn nobody_acts(
    directory: &Directory,
    service: &ServiceId,
    on: Date,
    kept_out: &[PersonId],
) -> bool {
    let may = |person: &PersonId| !kept_out.contains(person);
    let manager = directory.manager_of(service, on);
    let officers = directory.officers_of(service, on);
    !manager.is_some_and(|acting| may(&acting.person))
        && !officers.iter().any(|officer| may(&officer.person))
}

/// Why the managers of the service answer for it, where the protocol says so.
pub(super) fn answerable(rules: &EnquiryRules) -> Option<Basis> {
    let practice = rules.practices.get(&Practice::Answerable);
    practice.map(|practice| practice.basis.clone())
}

pub(super) fn route(d: &mut Draft<'_>, facts: &Facts<'_>, to: ServiceId) {
    check_places(d, &None, &Some(to.clone()));
    let why = facts.rules.routing.basis.clone();
    let to = Desk::Service(to);
    d.tell(to.token(), "routed", why.clone());
    d.push(Event::Routed(Routed {
        to,
        route: Route::Triage,
        basis: why,
        answerable: answerable(&facts.rules),
        past_manager: false,
    }));
}

pub(super) fn accept(d: &mut Draft<'_>, facts: &Facts<'_>) {
    d.push(Event::Accepted {});
    d.tell_member(facts.state, "accepted", basis::readers());
}

pub(super) fn send_back(d: &mut Draft<'_>, facts: &Facts<'_>, why: &str) {
    let words = d.text::<WORDS>("why", why);
    let router = || Desk::Team(facts.rules.routing.value.unclear.clone());
    let to = facts.state.came_from.clone().unwrap_or_else(router);
    d.tell(to.token(), "returned", basis::returning());
    d.push(Event::Returned(Returned {
        to,
        why: words,
        basis: basis::returning(),
    }));
}

pub(super) fn reassign(d: &mut Draft<'_>, facts: &Facts<'_>, to: Desk, handler: Option<PersonId>) {
    let directory = &facts.cx.council.directory;
    match &to {
        Desk::Service(service) => check_places(d, &None, &Some(service.clone())),
        Desk::Team(team) => {
            if directory.teams.get(team, facts.today).is_none() {
                d.invalid(
                    "to",
                    format!("`{team}` is not a team today: choose one of the list"),
                );
            }
        }
    }
    if let Some(handler) = &handler {
        check_handler(d, facts, &to, handler);
    }
    let same = facts
        .state
        .desk
        .as_ref()
        .is_some_and(|(desk, _)| desk == &to);
    if same && handler == facts.state.handler {
        d.invalid(
            "to",
            "is who has it now: choose another service, team or officer",
        );
    }
    let why = match (&facts.state.desk, same) {
        (Some((_, why)), true) => why.clone(),
        _ => basis::moving(),
    };
    let told = handler.as_ref().map_or_else(|| to.token(), Token::person);
    d.tell(told, "reassigned", basis::moving());
    d.tell_member(facts.state, "reassigned", basis::moving());
    d.push(Event::Reassigned(Reassigned {
        to,
        handler,
        basis: why,
    }));
}

/// A handler is an officer who reads the case by belonging to its service or team.
fn check_handler(d: &mut Draft<'_>, facts: &Facts<'_>, desk: &Desk, handler: &PersonId) {
    let directory = &facts.cx.council.directory;
    let tokens = directory.tokens(handler, facts.today);
    if facts.state.denied.contains(handler) || !tokens.contains(&desk.token()) {
        d.invalid(
            "handler",
            "is not an officer of that service or team: choose one of the list",
        );
    }
}

pub(super) fn acknowledge(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    handler: Option<PersonId>,
    words: Option<&str>,
    template: Option<&str>,
) {
    if let (Some(handler), Some((desk, _))) = (&handler, &facts.state.desk) {
        check_handler(d, facts, desk, handler);
    }
    if let Some(work) = facts.rules.practices.get(&Practice::OtherWork) {
        d.cite("officers have other work too", work.basis.clone());
    }
    d.tell_member(facts.state, "acknowledged", basis::readers());
    let words = d.optional::<WORDS>("words", words);
    d.template(template);
    d.push(Event::Acknowledged(Acknowledged { handler, words }));
}

pub(super) fn change_class(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    urgent: Option<UrgentGround>,
    why: &str,
) {
    if urgent == facts.state.urgent {
        d.invalid("urgent", "is as it was: choose another ground, or none");
    }
    let why = d.text::<WORDS>("why", why);
    d.tell_member(facts.state, "class-changed", basis::urgency());
    d.push(Event::ClassChanged(ClassChanged { urgent, why }));
}
