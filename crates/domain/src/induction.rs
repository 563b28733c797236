//! Induction: once a protocol is adopted, everybody whom it binds gets it to read, in the pieces that
//! concern them, and it is known who has. Nothing here holds anybody to it: no text asks for more than
//! briefing sessions, so whether there are reminders is the council's own setting (question W311).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::directory::{Directory, RoleKind};
use crate::ids::PersonId;
use crate::protocol::{Clause, Protocol, VersionKey};
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

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

/// Somebody read what of a version concerns them. On the person's own stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRead {
    /// Which version.
    pub version: VersionKey,
    /// On which day.
    pub on: Date,
    /// How.
    pub manner: Manner,
}

/// What somebody has read, by version: the first time counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readings(BTreeMap<VersionKey, (Date, Manner)>);

impl Readings {
    /// With one more reading.
    #[must_use]
    pub fn evolve(mut self, read: VersionRead) -> Self {
        let first = (read.on, read.manner);
        self.0.entry(read.version).or_insert(first);
        self
    }

    /// When and how a version was read; none if it was not.
    pub fn of(&self, version: &VersionKey) -> Option<(Date, Manner)> {
        self.0.get(version).copied()
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
    fn the_first_reading_counts() {
        let version = (
            "thornmere".parse().expect("a pack"),
            "1".parse().expect("a version"),
        );
        let read = |day: i8, manner| VersionRead {
            version: version.clone(),
            on: jiff::civil::date(2026, 5, day),
            manner,
        };
        let readings = Readings::default()
            .evolve(read(4, Manner::Paper))
            .evolve(read(9, Manner::Screen));
        let first = (jiff::civil::date(2026, 5, 4), Manner::Paper);
        assert_eq!(readings.of(&version), Some(first));
    }
}
