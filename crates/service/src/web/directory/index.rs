//! What the directory holds, by noun, in the order of the alphabet.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use domain::directory::Fact as _;

use super::Item;
use super::dated::{Dated, dated};
use crate::web::error::Problem;
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::names::{Link, Names};
use crate::web::words;

/// The nouns in the order in which pages list them: key, plural, singular.
const NOUNS: [(&str, &str, &str); 7] = [
    ("people", "people", "person"),
    ("services", "services", "service"),
    ("wards", "wards", "ward"),
    ("groups", "political groups", "political group"),
    ("bodies", "bodies", "body"),
    ("teams", "teams and directorates", "team"),
    ("partners", "partners outside the council", "partner"),
];

#[derive(Template)]
#[template(path = "directory/index.html")]
struct IndexPage {
    chrome: Chrome,
    nouns: Vec<Item>,
    gaps: Vec<Item>,
    changes: Vec<(&'static str, &'static str)>,
    dated: Dated,
}

#[derive(Template)]
#[template(path = "directory/list.html")]
struct ListPage {
    chrome: Chrome,
    title: String,
    count: String,
    search: String,
    noun: String,
    letters: Vec<(char, Vec<Item>)>,
    dated: Dated,
}

/// The directory's own front page.
pub async fn show(me: Me) -> Page {
    let (me, dated) = dated(me)?;
    let nouns = NOUNS
        .iter()
        .map(|(key, plural, singular)| {
            let count = items(&me, key).map_or(0, |all| all.len());
            let count = words::count(count as u64, singular, plural);
            Item::new(
                Link::to(words::sentence(plural), format!("/directory/{key}")),
                count,
            )
        })
        .collect();
    page(&IndexPage {
        dated,
        chrome: me.chrome("Directory"),
        nouns,
        gaps: super::gaps(&me),
        changes: if super::keeps_facts(&me) {
            super::fields::What::all().collect()
        } else {
            Vec::new()
        },
    })
}

/// Everything of one noun, by letter; `q` keeps what holds these words.
pub async fn list(me: Me, Path(noun): Path<String>) -> Page {
    let (me, dated) = dated(me)?;
    let (key, plural, singular) = NOUNS
        .iter()
        .find(|(key, _, _)| *key == noun)
        .ok_or(Problem::NotFound)?;
    let search = me.query("q").unwrap_or_default();
    let wanted = search.to_lowercase();
    let mut found = items(&me, key).ok_or(Problem::NotFound)?;
    found.retain(|item| {
        wanted.is_empty()
            || format!("{} {}", item.link.text, item.meta)
                .to_lowercase()
                .contains(&wanted)
    });
    let count = words::count(found.len() as u64, singular, plural);
    let mut letters: BTreeMap<char, Vec<Item>> = BTreeMap::new();
    for item in found {
        letters
            .entry(initial(&item.link.text))
            .or_default()
            .push(item);
    }
    let title = words::sentence(plural);
    page(&ListPage {
        dated,
        chrome: me.chrome(&title),
        title,
        count,
        search,
        noun,
        letters: letters.into_iter().collect(),
    })
}

/// The letter under which a name stands: a councillor's by the surname.
fn initial(name: &str) -> char {
    let plain = name.strip_prefix("Councillor ").unwrap_or(name);
    plain
        .chars()
        .find(|c| c.is_alphanumeric())
        .map_or('#', |c| c.to_ascii_uppercase())
}

fn items(me: &Me, noun: &str) -> Option<Vec<Item>> {
    let directory = &me.council.directory;
    let names = Names::on(&me.council, me.today);
    let on = me.today;
    let mut all: Vec<Item> = match noun {
        "people" => directory
            .people()
            .map(|id| Item::new(names.person_link(id), names.post(id)))
            .collect(),
        "services" => directory
            .services
            .on(on)
            .map(|s| {
                Item::new(
                    Link::to(s.name(), format!("/services/{}", s.id)),
                    s.description.clone(),
                )
            })
            .collect(),
        "wards" => directory
            .wards
            .on(on)
            .map(|w| {
                let members = directory.members_of_ward(&w.id, on);
                let members: Vec<_> = members.iter().map(|a| names.person(&a.person)).collect();
                Item::new(
                    Link::to(w.name(), format!("/wards/{}", w.id)),
                    words::and(&members),
                )
            })
            .collect(),
        "groups" => directory
            .groups
            .on(on)
            .map(|g| {
                Item::new(
                    Link::to(g.name(), format!("/directory/groups/{}", g.id)),
                    "",
                )
            })
            .collect(),
        "bodies" => directory
            .bodies
            .on(on)
            .map(|b| Item::new(Link::to(b.name(), format!("/bodies/{}", b.id)), ""))
            .collect(),
        "teams" => directory
            .teams
            .on(on)
            .map(|t| Item::new(Link::to(t.name(), format!("/teams/{}", t.id)), ""))
            .collect(),
        "partners" => directory
            .partners
            .on(on)
            .map(|p| {
                Item::new(
                    Link::to(p.name(), format!("/partners/{}", p.id)),
                    p.handles.clone(),
                )
            })
            .collect(),
        _ => return None,
    };
    all.sort_by_key(|item| (initial(&item.link.text), item.link.text.to_lowercase()));
    Some(all)
}
