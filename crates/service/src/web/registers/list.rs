//! The cases of a register that a person may read, by the next thing that happens.

use askama::Template;
use store::{Cursor, Filter, Item, Page as StorePage, Sort};

use crate::registers::{self, Shown};
use crate::web::enquiries::rows::Line;
use crate::web::frame::{Chrome, Me, Page, page, percent};
use crate::web::names::Link;
use crate::web::words;

/// How many cases one page shows.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "registers/list.html")]
struct ListPage {
    chrome: Chrome,
    noun: &'static str,
    many: &'static str,
    title: String,
    count: String,
    silent: Option<String>,
    open: Option<&'static str>,
    links: Vec<Link>,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    more: Option<String>,
}

/// One of the few views of a list.
struct Tab {
    text: &'static str,
    href: String,
    here: bool,
}

/// The list, in one of its views: open, waiting on me, closed.
pub async fn show<R: Shown>(me: Me) -> Page {
    let view = me.query("view").unwrap_or_else(|| "open".to_owned());
    let mut filter = Filter {
        register: Some(R::NAME.to_owned()),
        ..Filter::default()
    };
    match view.as_str() {
        "waiting" => {
            filter.open = Some(true);
            filter.waiting_on_me = true;
        }
        "closed" => filter.open = Some(false),
        "all" => {}
        _ => filter.open = Some(true),
    }
    let sort = if view == "closed" || view == "all" {
        Sort::Newest
    } else {
        Sort::Due
    };
    let mut wanted = StorePage::first(PAGE, sort);
    wanted.after = me
        .query("after")
        .and_then(|text| text.parse::<Cursor>().ok());
    let store = me.app().operations().store();
    let listing = store.list(me.signed.visible(), &filter, &wanted).await?;
    let tab = |key: &str, text| Tab {
        text,
        href: format!("/{}?view={key}", R::NAME),
        here: view == key,
    };
    let one = listing.count.n == 1 && !listing.count.more;
    let noun = if one { R::NOUN.one } else { R::NOUN.many };
    let look = me.look();
    let title = words::sentence(R::NOUN.many);
    page(&ListPage {
        chrome: me.chrome(&title),
        noun: R::NAME,
        many: R::NOUN.many,
        title,
        count: format!("{} {noun} that you can read", listing.count),
        silent: look.protocol().and_then(R::silent),
        open: R::may_open(&look).then_some(R::NOUN.open),
        links: R::links(&look),
        tabs: vec![
            tab("open", "Open"),
            tab("waiting", "Waiting on you"),
            tab("closed", "Closed"),
            tab("all", "All"),
        ],
        lines: listing.items.iter().map(|item| line(&me, item)).collect(),
        more: listing.next.map(|cursor| {
            let cursor = percent(&cursor.to_string());
            format!("/{}?view={}&after={cursor}", R::NAME, percent(&view))
        }),
    })
}

#[derive(Template)]
#[template(path = "registers/waiting.html")]
struct WaitingPage {
    chrome: Chrome,
    title: &'static str,
    count: String,
    late: bool,
    lines: Vec<Line>,
    more: Option<String>,
}

/// What waits on this person in every register, by the next date; perhaps only what is late.
pub async fn waiting(me: Me) -> Page {
    let late = me.query("late").is_some();
    let filter = Filter {
        open: Some(true),
        waiting_on_me: true,
        overdue_on: late.then_some(me.today),
        ..Filter::default()
    };
    let mut wanted = StorePage::first(PAGE, Sort::Due);
    wanted.after = me
        .query("after")
        .and_then(|text| text.parse::<Cursor>().ok());
    let store = me.app().operations().store();
    let listing = store.list(me.signed.visible(), &filter, &wanted).await?;
    let title = if late {
        "Waiting on you, past their date"
    } else {
        "Waiting on you"
    };
    page(&WaitingPage {
        chrome: me.chrome(title),
        title,
        count: format!("{} in all registers", listing.count),
        late,
        lines: listing
            .items
            .iter()
            .map(|item| crate::web::enquiries::rows::line(&me, item))
            .collect(),
        more: listing.next.map(|cursor| {
            let late = if late { "late=yes&" } else { "" };
            format!("/waiting?{late}after={}", percent(&cursor.to_string()))
        }),
    })
}

/// A case of any register but enquiries as a line of a list.
pub fn line(me: &Me, item: &Item) -> Line {
    let row = &item.row;
    let look = me.look();
    let names = look.names();
    let register = registers::of_reference(&row.reference);
    let on_me = row.waits_on.as_ref();
    let on_me = on_me.is_some_and(|token| look.visible().has(token));
    let said = register.and_then(|register| (register.next_words)(row, &look));
    let (next, press) = match (row.due, &row.waits_on) {
        _ if !row.open => (said.unwrap_or_default(), "good"),
        (Some(due), _) => {
            let what = said.unwrap_or_else(|| "Next date is".to_owned());
            let late = due < me.today;
            let press = match (late, due == me.today || on_me) {
                (true, _) => "late",
                (false, true) => "soon",
                _ => "",
            };
            let passed = if late { ", past its date" } else { "" };
            let due = words::day_near(due, me.today);
            (format!("{what} {due}{passed}"), press)
        }
        (None, _) if on_me => (said.unwrap_or_else(|| "Waiting on you".to_owned()), "soon"),
        (None, Some(token)) => (
            said.unwrap_or_else(|| format!("Waiting on {}", names.token(token))),
            "wait",
        ),
        (None, None) => (said.unwrap_or_default(), ""),
    };
    let mut meta = vec![row.reference.to_string()];
    meta.extend(register.map(|register| words::sentence(register.noun.one)));
    let own =
        |h: &domain::ids::AppointmentId| look.visible().has(&domain::access::Token::holder_of(h));
    meta.extend(
        row.holder
            .as_ref()
            .filter(|h| !own(h))
            .map(|h| names.holder(h)),
    );
    meta.extend(row.service.as_ref().map(|s| names.service(s)));
    meta.extend(row.ward.as_ref().map(|w| names.ward(w)));
    let received = words::short_day_near(row.received_on, me.today);
    meta.push(format!("since {received}"));
    Line {
        href: registers::href(&row.reference),
        reference: row.reference.to_string(),
        title: item
            .title
            .clone()
            .unwrap_or_else(|| register.map_or_else(String::new, |r| words::sentence(r.noun.one))),
        next,
        press,
        meta,
        state: register.map_or("", |register| (register.state_words)(&row.state)),
        acts: Vec::new(),
    }
}
