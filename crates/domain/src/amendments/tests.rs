//! Events stay readable and tagged; what a draft changes is a pack again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::{Event, FIELDS};
use super::{Act, Amendments, Command, Drafts, OwnText, drafted_text, edits_of};
use crate::enquiries::tests::town::town;
use crate::protocol::packs::shipped;
use crate::protocol::text::{
    Passage, Place, ProtocolText, Reading, TextClause, TextSaved, TextSection, Texts,
};
use crate::protocol::{Force, PackEdit, edited, load};
use crate::register::golden::Golden;
use crate::register::walk::Walk;
use crate::settings::Settings;

#[test]
fn every_event_ever_written_is_read_and_every_field_is_tagged() {
    let golden = Golden::<Event> {
        file: include_str!("../../tests/golden/amendment-events.jsonl"),
        names: Event::NAMES,
        fields: FIELDS,
        whole: &[
            "pin", "edit", "drafted", "decided", "adoption", "evidence", "basis",
        ],
        name: Event::name,
        contents: Event::contents,
    };
    golden.holds();
}

#[test]
fn seven_days_instead_of_five_change_the_provision_and_what_the_clause_states() {
    let of = shipped("cambridge-updated").expect("a shipped pack");
    let version = "seven".parse().expect("a version");
    let edit = PackEdit::Value {
        provision: "enquiries/response".to_owned(),
        entry: 1,
        field: "n".to_owned(),
        value: "7".to_owned(),
    };
    let files = edited(&of.files, &[(edit, None)], &version).expect("a change");
    let changed = load(&files).expect("a pack");
    let day = jiff::civil::date(2026, 6, 1);
    let rules = changed.enquiries_on(day, crate::clock::Class::Other, &Settings::default());
    let clock = rules.clock.expect("a target");
    assert_eq!(
        (clock.value.n, clock.basis.to_string().as_str()),
        (7, "clause 7.6")
    );
    assert_eq!(changed.version, version);
}

#[test]
fn a_clause_is_added_in_its_place_and_another_struck() {
    let of = shipped("cambridge-updated").expect("a shipped pack");
    let version = "next".parse().expect("a version");
    let clause = |id: &str| id.parse().expect("a clause");
    let added = PackEdit::Added {
        clause: clause("7.9"),
        after: Some(clause("7.8")),
        force: Force::May,
    };
    let gist = Some("It says what is new.".to_owned());
    let struck = PackEdit::Struck {
        clause: clause("6.5"),
    };
    let files = edited(&of.files, &[(added, gist), (struck, None)], &version);
    let files = files.expect("changes");
    // A question may still be about the struck clause: the loader tells.
    let ids = match load(&files) {
        Ok(protocol) => protocol.clauses.iter().map(|c| c.id.to_string()).collect(),
        Err(faults) => vec![faults[0].to_string()],
    };
    assert!(ids.contains(&"7.9".to_owned()), "{ids:?}");
    assert!(!ids.contains(&"6.5".to_owned()), "{ids:?}");
    let lost = PackEdit::Struck {
        clause: clause("99.9"),
    };
    let why = edited(&of.files, &[(lost, None)], &version);
    assert_eq!(why, Err("there is no clause `99.9`".to_owned()));
}

/// The updated protocol with a text of the council's own, and an amendment of it that was taken up.
fn drafting() -> (Walk<Amendments>, OwnText) {
    let town = town("cambridge-updated");
    let clause = |id: &str, words: &str| {
        TextClause::new(id.parse().expect("a clause"), Passage::plain(words))
    };
    let text = ProtocolText {
        title: Passage::plain("Protocol"),
        sections: vec![TextSection {
            number: "7".to_owned(),
            heading: Passage::plain("Enquiries"),
            clauses: vec![
                clause("7.5", "Officers are courteous."),
                clause("7.6", "Officers answer within five working days."),
            ],
        }],
        ..ProtocolText::default()
    };
    let protocol = shipped("cambridge-updated").expect("a shipped pack");
    let fresh = crate::fresh::Fresh::new([3; 32]);
    let mut scribe = crate::words::Scribe::new(&fresh);
    let key = (protocol.pack.clone(), protocol.version.clone());
    let saved = TextSaved::write(key, "protocol.docx", None, &text, &mut scribe);
    let kept = scribe.finish();
    let recorded = crate::register::Recorded {
        version: 1,
        at: "2026-04-01T09:00:00Z".parse().expect("a time"),
        actor: "yang".parse().expect("a person"),
        event: saved,
    };
    let texts = Texts::default().evolve(recorded, |key| {
        let piece = kept.iter().find(|piece| piece.key == *key)?;
        Some(piece.bytes.as_slice())
    });
    let own = OwnText {
        texts: Arc::new(texts),
        written: BTreeMap::new(),
    };
    (Walk::new(town), own)
}

