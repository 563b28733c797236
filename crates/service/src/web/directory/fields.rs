//! What each change of the directory asks, and the command that the answers make. The rules check the
//! fields; here they are only read.

use domain::directory::{
    Body, Details, DirectoryCommand, EndReason, Group, NewAppointment, Partner, Role, RoleKind,
    Service, Start, Table, Team, Ward, slugify,
};
use domain::ids::{AppointmentId, PersonId};
use domain::verdict::Invalid;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::web::forms::{Choice, Field};
use crate::web::frame::Me;
use crate::web::names::Names;
use crate::web::posted::Posted;
use crate::web::words;

/// The changes that a page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A person, new or known.
    Person,
    /// A person in an office.
    Appoint,
    /// The end of an appointment.
    End,
    /// An absence with its cover.
    Away,
    /// Who manages the holder of an appointment.
    Line,
    /// A service.
    Service,
    /// A ward.
    Ward,
    /// A political group.
    Group,
    /// A body.
    Body,
    /// A team or directorate.
    Team,
    /// A partner outside the council.
    Partner,
    /// The change of one day after an election.
    ElectionDay,
}

/// Every change: its name in addresses, the heading, the button, one sentence on it.
const ALL: [(What, &str, &str, &str, &str); 12] = [
    (
        What::Person,
        "person",
        "A person",
        "Save",
        "Names and contacts are kept apart from the log, so that they can be erased.",
    ),
    (
        What::Appoint,
        "appointment",
        "Appoint somebody",
        "Appoint",
        "A person holds an office from a day on. A successor’s appointment is another one: casework does not follow by itself.",
    ),
    (
        What::End,
        "end",
        "End an appointment",
        "End it",
        "The last day is the last on which it is held. A member’s open enquiries then wait for the constituent’s consent or the Monitoring Officer.",
    ),
    (
        What::Away,
        "away",
        "Somebody is away",
        "Save",
        "Whoever covers an officer reads and acts as that officer does, but for confidential registers. Members are not covered.",
    ),
    (
        What::Line,
        "line-manager",
        "Who manages whom",
        "Save",
        "Only where it differs from the order of offices.",
    ),
    (
        What::Service,
        "service",
        "A service",
        "Save",
        "The plain words are what people type when they look for it: missed bin, damp in council flat.",
    ),
    (
        What::Ward,
        "ward",
        "A ward",
        "Save",
        "Wards carry dates: after a boundary order a new one begins and the old one ends.",
    ),
    (
        What::Group,
        "group",
        "A political group",
        "Save",
        "Members join it by appointment.",
    ),
    (
        What::Body,
        "body",
        "A body",
        "Save",
        "The Council, the Cabinet, a committee or a panel.",
    ),
    (
        What::Team,
        "team",
        "A team or directorate",
        "Save",
        "A directorate has a Chief Officer; any other team may have a manager.",
    ),
    (
        What::Partner,
        "partner",
        "A partner outside the council",
        "Save",
        "An office and shared contacts only, never a person’s own.",
    ),
    (
        What::ElectionDay,
        "election-day",
        "Election day",
        "Make the change",
        "Seats end the day before the new terms begin, and others start, all at once. Who is re-elected for the same ward keeps the appointment: leave them out of both.",
    ),
];

impl What {
    fn row(self) -> &'static (What, &'static str, &'static str, &'static str, &'static str) {
        &ALL[self as usize]
    }
    /// The change with this name in addresses.
    pub fn named(name: &str) -> Option<Self> {
        ALL.iter()
            .find(|(_, n, ..)| *n == name)
            .map(|(what, ..)| *what)
    }
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        self.row().1
    }
    /// Its heading.
    pub fn heading(self) -> &'static str {
        self.row().2
    }
    /// The words of its button.
    pub fn button(self) -> &'static str {
        self.row().3
    }
    /// One sentence on it.
    pub fn lead(self) -> &'static str {
        self.row().4
    }
    /// Every change with its heading.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        ALL.iter().map(|(_, name, heading, ..)| (*name, *heading))
    }
}

fn pick<T: domain::directory::Fact<Id: AsRef<str>>>(
    me: &Me,
    table: &Table<T>,
    none: &str,
) -> Vec<Choice> {
    let mut all: Vec<_> = table
        .on(me.today)
        .map(|fact| Choice::new(fact.id().as_ref(), fact.name()))
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", none));
    all
}

fn people(me: &Me, none: &str) -> Vec<Choice> {
    let names = Names::on(&me.council, me.today);
    let mut all: Vec<_> = me
        .council
        .directory
        .people()
        .map(|id| {
            let post = names.post(id);
            let label = if post.is_empty() {
                names.person(id)
            } else {
                format!("{}, {post}", names.person(id))
            };
            Choice::new(id.as_str(), label)
        })
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", none));
    all
}

