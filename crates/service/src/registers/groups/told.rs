//! What each event of a group’s request or offer says to a person. What is not for them is left out.

use domain::groups::event::{
    Asked, Attended, Capacity, DecidedBy, Declined, Event, Ground, Meeting, Offered, Target, Wants,
};
use domain::groups::{Groups, breach_readers, note_readers, officer_readers};
use domain::ids::PartId;
use domain::words::Words;

use crate::operations::Case;
use crate::registers::groups::seen;
use crate::registers::{Look, OFFICERS_ONLY, Told, tells_of_erased};

pub(super) fn tell(case: &Case<Groups>, at: usize, look: &Look<'_>) -> Option<Told> {
    let recorded = case.events.get(at)?;
    let own = &recorded.actor == look.actor.person();
    let visible = look.visible();
    let told = match &recorded.event {
        Event::Asked(asked) => asking(asked),
        Event::Offered(offered) => offer(offered, case),
        Event::Approved(approved) => plain(match approved.own {
            true => "approved their own attendance",
            false => "approved the attendance",
        }),
        Event::Agreed { .. } => plain("will attend"),
        Event::ChiefExecutiveTold { .. } => plain("told the Chief Executive"),
        Event::Attended(attended) => attendance(attended),
        Event::Given(given) => Told {
            answers: true,
            ..saying(
                match given.same {
                    Some(false) => "gave information, other than another group was given",
                    _ => "gave information",
                },
                vec![("about", &given.subject), ("given", &given.information)],
            )
        },
        Event::FileGiven(file) => match seen(&case.state) {
            true => saying("gave a document", vec![("document", &file.name)]),
            false => return None,
        },
        Event::OffersMade(made) => offers(made.count),
        Event::Matched { reference, .. } => {
            let officer = visible.may_read(&officer_readers(&case.state)).is_some();
            officer.then(|| Told {
                internal: Some(OFFICERS_ONLY),
                ..plain(&format!("said that it is the same matter as {reference}"))
            })?
        }
        Event::Noted { part, words, .. } => {
            let readers = note_readers(&case.state, part)?;
            let reads = own || visible.may_read(&readers).is_some();
            reads.then(|| Told {
                internal: Some(of_notes(case, part)),
                ..saying("noted the discussion", vec![("noted", words)])
            })?
        }
        Event::Declined(declined) => decline(declined),
        Event::Withdrawn {} => plain("took the request back"),
        Event::TakenUp {} => plain("took up the information"),
        Event::OfferDeclined {} => plain("declined the information"),
        Event::DecisionFollowed(followed) => {
            let by = match &followed.by {
                DecidedBy::Body(body) => {
                    let known = look.council.directory.bodies.ever(body, followed.on);
                    known.map_or_else(|| body.to_string(), |body| body.name.clone())
                }
                DecidedBy::Person(person) => look.names().person(person),
            };
            let on = domain::calendar::long_date(followed.on);
            let what = format!("acts on the decision of {by} of {on}");
            saying(
                &what,
                vec![("minute", &followed.minute), ("done", &followed.words)],
            )
        }
        Event::ConclusionFollowed { words, .. } => {
            saying("acts on the group’s conclusion", vec![("done", words)])
        }
        Event::BreachBrought { words, .. } => {
            let reads = own || visible.may_read(&breach_readers()).is_some();
            reads.then(|| Told {
                internal: Some("Only the Monitoring Officer and whoever brought it"),
                ..saying(
                    "brought a breach to the Monitoring Officer",
                    vec![("happened", words)],
                )
            })?
        }
        Event::BreachReported(reported) => {
            saying("reported a breach", vec![("happened", &reported.words)])
        }
        Event::BreachSettled { words } => {
            saying("recorded what was done about it", vec![("done", words)])
        }
        Event::Explained { words, .. } => saying("explained", vec![("why", words)]),
        Event::Erased { keys, .. } => tells_of_erased(case, keys, look, Event::contents)
            .then(|| plain("erased words for good"))?,
    };
    Some(told)
}

fn plain(what: &str) -> Told {
    saying(what, Vec::new())
}

fn saying(what: &str, words: Vec<(&'static str, &Words)>) -> Told {
    Told {
        what: what.to_owned(),
        words: words
            .into_iter()
            .map(|(key, words)| (key, words.clone()))
            .collect(),
        ..Told::default()
    }
}

fn asking(asked: &Asked) -> Told {
    let what = match (asked.wants, asked.capacity, &asked.by) {
        (Wants::Information, _, _) => "asked for information or advice",
        (_, Capacity::Union, _) => "asked for a trade union representative at a meeting",
        (_, _, Target::Group(_)) => "asked for an officer at the group’s meeting",
        (_, _, Target::Member(_) | Target::Reporter(_)) => "asked for an officer",
    };
    let kind = match asked.meeting {
        Some(Meeting::WholeGroup) => ", of the whole group",
        Some(Meeting::PreMeeting) => ", a pre-meeting of those who sit on the body",
        None => "",
    };
    let mut words = vec![("asked", &asked.body)];
    words.extend(asked.exceptional.iter().map(|words| ("exceptional", words)));
    words.extend(asked.place.iter().map(|words| ("time and place", words)));
    words.extend(asked.present.iter().map(|words| ("from outside", words)));
    saying(&format!("{what}{kind}"), words)
}

/// What was given is read when the offer is taken up.
fn offer(offered: &Offered, case: &Case<Groups>) -> Told {
    let taken = seen(&case.state);
    match (&offered.information, taken) {
        (Some(information), true) => {
            saying("offered the same information", vec![("given", information)])
        }
        (Some(_), false) => plain("offered the same information; it is read when you take it up"),
        (None, _) => plain("said that a group is to be informed; the same will be offered to you"),
    }
}

fn offers(count: u32) -> Told {
    match count {
        0 => plain("found no other group to offer it to"),
        1 => plain("offered the same to one other group"),
        n => plain(&format!("offered the same to {n} others")),
    }
}

fn attendance(attended: &Attended) -> Told {
    let mut what = format!("attended on {}", domain::calendar::long_date(attended.on));
    for (said, words) in [
        (
            attended.left == Some(true),
            ", left before the group deliberated",
        ),
        (
            attended.left == Some(false),
            ", and stayed while the group deliberated",
        ),
        (
            attended.apart == Some(true),
            ", was not there for political business",
        ),
        (
            attended.apart == Some(false),
            ", and was there for political business",
        ),
        (attended.outsiders, ", with people from outside the Council"),
        (attended.limited, ", and limited what was said"),
    ] {
        if said {
            what.push_str(words);
        }
    }
    let part = attended.part.iter().map(|part| ("took part in", part));
    let present = attended.present.iter().map(|who| ("from outside", who));
    saying(&what, part.chain(present).collect())
}

fn decline(declined: &Declined) -> Told {
    let what = match declined.ground {
        Ground::Demands => "declined: other work does not allow it now",
        Ground::NotCouncilBusiness => "declined: it is no business of the Council",
        Ground::PoliticalView => "declined: a political view is sought",
        Ground::OneGroup => "declined: officers serve the whole Council, not one group",
        Ground::Unstated => "declined",
    };
    saying(
        what,
        declined.words.iter().map(|words| ("said", words)).collect(),
    )
}

/// For whom the notes of a discussion are.
fn of_notes(case: &Case<Groups>, part: &PartId) -> &'static str {
    let note = case.state.notes.iter().find(|note| &note.part == part);
    match note.is_some_and(|note| !note.also.is_empty()) {
        true => "Confidential: for the group of that day, the officer and one more office",
        false => "Confidential: for the group of that day and the officer",
    }
}
