//! What a row of appointments says: offices, what they are for, persons, rights.

use std::str::FromStr;

use jiff::civil::Date;

use super::BadLine;
use super::sheet::Row;
use crate::directory::{
    Appointment, Directory, EndReason, Fact, Rights, Role, RoleKind, Table, slugify,
};
use crate::ids::{AppointmentId, PersonId};

/// An appointment as a row gives it.
pub(super) struct Given {
    pub(super) person: PersonId,
    pub(super) role: Role,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    pub(super) ended: Option<EndReason>,
    pub(super) job_share: bool,
    pub(super) managed_by: Option<PersonId>,
    /// The appointment that is known already.
    pub(super) known: Option<AppointmentId>,
}

/// Whose turn it is: seats, then groups, then offices above before those below.
pub(super) fn rank(kind: RoleKind) -> u8 {
    match kind {
        RoleKind::Member | RoleKind::CoOptedMember => 0,
        RoleKind::GroupMember => 1,
        _ => 2,
    }
}

pub(super) fn kind_of(row: &Row<'_>) -> Result<RoleKind, BadLine> {
    let office = row.text("office");
    let named = RoleKind::all().find(|kind| kind.name().eq_ignore_ascii_case(office));
    named
        .or_else(|| RoleKind::from_slug(&slugify(office)))
        .ok_or_else(|| {
            let all: Vec<_> = RoleKind::all().map(RoleKind::slug).collect();
            row.bad(
                "office",
                format!("`{office}` is no office: write one of {}", all.join(", ")),
            )
        })
}

pub(super) fn given(now: &Directory, row: &Row<'_>) -> Result<Given, BadLine> {
    let person = person_in(now, row, "person")?;
    let from = row.date("from")?;
    let role = role(now, row, kind_of(row)?, from)?;
    let last = row.date_or_none("to", None)?;
    let career = || now.career(&person).filter(|a| a.role == role);
    // An appointment without end that the row overlaps is the same one, with corrected dates.
    let open = |a: &&Appointment| a.to.is_none() && last.is_none_or(|to| a.from <= to);
    let known = career().find(|a| a.from == from);
    let known = known.or_else(|| career().find(open));
    let to = row.date_or_none("to", known.and_then(|a| a.to))?;
    let known = known.map(|a| a.id.clone());
    let job_share = match row.text("job share").to_lowercase().as_str() {
        "" | "no" | "n" => false,
        "yes" | "y" => true,
        other => {
            return Err(row.bad(
                "job share",
                format!("`{other}` is not an answer: write yes or no"),
            ));
        }
    };
    let ended = match row.text("ended") {
        "" => None,
        word => Some(end_reason(row, word)?),
    };
    if ended.is_some() && to.is_none() {
        return Err(row.bad("to", "is empty: give the last day of what ended"));
    }
    let managed_by = match row.text("managed by") {
        "" => None,
        _ => Some(person_in(now, row, "managed by")?),
    };
    Ok(Given {
        person,
        role,
        from,
        to,
        ended,
        job_share,
        managed_by,
        known,
    })
}

fn end_reason(row: &Row<'_>, word: &str) -> Result<EndReason, BadLine> {
    serde_json::from_value(serde_json::Value::String(slugify(word))).map_err(|_| {
        let all = "election, resigned, moved, removed, retired, died, abolished, other";
        row.bad(
            "ended",
            format!("`{word}` is no reason: write one of {all}"),
        )
    })
}

/// The person with this reference or mail address.
pub(super) fn person_by(now: &Directory, key: &str) -> Option<PersonId> {
    let same = |text: &Option<String>| text.as_deref().is_some_and(|t| t.eq_ignore_ascii_case(key));
    let found = now.people().find(|person| {
        now.details(person)
            .is_some_and(|d| same(&d.reference) || same(&d.email))
    });
    found.cloned()
}

pub(super) fn person_in(now: &Directory, row: &Row<'_>, column: &str) -> Result<PersonId, BadLine> {
    let key = row.text(column);
    person_by(now, key).ok_or_else(|| {
        let why = match key {
            "" => "is empty: write the person’s reference or mail address".to_owned(),
            key => format!(
                "`{key}` is nobody’s reference or mail address: add the person to people.csv"
            ),
        };
        row.bad(column, why)
    })
}

