//! Who reads what before and after people change what they hold: a post, a group, a ward, cover, a seat at
//! a by-election. One confidential record of each register, every person of the town; kept as a file that
//! a reviewer can read (`docs/who-reads.md`) and compared with it.
//!
//! `WARDROOM_REWRITE=1` writes the file anew.

mod records;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use domain::access::{Readers, visible_to};
use domain::directory::{Appointment, Away, DirectoryEvent, EndReason, Kept, Role};
use domain::register::Recorded;
use jiff::civil::{Date, date};
use records::{at, records};
use scenarios::{SINCE, Town, key};

/// Everybody of the town, with whoever comes into it later.
const PEOPLE: [(&str, &str); 19] = [
    ("Amin", "amin"),
    ("Bell", "bell"),
    ("Cole", "cole"),
    ("Dunn", "dunn"),
    ("Frost", "frost"),
    ("Nowak", "nowak"),
    ("Amin’s assistant", "dean"),
    ("the repairs officer", "hall"),
    ("another repairs officer", "hart"),
    ("the officer’s successor", "wood"),
    ("the parking officer", "park"),
    ("the manager of Housing Repairs", "king"),
    ("the manager of Parking", "reid"),
    ("the Chief Officer", "stone"),
    ("the contact centre", "voss"),
    ("the complaints team", "wren"),
    ("democratic services", "yang"),
    ("the Monitoring Officer", "moss"),
    ("the Chief Executive", "chen"),
];

/// The day on which every change has taken effect.
const AFTER: Date = date(2026, 5, 11);

fn made(id: &str, person: &str, role: Role) -> DirectoryEvent {
    DirectoryEvent::AppointmentMade(Appointment {
        id: key(id),
        person: key(person),
        role,
        from: AFTER,
        to: None,
        ended: None,
        job_share: false,
    })
}

fn ended(id: &str, reason: EndReason) -> DirectoryEvent {
    DirectoryEvent::AppointmentEnded {
        appointment: key(id),
        on: AFTER.yesterday().expect("a day"),
        reason,
    }
}

/// What changes, in words, and as the directory records it.
fn changes() -> Vec<(&'static str, &'static str, Vec<DirectoryEvent>)> {
    let member = |ward: &str| Role::Member { ward: key(ward) };
    let group = |group: &str| Role::GroupMember { group: key(group) };
    let person = |who: &str| DirectoryEvent::PersonRecorded {
        person: key(who),
        details: Kept {
            key: key(who),
            digest: String::new(),
        },
    };
    let away = |person: &str, cover: &str| {
        DirectoryEvent::AwayRecorded(Away {
            id: key(&format!("{person}-away")),
            person: key(person),
            covered_by: Some(key(cover)),
            from: AFTER,
            to: AFTER,
        })
    };
    let officer = |service: &str| Role::Officer {
        service: key(service),
    };
    let manager = Role::ServiceManager {
        service: key("housing-repairs"),
    };
    vec![
        (
            "An officer changes post",
            "The repairs officer goes to Parking; a successor follows in Housing Repairs.",
            vec![
                person("wood"),
                ended("hall-seat", EndReason::Moved),
                made("hall-parking", "hall", officer("parking")),
                made("wood-seat", "wood", officer("housing-repairs")),
            ],
        ),
        (
            "An officer goes on within the service",
            "The repairs officer becomes a service lead of Housing Repairs.",
            vec![
                ended("hall-seat", EndReason::Moved),
                made(
                    "hall-leads",
                    "hall",
                    Role::ServiceLead {
                        service: key("housing-repairs"),
                    },
                ),
            ],
        ),
        (
            "A manager changes",
            "The manager of Housing Repairs retires, and another repairs officer follows.",
            vec![
                ended("king-seat", EndReason::Retired),
                made("hart-manages", "hart", manager),
            ],
        ),
        (
            "A member changes group",
            "Councillor Cole leaves the Elm Group for the Oak Group; Councillor Bell, who led the Oak Group, \
             goes to the Elm Group.",
            vec![
                ended("cole-elm", EndReason::Moved),
                ended("cole-leads-elm", EndReason::Moved),
                made("cole-oak", "cole", group("oak")),
                ended("bell-oak", EndReason::Moved),
                ended("bell-leads-oak", EndReason::Moved),
                made("bell-elm", "bell", group("elm")),
            ],
        ),
        (
            "A member changes ward",
            "Councillor Bell sits for Market instead of Castle, and Councillor Dunn for Castle.",
            vec![
                ended("bell-seat", EndReason::Election),
                made("bell-market", "bell", member("market")),
                ended("dunn-seat", EndReason::Election),
                made("dunn-castle", "dunn", member("castle")),
            ],
        ),
        (
            "Cover of a manager",
            "The manager of Housing Repairs is away that day, covered by the manager of Parking.",
            vec![away("king", "reid")],
        ),
        (
            "Cover of an officer",
            "The repairs officer is away that day, covered by the parking officer.",
            vec![away("hall", "park")],
        ),
        (
            "A by-election",
            "Councillor Amin resigns and leaves the Oak Group; Councillor Nowak is elected to the seat. Whoever holds \
             nothing is signed out, so what was theirs in person is read by nobody any more.",
            vec![
                person("nowak"),
                ended("amin-seat", EndReason::Resigned),
                ended("amin-oak", EndReason::Resigned),
                made("nowak-seat", "nowak", member("castle")),
            ],
        ),
    ]
}

