//! Taking over what was open before: a table, what each of its columns gives, what that would do, and only then
//! all of it. For those who keep the council's facts.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::enquiries::takeover::{Column, Mapping, Order, Table};

use crate::operations::{TakeOverError, TakenOver};
use crate::web::directory::may_change;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;

/// The most lines that a page takes: an answer must come in time.
const LINES_MAX: usize = 2_000;
/// Cells of a column shown beside its heading.
const EXAMPLES: usize = 2;

#[derive(Template)]
#[template(path = "enquiries/take_over.html")]
struct TakeOverPage {
    chrome: Chrome,
    /// What is wrong, line by line.
    wrong: Vec<String>,
    /// What was done, or would be.
    found: Option<Found>,
    form: Option<Form>,
}

struct Found {
    is_done: bool,
    of: TakenOver,
}

/// The form for a table.
pub async fn show(me: Me) -> Page {
    may_change(&me, "/")?;
    drawn(&me, Vec::new(), None, Some(ask(&me)))
}

fn drawn(me: &Me, wrong: Vec<String>, found: Option<Found>, form: Option<Form>) -> Page {
    let title = "Take over open enquiries";
    page(&TakeOverPage {
        chrome: me.chrome(&if wrong.is_empty() {
            title.to_owned()
        } else {
            format!("Error: {title}")
        }),
        wrong,
        found,
        form,
    })
}

fn ask(me: &Me) -> Form {
    let file = Field::files("file", "A table (CSV)", false)
        .hint("With any headings in its first line. Save a spreadsheet as CSV first.");
    let mut form = Form::new("/enquiries/take-over", "Go on", vec![file]);
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to getting started", "/getting-started"));
    form
}

/// The table that came: as a file first, carried along as text after that.
fn table(posted: &Posted) -> Result<Table, String> {
    let table = match posted.files.first() {
        Some(file) => Table::read(&file.name, &file.bytes),
        None if posted.text("table").is_empty() => {
            return Err("Choose a table.".to_owned());
        }
        None => Table::read(posted.text("name"), posted.text("table").as_bytes()),
    };
    let table = table.map_err(|bad| bad.to_string())?;
    if table.len() > LINES_MAX {
        return Err(format!(
            "{} has {} lines, and a page takes {LINES_MAX}: whoever runs the server takes it over with \
             `wardroom enquiry take-over`.",
            table.file,
            table.len()
        ));
    }
    Ok(table)
}

/// What each column gives, as the form says; as the headings suggest where it was not asked yet.
fn mapping(posted: &Posted, table: &Table) -> Mapping {
    if posted.text("source").is_empty() {
        return Mapping::suggested(table);
    }
    let chosen = Column::ALL.into_iter().filter_map(|column| {
        let heading = posted.text(column.slug());
        (!heading.is_empty()).then(|| (column, heading.to_owned()))
    });
    Mapping {
        source: posted.text("source").to_owned(),
        dates: match posted.text("dates") {
            "day-first" => Some(Order::DayFirst),
            "month-first" => Some(Order::MonthFirst),
            _ => None,
        },
        columns: chosen.collect(),
        ..Mapping::default()
    }
}

/// The form that asks what each column gives, with what it holds beside it.
fn ask_mapping(me: &Me, table: &Table, mapping: &Mapping) -> Form {
    let headings = |column: Column| {
        let mut choices = vec![Choice::new("", "No column")];
        for (n, heading) in table
            .headings
            .iter()
            .enumerate()
            .filter(|(_, h)| !h.is_empty())
        {
            let examples = table.examples(n, EXAMPLES).join("; ");
            let short: String = examples.chars().take(60).collect();
            let mut choice = Choice::new(heading, format!("{heading} ({short})"));
            choice.chosen = mapping.columns.get(&column) == Some(heading);
            choices.push(choice);
        }
        choices
    };
    let mut fields = vec![
        Field::line("source", "The list they come from")
            .hint("With the number it tells whether a line was taken over before."),
    ];
    fields[0].value.clone_from(&mapping.source);
    for column in Column::ALL {
        let mut field = Field::select(column.slug(), column.label(), headings(column)).optional();
        field.value = mapping.columns.get(&column).cloned().unwrap_or_default();
        fields.push(field);
    }
    let mut orders = vec![
        Choice::new("", "As the column itself settles it"),
        Choice::new("day-first", "3/2/24 is 3 February"),
        Choice::new("month-first", "3/2/24 is 2 March"),
    ];
    orders[match mapping.dates {
        None => 0,
        Some(Order::DayFirst) => 1,
        Some(Order::MonthFirst) => 2,
    }]
    .chosen = true;
    fields.push(Field::one("dates", "How days are written", orders).optional());
    let mut form = Form::new("/enquiries/take-over", "See what it would do", fields);
    form.token = me.act_token();
    form.cancel = Some(Way::link("Change nothing", "/getting-started"));
    form
}

/// The table as hidden fields, to come back with the form.
fn carried(posted: &Posted) -> Vec<(String, String)> {
    let (name, text) = match posted.files.first() {
        Some(file) => (file.name.clone(), Table::text(&file.bytes)),
        None => (
            posted.text("name").to_owned(),
            posted.text("table").to_owned(),
        ),
    };
    vec![("name".to_owned(), name), ("table".to_owned(), text)]
}

/// Asks, shows what it would do, or does it.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/")?;
    let unprocessable = |page: Page| Ok((StatusCode::UNPROCESSABLE_ENTITY, page?).into_response());
    let table = match table(&posted) {
        Ok(table) => table,
        Err(why) => return unprocessable(drawn(&me, vec![why], None, Some(ask(&me)))),
    };
    let mapping = mapping(&posted, &table);
    let mut form = ask_mapping(&me, &table, &mapping);
    form.hidden = carried(&posted);
    if posted.text("source").is_empty() {
        return Ok(drawn(&me, Vec::new(), None, Some(form))?.into_response());
    }
    let apply = posted.text("step") == "apply";
    let operations = me.app().operations();
    let mut told = |_: &str, _: usize, _: usize| ();
    let done = operations.take_over(&me.signed.actor, &table, &mapping, !apply, &mut told);
    let of = match done.await {
        Ok(of) => of,
        Err(TakeOverError::Act(error)) => return Err(error.into()),
        Err(TakeOverError::Wrong(wrong)) => {
            let mut lines: Vec<_> = wrong.lines.iter().map(ToString::to_string).collect();
            if wrong.count > lines.len() {
                lines.push(format!("and {} more", wrong.count - lines.len()));
            }
            return unprocessable(drawn(&me, lines, None, Some(form)));
        }
    };
    if apply {
        let found = Some(Found { is_done: true, of });
        return Ok(drawn(&me, Vec::new(), found, None)?.into_response());
    }
    let mut last = Form::new("/enquiries/take-over", "Take all of it over", Vec::new());
    last.token = me.act_token();
    last.cancel = Some(Way::link("Change nothing", "/getting-started"));
    last.hidden = form.hidden;
    let asked = posted.fields().filter(|(name, _)| {
        ["source", "dates"].contains(name)
            || Column::ALL.iter().any(|column| column.slug() == *name)
    });
    last.hidden
        .extend(asked.map(|(name, value)| (name.to_owned(), value.to_owned())));
    last.hidden.push(("step".to_owned(), "apply".to_owned()));
    let found = Some(Found { is_done: false, of });
    Ok(drawn(&me, Vec::new(), found, Some(last))?.into_response())
}
