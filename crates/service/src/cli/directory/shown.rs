//! The directory and what a search of it finds, as JSON and as lines.

use std::io::{self, Write};

use domain::calendar::long_date;
use domain::council::Council;
use domain::directory::{Acting, Fact as _, Found, Gap, How, Role, RoleKind};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::web::names::Names;

/// The whole directory on a day.
pub(super) fn directory(council: &Council, on: Date) -> Value {
    let directory = &council.directory;
    let names = Names::on(council, on);
    let people: Vec<_> = directory
        .people()
        .filter_map(|person| {
            let held: Vec<_> = directory
                .appointments_of(person, on)
                .map(|a| {
                    json!({
                        "id": a.id, "office": a.role.kind().slug(), "title": names.role(&a.role),
                        "from": a.from, "to": a.to,
                    })
                })
                .collect();
            let away = directory.away(person, on).map(|away| {
                let cover = away.covered_by.as_ref().map(|cover| names.person(cover));
                json!({ "from": away.from, "to": away.to, "covered_by": cover })
            });
            (!held.is_empty()).then(|| {
                json!({
                    "id": person, "name": names.person(person), "appointments": held, "away": away,
                })
            })
        })
        .collect();
    let services: Vec<_> = directory
        .services
        .on(on)
        .map(|service| {
            json!({
                "id": service.id, "name": service.name, "description": service.description,
                "words": service.words, "report": service.report, "request": service.request,
                "try_first": service.try_first,
                "manager": acting(&names, directory.manager_of(&service.id, on)),
                "chief_officer": acting(&names, directory.chief_officer_of(&service.id, on)),
            })
        })
        .collect();
    let wards: Vec<_> = directory
        .wards
        .on(on)
        .map(|ward| {
            let seats = directory.members_of_ward(&ward.id, on).into_iter();
            let members: Vec<_> = seats.map(|a| names.person(&a.person)).collect();
            json!({ "id": ward.id, "name": ward.name, "gss": ward.gss, "members": members })
        })
        .collect();
    let gaps: Vec<_> = directory
        .gaps(on)
        .iter()
        .map(|gap| say(council, gap, on))
        .collect();
    json!({
        "council": &*council.name, "on": on, "people": people, "services": services, "wards": wards,
        "groups": named(directory.groups.on(on).map(|g| (g.id.as_str(), g.name()))),
        "bodies": named(directory.bodies.on(on).map(|b| (b.id.as_str(), b.name()))),
        "teams": named(directory.teams.on(on).map(|t| (t.id.as_str(), t.name()))),
        "partners": named(directory.partners.on(on).map(|p| (p.id.as_str(), p.name()))),
        "gaps": gaps,
    })
}

fn named<'a>(facts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Value> {
    facts
        .map(|(id, name)| json!({ "id": id, "name": name }))
        .collect()
}

fn acting(names: &Names<'_>, acting: Option<Acting>) -> Value {
    acting.map_or(Value::Null, |acting| {
        let instead_of = match &acting.how {
            How::Holder | How::Deputy { of: None } => None,
            How::Cover { of } | How::Deputy { of: Some(of) } => Some(names.person(of)),
        };
        json!({
            "person": acting.person, "name": names.person(&acting.person), "instead_of": instead_of,
        })
    })
}

/// The directory as lines for a terminal: what is missing first.
pub(super) fn write(council: &Council, on: Date, out: &mut impl Write) -> io::Result<()> {
    let directory = &council.directory;
    let names = Names::on(council, on);
    let gaps = directory.gaps(on);
    if !gaps.is_empty() {
        writeln!(out, "\nTo see to")?;
        for gap in &gaps {
            writeln!(out, "  {}", say(council, gap, on))?;
        }
    }
    writeln!(out, "\nOffices")?;
    let mut offices: Vec<_> = directory
        .appointments()
        .filter(|a| a.holds(on) && a.role.has_post_token())
        .map(|a| (a.role.kind(), names.role(&a.role), names.person(&a.person)))
        .collect();
    offices.sort();
    for (_, office, person) in offices {
        writeln!(out, "  {office:<52} {person}")?;
    }
    writeln!(out, "\nWards")?;
    for ward in directory.wards.on(on) {
        let seats = directory.members_of_ward(&ward.id, on).into_iter();
        let members: Vec<_> = seats.map(|a| names.person(&a.person)).collect();
        writeln!(out, "  {:<24} {}", ward.name, members.join(", "))?;
    }
    writeln!(out, "\nServices")?;
    for service in directory.services.on(on) {
        let manager = directory.manager_of(&service.id, on);
        let manager = manager.map_or("nobody".to_owned(), |m| names.person(&m.person));
        let officers = directory.officers_of(&service.id, on).len();
        writeln!(
            out,
            "  {:<36} {manager} ({officers} officers)",
            service.name
        )?;
    }
    Ok(())
}

