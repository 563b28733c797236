//! Whether the fields of a fact can be taken: cleaned, known, in order. Every complaint names the field
//! and what to write instead.

use jiff::civil::Date;

use super::facts::{Body, Details, Group, Partner, Service, Team, TeamKind, Ward};
use super::{Directory, Fact, Table};
use crate::ids::PersonId;
use crate::text::{BadText, Line, Words};
use crate::verdict::Invalid;

/// The most words by which one service or partner can be found.
const WORDS_MAX: usize = 80;

type Checked<T = ()> = Result<T, Vec<Invalid>>;

/// Gathers complaints, so that a form shows all of them at once.
#[derive(Default)]
pub(super) struct Complaints(Vec<Invalid>);

impl Complaints {
    pub(super) fn add(&mut self, field: &'static str, why: impl Into<String>) {
        self.0.push(Invalid::new(field, why));
    }
    pub(super) fn line<const MAX: usize>(&mut self, field: &'static str, text: &str) -> String {
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
    pub(super) fn dates(&mut self, from: Date, to: Option<Date>) {
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
    pub(super) fn give<T>(self, value: T) -> Checked<T> {
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
