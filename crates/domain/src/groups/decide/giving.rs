//! The officer attends, information is given, and the other groups are offered the same.

use super::{BODY, Draft, LINE, WHY, reads_on};
use crate::access::Token;
use crate::calendar::local_date;
use crate::clock::Unit;
use crate::directory::{Fact, Role};
use crate::groups::command::{Attendance, Giving};
use crate::groups::event::{Attended, Event, Given, Offered, OffersMade, Target};
use crate::groups::gate::Facts;
use crate::groups::{Groups, basis};
use crate::ids::{AppointmentId, PartId, Stream};
use crate::protocol::{Enforce, GroupPractice, OfferTo, OfferWhen};
use crate::register::{Pin, Register, posts};
use crate::verdict::Basis;

/// References of offers are drawn apart from the attempts at the case’s own.
const OFFERS: usize = 1_000;
/// Working days that an offer stands where the council set nothing.
const STANDS: u32 = 20;

pub(super) fn attend(d: &mut Draft<'_>, facts: &Facts<'_>, attendance: Attendance) {
    let says = |practice| facts.rules.says(practice).is_some();
    if attendance.on > d.today() {
        d.invalid("on", "is still to come: record it when you have attended");
    }
    let counts = facts.state.is_attendance();
    let leaves = counts && says(GroupPractice::LeaveBeforeDeliberation);
    let apart = counts && says(GroupPractice::NotAtPoliticalBusiness);
    let why = attendance.why.as_deref();
    if leaves {
        let practice = GroupPractice::LeaveBeforeDeliberation;
        let unmet = (!attendance.left).then_some("say that you left before the group deliberated");
        owed(d, facts, practice, "left", unmet, why);
    }
    if apart {
        let practice = GroupPractice::NotAtPoliticalBusiness;
        let unmet =
            (!attendance.apart).then_some("say that you were not there for political business");
        owed(d, facts, practice, "apart", unmet, why);
    }
    let outsiders = attendance.outsiders || attendance.present.is_some();
    if outsiders {
        let unmet = (!attendance.limited).then_some("say that what you said was limited");
        owed(d, facts, GroupPractice::Outsiders, "limited", unmet, why);
    }
    if counts && attendance.given.is_none() {
        let unmet = Some("write what was given");
        owed(
            d,
            facts,
            GroupPractice::AdviceRecorded,
            "information",
            unmet,
            why,
        );
    }
    let part = d.optional::<WHY>("part", attendance.part.as_deref());
    let present = d.optional::<WHY>("present", attendance.present.as_deref());
    let (post, reads_on) = (own_post(d, facts), reads_on(d));
    d.push(Event::Attended(Attended {
        on: attendance.on,
        left: leaves.then_some(attendance.left),
        apart: apart.then_some(attendance.apart),
        outsiders,
        present,
        limited: attendance.limited,
        part,
        post,
        reads_on,
    }));
    if let Some(giving) = &attendance.given {
        give(d, facts, giving);
    }
}

/// A duty that what was given may not meet: then the reason stands in its place, and the Monitoring
/// Officer is told.
fn owed(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    practice: GroupPractice,
    field: &'static str,
    unmet: Option<&str>,
    why: Option<&str>,
) {
    let Some(held) = facts.rules.held(practice) else {
        return;
    };
    let Some(unmet) = unmet.filter(|_| held.value != Enforce::Show) else {
        return;
    };
    let reason = why.filter(|why| !why.trim().is_empty());
    if held.value >= Enforce::Ask && reason.is_none() {
        d.invalid(
            field,
            format!("{unmet} ({}), or give the reason below", held.basis),
        );
        return;
    }
    let monitoring = Token::post("monitoring-officer");
    d.tell(monitoring, "group-explained", held.basis.clone());
    if let Some(reason) = reason {
        let words = d.text::<WHY>("why", reason);
        d.push(Event::Explained {
            act: "attend".to_owned(),
            basis: held.basis.clone(),
            words,
            overrides: false,
        });
    }
}

pub(super) fn give(d: &mut Draft<'_>, facts: &Facts<'_>, giving: &Giving) {
    let state = facts.state;
    let why = giving.why.as_deref();
    if !giving.factual {
        let unmet = Some("say that it is factual and professional");
        owed(
            d,
            facts,
            GroupPractice::FactualAdvice,
            "factual",
            unmet,
            why,
        );
    }
    let rule = facts.rules.offer.as_ref();
    let who_asks = rule.filter(|rule| rule.value.to == OfferTo::WhoAsks);
    if let Some(rule) = who_asks.filter(|_| !giving.same) {
        // The text wants the same advice for each group that asks; nothing is held up.
        let post = Token::post("monitoring-officer");
        d.tell(post, "group-not-the-same", rule.basis.clone());
    }
    let part = d.part();
    let subject = d.line::<LINE>("subject", &giving.subject);
    let information = d.text::<BODY>("information", &giving.information);
    let (post, reads_on) = (own_post(d, facts), reads_on(d));
    d.push(Event::Given(Given {
        part: part.clone(),
        subject,
        information,
        factual: giving.factual,
        same: who_asks.map(|_| giving.same),
        post,
        reads_on,
    }));
    for file in &giving.files {
        let file = d.case_file(file.clone(), false);
        d.push(Event::FileGiven(file));
    }
    d.tell(state.side.token.clone(), "group-given", basis::reading());
    let offered = rule.filter(|rule| rule.value.to == OfferTo::OtherGroups);
    if let Some(rule) = offered.filter(|_| state.is_attendance() && d.is_sound()) {
        let basis = rule.basis.clone();
        let same = Same {
            subject: &giving.subject,
            given: Some(giving),
        };
        offer(d, facts, same, Some(part), &basis);
    }
}

