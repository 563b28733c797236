//! A small council for the tests of the directory.

use jiff::civil::date;

use super::*;
use crate::fresh::Fresh;
use crate::verdict::Invalid;

pub(super) const START: Date = date(2025, 5, 8);
pub(super) const DAY: Date = date(2026, 4, 2);

pub(super) fn at() -> Timestamp {
    "2026-01-01T09:00:00Z".parse().unwrap()
}

pub(super) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(super) fn try_with(
    directory: Directory,
    command: DirectoryCommand,
) -> Result<Directory, Vec<Invalid>> {
    let seed = [directory.version() as u8; 32];
    let decision = decide(&directory, command, at(), &Fresh::new(seed))?;
    let mut after = directory;
    for append in &decision.appends {
        assert_eq!(append.expected, after.version());
        for event in &append.events {
            after = after.clone().evolve(&Recorded {
                version: after.version() + 1,
                at: at(),
                actor: id("clerk"),
                event: event.clone(),
            });
        }
    }
    for content in &decision.contents {
        after.learn(&content.key, &content.bytes);
    }
    Ok(after)
}

pub(super) fn with(directory: Directory, command: DirectoryCommand) -> Directory {
    try_with(directory, command).expect("taken")
}

pub(super) fn refused(directory: &Directory, command: DirectoryCommand) -> String {
    let wrong = try_with(directory.clone(), command).expect_err("refused");
    let lines: Vec<_> = wrong
        .iter()
        .map(|w| format!("{}: {}", w.field, w.why))
        .collect();
    lines.join("\n")
}

pub(super) fn person(name: &str) -> DirectoryCommand {
    DirectoryCommand::AddPerson {
        person: Some(id(&slugify(name))),
        details: Details {
            name: name.to_owned(),
            ..Details::default()
        },
    }
}

pub(super) fn post(key: &str, person: &str, role: Role) -> DirectoryCommand {
    DirectoryCommand::Appoint(NewAppointment {
        appointment: Some(id(key)),
        person: id(person),
        role,
        from: START,
        to: None,
        job_share: false,
    })
}

pub(super) fn away(person: &str, cover: Option<&str>) -> DirectoryCommand {
    DirectoryCommand::RecordAway {
        away: Some(id(&format!("away-{person}"))),
        person: id(person),
        covered_by: cover.map(id),
        from: date(2026, 4, 1),
        to: date(2026, 4, 10),
    }
}

pub(super) fn service(key: &str) -> Service {
    Service {
        id: id(key),
        name: key.to_owned(),
        description: String::new(),
        words: Vec::new(),
        report: None,
        request: None,
        try_first: None,
        team: None,
        directorate: Some(id("homes")),
        from: START,
        to: None,
    }
}

pub(super) fn member(ward: &str) -> Role {
    Role::Member { ward: id(ward) }
}

pub(super) fn green() -> Role {
    Role::GroupMember { group: id("green") }
}

pub(super) fn council() -> Directory {
    let homes = Team {
        id: id("homes"),
        name: "Homes".to_owned(),
        kind: TeamKind::Directorate,
        part_of: None,
        email: None,
        phone: None,
        from: START,
        to: None,
    };
    let ward = |key: &str, seats| DirectoryCommand::RecordWard {
        on: START,
        ward: Ward {
            id: id(key),
            name: key.to_owned(),
            gss: None,
            seats,
            from: START,
            to: None,
        },
    };
    let green_group = Group {
        id: id("green"),
        name: "Green".to_owned(),
        from: START,
        to: None,
    };
    let commands = vec![
        person("Ada"),
        person("Ben"),
        person("Cai"),
        person("Dot"),
        person("Eve"),
        person("Fay"),
        ward("castle", 1),
        ward("abbey", 2),
        DirectoryCommand::RecordGroup {
            on: START,
            group: green_group,
        },
        DirectoryCommand::RecordTeam {
            on: START,
            team: homes,
        },
        DirectoryCommand::RecordService {
            on: START,
            service: service("repairs"),
        },
        post("a-ada", "ada", member("castle")),
        post("g-ada", "ada", green()),
        post("l-ada", "ada", Role::GroupLeader { group: id("green") }),
        post(
            "a-ben",
            "ben",
            Role::ServiceManager {
                service: id("repairs"),
            },
        ),
        post(
            "a-cai",
            "cai",
            Role::Officer {
                service: id("repairs"),
            },
        ),
        post("a-dot", "dot", Role::MonitoringOfficer),
        post("a-eve", "eve", Role::DeputyMonitoringOfficer),
    ];
    with(Directory::default(), DirectoryCommand::Several(commands))
}
