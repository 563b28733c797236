//! The command that the answers of a change make. Reads shapes; the rules check the rest.

use domain::council::Council;
use domain::directory::{
    Body, Details, DirectoryCommand, EndReason, Group, NewAppointment, Partner, Role, RoleKind,
    Service, Start, Team, Ward, slugify,
};
use domain::ids::AppointmentId;
use domain::verdict::Invalid;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::fields::What;
use crate::web::posted::Posted;
use crate::web::words;

type Read<T> = Result<T, Vec<Invalid>>;

fn bad<T>(field: &'static str, why: impl Into<String>) -> Read<T> {
    Err(vec![Invalid::new(field, why)])
}

fn id<T: std::str::FromStr>(posted: &Posted, field: &'static str) -> Read<T> {
    posted
        .text(field)
        .parse()
        .or_else(|_| bad(field, "choose one of the list"))
}

fn maybe_id<T: std::str::FromStr>(posted: &Posted, field: &'static str) -> Read<Option<T>> {
    match posted.given(field) {
        None => Ok(None),
        Some(_) => id(posted, field).map(Some),
    }
}

fn word<T: DeserializeOwned>(posted: &Posted, field: &'static str) -> Read<T> {
    serde_json::from_value(json!(posted.text(field))).or_else(|_| bad(field, "choose one"))
}

fn day(posted: &Posted, field: &'static str) -> Read<Date> {
    match posted.date(field) {
        Ok(Some(date)) => Ok(date),
        Ok(None) => bad(field, "give the day"),
        Err(why) => bad(field, why),
    }
}

fn maybe_day(posted: &Posted, field: &'static str) -> Read<Option<Date>> {
    posted.date(field).or_else(|why| bad(field, why))
}

fn some(posted: &Posted, field: &str) -> Option<String> {
    posted.given(field).map(str::to_owned)
}

fn owned(posted: &Posted, field: &str) -> String {
    posted.text(field).to_owned()
}

fn commas(posted: &Posted, field: &str) -> Vec<String> {
    let parts = posted.text(field).split([',', '\n']).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The identifier of what is changed, or one made from the name of what is new.
fn own_id<T: std::str::FromStr>(posted: &Posted) -> Read<T> {
    let known = posted.given("id").map(str::to_owned);
    let slug = known.unwrap_or_else(|| slugify(posted.text("name")));
    slug.parse()
        .or_else(|_| bad("name", "is not a name: give one with letters"))
}

/// The command that the answers make.
pub fn command(council: &Council, what: What, posted: &Posted) -> Read<DirectoryCommand> {
    Ok(match what {
        What::Person => person_command(posted)?,
        What::Appoint => DirectoryCommand::Appoint(NewAppointment {
            appointment: None,
            person: id(posted, "person")?,
            role: role(posted)?,
            from: day(posted, "from")?,
            to: maybe_day(posted, "to")?,
            job_share: posted.ticked("job-share"),
        }),
        What::End => DirectoryCommand::EndAppointment {
            appointment: id(posted, "appointment")?,
            on: day(posted, "on")?,
            reason: word::<EndReason>(posted, "reason")?,
        },
        What::Away => DirectoryCommand::RecordAway {
            away: None,
            person: id(posted, "person")?,
            covered_by: maybe_id(posted, "covered-by")?,
            from: day(posted, "from")?,
            to: day(posted, "to")?,
        },
        What::Line => DirectoryCommand::NameLineManager {
            appointment: id(posted, "appointment")?,
            manager: maybe_id(posted, "manager")?,
            from: day(posted, "from")?,
        },
        What::ElectionDay => election_day(council, posted)?,
        What::CancelAway => DirectoryCommand::CancelAway {
            away: id(posted, "away")?,
        },
        What::Void => DirectoryCommand::VoidAppointment {
            appointment: id(posted, "appointment")?,
        },
        What::Dates => DirectoryCommand::DateAppointment {
            appointment: id(posted, "appointment")?,
            from: day(posted, "from")?,
            to: maybe_day(posted, "to")?,
        },
        What::Leaves => DirectoryCommand::EndPerson {
            person: id(posted, "person")?,
            on: day(posted, "on")?,
            reason: word::<EndReason>(posted, "reason")?,
        },
        _ => thing_command(what, posted)?,
    })
}

fn person_command(posted: &Posted) -> Read<DirectoryCommand> {
    let details = Details {
        name: owned(posted, "name"),
        title: some(posted, "title"),
        address_as: some(posted, "address-as"),
        email: some(posted, "email"),
        phone: some(posted, "phone"),
        reference: some(posted, "reference"),
    };
    Ok(match posted.given("id") {
        None => DirectoryCommand::AddPerson {
            person: None,
            details,
        },
        Some(_) => DirectoryCommand::ChangePerson {
            person: id(posted, "id")?,
            details,
        },
    })
}

/// The office, from its slug and from what it is for.
fn role(posted: &Posted) -> Read<Role> {
    use RoleKind as K;
    let Some(kind) = RoleKind::from_slug(posted.text("office")) else {
        return bad("office", "choose an office");
    };
    let mut role = serde_json::Map::new();
    role.insert("office".to_owned(), json!(kind.slug()));
    let mut needs = |key: &str, field: &'static str| -> Read<()> {
        let Some(value) = posted.given(field) else {
            return bad(
                field,
                format!("say for what somebody is {}", kind.name().to_lowercase()),
            );
        };
        role.insert(key.to_owned(), json!(value));
        Ok(())
    };
    match kind {
        K::Member => needs("ward", "ward")?,
        K::CoOptedMember | K::Chair | K::ViceChair | K::BodyMember => needs("body", "body")?,
        K::GroupLeader | K::DeputyGroupLeader | K::ChiefWhip | K::GroupMember => {
            needs("group", "group")?
        }
        K::CabinetMember | K::ShadowMember => needs("portfolio", "words")?,
        K::LeadMember | K::LinkMember => needs("topic", "words")?,
        K::Spokesperson => {
            needs("group", "group")?;
            needs("topic", "words")?;
        }
        K::ChiefOfficer => needs("directorate", "team")?,
        K::AssistantDirector => {
            needs("directorate", "team")?;
            needs("area", "words")?;
        }
        K::ServiceManager | K::ServiceLead | K::Officer => needs("service", "service")?,
        K::TeamManager | K::TeamMember => needs("team", "team")?,
        K::Assistant => {
            needs("to", "assists")?;
            let given = posted.all("rights");
            let may = |right: &str| given.contains(&right);
            role.insert(
                "rights".to_owned(),
                json!({ "raise": may("raise"), "answer": may("answer"), "read": may("read") }),
            );
        }
        K::Leader
        | K::DeputyLeader
        | K::ChiefExecutive
        | K::MonitoringOfficer
        | K::DeputyMonitoringOfficer
        | K::SectionOneFiveOne
        | K::HeadOfLegal => {}
    }
    serde_json::from_value(role.into())
        .or_else(|_| bad("office", "choose an office and what it is for"))
}

