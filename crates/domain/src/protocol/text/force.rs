//! The force of a clause, read from the verb of its text where that is clear.

use crate::protocol::Force;

/// The verbs of each force, strongest first. A phrase is matched on whole words.
const VERBS: &[(Force, &[&str])] = &[
    (
        Force::Should,
        &[
            "shall normally",
            "will normally",
            "should normally",
            "must where possible",
        ],
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
            "will seek to",
            "shall seek to",
        ],
    ),
    (
        Force::Must,
        &[
            "must",
            "shall",
            "should never",
            "should not in any circumstances",
            "may only",
            "will not",
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
            "may",
            "can",
            "are entitled",
            "is entitled",
            "have the right",
            "has the right",
        ],
    ),
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
    strongest
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