/// A fact by identifier or name.
fn id_of<T>(row: &Row<'_>, noun: &str, table: &Table<T>) -> Result<T::Id, BadLine>
where
    T: Fact,
    T::Id: FromStr,
{
    let text = row.text("of");
    let named = table
        .all()
        .find(|fact| fact.name().eq_ignore_ascii_case(text));
    let id = named
        .map(|fact| fact.id().clone())
        .or_else(|| text.parse().ok());
    id.filter(|id| table.latest(id).is_some()).ok_or_else(|| {
        row.bad(
            "of",
            format!("`{text}` is no {noun}: write its name as in its own table"),
        )
    })
}

fn role(now: &Directory, row: &Row<'_>, kind: RoleKind, from: Date) -> Result<Role, BadLine> {
    use RoleKind as K;
    let body = || id_of(row, "body", &now.bodies);
    let group = || id_of(row, "political group", &now.groups);
    let team = || id_of(row, "team", &now.teams);
    let service = || id_of(row, "service", &now.services);
    let words = || match row.text("topic") {
        "" => row.text("of").to_owned(),
        topic => topic.to_owned(),
    };
    Ok(match kind {
        K::Member => Role::Member {
            ward: id_of(row, "ward", &now.wards)?,
        },
        K::CoOptedMember => Role::CoOptedMember { body: body()? },
        K::Leader => Role::Leader,
        K::DeputyLeader => Role::DeputyLeader,
        K::CabinetMember => Role::CabinetMember { portfolio: words() },
        K::Chair => Role::Chair { body: body()? },
        K::ViceChair => Role::ViceChair { body: body()? },
        K::BodyMember => Role::BodyMember { body: body()? },
        K::GroupLeader => Role::GroupLeader { group: group()? },
        K::DeputyGroupLeader => Role::DeputyGroupLeader { group: group()? },
        K::ChiefWhip => Role::ChiefWhip { group: group()? },
        K::GroupMember => Role::GroupMember { group: group()? },
        K::LeadMember => Role::LeadMember { topic: words() },
        K::LinkMember => Role::LinkMember { topic: words() },
        K::ShadowMember => Role::ShadowMember { portfolio: words() },
        K::Spokesperson => Role::Spokesperson {
            group: group()?,
            topic: row.text("topic").to_owned(),
        },
        K::ChiefExecutive => Role::ChiefExecutive,
        K::MonitoringOfficer => Role::MonitoringOfficer,
        K::DeputyMonitoringOfficer => Role::DeputyMonitoringOfficer,
        K::SectionOneFiveOne => Role::SectionOneFiveOne,
        K::HeadOfLegal => Role::HeadOfLegal,
        K::ChiefOfficer => Role::ChiefOfficer {
            directorate: team()?,
        },
        K::AssistantDirector => Role::AssistantDirector {
            directorate: team()?,
            area: row.text("topic").to_owned(),
        },
        K::ServiceManager => Role::ServiceManager {
            service: service()?,
        },
        K::ServiceLead => Role::ServiceLead {
            service: service()?,
        },
        K::Officer => Role::Officer {
            service: service()?,
        },
        K::TeamManager => Role::TeamManager { team: team()? },
        K::TeamMember => Role::TeamMember { team: team()? },
        K::Assistant => Role::Assistant {
            to: seat_of(now, row, from)?,
            rights: rights(row)?,
        },
    })
}

/// The seat of the member whom an assistant assists.
fn seat_of(now: &Directory, row: &Row<'_>, on: Date) -> Result<AppointmentId, BadLine> {
    let member = person_in(now, row, "of")?;
    let seat = now
        .appointments_of(&member, on)
        .find(|a| a.role.kind() == RoleKind::Member);
    seat.map(|a| a.id.clone()).ok_or_else(|| {
        row.bad(
            "of",
            format!("{} is not a member on {on}", now.name(&member)),
        )
    })
}

fn rights(row: &Row<'_>) -> Result<Rights, BadLine> {
    let mut rights = Rights::default();
    for word in row
        .text("rights")
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
    {
        match word.to_lowercase().as_str() {
            "raise" => rights.raise = true,
            "answer" => rights.answer = true,
            "read" => rights.read = true,
            other => {
                let why = format!(
                    "`{other}` is no right: write raise, answer and read, as many as apply"
                );
                return Err(row.bad("rights", why));
            }
        }
    }
    if rights == Rights::default() {
        return Err(row.bad(
            "rights",
            "is empty: write raise, answer and read, as many as apply",
        ));
    }
    Ok(rights)
}
