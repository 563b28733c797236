//! What joins enquiries, and what leaves this register. Several streams change together or not at all.

use super::draft::Draft;
use super::ending::{answer_basis, answer_events};
use super::opening::{BODY, TITLE, WORDS, find_desk};
use crate::access::Token;
use crate::enquiries::basis;
use crate::enquiries::command::{Answer, Beside, Kind};
use crate::enquiries::event::{
    AnsweredTogether, Campaign, Desk, DoorTaken, Event, HandedOn, HandedToComplaints,
    InformationLaw, InformationRightsSplit, MergedFrom, NotOurs, Other, Permits, Raised, Routed,
};
use crate::enquiries::gate::Facts;
use crate::enquiries::readers::readers;
use crate::enquiries::roles::Roles;
use crate::enquiries::state::State;
use crate::ids::{PartnerId, ServiceId, Stream, TeamId};
use crate::protocol::Door;
use crate::verdict::Basis;

/// The other case is one that the actor deals with too; any other is answered as if it did not exist.
fn check_beside(d: &mut Draft<'_>, facts: &Facts<'_>, field: &'static str, other: &State) -> bool {
    let reads = facts.cx.actor.visible.may_read(&readers(other)).is_some();
    let theirs = Roles::of(other, facts.cx).meets(Roles::MEMBER.or(Roles::DESK));
    let itself = other.reference == facts.state.reference;
    if itself || !(reads && theirs) {
        d.invalid(
            field,
            "is not an enquiry that you can use here: check the reference",
        );
        return false;
    }
    true
}

fn check_same_member(d: &mut Draft<'_>, facts: &Facts<'_>, field: &'static str, other: &State) {
    if other.holder != facts.state.holder {
        d.invalid(
            field,
            "belongs to another member: answer them together, and each keeps its own clock and readers",
        );
    }
}

pub(super) fn link(d: &mut Draft<'_>, facts: &Facts<'_>, other: Beside) {
    if check_beside(d, facts, "other", &other.state) {
        check_same_member(d, facts, "other", &other.state);
    }
    if facts.state.links.contains(&other.state.reference) {
        d.invalid("other", "is linked already");
    }
    let (here, there) = (facts.state.reference.clone(), other.state.reference.clone());
    d.push(Event::Linked(Other { reference: there }));
    d.push_beside(&other, Event::Linked(Other { reference: here }));
}

pub(super) fn unlink(d: &mut Draft<'_>, facts: &Facts<'_>, other: Beside) {
    check_beside(d, facts, "other", &other.state);
    if !facts.state.links.contains(&other.state.reference) {
        d.invalid("other", "is not linked to this enquiry");
    }
    let (here, there) = (facts.state.reference.clone(), other.state.reference.clone());
    d.push(Event::Unlinked(Other { reference: there }));
    d.push_beside(&other, Event::Unlinked(Other { reference: here }));
}

pub(super) fn merge(d: &mut Draft<'_>, facts: &Facts<'_>, into: Beside) {
    if check_beside(d, facts, "into", &into.state) {
        check_same_member(d, facts, "into", &into.state);
    }
    if !into.state.is_open() {
        d.invalid("into", "is not open: merge into an open enquiry");
    }
    let (here, there) = (facts.state.reference.clone(), into.state.reference.clone());
    d.push(Event::MergedInto(Other { reference: there }));
    let merged = MergedFrom {
        reference: here,
        received: facts.state.received,
    };
    d.push_beside(&into, Event::MergedFrom(merged));
    d.tell_member(facts.state, "merged", basis::merging());
}

/// One answer to several members: each gets a copy of the words in their own case and learns of no other.
pub(super) fn together(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    mut others: Vec<Beside>,
    answer: Answer,
) {
    others.sort_by(|a, b| a.stream.as_str().cmp(b.stream.as_str()));
    others.dedup_by(|a, b| a.stream == b.stream);
    if others.is_empty() {
        d.invalid("others", "names no other enquiry: answer this one alone");
    }
    d.template(answer.template.as_deref());
    let count = others.len() as u32 + 1;
    for event in answer_events(d, &answer) {
        d.push(event);
    }
    d.push(Event::AnsweredTogether(AnsweredTogether { count }));
    d.tell_member(facts.state, "answered", answer_basis(facts));
    for other in &others {
        let desk = Roles::of(&other.state, facts.cx).meets(Roles::DESK);
        let left = other.state.holder_ended.is_some();
        if !check_beside(d, facts, "others", &other.state) {
            continue;
        }
        if !desk || left || !other.state.is_open() {
            d.invalid(
                "others",
                "names an enquiry that is not open with you: leave it out",
            );
            continue;
        }
        let theirs = Facts::new(&other.state, facts.cx).duties_unmet(Kind::Answer);
        if theirs.iter().any(|unmet| unmet.refuses() || unmet.asks()) {
            d.invalid(
                "others",
                "names an enquiry for whose answer the protocol asks a reason: answer that one alone",
            );
            continue;
        }
        for event in answer_events(d, &answer) {
            d.push_beside(other, event);
        }
        d.push_beside(other, Event::AnsweredTogether(AnsweredTogether { count }));
        let holder = Token::holder_of(&other.state.holder);
        d.tell_beside(&other.stream, holder, "answered", answer_basis(facts));
    }
}

