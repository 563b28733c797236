//! Whether the fields of a change can be taken: cleaned, known, in order, without overlap. Every
//! complaint names the field and what to write instead.

use jiff::civil::Date;

use super::decide::{needs_a_seat, one};
use super::facts::{
    Appointment, Away, Body, Details, Group, Partner, Service, Team, TeamKind, Ward,
};
use super::role::{Role, RoleKind};
use super::{Directory, Fact, Table};
use crate::ids::PersonId;
use crate::text::{BadText, Line, Words};
use crate::verdict::Invalid;

/// The most words by which one service or partner can be found.
const WORDS_MAX: usize = 80;

type Checked<T = ()> = Result<T, Vec<Invalid>>;

/// Gathers complaints, so that a form shows all of them at once.
#[derive(Default)]
struct Complaints(Vec<Invalid>);

impl Complaints {
    fn add(&mut self, field: &'static str, why: impl Into<String>) {
        self.0.push(Invalid::new(field, why));
    }
    fn line<const MAX: usize>(&mut self, field: &'static str, text: &str) -> String {
        match Line::<MAX>::parse(text) {
            Ok(line) => line.into(),
            Err(bad) => {
                self.add(field, bad.to_string());
                String::new()
            }
        }
    }
    fn maybe<const MAX: usize>(
        &mut self,
        field: &'static str,
        text: Option<&str>,
    ) -> Option<String> {
        match Line::<MAX>::parse(text?) {
            Ok(line) => Some(line.into()),
            Err(BadText::Empty) => None,
            Err(bad) => {
                self.add(field, bad.to_string());
                None
            }
        }
    }
    fn words<const MAX: usize>(&mut self, field: &'static str, text: &str) -> String {
        match Words::<MAX>::parse_optional(text) {
            Ok(words) => words.map(String::from).unwrap_or_default(),
            Err(bad) => {
                self.add(field, bad.to_string());
                String::new()
            }
        }
    }
    fn tags(&mut self, tags: &[String]) -> Vec<String> {
        let mut kept: Vec<String> = Vec::with_capacity(tags.len());
        for tag in tags {
            if let Some(tag) = self.maybe::<60>("words", Some(tag))
                && !kept.contains(&tag)
            {
                kept.push(tag);
            }
        }
        if kept.len() > WORDS_MAX {
            self.add(
                "words",
                format!("are {}: give at most {WORDS_MAX}", kept.len()),
            );
        }
        kept
    }
    fn link(&mut self, field: &'static str, link: Option<&str>) -> Option<String> {
        let link = self.maybe::<500>(field, link)?;
        let rest = link
            .strip_prefix("https://")
            .or_else(|| link.strip_prefix("http://"));
        let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
        let good = host.is_some_and(|h| h.contains('.') && !h.contains('@'));
        if !good || link.contains([' ', '"', '<', '>']) {
            self.add(
                field,
                format!("`{link}` is not a web address: begin it with https://"),
            );
        }
        Some(link)
    }
    fn email(&mut self, email: Option<&str>) -> Option<String> {
        let email = self.maybe::<254>("email", email)?;
        if !is_email(&email) {
            let why =
                format!("`{email}` is not a mail address: write it like name@council.example");
            self.add("email", why);
        }
        Some(email)
    }
    fn phone(&mut self, phone: Option<&str>) -> Option<String> {
        let phone = self.maybe::<40>("phone", phone)?;
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let plain = phone
            .chars()
            .all(|c| c.is_ascii_digit() || " +()-.extEXT".contains(c));
        if !plain || !(3..=20).contains(&digits) {
            let why = format!("`{phone}` is not a telephone number: write it like 01632 960123");
            self.add("phone", why);
        }
        Some(phone)
    }
    fn dates(&mut self, from: Date, to: Option<Date>) {
        if let Some(to) = to.filter(|to| *to < from) {
            self.add("to", format!("`{to}` is before the first day, {from}"));
        }
    }
    fn name_is_free<T: Fact>(&mut self, table: &Table<T>, fact: &T) {
        let (from, to) = fact.span();
        let taken = table.all().any(|other| {
            let span = other.span();
            other.id() != fact.id()
                && other.name().eq_ignore_ascii_case(fact.name())
                && overlap((from, to), span)
        });
        if taken {
            self.add(
                "name",
                format!("`{}` is already the name of another", fact.name()),
            );
        }
    }
    fn give<T>(self, value: T) -> Checked<T> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self.0)
        }
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let plain = |c: char| c.is_alphanumeric() || "._%+-'&".contains(c);
    !name.is_empty()
        && name.chars().all(plain)
        && host.contains('.')
        && host
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

pub(super) fn overlap(a: (Date, Option<Date>), b: (Date, Option<Date>)) -> bool {
    b.1.is_none_or(|to| a.0 <= to) && a.1.is_none_or(|to| b.0 <= to)
}

