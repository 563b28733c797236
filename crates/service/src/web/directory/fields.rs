//! What each change of the directory asks.

use domain::directory::{Appointment, Details, RoleKind, Table};
use domain::ids::PersonId;
use jiff::civil::Date;

use super::things::thing;
use crate::web::forms::{Choice, Field};
use crate::web::names::Names;
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
    /// An absence that does not take place.
    CancelAway,
    /// An appointment that was recorded by mistake.
    Void,
    /// Other dates of an appointment.
    Dates,
    /// A person who leaves the council.
    Leaves,
}

/// Every change: its name in addresses, the heading, the button, one sentence on it.
pub(super) const ALL: [(What, &str, &str, &str, &str); 16] = [
    (
        What::Person,
        "person",
        "Add a person",
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
        "Add a service",
        "Save",
        "The plain words are what people type when they look for it: missed bin, damp in council flat.",
    ),
    (
        What::Ward,
        "ward",
        "Add a ward",
        "Save",
        "Wards carry dates: after a boundary order a new one begins and the old one ends.",
    ),
    (
        What::Group,
        "group",
        "Add a political group",
        "Save",
        "Members join it by appointment.",
    ),
    (
        What::Body,
        "body",
        "Add a body",
        "Save",
        "The Council, the Cabinet, a committee or a panel.",
    ),
    (
        What::Team,
        "team",
        "Add a team or directorate",
        "Save",
        "A directorate has a Chief Officer; any other team may have a manager.",
    ),
    (
        What::Partner,
        "partner",
        "Add a partner outside the council",
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
    (
        What::CancelAway,
        "cancel-absence",
        "An absence does not take place",
        "Take it out",
        "The cover ends with it. What the cover did stays on record.",
    ),
    (
        What::Void,
        "recorded-by-mistake",
        "An appointment was recorded by mistake",
        "Take it out",
        "As if it had never been held: whoever read cases by it reads them no more. What was done meanwhile stays on record. To end an appointment that was held, end it instead.",
    ),
    (
        What::Dates,
        "dates",
        "Correct the dates of an appointment",
        "Correct them",
        "Where the first or the last day was recorded wrongly. What was recorded before stays on record.",
    ),
    (
        What::Leaves,
        "leaves",
        "Somebody leaves the council",
        "Record it",
        "Everything that they hold ends on that day. A member’s open enquiries then wait for the constituent’s consent or the Monitoring Officer; what an officer leaves open stands before whoever answers for it.",
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

pub(super) fn pick<T: domain::directory::Fact<Id: AsRef<str>>>(
    names: Names<'_>,
    table: &Table<T>,
    none: &str,
) -> Vec<Choice> {
    let mut all: Vec<_> = table
        .on(names.day())
        .map(|fact| Choice::new(fact.id().as_ref(), fact.name()))
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", none));
    all
}

fn people(names: Names<'_>, none: &str) -> Vec<Choice> {
    let mut all: Vec<_> = names
        .council()
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

/// The appointments that are not over, perhaps of one person.
fn appointments(names: Names<'_>, of: Option<&PersonId>, none: &str) -> Vec<Choice> {
    let today = names.day();
    let held = |a: &Appointment| (a.to.is_none_or(|to| to >= today)).then(|| names.role(&a.role));
    appointed(names, of, none, held)
}

/// Every appointment, those that are over too, with its dates.
fn ever_held(names: Names<'_>, of: Option<&PersonId>) -> Vec<Choice> {
    let dated = |a: &Appointment| {
        let to =
            a.to.map_or_else(String::new, |to| format!(" to {}", words::plain_date(to)));
        let role = names.role(&a.role);
        Some(format!("{role}, from {}{to}", words::plain_date(a.from)))
    };
    appointed(names, of, "Choose one", dated)
}

fn appointed(
    names: Names<'_>,
    of: Option<&PersonId>,
    none: &str,
    said: impl Fn(&Appointment) -> Option<String>,
) -> Vec<Choice> {
    let all = names.council().directory.appointments();
    let all = all.filter(|a| of.is_none_or(|person| &a.person == person));
    let mut all: Vec<_> = all
        .filter_map(|a| {
            let said = said(a)?;
            let label = format!("{}, {said}", names.person(&a.person));
            Some(Choice::new(a.id.as_str(), label))
        })
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", none));
    all
}

pub(super) fn from_to(from: Date, to: Option<Date>) -> [Field; 2] {
    [
        Field::day("from", "First day").with(from.to_string()),
        Field::day("to", "Last day")
            .with(to.map_or_else(String::new, |to| to.to_string()))
            .optional(),
    ]
}

pub(super) fn text(name: &str, label: &str, value: Option<&str>) -> Field {
    Field::line(name, label)
        .with(value.unwrap_or_default())
        .optional()
}

pub(super) fn kinds(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs
        .iter()
        .map(|(value, label)| Choice::new(*value, *label))
        .collect()
}

pub(super) const TEAM_KINDS: &[(&str, &str)] =
    &[("team", "A team"), ("directorate", "A directorate")];
pub(super) const BODY_KINDS: &[(&str, &str)] = &[
    ("council", "The full Council"),
    ("cabinet", "The Cabinet or Executive"),
    ("scrutiny", "An overview and scrutiny committee"),
    ("committee", "Another committee"),
    ("panel", "A panel or working group"),
];
pub(super) const PARTNER_KINDS: &[(&str, &str)] = &[
    ("council", "Another council"),
    ("contractor", "A contractor"),
    ("housing-association", "A housing association"),
    ("police", "The police"),
    ("utility", "A utility"),
    ("health", "The health service"),
    ("other", "Another body"),
];
pub(super) const REASONS: &[(&str, &str)] = &[
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
pub fn fields(names: Names<'_>, what: What, id: Option<&str>) -> Option<Vec<Field>> {
    Some(match what {
        What::Person => person(names, id)?,
        What::Appoint => {
            let mut all = vec![Field::select("person", "Who", people(names, "Choose a person")).with(id.unwrap_or_default())];
            all.extend(office(names));
            all.extend(from_to(names.day(), None));
            all.push(Field::tick("job-share", "The office is shared with somebody else"));
            all
        }
        What::End => {
            let of = id.and_then(|id| id.parse().ok());
            vec![
                Field::select("appointment", "Which appointment", appointments(names, of.as_ref(), "Choose one")),
                Field::day("on", "Last day").with(names.day().to_string()),
                Field::one("reason", "Why", kinds(REASONS)),
            ]
        }
        What::Dates => {
            let of = id.and_then(|id| id.parse().ok());
            vec![
                Field::select("appointment", "Which appointment", ever_held(names, of.as_ref())),
                Field::day("from", "First day"),
                Field::day("to", "Last day").hint("Empty where it goes on.").optional(),
            ]
        }
        What::Leaves => vec![
            Field::select("person", "Who", people(names, "Choose a person")).with(id.unwrap_or_default()),
            Field::day("on", "Last day").with(names.day().to_string()),
            Field::one("reason", "Why", kinds(REASONS)),
        ],
        What::Away => vec![
            Field::select("person", "Who is away", people(names, "Choose a person")).with(id.unwrap_or_default()),
            Field::select("covered-by", "Who covers", people(names, "Nobody")).optional(),
            Field::day("from", "First day").with(names.day().to_string()),
            Field::day("to", "Last day"),
        ],
        What::Line => vec![
            Field::select("appointment", "Whose manager", appointments(names, None, "Choose one")),
            Field::select("manager", "Who manages", appointments(names, None, "As the order of offices says")).optional(),
            Field::day("from", "From which day").with(names.day().to_string()),
        ],
        What::ElectionDay => vec![
            Field::day("on", "First day of the new terms"),
            Field::any("ends", "Whose seats end", seats(names)).optional(),
            Field::words("starts", "Who starts", 8, 20_000)
                .hint("One line each: the name of a known person, a comma, the name of the ward. Add new people first.")
                .optional(),
        ],
        What::CancelAway => {
            let of = id.and_then(|id| id.parse().ok());
            vec![Field::select("away", "Which absence", absences(names, of.as_ref()))]
        }
        What::Void => {
            let of = id.and_then(|id| id.parse().ok());
            let all = appointments(names, of.as_ref(), "Choose one");
            vec![Field::select("appointment", "Which appointment", all)]
        }
        _ => thing(names, what, id)?,
    })
}

/// The absences that are not over, perhaps of one person.
fn absences(names: Names<'_>, of: Option<&PersonId>) -> Vec<Choice> {
    let all = names.council().directory.absences();
    let ahead = all.filter(|away| away.to >= names.day() && of.is_none_or(|p| p == &away.person));
    let mut all: Vec<_> = ahead
        .map(|away| {
            let (from, to) = (words::plain_date(away.from), words::plain_date(away.to));
            let label = format!("{}, {from} to {to}", names.person(&away.person));
            Choice::new(away.id.as_str(), label)
        })
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", "Choose one"));
    all
}

fn person(names: Names<'_>, id: Option<&str>) -> Option<Vec<Field>> {
    let known = match id {
        None => Details::default(),
        Some(id) => names
            .council()
            .directory
            .details(&id.parse().ok()?)?
            .clone(),
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
fn office(names: Names<'_>) -> Vec<Field> {
    let directory = &names.council().directory;
    let offices = RoleKind::all().map(|kind| Choice::new(kind.slug(), kind.name()));
    let mut offices: Vec<_> = offices.collect();
    offices.insert(0, Choice::new("", "Choose an office"));
    vec![
        Field::select("office", "Which office", offices)
            .hint("Fill in below only what this office is for."),
        Field::select("ward", "Ward", pick(names, &directory.wards, "None")).optional(),
        Field::select("body", "Body", pick(names, &directory.bodies, "None")).optional(),
        Field::select(
            "group",
            "Political group",
            pick(names, &directory.groups, "None"),
        )
        .optional(),
        Field::select(
            "service",
            "Service",
            pick(names, &directory.services, "None"),
        )
        .optional(),
        Field::select(
            "team",
            "Team or directorate",
            pick(names, &directory.teams, "None"),
        )
        .optional(),
        Field::line("words", "Portfolio, topic or area").optional(),
        Field::select("assists", "Whose assistant", seats_to_choose(names)).optional(),
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

fn seats(names: Names<'_>) -> Vec<Choice> {
    crate::web::enquiries::seats(names.council(), names.day())
}

fn seats_to_choose(names: Names<'_>) -> Vec<Choice> {
    let mut all = seats(names);
    all.insert(0, Choice::new("", "Nobody’s"));
    all
}