/// A gap as a sentence.
fn say(council: &Council, gap: &Gap, on: Date) -> String {
    let names = Names::on(council, on);
    let office = |role: &Role| names.role(role);
    match gap {
        Gap::Vacancy(vacancy) => {
            let since = vacancy
                .since
                .map_or_else(String::new, |day| format!(" since {}", long_date(day)));
            let who = vacancy
                .acting
                .iter()
                .map(|a| names.person(&a.person))
                .collect::<Vec<_>>()
                .join(", ");
            match (vacancy.role.kind(), vacancy.places, who.as_str()) {
                (RoleKind::Member, places, _) => {
                    format!(
                        "vacant{since}: {places} seat(s) of {}",
                        office(&vacancy.role)
                    )
                }
                (_, _, "") => format!("vacant{since}: {}; nobody acts", office(&vacancy.role)),
                (_, _, who) => format!("vacant{since}: {}; {who} acts", office(&vacancy.role)),
            }
        }
        Gap::Uncovered { person, until, .. } => {
            format!(
                "{} is away until {} without cover",
                names.person(person),
                long_date(*until)
            )
        }
        Gap::CoverEnds {
            person,
            covered_by,
            on,
            ..
        } => format!(
            "{} covers {} until {}",
            names.person(covered_by),
            names.person(person),
            long_date(*on)
        ),
        Gap::MemberLeaves { person, on, .. } => {
            format!(
                "{} leaves the council on {}",
                names.person(person),
                long_date(*on)
            )
        }
        Gap::NoChiefOfficer { service } => {
            format!(
                "{} belongs to no directorate: no Chief Officer answers for it",
                names.service(service)
            )
        }
        Gap::NoWords { service } => {
            format!(
                "{} has no plain words: Who Does What finds it by its name only",
                names.service(service)
            )
        }
        Gap::Orphaned { appointment } => {
            let held = council.directory.appointment(appointment);
            held.map_or_else(String::new, |a| {
                let (who, what) = (names.person(&a.person), office(&a.role));
                format!("{who} is still {what}, which has ended")
            })
        }
    }
}

/// What a search of Who Does What finds.
pub(super) fn found(council: &Council, found: &Found, on: Date) -> Value {
    let directory = &council.directory;
    let names = Names::on(council, on);
    let services: Vec<_> = found
        .hits
        .iter()
        .map(|hit| {
            let service = directory.services.get(&hit.service, on);
            let why: Vec<_> = hit.why.iter().map(ToString::to_string).collect();
            json!({
                "service": hit.service, "name": names.service(&hit.service), "why": why,
                "manager": acting(&names, directory.manager_of(&hit.service, on)),
                "report": service.and_then(|s| s.report.as_deref()),
                "request": service.and_then(|s| s.request.as_deref()),
                "try_first": service.and_then(|s| s.try_first.as_deref()),
            })
        })
        .collect();
    let partners: Vec<_> = found
        .partners
        .iter()
        .filter_map(|hit| {
            let partner = directory.partners.get(&hit.partner, on)?;
            let why: Vec<_> = hit.why.iter().map(ToString::to_string).collect();
            Some(json!({
                "partner": hit.partner, "name": partner.name, "why": why, "link": partner.link,
                "contact": partner.contact, "phone": partner.phone, "email": partner.email,
            }))
        })
        .collect();
    json!({
        "services": services,
        "partners": partners,
        "not_ours": found.is_not_ours(),
        "unclear": found.hits.is_empty(),
        "instead_of_a_senior_officer": found.steer.as_ref().map(|steer| &steer.instead),
    })
}

/// What a search finds, as lines.
pub(super) fn write_found(
    council: &Council,
    found: &Found,
    on: Date,
    out: &mut impl Write,
) -> io::Result<()> {
    let directory = &council.directory;
    let names = Names::on(council, on);
    if found.is_not_ours() {
        writeln!(out, "Probably not the council’s:")?;
    }
    let partners = found.partners.iter();
    let shown = if found.is_not_ours() { 1 } else { 0 };
    for partner in partners
        .take(shown)
        .filter_map(|hit| directory.partners.get(&hit.partner, on))
    {
        writeln!(out, "  {}: {}", partner.name, partner.handles)?;
        for line in [&partner.link, &partner.contact, &partner.phone]
            .into_iter()
            .flatten()
        {
            writeln!(out, "    {line}")?;
        }
    }
    if found.steer.is_some() {
        writeln!(
            out,
            "For a service matter go to the service manager, not to a senior officer."
        )?;
    }
    for hit in &found.hits {
        let Some(service) = directory.services.get(&hit.service, on) else {
            continue;
        };
        let manager = directory.manager_of(&hit.service, on);
        let manager = manager.map_or("nobody: the post is vacant".to_owned(), |m| {
            names.person(&m.person)
        });
        writeln!(out, "{}  (service manager: {manager})", service.name)?;
        for why in &hit.why {
            writeln!(out, "  {why}")?;
        }
        let links = [
            ("try first", &service.try_first),
            ("report", &service.report),
            ("request", &service.request),
        ];
        for (label, link) in links {
            if let Some(link) = link {
                writeln!(out, "  {label}: {link}")?;
            }
        }
    }
    if found.hits.is_empty() && !found.is_not_ours() {
        writeln!(
            out,
            "No service is known by these words: try others, or ask the contact centre."
        )?;
    }
    Ok(())
}
