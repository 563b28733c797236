//! The force of a clause, read from the verb of its text where that is clear.

use super::{ProtocolText, Reading, TextClause};
use crate::protocol::Force;

/// The verbs of each force, the longer phrases first. A phrase is matched on whole words.
const VERBS: &[(Force, &[&str])] = &[
    (
        Force::Should,
        &["shall normally", "will normally", "should normally"],
    ),
    (
        Force::Aim,
        &[
            "shall aim",
            "will aim",
            "aims to",
            "aim to",
            "will endeavour",
            "shall endeavour",
        ],
    ),
    (
        Force::Must,
        &[
            "must",
            "shall",
            "should never",
            "may only",
            "will not",
            "may not",
            "will only",
            "absolute requirement",
            "is required to",
            "are required to",
            "it is the duty of",
        ],
    ),
    (
        Force::Should,
        &["should", "is advised to", "are advised to", "ought to"],
    ),
    (
        Force::May,
        &[
            "are entitled",
            "is entitled",
            "have the right",
            "has the right",
        ],
    ),
];

/// The verbs that tell only after whoever does something: `officers will respect`, not `relations will
/// differ`; `a member may ask`, not `issues may arise`.
const OF_ACTORS: &[(Force, &str)] = &[(Force::Must, "will"), (Force::May, "may")];

/// Who does something, as the last word before the verb, in one or in many.
const ACTORS: &[&str] = &[
    "member",
    "officer",
    "councillor",
    "employee",
    "council",
    "committee",
    "executive",
    "director",
    "leader",
    "group",
    "manager",
    "they",
    "panel",
    "chair",
];

/// The strongest force whose verb stands in the words; `None` where no verb tells, for a person to say.
pub fn read(words: &str) -> Option<Force> {
    let mut rest = format!(" {} ", plain(words));
    let mut strongest = None;
    for (force, verbs) in VERBS {
        for verb in *verbs {
            let phrase = format!(" {verb} ");
            if rest.contains(&phrase) {
                strongest = strongest.max(Some(*force));
                rest = rest.replace(&phrase, " \u{b7} ");
            }
        }
    }
    let mut before = "";
    for word in rest.split(' ') {
        let actor = ACTORS.contains(&before.strip_suffix('s').unwrap_or(before));
        let told = OF_ACTORS.iter().find(|(_, verb)| *verb == word && actor);
        strongest = strongest.max(told.map(|(force, _)| *force));
        before = word;
    }
    strongest
}

/// The force of every clause, in the order of the document. What stands below a clause that leads to it,
/// as `officers shall:` does, takes its verb from there.
pub fn of(text: &ProtocolText) -> Vec<(&TextClause, Option<Force>)> {
    let mut forces = Vec::new();
    for section in &text.sections {
        for clause in &section.clauses {
            add(clause, None, &mut forces);
        }
    }
    forces
}

fn add<'t>(
    clause: &'t TextClause,
    led: Option<Force>,
    forces: &mut Vec<(&'t TextClause, Option<Force>)>,
) {
    let words = clause.words(Reading::After);
    let force = read(&words).or(led);
    forces.push((clause, force));
    let mut lines = words.lines();
    let lead = lines.find(|line| line.ends_with(':')).and_then(read);
    for below in clause.below() {
        add(below, lead, forces);
    }
}

/// Lower case, and every stop a space.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase) {
        let kept = c.is_alphanumeric() || c == '\'' || c == '\u{2019}';
        match (kept, plain.ends_with(' ')) {
            (true, _) => plain.push(c),
            (false, false) => plain.push(' '),
            (false, true) => {}
        }
    }
    plain.trim().to_owned()
}
