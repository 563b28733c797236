//! Rows of teams, services, wards, groups, bodies and partners.

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::sheet::{Kind, Row, Sheet};
use super::{BadLine, Import};
use crate::directory::{
    Body, Directory, DirectoryCommand, Fact, Group, Partner, Service, Table, Team, TeamKind, Ward,
    slugify,
};
use crate::ids::TeamId;

type Taken = Result<(DirectoryCommand, bool, String), BadLine>;

impl Import<'_> {
    pub(super) fn facts(&mut self, kind: Kind, sheet: &Sheet) {
        for row in sheet.rows() {
            let now = self.draft.directory();
            let taken = match kind {
                Kind::Teams => team(now, self.on, &row),
                Kind::Services => service(now, self.on, &row),
                Kind::Wards => ward(now, self.on, &row),
                Kind::Groups => group(now, self.on, &row),
                Kind::Bodies => body(now, self.on, &row),
                _ => partner(now, self.on, &row),
            };
            let events = self.draft.events().len();
            let noun = match kind {
                Kind::Teams => "team",
                Kind::Services => "service",
                Kind::Wards => "ward",
                Kind::Groups => "group",
                Kind::Bodies => "body",
                _ => "partner",
            };
            let applied = taken
                .map_err(|bad| vec![bad])
                .and_then(|(command, new, what)| {
                    let applied = self.apply(command);
                    applied.map_err(|wrong| {
                        wrong
                            .into_iter()
                            .map(|w| row.invalid(w))
                            .collect::<Vec<_>>()
                    })?;
                    Ok((new, what))
                });
            match applied {
                Ok((new, what)) => self.note(noun, new, what, events, &row),
                Err(wrong) => {
                    self.unread.push(slugify(row.text("name")));
                    self.unread.push(slugify(row.text("id")));
                    self.wrong.extend(wrong);
                }
            }
        }
    }
}

/// What every fact has: its identifier, its known wording, its dates, and the day of the new wording.
struct Common<T: Fact> {
    id: T::Id,
    known: Option<T>,
    on: Date,
    from: Date,
    to: Option<Date>,
}