pub(super) fn details(known: &Directory, person: &PersonId, typed: &Details) -> Checked<Details> {
    let mut wrong = Complaints::default();
    let clean = Details {
        name: wrong.line::<120>("name", &typed.name),
        title: wrong.maybe::<40>("title", typed.title.as_deref()),
        address_as: wrong.maybe::<120>("address_as", typed.address_as.as_deref()),
        email: wrong.email(typed.email.as_deref()),
        phone: wrong.phone(typed.phone.as_deref()),
        reference: wrong.maybe::<40>("reference", typed.reference.as_deref()),
    };
    let others = known.people().filter(|other| *other != person);
    for other in others.filter_map(|other| known.details(other)) {
        if clean.reference.is_some() && clean.reference == other.reference {
            wrong.add("reference", format!("is already that of {}", other.name));
        }
        let same_mail = |a: &String, b: &String| a.eq_ignore_ascii_case(b);
        if let (Some(mine), Some(theirs)) = (&clean.email, &other.email)
            && same_mail(mine, theirs)
        {
            wrong.add("email", format!("is already that of {}", other.name));
        }
    }
    wrong.give(clean)
}

pub(super) fn service(known: &Directory, on: Date, mut service: Service) -> Checked<Service> {
    let mut wrong = Complaints::default();
    service.name = wrong.line::<120>("name", &service.name);
    service.description = wrong.words::<600>("description", &service.description);
    service.words = wrong.tags(&service.words);
    service.report = wrong.link("report", service.report.as_deref());
    service.request = wrong.link("request", service.request.as_deref());
    let first = wrong.words::<600>(
        "try_first",
        service.try_first.as_deref().unwrap_or_default(),
    );
    service.try_first = Some(first).filter(|words| !words.is_empty());
    wrong.dates(service.from, service.to);
    wrong.name_is_free(&known.services, &service);
    if let Some(team) = &service.team
        && known.teams.ever(team, on).is_none()
    {
        wrong.add("team", format!("`{team}` is no team: add the team first"));
    }
    if let Some(id) = &service.directorate {
        let found = known.teams.ever(id, on).map(|team| team.kind);
        if found != Some(TeamKind::Directorate) {
            wrong.add(
                "directorate",
                format!("`{id}` is no directorate: add it first"),
            );
        }
    }
    wrong.give(service)
}

pub(super) fn ward(known: &Directory, on: Date, mut ward: Ward) -> Checked<Ward> {
    let mut wrong = Complaints::default();
    ward.name = wrong.line::<120>("name", &ward.name);
    ward.gss = wrong.maybe::<9>("gss", ward.gss.as_deref());
    wrong.dates(ward.from, ward.to);
    wrong.name_is_free(&known.wards, &ward);
    if !(1..=10).contains(&ward.seats) {
        wrong.add(
            "seats",
            format!("`{}` is not a number of members: write 1 to 10", ward.seats),
        );
    }
    if let Some(gss) = &ward.gss {
        let (area, number) = gss.split_at(gss.len().min(3));
        let good = matches!(area, "E05" | "W05" | "S13" | "N08" | "E58")
            && number.len() == 6
            && number.bytes().all(|b| b.is_ascii_digit());
        if !good {
            let why = format!("`{gss}` is not the code of a ward: it looks like E05099001");
            wrong.add("gss", why);
        }
        let same = known
            .wards
            .on(on)
            .find(|w| w.id != ward.id && w.gss == ward.gss);
        if let Some(other) = same {
            wrong.add("gss", format!("is already that of {}", other.name));
        }
    }
    wrong.give(ward)
}

pub(super) fn group(known: &Directory, mut group: Group) -> Checked<Group> {
    let mut wrong = Complaints::default();
    group.name = wrong.line::<120>("name", &group.name);
    wrong.dates(group.from, group.to);
    wrong.name_is_free(&known.groups, &group);
    wrong.give(group)
}

pub(super) fn body(known: &Directory, mut body: Body) -> Checked<Body> {
    let mut wrong = Complaints::default();
    body.name = wrong.line::<120>("name", &body.name);
    wrong.dates(body.from, body.to);
    wrong.name_is_free(&known.bodies, &body);
    wrong.give(body)
}

pub(super) fn team(known: &Directory, on: Date, mut team: Team) -> Checked<Team> {
    let mut wrong = Complaints::default();
    team.name = wrong.line::<120>("name", &team.name);
    team.email = wrong.email(team.email.as_deref());
    team.phone = wrong.phone(team.phone.as_deref());
    wrong.dates(team.from, team.to);
    wrong.name_is_free(&known.teams, &team);
    if let Some(part_of) = &team.part_of {
        let above = known.teams.ever(part_of, on).map(|team| team.kind);
        if above != Some(TeamKind::Directorate) || part_of == &team.id {
            wrong.add(
                "part_of",
                format!("`{part_of}` is no directorate: add it first"),
            );
        }
    }
    wrong.give(team)
}

pub(super) fn partner(known: &Directory, mut partner: Partner) -> Checked<Partner> {
    let mut wrong = Complaints::default();
    partner.name = wrong.line::<120>("name", &partner.name);
    partner.handles = wrong.words::<600>("handles", &partner.handles);
    partner.words = wrong.tags(&partner.words);
    partner.link = wrong.link("link", partner.link.as_deref());
    partner.contact = wrong.maybe::<120>("contact", partner.contact.as_deref());
    partner.email = wrong.email(partner.email.as_deref());
    partner.phone = wrong.phone(partner.phone.as_deref());
    wrong.dates(partner.from, partner.to);
    wrong.name_is_free(&known.partners, &partner);
    wrong.give(partner)
}

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
