//! What stands around the clauses: drafted and corrected.

use proptest::prelude::*;

use super::*;
use crate::ids::NoteMark;

/// A text with words around its clauses; the mark of its footnote stands in 7.6.
fn whole() -> ProtocolText {
    let mut noted = clause("7.6", "");
    noted.body = vec![Part::Para(Para {
        bullet: 0,
        words: Passage::of_typed("Within five days[^1] of receipt."),
    })];
    let para = |words: &str| Para {
        bullet: 0,
        words: Passage::plain(words),
    };
    let mut whole = text(vec![noted]);
    whole.preamble = vec![para("It belongs to the Constitution.")];
    whole.closing = vec![para("Adopted by:")];
    whole.footnotes = vec![Footnote {
        mark: "1".to_owned(),
        words: Passage::plain("Working days."),
    }];
    whole
}

fn mark(mark: &str) -> NoteMark {
    mark.parse().expect("a mark")
}

fn around(place: Place, words: &str) -> TextChange {
    TextChange::Around {
        place,
        words: words.to_owned(),
    }
}

#[test]
fn what_stands_around_the_clauses_is_tracked_and_reads_before_and_after() {
    let (heading, note) = (Place::Heading(id("7")), Place::Footnote(mark("1")));
    let changes = [
        around(
            Place::Preamble,
            "It belongs to the Constitution of the Council.",
        ),
        around(heading.clone(), "Members’ Enquiries"),
        around(Place::Closing, ""),
        around(note.clone(), "Working days in England."),
    ];
    let drafted = changes
        .iter()
        .fold(whole(), |text, one| text.tracked(one).unwrap());
    assert_eq!(
        drafted.preamble[0].words.read(Reading::Before),
        "It belongs to the Constitution."
    );
    assert_eq!(
        drafted.words_at(&Place::Preamble).as_deref(),
        Some("It belongs to the Constitution of the Council.")
    );
    assert_eq!(
        drafted.sections[0].heading.read(Reading::Before),
        "Enquiries"
    );
    assert_eq!(
        drafted.words_at(&heading).as_deref(),
        Some("Members’ Enquiries")
    );
    assert_eq!(
        drafted.closing[0].words.read(Reading::Before),
        "Adopted by:"
    );
    assert_eq!(drafted.words_at(&Place::Closing), None);
    assert_eq!(
        drafted.footnotes[0].words.read(Reading::Before),
        "Working days."
    );
    assert!(drafted.is_tracked());
    let after = drafted.accepted();
    assert!(!after.is_tracked());
    assert!(after.closing.is_empty());
    assert_eq!(
        after.words_at(&note).as_deref(),
        Some("Working days in England.")
    );
    let nothing = whole().tracked(&around(Place::Footnote(mark("9")), ""));
    assert_eq!(nothing, Err(BadEdit::NoPlace(Place::Footnote(mark("9")))));
}

#[test]
fn a_footnote_that_is_struck_takes_its_marks_and_a_new_one_is_marked_where_it_is_typed() {
    let struck = whole()
        .tracked(&around(Place::Footnote(mark("1")), ""))
        .unwrap();
    let marks = |text: &ProtocolText| text.clause("7.6").unwrap().typed();
    assert_eq!(marks(&whole()), "Within five days[^1] of receipt.");
    assert_eq!(marks(&struck), "Within five days of receipt.");
    let gone = struck.accepted();
    assert!(gone.footnotes.is_empty());
    let reworded = TextChange::Reworded {
        clause: id("7.6"),
        words: "Within five days of its receipt[^2].".to_owned(),
    };
    let noted = whole().tracked(&reworded).unwrap();
    let noted = noted
        .tracked(&around(Place::Footnote(mark("2")), "By any way."))
        .unwrap();
    assert_eq!(marks(&noted), "Within five days[^1] of its receipt[^2].");
    let before = noted.clause("7.6").unwrap().words(Reading::Before);
    assert_eq!(before, "Within five days of receipt.");
    assert_eq!(noted.accepted().footnotes.len(), 2);
}

