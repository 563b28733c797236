//! Whether an appointment or an absence can stand beside all others. Every complaint names the field
//! and what to write instead.

use super::Directory;
use super::check::{Complaints, overlap};
use super::decide::{needs_a_seat, one};
use super::facts::{Appointment, Away, TeamKind};
use super::role::{Role, RoleKind};
use crate::ids::PersonId;
use crate::verdict::Invalid;

use jiff::civil::Date;

type Checked<T = ()> = Result<T, Vec<Invalid>>;

/// An office whose ward, body, group, team, service or appointment is known, with clean words.
pub(super) fn role(known: &Directory, mut role: Role, on: Date) -> Checked<Role> {
    let mut wrong = Complaints::default();
    match &mut role {
        Role::CabinetMember { portfolio: words }
        | Role::ShadowMember { portfolio: words }
        | Role::LeadMember { topic: words }
        | Role::LinkMember { topic: words }
        | Role::Spokesperson { topic: words, .. }
        | Role::AssistantDirector { area: words, .. } => {
            *words = wrong.line::<80>("scope", words);
        }
        _ => {}
    }
    if let Some((noun, id)) = unknown_scope(known, &role, on) {
        let why = format!("`{id}` is no {noun} on {on}: add the {noun} first, or correct the day");
        wrong.add("scope", why);
    }
    wrong.give(role)
}

fn unknown_scope(known: &Directory, role: &Role, on: Date) -> Option<(&'static str, String)> {
    let (noun, exists, id) = match role {
        Role::Member { ward } => (
            "ward",
            known.wards.get(ward, on).is_some(),
            ward.to_string(),
        ),
        Role::CoOptedMember { body }
        | Role::Chair { body }
        | Role::ViceChair { body }
        | Role::BodyMember { body } => (
            "body",
            known.bodies.get(body, on).is_some(),
            body.to_string(),
        ),
        Role::GroupLeader { group }
        | Role::DeputyGroupLeader { group }
        | Role::ChiefWhip { group }
        | Role::GroupMember { group }
        | Role::Spokesperson { group, .. } => (
            "political group",
            known.groups.get(group, on).is_some(),
            group.to_string(),
        ),
        Role::ChiefOfficer { directorate: team }
        | Role::AssistantDirector {
            directorate: team, ..
        } => {
            let kind = known.teams.get(team, on).map(|t| t.kind);
            (
                "directorate",
                kind == Some(TeamKind::Directorate),
                team.to_string(),
            )
        }
        Role::TeamManager { team } | Role::TeamMember { team } => (
            "team",
            known.teams.get(team, on).is_some(),
            team.to_string(),
        ),
        Role::ServiceManager { service }
        | Role::ServiceLead { service }
        | Role::Officer { service } => (
            "service",
            known.services.get(service, on).is_some(),
            service.to_string(),
        ),
        Role::Assistant { to, .. } => (
            "appointment",
            known.appointment(to).is_some_and(|a| a.holds(on)),
            to.to_string(),
        ),
        _ => return None,
    };
    (!exists).then_some((noun, id))
}

/// Whether an appointment can stand beside all others.
pub(super) fn appointment(known: &Directory, new: &Appointment) -> Checked {
    let mut wrong = Complaints::default();
    if !known.knows(&new.person) {
        return one(
            "person",
            format!("`{}` is nobody in the directory", new.person),
        );
    }
    wrong.dates(new.from, new.to);
    let span = (new.from, new.to);
    let beside = |a: &&Appointment| a.id != new.id && overlap(span, (a.from, a.to));
    rivals(known, new, &mut wrong, beside);
    let own: Vec<_> = known.career(&new.person).filter(beside).collect();
    let kind = new.role.kind();
    for other in &own {
        if let Some(why) = incompatible(&new.role, &other.role) {
            wrong.add("person", why);
        }
    }
    let holds_on_first = |wanted: fn(RoleKind) -> bool| {
        own.iter()
            .any(|a| a.holds(new.from) && wanted(a.role.kind()))
    };
    let may_be_co_opted = matches!(
        kind,
        RoleKind::Chair | RoleKind::ViceChair | RoleKind::BodyMember
    );
    let seated = holds_on_first(|k| k == RoleKind::Member)
        || (may_be_co_opted && holds_on_first(|k| k == RoleKind::CoOptedMember));
    if needs_a_seat(&new.role) && !seated {
        let who = known.name(&new.person);
        wrong.add(
            "person",
            format!("{who} is not a member of the council on {}", new.from),
        );
    }
    if let Role::GroupLeader { group }
    | Role::DeputyGroupLeader { group }
    | Role::ChiefWhip { group } = &new.role
    {
        let belongs = Role::GroupMember {
            group: group.clone(),
        };
        if !own.iter().any(|a| a.holds(new.from) && a.role == belongs) {
            let who = known.name(&new.person);
            wrong.add(
                "person",
                format!("{who} is not in that group on {}", new.from),
            );
        }
    }
    wrong.give(())
}