/// Tells the others as soon as the attendance is approved; what is given follows. They learn the service
/// that is concerned and nothing of the group’s own words.
pub(super) fn announce(d: &mut Draft<'_>, facts: &Facts<'_>) {
    let offer_rule = facts.rules.offer.as_ref();
    let Some(rule) = offer_rule.filter(|rule| {
        rule.value.to == OfferTo::OtherGroups && rule.value.when == OfferWhen::OnApproval
    }) else {
        return;
    };
    let today = d.today();
    let service =
        d.cx.council
            .directory
            .services
            .get(&facts.state.service, today);
    let name = service.map_or_else(|| facts.state.service.to_string(), |s| s.name.clone());
    let subject = format!("An officer will inform a political group about {name}");
    let basis = rule.basis.clone();
    let same = Same {
        subject: &subject,
        given: None,
    };
    offer(d, facts, same, None, &basis);
}

/// The post in which the actor deals with it.
fn own_post(d: &Draft<'_>, facts: &Facts<'_>) -> Option<AppointmentId> {
    posts::post_of(d.cx, d.cx.actor.person(), &facts.state.service)
}

/// What the others are offered.
#[derive(Clone, Copy)]
struct Same<'a> {
    /// What it is about.
    subject: &'a str,
    /// What was given; none where it follows.
    given: Option<&'a Giving>,
}

/// Offers the same to the others, each in a case of their own, all together with the act or not at all.
fn offer(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    same: Same<'_>,
    part: Option<PartId>,
    basis: &Basis,
) {
    let others = others(d, facts);
    let today = d.today();
    let council = d.cx.council;
    let days = council.settings.whole_number("groups-offer-days", today);
    let days = days.map_or(STANDS, |days| days.value);
    let until = council.calendar.after(today, Unit::WorkingDay, days);
    let named = facts
        .rules
        .offer
        .as_ref()
        .is_some_and(|offer| offer.value.names_asker);
    let first = match &facts.state.whose {
        Target::Group(group) if named => Some(group.clone()),
        _ => None,
    };
    for field in ["when", "names-asker", "ungrouped"] {
        if let Some(basis) = facts.rules.offer_basis(field) {
            d.cite("who is told, when, and of whom", basis.clone());
        }
    }
    let count = u32::try_from(others.len()).unwrap_or(u32::MAX);
    for (n, (to, side)) in others.into_iter().enumerate() {
        let reference = d.cx.fresh.reference(Groups::PREFIX, OFFERS + n);
        let stream = Stream::case(Groups::NAME, &reference);
        let tell = side.clone();
        let offered = Offered {
            reference,
            pin: Pin::on(council, today),
            topic: facts.state.topic.clone(),
            to,
            side,
            subject: d.line::<LINE>("subject", same.subject),
            // Not found by search until it is taken up.
            information: same
                .given
                .map(|given| d.unsearched::<BODY>("information", &given.information)),
            first: first.clone(),
            until,
            service: facts.state.service.clone(),
            officer: d.cx.actor.person().clone(),
            post: own_post(d, facts),
            basis: basis.clone(),
        };
        d.push_new(&stream, Event::Offered(Box::new(offered)));
        for file in same.given.into_iter().flat_map(|given| &given.files) {
            let file = d.case_file(file.clone(), false);
            d.push_new(&stream, Event::FileGiven(file));
        }
        d.tell_beside(&stream, tell, "group-offered", basis.clone());
    }
    d.push(Event::OffersMade(OffersMade {
        part,
        count,
        basis: basis.clone(),
    }));
}

/// Every other group that exists today and has a member; and the members of none, where the council
/// has ruled so.
fn others(d: &Draft<'_>, facts: &Facts<'_>) -> Vec<(Target, Token)> {
    let today = local_date(d.cx.now);
    let directory = &d.cx.council.directory;
    let mut others = Vec::new();
    let mut grouped = std::collections::BTreeSet::new();
    for group in directory.groups.on(today) {
        let id = group.id().clone();
        let members = directory.in_office(&Role::GroupMember { group: id.clone() }, today);
        grouped.extend(members.iter().map(|a| a.person.clone()));
        let target = Target::Group(id.clone());
        if target != facts.state.whose && !members.is_empty() {
            others.push((target, directory.group_token(&id, today)));
        }
    }
    let ungrouped = facts
        .rules
        .offer
        .as_ref()
        .is_some_and(|offer| offer.value.ungrouped);
    if ungrouped {
        let seats = directory.appointments().filter(|a| a.holds(today));
        let seats = seats.filter(|a| matches!(a.role, Role::Member { .. }));
        for seat in seats.filter(|a| !grouped.contains(&a.person)) {
            let target = Target::Member(seat.id.clone());
            if target != facts.state.whose {
                others.push((target, Token::holder_of(&seat.id)));
            }
        }
    }
    others
}
