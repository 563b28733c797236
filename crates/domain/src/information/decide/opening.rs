//! Asking for information, reporting what came by mistake, and bringing either to who deals with it.

use super::{BODY, Draft, TITLE, WORDS, explained, tell_member};
use crate::access::Token;
use crate::calendar::Receipt;
use crate::directory::BodyKind;
use crate::ids::{BodyId, PersonId, ServiceId, TeamId};
use crate::information::basis;
use crate::information::choices::{Capacity, LegalGround, Wanted};
use crate::information::clock::rules_on;
use crate::information::command::Request;
use crate::information::event::{Event, MistakeReported, MisuseAlleged, Requested};
use crate::information::gate::Facts;
use crate::information::offices::{is_senior, named_by_member};
use crate::protocol::Enforce;
use crate::protocol::information::{InformationRules, Office, Saying, Task};
use crate::reference::Reference;
use crate::register::Pin;
use crate::verdict::Basis;

pub(super) fn request(d: &mut Draft<'_>, request: Request, why: Option<&str>) {
    let (Some((holder, raiser)), Some(reference)) =
        (crate::enquiries::raising_for(d.cx), reference(d))
    else {
        d.invalid("title", "the request has no reference: try again");
        return;
    };
    let rules = rules_on(d.cx.council, d.today());
    own_case(d, request.own_case);
    if request.wanted.is_empty() {
        d.invalid(
            "wanted",
            "says nothing: choose at least one kind of what you ask for",
        );
    }
    check_body(d, request.of_body.as_ref());
    let exceptional = exceptional(d, &rules, &request);
    let title = d.line::<TITLE>("title", &request.title);
    let body = d.text::<BODY>("body", &request.body);
    let duty = d.optional::<WORDS>("duty", request.duty.as_deref());
    let crossing = crosses(d, &rules, &request);
    cite_asked(d, &rules, &request);
    d.push(Event::Requested(Box::new(Requested {
        reference,
        pin: Pin::on(d.cx.council, d.today()),
        holder: holder.clone(),
        received: Receipt::At(d.cx.now),
        title,
        body,
        wanted: request.wanted,
        duty,
        ground: request.ground,
        capacity: request.capacity,
        of_body: request.of_body,
        casework: request.casework,
        exceptional,
        business: request.business,
    })));
    private(d, &rules, request.business, why);
    if let Some(basis) = crossing {
        d.push(Event::CrossingNoted { basis });
    }
    first_desk(d, &rules, request.service, request.officer);
    if raiser != crate::enquiries::Raiser::Member {
        let member = Token::holder_of(&holder);
        d.tell(member, "information-asked-for-you", basis::helping());
    }
}

/// The reference by which the new case's stream is named.
fn reference(d: &Draft<'_>) -> Option<Reference> {
    d.stream().as_str().rsplit('/').next()?.parse().ok()
}

/// One's own case has a door of its own.
fn own_case(d: &mut Draft<'_>, own_case: bool) {
    if own_case {
        let basis = basis::own_case();
        d.invalid(
            "own-case",
            format!(
                "is about your own case ({basis}): information about yourself is asked for under the \
                 right of access, UK GDPR article 15, and not as a member"
            ),
        );
    }
}

fn check_body(d: &mut Draft<'_>, body: Option<&BodyId>) {
    let today = d.today();
    let bodies = &d.cx.council.directory.bodies;
    if let Some(body) = body.filter(|body| bodies.get(body, today).is_none()) {
        d.invalid(
            "of-body",
            format!("`{body}` is not a body today: choose one of the list"),
        );
    }
}

/// Confidential casework is not normally asked for: what is exceptional is asked, as strictly as the
/// duty is held to.
fn exceptional(
    d: &mut Draft<'_>,
    rules: &InformationRules,
    request: &Request,
) -> Option<crate::words::Words> {
    let words = d.optional::<WORDS>("exceptional", request.exceptional.as_deref());
    let says = rules.says(Saying::CaseworkExceptional);
    if let (true, Some(held)) = (request.casework, says) {
        d.cite("confidential casework is exceptional", held.basis.clone());
        if words.is_none() && held.value >= Enforce::Ask {
            let basis = &held.basis;
            d.invalid(
                "exceptional",
                format!(
                    "is not given: members do not normally ask for confidential casework ({basis}), so \
                     say what is exceptional here"
                ),
            );
        }
    }
    words.filter(|_| request.casework)
}