pub(super) fn join(d: &mut Draft<'_>, facts: &Facts<'_>, other: Option<Beside>) {
    let Some(other) = other else {
        let campaign = d.part();
        d.push(Event::JoinedCampaign(Campaign { campaign }));
        return;
    };
    check_beside(d, facts, "other", &other.state);
    if !Roles::of(&other.state, facts.cx).meets(Roles::DESK) {
        d.invalid("other", "is not with you: choose one of your own enquiries");
    }
    let known = other.state.campaign.clone();
    let is_new = known.is_none();
    let campaign = known.unwrap_or_else(|| d.part());
    d.push(Event::JoinedCampaign(Campaign {
        campaign: campaign.clone(),
    }));
    if is_new {
        d.push_beside(&other, Event::JoinedCampaign(Campaign { campaign }));
    }
}

pub(super) fn split(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    title: &str,
    body: &str,
    service: Option<ServiceId>,
) {
    let state = facts.state;
    let directory = &facts.cx.council.directory;
    let known = service
        .as_ref()
        .is_none_or(|s| directory.services.get(s, facts.today).is_some());
    if !known {
        d.invalid("service", "is not a service today: choose one, or none");
    }
    let title = d.line::<TITLE>("title", title);
    let body = d.text::<BODY>("body", body);
    let reference = facts.cx.fresh.reference("ENQ", 1);
    let stream = Stream::case("enquiries", &reference);
    let (to, route, why) = find_desk(d, &facts.rules, service.as_ref(), &state.denied);
    d.push(Event::Split(Other {
        reference: reference.clone(),
    }));
    let raised = Raised {
        reference,
        pin: state.pin.clone(),
        holder: state.holder.clone(),
        raised_by: state.raised_by,
        received: state.received,
        title,
        body,
        constituent: state.constituent.clone(),
        ward: state.ward.clone(),
        place: state.place.clone(),
        urgent: state.urgent,
        service,
        reason: state.reason,
    };
    d.push_new(&stream, Event::Raised(Box::new(raised)));
    let origin = Other {
        reference: state.reference.clone(),
    };
    d.push_new(&stream, Event::SplitFrom(origin));
    let told = to.token();
    let routed = Routed {
        to,
        route,
        basis: why.clone(),
        answerable: state.answerable.clone(),
        past_manager: false,
    };
    d.push_new(&stream, Event::Routed(routed));
    d.tell_beside(&stream, told, "raised", why);
    d.tell_member(state, "split", basis::merging());
}

pub(super) fn complaint(d: &mut Draft<'_>, facts: &Facts<'_>, permits: Permits, told: &str) {
    let complaints: TeamId = "complaints".parse().expect("a team's slug");
    let directory = &facts.cx.council.directory;
    let known = directory.teams.get(&complaints, facts.today).is_some();
    let to = Desk::Team(if known {
        complaints
    } else {
        facts.rules.routing.value.unclear.clone()
    });
    let why = door(facts, Door::Complaint);
    let told = d.text::<WORDS>("told", told);
    d.tell(to.token(), "complaint-handed-over", why.clone());
    d.tell_member(facts.state, "handed-to-complaints", why.clone());
    d.push(Event::HandedToComplaints(HandedToComplaints {
        to,
        received: facts.state.received,
        reference: facts.state.reference.clone(),
        permits,
        told,
        basis: why,
    }));
}

fn door(facts: &Facts<'_>, door: Door) -> Basis {
    facts.door(door).unwrap_or_else(basis::doors)
}

pub(super) fn hand_on(d: &mut Draft<'_>, facts: &Facts<'_>, to: Door, reference: &str, told: &str) {
    if !matches!(to, Door::Report | Door::Request) {
        d.invalid(
            "door",
            "is not one to hand on through: choose report or request",
        );
    }
    let reference = d.outside("reference", reference);
    let told = d.text::<WORDS>("told", told);
    let Some(reference) = reference else { return };
    let why = door(facts, to);
    d.cite("handed on through a better door", why.clone());
    d.tell_member(facts.state, "handed-on", why.clone());
    d.push(Event::HandedOn(HandedOn {
        door: to,
        reference,
        told,
        basis: why,
    }));
}

pub(super) fn not_ours(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    partner: PartnerId,
    reference: Option<&str>,
    told: &str,
) {
    let directory = &facts.cx.council.directory;
    if directory.partners.get(&partner, facts.today).is_none() {
        d.invalid("partner", "is not in the directory: choose one of the list");
    }
    let reference = reference
        .filter(|typed| !typed.trim().is_empty())
        .and_then(|typed| d.outside("reference", typed));
    let told = d.text::<WORDS>("told", told);
    d.tell_member(facts.state, "not-ours", basis::not_ours());
    d.push(Event::NotOurs(NotOurs {
        partner,
        reference,
        told,
        basis: basis::not_ours(),
    }));
}

pub(super) fn information(d: &mut Draft<'_>, facts: &Facts<'_>, law: InformationLaw, words: &str) {
    let words = d.text::<BODY>("words", words);
    let why = door(facts, Door::InformationRights);
    d.cite(
        "decided under its own law",
        Basis::Statute(law.statute().to_owned()),
    );
    let part = d.part();
    d.tell_member(facts.state, "information-rights-split", why.clone());
    d.tell_officers(facts.state, "information-rights-split", why.clone());
    d.push(Event::InformationRightsSplit(InformationRightsSplit {
        part,
        law,
        words,
        received: facts.state.received,
        basis: why,
    }));
}

pub(super) fn take_door(d: &mut Draft<'_>, door: Door, reference: Option<&str>) {
    let reference = reference
        .filter(|typed| !typed.trim().is_empty())
        .and_then(|typed| d.outside("reference", typed));
    d.push(Event::DoorTaken(DoorTaken { door, reference }));
}
