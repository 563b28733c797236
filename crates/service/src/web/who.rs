//! Who Does What: from the words that people use to the service that deals with a matter, what to try
//! first, and whom not to go to. The same answer stands on its own page and beside a new enquiry.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::routing::get;
use domain::directory::{Fact as _, Found, Why};

use super::error::{BasisLink, Problem};
use super::frame::{Chrome, Me, Page, page};
use super::names::{Link, Names};
use super::routes::{Route, act, at};

/// What was found, drawn beside the words that were typed.
#[derive(Debug, Template)]
#[template(path = "parts/who.html")]
pub struct Answer {
    /// Services, best first.
    pub services: Vec<ServiceHit>,
    /// Bodies outside the council.
    pub partners: Vec<PartnerHit>,
    /// Whether the matter is probably not the council's.
    pub not_ours: bool,
    /// Advice against going to a senior officer.
    pub steer: Option<Steer>,
    /// Where it goes if nothing fits.
    pub unclear: Option<String>,
}

impl HtmlSafe for Answer {}

/// A service that deals with it.
#[derive(Debug)]
pub struct ServiceHit {
    /// Its key.
    pub key: String,
    /// Its name and page.
    pub link: Link,
    /// Who manages it, or that nobody does.
    pub manager: String,
    /// Why it was found.
    pub why: String,
    /// The online form to report, if there is one.
    pub report: Option<String>,
    /// The online form to request, if there is one.
    pub request: Option<String>,
    /// What to try first.
    pub try_first: Option<String>,
}

/// A body outside the council.
#[derive(Debug)]
pub struct PartnerHit {
    /// Its name and page.
    pub link: Link,
    /// What it deals with.
    pub handles: String,
    /// Where it is reached.
    pub report: Option<String>,
}

/// Advice on whom to go to.
#[derive(Debug)]
pub struct Steer {
    /// The sentence.
    pub text: String,
    /// On which basis.
    pub basis: Option<BasisLink>,
}

#[derive(Template)]
#[template(path = "who.html")]
struct WhoPage {
    chrome: Chrome,
    query: String,
    answer: Option<Answer>,
    letters: Vec<(char, Vec<Link>)>,
}

/// The routes of Who Does What.
pub fn routes() -> Vec<Route> {
    let asked = at("/who-does-what?q=missed+bin", "member");
    let suggested = act("/who-does-what/suggest?q=missed+bin", Some("member"));
    vec![
        Route::new("/who-does-what", "GET", asked, get(show)),
        Route::new("/who-does-what/suggest", "GET", suggested, get(suggest)),
    ]
}

/// The page: a search, its answer, and every service from A to Z.
pub async fn show(me: Me) -> Page {
    let query = me.query("q").unwrap_or_default();
    let mut letters: Vec<(char, Vec<Link>)> = Vec::new();
    let mut services: Vec<_> = me.council.directory.services.on(me.today).collect();
    services.sort_by_key(|s| s.name().to_lowercase());
    for service in services {
        let letter = service
            .name()
            .chars()
            .next()
            .map_or('#', |c| c.to_ascii_uppercase());
        let link = Link::to(service.name(), format!("/services/{}", service.id));
        match letters.last_mut() {
            Some((last, links)) if *last == letter => links.push(link),
            _ => letters.push((letter, vec![link])),
        }
    }
    page(&WhoPage {
        chrome: me.chrome("Who does what"),
        answer: (!query.is_empty()).then(|| answer(&me, &query)),
        query,
        letters,
    })
}

/// The answer alone, for scripts that ask while somebody types.
pub async fn suggest(me: Me) -> Page {
    let query = me.query("q").ok_or(Problem::NotFound)?;
    page(&answer(&me, &query))
}

/// What Who Does What says to some words.
pub fn answer(me: &Me, query: &str) -> Answer {
    let names = Names::on(&me.council, me.today);
    let directory = &me.council.directory;
    let found = directory.find(query, me.today);
    let routing = me.council.protocol_on(me.today).map(|p| {
        p.enquiries_on(me.today, domain::clock::Class::Any, &me.council.settings)
            .routing
    });
    let services = found.hits.iter().filter_map(|hit| {
        let service = directory.services.get(&hit.service, me.today)?;
        let manager = directory.manager_of(&hit.service, me.today);
        Some(ServiceHit {
            key: hit.service.to_string(),
            link: names.service_link(&hit.service),
            manager: manager.map_or_else(
                || "no service manager at present".to_owned(),
                |acting| names.person(&acting.person),
            ),
            why: hit
                .why
                .first()
                .map_or_else(String::new, |why| why_words(names, me, why)),
            report: service.report.clone(),
            request: service.request.clone(),
            try_first: service.try_first.clone(),
        })
    });
    Answer {
        services: services.collect(),
        partners: partners(me, &found),
        not_ours: found.is_not_ours(),
        steer: steer(me, &found),
        unclear: routing.map(|rule| names.team(&rule.value.unclear)),
    }
}

fn partners(me: &Me, found: &Found) -> Vec<PartnerHit> {
    let known = |hit: &domain::directory::PartnerHit| {
        let partner = me.council.directory.partners.get(&hit.partner, me.today)?;
        Some(PartnerHit {
            link: Link::to(partner.name(), format!("/partners/{}", partner.id)),
            handles: partner.handles.clone(),
            report: partner.link.clone(),
        })
    };
    found.partners.iter().filter_map(known).collect()
}

fn steer(me: &Me, found: &Found) -> Option<Steer> {
    let names = Names::on(&me.council, me.today);
    let steer = found.steer.as_ref()?;
    let services: Vec<_> = steer
        .instead
        .iter()
        .take(3)
        .map(|s| names.service(s))
        .collect();
    let whom = if services.is_empty() {
        "the service manager who deals with it".to_owned()
    } else {
        format!("the service manager of {}", super::words::and(&services))
    };
    let protocol = me.council.protocol_on(me.today);
    Some(Steer {
        text: format!("A matter of a service goes to {whom}, not to a senior officer."),
        basis: protocol
            .and_then(|p| p.cite("7.3"))
            .filter(|_| protocol.is_some_and(|p| !p.enquiries.silent))
            .map(|clause| BasisLink::from(&domain::verdict::Basis::Clause(clause))),
    })
}

fn why_words(names: Names<'_>, me: &Me, why: &Why) -> String {
    match why {
        Why::Said { words } => format!("deals with “{words}”"),
        Why::Named { typed, words } => format!("“{typed}” is part of “{words}”"),
        Why::Spelt { typed, read } => format!("“{typed}” was read as “{read}”"),
        Why::Works { appointment } => {
            let person = me.council.directory.appointment(appointment);
            person.map_or_else(String::new, |a| {
                format!("{} works there", names.person(&a.person))
            })
        }
    }
}
