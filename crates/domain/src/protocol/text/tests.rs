//! The text as a value: readings, corrections, identities.

use proptest::prelude::*;

use super::edit::{BadEdit, Edit};
use super::*;

fn clause(id: &str, words: &str) -> TextClause {
    TextClause::new(id.parse().unwrap(), Passage::plain(words))
}

fn text(clauses: Vec<TextClause>) -> ProtocolText {
    ProtocolText {
        title: "A protocol".to_owned(),
        sections: vec![TextSection {
            number: "7".to_owned(),
            heading: Passage::plain("Enquiries"),
            clauses,
        }],
        ..ProtocolText::default()
    }
}

fn ids(text: &ProtocolText) -> Vec<&str> {
    text.clauses()
        .map(|(_, clause)| clause.id.as_str())
        .collect()
}

fn id(id: &str) -> ClauseId {
    id.parse().unwrap()
}

#[test]
fn tracked_changes_read_before_and_after() {
    let run = |text: &str, change| Run {
        change,
        ..Run::plain(text)
    };
    let passage = Passage(vec![
        run("within ", Change::Kept),
        run("seven ", Change::Struck),
        run("five ", Change::Inserted),
        run("working days", Change::Kept),
    ]);
    assert_eq!(passage.read(Reading::Before), "within seven working days");
    assert_eq!(passage.read(Reading::After), "within five working days");
    assert!(passage.is_tracked());
}

#[test]
fn a_clause_is_split_where_the_second_begins() {
    let mut below = clause("7.1", "Officers answer. Members wait.");
    below.body.push(Part::Clause(clause("7.1(a)", "politely")));
    let text = text(vec![below, clause("7.2", "Other.")]);
    let split = Edit::Split {
        clause: id("7.1"),
        at: "Members wait".to_owned(),
        number: id("7.1~2"),
    };
    let text = text.corrected(&split).unwrap();
    assert_eq!(ids(&text), ["7.1", "7.1~2", "7.1(a)", "7.2"]);
    assert_eq!(
        text.clause("7.1").unwrap().words(Reading::After),
        "Officers answer."
    );
    assert_eq!(
        text.clause("7.1~2").unwrap().words(Reading::After),
        "Members wait."
    );
    let back = text
        .corrected(&Edit::Merge {
            clause: id("7.1~2"),
        })
        .unwrap();
    assert_eq!(ids(&back), ["7.1", "7.1(a)", "7.2"]);
}

#[test]
fn a_correction_that_cannot_be_made_says_what_to_write() {
    let text = text(vec![clause("7.1", "One two one."), clause("7.2", "Other.")]);
    let twice = text.corrected(&Edit::Split {
        clause: id("7.1"),
        at: "ne".to_owned(),
        number: id("7.3"),
    });
    let (at, clause) = ("ne".to_owned(), "7.1".to_owned());
    assert_eq!(
        twice,
        Err(BadEdit::NotOnce {
            at,
            count: 2,
            clause
        })
    );
    let taken = text.corrected(&Edit::Renumber {
        clause: id("7.1"),
        number: id("7.2"),
    });
    assert_eq!(taken, Err(BadEdit::Taken("7.2".to_owned())));
    let first = text.corrected(&Edit::Merge { clause: id("7.1") });
    assert_eq!(first, Err(BadEdit::First("7.1".to_owned())));
}

#[test]
fn renumbering_takes_the_clauses_below_and_keeps_identities() {
    let mut parent = clause("7.1", "Officers:");
    parent.body.push(Part::Clause(clause("7.1(a)", "answer")));
    let text = text(vec![parent]);
    let text = text
        .corrected(&Edit::Renumber {
            clause: id("7.1"),
            number: id("7.4"),
        })
        .unwrap();
    assert_eq!(ids(&text), ["7.4", "7.4(a)"]);
    assert_eq!(text.clause("7.4(a)").unwrap().key, "7.1(a)");
}

#[test]
fn identities_follow_the_words_when_a_clause_is_put_in_between() {
    let earlier = text(vec![
        clause("7.1", "Officers answer members within five working days."),
        clause("7.2", "Members should look on the website first of all."),
        clause("7.3", "Complaints go to the complaints team without delay."),
    ]);
    let mut later = text(vec![
        clause("7.1", "Officers answer members within seven working days."),
        clause(
            "7.2",
            "A contact centre helps where the manager is unclear.",
        ),
        clause("7.3", "Members should look on the website first of all."),
        clause(
            "7.4",
            "Complaints go to the complaints team without any delay.",
        ),
    ]);
    identity::keep(&earlier, &mut later);
    let keys: Vec<&str> = later.clauses().map(|(_, c)| c.key.as_str()).collect();
    assert_eq!(keys, ["7.1", "7.2+2", "7.2", "7.3"]);
}

#[test]
fn the_force_is_read_from_the_verb() {
    use crate::protocol::Force::*;
    let cases = [
        ("Officers shall aim to provide a response.", Some(Aim)),
        ("Members must not pressurise officers.", Some(Must)),
        ("It shall normally be sent by an officer.", Some(Should)),
        ("A member may request a briefing.", Some(May)),
        ("Members should check the website.", Some(Should)),
        ("It should never be sent by a member.", Some(Must)),
        ("Support services.", None),
    ];
    for (words, force_read) in cases {
        assert_eq!(force::read(words), force_read, "{words}");
    }
}

proptest! {
    #[test]
    fn an_unchanged_text_keeps_every_identity(words in proptest::collection::vec("[a-z]{3,8}( [a-z]{3,8}){0,6}", 1..12)) {
        let clauses = words.iter().enumerate().map(|(n, words)| clause(&format!("7.{}", n + 1), words));
        let mut earlier = text(clauses.collect());
        for (n, clause) in earlier.sections[0].clauses.iter_mut().enumerate() {
            clause.key = format!("k{n}");
        }
        let mut later = earlier.clone();
        for clause in &mut later.sections[0].clauses {
            clause.key = String::new();
        }
        identity::keep(&earlier, &mut later);
        prop_assert_eq!(later, earlier);
    }

    #[test]
    fn merging_what_was_split_gives_the_words_back(head in "[a-z]{1,9}( [a-z]{1,9}){0,4}", tail in "[A-Z]{4,9}( [a-z]{1,9}){0,4}") {
        let whole = text(vec![clause("7.1", &format!("{head} {tail}"))]);
        let split = whole.corrected(&Edit::Split { clause: id("7.1"), at: tail, number: id("7.2") }).unwrap();
        let back = split.corrected(&Edit::Merge { clause: id("7.2") }).unwrap();
        let words = |text: &ProtocolText| text.clause("7.1").unwrap().words(Reading::Both);
        prop_assert_eq!(words(&back), words(&whole));
    }
}
