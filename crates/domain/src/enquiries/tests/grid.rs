//! Who may do what in which state: the whole grid, as it is. A change of it is a change of the product's
//! behaviour, and is read as one.

use std::fmt::Write;

use jiff::civil::date;

use super::first::{answer, close, hold};
use super::story::{Story, plain};
use super::town::{fold, id, town};
use crate::directory::{DirectoryEvent, EndReason};
use crate::enquiries::Kind;
use crate::enquiries::command::{Act, Raise};
use crate::enquiries::event::{Closure, Contributor, Permits};
use crate::verdict::Gate;

const PEOPLE: [(&str, &str); 13] = [
    ("amin", "the member"),
    ("dean", "an assistant who prepares"),
    ("dove", "an assistant who decides"),
    ("bell", "another member of the ward"),
    ("hall", "an officer of the service"),
    ("king", "the service manager"),
    ("stone", "the Chief Officer"),
    ("park", "an officer of another service"),
    ("voss", "the contact centre"),
    ("wren", "the complaints team"),
    ("yang", "democratic services"),
    ("moss", "the Monitoring Officer"),
    ("wardroom-jobs", "the product’s jobs"),
];

fn states() -> Vec<(&'static str, Story, &'static str)> {
    let early = "2026-04-08T10:00";
    let late = "2026-04-14T10:00";
    let raised = Story::raised();
    let unclear = Story::under(town("cambridge-updated")).does(
        "amin",
        "2026-04-02T10:00",
        Act::Raise(Box::new(Raise {
            service: None,
            ..plain()
        })),
    );
    let held = raised.clone().does("hall", early, hold(date(2026, 4, 20)));
    let asked = raised.clone().does(
        "hall",
        "2026-04-07T10:00",
        Act::AskContribution {
            of: Contributor::Service(id("parking")),
            about: "Who owns the bay?".to_owned(),
            due: date(2026, 4, 10),
        },
    );
    let answered = raised.clone().does("hall", early, answer());
    let closed = answered
        .clone()
        .does("amin", "2026-04-09T10:00", close(Closure::Answered));
    let complaint = raised.clone().does(
        "hall",
        early,
        Act::HandToComplaints {
            permits: Permits::Progress,
            told: "It is a complaint.".to_owned(),
        },
    );
    let referred = raised.clone().does(
        "hall",
        late,
        Act::Refer {
            why: "It cannot be closed.".to_owned(),
        },
    );
    vec![
        ("with the contact centre", unclear, early),
        ("with a service", raised.clone(), early),
        ("with a service, past its date", raised.clone(), late),
        ("laid before the Monitoring Officer", referred, late),
        ("held", held, early),
        ("a part awaited from another service", asked, early),
        ("answered", answered, "2026-04-09T10:00"),
        ("closed", closed, "2026-04-10T10:00"),
        ("a complaint", complaint, "2026-04-09T10:00"),
        (
            "its member has left",
            member_left(raised),
            "2026-05-11T10:00",
        ),
        ("under a silent protocol", silent(), late),
    ]
}

fn silent() -> Story {
    let story = Story::under(town("cambridge-existing"));
    story.does("amin", "2026-04-02T10:00", Act::Raise(Box::new(plain())))
}

fn member_left(mut story: Story) -> Story {
    let ended = DirectoryEvent::AppointmentEnded {
        appointment: id("amin-member"),
        on: date(2026, 5, 7),
        reason: EndReason::Election,
    };
    let directory = story.council.directory.as_ref().clone();
    story.council.directory = std::sync::Arc::new(fold(vec![ended], directory));
    let end = Act::EndHolder {
        on: date(2026, 5, 7),
    };
    story.does("wardroom-jobs", "2026-05-08T06:00", end)
}

#[test]
fn who_may_do_what_in_which_state() {
    let mut grid = String::new();
    for (name, story, when) in states() {
        let _ = writeln!(grid, "== {name}");
        for (person, called) in PEOPLE {
            let mut lines: [(&str, Vec<String>); 3] = [
                ("may", Vec::new()),
                ("may with a reason", Vec::new()),
                ("may not", Vec::new()),
            ];
            for kind in Kind::ALL {
                match story.gate(person, when, *kind) {
                    Gate::Allowed { explain: None, .. } => lines[0].1.push(kind.name().to_owned()),
                    Gate::Allowed { .. } => lines[1].1.push(kind.name().to_owned()),
                    Gate::Refused(refusal) => lines[2].1.push(format!(
                        "{} ({})",
                        kind.name(),
                        short(&refusal.basis.to_string())
                    )),
                    Gate::Hidden => {}
                }
            }
            if lines.iter().all(|(_, kinds)| kinds.is_empty()) {
                let _ = writeln!(grid, "{called}: nothing, as if it did not exist");
                continue;
            }
            let _ = writeln!(grid, "{called}");
            for (word, kinds) in lines.iter().filter(|(_, kinds)| !kinds.is_empty()) {
                let _ = writeln!(grid, "    {word}: {}", kinds.join(", "));
            }
        }
        grid.push('\n');
    }
    insta::assert_snapshot!(grid);
}

fn short(basis: &str) -> String {
    basis
        .replace("unruled: default of question ", "")
        .replace(", under clause ", ", ")
}
