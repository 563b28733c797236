//! Gate, then fields, then events. Given that the gate allows, only fields can be refused.

mod asking;
mod giving;

use super::command::{Act, Beside, Command};
use super::event::{Approved, DecidedBy, DecisionFollowed, Declined, Event, Ground};
use super::gate::{Facts, gate};
use super::readers::next_note;
use super::state::{Origin, State};
use super::{Groups, basis, breach};
use crate::access::{Reader, Token};
use crate::directory::RoleKind;
use crate::ids::{AppointmentId, PersonId, ServiceId, Stream};
use crate::protocol::{GroupPractice, OfferWhen};
use crate::register::{Context, posts};
use crate::verdict::{Basis, Decision, Gate, Rejection};

/// The longest line, in characters.
pub(super) const LINE: usize = 150;
/// The longest text, in characters.
pub(super) const BODY: usize = 20_000;
/// The longest reason, in characters.
pub(super) const WHY: usize = 2_000;

pub(super) type Draft<'a> = crate::register::draft::Draft<'a, Groups>;

/// What comes of a command.
pub(super) fn decide(
    stream: &Stream,
    state: Option<(&State, u64)>,
    command: Command,
    cx: &Context<'_>,
) -> Result<Decision<Event>, Rejection> {
    let kind = command.act.kind();
    let (explain, cites) = match gate(state.map(|(state, _)| state), kind, cx) {
        Gate::Allowed { explain, cites } => (explain, cites),
        Gate::Refused(refusal) => return Err(Rejection::Refused(refusal)),
        Gate::Hidden => return Err(Rejection::Hidden),
    };
    let mut draft = Draft::new(stream, state, cx);
    for cite in cites {
        draft.cites(cite);
    }
    if let Some(explain) = explain {
        let why = command.why.as_deref().unwrap_or_default();
        let words = draft.text::<WHY>("why", why);
        draft.push(Event::Explained {
            act: kind.name().to_owned(),
            basis: explain.basis,
            words,
            overrides: explain.overrides,
        });
    }
    match (state, command.act) {
        (None, Act::Ask(asking)) => asking::ask(&mut draft, *asking),
        (
            None,
            Act::ReportBreach {
                title,
                words,
                service,
            },
        ) => breach::report(&mut draft, &title, &words, &service),
        (None, _) => return Err(Rejection::Hidden),
        (Some((state, _)), act) => perform(&mut draft, &Facts::new(state, cx), act),
    }
    draft.finish()
}

fn perform(d: &mut Draft<'_>, facts: &Facts<'_>, act: Act) {
    match act {
        Act::Ask(_) | Act::ReportBreach { .. } | Act::DecideAsGroup => {}
        Act::SettleBreach { words } => breach::settle(d, facts, &words),
        Act::Approve { officer } => approve(d, facts, officer),
        Act::Agree => agree(d, facts),
        Act::TellChiefExecutive => tell_chief_executive(d, facts),
        Act::Attend(attendance) => giving::attend(d, facts, attendance),
        Act::Give(giving) => giving::give(d, facts, &giving),
        Act::SameMatter { other } => same_matter(d, facts, other),
        Act::Named(_) => same_matter(d, facts, None),
        Act::Note { words } => note(d, facts, &words),
        Act::Decline { ground, words } => decline(d, facts, ground, words.as_deref()),
        Act::Withdraw => {
            tell_desk(d, facts, "group-withdrawn");
            d.push(Event::Withdrawn {});
        }
        Act::TakeUp => answer(d, facts, Event::TakenUp {}, "offer-taken-up"),
        Act::DeclineOffer => answer(d, facts, Event::OfferDeclined {}, "offer-declined"),
        Act::ActOnDecision {
            by,
            on,
            minute,
            words,
        } => follow(d, by, on, &minute, &words),
        Act::ActOnConclusion { words } => conclude(d, facts, &words),
        Act::BringBreach { words } => bring_breach(d, facts, &words),
        Act::Erase { keys, basis } => {
            facts.state.kept.check(d, &keys);
            d.push(Event::Erased { keys, basis });
        }
    }
}

