//! What mail servers report of letters (RFC 3464): delivered, delayed, failed. A report counts only where
//! it names a letter by its identifier, which nobody can guess, so that nobody can make one up.

use mail_parser::{Message, MessageParser, MimeHeaders as _};

use crate::mail::address::{CouncilAddress, Meant};
use crate::operations::{ActError, Operations};

/// What became of a message that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// It is no report.
    None,
    /// It is a report, but of no letter of this council: nothing is done with it.
    Unknown,
    /// What it says of a letter is on record now, or was before.
    Taken,
}

/// Looks at a message that came in; takes it if it is a report. `to` is the address at which it arrived,
/// where the mailbox tells.
pub async fn take_report(
    operations: &Operations,
    ours: Option<&CouncilAddress>,
    to: Option<&str>,
    bytes: &[u8],
) -> Result<Report, ActError> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Ok(Report::None);
    };
    let Some(status) = status(&message, bytes) else {
        return Ok(Report::None);
    };
    let Some(id) = letter_of(&message, ours, to, bytes) else {
        return Ok(Report::Unknown);
    };
    let said = status.code.as_str();
    match status.action.as_str() {
        "failed" => operations.letter_lost(&id, said).await?,
        "delivered" | "relayed" | "expanded" => {
            operations.letter_is(&id, "delivered", said).await?
        }
        "delayed" => operations.letter_is(&id, "delayed", said).await?,
        _ => return Ok(Report::Unknown),
    }
    Ok(Report::Taken)
}

/// What a report says of its one recipient.
struct Status {
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded` (RFC 3464, 2.3.3).
    action: String,
    /// The status code, digits and dots only; the diagnosis may repeat the address and is not kept.
    code: String,
}

/// The machine-readable part of a report; none where the message is no report.
fn status(message: &Message<'_>, bytes: &[u8]) -> Option<Status> {
    let kind = message.content_type()?;
    if !kind.ctype().eq_ignore_ascii_case("multipart") {
        return None;
    }
    let report = kind
        .attribute("report-type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("delivery-status"));
    if !report {
        return None;
    }
    let part = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind
                    .subtype()
                    .is_some_and(|sub| sub.eq_ignore_ascii_case("delivery-status"))
        })
    })?;
    let body = bytes.get(part.offset_body as usize..part.offset_end as usize)?;
    let text = String::from_utf8_lossy(body);
    let code = field(&text, "status").unwrap_or_default();
    let code = code.split_whitespace().next().unwrap_or_default();
    let code = code.chars().filter(|c| c.is_ascii_digit() || *c == '.');
    Some(Status {
        action: field(&text, "action")?.to_ascii_lowercase(),
        code: code.take(11).collect(),
    })
}

/// The first field of this name among lines.
fn field(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

/// The letter of ours that a report is about: by the address to which it was returned, or else by the
/// identifier in what it returns of the letter.
fn letter_of(
    message: &Message<'_>,
    ours: Option<&CouncilAddress>,
    to: Option<&str>,
    bytes: &[u8],
) -> Option<String> {
    let written = message.to().into_iter().flat_map(|all| all.iter());
    let written = written.filter_map(|one| one.address());
    let named = to
        .into_iter()
        .chain(written)
        .find_map(|address| match ours?.meant(address)? {
            Meant::Letter(id) => Some(id),
            Meant::New | Meant::Case(_) => None,
        });
    named.or_else(|| {
        let text = String::from_utf8_lossy(bytes);
        let own = message.message_id().unwrap_or_default();
        let mut ids = text.lines().filter_map(|line| {
            let (key, value) = line.split_once(':')?;
            let id = value.trim().trim_start_matches('<').split('@').next()?;
            (key.trim().eq_ignore_ascii_case("message-id") && !own.starts_with(id))
                .then(|| id.to_owned())
        });
        ids.next()
    })
}
