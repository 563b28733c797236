//! Who reads what before and after people change what they hold: a post, a group, a ward, cover, a seat at
//! a by-election. One confidential record of each register, every person of the town; kept as a file that
//! a reviewer can read (`docs/who-reads.md`) and compared with it.
//!
//! `WARDROOM_REWRITE=1` writes the file anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use domain::access::{Readers, visible_to};
use domain::amendments::{self, Amendments};
use domain::briefings::command::{Act as Briefing, Opening};
use domain::briefings::{self, Briefings};
use domain::complaints::{self, Complaints};
use domain::directory::{Appointment, Away, DirectoryEvent, EndReason, Kept, Role};
use domain::enquiries::command::{Act, ConstituentGiven, Raise};
use domain::enquiries::event::{Ground, Permits};
use domain::enquiries::{self, Enquiries};
use domain::groups::command::{Act as Group, Asking};
use domain::groups::event::{Capacity, Wants};
use domain::groups::{self, Groups};
use domain::information::choices::{Capacity as Part, LegalGround, Wanted};
use domain::information::command::Request;
use domain::information::{self, Information};
use domain::interpretations::{self, About, Interpretations, Question};
use domain::protocol::Forum;
use domain::reference::Reference;
use domain::register::{Recorded, Register};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use scenarios::words::moment;
use scenarios::{Grounds, Record, SINCE, Town, key};

