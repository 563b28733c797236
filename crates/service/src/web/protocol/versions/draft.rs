//! A version that the council wrote itself: the files of its pack, checked by the loader that checks every
//! pack. Nothing is kept of a pack with a fault.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::protocol::PackFiles;

use crate::operations::{DraftError, Keeper};
use crate::web::directory::may_change;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;

#[derive(Template)]
#[template(path = "protocol/draft.html")]
struct DraftPage {
    chrome: Chrome,
    /// What is wrong, by file, line and column.
    wrong: Vec<String>,
    form: Form,
}

fn draft_page(me: &Me, wrong: Vec<String>) -> Page {
    let mut form = Form::new(
        "/protocol/versions/draft",
        "Check and keep as a draft",
        vec![Field::files("file", "The files of the pack", true).hint(
            "pack.toml, clauses.toml, questions.toml and one file for each provision, named as \
                 in a pack’s provisions folder, for example enquiries.toml.",
        )],
    );
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to the versions", "/protocol/versions"));
    let title = match wrong.is_empty() {
        true => "Draft a version",
        false => "Error: Draft a version",
    };
    page(&DraftPage {
        chrome: me.chrome(title),
        wrong,
        form,
    })
}

/// The form.
pub async fn show(me: Me) -> Page {
    may_change(&me, "/protocol/versions")?;
    draft_page(&me, Vec::new())
}

/// Checks the files and keeps them.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/protocol/versions")?;
    let again = |wrong: Vec<String>| -> Result<Response, Problem> {
        let page = draft_page(&me, wrong)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let files = match files(&posted) {
        Ok(files) => files,
        Err(why) => return again(vec![why]),
    };
    let keeper = Keeper::Person(&me.signed.actor);
    let key = act_key(&me, &posted);
    match me.app().operations().draft(keeper, files, key).await {
        Ok((pack, version)) => {
            let page = format!("/protocol/{pack}/{version}?done=saved");
            Ok(Redirect::to(&page).into_response())
        }
        Err(DraftError::Faults(faults)) => again(faults.iter().map(ToString::to_string).collect()),
        Err(DraftError::Act(error)) => Err(error.into()),
    }
}

/// The files by their names within a pack: whatever is not one of the three stands for a provision.
fn files(posted: &Posted) -> Result<PackFiles, String> {
    let mut files = PackFiles::new();
    for file in &posted.files {
        let Ok(text) = String::from_utf8(file.bytes.clone()) else {
            return Err(format!("`{}` is not text: save it as UTF-8", file.name));
        };
        let plain = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name);
        let name = match plain {
            "pack.toml" | "clauses.toml" | "questions.toml" => plain.to_owned(),
            other => format!("provisions/{other}"),
        };
        files.insert(name, text);
    }
    if files.is_empty() {
        return Err("Choose the files of the pack.".to_owned());
    }
    Ok(files)
}
