//! A comparison with itself is empty, applying one gives the other side, and words add up.

use proptest::prelude::*;

use super::*;
use crate::protocol::PrintedType;
use crate::protocol::packs::{SHIPPED, shipped};
use crate::protocol::text::edit::Edit;
use crate::protocol::text::{
    Footnote, Para, Passage, ProtocolText, Reading, TextClause, TextSection,
};

fn side(pack: &str) -> Side {
    Side::of_gists(&shipped(pack).expect("a shipped pack"))
}

/// A side of made-up clauses.
fn made(lines: &[(&str, &str)]) -> Side {
    let clauses = lines.iter().map(|(id, words)| Line {
        part: Part::Clause,
        id: Number::from(&id.parse().expect("a clause")),
        key: None,
        words: (*words).to_owned(),
        force: None,
    });
    Side {
        lineage: "sample".to_owned(),
        whose: Whose::Text,
        clauses: clauses.collect(),
        provided: Default::default(),
    }
}

fn values(side: &Side) -> Vec<(&String, &String)> {
    side.provided
        .iter()
        .map(|(key, told)| (key, &told.said.value))
        .collect()
}

fn kinds(comparison: &Comparison) -> Vec<(String, Kind)> {
    comparison
        .clauses
        .iter()
        .map(|c| (c.numbers(), c.kind))
        .collect()
}

#[test]
fn a_protocol_compared_with_itself_is_empty() {
    for pack in SHIPPED {
        let comparison = compare(&side(pack.id), &side(pack.id));
        assert!(comparison.is_empty(), "{}", pack.id);
        assert!(
            comparison
                .summary("A", "B")
                .contains(&"Nothing changes.".to_owned())
        );
    }
}

#[test]
fn applying_a_comparison_of_two_councils_gives_the_other() {
    for one in SHIPPED {
        for other in SHIPPED {
            let (before, after) = (side(one.id), side(other.id));
            let comparison = compare(&before, &after);
            let applied = apply(&before, &comparison).expect("it fits");
            assert_eq!(applied.clauses, after.clauses);
            assert_eq!(values(&applied), values(&after));
            if one.id != other.id {
                assert!(
                    apply(&after, &comparison).is_err(),
                    "it is of the other side"
                );
            }
        }
    }
}

#[test]
fn a_silent_protocol_against_one_that_provides_says_so() {
    let comparison = compare(&side("bradford-4c"), &side("cambridge-updated"));
    let answer = comparison
        .provisions
        .iter()
        .find(|s| s.key == "enquiries/response/any/n");
    assert_eq!(
        answer.expect("the answer").said(),
        "Answer to a member’s enquiry: silent; now within 5 working days of receipt (clause 7.6)."
    );
}

#[test]
fn a_clause_that_was_put_between_moves_the_others_and_leaves_their_words() {
    let before = made(&[
        ("7.5", "Officers answer within five working days."),
        ("7.6", "Burdens are raised."),
    ]);
    let after = made(&[
        ("7.5", "Members look at the website first, and then ask."),
        ("7.6", "Officers answer within seven working days."),
        ("7.7", "Burdens are raised."),
    ]);
    let comparison = compare(&before, &after);
    let expected = [
        ("7.5", Kind::New),
        ("7.5, now 7.6", Kind::Reworded),
        ("7.6, now 7.7", Kind::Moved),
    ];
    assert_eq!(
        kinds(&comparison),
        expected.map(|(id, kind)| (id.to_owned(), kind))
    );
    let marked: Vec<_> = comparison.clauses[1]
        .words
        .iter()
        .map(|s| (s.mark, s.text.as_str()))
        .collect();
    assert_eq!(
        marked,
        [
            (Mark::Kept, "Officers answer within "),
            (Mark::Gone, "five"),
            (Mark::New, "seven"),
            (Mark::Kept, " working days."),
        ]
    );
}

#[test]
fn what_is_gone_stands_where_it_stood() {
    let before = made(&[
        ("1", "One alone."),
        ("2", "Second thing entirely."),
        ("3", "Third remains here."),
    ]);
    let after = made(&[("1", "One alone."), ("3", "Third remains here.")]);
    let expected = [("1", Kind::Same), ("2", Kind::Gone), ("3", Kind::Same)];
    assert_eq!(
        kinds(&compare(&before, &after)),
        expected.map(|(id, kind)| (id.to_owned(), kind))
    );
}

/// A council's own text, made up.
fn document() -> ProtocolText {
    let clause = |id: &str, words: &str| {
        TextClause::new(id.parse().expect("a clause"), Passage::plain(words))
    };
    let para = |words: &str| Para {
        bullet: 0,
        words: Passage::plain(words),
    };
    let section = |number: &str, heading: &str, clauses| TextSection {
        number: number.to_owned(),
        heading: Passage::plain(heading),
        clauses,
    };
    ProtocolText {
        title: Passage::plain("Protocol on Members and Officers"),
        preamble: vec![para("Adopted by the council.")],
        sections: vec![
            section(
                "1",
                "Enquiries",
                vec![
                    clause(
                        "1.1",
                        "Officers answer within five working days. They say why if late.",
                    ),
                    clause("1.2", "Members look at the website before they ask."),
                ],
            ),
            section(
                "2",
                "Respect",
                vec![
                    clause("2.1", "Members and officers are courteous to each other."),
                    clause("2.2", "Titles are used in meetings of the council."),
                ],
            ),
        ],
        closing: vec![para("Reviewed every four years.")],
        footnotes: vec![Footnote {
            mark: "1".to_owned(),
            words: Passage::plain("Counted from the day after receipt."),
        }],
        doubts: Vec::new(),
    }
}