fn approve(d: &mut Draft<'_>, facts: &Facts<'_>, officer: Option<PersonId>) {
    let says = facts.rules.says(GroupPractice::Approval);
    let basis = says.cloned().unwrap_or_else(basis::goes_to);
    check_officer(d, officer.as_ref());
    let service = &facts.state.service;
    let (officer, post) = match officer {
        Some(person) => {
            let post = posts::post_of(d.cx, &person, service);
            (Some(person), post)
        }
        // Whoever has left the post by which they were asked is not sent by saying nothing.
        None if facts.officer_left() => (None, None),
        None => (facts.state.officer.clone(), facts.state.post.clone()),
    };
    let own = officer.as_ref() == Some(d.cx.actor.person());
    let goes_to = goes_to(officer.as_ref(), post.as_ref(), service, &basis);
    for reader in &goes_to {
        d.tell(reader.token.clone(), "group-approved", basis.clone());
    }
    d.tell(
        facts.state.side.token.clone(),
        "group-approved",
        basis.clone(),
    );
    if own {
        let post = Token::post("monitoring-officer");
        d.tell(post, "group-own-approval", basis::own_approval(&basis));
    }
    d.push(Event::Approved(Approved {
        officer,
        post,
        own,
        goes_to,
        basis,
    }));
    let offer = facts.rules.offer.as_ref();
    if facts.state.is_attendance()
        && offer.is_some_and(|offer| offer.value.when == OfferWhen::OnApproval)
    {
        giving::announce(d, facts);
    }
}

fn agree(d: &mut Draft<'_>, facts: &Facts<'_>) {
    let post = posts::post_of(d.cx, d.cx.actor.person(), &facts.state.service);
    d.push(Event::Agreed { post });
    let basis = basis::reading();
    d.tell(facts.state.side.token.clone(), "group-agreed", basis);
    if let Some(told) = facts.rules.says(GroupPractice::ChiefExecutiveTold)
        && facts.state.is_attendance()
    {
        d.cite("the Chief Executive should be told", told.clone());
    }
}

fn tell_chief_executive(d: &mut Draft<'_>, facts: &Facts<'_>) {
    let says = facts.rules.says(GroupPractice::ChiefExecutiveTold);
    let basis = says.cloned().unwrap_or_else(basis::reading);
    d.tell(
        Token::post("chief-executive"),
        "group-attendance",
        basis.clone(),
    );
    d.push(Event::ChiefExecutiveTold { basis });
}

fn same_matter(d: &mut Draft<'_>, facts: &Facts<'_>, other: Option<Beside>) {
    let Some(other) = other else {
        d.invalid(
            "other",
            "is missing: give the reference of the other request",
        );
        return;
    };
    if other.state.is_offer() || other.state.reference == facts.state.reference {
        d.invalid("other", "is not another request: give the reference of one");
    }
    let basis = facts
        .rules
        .offer
        .as_ref()
        .map_or_else(basis::reading, |offer| offer.basis.clone());
    d.push(Event::Matched {
        topic: other.state.topic.clone(),
        reference: other.state.reference.clone(),
        basis,
    });
}

fn note(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let (post, author, also) = next_note(facts.state, d.cx);
    for reader in &also {
        d.cite("who else reads it", reader.basis.clone());
    }
    let words = d.unsearched::<BODY>("words", words);
    let part = d.part();
    d.push(Event::Noted {
        part,
        words,
        basis: author.basis,
        also,
        post,
    });
}

fn decline(d: &mut Draft<'_>, facts: &Facts<'_>, ground: Ground, words: Option<&str>) {
    let says = |practice| facts.rules.says(practice).cloned();
    let basis = match ground {
        Ground::PoliticalView => says(GroupPractice::NoPoliticalView),
        Ground::OneGroup => says(GroupPractice::WholeCouncil),
        Ground::NotCouncilBusiness => says(GroupPractice::CouncilBusiness),
        Ground::Demands | Ground::Unstated => says(GroupPractice::Approval),
    }
    .unwrap_or_else(basis::goes_to);
    let words = d.optional::<WHY>("words", words);
    d.cite("declined", basis.clone());
    d.tell(
        facts.state.side.token.clone(),
        "group-declined",
        basis.clone(),
    );
    d.push(Event::Declined(Declined {
        ground,
        words,
        basis,
    }));
}

/// An offer is taken up or declined; its officer hears of it.
fn answer(d: &mut Draft<'_>, facts: &Facts<'_>, event: Event, told: &str) {
    if let (Origin::Offer { basis, .. }, Some(officer)) =
        (&facts.state.origin, facts.state.officer_token())
    {
        d.tell(officer, told, basis.clone());
    }
    d.push(event);
}

