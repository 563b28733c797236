//! Files of an enquiry: sent only to who may open them, under headers that let no browser run them.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::ids::PartId;

use super::load;
use crate::registers::opening;
use crate::web::error::Problem;
use crate::web::frame::{Me, percent};

/// Sends one file.
pub async fn send(
    me: Me,
    Path((reference, part)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let case = load(&me, &reference).await?;
    let part: PartId = part.parse().map_err(|_| Problem::NotFound)?;
    let operations = me.app().operations();
    let file = opening::hand_enquiry(operations, &me.look(), &case, &part).await?;
    Ok((headers(&file.media, &file.name)?, file.bytes).into_response())
}

/// Headers under which a file is saved, never run or shown within a page.
pub fn headers(media: &str, name: &str) -> Result<HeaderMap, Problem> {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || ".-_ ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let saved = format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        percent(name).replace('/', "%2F")
    );
    let mut headers = HeaderMap::new();
    let value = |text: &str| HeaderValue::from_str(text).map_err(Problem::fault);
    headers.insert(header::CONTENT_TYPE, value(media)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&saved)?);
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::headers;
    use axum::http::header;

    #[test]
    fn a_file_is_saved_under_a_name_that_no_header_or_folder_can_be_made_of() {
        let all = headers("text/plain", "../a\"b\r\nx: é.txt").expect("headers");
        let said = all[header::CONTENT_DISPOSITION].to_str().expect("text");
        assert!(
            said.starts_with("attachment; filename=\".._a_b__x_ _.txt\""),
            "{said}"
        );
        assert!(said.contains("%C3%A9") && !said.contains("/a"));
    }
}
