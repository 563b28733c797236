//! Taking over what was open before: a table or a mailbox, what each of its columns gives, what that would do, and
//! only then all of it. What takes longer than a moment goes on beside the page, which tells how far it is. For
//! those who keep the council's facts.

mod ask;
mod held;

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::directory::import::BadLine;
use domain::enquiries::takeover::{Mapping, Table};
use tokio::time::timeout;

pub use held::Takeovers;
use held::{Held, Run, Stands};

use crate::operations::{Given, TakenOver, table_of};
use crate::web::directory::may_change;
use crate::web::error::Problem;
use crate::web::forms::Form;
use crate::web::frame::{Chrome, Me, page};
use crate::web::posted::Posted;

/// The most bytes that come at once.
pub(super) const BYTES_MAX: usize = 64 << 20;
/// Where the page is.
const ADDRESS: &str = "/enquiries/take-over";
/// How long an answer waits for the end of the work.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is said of work that began and that this server knows nothing of.
const NOT_HERE: &str = "The server was started anew while it was worked on, or another server works on it. \
    What was raised is there, and is not raised twice.";

#[derive(Template)]
#[template(path = "enquiries/take_over.html")]
struct TakeOverPage<'a> {
    chrome: Chrome,
    /// What the trouble means.
    trouble: &'static str,
    /// What is wrong, line by line.
    wrong: &'a [String],
    /// What was not read of the files.
    passed_over: &'a [String],
    /// How far it is, while it is worked on.
    runs: Option<&'a Run>,
    /// Where the same page is found again.
    here: String,
    /// What was done, or would be.
    found: Option<Found<'a>>,
    form: Option<Form>,
    /// The form that asks once more what the columns give, where there is another to go on with.
    change: Option<Form>,
}

struct Found<'a> {
    is_done: bool,
    of: &'a TakenOver,
}

impl TakeOverPage<'_> {
    fn new(me: &Me) -> Self {
        Self {
            chrome: me.chrome("Take over open enquiries"),
            trouble: "Nothing was taken over",
            wrong: &[],
            passed_over: &[],
            runs: None,
            here: String::new(),
            found: None,
            form: None,
            change: None,
        }
    }
}

/// The form for a table, or how it stands with one that was brought.
pub async fn show(me: Me) -> Result<Response, Problem> {
    may_change(&me, "/")?;
    let Some(key) = me.query("of") else {
        return Ok(begin(&me, &[])?.into_response());
    };
    match held(&me, &key).await? {
        Some(held) => stands(&me, &held),
        None => gone(&me),
    }
}

/// What this person brought under this name: as it is worked on here, or read once more where this server has
/// not seen it, or not since it began.
async fn held(me: &Me, key: &str) -> Result<Option<Arc<Held>>, Problem> {
    let (takeovers, person) = (me.app().takeovers(), me.signed.person());
    if let Some(held) = takeovers.find(key, person, me.now) {
        return Ok(Some(held));
    }
    let (given, begun) = me.app().operations().brought(person, key).await?;
    if given.is_empty() {
        return Ok(None);
    }
    let table = read(me, given).await?;
    let stands = match begun {
        Some(mapping) => Stands::Stopped(mapping, NOT_HERE.to_owned()),
        None => Stands::Asked,
    };
    Ok(table
        .ok()
        .map(|(_, table)| takeovers.keep(key.to_owned(), person, table, stands, me.now)))
}

/// The first form, perhaps with what was wrong.
fn begin(me: &Me, wrong: &[String]) -> Result<Html<String>, Problem> {
    let mut begin = TakeOverPage::new(me);
    if !wrong.is_empty() {
        begin.chrome = me.chrome("Error: Take over open enquiries");
    }
    begin.wrong = wrong;
    begin.form = Some(ask::files(me));
    page(&begin)
}

