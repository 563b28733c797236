//! What the pages of a case share: its thread, its acts as links, its fields.

use domain::enquiries::JOBS;
use domain::verdict::Gate;

use super::{address, reference_of};
use crate::operations::{ActError, Case};
use crate::registers::{Look, Shown};
use crate::web::case::ActLink;
use crate::web::enquiries::field;
use crate::web::error::BasisLink;
use crate::web::forms::{Field, ReadersNote};
use crate::web::frame::Me;
use crate::web::names::{Link, Names};
use crate::web::readers;
use crate::web::thread::{EntryView, Said};
use crate::web::words;

/// The thread as this person may read it, perhaps only after so many of its entries. Entries are counted as this
/// person reads them: their places in the log would tell of those that are for others.
pub fn entries<R: Shown>(
    case: &Case<R>,
    look: &Look<'_>,
    after: u64,
) -> Result<Vec<EntryView>, ActError> {
    let mut shown = Vec::new();
    let mut place = 0;
    for (at, event) in case.events.iter().enumerate() {
        let Some(told) = R::tell(case, at, look) else {
            continue;
        };
        place += 1;
        if place <= after {
            continue;
        }
        let labelled = told.words.len() > 1;
        let names = Names::on(look.council, words::day_of(event.at));
        let basis = case.first_cite(at)?;
        shown.push(EntryView {
            place,
            who: if event.actor.as_str() == JOBS {
                Link::plain("Wardroom")
            } else {
                names.person_link(&event.actor)
            },
            what: told.what,
            when: words::moment(event.at),
            basis: basis.as_ref().map(|cite| BasisLink::from(&cite.basis)),
            words: told
                .words
                .into_iter()
                .map(|(label, kept)| Said {
                    label: words::sentence(label),
                    labelled,
                    text: case.words(&kept.key).map(str::to_owned),
                })
                .collect(),
            internal: told.internal,
            recalled: told.recalled,
            answer: told.answers,
        });
    }
    Ok(shown)
}

/// How many entries of the thread this person has before them.
pub fn told<R: Shown>(case: &Case<R>, look: &Look<'_>) -> u64 {
    let all = 0..case.events.len();
    all.filter(|at| R::tell(case, *at, look).is_some()).count() as u64
}

/// The version of the case that somebody has seen who had so many entries of its thread before them: all that
/// came since then and is for others is no news to them.
pub fn version_at<R: Shown>(case: &Case<R>, look: &Look<'_>, seen: u64) -> u64 {
    let news = case.events.iter().enumerate();
    let mut news = news.filter(|(at, _)| R::tell(case, *at, look).is_some());
    let seen = usize::try_from(seen).unwrap_or(usize::MAX);
    news.nth(seen)
        .map_or(case.version, |(_, event)| event.version - 1)
}

/// The acts that are allowed, as links.
pub fn links<R: Shown>(
    case: &Case<R>,
    gates: &[(R::Kind, Gate)],
    look: &Look<'_>,
) -> Vec<(R::Kind, ActLink)> {
    let link = |(kind, gate): &(R::Kind, Gate)| {
        let Gate::Allowed { explain, .. } = gate else {
            return None;
        };
        let asks = explain.is_some() || !R::asks(*kind, Some(case), look).is_empty();
        let link = ActLink {
            key: R::key(*kind),
            label: R::label(*kind),
            href: format!("{}/acts/{}", address(case), R::key(*kind)),
            at_once: !asks && !R::grave(*kind),
        };
        Some((*kind, link))
    };
    gates.iter().filter_map(link).collect()
}

/// The questions of an act as fields.
pub fn fields<R: Shown>(kind: R::Kind, case: Option<&Case<R>>, look: &Look<'_>) -> Vec<Field> {
    R::asks(kind, case, look).into_iter().map(field).collect()
}

/// Who will read what is typed.
pub fn readers_note<R: Shown>(me: &Me, kind: R::Kind, case: &Case<R>) -> Option<ReadersNote> {
    let (readers, narrower) = R::word_readers(kind, &case.state, &me.look())?;
    Some(ReadersNote {
        sentence: if narrower {
            format!(
                "Not everybody who can read {} reads this. These will:",
                reference_of(case)
            )
        } else {
            "Everybody who can read this record will read it:".to_owned()
        },
        readers: readers::lines(me, &readers),
        internal: narrower,
    })
}