fn follow(
    d: &mut Draft<'_>,
    by: Option<DecidedBy>,
    on: jiff::civil::Date,
    minute: &str,
    words: &str,
) {
    if on > d.today() {
        d.invalid(
            "on",
            "is still to come: a decision is acted on when it has been made",
        );
    }
    let minute = d.line::<LINE>("minute", minute);
    let words = d.text::<WHY>("words", words);
    match by {
        Some(by) => {
            check_decided(d, &by, on);
            d.push(Event::DecisionFollowed(DecisionFollowed {
                by,
                on,
                minute,
                words,
            }));
        }
        None => d.invalid(
            "body",
            "is missing: name the body that decided, or whoever decided by a delegated power, and not both",
        ),
    }
}

/// A body of that day; or an officer or a member of the executive of that day, who can have a delegated power.
fn check_decided(d: &mut Draft<'_>, by: &DecidedBy, on: jiff::civil::Date) {
    let directory = &d.cx.council.directory;
    match by {
        DecidedBy::Body(body) => {
            if directory.bodies.get(body, on).is_none() {
                d.invalid(
                    "body",
                    "was no body of the council on that day: choose one of the list",
                );
            }
        }
        DecidedBy::Person(person) => {
            let mut held = directory.appointments_of(person, on);
            if !held.any(|a| may_decide_alone(a.role.kind())) {
                d.invalid(
                    "person",
                    "was neither an officer nor of the executive on that day: choose one of the list",
                );
            }
        }
    }
}

/// Whether somebody in such an office can decide for the Council by a delegated power.
pub fn may_decide_alone(kind: RoleKind) -> bool {
    let executive = [
        RoleKind::Leader,
        RoleKind::DeputyLeader,
        RoleKind::CabinetMember,
    ];
    kind.is_for_officers() || executive.contains(&kind)
}

fn conclude(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let says = |practice| facts.rules.says(practice).cloned();
    let basis = says(GroupPractice::NoActionOnConclusion)
        .or_else(|| says(GroupPractice::ConclusionIsNoDecision))
        .or_else(|| says(GroupPractice::NotADecisionMaker))
        .unwrap_or_else(basis::decisions);
    let words = d.text::<WHY>("words", words);
    d.tell(
        Token::post("monitoring-officer"),
        "group-conclusion",
        basis.clone(),
    );
    d.push(Event::ConclusionFollowed { words, basis });
}

fn bring_breach(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let says = facts.rules.says(GroupPractice::BreachToMonitoringOfficer);
    let basis = says.cloned().unwrap_or_else(basis::reading);
    d.cite("how far the section reaches", breach::reach(&basis));
    let words = d.unsearched::<BODY>("words", words);
    d.tell(
        Token::post("monitoring-officer"),
        "group-breach",
        basis.clone(),
    );
    d.push(Event::BreachBrought { words, basis });
}

fn tell_desk(d: &mut Draft<'_>, facts: &Facts<'_>, kind: &str) {
    for reader in &facts.state.desk {
        d.tell(reader.token.clone(), kind, reader.basis.clone());
    }
}

fn reading(token: Token, basis: &Basis) -> Reader {
    Reader {
        token,
        basis: basis.clone(),
    }
}

/// The officer in their post with whoever covers for them and whoever answers for the service; without one the whole
/// service.
fn goes_to(
    officer: Option<&PersonId>,
    post: Option<&AppointmentId>,
    service: &ServiceId,
    basis: &Basis,
) -> Vec<Reader> {
    let theirs = officer.map(|person| posts::with_cover(post, person));
    let mut tokens = theirs.unwrap_or_else(|| vec![Token::service(service)]);
    tokens.push(Token::manager_of(service));
    let readers = tokens.into_iter().map(|token| reading(token, basis));
    readers.collect()
}

/// Says whether whoever was at it in person reads on in later posts, and why they do where they do.
fn reads_on(d: &mut Draft<'_>) -> Option<Basis> {
    let on = posts::reads_on(d.cx);
    d.cite("what is read on in another post", on.basis.clone());
    on.value.then_some(on.basis)
}

/// An officer is somebody who holds an office of the council today.
fn check_officer(d: &mut Draft<'_>, officer: Option<&PersonId>) {
    let today = d.today();
    let Some(officer) = officer else { return };
    let mut held = d.cx.council.directory.appointments_of(officer, today);
    if !held.any(|a| a.role.kind().is_for_officers()) {
        d.invalid(
            "officer",
            "is no officer of the council today: choose one of the list",
        );
    }
}
