//! A group, or a member of none, asks.

use super::{BODY, Draft, LINE, WHY, check_officer, goes_to, reading};
use crate::access::{Reader, Token};
use crate::groups::command::Asking;
use crate::groups::event::{Asked, Capacity, Event, Wants};
use crate::groups::{basis, gate, grade, roles, rules, unbound};
use crate::ids::AppointmentId;
use crate::protocol::{Enforce, GroupPractice, GroupRules};
use crate::reference::Reference;
use crate::register::{Pin, posts};
use crate::words::Words;

pub(super) fn ask(d: &mut Draft<'_>, asking: Asking) {
    let today = d.today();
    let rules = rules(None, d.cx.council, today);
    let Some(asker) = roles::asks_for(d.cx) else {
        return;
    };
    let Some(reference) = reference(d) else {
        return;
    };
    check(d, &rules, &asking);
    let approval = rules
        .says(GroupPractice::Approval)
        .filter(|_| attends(&asking));
    let officer = asking.officer.as_ref();
    let post = officer.and_then(|person| posts::post_of(d.cx, person, &asking.service));
    let goes_to = goes_first(d, &rules, &asking, post.as_ref());
    for reader in &goes_to {
        d.tell(reader.token.clone(), "group-asked", reader.basis.clone());
    }
    if asking.capacity == Capacity::Union {
        cite(
            d,
            &rules,
            GroupPractice::UnionCapacity,
            "as a trade union representative",
        );
    } else if let Some(offer) = &rules.offer {
        d.cite("open to every group alike", offer.basis.clone());
    }
    if asking.outsiders || asking.present.is_some() {
        cite(
            d,
            &rules,
            GroupPractice::Outsiders,
            "people from outside limit what can be said",
        );
        if let Some(unbound) = unbound(&rules) {
            d.cites(unbound);
        }
    }
    let topic = d.part();
    let asked = Asked {
        reference,
        pin: Pin::on(d.cx.council, today),
        topic,
        by: asker.whose,
        seat: asker.seat,
        side: asker.side,
        side_basis: basis::reading(),
        goes_to,
        needs_approval: approval.is_some(),
        business: business(d, &rules, &asking.business),
        body: d.text::<BODY>("body", &asking.body),
        wants: asking.wants,
        service: asking.service,
        officer: asking.officer,
        post,
        capacity: asking.capacity,
        exceptional: d.optional::<WHY>("exceptional", asking.exceptional.as_deref()),
        meeting: asking.meeting,
        meets_on: asking.meets_on,
        place: d.optional::<LINE>("place", asking.place.as_deref()),
        outsiders: asking.outsiders || asking.present.is_some(),
        present: d.optional::<WHY>("present", asking.present.as_deref()),
    };
    d.push(Event::Asked(Box::new(asked)));
}

/// The reference stands in the name of the stream, which was drawn for this act.
fn reference(d: &Draft<'_>) -> Option<Reference> {
    d.stream().as_str().split('/').nth(1)?.parse().ok()
}

fn cite(d: &mut Draft<'_>, rules: &GroupRules, practice: GroupPractice, what: &str) {
    if let Some(basis) = rules.says(practice) {
        d.cite(what, basis.clone());
    }
}

/// The item of the Council’s business: a request names one, by the text where it says so.
fn business(d: &mut Draft<'_>, rules: &GroupRules, item: &str) -> Words {
    let held = rules.says(GroupPractice::CouncilBusiness);
    match held.filter(|_| item.trim().is_empty()) {
        Some(basis) => {
            let why = format!(
                "is empty: officers help only with the Council’s business ({basis}), so name an item of it"
            );
            d.invalid("business", why);
            d.scribe.unsearched("")
        }
        None => d.line::<LINE>("business", item),
    }
}

fn check(d: &mut Draft<'_>, rules: &GroupRules, asking: &Asking) {
    let today = d.today();
    let directory = &d.cx.council.directory;
    if directory.services.get(&asking.service, today).is_none() {
        d.invalid(
            "service",
            "is no service of the council today: choose one of the list",
        );
    }
    check_officer(d, asking.officer.as_ref());
    if let Some(clause) = rules
        .says(GroupPractice::NoPartyBusiness)
        .filter(|_| asking.party)
    {
        let why = format!(
            "is party business: officers help with the Council’s business only ({clause}), so name an item of that"
        );
        d.invalid("party", why);
    }
    match (asking.wants, asking.meets_on) {
        (Wants::Attendance, None) => {
            d.invalid("meets-on", "is missing: give the day of the meeting")
        }
        (_, Some(day)) => d.not_past("meets-on", day),
        (Wants::Information, None) => {}
    }
    exceptional(d, rules, asking);
}

/// Where the text has an officer come exceptionally, the invitation says what is exceptional.
fn exceptional(d: &mut Draft<'_>, rules: &GroupRules, asking: &Asking) {
    let (Some(rule), Some(held)) = (&rules.invitation, &rules.invitation_held) else {
        return;
    };
    if !attends(asking) || !rule.value.exceptional {
        return;
    }
    d.cite("what is exceptional", held.basis.clone());
    let said = asking
        .exceptional
        .as_ref()
        .is_some_and(|said| !said.trim().is_empty());
    let below = asking.officer.as_ref();
    let below =
        below.and_then(|officer| grade::below_normal(officer, rules, d.cx.council, d.today()));
    if let Some((_, held)) = below {
        d.cite("normally nobody below the second tier", held.basis);
    }
    if !said && held.value >= Enforce::Ask {
        let why = format!(
            "is empty: an officer comes in exceptional circumstances ({}), so say what they are",
            held.basis
        );
        d.invalid("exceptional", why);
    }
}

/// To the Chief Officer and the Chief Executive where they approve, and to nobody else until they have;
/// otherwise to the officer asked for, or the service.
fn goes_first(
    d: &mut Draft<'_>,
    rules: &GroupRules,
    asking: &Asking,
    post: Option<&AppointmentId>,
) -> Vec<Reader> {
    if attends(asking)
        && let Some(clause) = rules.says(GroupPractice::Approval)
    {
        let chief = gate::chief_officer(d.cx, &asking.service).map(|post| Token::post(&post));
        let today = d.today();
        let vacant = |token: &Token| d.cx.council.directory.holders_of(token, today).is_empty();
        if chief.as_ref().is_none_or(vacant) {
            d.cite(
                "the Chief Officer’s post is vacant",
                crate::verdict::Basis::default_of("F6", None),
            );
        }
        let posts = chief.into_iter().chain([Token::post("chief-executive")]);
        return posts.map(|token| reading(token, clause)).collect();
    }
    let says = rules.says(GroupPractice::ToTheOfficer);
    let basis = says.cloned().unwrap_or_else(basis::goes_to);
    goes_to(asking.officer.as_ref(), post, &asking.service, &basis)
}

/// Whether an officer is asked to a meeting as an officer of the council.
fn attends(asking: &Asking) -> bool {
    asking.wants == Wants::Attendance && asking.capacity == Capacity::Officer
}