fn appointments(me: &Me, of: Option<&PersonId>, none: &str) -> Vec<Choice> {
    let names = Names::on(&me.council, me.today);
    let held = me
        .council
        .directory
        .appointments()
        .filter(|a| a.to.is_none_or(|to| to >= me.today));
    let mut all: Vec<_> = held
        .filter(|a| of.is_none_or(|person| &a.person == person))
        .map(|a| {
            Choice::new(
                a.id.as_str(),
                format!("{}, {}", names.person(&a.person), names.role(&a.role)),
            )
        })
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", none));
    all
}

fn from_to(from: Date, to: Option<Date>) -> [Field; 2] {
    [
        Field::day("from", "First day").with(from.to_string()),
        Field::day("to", "Last day")
            .with(to.map_or_else(String::new, |to| to.to_string()))
            .optional(),
    ]
}

fn text(name: &str, label: &str, value: Option<&str>) -> Field {
    Field::line(name, label)
        .with(value.unwrap_or_default())
        .optional()
}

fn kinds(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs
        .iter()
        .map(|(value, label)| Choice::new(*value, *label))
        .collect()
}

const TEAM_KINDS: &[(&str, &str)] = &[("team", "A team"), ("directorate", "A directorate")];
const BODY_KINDS: &[(&str, &str)] = &[
    ("council", "The full Council"),
    ("cabinet", "The Cabinet or Executive"),
    ("scrutiny", "An overview and scrutiny committee"),
    ("committee", "Another committee"),
    ("panel", "A panel or working group"),
];
const PARTNER_KINDS: &[(&str, &str)] = &[
    ("council", "Another council"),
    ("contractor", "A contractor"),
    ("housing-association", "A housing association"),
    ("police", "The police"),
    ("utility", "A utility"),
    ("health", "The health service"),
    ("other", "Another body"),
];
const REASONS: &[(&str, &str)] = &[
    ("election", "The term ended at an election"),
    ("resigned", "Resigned"),
    ("moved", "Moved to another office"),
    ("removed", "Removed"),
    ("retired", "Retired"),
    ("died", "Died"),
    ("abolished", "The office was abolished"),
    ("other", "Another reason"),
];

/// The fields of a change, filled in with what is known of `id`; none where that is nothing.
pub fn fields(me: &Me, what: What, id: Option<&str>) -> Option<Vec<Field>> {
    Some(match what {
        What::Person => person(me, id)?,
        What::Appoint => {
            let mut all = vec![Field::select("person", "Who", people(me, "Choose a person")).with(id.unwrap_or_default())];
            all.extend(office(me));
            all.extend(from_to(me.today, None));
            all.push(Field::tick("job-share", "The office is shared with somebody else"));
            all
        }
        What::End => {
            let of = id.and_then(|id| id.parse().ok());
            vec![
                Field::select("appointment", "Which appointment", appointments(me, of.as_ref(), "Choose one")),
                Field::day("on", "Last day").with(me.today.to_string()),
                Field::one("reason", "Why", kinds(REASONS)),
            ]
        }
        What::Away => vec![
            Field::select("person", "Who is away", people(me, "Choose a person")).with(id.unwrap_or_default()),
            Field::select("covered-by", "Who covers", people(me, "Nobody")).optional(),
            Field::day("from", "First day").with(me.today.to_string()),
            Field::day("to", "Last day"),
        ],
        What::Line => vec![
            Field::select("appointment", "Whose manager", appointments(me, None, "Choose one")),
            Field::select("manager", "Who manages", appointments(me, None, "As the order of offices says")).optional(),
            Field::day("from", "From which day").with(me.today.to_string()),
        ],
        What::ElectionDay => vec![
            Field::day("on", "First day of the new terms"),
            Field::any("ends", "Whose seats end", seats(me)).optional(),
            Field::words("starts", "Who starts", 8, 20_000)
                .hint("One line each: the name of a known person, a comma, the name of the ward. Add new people first.")
                .optional(),
        ],
        _ => thing(me, what, id)?,
    })
}

fn person(me: &Me, id: Option<&str>) -> Option<Vec<Field>> {
    let known = match id {
        None => Details::default(),
        Some(id) => me.council.directory.details(&id.parse().ok()?)?.clone(),
    };
    Some(vec![
        Field::line("name", "Full name").with(known.name),
        text("title", "Title", known.title.as_deref())
            .hint("For example Dr. “Councillor” follows from the seat."),
        text(
            "address-as",
            "How they wish to be addressed",
            known.address_as.as_deref(),
        ),
        text(
            "email",
            "Mail address at the council",
            known.email.as_deref(),
        ),
        text("phone", "Telephone at the council", known.phone.as_deref()),
        text(
            "reference",
            "Their number in the council’s own lists",
            known.reference.as_deref(),
        ),
    ])
}