/// A private matter is told so; the member goes on with a reason where the duty asks for one.
fn private(d: &mut Draft<'_>, rules: &InformationRules, business: bool, why: Option<&str>) {
    let Some(held) = rules.says(Saying::CouncilBusiness) else {
        return;
    };
    d.cite("advice is on Council business", held.basis.clone());
    if business || held.value < Enforce::Ask {
        return;
    }
    let reason = why.filter(|why| !why.trim().is_empty());
    match (held.value, reason) {
        (Enforce::Ask, Some(why)) => explained(d, "request", &held.basis, Some(why)),
        _ => d.invalid(
            "business",
            format!(
                "is not Council business: officers are not asked about private matters ({}); say what \
                 makes it one, or leave it",
                held.basis
            ),
        ),
    }
}

/// A request that goes from scrutiny to the Cabinet's papers, or back.
fn crosses(d: &mut Draft<'_>, rules: &InformationRules, request: &Request) -> Option<Basis> {
    let held = rules.says(Saying::Apart)?;
    let body = request.of_body.as_ref()?;
    let kind = d.cx.council.directory.bodies.get(body, d.today())?.kind;
    let across = matches!(
        (request.capacity, kind),
        (Capacity::Scrutiny, BodyKind::Cabinet) | (Capacity::Cabinet, BodyKind::Scrutiny)
    );
    if !across || held.value == Enforce::Show {
        return None;
    }
    d.cite("Cabinet and scrutiny are kept apart", held.basis.clone());
    Some(held.basis.clone())
}

/// The clauses that name what is asked and on which ground.
fn cite_asked(d: &mut Draft<'_>, rules: &InformationRules, request: &Request) {
    let kinds = request.wanted.iter().map(|wanted| match wanted {
        Wanted::Recorded => Saying::Recorded,
        Wanted::Document => Saying::Document,
        Wanted::Research => Saying::Research,
        Wanted::Advice => Saying::Advice,
    });
    let ground = (request.ground != LegalGround::NotStated).then_some(Saying::LegalGround);
    let all = kinds
        .chain(ground)
        .chain([Saying::AnyDepartment, Saying::Supply]);
    for saying in all {
        if let Some(basis) = rules.basis(saying) {
            d.cite("what is asked, and of whom", basis);
        }
    }
    if let Some(clock) = &rules.clock {
        d.cite("by when a reply is due", clock.basis.clone());
        d.cite("from when that time runs", basis::start());
    }
}

/// The service that gets it, and who there is told: the office that the text names, else its officers.
fn first_desk(
    d: &mut Draft<'_>,
    rules: &InformationRules,
    service: Option<ServiceId>,
    officer: Option<PersonId>,
) {
    let Some(service) = known_service(d, service) else {
        return;
    };
    let receives = rules.office(Task::Receive);
    let basis = receives.map_or_else(basis::readers, |named| named.basis.clone());
    let answerable = receives.is_some_and(|named| {
        let above = |office: &Office| !matches!(office, Office::Officer | Office::ServiceLead);
        named.value.iter().all(above)
    });
    addressed(d, rules, (&service, officer.as_ref()), &basis);
    let told = match &officer {
        Some(officer) => Token::person(officer),
        None if answerable => Token::manager_of(&service),
        None => Token::service(&service),
    };
    d.cite("where it goes", basis.clone());
    d.tell(told, "information-asked", basis.clone());
    unassigned(d, &service);
    d.push(Event::Routed {
        service,
        handler: officer,
        basis,
    });
}

/// Whoever is chosen by name is a senior officer who answers for that service, where the text lets members ask one.
fn addressed(
    d: &mut Draft<'_>,
    rules: &InformationRules,
    (service, officer): (&ServiceId, Option<&PersonId>),
    basis: &Basis,
) {
    let Some(officer) = officer else { return };
    let (directory, today) = (&d.cx.council.directory, d.today());
    let answers = directory
        .tokens(officer, today)
        .contains(&Token::manager_of(service));
    if !named_by_member(rules) {
        d.invalid(
            "officer",
            "is not chosen under this protocol: leave it out, and the service takes it",
        );
    } else if !(answers && is_senior(officer, d.cx)) {
        d.invalid(
            "officer",
            format!(
                "is not a Chief Officer or another senior officer who answers for that service ({basis}): \
                 choose one who does, or leave it out"
            ),
        );
    }
}

