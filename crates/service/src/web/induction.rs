//! Induction: the protocol in the pieces that concern whoever reads, to read on a screen or on paper, and
//! for those who keep its record who has read it and who has not.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::council::gate_facts;
use domain::directory::RoleKind;
use domain::induction::{
    Due, Manner, Readings, asking, bound, due, given_on, kinds, pieces, reminded_after, sections_of,
};
use domain::protocol::text::{ProtocolText, Reading};
use domain::protocol::{Adoption, Clause, Protocol, Section, VersionKey};

use jiff::civil::Date;

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
    /// How much of it whoever looks has read; none if they look at another office's.
    read: Option<String>,
    /// Whether they are asked to say that they have read something.
    asks: bool,
    field: Field,
    /// Whether the words are the council's own.
    own: bool,
    sections: Vec<SectionView>,
    keeps: bool,
}

struct SectionView {
    number: String,
    title: String,
    /// When and how whoever looks has read it.
    read: Option<String>,
    clauses: Vec<ClauseView>,
}

struct ClauseView {
    number: String,
    href: String,
    /// The council's own words where they are saved, else our summary.
    words: String,
}

#[derive(Template)]
#[template(path = "induction/people.html")]
struct PeoplePage {
    chrome: Chrome,
    title: String,
    lead: String,
    reminder: String,
    basis: BasisLink,
    /// The piece that is looked at, by its number; none for all of it.
    piece: Option<String>,
    pieces: Vec<PieceView>,
    missing: Vec<PersonView>,
    done: Vec<PersonView>,
}

struct PieceView {
    title: String,
    href: String,
    here: bool,
    concerns: u64,
    have: u64,
    have_not: u64,
}

struct PersonView {
    id: String,
    name: Link,
    offices: String,
    /// When it was read, or what of it was not.
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
    let readings = office.is_none().then_some((&readings, key(adoption)));
    let texts = operations.texts().await?;
    let text = texts.of(&protocol.pack, &protocol.version);
    let text = text.map(|saved| &*saved.text);
    let sections = sections(protocol, text, &asked, readings.as_ref());
    let left = sections.iter().filter(|section| section.read.is_none());
    let left = left.count();
    page(&InductionPage {
        chrome: me.chrome("The protocol for you to read"),
        title: protocol.title.clone(),
        adopted: adopted_line(adoption),
        whose: offices(protocol, &asked),
        read: readings.map(|_| so_far(sections.len(), left)),
        asks: office.is_none() && left > 0,
        field: field(protocol, office),
        own: text.is_some(),
        sections,
        keeps: gate_facts(me.signed.visible()).is_allowed(),
    })
}

fn so_far(all: usize, left: usize) -> String {
    match all - left {
        _ if all == 0 => "Nothing of it is about your offices".to_owned(),
        0 => format!("You have not said yet that you have read any of the {all} parts"),
        read if left > 0 => format!("You have read {read} of {all} parts"),
        _ => "You have read all of it".to_owned(),
    }
}

