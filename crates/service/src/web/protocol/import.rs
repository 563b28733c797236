//! Importing the council's document: a file, then what was read of it with its doubts, corrected by hand
//! as often as is needed, and only then saved. Until then it is a draft of the person who imports it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use documents::DocumentKind;
use domain::protocol::Protocol;
use domain::protocol::text::ProtocolText;

use super::check::{Desk, Draft, checked};
use super::find;
use crate::operations::Keeper;
use crate::web::directory::may_change;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;
use crate::web::words;

/// The first part of the keys under which drafts of texts are kept.
pub const DRAFT: &str = "protocol-text";
/// The longest name of a file that is kept, in characters.
const NAME_MAX: usize = 80;

fn desk(protocol: &Protocol) -> Desk<'_> {
    Desk {
        protocol,
        form: DRAFT,
        place: "import/check",
    }
}

#[derive(Template)]
#[template(path = "protocol/import.html")]
struct ImportPage {
    chrome: Chrome,
    title: String,
    wrong: Option<String>,
    form: Form,
}

/// The form for the file.
pub async fn show(me: Me, Path((pack, version)): Path<(String, String)>) -> Page {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    ask(&me, &protocol, None)
}

fn ask(me: &Me, protocol: &Protocol, wrong: Option<String>) -> Page {
    let hint = "Plain text, Markdown, HTML, .docx, or PDF with text; at most 10 MB. Nothing is saved before you say so.";
    let file = Field::files("file", "The protocol’s document", false).hint(hint);
    let mut form = Form::new(
        format!("{}/import", desk(protocol).base()),
        "Read it",
        vec![file],
    );
    form.cancel = Some(Way::link("Back to the protocol", desk(protocol).base()));
    let title = if wrong.is_some() {
        "Error: Import a text"
    } else {
        "Import a text"
    };
    page(&ImportPage {
        chrome: me.chrome(title),
        title: protocol.title.clone(),
        wrong,
        form,
    })
}

/// Reads the file into a draft.
pub async fn submit(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    let wrong = |why: String| -> Result<Response, Problem> {
        let page = ask(&me, &protocol, Some(words::sentence(&why)))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let Some(file) = posted.files.first() else {
        return wrong("choose the document’s file".to_owned());
    };
    let (name, bytes) = (file.name.clone(), file.bytes.clone());
    let source: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_MAX)
        .collect();
    let read = tokio::task::spawn_blocking(move || documents::read(&name, &bytes)).await;
    let read = match read.map_err(Problem::fault)? {
        Ok(read) => read,
        Err(why) => return wrong(why.to_string()),
    };
    let likest = |text: &ProtocolText| {
        text.clauses()
            .filter(|(_, clause)| protocol.clause(clause.id.as_str()).is_some())
            .count()
    };
    let protocols = read
        .into_iter()
        .filter(|document| document.kind == DocumentKind::Protocol);
    let documents: Vec<ProtocolText> = protocols.map(|document| document.text).collect();
    let chosen = (0..documents.len()).max_by_key(|n| (likest(&documents[*n]), usize::MAX - n));
    let draft = Draft {
        source,
        documents,
        chosen: chosen.unwrap_or(0),
        seen: None,
    };
    let desk = desk(&protocol);
    desk.keep(&me, &draft).await?;
    Ok(Redirect::to(&desk.action()).into_response())
}

/// What was read, to be looked through.
pub async fn check(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    let desk = desk(&protocol);
    match desk.kept(&me).await? {
        Some(draft) => Ok(checked(&me, desk, &draft, None, save(desk))?.into_response()),
        None => Ok(Redirect::to(&format!("{}/import", desk.base())).into_response()),
    }
}

fn save(desk: Desk<'_>) -> Form {
    let mut save = Form::new(desk.action(), "Save this text", Vec::new());
    let another = format!("{}/import", desk.base());
    save.cancel = Some(Way::link("Read another file", another));
    save
}

/// Corrects the draft, chooses among its documents, throws it away, or saves it.
pub async fn correct(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    let desk = desk(&protocol);
    let Some(mut draft) = desk.kept(&me).await? else {
        return Ok(Redirect::to(&format!("{}/import", desk.base())).into_response());
    };
    let wrong = |draft: &Draft, why: &str| -> Result<Response, Problem> {
        let page = checked(&me, desk, draft, Some(words::sentence(why)), save(desk))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    match posted.text("step") {
        "save" => {
            let Some(text) = draft.text() else {
                return wrong(&draft, "choose a document first");
            };
            let version = (protocol.pack.clone(), protocol.version.clone());
            let keeper = Keeper::Person(&me.signed.actor);
            let press = act_key(&me, &posted);
            let operations = me.app().operations();
            operations
                .save_text(keeper, version, &draft.source, text.clone(), press)
                .await?;
            desk.discard(&me).await?;
            Ok(Redirect::to(&desk.base()).into_response())
        }
        step => match desk.go_on(&me, &mut draft, step, &posted).await? {
            Ok(to) => Ok(to.into_response()),
            Err(why) => wrong(&draft, &why),
        },
    }
}
