//! One enquiry as a line of a list: what it is about, who has it, what happens next and when.

use domain::access::Token;
use domain::calendar::Calendar;
use domain::enquiries::Enquiries;
use domain::register::{Register as _, Row};
use jiff::civil::Date;
use store::Item;

use crate::web::frame::Me;
use crate::web::names::Names;
use crate::web::words;

/// A line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The page of the enquiry.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// The next thing that happens, in words.
    pub next: String,
    /// How pressing that is: `late`, `soon`, `wait`, `good` or nothing.
    pub press: &'static str,
    /// Facts beside it.
    pub meta: Vec<String>,
    /// Where it stands.
    pub state: &'static str,
    /// What whoever has it can do from the list.
    pub acts: Vec<(&'static str, String)>,
}

/// Every state of a row, each in words, from the first to the last.
pub const STATES: [(&str, &str); 13] = [
    ("with-team", "Looking for the right service"),
    ("with-service", "With the service"),
    ("with-officer", "With an officer"),
    ("held", "Held until a later date"),
    ("waiting-on-member", "Waiting for the member"),
    ("promise-missed", "A promise was missed"),
    ("member-left", "The member has left"),
    ("answered", "Answered"),
    ("closed", "Closed"),
    ("merged", "Merged"),
    ("complaint", "With the Complaints Procedure"),
    ("handed-on", "Handed on"),
    ("not-ours", "Another body’s matter"),
];

/// The state of a row in words.
pub fn state_words(state: &str) -> &'static str {
    let found = STATES.iter().find(|(name, _)| *name == state);
    found.map_or("Under way", |(_, words)| words)
}

/// What an enquiry is about. Who only keeps the enquiries of a member who has left sees that one waits,
/// not what it says: as `domain::enquiries::words_readers` has it.
pub fn title(item: &Item) -> String {
    match &item.title {
        _ if !item.words => "An enquiry of a member who has left".to_owned(),
        Some(title) => title.clone(),
        None => "Words erased".to_owned(),
    }
}

/// A row as a line for whoever looks at it.
pub fn line(me: &Me, item: &Item) -> Line {
    let row = &item.row;
    if row.register != Enquiries::NAME {
        return crate::web::registers::line(me, item);
    }
    let names = Names::on(&me.council, me.today);
    let (next, press) = next(me, row);
    let mut meta = vec![row.reference.to_string()];
    if let Some(holder) = row
        .holder
        .as_ref()
        .filter(|h| !me.signed.visible().has(&Token::holder_of(h)))
    {
        meta.push(names.holder(holder));
    }
    match (&row.handler, &row.service) {
        (Some(handler), _) if handler == me.signed.person() => meta.push("with you".to_owned()),
        (Some(handler), _) => meta.push(format!("with {}", names.person(handler))),
        (None, Some(service)) => meta.push(names.service(service)),
        (None, None) => {}
    }
    if let Some(ward) = &row.ward {
        meta.push(names.ward(ward));
    }
    meta.push(format!(
        "received {}",
        words::short_day_near(row.received_on, me.today)
    ));
    Line {
        href: format!("/enquiries/{}", row.reference),
        reference: row.reference.to_string(),
        title: title(item),
        next,
        press,
        meta,
        state: state_words(&row.state),
        acts: quick_acts(me, row),
    }
}

/// The acts that an officer who has it reaches from the list. The gate of each still decides.
fn quick_acts(me: &Me, row: &Row) -> Vec<(&'static str, String)> {
    let going = ["with-officer", "with-service", "held", "promise-missed"];
    let has_it = going.contains(&row.state.as_str())
        && row
            .waits_on
            .as_ref()
            .is_some_and(|token| me.signed.visible().has(token));
    let to = |act: &str| format!("/enquiries/{}/acts/{act}", row.reference);
    if has_it {
        vec![
            ("Answer", to("answer")),
            ("Hold", to("hold")),
            ("Pass on", to("reassign")),
        ]
    } else {
        Vec::new()
    }
}

/// What happens next and how pressing it is.
fn next(me: &Me, row: &Row) -> (String, &'static str) {
    let on_me = row
        .waits_on
        .as_ref()
        .is_some_and(|t| me.signed.visible().has(t));
    let member = row
        .holder
        .as_ref()
        .is_some_and(|h| me.signed.visible().has(&Token::holder_of(h)));
    match row.state.as_str() {
        "waiting-on-member" if on_me => ("Reply to what the officers ask".to_owned(), "soon"),
        "waiting-on-member" => ("Waiting for the member’s reply".to_owned(), "wait"),
        "answered" if member && on_me => {
            ("Read the answer; close it or come back".to_owned(), "soon")
        }
        "answered" => ("Answered; the member may close it".to_owned(), "good"),
        "promise-missed" if row.due.is_none() => (
            "A promised day has passed: do it, give another day or answer again".to_owned(),
            "late",
        ),
        "member-left" => (
            "The member has left: it waits to be passed on".to_owned(),
            "soon",
        ),
        _ if !row.open => (
            row.closed_on.map_or_else(
                || state_words(&row.state).to_owned(),
                |on| {
                    let on = words::day_near(on, me.today);
                    format!("{} on {on}", state_words(&row.state))
                },
            ),
            "good",
        ),
        _ if row.due.is_none() => (no_date(me).to_owned(), ""),
        state => due(&me.council.calendar, me.today, row, state),
    }
}

/// Why no date runs: a silent protocol, or a target that was judged before.
fn no_date(me: &Me) -> &'static str {
    let protocol = me.council.protocol_on(me.today);
    if protocol.is_some_and(|p| p.enquiries.silent) {
        "No target: the protocol sets none"
    } else {
        "No date runs: its target was judged before"
    }
}

fn due(calendar: &Calendar, today: Date, row: &Row, state: &str) -> (String, &'static str) {
    let Some(due) = row.due else {
        return (String::new(), "");
    };
    let what = if state == "held" {
        "Full answer by"
    } else {
        "Answer by"
    };
    let by = format!("{what} {}", words::day_near(due, today));
    let left = calendar.working_days_between(today, due);
    if due < today {
        let late = words::count(
            u64::from(calendar.working_days_between(due, today).unsigned_abs()),
            "working day",
            "working days",
        );
        return (format!("{by}: {late} late"), "late");
    }
    match left {
        0 => (format!("{by}: today"), "soon"),
        1 => (format!("{by}: 1 working day left"), "soon"),
        n => (format!("{by}: {n} working days left"), ""),
    }
}
