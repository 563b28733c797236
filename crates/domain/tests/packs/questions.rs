//! Every ambiguity of the three protocols is asked by the pack that it concerns, and by nobody silently
//! resolved.

use std::collections::BTreeSet;

use domain::protocol::RuledBy;
use domain::protocol::packs::shipped;

/// What the documents leave open, by pack: contradictions of the covering summary (A), of the updated text
/// (B), of the existing one (C), of Bradford's (E), and what none of them addresses (F).
const LEFT_OPEN: [(&str, &[(&str, u32)]); 3] = [
    ("cambridge-updated", &[("A", 7), ("B", 23), ("F", 8)]),
    ("cambridge-existing", &[("C", 12), ("F", 8)]),
    ("bradford-4c", &[("E", 19), ("F", 8)]),
];

/// Those that the council itself settles, by a decision of its own.
const BY_COUNCIL: [&str; 16] = [
    "A7", "B3", "B9", "B14", "B21", "C10", "E8", "E9", "E17", "F1", "F2", "F3", "F4", "F5", "F6",
    "F7",
];

#[test]
fn every_ambiguity_is_asked_by_its_pack_with_two_readings_a_ruler_and_a_default() {
    for (pack, series) in LEFT_OPEN {
        let protocol = shipped(pack).expect("a shipped pack");
        let own = protocol.questions.iter();
        let own: BTreeSet<&str> = own
            .map(|q| q.id.as_str())
            .filter(|id| !id.starts_with('W'))
            .collect();
        let mut expected: BTreeSet<String> = series
            .iter()
            .flat_map(|(letter, last)| (1..=*last).map(move |n| format!("{letter}{n}")))
            .collect();
        if pack == "cambridge-existing" {
            // The committee that 14.3 names.
            expected.insert("A7".to_owned());
        }
        assert_eq!(own, expected.iter().map(String::as_str).collect(), "{pack}");
        for question in &protocol.questions {
            assert!(question.readings.len() >= 2, "{pack}: {}", question.id);
            assert!(!question.ruler.is_empty(), "{pack}: {}", question.id);
        }
    }
}

#[test]
fn who_settles_a_question_is_said_as_the_ruler_is() {
    for (pack, _) in LEFT_OPEN {
        let protocol = shipped(pack).expect("a shipped pack");
        for question in &protocol.questions {
            let id = question.id.as_str();
            if !id.starts_with('W') {
                let by_council = question.ruled_by == RuledBy::Council;
                assert_eq!(by_council, BY_COUNCIL.contains(&id), "{pack}: {id}");
            }
        }
    }
}
