//! The council's text to take away: Akoma Ntoso and HTML.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::out::{akoma, html};

use super::find;
use super::reading::saved_or_gone;
use crate::operations::about_text;
use crate::web::error::Problem;
use crate::web::frame::Me;

/// As Akoma Ntoso.
pub async fn akoma_ntoso(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    let saved = saved_or_gone(&me, &protocol).await?;
    let xml = akoma::document(&saved.text, &about_text(&me.council, &saved));
    let name = format!("{pack}-{version}.akn.xml");
    Ok(file("application/akn+xml; charset=utf-8", &name, xml))
}

/// As a page of HTML that stands alone.
pub async fn page(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    let saved = saved_or_gone(&me, &protocol).await?;
    let page = html::page(&saved.text, &about_text(&me.council, &saved));
    Ok(file(
        "text/html; charset=utf-8",
        &format!("{pack}-{version}.html"),
        page,
    ))
}

fn file(media: &'static str, name: &str, body: String) -> Response {
    let attached = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, attached),
    ];
    (headers, body).into_response()
}