/// A service in which nobody could take it on is loud to the Monitoring Officer.
fn unassigned(d: &mut Draft<'_>, service: &ServiceId) {
    let (directory, today) = (&d.cx.council.directory, d.today());
    let nobody = directory.manager_of(service, today).is_none()
        && directory.chief_officer_of(service, today).is_none()
        && directory.officers_of(service, today).is_empty();
    if nobody {
        let officer = Token::post("monitoring-officer");
        d.tell(officer, "unassigned", basis::vacancy());
    }
}

fn known_service(d: &mut Draft<'_>, service: Option<ServiceId>) -> Option<ServiceId> {
    let today = d.today();
    let services = &d.cx.council.directory.services;
    match service {
        None => {
            d.invalid(
                "service",
                "is not chosen: Who Does What shows which service deals with a matter",
            );
            None
        }
        Some(service) if services.get(&service, today).is_none() => {
            d.invalid(
                "service",
                format!("`{service}` is not a service today: choose one of the list"),
            );
            None
        }
        known => known,
    }
}

pub(super) fn route(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    service: ServiceId,
    handler: Option<PersonId>,
) {
    let Some(service) = known_service(d, Some(service)) else {
        return;
    };
    let directory = &facts.cx.council.directory;
    if let Some(handler) = &handler {
        let tokens = directory.tokens(handler, facts.today);
        let serves = tokens.contains(&Token::service(&service))
            || tokens.contains(&Token::manager_of(&service));
        if !serves || facts.state.denied.contains(handler) {
            d.invalid(
                "handler",
                "is not an officer of that service: choose one of the list",
            );
        }
    }
    let same = facts
        .state
        .service
        .as_ref()
        .is_some_and(|(has, _)| has == &service);
    if same && handler == facts.state.handler {
        d.invalid("service", "has it now: choose another service or officer");
    }
    let told = match &handler {
        Some(handler) => Token::person(handler),
        None => Token::service(&service),
    };
    d.tell(told, "information-passed", basis::readers());
    tell_member(d, facts.state, "information-passed", basis::readers());
    d.push(Event::Routed {
        service,
        handler,
        basis: basis::readers(),
    });
}

pub(super) fn mistake(
    d: &mut Draft<'_>,
    service: Option<ServiceId>,
    title: &str,
    body: &str,
    not_used: bool,
) {
    let rules = rules_on(d.cx.council, d.today());
    let Some(reference) = reference(d) else {
        d.invalid("title", "the report has no reference: try again");
        return;
    };
    let said = rules.basis(Saying::Misdirected);
    let basis = said.unwrap_or_else(basis::misdirected);
    if !not_used {
        d.invalid(
            "not-used",
            format!(
                "is not said: what came by mistake is not used ({basis}); say that you have not"
            ),
        );
    }
    d.cite("what came by mistake is not used", basis.clone());
    let title = d.line::<TITLE>("title", title);
    let body = d.text::<BODY>("body", body);
    d.push(Event::MistakeReported(Box::new(MistakeReported {
        reference,
        pin: Pin::on(d.cx.council, d.today()),
        title,
        body,
        not_used,
        basis: basis.clone(),
    })));
    let Some(service) = known_service(d, service) else {
        return;
    };
    d.tell(
        Token::manager_of(&service),
        "information-astray",
        basis.clone(),
    );
    let team =
        d.cx.council
            .settings
            .get("data-protection-team", d.today(), None);
    if let Some(team) = team.and_then(|set| set.value.parse::<TeamId>().ok()) {
        d.tell(
            Token::team(&team),
            "information-astray",
            basis::misdirected(),
        );
    }
    d.push(Event::Routed {
        service,
        handler: None,
        basis,
    });
}

/// A misuse is alleged to the Monitoring Officer, who reads it with whoever alleges it, and nobody else.
pub(super) fn misuse(d: &mut Draft<'_>, title: &str, words: &str) {
    let rules = rules_on(d.cx.council, d.today());
    let (Some(basis), Some(reference)) = (rules.basis(Saying::Misuse), reference(d)) else {
        return;
    };
    if let Some(also) = rules.basis(Saying::NoGain) {
        d.cite("what is in confidence is not used for gain", also);
    }
    let office = Token::post("monitoring-officer");
    d.tell(office, "information-misuse", basis.clone());
    let alleged = MisuseAlleged {
        reference,
        pin: Pin::on(d.cx.council, d.today()),
        title: d.unsearched_line::<TITLE>("title", title),
        body: d.unsearched::<BODY>("words", words),
        basis,
    };
    d.push(Event::MisuseAlleged(Box::new(alleged)));
}
