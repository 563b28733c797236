//! Importing tables, or what ModernGov's web service answers, as a file or from its address: first what would be
//! added, changed and ended, line by line; then, pressed again, all of it at once or nothing.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::import::{Effect, Plan, Source, plan};
use jiff::civil::Date;

use super::change::may_change;
use crate::moderngov;
use crate::operations::Keeper;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;

/// What the answer of ModernGov is called where a line of it is named.
const FETCHED: &str = "ModernGov.xml";
/// How many lines of a plan are shown.
const SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "directory/import.html")]
struct ImportPage {
    chrome: Chrome,
    /// What is wrong, by file, line and column.
    wrong: Vec<String>,
    /// What was passed over, and why.
    passed_over: Vec<String>,
    planned: Option<Planned>,
    form: Form,
}

struct Planned {
    added: usize,
    changed: usize,
    ended: usize,
    unchanged: usize,
    lines: Vec<(String, &'static str, String)>,
}

/// The form.
pub async fn show(me: Me) -> Page {
    may_change(&me, "/directory")?;
    let form = ask(&me, &Posted::default());
    import_page(&me, Vec::new(), Feeds::default(), None, form)
}

fn ask(me: &Me, posted: &Posted) -> Form {
    let tables = Field::files("file", "Tables (CSV), or councillors by ward from ModernGov (XML)", true)
        .optional()
        .accepting(".csv,.xml")
        .hint(
            "Tables are named by what they hold: teams.csv, services.csv, wards.csv, groups.csv, bodies.csv, \
             partners.csv, people.csv, appointments.csv, away.csv. From ModernGov: the file that its web \
             service’s GetCouncillorsByWard answers.",
        );
    let address = Field::line("address", "Or the address of ModernGov")
        .hint("For example democracy.council.example. Its web service is asked once, now; it must be open to everybody.")
        .optional()
        .filled(posted);
    let day = first_day().optional().filled(posted);
    form(me, "See what it would do", vec![tables, address, day])
}

fn first_day() -> Field {
    Field::day("from", "First day of office, from ModernGov")
        .hint("Of whoever the file gives none for: the day of their election.")
}

fn form(me: &Me, button: &str, fields: Vec<Field>) -> Form {
    let mut form = Form::new("/directory/import", button, fields);
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to the directory", "/directory"));
    form
}

fn import_page(
    me: &Me,
    wrong: Vec<String>,
    feeds: Feeds,
    planned: Option<Planned>,
    form: Form,
) -> Page {
    let title = if wrong.is_empty() {
        "Bring in people and services"
    } else {
        "Error: Bring in people and services"
    };
    page(&ImportPage {
        chrome: me.chrome(title),
        wrong,
        passed_over: feeds.passed_over,
        planned,
        form,
    })
}

/// What came of the files of ModernGov among those that were given.
#[derive(Default)]
struct Feeds {
    passed_over: Vec<String>,
    /// Councillors whose first day nobody gives.
    without_day: Vec<String>,
}

/// The tables of all files; what ModernGov answers becomes tables of its own.
fn tables(me: &Me, given: &[Source], from: Option<Date>) -> Result<(Vec<Source>, Feeds), String> {
    let (mut tables, mut feeds) = (Vec::new(), Feeds::default());
    for file in given {
        if !moderngov::is_feed(&file.name, &file.bytes) {
            tables.push(file.clone());
            continue;
        }
        let feed = documents::moderngov::read(&file.bytes);
        let feed = feed.map_err(|why| format!("{}: {why}", file.name))?;
        match moderngov::sources(&feed, &me.council, me.today, from) {
            Ok(sources) => tables.extend(sources),
            Err(without_day) => feeds.without_day.extend(without_day),
        }
        feeds.passed_over.extend(feed.passed_over);
    }
    Ok((tables, feeds))
}

/// The tables that came: as files first, carried along as text when they are applied.
fn sources(posted: &Posted) -> Vec<Source> {
    if !posted.files.is_empty() {
        let files = posted.files.iter().map(|file| Source {
            name: file.name.clone(),
            bytes: file.bytes.clone(),
        });
        return files.collect();
    }
    let tables = posted.fields().filter_map(|(name, value)| {
        let name = name.strip_prefix("table:")?;
        Some(Source {
            name: name.to_owned(),
            bytes: value.as_bytes().to_vec(),
        })
    });
    tables.collect()
}

/// Files as hidden fields, to come back with a form.
fn carried(sources: &[Source]) -> Vec<(String, String)> {
    let fields = sources.iter().map(|source| {
        let text = String::from_utf8_lossy(&source.bytes).into_owned();
        (format!("table:{}", source.name), text)
    });
    fields.collect()
}

/// Shows the plan, or carries it out.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/directory")?;
    let mut given = sources(&posted);
    let refused = |lines: Vec<String>, feeds: Feeds, form: Form| -> Result<Response, Problem> {
        let page = import_page(&me, lines, feeds, None, form)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let wrong = |lines: Vec<String>| refused(lines, Feeds::default(), ask(&me, &posted));
    if let Some(address) = posted.given("address").filter(|_| given.is_empty()) {
        match moderngov::asked(address, &me.app().others().reach).await {
            Ok(bytes) => given.push(Source {
                name: FETCHED.to_owned(),
                bytes,
            }),
            Err(why) => {
                let why = format!("`{address}` gave no list of councillors: {why}");
                return wrong(vec![why]);
            }
        }
    }
    if given.is_empty() {
        let none = "Choose at least one file, or give an address.";
        return wrong(vec![none.to_owned()]);
    }
    let read = posted
        .date("from")
        .and_then(|from| tables(&me, &given, from));
    let (sources, feeds) = match read {
        Ok(read) => read,
        Err(why) => return wrong(vec![why]),
    };
    if !feeds.without_day.is_empty() {
        let mut lines = feeds.without_day.clone();
        lines.push("Give the day below; the file need not be chosen again.".to_owned());
        let mut again = form(&me, "See what it would do", vec![first_day()]);
        again.hidden = carried(&given);
        return refused(lines, feeds, again);
    }
    let fresh = me.app().entropy().act(me.signed.person().as_str());
    let planned = match plan(&me.council.directory, &sources, me.today, me.now, &fresh) {
        Ok(planned) => planned,
        Err(bad) => return wrong(bad.iter().map(ToString::to_string).collect()),
    };
    if posted.text("step") == "apply" {
        let keeper = Keeper::Person(&me.signed.actor);
        let operations = me.app().operations();
        operations
            .keep_directory(keeper, planned.commands, act_key(&me, &posted))
            .await?;
        return Ok(Redirect::to("/directory?done=saved").into_response());
    }
    let mut last = form(&me, "Bring all of it in", Vec::new());
    last.hidden = carried(&sources);
    last.hidden.push(("step".to_owned(), "apply".to_owned()));
    last.cancel = Some(Way::link("Change nothing", "/directory"));
    Ok(import_page(&me, Vec::new(), feeds, Some(view(&planned)), last)?.into_response())
}

fn view(plan: &Plan) -> Planned {
    let lines = plan.changes.iter().take(SHOWN).map(|change| {
        let effect = match change.effect {
            Effect::Added => "added",
            Effect::Changed => "changed",
            Effect::Ended => "ended",
        };
        (
            format!("{}, line {}", change.file, change.line),
            effect,
            change.what.clone(),
        )
    });
    Planned {
        added: plan.count(Effect::Added),
        changed: plan.count(Effect::Changed),
        ended: plan.count(Effect::Ended),
        unchanged: plan.unchanged,
        lines: lines.collect(),
    }
}
