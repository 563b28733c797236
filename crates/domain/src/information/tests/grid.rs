//! Who may do what in which state: the whole grid, as it is.

use std::fmt::Write;

use super::story::{LATE, NEXT, Story, document, released};
use crate::information::choices::Law;
use crate::information::{Act, Kind};
use crate::protocol::information::Marking;
use crate::verdict::Gate;

const PEOPLE: [(&str, &str); 12] = [
    ("amin", "the member"),
    ("dean", "the member’s assistant"),
    ("bell", "another member, who chairs the committee"),
    ("hall", "an officer of the service"),
    ("lead", "a service lead"),
    ("king", "the service manager"),
    ("stone", "the Chief Officer"),
    ("park", "an officer of another service"),
    ("yang", "democratic services"),
    ("moss", "the Monitoring Officer"),
    ("chen", "the Chief Executive"),
    ("wardroom-jobs", "the product’s jobs"),
];

fn states() -> Vec<(&'static str, Story, &'static str)> {
    let (cu, br, ce) = ("cambridge-updated", "bradford-4c", "cambridge-existing");
    let refuse = Act::Refuse {
        words: "It is exempt.".to_owned(),
        law: vec![Law::Business],
        precedent: None,
    };
    let refused = Story::asked(br).does("king", NEXT, refuse);
    let with_body = refused.clone().does(
        "amin",
        NEXT,
        Act::AskBody {
            body: crate::enquiries::tests::town::id("planning"),
            words: "I need it.".to_owned(),
        },
    );
    let passed = Story::asked(cu).does(
        "king",
        NEXT,
        Act::SeekGuidance {
            passed: true,
            words: "Is it needed?".to_owned(),
        },
    );
    vec![
        (
            "asked, under the updated Cambridge text",
            Story::asked(cu),
            NEXT,
        ),
        (
            "asked, under the existing Cambridge text",
            Story::asked(ce),
            NEXT,
        ),
        ("asked, under Bradford’s text", Story::asked(br), NEXT),
        (
            "past its date, under Bradford’s text",
            Story::asked(br),
            LATE,
        ),
        (
            "a confidential document waits",
            Story::asked(cu).does("hall", NEXT, document(Marking::Confidential)),
            NEXT,
        ),
        ("a document released", released(cu), NEXT),
        ("passed over to the Monitoring Officer", passed, NEXT),
        ("refused", refused, NEXT),
        ("a body asked", with_body, NEXT),
    ]
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
                let name = kind.name();
                match story.gate(person, when, *kind) {
                    Gate::Allowed { explain: None, .. } => lines[0].1.push(name.to_owned()),
                    Gate::Allowed { .. } => lines[1].1.push(name.to_owned()),
                    Gate::Refused(refusal) => {
                        let basis = refusal.basis.to_string();
                        let basis = basis.replace("unruled: default of question ", "");
                        lines[2].1.push(format!("{name} ({basis})"));
                    }
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