fn thing_command(what: What, posted: &Posted) -> Read<DirectoryCommand> {
    let (from, to, on) = (
        day(posted, "from")?,
        maybe_day(posted, "to")?,
        day(posted, "on")?,
    );
    let name = owned(posted, "name");
    Ok(match what {
        What::Service => DirectoryCommand::RecordService {
            on,
            service: Service {
                id: own_id(posted)?,
                name,
                description: owned(posted, "description"),
                words: commas(posted, "words"),
                report: some(posted, "report"),
                request: some(posted, "request"),
                try_first: some(posted, "try-first"),
                team: maybe_id(posted, "team")?,
                directorate: maybe_id(posted, "directorate")?,
                from,
                to,
            },
        },
        What::Ward => DirectoryCommand::RecordWard {
            on,
            ward: Ward {
                id: own_id(posted)?,
                name,
                gss: some(posted, "gss"),
                seats: posted
                    .text("seats")
                    .parse()
                    .or_else(|_| bad("seats", "give a whole number, for example 3"))?,
                from,
                to,
            },
        },
        What::Group => DirectoryCommand::RecordGroup {
            on,
            group: Group {
                id: own_id(posted)?,
                name,
                from,
                to,
            },
        },
        What::Body => DirectoryCommand::RecordBody {
            on,
            body: Body {
                id: own_id(posted)?,
                name,
                kind: word(posted, "kind")?,
                from,
                to,
            },
        },
        What::Team => DirectoryCommand::RecordTeam {
            on,
            team: Team {
                id: own_id(posted)?,
                name,
                kind: word(posted, "kind")?,
                part_of: maybe_id(posted, "part-of")?,
                email: some(posted, "email"),
                phone: some(posted, "phone"),
                from,
                to,
            },
        },
        _ => DirectoryCommand::RecordPartner {
            on,
            partner: Partner {
                id: own_id(posted)?,
                name,
                kind: word(posted, "kind")?,
                handles: owned(posted, "handles"),
                words: commas(posted, "words"),
                link: some(posted, "link"),
                contact: some(posted, "contact"),
                email: some(posted, "email"),
                phone: some(posted, "phone"),
                from,
                to,
            },
        },
    })
}

/// Seats that end, and lines of `name, ward` that start.
fn election_day(council: &Council, posted: &Posted) -> Read<DirectoryCommand> {
    let directory = &council.directory;
    let on = day(posted, "on")?;
    let ends: Result<Vec<AppointmentId>, _> =
        posted.all("ends").into_iter().map(str::parse).collect();
    let Ok(ends) = ends else {
        return bad("ends", "choose from the list");
    };
    let mut starts = Vec::new();
    for line in posted
        .text("starts")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let Some((name, ward)) = line.rsplit_once(',') else {
            return bad(
                "starts",
                format!(
                    "`{}` has no comma: write a name, a comma and a ward",
                    words::first_words(line, 60)
                ),
            );
        };
        let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
        let person = directory
            .people()
            .find(|id| same(&directory.name(id), name));
        let seat = directory.wards.on(on).find(|w| same(&w.name, ward));
        match (person, seat) {
            (Some(person), Some(ward)) => starts.push(Start {
                person: person.clone(),
                role: Role::Member {
                    ward: ward.id.clone(),
                },
                to: None,
            }),
            (None, _) => {
                return bad(
                    "starts",
                    format!(
                        "`{}` is not a person of the directory: add them first",
                        name.trim()
                    ),
                );
            }
            (_, None) => {
                return bad(
                    "starts",
                    format!("`{}` is not a ward on that day", ward.trim()),
                );
            }
        }
    }
    Ok(DirectoryCommand::ElectionDay { on, ends, starts })
}

#[cfg(test)]
mod tests;