/// Everybody of the town, with whoever comes into it later.
const PEOPLE: [(&str, &str); 18] = [
    ("Amin", "amin"),
    ("Bell", "bell"),
    ("Cole", "cole"),
    ("Dunn", "dunn"),
    ("Frost", "frost"),
    ("Nowak", "nowak"),
    ("Amin’s assistant", "dean"),
    ("the repairs officer", "hall"),
    ("another repairs officer", "hart"),
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

/// A record of the table: what it is, and who reads it.
struct Shown {
    what: &'static str,
    readers: Readers,
}

fn at() -> Timestamp {
    moment("Thursday 2 April 2026")
}

/// A record after its first act.
fn opened<R: Register>(
    town: &Town,
    what: &'static str,
    who: &str,
    command: impl Into<R::Command>,
) -> Shown {
    let mut record = Record::<R>::new(1);
    let mut grounds = Grounds::default();
    if let Err(no) = record.act(town, who, at(), command.into(), &mut grounds) {
        panic!("{what}: {no:?}");
    }
    Shown {
        what,
        readers: R::readers(record.state()),
    }
}

fn raise(constituent: bool) -> enquiries::Command {
    let raise = Raise {
        title: "Damp in a flat".to_owned(),
        body: "When will the wall be treated?".to_owned(),
        service: Some(key("housing-repairs")),
        ward: Some(key("castle")),
        constituent: constituent.then(|| ConstituentGiven {
            details: Some("A tenant.".to_owned()),
            ground: Ground::Permission,
            third_party: false,
            child: false,
            employee: false,
            advice_taken: false,
        }),
        ..Raise::default()
    };
    enquiries::Command::from(Act::Raise(Box::new(raise)))
}

fn information(town: &Town) -> Shown {
    let request = Request {
        service: Some(key("housing-repairs")),
        title: "The bill".to_owned(),
        body: "What was paid?".to_owned(),
        wanted: vec![Wanted::Recorded],
        duty: Some("Speaking for tenants.".to_owned()),
        ground: LegalGround::Shown,
        capacity: Part::Ward,
        of_body: None,
        casework: false,
        exceptional: None,
        business: true,
        own_case: false,
    };
    let command = information::Command::from(information::Act::Request(Box::new(request)));
    opened::<Information>(
        town,
        "Amin’s request for information",
        "Councillor Amin",
        command,
    )
}

fn group(town: &Town, what: &'static str, who: &str, officer: Option<&str>) -> Shown {
    let asking = Asking {
        business: "Budget, Council of 25 June".to_owned(),
        body: "Please explain the options.".to_owned(),
        wants: Wants::Information,
        party: false,
        service: key("housing-repairs"),
        officer: officer.map(key),
        capacity: Capacity::Officer,
        exceptional: None,
        meeting: None,
        meets_on: None,
        place: None,
        outsiders: false,
        present: None,
    };
    let command = groups::Command {
        act: Group::Ask(Box::new(asking)),
        why: None,
    };
    opened::<Groups>(town, what, who, command)
}

/// A confidential briefing that the repairs officer is to give, and what was said at one.
fn briefing(town: &Town) -> [Shown; 2] {
    let opening = Opening {
        title: "In-house repairs".to_owned(),
        body: "The Cabinet discussed it.".to_owned(),
        service: key("housing-repairs"),
        invites: None,
        forum: Forum::Other,
        consulted: None,
        why: None,
    };
    let arrange = Briefing::Arrange {
        on: date(2026, 4, 9),
        time: jiff::civil::time(14, 0, 0, 0),
        place: "Room 2".to_owned(),
        officer: Some(key("hall")),
    };
    let mut record = Record::<Briefings>::new(1);
    let mut grounds = Grounds::default();
    for (who, act) in [
        ("Councillor Amin", Briefing::Open(Box::new(opening))),
        ("the service manager of Housing Repairs", arrange),
    ] {
        let command = briefings::Command { act, why: None };
        if let Err(no) = record.act(town, who, at(), command, &mut grounds) {
            panic!("{who} on the briefing: {no:?}");
        }
    }
    [
        Shown {
            what: "Amin’s confidential briefing, to be given by the repairs officer",
            readers: briefings::readers(record.state()),
        },
        Shown {
            what: "What Amin is told there",
            readers: briefings::content_readers(record.state()),
        },
    ]
}

fn complaint(town: &Town, permits: Permits, what: &'static str) -> Shown {
    let enquiry = Reference::from_entropy("ENQ", 7);
    let log = complaints::Log {
        sort: domain::complaints::event::Sort::Complaint,
        title: "Nobody came".to_owned(),
        body: "Three visits were missed.".to_owned(),
        resident: None,
        received: None,
        service: Some(key("housing-repairs")),
        ward: None,
        enquiry: Some((enquiry, key("amin-seat"))),
        permits,
        keep_out: Vec::new(),
    };
    let log = complaints::Act::Log(Box::new(log));
    let command = complaints::Command::from(log);
    opened::<Complaints>(town, what, "the repairs officer", command)
}

fn question(town: &Town) -> Shown {
    let question = Question {
        about: About::Gap,
        title: "Letters in another language".to_owned(),
        words: "Nothing is said of them.".to_owned(),
        clauses: vec!["1.1".to_owned()],
        question: None,
    };
    let command = interpretations::Command {
        act: interpretations::Act::Ask(question),
        why: None,
    };
    opened::<Interpretations>(town, "Amin’s question on a gap", "Councillor Amin", command)
}

fn amendment(town: &Town) -> Shown {
    let suggest = amendments::Act::Suggest {
        title: "Say what a working day is".to_owned(),
        words: "People count differently.".to_owned(),
        clauses: vec!["1.2".to_owned()],
        proposed: None,
    };
    let command = amendments::Command {
        act: suggest,
        why: None,
    };
    opened::<Amendments>(town, "Amin’s suggested change", "Councillor Amin", command)
}

fn records(town: &Town) -> Vec<Shown> {
    let amin = "Councillor Amin";
    let enquiry = |constituent, what| opened::<Enquiries>(town, what, amin, raise(constituent));
    let mut all = vec![
        enquiry(true, "Amin’s enquiry for a constituent"),
        enquiry(false, "Amin’s enquiry on Castle ward"),
        information(town),
        group(
            town,
            "The Oak Group’s request, asked by Bell",
            "Councillor Bell",
            None,
        ),
        group(
            town,
            "The Oak Group’s request to the repairs officer, asked by Amin",
            amin,
            Some("hall"),
        ),
    ];
    all.extend(briefing(town));
    all.extend([
        complaint(
            town,
            Permits::Progress,
            "The complaint that was Amin’s enquiry, its progress permitted",
        ),
        complaint(town, Permits::Nothing, "The same, nothing permitted"),
        question(town),
        amendment(town),
    ]);
    all
}

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
    let nowak = DirectoryEvent::PersonRecorded {
        person: key("nowak"),
        details: Kept {
            key: key("nowak"),
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
            "The repairs officer goes to Parking.",
            vec![
                ended("hall-seat", EndReason::Moved),
                made("hall-parking", "hall", officer("parking")),
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
                nowak,
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
