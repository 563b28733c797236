//! Induction: once a protocol is adopted, everybody whom it binds gets it to read, in the pieces that
//! concern them, and it is known who has. Nothing here holds anybody to it: no text asks for more than
//! briefing sessions, so whether there are reminders is the council's own setting (question W311).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::clock::Unit;
use crate::council::Council;
use crate::directory::{Directory, RoleKind};
use crate::ids::PersonId;
use crate::protocol::{Clause, Protocol, VersionKey};
use crate::register::privacy::Privacy;
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// For how many working days whoever has the protocol newly to read is told so (question W311).
const FIRST_DAYS: u32 = 5;
/// The setting after how many working days somebody who has not read is reminded.
pub const REMIND: &str = "induction-reminder-days";

/// How somebody read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// On a screen, and said so themselves.
    Screen,
    /// On paper, as democratic services recorded.
    Paper,
}

/// Somebody read what of a version concerns them, or one piece of it. On the person's own stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRead {
    /// Which version.
    pub version: VersionKey,
    /// Which piece, by the number of its section; none for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// On which day.
    pub on: Date,
    /// How.
    pub manner: Manner,
}

impl VersionRead {
    /// The stable name of the event, as stored.
    pub const NAME: &'static str = "version-read";
}

/// What every field of the event tells; whose it is, its stream says.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = &[(
    VersionRead::NAME,
    &[
        ("version", Privacy::Ground),
        ("section", Privacy::Ground),
        ("on", Privacy::Date),
        ("manner", Privacy::Fact),
    ],
)];

/// What somebody has read of each version, piece by piece: the first time counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readings(BTreeMap<(VersionKey, Option<String>), (Date, Manner)>);

impl Readings {
    /// With one more reading.
    #[must_use]
    pub fn evolve(mut self, read: VersionRead) -> Self {
        let first = (read.on, read.manner);
        self.0.entry((read.version, read.section)).or_insert(first);
        self
    }

    /// When and how a piece of a version was read, alone or with all of it; none if it was not.
    pub fn of(&self, version: &VersionKey, section: &str) -> Option<(Date, Manner)> {
        let read = |section: Option<String>| self.0.get(&(version.clone(), section)).copied();
        read(Some(section.to_owned())).or_else(|| read(None))
    }

    /// What of these pieces was not read, in their order.
    pub fn missing<'s>(&self, version: &VersionKey, sections: &[&'s str]) -> Vec<&'s str> {
        let sections = sections.iter().copied();
        sections
            .filter(|section| self.of(version, section).is_none())
            .collect()
    }

    /// When and how the last of these pieces was read; none while one is missing, or where there is none.
    pub fn all(&self, version: &VersionKey, sections: &[&str]) -> Option<(Date, Manner)> {
        let read = sections.iter().map(|section| self.of(version, section));
        let read: Vec<(Date, Manner)> = read.collect::<Option<_>>()?;
        read.into_iter().max_by_key(|(on, _)| *on)
    }
}

/// Everybody whom the protocol binds on a day: who holds an office of a member or an officer.
pub fn bound(directory: &Directory, on: Date) -> Vec<PersonId> {
    let holding = |person: &&PersonId| directory.appointments_of(person, on).next().is_some();
    directory.people().filter(holding).cloned().collect()
}

/// The kinds of office that somebody holds on a day.
pub fn kinds(directory: &Directory, person: &PersonId, on: Date) -> BTreeSet<RoleKind> {
    let held = directory.appointments_of(person, on);
    held.map(|appointment| appointment.role.kind()).collect()
}

/// The clauses that concern whoever holds these offices, by the number of their section, in the order of
/// the text.
pub fn pieces<'p>(
    protocol: &'p Protocol,
    kinds: &BTreeSet<RoleKind>,
) -> Vec<(&'p str, Vec<&'p Clause>)> {
    let mut pieces: Vec<(&str, Vec<&Clause>)> = Vec::new();
    for clause in &protocol.clauses {
        let mut duties = clause.duties.iter();
        if !duties.any(|duty| concerns(&duty.who, kinds, protocol)) {
            continue;
        }
        match pieces.last_mut() {
            Some((section, all)) if *section == clause.section => all.push(clause),
            _ => pieces.push((&clause.section, vec![clause])),
        }
    }
    pieces
}

