//! One page for each service, ward, person, group, body, team and partner.

use askama::Template;
use axum::extract::Path;
use domain::directory::{Acting, Appointment, How, Role, RoleKind};
use domain::ids::{GroupId, PersonId};

use super::dated::{Dated, dated};
use super::{Fact, Item, Part};
use crate::web::error::Problem;
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::names::{Link, Names};
use crate::web::words;

#[derive(Template)]
#[template(path = "directory/show.html")]
struct FactPage {
    chrome: Chrome,
    noun: &'static str,
    title: String,
    lead: Option<String>,
    facts: Vec<Fact>,
    parts: Vec<Part>,
    links: Vec<Link>,
    dated: Dated,
}

fn names(me: &Me) -> Names<'_> {
    Names::on(&me.council, me.today)
}

fn acting_line(names: Names<'_>, acting: &Acting) -> String {
    match &acting.how {
        How::Holder => String::new(),
        How::Cover { of } => format!("covers {}", names.person(of)),
        How::Deputy { of: Some(of) } => format!("deputy while {} is away", names.person(of)),
        How::Deputy { of: None } => "deputy while the office is vacant".to_owned(),
    }
}

fn people(names: Names<'_>, acting: &[Acting]) -> Vec<Link> {
    if acting.is_empty() {
        return vec![Link::plain("Nobody: vacant")];
    }
    acting
        .iter()
        .map(|a| {
            let mut link = names.person_link(&a.person);
            let how = acting_line(names, a);
            if !how.is_empty() {
                link.text = format!("{} ({how})", link.text);
            }
            link
        })
        .collect()
}

fn appointed<'a>(me: &'a Me, all: impl IntoIterator<Item = &'a Appointment>) -> Vec<Item> {
    let names = names(me);
    let mut items: Vec<_> = all
        .into_iter()
        .map(|a| {
            let mut item = Item::new(names.person_link(&a.person), names.role(&a.role));
            item.tag = me
                .council
                .directory
                .away(&a.person, me.today)
                .map(|_| "Away");
            item
        })
        .collect();
    items.sort_by(|a, b| a.link.text.cmp(&b.link.text));
    items
}

/// The changes that whoever keeps the directory can make from a page.
fn with_changes(me: &Me, mut links: Vec<Link>, changes: &[(&str, &str)], id: &str) -> Vec<Link> {
    if super::keeps_facts(me) {
        let change = |(what, text): &(&str, &str)| {
            Link::to(*text, format!("/directory/change/{what}?id={id}"))
        };
        links.extend(changes.iter().map(change));
    }
    links
}

/// A service: what it does, who answers for it, where to report and request.
pub async fn service(me: Me, Path(id): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let directory = &me.council.directory;
    let service = directory
        .services
        .ever(&id, me.today)
        .ok_or(Problem::NotFound)?;
    let names = names(&me);
    let manager = Role::ServiceManager {
        service: id.clone(),
    };
    let mut facts = vec![Fact {
        key: "Service manager",
        values: people(names, &directory.acting(&manager, me.today)),
    }];
    let chief: Vec<_> = directory
        .chief_officer_of(&id, me.today)
        .into_iter()
        .collect();
    facts.push(Fact {
        key: "Chief Officer",
        values: people(names, &chief),
    });
    let way = |key, href: &Option<String>, text: &str| {
        href.as_ref().map(|href| Fact {
            key,
            values: vec![Link::to(text, href)],
        })
    };
    facts.extend(way("Report it", &service.report, "Report a fault online"));
    facts.extend(way("Request it", &service.request, "Request it online"));
    if let Some(first) = &service.try_first {
        facts.push(Fact {
            key: "Try first",
            values: vec![Link::plain(first)],
        });
    }
    if !service.words.is_empty() {
        facts.push(Fact {
            key: "Found by",
            values: vec![Link::plain(service.words.join(", "))],
        });
    }
    page(&FactPage {
        dated,
        chrome: me.chrome(&service.name),
        noun: "Service",
        title: service.name.clone(),
        lead: Some(service.description.clone()).filter(|d| !d.is_empty()),
        facts,
        parts: vec![Part {
            title: "Who works for it".to_owned(),
            items: appointed(&me, directory.officers_of(&id, me.today)),
            empty: "Nobody is appointed to this service.",
        }],
        links: with_changes(
            &me,
            vec![
                Link::to(
                    "Raise an enquiry with this service",
                    format!("/enquiries/new?service={id}"),
                ),
                Link::to(
                    "Enquiries with this service that you can read",
                    format!("/enquiries?service={id}"),
                ),
                Link::to("How it performs", format!("/performance/service/{id}")),
            ],
            &[("service", "Change it")],
            id.as_str(),
        ),
    })
}

