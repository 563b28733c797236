//! What officers left open who have left a post: for whoever answers for it, with the next step of each case.

use askama::Template;
use axum::routing::get;
use domain::ids::AppointmentId;
use store::Item;

use super::enquiries::rows::{Line, line};
use super::error::Problem;
use super::frame::{Chrome, Me, Page, page};
use super::names::{Link, Names};
use super::routes::{Route, at};
use super::words;
use crate::registers;

/// The routes of what was left open.
pub fn routes() -> Vec<Route> {
    vec![Route::new(
        "/left-open",
        "GET",
        at("/left-open", "manager"),
        get(show),
    )]
}

struct PersonView {
    name: Link,
    post: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "left_open/show.html")]
struct LeftOpenPage {
    chrome: Chrome,
    people: Vec<PersonView>,
}

/// What this person answers for and somebody left open.
pub async fn show(me: Me) -> Page {
    let operations = me.app().operations();
    let left = operations.left_open(&me.signed.actor).await?;
    let names = Names::on(&me.council, me.today);
    let people = left.into_iter().map(|one| PersonView {
        name: names.person_link(&one.person),
        post: post(&me, &names, &one.post),
        lines: one
            .cases
            .iter()
            .map(|(item, next)| case(&me, item, *next))
            .collect(),
    });
    page(&LeftOpenPage {
        chrome: me.chrome("Left open"),
        people: people.collect(),
    })
}

/// The same for the home of whoever answers for officers, each case in a line; nothing where nothing was
/// left open.
pub(super) async fn lines(me: &Me) -> Result<Vec<Line>, Problem> {
    let operations = me.app().operations();
    let left = operations.left_open(&me.signed.actor).await?;
    let all = left.iter().flat_map(|one| &one.cases);
    Ok(all.map(|(item, next)| case(me, item, *next)).collect())
}

fn case(me: &Me, item: &Item, next: Option<(&'static str, &'static str)>) -> Line {
    let href = registers::href(&item.row.reference);
    let acts = next.map(|(act, label)| (label, format!("{href}/acts/{act}")));
    Line {
        acts: acts.into_iter().collect(),
        ..line(me, item)
    }
}

fn post(me: &Me, names: &Names<'_>, id: &AppointmentId) -> String {
    let directory = &me.council.directory;
    let Some(post) = directory.appointment(id) else {
        return directory.voided(id).map_or_else(String::new, |post| {
            format!("{}, entered by mistake", names.role(&post.role))
        });
    };
    let until = post.to.map_or_else(String::new, words::date);
    format!("{}, until {until}", names.role(&post.role))
}
