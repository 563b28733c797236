//! Files of a case: sent only to who may open them, under headers that let no browser run them.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::ids::PartId;
use domain::verdict::Rejection;

use super::{address, load};
use crate::operations::ActError;
use crate::registers::{Shown, opening};
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
    let operations = me.app().operations();
    match opening::hand(operations, &me.look(), &case, &part).await {
        Ok(file) => Ok((file_headers(&file.media, &file.name)?, file.bytes).into_response()),
        Err(ActError::Rejected(Rejection::Refused(refusal))) => {
            Err(Problem::Refused(Box::new(Refused {
                heading: "The document was not opened".to_owned(),
                refusal,
                kept: Vec::new(),
                back: Some(Way::link(R::NOUN.one, address(&case))),
            })))
        }
        Err(other) => Err(other.into()),
    }
}
