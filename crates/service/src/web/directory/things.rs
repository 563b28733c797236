//! The fields of services, wards, political groups, bodies, teams and partners.

use domain::directory::{Partner, Service};

use super::fields::{BODY_KINDS, PARTNER_KINDS, TEAM_KINDS, What, from_to, kinds, pick, text};
use crate::web::forms::Field;
use crate::web::names::Names;

/// Services, wards, groups, bodies, teams and partners.
pub fn thing(names: Names<'_>, what: What, id: Option<&str>) -> Option<Vec<Field>> {
    let directory = &names.council().directory;
    let on = Field::day("on", "From which day this holds").with(names.day().to_string());
    let name = |known: Option<&str>| Field::line("name", "Name").with(known.unwrap_or_default());
    let (mut fields, from, to) = match what {
        What::Service => {
            let known = id
                .map(|id| directory.services.latest(&id.parse().ok()?))
                .map_or(Some(None), |k| k.map(Some))?;
            let of = |get: fn(&Service) -> Option<&str>| known.and_then(get);
            let fields = vec![
                name(known.map(|k| k.name.as_str())),
                Field::words("description", "What it does, in a sentence", 2, 600)
                    .with(known.map_or("", |k| k.description.as_str()))
                    .optional(),
                Field::line("words", "Plain words, with commas between them")
                    .with(known.map_or_else(String::new, |k| k.words.join(", ")))
                    .optional(),
                text(
                    "report",
                    "Where a fault is reported online",
                    of(|k| k.report.as_deref()),
                ),
                text(
                    "request",
                    "Where it is requested online",
                    of(|k| k.request.as_deref()),
                ),
                text(
                    "try-first",
                    "What to try before an enquiry",
                    of(|k| k.try_first.as_deref()),
                ),
                Field::select(
                    "directorate",
                    "Directorate",
                    pick(names, &directory.teams, "None"),
                )
                .with(
                    known
                        .and_then(|k| k.directorate.as_ref())
                        .map_or("", |d| d.as_str()),
                )
                .optional(),
                Field::select(
                    "team",
                    "Team that works for it",
                    pick(names, &directory.teams, "Its own officers"),
                )
                .with(
                    known
                        .and_then(|k| k.team.as_ref())
                        .map_or("", |t| t.as_str()),
                )
                .optional(),
            ];
            (fields, known.map(|k| k.from), known.and_then(|k| k.to))
        }
        What::Ward => {
            let known = id
                .map(|id| directory.wards.latest(&id.parse().ok()?))
                .map_or(Some(None), |k| k.map(Some))?;
            let fields = vec![
                name(known.map(|k| k.name.as_str())),
                text(
                    "gss",
                    "Code of the Office for National Statistics",
                    known.and_then(|k| k.gss.as_deref()),
                ),
                Field::number("seats", "How many members it elects")
                    .with(known.map_or_else(|| "3".to_owned(), |k| k.seats.to_string())),
            ];
            (fields, known.map(|k| k.from), known.and_then(|k| k.to))
        }
        What::Group => {
            let known = id
                .map(|id| directory.groups.latest(&id.parse().ok()?))
                .map_or(Some(None), |k| k.map(Some))?;
            (
                vec![name(known.map(|k| k.name.as_str()))],
                known.map(|k| k.from),
                known.and_then(|k| k.to),
            )
        }
        What::Body => {
            let known = id
                .map(|id| directory.bodies.latest(&id.parse().ok()?))
                .map_or(Some(None), |k| k.map(Some))?;
            let kind = known.map_or_else(|| "committee".to_owned(), |k| stored(&k.kind));
            let fields = vec![
                name(known.map(|k| k.name.as_str())),
                Field::one("kind", "What it is", kinds(BODY_KINDS)).with(kind),
            ];
            (fields, known.map(|k| k.from), known.and_then(|k| k.to))
        }
        What::Team => {
            let known = id
                .map(|id| directory.teams.latest(&id.parse().ok()?))
                .map_or(Some(None), |k| k.map(Some))?;
            let kind = known.map_or_else(|| "team".to_owned(), |k| stored(&k.kind));
            let fields = vec![
                name(known.map(|k| k.name.as_str())),
                Field::one("kind", "What it is", kinds(TEAM_KINDS)).with(kind),
                Field::select(
                    "part-of",
                    "Part of which directorate",
                    pick(names, &directory.teams, "None"),
                )
                .with(
                    known
                        .and_then(|k| k.part_of.as_ref())
                        .map_or("", |t| t.as_str()),
                )
                .optional(),
                text(
                    "email",
                    "Shared mail address",
                    known.and_then(|k| k.email.as_deref()),
                ),
                text(
                    "phone",
                    "Shared telephone",
                    known.and_then(|k| k.phone.as_deref()),
                ),
            ];
            (fields, known.map(|k| k.from), known.and_then(|k| k.to))
        }
        What::Partner => {
            let known = id
                .map(|id| directory.partners.latest(&id.parse().ok()?))
                .map_or(Some(None), |k| k.map(Some))?;
            let of = |get: fn(&Partner) -> Option<&str>| known.and_then(get);
            let kind = known.map_or_else(|| "other".to_owned(), |k| stored(&k.kind));
            let fields = vec![
                name(known.map(|k| k.name.as_str())),
                Field::one("kind", "What it is", kinds(PARTNER_KINDS)).with(kind),
                Field::words("handles", "What it deals with, in a sentence", 2, 600)
                    .with(known.map_or("", |k| k.handles.as_str()))
                    .optional(),
                Field::line("words", "Plain words, with commas between them")
                    .with(known.map_or_else(String::new, |k| k.words.join(", ")))
                    .optional(),
                text("link", "Its page for reports", of(|k| k.link.as_deref())),
                text(
                    "contact",
                    "The office to contact there",
                    of(|k| k.contact.as_deref()),
                ),
                text("email", "Shared mail address", of(|k| k.email.as_deref())),
                text("phone", "Shared telephone", of(|k| k.phone.as_deref())),
            ];
            (fields, known.map(|k| k.from), known.and_then(|k| k.to))
        }
        _ => return None,
    };
    fields.extend(from_to(from.unwrap_or(names.day()), to));
    fields.push(on);
    Some(fields)
}

fn stored<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
