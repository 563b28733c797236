//! The council's working days: bank holidays and closures of each year, what is not yet proclaimed, and a
//! way to ask when something would be due and why.

mod amended;
mod change;

use askama::Template;
use axum::routing::get;
use domain::calendar::{Calendar, Nation, Receipt, parse_receipt};
use domain::clock::Unit;
use jiff::civil::Date;

use amended::{Amended, amended};

use super::frame::{Chrome, Me, Page, page};
use super::routes::{Route, at};
use super::words;

#[derive(Template)]
#[template(path = "calendar/show.html")]
struct CalendarPage {
    chrome: Chrome,
    nation: &'static str,
    years: Vec<YearView>,
    last_proclaimed: i16,
    cut_off: Option<String>,
    ask: Ask,
    may_change: bool,
    amended: Vec<Amended>,
}

struct YearView {
    year: i16,
    proclaimed: bool,
    days: Vec<OffDay>,
}

struct OffDay {
    date: String,
    what: String,
    kind: &'static str,
    past: bool,
}

struct Ask {
    received: String,
    days: String,
    error: Option<String>,
    answer: Option<Explained>,
}

struct Explained {
    sentence: String,
    days: Vec<DayRow>,
}

struct DayRow {
    date: String,
    counted: String,
    why: String,
    off: bool,
    due: bool,
}

/// The calendar of last year, this year and the next two.
pub async fn show(me: Me) -> Page {
    let calendar = &me.council.calendar;
    let this = me.today.year();
    page(&CalendarPage {
        chrome: me.chrome("Working days"),
        nation: nation_words(calendar.nation()),
        years: (this - 1..=this + 2)
            .map(|year| year_view(calendar, year, me.today))
            .collect(),
        last_proclaimed: calendar.last_proclaimed_year(),
        cut_off: calendar
            .cut_off(me.today)
            .map(|at| at.strftime("%H:%M").to_string()),
        ask: ask(&me),
        may_change: super::directory::keeps_facts(&me),
        amended: amended(&me).await?,
    })
}

/// The nation in words.
pub fn nation_words(nation: Nation) -> &'static str {
    match nation {
        Nation::EnglandAndWales => "England and Wales",
        Nation::Scotland => "Scotland",
        Nation::NorthernIreland => "Northern Ireland",
    }
}

fn year_view(calendar: &Calendar, year: i16, today: Date) -> YearView {
    let mut days: Vec<(Date, String, &'static str)> = calendar
        .holidays(year, year)
        .into_iter()
        .map(|holiday| (holiday.date, holiday.title, "bank holiday"))
        .collect();
    let closures = calendar.closures().filter(|(date, _)| date.year() == year);
    days.extend(closures.map(|(date, title)| (date, title.to_owned(), "council closed")));
    days.sort_by_key(|(date, _, _)| *date);
    YearView {
        year,
        proclaimed: calendar.is_proclaimed(year),
        days: days
            .into_iter()
            .map(|(date, what, kind)| OffDay {
                date: words::day(date),
                what,
                kind,
                past: date < today,
            })
            .collect(),
    }
}

/// When something received on a day would be due, day by day.
fn ask(me: &Me) -> Ask {
    let received = me.query("received").unwrap_or_default();
    let days = me.query("days").unwrap_or_else(|| "5".to_owned());
    let mut ask = Ask {
        received,
        days,
        error: None,
        answer: None,
    };
    if ask.received.is_empty() {
        return ask;
    }
    let receipt = match parse_receipt(&ask.received) {
        Ok(receipt) => receipt,
        Err(bad) => {
            ask.error = Some(words::sentence(&bad.to_string()));
            return ask;
        }
    };
    match ask.days.parse::<u32>() {
        Ok(n) if (1..=250).contains(&n) => ask.answer = Some(explained(me, receipt, n)),
        _ => {
            ask.error = Some(format!(
                "`{}` is not a number of days: give 1 to 250",
                ask.days
            ));
        }
    }
    ask
}

fn explained(me: &Me, receipt: Receipt, n: u32) -> Explained {
    let calendar = &me.council.calendar;
    let due = calendar.due(receipt, Unit::WorkingDay, n);
    let note = if due.proclaimed {
        ""
    } else {
        " The bank holidays of that year are not yet proclaimed, so it may still move."
    };
    Explained {
        sentence: format!(
            "{} after {}: {}.{note}",
            words::count(u64::from(n), "working day", "working days"),
            words::date(receipt.date()),
            words::date(due.date)
        ),
        days: calendar
            .explain(receipt, Unit::WorkingDay, n)
            .into_iter()
            .map(|day| DayRow {
                date: words::short_day(day.date),
                counted: day.counted.map_or_else(String::new, |n| n.to_string()),
                due: day.date == due.date && day.counted == Some(n),
                off: day.counted.is_none() && day.date != receipt.date(),
                why: words::sentence(&day.why),
            })
            .collect(),
    }
}

/// The routes of the calendar.
pub fn routes() -> Vec<Route> {
    let asked = at("/calendar?received=2026-04-02&days=5", "officer");
    vec![
        Route::new("/calendar", "GET", asked, get(show)),
        Route::new(
            "/calendar/change",
            "GET POST",
            at("/calendar/change", "democratic-services"),
            get(change::show).post(change::submit),
        ),
    ]
}
