//! Files of a case: sent only to who may open them, recorded before their bytes go where the case asks
//! for it, under headers that let no browser run them.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::ids::PartId;
use domain::reference::Reference;
use store::Access;

use super::{load, reference_of};
use crate::registers::Shown;
use crate::web::enquiries::file_headers;
use crate::web::error::Problem;
use crate::web::frame::Me;

/// Sends one file.
pub async fn send<R: Shown>(
    me: Me,
    Path((reference, part)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let case = load::<R>(&me, &reference).await?;
    let part: PartId = part.parse().map_err(|_| Problem::NotFound)?;
    let mut files = R::files(&case, &me.look()).into_iter();
    let file = files
        .find(|file| file.part == part)
        .ok_or(Problem::NotFound)?;
    let reference: Reference = reference_of(&case).parse().map_err(Problem::fault)?;
    let store = me.app().operations().store();
    if R::logs_opening(&case.state) {
        let reader = case
            .reader_of(me.signed.visible())
            .ok_or(Problem::NotFound)?;
        let access = Access {
            at: me.now,
            person: me.signed.person().clone(),
            reference: reference.clone(),
            what: file.file.to_string(),
            basis: serde_json::to_string(&reader.basis).map_err(Problem::fault)?,
        };
        store.log_access(&access).await?;
    }
    let content = store
        .content(&reference, &file.file, me.signed.visible())
        .await?
        .ok_or(Problem::NotFound)?;
    let name = case.words(&file.name.key).unwrap_or("file").to_owned();
    let bytes = content.bytes.unwrap_or_default();
    Ok((file_headers(&file.media, &name)?, bytes).into_response())
}