/// A ward: its members.
pub async fn ward(me: Me, Path(id): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let directory = &me.council.directory;
    let ward = directory
        .wards
        .ever(&id, me.today)
        .ok_or(Problem::NotFound)?;
    let members = directory.members_of_ward(&id, me.today);
    let vacant = usize::from(ward.seats).saturating_sub(members.len());
    let mut facts = vec![Fact {
        key: "Seats",
        values: vec![Link::plain(match vacant {
            0 => ward.seats.to_string(),
            n => format!("{}, {n} vacant", ward.seats),
        })],
    }];
    if let Some(gss) = &ward.gss {
        facts.push(Fact {
            key: "Code",
            values: vec![Link::plain(gss)],
        });
    }
    page(&FactPage {
        dated,
        chrome: me.chrome(&ward.name),
        noun: "Ward",
        title: ward.name.clone(),
        lead: None,
        facts,
        parts: vec![Part {
            title: "Its members".to_owned(),
            items: appointed(&me, members),
            empty: "Nobody represents this ward: its seats are vacant.",
        }],
        links: with_changes(
            &me,
            vec![
                Link::to(
                    "Enquiries in this ward that you can read",
                    format!("/enquiries?ward={id}"),
                ),
                Link::to(
                    "How enquiries in this ward are answered",
                    format!("/performance/ward/{id}"),
                ),
            ],
            &[("ward", "Change it")],
            id.as_str(),
        ),
    })
}

/// A person: what they hold, what they held, who covers them.
pub async fn person(me: Me, Path(id): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
    let directory = &me.council.directory;
    if !directory.knows(&id) {
        return Err(Problem::NotFound);
    }
    let names = names(&me);
    let mut facts = Vec::new();
    if let Some(details) = directory.details(&id) {
        let text = |key, value: &Option<String>| {
            value.as_ref().map(|v| Fact {
                key,
                values: vec![Link::plain(v)],
            })
        };
        facts.extend(text("Mail", &details.email));
        facts.extend(text("Telephone", &details.phone));
    }
    if let Some(away) = directory.away(&id, me.today) {
        let cover = away.covered_by.as_ref();
        let until = Link::plain(format!("until {}", words::date(away.to)));
        facts.push(Fact {
            key: "Away",
            values: vec![until],
        });
        facts.push(Fact {
            key: "Covered by",
            values: vec![cover.map_or_else(|| Link::plain("nobody"), |p| names.person_link(p))],
        });
    }
    let (now, before): (Vec<_>, Vec<_>) = directory.career(&id).partition(|a| a.holds(me.today));
    let line = |a: &Appointment| {
        let to =
            a.to.map_or_else(String::new, |to| format!(" to {}", words::plain_date(to)));
        Item::new(
            names.role_link(&a.role),
            format!("from {}{to}", words::plain_date(a.from)),
        )
    };
    let name = names.person(&id);
    page(&FactPage {
        dated,
        chrome: me.chrome(&name),
        noun: "Person",
        title: name,
        lead: None,
        facts,
        parts: vec![
            Part {
                title: "Holds".to_owned(),
                items: now.into_iter().map(line).collect(),
                empty: "Holds nothing today.",
            },
            Part {
                title: "Held, or will hold".to_owned(),
                items: before.into_iter().map(line).collect(),
                empty: "Nothing else is on record.",
            },
        ],
        links: with_changes(
            &me,
            Vec::new(),
            &[
                ("person", "Change it"),
                ("appointment", "Appoint"),
                ("end", "End an appointment"),
                ("away", "Record an absence"),
                ("cancel-absence", "Take out an absence"),
                (
                    "recorded-by-mistake",
                    "Take out an appointment recorded by mistake",
                ),
                ("dates", "Correct the dates of an appointment"),
                ("leaves", "Record that they leave the council"),
            ],
            id.as_str(),
        ),
    })
}

/// A political group: its offices and members.
pub async fn group(me: Me, Path(id): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let id: GroupId = id.parse().map_err(|_| Problem::NotFound)?;
    let directory = &me.council.directory;
    let group = directory
        .groups
        .ever(&id, me.today)
        .ok_or(Problem::NotFound)?;
    let names = names(&me);
    let office = |key, role: Role| Fact {
        key,
        values: people(names, &directory.acting(&role, me.today)),
    };
    let members = directory.in_office(&Role::GroupMember { group: id.clone() }, me.today);
    page(&FactPage {
        dated,
        chrome: me.chrome(&group.name),
        noun: "Political group",
        title: group.name.clone(),
        lead: None,
        facts: vec![
            office("Leader", Role::GroupLeader { group: id.clone() }),
            office(
                "Deputy leader",
                Role::DeputyGroupLeader { group: id.clone() },
            ),
            office("Chief whip", Role::ChiefWhip { group: id.clone() }),
        ],
        parts: vec![Part {
            title: "Its members".to_owned(),
            items: seats(&me, members),
            empty: "No member belongs to this group.",
        }],
        links: with_changes(&me, Vec::new(), &[("group", "Change it")], id.as_str()),
    })
}

/// Members with their seats rather than with the office by which they were found.
fn seats<'a>(me: &'a Me, found: impl IntoIterator<Item = &'a Appointment>) -> Vec<Item> {
    let names = names(me);
    let mut items: Vec<_> = found
        .into_iter()
        .map(|a| Item::new(names.person_link(&a.person), names.post(&a.person)))
        .collect();
    items.sort_by(|a, b| a.link.text.cmp(&b.link.text));
    items
}

