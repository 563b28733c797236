//! What each person must see without a click: what waits on them first, then what is theirs by the next
//! thing that happens.

mod offices;

use std::collections::BTreeSet;

use askama::Template;
use axum::routing::get;
use domain::access::Token;
use domain::directory::RoleKind;
use domain::ids::ServiceId;
use store::{Count, Filter, Page as StorePage, Sort};

use super::directory::{Item, gaps};
use super::enquiries::list::{may_raise, my_seats};
use super::enquiries::rows::{Line, line};
use super::error::Problem;
use super::frame::{Chrome, Desk, Me, Page, page};
use super::names::{Link, Names};
use super::routes::{Route, at};
use super::words;
use super::{induction, left_open};

use offices::{democratic, drafts, monitoring_officer};

/// How many lines a list of the home page has.
const LINES: usize = 15;

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    chrome: Chrome,
    greeting: String,
    may_raise: bool,
    silent: Option<String>,
    unread: Option<String>,
    figures: Vec<Figure>,
    lists: Vec<HomeList>,
    people: Vec<Load>,
    items: Vec<ItemList>,
}

/// A number with what it counts and the page that shows it.
struct Figure {
    number: String,
    what: &'static str,
    href: String,
}

struct HomeList {
    title: &'static str,
    lines: Vec<Line>,
    empty: &'static str,
    more: Option<More>,
}

/// Where all of a list stands, and how many that are.
struct More {
    href: String,
    of: String,
}

/// What one officer has.
struct Load {
    person: Link,
    post: String,
    away: Option<String>,
    open: Count,
    late: Count,
    href: String,
}

struct ItemList {
    title: &'static str,
    items: Vec<Item>,
    empty: &'static str,
}

/// The routes of the home page.
pub fn routes() -> Vec<Route> {
    vec![Route::new("/", "GET", at("/", "member"), get(show))]
}

fn open() -> Filter {
    Filter {
        register: Some("enquiries".to_owned()),
        open: Some(true),
        ..Filter::default()
    }
}

/// What waits on whoever asks, in every register.
fn waiting() -> Filter {
    Filter {
        open: Some(true),
        waiting_on_me: true,
        ..Filter::default()
    }
}

/// The home page of whoever asks.
pub async fn show(me: Me) -> Page {
    let mut home = HomePage {
        chrome: me.chrome("Home"),
        greeting: format!("{}, {}", me.signed.name, words::date(me.today)),
        may_raise: may_raise(&me),
        silent: me
            .council
            .protocol_on(me.today)
            .and_then(|p| p.silent_line()),
        unread: induction::prompt(&me).await?,
        figures: Vec::new(),
        lists: Vec::new(),
        people: Vec::new(),
        items: Vec::new(),
    };
    if me.signed.desk != Desk::Member {
        left(&me, &mut home).await?;
    }
    match me.signed.desk {
        Desk::Member => member(&me, &mut home).await?,
        Desk::Officer | Desk::ContactCentre => officer(&me, &mut home).await?,
        Desk::Manager => manager(&me, &mut home).await?,
        Desk::MonitoringOfficer => monitoring_officer(&me, &mut home).await?,
        Desk::Democratic => democratic(&me, &mut home).await?,
    }
    drafts(&me, &mut home).await?;
    once(&mut home.lists);
    page(&home)
}

/// What officers left open for whom this person answers; nothing where nothing was.
async fn left(me: &Me, home: &mut HomePage) -> Result<(), Problem> {
    let mut lines = left_open::lines(me).await?;
    let more = (lines.len() > LINES).then(|| More {
        href: "/left-open".to_owned(),
        of: lines.len().to_string(),
    });
    lines.truncate(LINES);
    if !lines.is_empty() {
        home.lists.push(HomeList {
            title: "Left open by officers who have left",
            lines,
            empty: "",
            more,
        });
    }
    Ok(())
}

/// Each enquiry stands once on a home: in the first list that it is in.
fn once(lists: &mut [HomeList]) {
    let mut seen = BTreeSet::new();
    for list in lists {
        list.lines
            .retain(|line| seen.insert(line.reference.clone()));
    }
}

/// Puts a list on a home; tells how many cases it has on all pages.
async fn list(
    me: &Me,
    home: &mut HomePage,
    title: &'static str,
    filter: &Filter,
    empty: &'static str,
    href: &str,
) -> Result<Count, Problem> {
    let store = me.app().operations().store();
    let wanted = StorePage::first(LINES, Sort::Due);
    let listing = store.list(me.signed.visible(), filter, &wanted).await?;
    home.lists.push(HomeList {
        title,
        lines: listing.items.iter().map(|item| line(me, item)).collect(),
        empty,
        more: listing.next.map(|_| More {
            href: href.to_owned(),
            of: listing.count.to_string(),
        }),
    });
    Ok(listing.count)
}

async fn figure(
    me: &Me,
    home: &mut HomePage,
    what: &'static str,
    filter: &Filter,
    href: impl Into<String>,
) -> Result<(), Problem> {
    let store = me.app().operations().store();
    let count = store.count(me.signed.visible(), filter).await?;
    home.figures.push(Figure::of(count, what, href));
    Ok(())
}

impl Figure {
    fn of(count: Count, what: &'static str, href: impl Into<String>) -> Self {
        Self {
            number: count.to_string(),
            what,
            href: href.into(),
        }
    }
}

