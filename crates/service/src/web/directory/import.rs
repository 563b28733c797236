//! Importing tables: first what would be added, changed and ended, line by line; then, pressed again, all
//! of it at once or nothing.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::import::{Effect, Plan, Source, plan};

use super::change::may_change;
use crate::operations::Keeper;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;

/// How many lines of a plan are shown.
const SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "directory/import.html")]
struct ImportPage {
    chrome: Chrome,
    /// What is wrong, by file, line and column.
    wrong: Vec<String>,
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
    import_page(&me, Vec::new(), None, ask(&me))
}

fn ask(me: &Me) -> Form {
    let mut form = Form::new(
        "/directory/import",
        "See what it would do",
        vec![Field::files("file", "Tables (CSV)", true).hint(
            "Named by what they hold: teams.csv, services.csv, wards.csv, groups.csv, bodies.csv, \
             partners.csv, people.csv, appointments.csv, away.csv.",
        )],
    );
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to the directory", "/directory"));
    form
}

fn import_page(me: &Me, wrong: Vec<String>, planned: Option<Planned>, form: Form) -> Page {
    let title = if wrong.is_empty() {
        "Import tables"
    } else {
        "Error: Import tables"
    };
    page(&ImportPage {
        chrome: me.chrome(title),
        wrong,
        planned,
        form,
    })
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

/// Shows the plan, or carries it out.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/directory")?;
    let sources = sources(&posted);
    let wrong = |lines: Vec<String>| -> Result<Response, Problem> {
        let page = import_page(&me, lines, None, ask(&me))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if sources.is_empty() {
        return wrong(vec!["Choose at least one table.".to_owned()]);
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
    let mut form = Form::new("/directory/import", "Import all of it", Vec::new());
    form.token = me.act_token();
    form.hidden = vec![("step".to_owned(), "apply".to_owned())];
    form.hidden.extend(sources.iter().map(|source| {
        let text = String::from_utf8_lossy(&source.bytes).into_owned();
        (format!("table:{}", source.name), text)
    }));
    form.cancel = Some(Way::link("Change nothing", "/directory"));
    Ok(import_page(&me, Vec::new(), Some(view(&planned)), form)?.into_response())
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