/// The numbers of the sections that concern somebody on a day.
pub fn sections_of<'p>(
    protocol: &'p Protocol,
    directory: &Directory,
    person: &PersonId,
    on: Date,
) -> Vec<&'p str> {
    let kinds = kinds(directory, person, on);
    let pieces = pieces(protocol, &kinds).into_iter();
    pieces.map(|(section, _)| section).collect()
}

/// From which day somebody has it to read: from the day on which it came into force, or on which they first
/// held one of today's offices, if that is later; none where they hold none.
pub fn given_on(
    directory: &Directory,
    person: &PersonId,
    in_force: Date,
    on: Date,
) -> Option<Date> {
    let held = directory.appointments_of(person, on);
    let first = held.map(|appointment| appointment.from).min()?;
    Some(first.max(in_force))
}

/// What somebody is told about reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// That they have it to read.
    First,
    /// That they have not read all of it.
    Reminder,
}

/// What is due to somebody on a day: the reminder from its day on, before that and for a week at most that
/// they have it to read. Whoever has had it for longer is not told that it is new. Whether they have read is
/// not asked here.
pub fn due(council: &Council, person: &PersonId, in_force: Date, on: Date) -> Option<Due> {
    let since = given_on(&council.directory, person, in_force, on)?;
    let after = |days| council.calendar.after(since, Unit::WorkingDay, days);
    let reminded = reminded_after(&council.settings, on);
    if reminded.is_some_and(|days| after(days.value) <= on) {
        return Some(Due::Reminder);
    }
    (on <= after(FIRST_DAYS)).then_some(Due::First)
}

/// Whether what a duty says of whom it binds or concerns names one of these offices. Words that name no
/// office are read for their side, members or officers; where they show none, they concern everybody:
/// rather a clause too many than one too few.
fn concerns(who: &str, kinds: &BTreeSet<RoleKind>, protocol: &Protocol) -> bool {
    who.split(';').any(|whom| {
        let whom = whom.trim().to_lowercase();
        let whom = whom.strip_prefix("each ").unwrap_or(&whom);
        let whom = whom.strip_prefix("all ").unwrap_or(whom);
        match offices(whom, protocol) {
            named if !named.is_empty() => !named.is_disjoint(kinds),
            _ => side(whom).is_none_or(|of| kinds.iter().any(|kind| of.holds(*kind))),
        }
    })
}

fn offices(whom: &str, protocol: &Protocol) -> BTreeSet<RoleKind> {
    let singular = whom.strip_suffix('s').unwrap_or(whom);
    let general = ["member", "officer", "councillor"];
    if general.contains(&singular) {
        return BTreeSet::new();
    }
    let is = |name: &str| [whom, singular].contains(&name.to_lowercase().as_str());
    let named = |kind: &RoleKind| is(protocol.names.name(*kind)) || is(kind.name());
    RoleKind::all().filter(named).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Members,
    Officers,
}

impl Side {
    fn holds(self, kind: RoleKind) -> bool {
        match self {
            Self::Members => !kind.is_for_officers(),
            Self::Officers => !kind.is_for_members(),
        }
    }
}

fn side(whom: &str) -> Option<Side> {
    let has = |words: &[&str]| words.iter().any(|word| whom.contains(word));
    if has(&[
        "member",
        "councillor",
        "group",
        "chair",
        "committee",
        "executive",
    ]) {
        return Some(Side::Members);
    }
    let of_officers = [
        "officer",
        "manager",
        "director",
        "team",
        "services",
        "solicitor",
        "leadership",
        "employee",
    ];
    has(&of_officers).then_some(Side::Officers)
}

/// After how many working days somebody who has not read is reminded; none where nobody is.
pub fn reminded_after(settings: &Settings, on: Date) -> Option<Cited<u32>> {
    settings.number(REMIND, on)
}

