//! What stands around the clauses: drafted and corrected.

use proptest::prelude::*;

use super::*;

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

fn around(place: Place, words: &str) -> TextChange {
    TextChange::Around {
        place,
        words: words.to_owned(),
    }
}

#[test]
fn what_stands_around_the_clauses_is_tracked_and_reads_before_and_after() {
    let (heading, note) = (Place::Heading(id("7")), Place::Footnote(id("1")));
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
    let nothing = whole().tracked(&around(Place::Footnote(id("9")), ""));
    assert_eq!(nothing, Err(BadEdit::NoPlace(Place::Footnote(id("9")))));
}

#[test]
fn a_footnote_that_is_struck_takes_its_marks_and_a_new_one_is_marked_where_it_is_typed() {
    let struck = whole()
        .tracked(&around(Place::Footnote(id("1")), ""))
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
        .tracked(&around(Place::Footnote(id("2")), "By any way."))
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