#[test]
fn a_draft_changes_the_saved_text_and_the_provision_together() {
    let (mut walk, mut own) = drafting();
    let now = "2026-04-13T09:00:00Z".parse().expect("a time");
    let tries = |walk: &mut Walk<Amendments>, act| {
        let command = Command { act, why: None };
        walk.tries("yang", now, command)
    };
    let suggest = Act::Suggest {
        title: "Seven days".to_owned(),
        words: "Five are too few.".to_owned(),
        clauses: vec!["7.6".to_owned()],
        proposed: None,
    };
    assert_eq!(tries(&mut walk, suggest), Ok(()));
    let seven = "Officers answer within seven working days.";
    let reworded = |words: Option<&str>, own: &OwnText| Act::Draft {
        edit: PackEdit::Reworded {
            clause: "7.6".parse().expect("a clause"),
        },
        words: words.map(str::to_owned),
        gist: None,
        own: own.clone(),
    };
    assert_eq!(tries(&mut walk, reworded(None, &own)), Ok(()));
    let drafted = |walk: &Walk<Amendments>| walk.state.as_ref().map_or(0, |s| s.changes.len());
    assert_eq!(drafted(&walk), 0, "the saved text asks for its words");
    assert_eq!(tries(&mut walk, reworded(Some(seven), &own)), Ok(()));
    let state = walk.state.as_ref().expect("an amendment");
    let part = state.drafted()[0].part.clone();
    own.written.insert(part, seven.to_owned());
    let value = Act::Draft {
        edit: PackEdit::Value {
            provision: "enquiries/response".to_owned(),
            entry: 1,
            field: "n".to_owned(),
            value: "7".to_owned(),
        },
        words: None,
        gist: None,
        own: own.clone(),
    };
    assert_eq!(tries(&mut walk, value), Ok(()));
    assert_eq!(drafted(&walk), 2);
    let state = walk.state.as_ref().expect("an amendment");
    let saved = own.texts.before(
        &"cambridge-updated".parse().expect("a pack"),
        &"2026-proposed".parse().expect("a version"),
    );
    let changes: Drafts<'_> = state
        .drafted()
        .into_iter()
        .map(|change| {
            (
                &change.edit,
                own.written.get(&change.part).map(String::as_str),
            )
        })
        .collect();
    let text = drafted_text(&saved.expect("a text").text, &changes).expect("a draft");
    let clause = text.clause("7.6").expect("the clause");
    assert_eq!(clause.words(Reading::After), seven);
    assert_eq!(
        clause.words(Reading::Before),
        "Officers answer within five working days."
    );
    let make = Act::MakeVersion {
        version: "second".parse().expect("a version"),
        gists: BTreeMap::new(),
        own,
    };
    assert_eq!(tries(&mut walk, make), Ok(()));
    let state = walk.state.as_ref().expect("an amendment");
    assert!(state.version.is_some(), "it became a version");
}

#[test]
fn headings_and_what_stands_around_the_clauses_are_drafted_with_the_rest() {
    let (mut walk, mut own) = drafting();
    let now = "2026-04-13T09:00:00Z".parse().expect("a time");
    let suggest = Act::Suggest {
        title: "A section on learning".to_owned(),
        words: "There is none.".to_owned(),
        clauses: Vec::new(),
        proposed: None,
    };
    let command = |act| Command { act, why: None };
    assert_eq!(walk.tries("yang", now, command(suggest)), Ok(()));
    let number = |number: &str| number.parse().expect("a number");
    let section = |of: &str| Place::Heading(number(of));
    let learning = PackEdit::Added {
        clause: number("16.1"),
        after: None,
        force: Force::May,
    };
    // Whether each is drafted: nothing stands at the end that could be struck, and a footnote needs a text.
    let places = [
        (
            PackEdit::Around {
                place: section("7"),
            },
            "Members’ enquiries",
            true,
        ),
        (
            PackEdit::Around {
                place: Place::Preamble,
            },
            "Read it with the Codes.",
            true,
        ),
        (
            PackEdit::Around {
                place: Place::Footnote("1".parse().expect("a mark")),
            },
            "Working days.",
            true,
        ),
        (
            PackEdit::Around {
                place: Place::Closing,
            },
            "",
            false,
        ),
        (
            PackEdit::Around {
                place: section("16"),
            },
            "Learning",
            true,
        ),
        (learning, "Members may learn.", true),
    ];
    for (edit, words, is_drafted) in places {
        let before = walk.state.as_ref().map_or(0, |state| state.changes.len());
        let gist = matches!(edit, PackEdit::Added { .. }).then(|| words.to_owned());
        let act = Act::Draft {
            edit,
            words: Some(words.to_owned()),
            gist,
            own: own.clone(),
        };
        assert_eq!(walk.tries("yang", now, command(act)), Ok(()));
        let drafted = walk.state.as_ref().map(|state| state.drafted());
        let drafted = drafted.expect("an amendment");
        assert_eq!(drafted.len() > before, is_drafted, "{words}");
        if let (Some(last), true) = (drafted.last(), is_drafted) {
            own.written.insert(last.part.clone(), words.to_owned());
        }
    }
    let alone = Act::Draft {
        edit: PackEdit::Around {
            place: Place::Footnote("2".parse().expect("a mark")),
        },
        words: Some("Working days.".to_owned()),
        gist: None,
        own: OwnText::default(),
    };
    assert_eq!(walk.tries("yang", now, command(alone)), Ok(()));
    let state = walk.state.as_ref().expect("an amendment");
    assert_eq!(
        state.changes.len(),
        5,
        "without a text there is no footnote"
    );
    let last = state.drafted()[4].part.clone();
    let gists = BTreeMap::from([(last, "Members may learn.".to_owned())]);
    let version = "second".parse().expect("a version");
    let of = shipped("cambridge-updated").expect("a shipped pack");
    let files = edited(&of.files, &edits_of(state, &gists, &own.written), &version);
    let pack = load(&files.expect("files")).expect("a pack");
    let title = |number: &str| {
        let section = pack
            .sections
            .iter()
            .find(|section| section.number == number);
        section.map(|section| section.title.as_str())
    };
    assert_eq!(
        title("7"),
        Some("Members’ enquiries"),
        "named as in the text"
    );
    assert_eq!(title("16"), Some("Learning"));
    let clause = pack.clause("16.1").expect("the new clause");
    assert_eq!(clause.section, "16");
    let make = Act::MakeVersion {
        version,
        gists,
        own,
    };
    assert_eq!(walk.tries("yang", now, command(make)), Ok(()));
    let state = walk.state.as_ref().expect("an amendment");
    assert!(state.version.is_some());
}