async fn member(me: &Me, home: &mut HomePage) -> Result<(), Problem> {
    let waiting = waiting();
    list(
        me,
        home,
        "Waiting on you",
        &waiting,
        "Nothing waits on you. A date to agree, a question from officers or an answer to read will stand here.",
        "/waiting",
    )
    .await?;
    let mine = Filter {
        holders: my_seats(&me.look()),
        ..open()
    };
    if !mine.holders.is_empty() {
        let open = list(
            me,
            home,
            "Your enquiries, by what happens next",
            &mine,
            "You have no open enquiry. Raise one, and you see here who has it and by when to expect an answer.",
            "/enquiries?open=open&whose=mine",
        )
        .await?;
        let late = Filter {
            overdue_on: Some(me.today),
            ..mine.clone()
        };
        let href = "/enquiries?open=open&whose=mine";
        home.figures
            .push(Figure::of(open, "of yours are open", href));
        figure(
            me,
            home,
            "of yours are past their date",
            &late,
            "/enquiries?open=open&whose=mine&overdue=yes",
        )
        .await?;
    }
    Ok(())
}

async fn officer(me: &Me, home: &mut HomePage) -> Result<(), Problem> {
    let mine = Filter {
        handlers: vec![me.signed.person().clone()],
        ..open()
    };
    let waiting = waiting();
    let late = Filter {
        overdue_on: Some(me.today),
        ..waiting.clone()
    };
    let asked = Filter {
        states: vec!["waiting-on-member".to_owned()],
        ..mine.clone()
    };
    let you = me.signed.person();
    let count = list(
        me,
        home,
        "To do, by the day it is due",
        &waiting,
        "Nothing waits on you or your team. What comes to your service will stand here, the most pressing first.",
        "/waiting",
    )
    .await?;
    home.figures
        .push(Figure::of(count, "wait on you or your team", "/waiting"));
    figure(
        me,
        home,
        "of them are past their date",
        &late,
        "/waiting?late=yes",
    )
    .await?;
    figure(
        me,
        home,
        "only wait on the member",
        &asked,
        format!("/enquiries?open=open&handler={you}&state=waiting-on-member"),
    )
    .await?;
    if me.signed.desk == Desk::ContactCentre {
        return Ok(());
    }
    list(
        me,
        home,
        "You have it, and it waits on the member",
        &asked,
        "You wait on no member.",
        "/enquiries?open=open&whose=mine",
    )
    .await
    .map(drop)
}

/// The services that this person manages or answers for.
fn managed(me: &Me) -> Vec<ServiceId> {
    let services = me.council.directory.services.on(me.today);
    services
        .filter(|s| me.signed.visible().has(&Token::manager_of(&s.id)))
        .map(|s| s.id.clone())
        .collect()
}

async fn manager(me: &Me, home: &mut HomePage) -> Result<(), Problem> {
    let store = me.app().operations().store();
    let visible = me.signed.visible();
    let services = managed(me);
    if let [one] = services.as_slice() {
        let all = Filter {
            service: Some(one.clone()),
            ..open()
        };
        let late = Filter {
            overdue_on: Some(me.today),
            ..all.clone()
        };
        let held = Filter {
            states: vec!["held".to_owned()],
            ..all.clone()
        };
        figure(
            me,
            home,
            "are open in your service",
            &all,
            format!("/enquiries?open=open&service={one}"),
        )
        .await?;
        figure(
            me,
            home,
            "are past their date",
            &late,
            format!("/enquiries?open=open&service={one}&overdue=yes"),
        )
        .await?;
        figure(
            me,
            home,
            "are held until a later date",
            &held,
            format!("/enquiries?open=open&service={one}&state=held"),
        )
        .await?;
    } else {
        let late = Filter {
            overdue_on: Some(me.today),
            ..open()
        };
        figure(
            me,
            home,
            "open that you can read",
            &open(),
            "/enquiries?open=open",
        )
        .await?;
        figure(
            me,
            home,
            "of them past their date",
            &late,
            "/enquiries?open=open&overdue=yes",
        )
        .await?;
    }
    let late = Filter {
        overdue_on: Some(me.today),
        ..open()
    };
    list(
        me,
        home,
        "Past their date",
        &late,
        "Nothing that you answer for is past its date.",
        "/enquiries?open=open&overdue=yes",
    )
    .await?;
    let waiting = waiting();
    list(
        me,
        home,
        "Waiting on you or to be shared out",
        &waiting,
        "Nothing waits to be shared out.",
        "/waiting",
    )
    .await?;
    let names = Names::on(&me.council, me.today);
    let mut seen = Vec::new();
    for service in services.iter().take(6) {
        for appointment in me.council.directory.officers_of(service, me.today) {
            let person = &appointment.person;
            if seen.contains(person) || appointment.role.kind() == RoleKind::TeamMember {
                continue;
            }
            seen.push(person.clone());
            let theirs = Filter {
                handlers: vec![person.clone()],
                ..open()
            };
            let late = Filter {
                overdue_on: Some(me.today),
                ..theirs.clone()
            };
            let away = me.council.directory.away(person, me.today);
            home.people.push(Load {
                person: names.person_link(person),
                post: names.role(&appointment.role),
                away: away.map(|a| format!("Away until {}", words::day(a.to))),
                open: store.count(visible, &theirs).await?,
                late: store.count(visible, &late).await?,
                href: format!("/enquiries?open=open&handler={person}"),
            });
        }
    }
    home.people
        .sort_by_key(|load| std::cmp::Reverse((load.late.n, load.open.n)));
    Ok(())
}
