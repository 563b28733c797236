//! Induction: the protocol in the pieces that concern whoever reads, to read on a screen or on paper, and
//! for those who keep its record who has read it and who has not.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::clock::Unit;
use domain::council::gate_facts;
use domain::directory::RoleKind;
use domain::induction::{Manner, asking, bound, kinds, pieces, reminded_after};
use domain::protocol::{Adoption, Protocol, VersionKey};

use super::directory::may_change;
use super::error::{BasisLink, Problem};
use super::forms::{Choice, Field};
use super::frame::{Chrome, Me, Page, page};
use super::names::Link;
use super::posted::Posted;
use super::protocol::adopted_line;
use super::routes::{Route, at};
use super::words;

/// The routes of induction.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "/induction",
            "GET POST",
            at("/induction", "member"),
            get(show).post(read),
        ),
        Route::new(
            "/induction/people",
            "GET POST",
            at("/induction/people", "democratic-services"),
            get(people).post(on_paper),
        ),
    ]
}

#[derive(Template)]
#[template(path = "induction/show.html")]
struct InductionPage {
    chrome: Chrome,
    title: String,
    adopted: String,
    whose: String,
    /// When and how whoever looks has read it; none if they have not, or look at another office's.
    read: Option<String>,
    asks: bool,
    field: Field,
    sections: Vec<SectionView>,
    keeps: bool,
}

struct SectionView {
    title: String,
    clauses: Vec<ClauseView>,
}

struct ClauseView {
    number: String,
    href: String,
    gist: String,
}

#[derive(Template)]
#[template(path = "induction/people.html")]
struct PeoplePage {
    chrome: Chrome,
    title: String,
    lead: String,
    reminder: String,
    basis: BasisLink,
    missing: Vec<PersonView>,
    done: Vec<PersonView>,
}

struct PersonView {
    id: String,
    name: Link,
    offices: String,
    when: String,
}

/// The protocol in force with its adoption; there is none to read before.
fn in_force(me: &Me) -> Result<(&Protocol, &Adoption), Problem> {
    let adoption = me.council.versions.in_force(me.today);
    let protocol = me.council.protocol_on(me.today);
    let both = protocol.and_then(|protocol| Some((&**protocol, adoption?)));
    both.ok_or(Problem::NotFound)
}

fn key(adoption: &Adoption) -> VersionKey {
    (adoption.pack.clone(), adoption.version.clone())
}

/// The pieces for whoever asks, or for another office, to be printed for it.
pub async fn show(me: Me) -> Page {
    let (protocol, adoption) = in_force(&me)?;
    let own = kinds(&me.council.directory, me.signed.person(), me.today);
    let office = me
        .query("office")
        .and_then(|slug| RoleKind::from_slug(&slug));
    let asked: BTreeSet<RoleKind> = office.map_or(own, |kind| BTreeSet::from([kind]));
    let operations = me.app().operations();
    let readings = operations.readings(me.signed.person()).await?;
    let read = readings.of(&key(adoption)).filter(|_| office.is_none());
    page(&InductionPage {
        chrome: me.chrome("The protocol for you to read"),
        title: protocol.title.clone(),
        adopted: adopted_line(adoption),
        whose: offices(protocol, &asked),
        read: read.map(|(on, manner)| said(on, manner)),
        asks: office.is_none() && read.is_none(),
        field: field(protocol, office),
        sections: sections(protocol, &asked),
        keeps: gate_facts(me.signed.visible()).is_allowed(),
    })
}

fn said(on: jiff::civil::Date, manner: Manner) -> String {
    let on = words::plain_date(on);
    match manner {
        Manner::Screen => format!("Read on {on}"),
        Manner::Paper => format!("Read on paper, recorded on {on}"),
    }
}

fn offices(protocol: &Protocol, kinds: &BTreeSet<RoleKind>) -> String {
    let names = kinds
        .iter()
        .map(|kind| protocol.names.name(*kind).to_owned());
    words::and(&names.collect::<Vec<_>>())
}

fn field(protocol: &Protocol, office: Option<RoleKind>) -> Field {
    let own = Choice::new("", "Your own offices");
    let all = RoleKind::all().map(|kind| Choice::new(kind.slug(), protocol.names.name(kind)));
    let here = office.map_or("", RoleKind::slug);
    Field::select(
        "office",
        "For which office?",
        std::iter::once(own).chain(all).collect(),
    )
    .with(here.to_owned())
}

