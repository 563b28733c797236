//! What a council does before it goes live: each task done or not yet, in any order, with the page that does
//! it. For those who keep the council's facts.

use askama::Template;
use axum::routing::get;
use domain::directory::RoleKind;

use super::directory::may_change;
use super::frame::{Chrome, Me, Page, page};
use super::routes::{Route, at};

/// The list of tasks.
pub fn routes() -> Vec<Route> {
    vec![Route::new(
        "/getting-started",
        "GET",
        at("/getting-started", "democratic-services"),
        get(show),
    )]
}

/// One task.
pub struct Task {
    /// What is to be done.
    pub what: &'static str,
    /// Where, if a page does it.
    pub href: Option<&'static str>,
    /// How it stands, in words.
    pub stands: String,
    /// Whether it is done.
    pub is_done: bool,
}

#[derive(Template)]
#[template(path = "getting_started.html")]
struct StartPage {
    chrome: Chrome,
    done: usize,
    tasks: Vec<Task>,
}

async fn show(me: Me) -> Page {
    may_change(&me, "/")?;
    let tasks = tasks(&me);
    page(&StartPage {
        chrome: me.chrome("Getting started"),
        done: tasks.iter().filter(|task| task.is_done).count(),
        tasks,
    })
}

/// All tasks, as they stand today.
pub fn tasks(me: &Me) -> Vec<Task> {
    let mut tasks = of_the_council(me);
    tasks.extend(of_the_server(me));
    tasks
}

fn of_the_council(me: &Me) -> Vec<Task> {
    let (council, today) = (&me.council, me.today);
    let name = council.settings.get("council-name", today, None);
    let nation = council.settings.get("nation", today, None);
    let version = council.versions.in_force(today);
    let held = council.directory.appointments().filter(|a| a.holds(today));
    let members = held.filter(|a| a.role.kind() == RoleKind::Member).count();
    let services = council.directory.services.on(today).count();
    let task = |what, href, is_done, stands: String| Task {
        what,
        href: Some(href),
        stands,
        is_done,
    };
    vec![
        task(
            "Name the council",
            "/settings#council-name",
            name.is_some(),
            name.map_or_else(
                || "It has no name yet.".to_owned(),
                |name| name.value.to_owned(),
            ),
        ),
        task(
            "Say whose bank holidays count",
            "/settings#nation",
            nation.is_some() || version.is_some(),
            format!("Working days of {}.", council.calendar.nation()),
        ),
        task(
            "Put the protocol in force",
            "/protocol/versions",
            version.is_some(),
            council.protocol_on(today).map_or_else(
                || "None is in force: the product shows nothing as owed.".to_owned(),
                |protocol| format!("{}, {}.", protocol.title, protocol.version),
            ),
        ),
        task(
            "Bring in the people and wards",
            "/directory/import",
            members > 0,
            format!("{members} members hold a seat today."),
        ),
        task(
            "Bring in the services and who deals with what",
            "/directory/import",
            services > 0,
            format!("{services} services."),
        ),
    ]
}

fn of_the_server(me: &Me) -> Vec<Task> {
    let ways = me.app().ways();
    let (service, link) = (ways.openid.is_some(), ways.link_minutes.is_some());
    let by = match (service, link) {
        (true, true) => "At the council’s sign-in service, or by a link in a mail.",
        (true, false) => "At the council’s sign-in service.",
        (false, true) => "By a link in a mail.",
        (false, false) => "Only by a link that whoever runs the server prints.",
    };
    let out = me.app().operations().leaves_letters();
    let letters = if out {
        "Letters go out."
    } else {
        "No letter goes out: whoever runs the server writes [mail] into its set-up."
    };
    let others = me.app().others();
    let comes = match (others.mailbox, others.believed.is_some()) {
        (true, true) => "A mailbox is read.",
        (false, true) => {
            "No mailbox is read: messages come in where the mail server hands them over, with `wardroom mail ingest`."
        }
        (true, false) => {
            "A mailbox is read, but every message waits for somebody: the set-up names no mail server whose word on \
             senders counts (`mail-in.results-of`)."
        }
        (false, false) => {
            "No message comes in: whoever runs the server writes [mail-in] into its set-up."
        }
    };
    let task = |what, is_done, stands: &str| Task {
        what,
        href: None,
        stands: stands.to_owned(),
        is_done,
    };
    vec![
        task("Let mail go out, on the server", out, letters),
        task(
            "Let mail come in, on the server",
            others.believed.is_some(),
            comes,
        ),
        task(
            "Set up how people sign in, on the server",
            service || link,
            by,
        ),
    ]
}
