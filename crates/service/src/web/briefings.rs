//! Pages of briefings beside those that every register has: who has been briefed by their office, and a
//! briefing as a calendar file. The file names no topic: calendars are copied to telephones and shared
//! with assistants.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::access::Token;
use domain::briefings::{Briefings, Contact, INTERVAL, Kind, State, contacts, rules};
use domain::calendar::long_date;
use domain::directory::RoleKind;
use domain::protocol::BriefingPractice;
use domain::verdict::Basis;
use jiff::civil::Date;

use super::error::{BasisLink, Problem};
use super::frame::{Chrome, Me, Page, page};
use super::registers::load;
use super::routes::{Route, act, at};
use crate::calendar_file::file;
use crate::registers::Look;
use crate::registers::briefings::meeting;

/// An act that the first persona can do on the first of their cases in the demo.
pub const SHOWN: Kind = Kind::Withdraw;

/// The routes beside those that every register has.
pub fn routes() -> Vec<Route> {
    let gone = act("/briefings/BRF-0000-000/calendar.ics", Some("member"));
    let regular = at("/briefings/regular", "democratic-services");
    vec![
        Route::new(
            "/briefings/{reference}/calendar.ics",
            "GET",
            gone,
            get(send),
        ),
        Route::new("/briefings/regular", "GET", regular, get(show)),
    ]
}

/// Whether somebody watches that office-holders are briefed.
pub fn watches(look: &Look<'_>) -> bool {
    let democratic = "democratic-services".parse().expect("a team's slug");
    super::groups::watches(look) || look.visible().has(&Token::team(&democratic))
}

#[derive(Template)]
#[template(path = "briefings/regular.html")]
struct RegularPage {
    chrome: Chrome,
    lead: String,
    interval: String,
    tables: Vec<Table>,
}

struct Table {
    title: &'static str,
    what: &'static str,
    basis: BasisLink,
    lines: Vec<Line>,
}

struct Line {
    who: String,
    office: String,
    in_quarter: u32,
    last: String,
    due: String,
    without: bool,
}

/// Who has been briefed by their office, and who has gone without.
pub async fn show(me: Me) -> Page {
    if !watches(&me.look()) {
        return Err(Problem::NotFound);
    }
    let operations = me.app().operations();
    let cases = operations
        .readable::<Briefings>(me.signed.visible())
        .await?;
    let states: Vec<State> = cases.into_iter().map(|case| case.state).collect();
    let look = me.look();
    let interval = look.council.settings.number(INTERVAL, look.today);
    let tables = tables(&states, &look);
    page(&RegularPage {
        chrome: me.chrome("Who has been briefed"),
        lead: lead(&tables),
        interval: interval.as_ref().map_or_else(
            || "The council has set no time within which the next one is due.".to_owned(),
            |days| format!("The next one is due within {} working days.", days.value),
        ),
        tables,
    })
}

/// The leaders of groups by what the Chief Executive gave them, and the offices that the protocol names by
/// what anybody did; each where the text or the council asks for it.
fn tables(states: &[State], look: &Look<'_>) -> Vec<Table> {
    let rules = rules(None, look.council, look.today);
    let set = look.council.settings.number(INTERVAL, look.today);
    let chief_executive = Token::post("chief-executive");
    let table = |title, what, basis: &Basis, offices: &[RoleKind], by: Option<&Token>| Table {
        title,
        what,
        basis: BasisLink::from(basis),
        lines: contacts(states, look.council, offices, by, look.today)
            .into_iter()
            .map(|contact| line(contact, look))
            .collect(),
    };
    let regular = rules.says(BriefingPractice::Regular).cloned();
    let regular = regular.or_else(|| set.map(|days| days.basis));
    let leaders = regular.map(|basis| {
        table(
            "Group leaders and the Chief Executive",
            "Briefings by the Chief Executive to which they came",
            &basis,
            &[RoleKind::GroupLeader],
            Some(&chief_executive),
        )
    });
    let offices = rules.entitled.map(|rule| {
        table(
            "Offices that are briefed",
            "Briefings on what is in their remit to which they came",
            &rule.basis,
            &rule.value.offices,
            None,
        )
    });
    // Whoever reads only what they gave themselves would see others as gone without.
    let all = look.visible().has(&Token::post("monitoring-officer"))
        || look.visible().has(&Token::team(
            &"democratic-services".parse().expect("a team's slug"),
        ));
    leaders.into_iter().chain(offices.filter(|_| all)).collect()
}

fn line(contact: Contact, look: &Look<'_>) -> Line {
    let names = look.names();
    let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), long_date);
    Line {
        who: names.person(&contact.seat.person),
        office: names.role(&contact.seat.role),
        in_quarter: contact.in_quarter,
        last: day(contact.last),
        without: contact.went_without(look.today),
        due: day(contact.due.map(|due| due.value)),
    }
}

fn lead(tables: &[Table]) -> String {
    if tables.is_empty() {
        return "The protocol names no office that is briefed regularly.".to_owned();
    }
    let lines = tables.iter().flat_map(|table| &table.lines);
    let (without, none) = lines.fold((0, 0), |(without, none), line| {
        let never = usize::from(line.in_quarter == 0);
        (without + usize::from(line.without), none + never)
    });
    match (without, none) {
        (0, 0) => "Everybody has been briefed this quarter.".to_owned(),
        (0, 1) => "One office-holder has not been briefed this quarter.".to_owned(),
        (0, n) => format!("{n} office-holders have not been briefed this quarter."),
        (1, _) => "One office-holder has gone without.".to_owned(),
        (n, _) => format!("{n} office-holders have gone without."),
    }
}

/// Sends the file, to whoever may read that the briefing takes place.
pub async fn send(me: Me, Path(reference): Path<String>) -> Result<Response, Problem> {
    let case = load::<Briefings>(&me, &reference).await?;
    let meeting = meeting(&case).ok_or(Problem::NotFound)?;
    let (_, file) = file(&[meeting], None).map_err(Problem::fault)?;
    let name = format!("attachment; filename=\"{}.ics\"", case.state.reference);
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/calendar; charset=utf-8".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file).into_response())
}