/// Complaints about others in the same office at the same time.
fn rivals(
    known: &Directory,
    new: &Appointment,
    wrong: &mut Complaints,
    beside: impl Fn(&&Appointment) -> bool,
) {
    let post = new.role.post();
    let others: Vec<_> = known.post_history(&post).filter(beside).collect();
    for other in &others {
        let who = known.name(&other.person);
        if other.person == new.person && other.role == new.role {
            wrong.add(
                "from",
                format!("{who} already holds this office in that time"),
            );
        } else if new.role.kind().is_single() && !(new.job_share && other.job_share) {
            let until = other.to.map_or_else(String::new, |to| format!(" to {to}"));
            let why = format!(
                "{who} holds this office from {}{until}: end that appointment first, or mark both as a job share",
                other.from
            );
            wrong.add("from", why);
        }
    }
    if let Role::Member { ward } = &new.role {
        let seats = known
            .wards
            .ever(ward, new.from)
            .map_or(0, |w| usize::from(w.seats));
        // The fullest day is the first day of one of those who sit at the same time.
        let starts = others
            .iter()
            .map(|a| a.from.max(new.from))
            .chain([new.from]);
        let most = starts
            .map(|day| others.iter().filter(|a| a.holds(day)).count())
            .max();
        if most.is_some_and(|most| most >= seats) {
            let why = format!(
                "all {seats} seats of the ward are taken in that time: end an appointment first"
            );
            wrong.add("from", why);
        }
    }
}

/// Why one person cannot hold two offices at a time, if so.
fn incompatible(new: &Role, other: &Role) -> Option<String> {
    let (a, b) = (new.kind(), other.kind());
    let pair = |x: RoleKind, y: RoleKind| (a, b) == (x, y) || (a, b) == (y, x);
    if (a == RoleKind::Member && b.is_for_officers())
        || (b == RoleKind::Member && a.is_for_officers())
    {
        return Some(
            "a member of the council cannot be its officer (Local Government Act 1972, s.116)"
                .into(),
        );
    }
    if pair(RoleKind::MonitoringOfficer, RoleKind::ChiefExecutive)
        || pair(RoleKind::MonitoringOfficer, RoleKind::SectionOneFiveOne)
    {
        return Some("the Monitoring Officer cannot be the Chief Executive or the Section 151 Officer (Local Government and Housing Act 1989, s.5)".into());
    }
    match (new, other) {
        (Role::GroupMember { group: x }, Role::GroupMember { group: y }) if x != y => Some(
            format!("is in the group `{y}` in that time: end that first"),
        ),
        (Role::Member { ward: x }, Role::Member { ward: y }) if x != y => {
            Some(format!("is member for `{y}` in that time: end that first"))
        }
        _ => None,
    }
}

pub(super) fn away(known: &Directory, away: &Away) -> Checked {
    let mut wrong = Complaints::default();
    wrong.dates(away.from, Some(away.to));
    let holds = |person: &PersonId| known.appointments_of(person, away.from).next().is_some();
    let officer = |person: &PersonId| {
        let mut held = known.appointments_of(person, away.from);
        held.any(|a| a.role.kind().is_for_officers())
    };
    if !holds(&away.person) {
        wrong.add(
            "person",
            format!("`{}` holds no office on {}", away.person, away.from),
        );
    }
    let span = (away.from, Some(away.to));
    let others = || {
        known
            .absences()
            .filter(|a| a.id != away.id && overlap(span, (a.from, Some(a.to))))
    };
    if let Some(other) = others().find(|a| a.person == away.person) {
        let why = format!(
            "is already away from {} to {}: change that absence",
            other.from, other.to
        );
        wrong.add("from", why);
    }
    let Some(cover) = &away.covered_by else {
        return wrong.give(());
    };
    let who = known.name(cover);
    if cover == &away.person {
        wrong.add(
            "covered_by",
            "is the person who is away: name somebody else",
        );
    } else if !officer(cover) {
        wrong.add(
            "covered_by",
            format!("{who} is not an officer on {}", away.from),
        );
    } else if let Some(other) = others().find(|a| &a.person == cover) {
        let why = format!("{who} is away too, from {} to {}", other.from, other.to);
        wrong.add("covered_by", why);
    }
    if holds(&away.person) && !officer(&away.person) {
        let why = "a member’s casework is not covered: appoint an assistant instead";
        wrong.add("covered_by", why);
    }
    wrong.give(())
}