fn sections(protocol: &Protocol, kinds: &BTreeSet<RoleKind>) -> Vec<SectionView> {
    let base = format!("/protocol/{}/{}", protocol.pack, protocol.version);
    let pieces = pieces(protocol, kinds).into_iter();
    let view = |(number, clauses): (&str, Vec<&domain::protocol::Clause>)| {
        let mut sections = protocol.sections.iter();
        let section = sections.find(|section| section.number == number);
        SectionView {
            title: section.map_or_else(|| number.to_owned(), |s| format!("{number} {}", s.title)),
            clauses: clauses
                .into_iter()
                .map(|clause| ClauseView {
                    number: clause.id.printed().to_owned(),
                    href: format!("{base}/{}", clause.id),
                    gist: clause.gist.clone(),
                })
                .collect(),
        }
    };
    pieces.map(view).collect()
}

/// Whoever asks has read what concerns them.
pub async fn read(me: Me, _posted: Posted) -> Result<Response, Problem> {
    let operations = me.app().operations();
    operations
        .read_protocol(&me.signed.actor, me.signed.person())
        .await?;
    Ok(Redirect::to("/induction?done=read").into_response())
}

/// Who has and who has not, for those who keep the record of the protocol and for nobody else.
pub async fn people(me: Me) -> Page {
    may_change(&me, "/induction")?;
    let (protocol, adoption) = in_force(&me)?;
    let version = key(adoption);
    let operations = me.app().operations();
    let (mut missing, mut done) = (Vec::new(), Vec::new());
    for person in bound(&me.council.directory, me.today) {
        let read = operations.readings(&person).await?.of(&version);
        let kinds = kinds(&me.council.directory, &person, me.today);
        let view = PersonView {
            id: person.to_string(),
            name: me.look().names().person_link(&person),
            offices: offices(protocol, &kinds),
            when: read.map_or_else(String::new, |(on, manner)| said(on, manner)),
        };
        match read {
            Some(_) => done.push(view),
            None => missing.push(view),
        }
    }
    for list in [&mut missing, &mut done] {
        list.sort_by(|a: &PersonView, b| a.name.text.cmp(&b.name.text));
    }
    let all = (missing.len() + done.len()) as u64;
    page(&PeoplePage {
        chrome: me.chrome("Who has read the protocol"),
        title: protocol.title.clone(),
        lead: format!(
            "{} of {} have read what concerns them. {}",
            words::thousands(done.len() as u64),
            words::count(all, "person", "people"),
            adopted_line(adoption)
        ),
        reminder: match reminded_after(&me.council.settings, me.today) {
            Some(days) => format!(
                "Whoever has not is reminded on their home page {} working days after it came into force.",
                days.value
            ),
            None => "Nobody is reminded: no number of days is set.".to_owned(),
        },
        basis: BasisLink::from(&asking()),
        missing,
        done,
    })
}

/// Somebody read it on paper.
pub async fn on_paper(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/induction")?;
    let person = posted.given("person").and_then(|id| id.parse().ok());
    let person = person.ok_or(Problem::NotFound)?;
    let operations = me.app().operations();
    operations.read_protocol(&me.signed.actor, &person).await?;
    Ok(Redirect::to("/induction/people?done=read").into_response())
}

/// What the home page says to somebody who has not read the protocol in force; none where they have, or
/// where there is none. Whether it is a reminder is the council's setting.
pub async fn prompt(me: &Me) -> Result<Option<String>, Problem> {
    let Ok((protocol, adoption)) = in_force(me) else {
        return Ok(None);
    };
    let Some(after) = reminded_after(&me.council.settings, me.today) else {
        return Ok(None);
    };
    let calendar = &me.council.calendar;
    if me.today < calendar.after(adoption.in_force, Unit::WorkingDay, after.value) {
        return Ok(None);
    }
    let readings = me.app().operations().readings(me.signed.person()).await?;
    let line = || {
        format!(
            "{} has been in force since {}. You have not said that you have read what concerns you.",
            protocol.title,
            words::plain_date(adoption.in_force)
        )
    };
    Ok(readings.of(&key(adoption)).is_none().then(line))
}