fn said(on: Date, manner: Manner) -> String {
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

/// The number and title of a section.
fn section_title(protocol: &Protocol, number: &str) -> String {
    let mut sections = protocol.sections.iter();
    let section = sections.find(|section| section.number == number);
    section.map_or_else(|| number.to_owned(), |s| format!("{number} {}", s.title))
}

fn sections(
    protocol: &Protocol,
    text: Option<&ProtocolText>,
    kinds: &BTreeSet<RoleKind>,
    readings: Option<&(&Readings, VersionKey)>,
) -> Vec<SectionView> {
    let base = format!("/protocol/{}/{}", protocol.pack, protocol.version);
    let pieces = pieces(protocol, kinds).into_iter();
    let view = |(number, clauses): (&str, Vec<&Clause>)| SectionView {
        number: number.to_owned(),
        title: section_title(protocol, number),
        read: readings.and_then(|(readings, version)| {
            let (on, manner) = readings.of(version, number)?;
            Some(said(on, manner))
        }),
        clauses: clauses
            .into_iter()
            .map(|clause| ClauseView {
                number: clause.id.printed().to_owned(),
                href: format!("{base}/{}", clause.id),
                words: own(text, clause).unwrap_or_else(|| clause.gist.clone()),
            })
            .collect(),
    };
    pieces.map(view).collect()
}

/// The words of a clause in the council's own text, as they stand after tracked changes.
fn own(text: Option<&ProtocolText>, clause: &Clause) -> Option<String> {
    let words = text?.clause(clause.id.as_str())?.words(Reading::After);
    (!words.is_empty()).then_some(words)
}

/// Whoever asks has read a piece of what concerns them, or all of it.
pub async fn read(me: Me, posted: Posted) -> Result<Response, Problem> {
    let operations = me.app().operations();
    let section = posted.given("section");
    operations
        .read_protocol(&me.signed.actor, me.signed.person(), section)
        .await?;
    Ok(Redirect::to("/induction?done=read").into_response())
}

/// Who has and who has not, piece by piece, for those who keep the record of the protocol and for nobody
/// else.
pub async fn people(me: Me) -> Page {
    may_change(&me, "/induction")?;
    let (protocol, adoption) = in_force(&me)?;
    let version = key(adoption);
    let operations = me.app().operations();
    let piece = me.query("piece");
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let (mut missing, mut done) = (Vec::new(), Vec::new());
    for person in bound(&me.council.directory, me.today) {
        let concerns = sections_of(protocol, &me.council.directory, &person, me.today);
        let readings = operations.readings(&person).await?;
        for section in &concerns {
            let (have, have_not) = counts.entry((*section).to_owned()).or_default();
            match readings.of(&version, section) {
                Some(_) => *have += 1,
                None => *have_not += 1,
            }
        }
        let asked: Vec<&str> = match &piece {
            None => concerns,
            Some(piece) => concerns.into_iter().filter(|one| one == piece).collect(),
        };
        if asked.is_empty() {
            continue;
        }
        let kinds = kinds(&me.council.directory, &person, me.today);
        let mut view = PersonView {
            id: person.to_string(),
            name: me.look().names().person_link(&person),
            offices: offices(protocol, &kinds),
            when: String::new(),
        };
        match readings.all(&version, &asked) {
            Some((on, manner)) => {
                view.when = said(on, manner);
                done.push(view);
            }
            None => {
                let left = readings.missing(&version, &asked);
                if left.len() < asked.len() {
                    view.when = format!("Not yet: {}", left.join(", "));
                }
                missing.push(view);
            }
        }
    }
    for list in [&mut missing, &mut done] {
        list.sort_by(|a: &PersonView, b| a.name.text.cmp(&b.name.text));
    }
    let all = (missing.len() + done.len()) as u64;
    let what = match &piece {
        None => "what concerns them".to_owned(),
        Some(piece) => format!("part {}", section_title(protocol, piece)),
    };
    page(&PeoplePage {
        chrome: me.chrome("Who has read the protocol"),
        title: protocol.title.clone(),
        lead: format!(
            "{} of {} have read {what}. {}",
            words::thousands(done.len() as u64),
            words::count(all, "person", "people"),
            adopted_line(adoption)
        ),
        reminder: match reminded_after(&me.council.settings, me.today) {
            Some(days) => format!(
                "Whoever has not read all of it is reminded {} working days after they got it, on their home page and by mail.",
                days.value
            ),
            None => "Whoever gets it newly is told so on their home page and by mail, and finds it among their notices until they have read it. Nobody is reminded: no number of days is set.".to_owned(),
        },
        basis: BasisLink::from(&asking()),
        pieces: piece_views(protocol, &counts, piece.as_deref()),
        piece,
        missing,
        done,
    })
}

/// Every piece in the order of the text, with how many it concerns.
fn piece_views(
    protocol: &Protocol,
    counts: &BTreeMap<String, (u64, u64)>,
    here: Option<&str>,
) -> Vec<PieceView> {
    let sections = protocol.sections.iter();
    let view = |section: &Section| {
        let (have, have_not) = *counts.get(&section.number)?;
        Some(PieceView {
            title: section_title(protocol, &section.number),
            href: format!("/induction/people?piece={}", section.number),
            here: here == Some(section.number.as_str()),
            concerns: have + have_not,
            have,
            have_not,
        })
    };
    sections.filter_map(view).collect()
}

/// Somebody read it on paper, all of it or one piece.
pub async fn on_paper(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/induction")?;
    let person = posted.given("person").and_then(|id| id.parse().ok());
    let person = person.ok_or(Problem::NotFound)?;
    let piece = posted.given("piece");
    let operations = me.app().operations();
    operations
        .read_protocol(&me.signed.actor, &person, piece)
        .await?;
    let back = piece.map_or(String::new(), |piece| format!("&piece={piece}"));
    Ok(Redirect::to(&format!("/induction/people?done=read{back}")).into_response())
}

/// The protocol in force as somebody has it to read, as far as they have not.
pub struct ToRead {
    title: String,
    in_force: String,
    left: String,
    /// From which day they have it, in words.
    pub since: String,
}

impl ToRead {
    /// What stands among the notices until it is read.
    pub fn notice(&self) -> String {
        format!(
            "{}, in force since {}, is for you to read: {} left",
            self.title, self.in_force, self.left
        )
    }
}

/// What whoever asks has to read of the protocol in force; none where there is nothing, or they have.
pub async fn to_read(me: &Me) -> Result<Option<ToRead>, Problem> {
    let Ok((protocol, adoption)) = in_force(me) else {
        return Ok(None);
    };
    let (directory, person) = (&me.council.directory, me.signed.person());
    let Some(since) = given_on(directory, person, adoption.in_force, me.today) else {
        return Ok(None);
    };
    let readings = me.app().operations().readings(person).await?;
    let sections = sections_of(protocol, directory, person, me.today);
    let left = readings.missing(&key(adoption), &sections).len() as u64;
    Ok((left > 0).then(|| ToRead {
        title: protocol.title.clone(),
        in_force: words::plain_date(adoption.in_force),
        left: words::count(left, "part", "parts"),
        since: words::date(since),
    }))
}

/// What the home page says to somebody who has not read it: for the first days that it is there, then the
/// council's reminder.
pub async fn prompt(me: &Me) -> Result<Option<String>, Problem> {
    let adoption = in_force(me).ok().map(|(_, adoption)| adoption);
    let told = adoption.and_then(|a| due(&me.council, me.signed.person(), a.in_force, me.today));
    let Some(told) = told else {
        return Ok(None);
    };
    let said = |it: ToRead| {
        let ToRead {
            title,
            in_force,
            left,
            ..
        } = it;
        match told {
            Due::First => format!(
                "{title} is in force since {in_force}: {left} of it concern you, for you to read."
            ),
            Due::Reminder => format!(
                "{title} has been in force since {in_force}. You have not said that you have read {left} that concern you."
            ),
        }
    };
    Ok(to_read(me).await?.map(said))
}