fn common<T>(table: &Table<T>, today: Date, row: &Row<'_>) -> Result<Common<T>, BadLine>
where
    T: Fact + Clone,
    T::Id: std::str::FromStr<Err: std::fmt::Display>,
{
    let (column, text) = match row.text("id") {
        "" => ("name", slugify(row.text("name"))),
        id => ("id", id.to_owned()),
    };
    if text.is_empty() {
        return Err(row.bad("name", "is empty: write at least one word"));
    }
    let id: T::Id = text
        .parse()
        .map_err(|bad| row.bad(column, format!("{bad}")))?;
    let known = table.latest(&id).cloned();
    let from = row.date("from")?;
    let to = row.date_or_none("to", known.as_ref().and_then(|k| k.span().1))?;
    let on = table.first_day(&id).map_or(from, |first| first.max(today));
    Ok(Common {
        id,
        known,
        on,
        from,
        to,
    })
}

fn words(row: &Row<'_>, known: Option<&Vec<String>>) -> Vec<String> {
    match row.cell("words") {
        Some(cell) => cell
            .split([';', '|'])
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect(),
        None => known.cloned().unwrap_or_default(),
    }
}

/// One of a closed list of words, as its slug: `Housing association` is `housing-association`.
fn closed<T: DeserializeOwned>(row: &Row<'_>, column: &str, all: &str) -> Result<T, BadLine> {
    let given = row.text(column);
    serde_json::from_value(serde_json::Value::String(slugify(given))).map_err(|_| {
        row.bad(
            column,
            format!("`{given}` is not known here: write one of {all}"),
        )
    })
}

/// A team by identifier or name.
fn team_id(
    now: &Directory,
    row: &Row<'_>,
    column: &str,
    known: Option<&TeamId>,
) -> Result<Option<TeamId>, BadLine> {
    let text = match row.cell(column) {
        None => return Ok(known.cloned()),
        Some("") => return Ok(None),
        Some(text) => text,
    };
    let named = now
        .teams
        .all()
        .find(|team| team.name.eq_ignore_ascii_case(text));
    let id = named
        .map(|team| team.id.clone())
        .or_else(|| text.parse().ok());
    let id = id.filter(|id| now.teams.latest(id).is_some());
    id.map(Some)
        .ok_or_else(|| row.bad(column, format!("`{text}` is no team: add it to teams.csv")))
}

fn team(now: &Directory, today: Date, row: &Row<'_>) -> Taken {
    let Common {
        id,
        known,
        on,
        from,
        to,
    } = common(&now.teams, today, row)?;
    let kind = match row.cell("kind") {
        Some("") | None => known.as_ref().map_or(TeamKind::Team, |k| k.kind),
        Some(_) => closed(row, "kind", "team, directorate")?,
    };
    let old = known.as_ref();
    let team = Team {
        id,
        name: row.text("name").to_owned(),
        kind,
        part_of: team_id(now, row, "part of", old.and_then(|k| k.part_of.as_ref()))?,
        email: row.or_known("email", old.and_then(|k| k.email.as_deref())),
        phone: row.or_known("phone", old.and_then(|k| k.phone.as_deref())),
        from,
        to,
    };
    let what = team.name.clone();
    Ok((
        DirectoryCommand::RecordTeam { on, team },
        known.is_none(),
        what,
    ))
}

fn service(now: &Directory, today: Date, row: &Row<'_>) -> Taken {
    let Common {
        id,
        known,
        on,
        from,
        to,
    } = common(&now.services, today, row)?;
    let old = known.as_ref();
    let description = row.or_known("description", old.map(|k| k.description.as_str()));
    let service = Service {
        id,
        name: row.text("name").to_owned(),
        description: description.unwrap_or_default(),
        words: words(row, old.map(|k| &k.words)),
        report: row.or_known("report", old.and_then(|k| k.report.as_deref())),
        request: row.or_known("request", old.and_then(|k| k.request.as_deref())),
        try_first: row.or_known("try first", old.and_then(|k| k.try_first.as_deref())),
        team: team_id(now, row, "team", old.and_then(|k| k.team.as_ref()))?,
        directorate: team_id(
            now,
            row,
            "directorate",
            old.and_then(|k| k.directorate.as_ref()),
        )?,
        from,
        to,
    };
    let what = service.name.clone();
    Ok((
        DirectoryCommand::RecordService { on, service },
        known.is_none(),
        what,
    ))
}

fn ward(now: &Directory, today: Date, row: &Row<'_>) -> Taken {
    let Common {
        id,
        known,
        on,
        from,
        to,
    } = common(&now.wards, today, row)?;
    let given = row.text("seats");
    let seats = given.parse().map_err(|_| {
        row.bad(
            "seats",
            format!("`{given}` is not a number of members: write 1 to 10"),
        )
    })?;
    let ward = Ward {
        id,
        name: row.text("name").to_owned(),
        gss: row.or_known("gss", known.as_ref().and_then(|k| k.gss.as_deref())),
        seats,
        from,
        to,
    };
    let what = ward.name.clone();
    Ok((
        DirectoryCommand::RecordWard { on, ward },
        known.is_none(),
        what,
    ))
}

fn group(now: &Directory, today: Date, row: &Row<'_>) -> Taken {
    let Common {
        id,
        known,
        on,
        from,
        to,
    } = common(&now.groups, today, row)?;
    let name = row.text("name").to_owned();
    let group = Group {
        id,
        name: name.clone(),
        from,
        to,
    };
    Ok((
        DirectoryCommand::RecordGroup { on, group },
        known.is_none(),
        name,
    ))
}

fn body(now: &Directory, today: Date, row: &Row<'_>) -> Taken {
    let Common {
        id,
        known,
        on,
        from,
        to,
    } = common(&now.bodies, today, row)?;
    let kind = closed(row, "kind", "council, cabinet, scrutiny, committee, panel")?;
    let name = row.text("name").to_owned();
    let body = Body {
        id,
        name: name.clone(),
        kind,
        from,
        to,
    };
    Ok((
        DirectoryCommand::RecordBody { on, body },
        known.is_none(),
        name,
    ))
}

fn partner(now: &Directory, today: Date, row: &Row<'_>) -> Taken {
    let Common {
        id,
        known,
        on,
        from,
        to,
    } = common(&now.partners, today, row)?;
    let old = known.as_ref();
    let all = "council, contractor, housing association, police, utility, health, other";
    let partner = Partner {
        id,
        name: row.text("name").to_owned(),
        kind: closed(row, "kind", all)?,
        handles: row
            .or_known("handles", old.map(|k| k.handles.as_str()))
            .unwrap_or_default(),
        words: words(row, old.map(|k| &k.words)),
        link: row.or_known("link", old.and_then(|k| k.link.as_deref())),
        contact: row.or_known("contact", old.and_then(|k| k.contact.as_deref())),
        email: row.or_known("email", old.and_then(|k| k.email.as_deref())),
        phone: row.or_known("phone", old.and_then(|k| k.phone.as_deref())),
        from,
        to,
    };
    let what = partner.name.clone();
    Ok((
        DirectoryCommand::RecordPartner { on, partner },
        known.is_none(),
        what,
    ))
}
