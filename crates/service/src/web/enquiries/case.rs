//! The page of one enquiry: where it stands, the one main act, the thread as it happened, its clock, who
//! can read it, its files, and what may happen next. What is refused stands on a page of its own, each
//! act with the reason.

mod acts;

use askama::Template;
use axum::extract::Path;
use domain::clock::Class;
use domain::enquiries::event::{FileReaders, Reason, UrgentGround};
use domain::enquiries::{
    Enquiries, Entry, Kind, PromiseOutcome, file_readers, judged_by, next_acts,
    readers as case_readers, sentence, thread, words_readers,
};
use domain::reference::Reference;
use domain::verdict::Gate;
use store::Glance;

use super::{Enquiry, clock, load, with_context};
use crate::acts::{Asking, asks};
use crate::registers::{Look, OFFICERS_ONLY, opening};
use crate::web::case::{ActLink, CaseBody, FileView, RefusedAct, RefusedPage};
use crate::web::directory::Fact;
use crate::web::error::{BasisLink, Problem};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::kept::Body;
use crate::web::lost::lost;
use crate::web::names::{Link, Names};
use crate::web::readers;
use crate::web::thread::{EntryView, Said};
use crate::web::words;

use acts::{groups, main_acts};

#[derive(Template)]
#[template(path = "enquiries/case.html")]
struct CasePage {
    chrome: Chrome,
    lost: Vec<String>,
    body: String,
}

/// The page of one enquiry, drawn anew or as this person had it before.
pub async fn show(me: Me, Path(typed): Path<String>) -> Page {
    let reference = super::reference(&typed)?;
    let operations = me.app().operations();
    let glance = operations
        .glance::<Enquiries>(&reference, me.signed.visible())
        .await?;
    let kept = me.app().kept().of(&me, &reference, glance);
    let body = match kept.filter(|_| me.raw_query().is_empty()) {
        Some(body) => body,
        None => drawn(&me, &reference, glance).await?,
    };
    let lost = match glance.lost {
        0 => Vec::new(),
        _ => lost(&me, &reference).await?,
    };
    page(&CasePage {
        chrome: me.chrome(&format!("{}, {reference}", body.title)),
        lost,
        body: body.with_token(&me.act_token()),
    })
}

/// Draws the page, and keeps it as that of what was seen at the glance: if more has happened since, the next
/// glance sees something else and the page is drawn once more.
async fn drawn(me: &Me, reference: &Reference, glance: Glance) -> Result<Body, Problem> {
    let case = load(me, reference.as_str()).await?;
    opening::note_enquiry(me.app().operations(), &me.look(), &case).await?;
    let token = me.act_token();
    let drawn = body(&me.look(), &case, &token);
    let html = drawn.render().map_err(Problem::fault)?;
    let body = Body::new(&drawn.title, &html, &token);
    if steady(me, &case) {
        let kept = me.app().kept();
        kept.keep(me, reference, glance, body.clone());
    }
    Ok(body)
}

/// Whether the page stays as it is for the rest of the day unless something happens: a message that may
/// still be called back does not stay so, and its opening is noted each time.
fn steady(me: &Me, case: &Enquiry) -> bool {
    let settled = |at: jiff::Timestamp| me.now.duration_since(at).as_hours() >= SETTLED_HOURS;
    let mut messages = case.state.messages.iter();
    messages.all(|message| message.recalled || settled(message.at))
}

/// After so many hours no message can be called back, whatever the council has set.
const SETTLED_HOURS: i64 = 2;

/// All that the page of an enquiry tells one person, as the command line tells it too.
pub fn body(look: &Look<'_>, case: &Enquiry, token: &str) -> CaseBody {
    let gates = look.with_context(|cx| next_acts(&case.state, cx));
    let allowed: Vec<Kind> = gates
        .iter()
        .filter(|(_, gate)| gate.is_allowed())
        .map(|(kind, _)| *kind)
        .collect();
    let entries = told(look, case);
    let judged_by = judged_by(&case.state, look.council);
    CaseBody {
        one: "enquiry",
        address: format!("/enquiries/{}", case.state.reference),
        reference: case.state.reference.to_string(),
        sentence: sentence(&case.state, look.council, look.now),
        silent: judged_by.and_then(|protocol| protocol.silent_line()),
        seen: entries.len() as u64,
        token: token.to_owned(),
        main: main_acts(look, case, &gates, &allowed),
        groups: groups(case, &allowed),
        refused: gates.len() - allowed.len(),
        facts: facts(look, case),
        entries: entries
            .iter()
            .zip(1..)
            .map(|(entry, place)| entry_view(look, case, entry, place))
            .collect(),
        clock: Some(clock::view(look, case)),
        logged: false,
        readers: readers::views(look, &case_readers(&case.state)),
        files: files(look, case),
        promises: promises(case),
        links: case
            .state
            .links
            .iter()
            .map(|other| Link::to(other.as_str(), format!("/enquiries/{other}")))
            .collect(),
        title: title_of(look, case),
    }
}

