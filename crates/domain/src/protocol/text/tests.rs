//! The text as a value: readings, corrections, identities.

mod around;

use proptest::prelude::*;

use super::edit::{BadEdit, Edit};
use super::*;

fn clause(id: &str, words: &str) -> TextClause {
    TextClause::new(id.parse().unwrap(), Passage::plain(words))
}

fn text(clauses: Vec<TextClause>) -> ProtocolText {
    ProtocolText {
        title: Passage::plain("A protocol"),
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
fn a_clause_split_off_gets_an_identity_that_no_other_has() {
    let text = text(vec![
        clause("7.1", "Officers answer. Members wait."),
        clause("7.2", "Other."),
    ]);
    let text = ["number 7.2 7.9", "split 7.1 7.2 Members"]
        .iter()
        .map(|typed| typed.parse().unwrap())
        .fold(text, |text, edit| text.corrected(&edit).unwrap());
    let keys: Vec<&str> = text.clauses().map(|(_, c)| c.key.as_str()).collect();
    assert_eq!(ids(&text), ["7.1", "7.2", "7.9"]);
    assert_eq!(keys, ["7.1", "7.2+2", "7.2"], "7.9 is what was 7.2");
}

#[test]
fn corrections_are_typed_one_to_a_line() {
    let typed = |typed: &str| typed.parse::<Edit>();
    let words = Edit::Words {
        clause: id("7.6"),
        words: "One.\nTwo.".to_owned(),
    };
    assert_eq!(typed("words 7.6 One.\\nTwo."), Ok(words));
    let heading = Edit::Heading {
        section: 1,
        heading: "Enquiries".to_owned(),
    };
    assert_eq!(typed("heading 2 Enquiries"), Ok(heading));
    let mark = Edit::Mark {
        clause: id("7.6"),
        printed: PrintedType::Unmarked,
    };
    assert_eq!(typed(" type  7.6 neither "), Ok(mark));
    assert!(typed("settle 0 It stands").is_err());
    let why = typed("rename 7.6").unwrap_err();
    assert!(why.contains("`number CLAUSE NUMBER`"), "{why}");
}

/// Texts in the log, as golden files tag events by their kind.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Stored {
    TextSaved(TextSaved),
}

#[test]
fn every_saved_text_ever_written_is_read_and_every_field_is_tagged() {
    let golden = crate::register::golden::Golden::<Stored> {
        file: include_str!("../../../tests/golden/text-events.jsonl"),
        names: &[TextSaved::NAME],
        fields: saved::FIELDS,
        whole: &[],
        name: |_| TextSaved::NAME,
        contents: |Stored::TextSaved(saved)| saved.contents(),
    };
    golden.holds();
    let fresh = crate::fresh::Fresh::new([7; 32]);
    let mut scribe = crate::words::Scribe::new(&fresh);
    let of = (
        "cambridge-updated".parse().unwrap(),
        "2026-proposed".parse().unwrap(),
    );
    let why = Some("The reader lost a number.");
    let text = text(vec![clause("7.1", "Officers answer.")]);
    let saved = TextSaved::write(of, "Reply to A. Person.docx", why, &text, &mut scribe);
    golden.tagged(&Stored::TextSaved(saved));
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

fn runs(clause: &TextClause) -> Vec<(Change, &str)> {
    let runs = clause.paras().flat_map(|para| &para.words.0);
    runs.map(|run| (run.change, run.text.as_str())).collect()
}

#[test]
fn a_clause_worded_anew_is_tracked_word_by_word_and_keeps_its_marks() {
    let mut rule = clause("7.6", "Officers answer within five working days.");
    let Part::Para(para) = &mut rule.body[0] else {
        panic!("a paragraph");
    };
    para.words.0[0].bold = true;
    para.words.push(Run {
        note: Some("1".to_owned()),
        ..Run::default()
    });
    rule.body
        .push(Part::Clause(clause("7.6(a)", "They say why.")));
    let change = TextChange::Reworded {
        clause: id("7.6"),
        words: "Officers answer within seven working days.\nThey tell the member.".to_owned(),
    };
    let text = text(vec![rule]).tracked(&change).unwrap();
    let found = text.clause("7.6").unwrap();
    let expected = [
        (Change::Kept, "Officers answer within "),
        (Change::Struck, "five"),
        (Change::Inserted, "seven"),
        (Change::Kept, " working days."),
        (Change::Kept, ""),
        (Change::Inserted, "They tell the member."),
    ];
    assert_eq!(runs(found), expected);
    assert_eq!(found.printed(), Some(PrintedType::Rule));
    assert_eq!(ids(&text), ["7.6", "7.6(a)"]);
}

#[test]
fn a_struck_clause_reads_before_and_is_gone_once_it_is_accepted() {
    let mut above = clause("7.1", "Officers:");
    above.body.push(Part::Clause(clause("7.1(a)", "answer")));
    let text = text(vec![above, clause("7.2", "Other.")]);
    let struck = TextChange::Struck { clause: id("7.1") };
    let added = TextChange::Added {
        clause: id("7.2(a)"),
        after: Some(id("7.2")),
        words: "A part of it.".to_owned(),
    };
    let taken = TextChange::Added {
        clause: id("7.1"),
        after: None,
        words: "Twice.".to_owned(),
    };
    let changed = text.tracked(&struck).unwrap().tracked(&added).unwrap();
    assert!(matches!(changed.tracked(&taken), Err(BadEdit::Taken(_))));
    assert_eq!(ids(&changed), ["7.1", "7.1(a)", "7.2", "7.2(a)"]);
    let gone = changed.clause("7.1(a)").unwrap();
    assert_eq!(gone.words(Reading::Before), "answer");
    assert_eq!(gone.words(Reading::After), "");
    let after = changed.accepted();
    assert_eq!(ids(&after), ["7.2", "7.2(a)"]);
    assert!(!after.is_tracked());
    let again = after.tracked(&TextChange::Added {
        clause: id("7.1"),
        after: None,
        words: "Anew.".to_owned(),
    });
    assert_eq!(ids(&again.unwrap()), ["7.2", "7.2(a)", "7.1"]);
}

fn lines() -> impl Strategy<Value = String> {
    let line = "(• )?[a-d]{1,3}( [a-d]{1,3}){0,6}[.,]?";
    proptest::collection::vec(line, 1..4).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn what_is_tracked_reads_before_as_it_was_and_after_as_it_is_to_be(
        first in lines(), second in lines(), third in lines(),
    ) {
        let words = |text: &ProtocolText, reading| text.clause("7.1").unwrap().words(reading);
        let reworded = |words: &str| TextChange::Reworded { clause: id("7.1"), words: words.to_owned() };
        let whole = text(vec![clause("7.1", "x")]);
        let whole = whole.tracked(&reworded(&first)).unwrap().accepted();
        prop_assert_eq!(words(&whole, Reading::Both), first.clone());
        let once = whole.tracked(&reworded(&second)).unwrap();
        prop_assert_eq!(words(&once, Reading::Before), first.clone());
        prop_assert_eq!(words(&once, Reading::After), second);
        let twice = once.tracked(&reworded(&third)).unwrap();
        prop_assert_eq!(words(&twice, Reading::Before), first);
        prop_assert_eq!(words(&twice, Reading::After), third.clone());
        prop_assert_eq!(words(&twice.accepted(), Reading::Both), third);
    }

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
