//! How the events of an amendment are told.

use domain::amendments::Event;

use super::asks::{decided, edit_words};
use crate::registers::Told;
use crate::replay::tried;
use crate::web::words;

/// What one event says in the thread.
pub(super) fn told(event: &Event) -> Told {
    let plain = |what: String| Told {
        what,
        ..Told::default()
    };
    match event {
        Event::Suggested(s) => Told {
            what: "suggested a change".to_owned(),
            words: std::iter::once(("Why", s.words.clone()))
                .chain(s.proposed.clone().map(|p| ("The words proposed", p)))
                .collect(),
            ..Told::default()
        },
        Event::ReviewOpened(r) => plain(format!(
            "opened a review: the Constitution is reviewed on {}",
            words::date(r.on)
        )),
        Event::TakenUp {} => plain("took it up".to_owned()),
        Event::ChangeDrafted(c) => Told {
            what: format!("drafted a change: {}", edit_words(&c.edit)),
            words: [
                ("The text before", &c.stood),
                ("Before", &c.was),
                ("The text as it would stand", &c.words),
                ("The summary as it would stand", &c.gist),
            ]
            .into_iter()
            .filter_map(|(label, words)| Some((label, words.clone()?)))
            .collect(),
            ..Told::default()
        },
        Event::ChangeDropped(_) => plain("dropped a drafted change".to_owned()),
        Event::ConsultationOpened {} => plain("opened it for comments".to_owned()),
        Event::Commented(c) => Told {
            what: match &c.clause {
                Some(clause) => {
                    format!(
                        "recorded a comment of {} on clause {}",
                        words::date(c.on),
                        clause.printed()
                    )
                }
                None => format!("recorded a comment of {}", words::date(c.on)),
            },
            words: vec![("By", c.body.clone()), ("The comment", c.words.clone())],
            ..Told::default()
        },
        Event::Responded(r) => Told {
            what: "responded to a comment".to_owned(),
            words: vec![("The response", r.words.clone())],
            ..Told::default()
        },
        Event::ReplayAdded(added) => plain(format!(
            "put beside it what would have been: {}",
            tried(&added.evidence.inputs)
        )),
        Event::VersionMade(made) => plain(format!(
            "made the draft a version, {}: it can be read, compared and tried out",
            made.drafted.version
        )),
        Event::Recommended(r) => plain(format!(
            "recorded that {} recommended it",
            decided(&r.decided)
        )),
        Event::Approved(a) => Told {
            what: format!("recorded that {} approved it", decided(&a.decided)),
            words: a
                .why
                .iter()
                .map(|why| ("Why otherwise than the protocol asks", why.clone()))
                .collect(),
            ..Told::default()
        },
        Event::Explained(said) => Told {
            what: "gave a reason".to_owned(),
            words: vec![("The reason", said.words.clone())],
            ..Told::default()
        },
        Event::Adopted(a) => Told {
            what: format!(
                "recorded its adoption: {}",
                crate::web::protocol::adopted_line(&a.adoption)
            ),
            answers: true,
            ..Told::default()
        },
        Event::Declined(said) => Told {
            what: "declined it".to_owned(),
            words: vec![("Why", said.words.clone())],
            answers: true,
            ..Told::default()
        },
        Event::Withdrawn {} => plain("took the suggestion back".to_owned()),
        Event::Erased(_) => plain("erased words for good".to_owned()),
    }
}