#[test]
fn a_new_section_stands_where_its_number_belongs_and_takes_its_clauses() {
    let mut text = whole();
    text.sections.push(TextSection {
        number: "9".to_owned(),
        heading: Passage::plain("Information"),
        clauses: vec![clause("9.1", "Members may ask.")],
    });
    let changes = [
        around(Place::Heading(id("8")), "Groups"),
        TextChange::Added {
            clause: id("8.1"),
            after: Some(id("7.6")),
            words: "Groups are briefed.".to_owned(),
        },
        TextChange::Added {
            clause: id("8.2"),
            after: None,
            words: "Alike.".to_owned(),
        },
    ];
    let drafted = changes
        .iter()
        .fold(text, |text, one| text.tracked(one).unwrap());
    let numbers: Vec<&str> = drafted.sections.iter().map(|s| s.number.as_str()).collect();
    assert_eq!(numbers, ["7", "8", "9"]);
    assert_eq!(ids(&drafted), ["7.6", "8.1", "8.2", "9.1"]);
    assert_eq!(drafted.sections[1].clauses.len(), 2);
    assert_eq!(drafted.sections[1].heading.read(Reading::Before), "");
}

/// A text with a section and a clause's heading without numbers, and a footnote that is marked by a sign.
fn unnumbered() -> ProtocolText {
    let mut text = whole();
    let mut foreword = clause("foreword", "It is read with the Codes.");
    foreword.body[0] = Part::Para(Para {
        bullet: 0,
        words: Passage::of_typed("It is read with the Codes[^†]."),
    });
    text.sections.push(TextSection {
        number: String::new(),
        heading: Passage::plain("Foreword"),
        clauses: vec![foreword],
    });
    text.sections[0].clauses[0].over = Passage::plain("Time");
    text.footnotes.push(Footnote {
        mark: "†".to_owned(),
        words: Passage::plain("Of members and of officers."),
    });
    text
}

#[test]
fn title_and_headings_without_numbers_and_footnotes_by_signs_are_tracked() {
    let places = [
        (Place::Title, "A protocol", "A protocol on relations"),
        (Place::Over(id("7.6")), "Time", "Time for answers"),
        (
            Place::Heading(id("foreword")),
            "Foreword",
            "Foreword of the Leader",
        ),
        (
            Place::Footnote(mark("†")),
            "Of members and of officers.",
            "Of members.",
        ),
    ];
    let drafted = places.iter().fold(unnumbered(), |text, (place, _, words)| {
        text.tracked(&around(place.clone(), words)).unwrap()
    });
    let before = [
        &drafted.title,
        &drafted.sections[0].clauses[0].over,
        &drafted.sections[1].heading,
        &drafted.footnotes[1].words,
    ];
    for (passage, (place, was, is)) in before.into_iter().zip(&places) {
        assert_eq!(passage.read(Reading::Before), *was);
        assert_eq!(drafted.words_at(place).as_deref(), Some(*is));
        assert!(passage.is_tracked());
    }
    assert!(!drafted.accepted().is_tracked());
    let empty = unnumbered().tracked(&around(Place::Title, " "));
    assert_eq!(empty, Err(BadEdit::Empty("title")));
    let struck = unnumbered()
        .tracked(&around(Place::Over(id("7.6")), ""))
        .unwrap()
        .accepted();
    assert_eq!(struck.words_at(&Place::Over(id("7.6"))), None);
    let none = struck.tracked(&around(Place::Over(id("7.6")), ""));
    assert_eq!(none, Err(BadEdit::NoPlace(Place::Over(id("7.6")))));
    let noted = unnumbered()
        .tracked(&around(Place::Footnote(mark("†")), ""))
        .unwrap();
    assert_eq!(
        noted.clause("foreword").unwrap().typed(),
        "It is read with the Codes."
    );
}