/// What the enquiry is about, to who may read its words.
pub fn title_of(look: &Look<'_>, case: &Enquiry) -> String {
    let words = words_readers(&case.state);
    if look.visible().may_read(&words).is_none() {
        return "An enquiry of a member who has left".to_owned();
    }
    case.words(&case.state.title.key)
        .unwrap_or("Words erased")
        .to_owned()
}

/// What of the enquiry has happened that this person may read.
pub fn told(look: &Look<'_>, case: &Enquiry) -> Vec<Entry> {
    thread(&case.events, &case.state, look.council, look.visible())
}

/// The version of the enquiry that this person has seen who had so many entries of its thread before them: all
/// that came since then and is for others is no news to them.
pub fn version_at(look: &Look<'_>, case: &Enquiry, seen: u64) -> u64 {
    let seen = usize::try_from(seen).unwrap_or(usize::MAX);
    let entries = told(look, case);
    let news = entries.get(seen);
    news.map_or(case.version, |entry| entry.version - 1)
}

/// One entry as a page draws it, at its place among those that this person reads.
pub fn entry_view(look: &Look<'_>, case: &Enquiry, entry: &Entry, place: u64) -> EntryView {
    let names = Names::on(look.council, words::day_of(entry.at));
    // What follows by rule from an act is told as the product's own.
    let follows = matches!(entry.kind.as_str(), "judged" | "clock-moved")
        || (entry.kind == "routed" && entry.at == case.state.raised_at);
    let jobs = follows || entry.by.as_str() == domain::enquiries::JOBS;
    let said = entry.words.iter().map(|(label, kept)| Said {
        label: words::sentence(label),
        labelled: entry.words.len() > 1 || matches!(*label, "why" | "for the resident"),
        text: case.words(&kept.key).map(str::to_owned),
    });
    EntryView {
        place,
        who: if jobs {
            Link::plain("Wardroom")
        } else {
            names.person_link(&entry.by)
        },
        what: entry
            .what
            .strip_prefix("the clock ")
            .unwrap_or(&entry.what)
            .to_owned(),
        when: words::moment(entry.at),
        basis: entry.basis.as_ref().map(BasisLink::from),
        words: said.collect(),
        internal: entry.internal.then_some(OFFICERS_ONLY),
        recalled: entry.recalled,
        answer: entry.kind == "answered",
    }
}

/// The acts that a page offers first, the main one at the front.
const FIRST: [Kind; 12] = [
    Kind::AgreeDate,
    Kind::ContestDate,
    Kind::AgreeSecondStage,
    Kind::RefuseSecondStage,
    Kind::ReplyToOfficers,
    Kind::Rate,
    Kind::Contribute,
    Kind::Route,
    Kind::Answer,
    Kind::Hold,
    Kind::ExplainLateness,
    Kind::SendMessage,
];