/// By what people are asked to read.
pub fn asking() -> Basis {
    Basis::Default {
        question: "W311".parse().expect("a question's key"),
        completes: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::packs::shipped;

    fn of(kinds: &[RoleKind]) -> BTreeSet<String> {
        let protocol = shipped("cambridge-updated").expect("a shipped pack");
        let kinds = kinds.iter().copied().collect();
        let pieces = pieces(&protocol, &kinds);
        let clauses = pieces.into_iter().flat_map(|(_, clauses)| clauses);
        clauses.map(|clause| clause.id.to_string()).collect()
    }

    #[test]
    fn each_gets_the_clauses_of_their_side_and_office_and_no_other() {
        let member = of(&[RoleKind::Member]);
        let officer = of(&[RoleKind::Officer]);
        let monitoring = of(&[RoleKind::MonitoringOfficer]);
        assert!(!member.is_empty() && !officer.is_empty());
        assert_ne!(member, officer);
        let own: Vec<_> = monitoring.difference(&officer).collect();
        assert!(!own.is_empty(), "the office has clauses of its own");
        assert!(officer.is_subset(&monitoring), "and those of every officer");
        let protocol = shipped("cambridge-updated").expect("a shipped pack");
        for clause in &protocol.clauses {
            let id = clause.id.to_string();
            let mut duties = clause.duties.iter();
            if duties.any(|duty| duty.who.split(';').any(|who| who.trim() == "members")) {
                assert!(member.contains(&id), "{id} is for members");
            }
        }
    }

    #[test]
    fn every_clause_with_a_duty_reaches_somebody_in_every_pack() {
        for pack in ["cambridge-updated", "cambridge-existing", "bradford-4c"] {
            let protocol = shipped(pack).expect("a shipped pack");
            let everybody: BTreeSet<RoleKind> = RoleKind::all().collect();
            let reached: BTreeSet<String> = pieces(&protocol, &everybody)
                .into_iter()
                .flat_map(|(_, clauses)| clauses)
                .map(|clause| clause.id.to_string())
                .collect();
            for clause in protocol.clauses.iter().filter(|c| !c.duties.is_empty()) {
                assert!(
                    reached.contains(&clause.id.to_string()),
                    "{pack} {}",
                    clause.id
                );
            }
        }
    }

    #[test]
    fn the_first_reading_of_a_piece_counts_and_all_of_it_is_every_piece() {
        let version: VersionKey = (
            "thornmere".parse().expect("a pack"),
            "1".parse().expect("a version"),
        );
        let read = |section: Option<&str>, day: i8, manner| VersionRead {
            version: version.clone(),
            section: section.map(str::to_owned),
            on: jiff::civil::date(2026, 5, day),
            manner,
        };
        let some = Readings::default()
            .evolve(read(Some("7"), 4, Manner::Paper))
            .evolve(read(Some("7"), 9, Manner::Screen));
        let day = |day| jiff::civil::date(2026, 5, day);
        assert_eq!(some.of(&version, "7"), Some((day(4), Manner::Paper)));
        assert_eq!(some.missing(&version, &["6", "7", "8"]), ["6", "8"]);
        assert_eq!(some.all(&version, &["6", "7"]), None);
        assert_eq!(some.all(&version, &[]), None);
        let all = some.evolve(read(None, 11, Manner::Screen));
        assert_eq!(all.missing(&version, &["6", "7"]), [""; 0]);
        let last = Some((day(11), Manner::Screen));
        assert_eq!(all.all(&version, &["6", "7"]), last);
        let other = (
            "thornmere".parse().expect("a pack"),
            "2".parse().expect("a version"),
        );
        assert_eq!(all.of(&other, "7"), None);
    }

    #[test]
    fn every_reading_ever_written_is_read_and_every_field_is_tagged() {
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "kebab-case")]
        enum Stored {
            VersionRead(VersionRead),
        }
        let golden = crate::register::golden::Golden::<Stored> {
            file: include_str!("../tests/golden/induction-events.jsonl"),
            names: &[VersionRead::NAME],
            fields: FIELDS,
            whole: &["version"],
            name: |_| VersionRead::NAME,
            contents: |_| Vec::new(),
        };
        golden.holds();
    }
}