#[test]
fn titles_headings_and_numbers_of_sections_are_corrected_by_hand() {
    let corrected = [
        "title A protocol[^†] of the council",
        "over 7.6 Days",
        "section 2 8",
        "heading 2 Words before[^†]",
        "note † Of both.",
    ];
    let text = corrected.iter().fold(unnumbered(), |text, typed| {
        text.corrected(&typed.parse().unwrap()).unwrap()
    });
    assert_eq!(text.title.typed(), "A protocol[^†] of the council");
    assert_eq!(
        text.clause("7.6").unwrap().over.read(Reading::After),
        "Days"
    );
    assert_eq!(text.sections[1].number, "8");
    assert_eq!(text.sections[1].heading.typed(), "Words before[^†]");
    assert_eq!(
        text.words_at(&Place::Footnote(mark("†"))).as_deref(),
        Some("Of both.")
    );
    let taken = text.corrected(&"section 2 7".parse().unwrap());
    assert_eq!(taken, Err(BadEdit::TakenSection("7".to_owned())));
    let none = text.corrected(&"section 2".parse().unwrap()).unwrap();
    assert_eq!(none.sections[1].number, "");
}

#[test]
fn a_title_that_was_saved_without_marks_is_read() {
    let saved = r#"{"title":"A protocol","sections":[]}"#;
    let text: ProtocolText = serde_json::from_str(saved).unwrap();
    assert_eq!(text.title, Passage::plain("A protocol"));
    let again: ProtocolText = serde_json::from_str(&serde_json::to_string(&text).unwrap()).unwrap();
    assert_eq!(again, text);
}

#[test]
fn what_stands_around_the_clauses_is_corrected_by_hand() {
    let corrected = [
        "preamble Read with the Codes.\\n• of Conduct",
        "note 2 A footnote that was not read.",
        "words 7.6 Within five days[^2] of receipt.",
        "note 1",
    ];
    let text = corrected.iter().fold(whole(), |text, typed| {
        text.corrected(&typed.parse().unwrap()).unwrap()
    });
    assert_eq!(
        text.words_at(&Place::Preamble).as_deref(),
        Some("Read with the Codes.\n• of Conduct")
    );
    assert_eq!(
        text.clause("7.6").unwrap().typed(),
        "Within five days[^2] of receipt."
    );
    let marks: Vec<&str> = text
        .footnotes
        .iter()
        .map(|note| note.mark.as_str())
        .collect();
    assert_eq!(marks, ["2"]);
    assert!(!text.is_tracked());
    let none = "note 7"
        .parse::<Edit>()
        .map(|edit| whole().corrected(&edit));
    assert!(matches!(none, Ok(Err(BadEdit::NoPlace(_)))));
    let kept = "words 7.6 Within six days[^1] of receipt.".parse().unwrap();
    let kept = whole().corrected(&kept).unwrap();
    assert!(
        kept.clause("7.6").unwrap().typed().contains("[^1]"),
        "the mark stays"
    );
}

proptest! {
    #[test]
    fn words_around_the_clauses_read_before_as_they_were_and_after_as_they_are_to_be(
        first in lines(), second in lines(), third in lines(),
    ) {
        for place in [Place::Preamble, Place::Closing] {
            let change = |words: &str| around(place.clone(), words);
            let first_of = text(Vec::new()).tracked(&change(&first)).unwrap().accepted();
            prop_assert_eq!(first_of.words_at(&place), Some(first.clone()));
            let once = first_of.tracked(&change(&second)).unwrap();
            let twice = once.tracked(&change(&third)).unwrap();
            prop_assert_eq!(twice.words_at(&place), Some(third.clone()));
            let mut read = twice.clone();
            let words: Vec<String> = read.paras_at(&place).iter()
                .filter(|para| !para.words.read(Reading::Before).is_empty())
                .map(|para| {
                    let words = para.words.read(Reading::Before);
                    if para.bullet > 0 { format!("• {words}") } else { words }
                })
                .collect();
            prop_assert_eq!(words.join("\n"), first.clone());
        }
    }
}
