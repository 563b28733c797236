//! The fictional city of Thornmere: 14 wards, 42 members, every office that the protocols name, 30
//! services and 120 officers, kept as the tables that a council would import. No person, ward or body
//! of it exists.

use std::sync::LazyLock;

use domain::directory::import::{self, Source};
use domain::directory::{Directory, DirectoryCommand};
use domain::fresh::Fresh;
use domain::ids::PersonId;
use domain::register::Recorded;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

/// The council's name.
pub const NAME: &str = "Thornmere City Council";

/// The seed of the identifiers.
const SEED: [u8; 32] = *b"Thornmere: a city upon no map...";

macro_rules! tables {
    ($folder:literal: $($name:literal),*) => {
        &[$(($name, include_str!(concat!("data/", $folder, "/", $name)))),*]
    };
}

/// The tables that came in on a day.
type Arrival = (Date, &'static [(&'static str, &'static str)]);

/// What was imported when: the council as it was, then what changed in its year.
const ARRIVALS: [Arrival; 4] = [
    (
        date(2025, 5, 22),
        tables!("1-start": "teams.csv", "services.csv", "wards.csv", "groups.csv", "bodies.csv",
            "partners.csv", "people.csv", "appointments.csv", "away.csv"),
    ),
    (
        date(2025, 9, 18),
        tables!("2-september": "appointments.csv"),
    ),
    (
        date(2025, 11, 14),
        tables!("3-autumn": "people.csv", "appointments.csv"),
    ),
    (
        date(2026, 5, 29),
        tables!("4-spring": "appointments.csv", "away.csv"),
    ),
];

/// The changes of one day.
#[derive(Debug, Clone)]
pub struct Day {
    /// The day on which they were recorded.
    pub on: Date,
    /// The changes, to be carried out together.
    pub commands: Vec<DirectoryCommand>,
}

/// A person whom a visitor of the demo may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonaOf {
    /// The closed word by which tests name this persona.
    pub key: &'static str,
    /// Who.
    pub person: PersonId,
    /// One sentence: what there is to see as this person.
    pub sees: &'static str,
}

/// Each persona with their number in the council's own lists.
const PERSONAS: [(&str, &str, &str); 11] = [
    (
        "member",
        "M01",
        "A ward member with enquiries under way, an assistant, and a city to look after.",
    ),
    (
        "other-member",
        "M10",
        "The leader of another political group: sees none of the first member’s casework.",
    ),
    (
        "assistant",
        "S01",
        "Raises and reads enquiries in the name of the first member.",
    ),
    (
        "officer",
        "1077",
        "An officer of housing repairs with enquiries to answer.",
    ),
    (
        "manager",
        "1014",
        "The service manager of housing repairs: the team’s list, what is overdue, who has too much.",
    ),
    (
        "chief-officer",
        "1002",
        "The Chief Officer for homes and communities: what is overdue in seven services.",
    ),
    (
        "contact-centre",
        "1056",
        "Takes what has no clear service and finds out whose it is.",
    ),
    (
        "complaints",
        "1064",
        "Deals with residents’ complaints, and releases the quarter’s report.",
    ),
    (
        "democratic-services",
        "1072",
        "Keeps the directory: vacancies, cover, members who leave, calendar and settings.",
    ),
    (
        "monitoring-officer",
        "1007",
        "Determinations, questions of interpretation and the protocol itself.",
    ),
    (
        "chief-executive",
        "1001",
        "What a clause brings to the Head of Paid Service, and the council’s figures.",
    ),
];

/// The directory day by day: first the whole council, then what changed in its year.
pub fn days() -> anyhow::Result<Vec<Day>> {
    let mut directory = Directory::default();
    let mut days = Vec::new();
    for (n, (on, tables)) in ARRIVALS.into_iter().enumerate() {
        let plan = planned(&directory, n, on, tables)?;
        directory = after(directory, &plan, recorded_at(on));
        let commands = plan.commands;
        days.push(Day { on, commands });
    }
    Ok(days)
}

/// The directory with everything that was ever recorded, for tests and for looking around.
pub fn directory() -> anyhow::Result<Directory> {
    let arrivals = ARRIVALS.into_iter().enumerate();
    arrivals
        .into_iter()
        .try_fold(Directory::default(), |directory, (n, (on, tables))| {
            let plan = planned(&directory, n, on, tables)?;
            Ok(after(directory, &plan, recorded_at(on)))
        })
}

/// Whom a visitor may be. The same persons every time; the tables are read once.
pub fn personas() -> Vec<PersonaOf> {
    static READ: LazyLock<Vec<PersonaOf>> = LazyLock::new(read_personas);
    READ.clone()
}

fn read_personas() -> Vec<PersonaOf> {
    let directory = directory().expect("a test reads the tables");
    let person = |reference: &str| {
        let mut people = directory.people();
        let known = |p: &&PersonId| {
            directory.details(p).and_then(|d| d.reference.as_deref()) == Some(reference)
        };
        people.find(known).cloned()
    };
    let found = |(key, reference, sees)| {
        let person = person(reference)?;
        Some(PersonaOf { key, person, sees })
    };
    PERSONAS.into_iter().filter_map(found).collect()
}

/// The person behind a persona.
pub(super) fn persona(key: &str) -> Option<PersonId> {
    let found = personas().into_iter().find(|persona| persona.key == key);
    found.map(|persona| persona.person)
}

fn planned(
    directory: &Directory,
    n: usize,
    on: Date,
    tables: &[(&str, &str)],
) -> anyhow::Result<import::Plan> {
    let sources: Vec<_> = tables
        .iter()
        .map(|(name, text)| Source {
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
        .collect();
    let fresh = Fresh::new(Fresh::new(SEED).bytes("arrival", n));
    import::plan(directory, &sources, on, recorded_at(on), &fresh).map_err(|wrong| {
        let lines: Vec<_> = wrong.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the demo’s tables: {}", lines.join("; "))
    })
}

fn recorded_at(on: Date) -> Timestamp {
    domain::calendar::start_of_day(on) + SignedDuration::from_hours(9)
}

fn after(mut directory: Directory, plan: &import::Plan, at: Timestamp) -> Directory {
    let actor: PersonId = "operator".parse().expect("a slug");
    for event in plan
        .decision
        .appends
        .iter()
        .flat_map(|append| &append.events)
    {
        let recorded = Recorded {
            version: directory.version() + 1,
            at,
            actor: actor.clone(),
            event: event.clone(),
        };
        directory = directory.evolve(&recorded);
    }
    for content in &plan.decision.contents {
        directory.learn(&content.key, &content.bytes);
    }
    directory
}

#[cfg(test)]
mod tests;
