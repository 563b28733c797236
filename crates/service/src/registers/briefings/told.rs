//! What each event of a briefing says to a person. What is not for them is left out.

use domain::briefings::event::{Event, Opened, Side};
use domain::briefings::{Briefings, content_readers, sharing_readers};
use domain::words::Words;

use crate::operations::Case;
use crate::registers::{Look, Told, tells_of_erased};

/// What stands above what was said to a member in confidence.
const BETWEEN_TWO: &str = "Confidential: for the member and the officer, and whom both permit";

pub(super) fn tell(case: &Case<Briefings>, at: usize, look: &Look<'_>) -> Option<Told> {
    let recorded = case.events.get(at)?;
    let names = look.names();
    let reads_content = look
        .visible()
        .may_read(&content_readers(&case.state))
        .is_some();
    if let Some(part) = recorded.event.sharing() {
        look.visible()
            .may_read(&sharing_readers(&case.state, part))?;
    }
    Some(match &recorded.event {
        Event::Opened(opened) => opening(opened),
        Event::Arranged {
            on, time, place, ..
        } => {
            let on = domain::calendar::long_date(*on);
            let what = format!("arranged it for {on} at {}", time.strftime("%H:%M"));
            saying(&what, vec![("where", place)])
        }
        Event::PutOff { words, .. } => saying("put it off", vec![("why", words)]),
        Event::Answered { comes: true, .. } => plain("will come"),
        Event::Answered { comes: false, .. } => plain("cannot come"),
        Event::Briefed {
            on,
            content,
            beyond,
            ..
        } => {
            let on = domain::calendar::long_date(*on);
            let beyond = match beyond {
                true => ", with advice that the report does not have",
                false => "",
            };
            let words = content.iter().filter(|_| reads_content);
            Told {
                internal: (case.state.is_confidential() && reads_content).then_some(BETWEEN_TWO),
                answers: true,
                ..saying(
                    &format!("recorded the briefing of {on}{beyond}"),
                    words.map(|words| ("said", words)).collect(),
                )
            }
        }
        Event::Marked { who, came } => {
            let came = if *came { "came" } else { "did not come" };
            plain(&format!("recorded that {} {came}", names.token(who)))
        }
        Event::Informed { words, .. } => {
            let words = reads_content.then_some(("given", words));
            saying("gave information", words.into_iter().collect())
        }
        Event::FileGiven(file) => {
            let name = reads_content.then_some(("document", &file.name));
            saying("gave a document", name.into_iter().collect())
        }
        Event::SeparateAsked { group, .. } => plain(&format!(
            "asked for a briefing of {} alone",
            group_name(group, look)
        )),
        Event::SeparatelyBriefed { group, extra, .. } => {
            let more = if extra.is_some() {
                ", with more than the others"
            } else {
                ", with the same information"
            };
            let what = format!("briefed {} alone{more}", group_name(group, look));
            let extra = extra.iter().filter(|_| reads_content);
            saying(&what, extra.map(|words| ("more", words)).collect())
        }
        Event::BreakTaken { words, .. } => {
            let day = domain::calendar::local_date(recorded.at);
            let group = look.council.directory.group_of(&recorded.actor, day);
            let what = match group {
                Some(_) => "asked for a break",
                None => "recorded a break",
            };
            saying(what, vec![("break", words)])
        }
        Event::Stated { .. } => plain("has it said at the meeting that all groups were briefed"),
        Event::SharingProposed { with, by, .. } => {
            let with = names.holder(with);
            plain(&format!("proposed to share it with {with}, {}", side(*by)))
        }
        Event::SharingPermitted { by, .. } => {
            plain(&format!("permitted the sharing, {}", side(*by)))
        }
        Event::SharingRefused { by, .. } => plain(&format!("refused the sharing, {}", side(*by))),
        Event::Withdrawn {} => plain("withdrew it"),
        Event::Explained { words, .. } => saying("explained", vec![("why", words)]),
        Event::Erased { keys, .. } => tells_of_erased(case, keys, look, Event::contents)
            .then(|| plain("erased words for good"))?,
    })
}

fn group_name(group: &domain::ids::GroupId, look: &Look<'_>) -> String {
    let found = look.council.directory.groups.ever(group, look.today);
    found.map_or_else(|| group.to_string(), |group| group.name.clone())
}

fn side(by: Side) -> &'static str {
    match by {
        Side::Member => "as the member",
        Side::Officer => "as the officer",
    }
}

fn opening(opened: &Opened) -> Told {
    let what = match &opened.holder {
        Some(_) => "asked for a confidential briefing",
        None => "planned a briefing",
    };
    saying(what, vec![("about", &opened.body)])
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
