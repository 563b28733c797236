//! Files of a case: sent only to who may open them, recorded before their bytes go where the case asks
//! for it, under headers that let no browser run them.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::ids::PartId;
use domain::reference::Reference;
use store::Access;

use super::{address, load, reference_of};
use crate::operations::Case;
use crate::registers::{FileShown, Handing, Shown};
use crate::web::enquiries::file_headers;
use crate::web::error::{Problem, Refused, Way};
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
    let handing = R::hand_over(&case, &file, &me.look());
    let content = store
        .content(&reference, &file.file, me.signed.visible())
        .await?
        .ok_or(Problem::NotFound)?;
    let bytes = content.bytes.unwrap_or_default();
    let bytes = stamped::<R>(&case, &file, &handing, bytes)?;
    // INVARIANT: the opening is on record before any byte goes.
    let by_case = R::logs_opening(&case.state).then(|| case.reader_of(me.signed.visible()));
    let basis = handing
        .on_record
        .or_else(|| by_case.flatten().map(|reader| reader.basis));
    if let Some(basis) = basis {
        let access = Access {
            at: me.now,
            person: me.signed.person().clone(),
            reference: reference.clone(),
            what: file.file.to_string(),
            basis: serde_json::to_string(&basis).map_err(Problem::fault)?,
        };
        store.log_access(&access).await?;
    }
    let own = case.words(&file.name.key).unwrap_or("file").to_owned();
    let name = handing.name.unwrap_or(own);
    Ok((file_headers(&file.media, &name)?, bytes).into_response())
}

/// The bytes with the reader’s name on every page, where that is wanted; nothing goes without it.
fn stamped<R: Shown>(
    case: &Case<R>,
    file: &FileShown,
    handing: &Handing,
    bytes: Vec<u8>,
) -> Result<Vec<u8>, Problem> {
    let Some((line, refusal)) = &handing.stamp else {
        return Ok(bytes);
    };
    if file.media != "application/pdf" {
        return Ok(bytes);
    }
    crate::stamp::every_page(&bytes, line).map_err(|_| {
        Problem::Refused(Box::new(Refused {
            heading: "The document was not opened".to_owned(),
            refusal: refusal.clone(),
            kept: Vec::new(),
            back: Some(Way::link(R::NOUN.one, address(case))),
        }))
    })
}
