//! One page of the floor: axum, one row by its key from SQLite, one askama template.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use askama::Template;
use axum::Router;
use axum::extract::{Path as Key, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use rusqlite::{Connection, OpenFlags, params};

/// Filler of the page: a sentence to a line, as a page of text has, with something to escape.
const LINE: &str =
    "The tenant reports damp & mould in the bedroom; the surveyor visits on Tuesday.";

#[derive(Template)]
#[template(path = "floor.html")]
struct Page<'a> {
    title: &'a str,
    body: &'a str,
}

/// Makes a table of `rows` rows whose pages are as near to `bytes` as a line allows.
pub fn fill(file: &Path, rows: u32, bytes: usize) -> anyhow::Result<()> {
    let mut db = Connection::open(file)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL;
         CREATE TABLE page (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL);",
    )?;
    let body = body_for(bytes)?;
    let all = db.transaction()?;
    {
        let mut insert = all.prepare("INSERT INTO page VALUES (?1, ?2, ?3)")?;
        for id in 0..rows {
            insert.execute(params![id, format!("Damp & mould, {id}"), body])?;
        }
    }
    all.commit()?;
    Ok(())
}

fn body_for(bytes: usize) -> anyhow::Result<String> {
    let size = |body: &str| -> anyhow::Result<usize> {
        let title = "Damp & mould, 1";
        Ok(Page { title, body }.render()?.len())
    };
    let mut body = String::new();
    while size(&body)? < bytes {
        body.push_str(LINE);
        body.push('\n');
    }
    Ok(body)
}

thread_local! {
    static READER: RefCell<Option<(PathBuf, Connection)>> = const { RefCell::new(None) };
}

/// The row, by a connection of this thread: nothing is cheaper than not to change threads.
fn row(file: &Path, id: i64) -> anyhow::Result<(String, String)> {
    READER.with_borrow_mut(|reader| {
        if reader.as_ref().is_none_or(|(path, _)| path != file) {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            *reader = Some((file.to_owned(), Connection::open_with_flags(file, flags)?));
        }
        let (_, db) = reader.as_ref().context("a reader was just opened")?;
        let mut read = db.prepare_cached("SELECT title, body FROM page WHERE id = ?1")?;
        Ok(read.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
    })
}

async fn show(
    State(file): State<Arc<PathBuf>>,
    Key(id): Key<i64>,
) -> Result<Html<String>, StatusCode> {
    let (title, body) = row(&file, id).map_err(|_| StatusCode::NOT_FOUND)?;
    let page = Page {
        title: &title,
        body: &body,
    };
    let text = page
        .render()
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Html(text))
}

/// Serves the pages of a file on a port of the system's choice until the runtime ends.
pub async fn serve(file: PathBuf) -> anyhow::Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .route("/page/{id}", get(show))
        .with_state(Arc::new(file));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