fn side_of(text: &ProtocolText) -> Side {
    Side::of_text("fernmoor", text, Reading::After, None)
}

#[test]
fn what_stands_around_the_clauses_is_compared_with_its_own_kind() {
    let before = document();
    let mut after = before.clone();
    after.title = Passage::plain("Protocol on Councillors and Officers");
    after.sections[1].heading = Passage::plain("Courtesy");
    after.footnotes.clear();
    let comparison = compare(&side_of(&before), &side_of(&after));
    let changed: Vec<_> = comparison
        .clauses
        .iter()
        .filter(|change| !change.is_same())
        .map(|change| (change.numbers(), change.kind))
        .collect();
    let expected = [
        ("Title", Kind::Reworded),
        ("Heading of section 2", Kind::Reworded),
        ("Footnote 1", Kind::Gone),
    ];
    assert_eq!(
        changed,
        expected.map(|(what, kind)| (what.to_owned(), kind))
    );
    let said = comparison.summary("A", "B");
    assert!(
        said.contains(&"3 titles, headings or footnotes read otherwise.".to_owned()),
        "{said:?}"
    );
    assert!(said.contains(&"Compared are the councils’ own words.".to_owned()));
}

#[test]
fn a_clause_that_a_tracked_change_strikes_is_gone() {
    use crate::protocol::text::{Change, Part, Run};
    let before = document();
    let mut after = before.clone();
    let Part::Para(para) = &mut after.sections[0].clauses[1].body[0] else {
        panic!("a paragraph");
    };
    para.words = Passage(vec![Run {
        change: Change::Struck,
        ..Run::plain("Members look at the website before they ask.")
    }]);
    let comparison = compare(&side_of(&before), &side_of(&after));
    assert_eq!(comparison.count(Kind::Gone), 1);
    assert_eq!(comparison.count(Kind::Same), 3);
}

/// Corrections by hand, some of which cannot be made.
fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let clause = || prop::sample::select(vec!["1.1", "1.2", "1.3", "2.1", "2.2", "9.9"]);
    let id = |id: &str| id.parse().expect("a clause");
    let one = prop_oneof![
        (clause(), clause()).prop_map(move |(clause, number)| Edit::Renumber {
            clause: id(clause),
            number: id(number),
        }),
        (clause(), text()).prop_map(move |(clause, words)| Edit::Words {
            clause: id(clause),
            words,
        }),
        (clause(), clause()).prop_map(move |(clause, number)| Edit::Split {
            clause: id(clause),
            at: "They say".to_owned(),
            number: id(number),
        }),
        clause().prop_map(move |clause| Edit::Merge { clause: id(clause) }),
        clause().prop_map(move |clause| Edit::Mark {
            clause: id(clause),
            printed: PrintedType::Rule,
        }),
        (0_usize..3, text()).prop_map(|(section, heading)| Edit::Heading { section, heading }),
        text().prop_map(|title| Edit::Title { title }),
    ];
    prop::collection::vec(one, 0..8)
}

fn edited(edits: &[Edit]) -> ProtocolText {
    edits.iter().fold(document(), |text, edit| {
        text.corrected(edit).unwrap_or(text)
    })
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "officer", "member", "within", "days", "5", "7", "’s", ",", ".", "  ", "\n"
    ];
    prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

fn any_side() -> impl Strategy<Value = Side> {
    let lines = prop::collection::btree_map(1_u32..20, (text(), any::<bool>()), 0..10);
    (lines, any::<bool>()).prop_map(|(lines, kin)| {
        let clauses = lines.into_iter().map(|(number, (words, keyed))| Line {
            part: Part::Clause,
            id: Number::from(&number.to_string().parse().expect("a clause")),
            key: keyed.then(|| format!("k{}", number % 7 + number / 7)),
            words,
            force: None,
        });
        Side {
            lineage: if kin { "one" } else { "other" }.to_owned(),
            whose: Whose::Text,
            clauses: clauses.collect(),
            provided: Default::default(),
        }
    })
}

proptest! {
    #[test]
    fn applying_any_comparison_gives_the_other(before in any_side(), after in any_side()) {
        let comparison = compare(&before, &after);
        let applied = apply(&before, &comparison).expect("it fits");
        prop_assert_eq!(applied, after);
    }

    #[test]
    fn applying_the_comparison_of_two_texts_gives_the_other(one in edits(), other in edits()) {
        let (before, after) = (side_of(&edited(&one)), side_of(&edited(&other)));
        let applied = apply(&before, &compare(&before, &after)).expect("it fits");
        prop_assert_eq!(&applied, &after);
        prop_assert!(compare(&applied, &after).is_empty());
        prop_assert!(compare(&before, &before).is_empty());
    }

    #[test]
    fn any_side_compared_with_itself_is_empty(side in any_side()) {
        prop_assert!(compare(&side, &side).is_empty());
    }

    #[test]
    fn the_spans_are_both_texts(before in text(), after in text()) {
        let spans = words::spans(&before, &after);
        let read = |own| -> String {
            let there = spans.iter().filter(|s| s.mark == Mark::Kept || s.mark == own);
            there.map(|s| s.text.as_str()).collect()
        };
        prop_assert_eq!((read(Mark::Gone), read(Mark::New)), (before, after));
    }
}