fn refused(page: Html<String>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn gone(me: &Me) -> Result<Response, Problem> {
    let why = "What you brought is no longer here: it is kept for a day. Choose it again.";
    Ok(refused(begin(me, &[why.to_owned()])?))
}

/// The page of a table as it stands now.
fn stands(me: &Me, held: &Held) -> Result<Response, Problem> {
    let now = held.stands();
    let mut shown = TakeOverPage::new(me);
    shown.passed_over = &held.table.passed_over;
    shown.here = format!("{ADDRESS}?of={}", held.key);
    let columns = |mapping: &Mapping, members: &[String], services: &[String]| {
        let unknown = ask::Unknown { members, services };
        Some(ask::columns(me, &held.key, &held.table, mapping, &unknown))
    };
    Ok(match &now {
        Stands::Asked => {
            shown.form = columns(&Mapping::suggested(&held.table), &[], &[]);
            page(&shown)?.into_response()
        }
        Stands::Runs(run) => {
            shown.runs = Some(run);
            page(&shown)?.into_response()
        }
        Stands::Wrong(mapping, lines, strangers) => {
            shown.chrome = me.chrome("Error: Take over open enquiries");
            shown.wrong = lines;
            shown.form = columns(mapping, strangers, &[]);
            refused(page(&shown)?)
        }
        Stands::Stopped(mapping, why) => {
            shown.chrome = me.chrome("Error: Take over open enquiries");
            shown.trouble = "It stopped before its end: begin again, and it goes on where it ended";
            shown.wrong = std::slice::from_ref(why);
            shown.form = columns(mapping, &[], &[]);
            refused(page(&shown)?)
        }
        Stands::Found(mapping, of) => {
            let is_done = false;
            let unclear: Vec<_> = of.unclear.keys().cloned().collect();
            shown.change = columns(mapping, &[], &unclear);
            shown.found = Some(Found { is_done, of });
            shown.form = (of.raised > 0).then(|| ask::last(me, &held.key));
            page(&shown)?.into_response()
        }
        Stands::Done(of) => {
            let is_done = true;
            shown.found = Some(Found { is_done, of });
            page(&shown)?.into_response()
        }
    })
}

/// Takes a table in, says what it would do, or does it.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/")?;
    if !posted.files.is_empty() {
        return brought(&me, posted).await;
    }
    let key = posted.text("of");
    if key.is_empty() {
        return Ok(refused(begin(&me, &["Choose a table.".to_owned()])?));
    }
    let Some(held) = held(&me, key).await? else {
        return gone(&me);
    };
    let operations = me.app().operations();
    match (posted.text("step"), held.stands()) {
        (_, Stands::Runs(_)) | ("apply", Stands::Done(_)) => {}
        ("apply", Stands::Found(mapping, _)) => {
            held.begin(operations, &me.signed.actor, mapping, true);
        }
        _ => held.begin(operations, &me.signed.actor, ask::mapping(&posted), false),
    }
    match timeout(PATIENCE, held.ended()).await {
        Ok(()) => stands(&me, &held),
        Err(_still_running) => {
            Ok(Redirect::to(&format!("{ADDRESS}?of={}", held.key)).into_response())
        }
    }
}

/// Reads what was brought and asks what its columns give.
async fn brought(me: &Me, posted: Posted) -> Result<Response, Problem> {
    let given = posted.files.into_iter();
    let given = given.map(|file| Given::new(file.name, file.bytes));
    match read(me, given.collect()).await? {
        Ok((given, table)) => {
            let (key, person) = (me.act_token(), me.signed.person());
            let operations = me.app().operations();
            operations.keep_brought(person, &key, &given).await?;
            let held = me
                .app()
                .takeovers()
                .keep(key, person, table, Stands::Asked, me.now);
            stands(me, &held)
        }
        Err(bad) => Ok(refused(begin(me, &[bad.to_string()])?)),
    }
}

/// The table that files come to, read beside the pages.
async fn read(me: &Me, given: Vec<Given>) -> Result<Result<(Vec<Given>, Table), BadLine>, Problem> {
    let most = me.app().operations().file_limits().await?;
    let believed = me.app().others().believed.clone();
    let read = tokio::task::spawn_blocking(move || {
        let name = match given.as_slice() {
            [one] => one.name.clone(),
            many => format!("{} messages", many.len()),
        };
        let table = table_of(&name, &given, most, believed.as_deref());
        table.map(|table| (given, table))
    });
    read.await.map_err(Problem::fault)
}