/// Who reads a record on a day.
fn reading(town: &Town, readers: &Readers, on: Date) -> BTreeSet<&'static str> {
    let directory = &town.council.directory;
    PEOPLE
        .iter()
        .filter(|(_, person)| {
            let visible = visible_to(directory, &key(person), on);
            visible.may_read(readers).is_some()
        })
        .map(|(called, _)| *called)
        .collect()
}

fn names(all: &BTreeSet<&str>) -> String {
    let all: Vec<&str> = PEOPLE
        .iter()
        .map(|(called, _)| *called)
        .filter(|called| all.contains(called))
        .collect();
    if all.is_empty() {
        "nobody".to_owned()
    } else {
        all.join(", ")
    }
}

fn change(town: &Town, events: Vec<DirectoryEvent>) -> Town {
    let mut changed = town.clone();
    let mut directory = changed.council.directory.as_ref().clone();
    for event in events {
        directory = directory.evolve(&Recorded {
            version: 1,
            at: at(),
            actor: key("yang"),
            event,
        });
    }
    changed.council.directory = Arc::new(directory);
    changed
}

fn table() -> String {
    let mut town = Town::default();
    town.adopt("cambridge-updated");
    let records = records(&town);
    let mut out = format!(
        "# Who reads what, before and after a change\n\nMade by a test from the town of the scenarios under \
         `cambridge-updated`; compared with this file whenever the tests run. One record of each register, made on \
         2 April 2026. Rights to read follow today’s posts: what a change gives or takes holds from its day. \
         Everybody has held their office since {SINCE}.\n\n## Before any change\n\n| record | read by |\n| --- | --- |\n"
    );
    for record in &records {
        let before = reading(&town, &record.readers, AFTER);
        let _ = writeln!(out, "| {} | {} |", record.what, names(&before));
    }
    for (heading, words, events) in changes() {
        let changed = change(&town, events);
        let _ = writeln!(out, "\n## {heading}\n\n{words}\n");
        let mut rows = String::new();
        for record in &records {
            let before = reading(&town, &record.readers, AFTER);
            let after = reading(&changed, &record.readers, AFTER);
            let (lost, won) = (&before - &after, &after - &before);
            if !(lost.is_empty() && won.is_empty()) {
                let (lost, won) = (names(&lost), names(&won));
                let _ = writeln!(rows, "| {} | {lost} | {won} |", record.what);
            }
        }
        if rows.is_empty() {
            out.push_str("Nobody reads more or less by it.\n");
        } else {
            out.push_str(
                "| record | no longer read by | now also read by |\n| --- | --- | --- |\n",
            );
            out.push_str(&rows);
        }
        // The day before it, nothing has changed yet.
        let eve = AFTER.yesterday().expect("a day");
        for record in &records {
            let (before, eve) = (
                reading(&town, &record.readers, eve),
                reading(&changed, &record.readers, eve),
            );
            assert_eq!(before, eve, "{heading}: {} the day before", record.what);
        }
    }
    out
}

#[test]
fn who_reads_what_before_and_after_a_change_is_as_the_table_says() {
    let out = table();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/who-reads.md");
    if std::env::var_os("WARDROOM_REWRITE").is_some() {
        std::fs::write(&path, &out).expect("the table written");
    }
    let kept = std::fs::read_to_string(&path).expect("docs/who-reads.md");
    assert_eq!(
        kept, out,
        "docs/who-reads.md: look at what changed, and write it anew with WARDROOM_REWRITE=1"
    );
}
