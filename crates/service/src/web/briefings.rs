//! Pages of briefings beside those that every register has: who has been briefed by their office, and a
//! briefing as a calendar file. The file names no topic: calendars are copied to telephones and shared
//! with assistants.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::access::Token;
use domain::briefings::{
    BY_MEMBER, Briefings, Contact, INTERVAL, Kind, OfGroup, OfMember, State, by_group, by_member,
    contacts, rules,
};
use domain::calendar::long_date;
use domain::directory::{Group, Role, RoleKind};
use domain::groups::event::Target;
use domain::ids::PersonId;
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
use crate::registers::groups::whose;

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

/// What stands beside an office-holder whose briefing is overdue.
const GONE_WITHOUT: &str = "Gone without";

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
    /// What the last column says.
    beside: &'static str,
    lines: Vec<Line>,
}

struct Line {
    /// Whose office it is; none for a group.
    person: Option<PersonId>,
    who: String,
    office: String,
    in_quarter: u32,
    last: String,
    beside: String,
    /// What stands out.
    mark: Option<&'static str>,
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
        beside: "Next due",
        lines: contacts(states, look.council, offices, by, look.today)
            .into_iter()
            .map(|contact| line(contact, look))
            .collect(),
    };
    let regular = rules.says(BriefingPractice::Regular).cloned();
    let regular = regular.or_else(|| set.map(|days| days.basis));
    let leaders = regular.map(|basis| {
        let mut leaders = table(
            "Group leaders and the Chief Executive",
            "Briefings by the Chief Executive to which they came",
            &basis,
            &[RoleKind::GroupLeader],
            Some(&chief_executive),
        );
        let unled = leaderless(look).into_iter();
        leaders.lines = unled.chain(leaders.lines).collect();
        leaders
    });
    let even = rules.says(BriefingPractice::EvenHanded);
    let groups = even.map(|basis| of_groups(states, basis, look));
    let members = of_members(states, look);
    let offices = rules.entitled.as_ref().map(|rule| {
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
    let others = groups.into_iter().chain(offices).chain(members);
    let others = others.filter(|_| all);
    leaders.into_iter().chain(others).collect()
}

/// Groups that have named no leader, through whom nobody reaches them.
fn leaderless(look: &Look<'_>) -> Vec<Line> {
    let directory = &look.council.directory;
    let unled = directory.groups.on(look.today).filter(|group| {
        let leader = Role::GroupLeader {
            group: group.id.clone(),
        };
        directory.in_office(&leader, look.today).is_empty()
    });
    let line = |group: &Group| Line {
        person: None,
        who: group.name.clone(),
        office: "No leader is named".to_owned(),
        in_quarter: 0,
        last: "–".to_owned(),
        beside: "–".to_owned(),
        mark: None,
    };
    unled.map(line).collect()
}

/// How often each political group was briefed, and whether all were told the same.
fn of_groups(states: &[State], basis: &Basis, look: &Look<'_>) -> Table {
    let line = |of: OfGroup| Line {
        person: None,
        who: whose(&Target::Group(of.group), look),
        office: "Political group".to_owned(),
        in_quarter: of.in_quarter,
        last: of.last.map_or_else(|| "–".to_owned(), long_date),
        beside: alike(of.in_quarter, of.unlike),
        mark: (of.unlike > 0).then_some(TOLD_MORE),
    };
    Table {
        title: "Political groups",
        what: "Briefings that each had, with the others or on its own",
        basis: BasisLink::from(basis),
        beside: "The same to each",
        lines: by_group(states, look.council, look.today)
            .into_iter()
            .map(line)
            .collect(),
    }
}

/// How often each member was briefed, where the council wants that told.
fn of_members(states: &[State], look: &Look<'_>) -> Option<Table> {
    let set = look.council.settings.get(BY_MEMBER, look.today, None)?;
    if set.value != "yes" {
        return None;
    }
    let rules = rules(None, look.council, look.today);
    let basis = rules.says(BriefingPractice::EvenHanded);
    let names = look.names();
    let line = |of: OfMember| Line {
        person: Some(of.seat.person.clone()),
        who: names.person(&of.seat.person),
        office: names.role(&of.seat.role),
        in_quarter: of.in_quarter,
        last: of.last.map_or_else(|| "–".to_owned(), long_date),
        beside: alike(of.in_quarter, of.unlike),
        mark: (of.unlike > 0).then_some(TOLD_MORE),
    };
    Some(Table {
        title: "Members",
        what: "Briefings that each had, by office or with the group; never those in confidence",
        basis: BasisLink::from(basis.unwrap_or(&set.basis)),
        beside: "The same to each",
        lines: by_member(states, look.council, look.today)
            .into_iter()
            .map(line)
            .collect(),
    })
}

/// What stands beside a briefing at which somebody was told more.
const TOLD_MORE: &str = "one group was told more";

/// Whether all were told the same at so many briefings.
fn alike(briefings: u32, unlike: u32) -> String {
    match (briefings, unlike) {
        (0, _) => "–".to_owned(),
        (_, 0) => "The same".to_owned(),
        (_, 1) => "Not at one briefing".to_owned(),
        (_, n) => format!("Not at {n} briefings"),
    }
}

fn line(contact: Contact, look: &Look<'_>) -> Line {
    let names = look.names();
    let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), long_date);
    Line {
        who: names.person(&contact.seat.person),
        person: Some(contact.seat.person.clone()),
        office: names.role(&contact.seat.role),
        in_quarter: contact.in_quarter,
        last: day(contact.last),
        mark: contact.went_without(look.today).then_some(GONE_WITHOUT),
        beside: day(contact.due.map(|due| due.value)),
    }
}

fn lead(tables: &[Table]) -> String {
    if tables.is_empty() {
        return "The protocol names no office that is briefed regularly.".to_owned();
    }
    // Groups as such are told beside each other below.
    let offices = tables.iter().filter(|table| table.beside == "Next due");
    let lines: Vec<&Line> = offices.flat_map(|table| &table.lines).collect();
    // Somebody with several offices stands below with each, and is one office-holder.
    let people = |told: fn(&Line) -> bool| {
        let told = lines.iter().filter(|line| told(line));
        told.filter_map(|line| line.person.as_ref())
            .collect::<BTreeSet<_>>()
            .len()
    };
    let without = people(|line| line.mark == Some(GONE_WITHOUT));
    let none = people(|line| line.in_quarter == 0);
    match (without, none) {
        (0, 0) => "Everybody has been briefed this quarter.".to_owned(),
        (0, 1) => {
            "One office-holder has had no briefing this quarter for an office of theirs.".to_owned()
        }
        (0, n) => {
            format!("{n} office-holders have had no briefing this quarter for an office of theirs.")
        }
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