/// A body: chair, vice-chair, members.
pub async fn body(me: Me, Path(id): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let id: domain::ids::BodyId = id.parse().map_err(|_| Problem::NotFound)?;
    let directory = &me.council.directory;
    let body = directory
        .bodies
        .ever(&id, me.today)
        .ok_or(Problem::NotFound)?;
    let names = names(&me);
    let office = |key, role: Role| Fact {
        key,
        values: people(names, &directory.acting(&role, me.today)),
    };
    let mut members = directory.in_office(&Role::BodyMember { body: id.clone() }, me.today);
    members.extend(directory.in_office(&Role::CoOptedMember { body: id.clone() }, me.today));
    page(&FactPage {
        dated,
        chrome: me.chrome(&body.name),
        noun: "Body",
        title: body.name.clone(),
        lead: None,
        facts: vec![
            office("Chair", Role::Chair { body: id.clone() }),
            office("Vice-chair", Role::ViceChair { body: id.clone() }),
        ],
        parts: vec![Part {
            title: "Its members".to_owned(),
            items: seats(&me, members),
            empty: "No member is appointed to this body.",
        }],
        links: with_changes(&me, Vec::new(), &[("body", "Change it")], id.as_str()),
    })
}

/// A team or a directorate: who heads it, who is in it, what it is responsible for.
pub async fn team(me: Me, Path(id): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let id: domain::ids::TeamId = id.parse().map_err(|_| Problem::NotFound)?;
    let directory = &me.council.directory;
    let team = directory
        .teams
        .ever(&id, me.today)
        .ok_or(Problem::NotFound)?;
    let names = names(&me);
    let mut facts = Vec::new();
    let heads = if team.kind == domain::directory::TeamKind::Directorate {
        (
            "Chief Officer",
            Role::ChiefOfficer {
                directorate: id.clone(),
            },
        )
    } else {
        ("Manager", Role::TeamManager { team: id.clone() })
    };
    facts.push(Fact {
        key: heads.0,
        values: people(names, &directory.acting(&heads.1, me.today)),
    });
    let text = |key, value: &Option<String>| {
        value.as_ref().map(|v| Fact {
            key,
            values: vec![Link::plain(v)],
        })
    };
    facts.extend(text("Mail", &team.email));
    facts.extend(text("Telephone", &team.phone));
    let belongs = |a: &&Appointment| match &a.role {
        Role::TeamMember { team } | Role::TeamManager { team } => team == &id,
        Role::AssistantDirector { directorate, .. } | Role::ChiefOfficer { directorate } => {
            directorate == &id
        }
        _ => false,
    };
    let staff = directory
        .appointments()
        .filter(|a| a.holds(me.today))
        .filter(belongs);
    let services = directory
        .services
        .on(me.today)
        .filter(|s| s.directorate.as_ref() == Some(&id) || s.team.as_ref() == Some(&id))
        .map(|s| {
            Item::new(
                Link::to(&s.name, format!("/services/{}", s.id)),
                s.description.clone(),
            )
        });
    page(&FactPage {
        dated,
        chrome: me.chrome(&team.name),
        noun: if heads.1.kind() == RoleKind::ChiefOfficer {
            "Directorate"
        } else {
            "Team"
        },
        title: team.name.clone(),
        lead: None,
        facts,
        parts: vec![
            Part {
                title: "Who is in it".to_owned(),
                items: appointed(&me, staff),
                empty: "Nobody is appointed to this team.",
            },
            Part {
                title: "Its services".to_owned(),
                items: services.collect(),
                empty: "No service is recorded as its own.",
            },
        ],
        links: with_changes(&me, Vec::new(), &[("team", "Change it")], id.as_str()),
    })
}

/// A body outside the council and what it deals with.
pub async fn partner(me: Me, Path(id): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let id: domain::ids::PartnerId = id.parse().map_err(|_| Problem::NotFound)?;
    let directory = &me.council.directory;
    let partner = directory
        .partners
        .ever(&id, me.today)
        .ok_or(Problem::NotFound)?;
    let text = |key, value: &Option<String>| {
        value.as_ref().map(|v| Fact {
            key,
            values: vec![Link::plain(v)],
        })
    };
    let mut facts = Vec::new();
    if let Some(link) = &partner.link {
        facts.push(Fact {
            key: "Its page",
            values: vec![Link::to("Report it there", link)],
        });
    }
    facts.extend(text("Contact", &partner.contact));
    facts.extend(text("Mail", &partner.email));
    facts.extend(text("Telephone", &partner.phone));
    page(&FactPage {
        dated,
        chrome: me.chrome(&partner.name),
        noun: "Outside the council",
        title: partner.name.clone(),
        lead: Some(partner.handles.clone()).filter(|h| !h.is_empty()),
        facts,
        parts: Vec::new(),
        links: with_changes(&me, Vec::new(), &[("partner", "Change it")], id.as_str()),
    })
}