/// The office and what it is for; only what the office needs is read.
fn office(me: &Me) -> Vec<Field> {
    let directory = &me.council.directory;
    let offices = RoleKind::all().map(|kind| Choice::new(kind.slug(), kind.name()));
    let mut offices: Vec<_> = offices.collect();
    offices.insert(0, Choice::new("", "Choose an office"));
    vec![
        Field::select("office", "Which office", offices)
            .hint("Fill in below only what this office is for."),
        Field::select("ward", "Ward", pick(me, &directory.wards, "None")).optional(),
        Field::select("body", "Body", pick(me, &directory.bodies, "None")).optional(),
        Field::select(
            "group",
            "Political group",
            pick(me, &directory.groups, "None"),
        )
        .optional(),
        Field::select("service", "Service", pick(me, &directory.services, "None")).optional(),
        Field::select(
            "team",
            "Team or directorate",
            pick(me, &directory.teams, "None"),
        )
        .optional(),
        Field::line("words", "Portfolio, topic or area").optional(),
        Field::select("assists", "Whose assistant", seats_to_choose(me)).optional(),
        Field::any(
            "rights",
            "What the assistant may do",
            kinds(&[
                ("raise", "Raise enquiries"),
                ("answer", "Answer, agree and chase"),
                ("read", "Read the casework"),
            ]),
        )
        .optional(),
    ]
}

fn seats(me: &Me) -> Vec<Choice> {
    crate::web::enquiries::seats(&me.council, me.today)
}

fn seats_to_choose(me: &Me) -> Vec<Choice> {
    let mut all = seats(me);
    all.insert(0, Choice::new("", "Nobody’s"));
    all
}

/// Services, wards, groups, bodies, teams and partners.
fn thing(me: &Me, what: What, id: Option<&str>) -> Option<Vec<Field>> {
    let directory = &me.council.directory;
    let on = Field::day("on", "From which day this holds").with(me.today.to_string());
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
                    pick(me, &directory.teams, "None"),
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
                    pick(me, &directory.teams, "Its own officers"),
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
                    pick(me, &directory.teams, "None"),
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
    fields.extend(from_to(from.unwrap_or(me.today), to));
    fields.push(on);
    Some(fields)
}

fn stored<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

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
pub fn command(me: &Me, what: What, posted: &Posted) -> Read<DirectoryCommand> {
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
        What::ElectionDay => election_day(me, posted)?,
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
fn election_day(me: &Me, posted: &Posted) -> Read<DirectoryCommand> {
    let directory = &me.council.directory;
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
mod tests {
    use super::*;

    #[test]
    fn an_office_is_read_with_what_it_is_for_and_nothing_else() {
        let sent = Posted::of(&[
            ("office", "service-manager"),
            ("service", "parks"),
            ("ward", "castle"),
        ]);
        let service = "parks".parse().expect("a slug");
        assert_eq!(role(&sent), Ok(Role::ServiceManager { service }));
        let sent = Posted::of(&[("office", "member")]);
        assert!(role(&sent).is_err_and(|i| i[0].field == "ward"));
        assert!(role(&Posted::default()).is_err_and(|i| i[0].field == "office"));
    }

    #[test]
    fn every_office_can_be_read_from_a_form() {
        for kind in RoleKind::all() {
            let sent = Posted::of(&[
                ("office", kind.slug()),
                ("ward", "w"),
                ("body", "b"),
                ("group", "g"),
                ("service", "s"),
                ("team", "t"),
                ("words", "Housing"),
                ("assists", "a"),
                ("rights", "read"),
            ]);
            assert!(
                role(&sent).is_ok_and(|role| role.kind() == kind),
                "{}",
                kind.slug()
            );
        }
    }

    #[test]
    fn every_choice_of_a_list_is_one_that_the_directory_knows() {
        let known = |pairs: &[(&str, &str)], read: fn(serde_json::Value) -> bool| {
            pairs.iter().all(|(value, _)| read(json!(value)))
        };
        assert!(known(REASONS, |v| serde_json::from_value::<EndReason>(v).is_ok()));
        assert!(known(BODY_KINDS, |v| serde_json::from_value::<
            domain::directory::BodyKind,
        >(v)
        .is_ok()));
        assert!(known(TEAM_KINDS, |v| serde_json::from_value::<
            domain::directory::TeamKind,
        >(v)
        .is_ok()));
        assert!(known(PARTNER_KINDS, |v| serde_json::from_value::<
            domain::directory::PartnerKind,
        >(v)
        .is_ok()));
    }

    #[test]
    fn every_change_stands_at_its_own_place_in_the_list() {
        for (n, (what, name, ..)) in ALL.iter().enumerate() {
            assert_eq!(*what as usize, n, "{name}");
            assert_eq!(What::named(name), Some(*what));
        }
    }
}