fn facts(look: &Look<'_>, case: &Enquiry) -> Vec<Fact> {
    let names = look.names();
    let state = &case.state;
    let reads = look.visible().may_read(&words_readers(state)).is_some();
    let fact = |key, link| Fact {
        key,
        values: vec![link],
    };
    let mut all = Vec::new();
    if let Some(member) = look.council.directory.appointment(&state.holder) {
        all.push(fact("Member", names.person_link(&member.person)));
    }
    let received = match state.received {
        domain::calendar::Receipt::At(at) => words::moment(at),
        domain::calendar::Receipt::On(date) => words::date(date),
    };
    all.push(fact("Received", Link::plain(received)));
    if let Some(service) = &state.service {
        all.push(fact("Service", names.service_link(service)));
    }
    if let Some(ward) = &state.ward {
        all.push(fact(
            "Ward",
            Link::to(names.ward(ward), format!("/wards/{ward}")),
        ));
    }
    let place = state
        .place
        .as_ref()
        .filter(|_| reads)
        .and_then(|p| case.words(&p.key));
    all.extend(place.map(|place| fact("Place", Link::plain(place))));
    if let Some(constituent) = &state.constituent {
        all.push(Fact {
            key: "For",
            values: for_whom(case, constituent, reads),
        });
    }
    if state.class() == Class::Urgent {
        let ground = match state.urgent {
            Some(UrgentGround::HealthOrSafety) => "a risk to health or safety",
            Some(UrgentGround::VulnerablePerson) => "a vulnerable person",
            Some(UrgentGround::DateWillPass) | None => "a date that will pass",
        };
        all.push(fact("Urgent", Link::plain(words::sentence(ground))));
    }
    if let Some(reason) = state.reason {
        let reason = match reason {
            Reason::ServiceFailure => "A service may have failed and it is not put right",
            Reason::Advocacy => "To speak for residents",
            Reason::Other => "Something else",
        };
        all.push(fact("Why the member steps in", Link::plain(reason)));
    }
    if let Some(protocol) = judged_by(state, look.council) {
        let href = format!("/protocol/{}/{}", protocol.pack, protocol.version);
        all.push(fact("Judged by", Link::to(protocol.title.clone(), href)));
    }
    all
}

fn for_whom(
    case: &Enquiry,
    constituent: &domain::enquiries::event::Constituent,
    reads: bool,
) -> Vec<Link> {
    let details = constituent.details.as_ref().filter(|_| reads);
    let details = details.and_then(|kept| case.words(&kept.key));
    let mut lines = vec![Link::plain(details.unwrap_or("A constituent"))];
    lines.push(Link::plain(match constituent.ground {
        domain::enquiries::event::Ground::Permission => "With the constituent’s permission",
        domain::enquiries::event::Ground::Representative => {
            "As an elected representative’s casework"
        }
    }));
    let marks = [
        (constituent.third_party, "Speaks of other people too"),
        (constituent.child, "Concerns a child"),
        (
            constituent.employee,
            "The constituent works for the council",
        ),
    ];
    lines.extend(
        marks
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, text)| Link::plain(*text)),
    );
    lines
}

fn files(look: &Look<'_>, case: &Enquiry) -> Vec<FileView> {
    let names = look.names();
    let visible = look.visible();
    case.state
        .files
        .iter()
        .filter(|file| {
            file_readers(&case.state, &file.part).is_some_and(|r| visible.may_read(&r).is_some())
        })
        .map(|file| FileView {
            href: format!("/enquiries/{}/files/{}", case.state.reference, file.part),
            name: case.words(&file.name.key).unwrap_or("Erased").to_owned(),
            size: words::size(file.size),
            by: names.person(&file.by),
            tag: (file.readers == FileReaders::Internal).then_some("Officers only"),
        })
        .collect()
}

fn promises(case: &Enquiry) -> Vec<String> {
    case.state
        .promises
        .iter()
        .map(|promise| {
            let due = words::date(promise.due);
            match promise.outcome {
                PromiseOutcome::Open => format!("By {due}"),
                PromiseOutcome::Kept => format!("By {due}: kept"),
                PromiseOutcome::Missed => format!("By {due}: missed"),
            }
        })
        .collect()
}

/// What this person cannot do with the enquiry now, each with why and what to do instead.
pub async fn refused(me: Me, Path(reference): Path<String>) -> Page {
    let case = load(&me, &reference).await?;
    let gates = with_context(&me, |cx| next_acts(&case.state, cx));
    let refused = gates.into_iter().filter_map(|(kind, gate)| match gate {
        Gate::Refused(refusal) => Some(RefusedAct::new(kind.label(), refusal)),
        _ => None,
    });
    page(&RefusedPage {
        chrome: me.chrome(&format!(
            "What you cannot do now, and why, {}",
            case.state.reference
        )),
        address: format!("/enquiries/{}", case.state.reference),
        reference: case.state.reference.to_string(),
        title: title_of(&me.look(), &case),
        refused: refused.collect(),
    })
}
