//! What a calendar answers to an invitation (RFC 5546, METHOD:REPLY): a program wrote it, but somebody pressed the
//! button, so it is an answer and never a matter of its own.

use mail_parser::{MimeHeaders as _, PartType};

/// The most bytes of a calendar file that are looked at.
const BYTES: usize = 64 * 1024;
/// The most characters of an identifier that are kept.
const UID: usize = 200;

/// An answer to an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What it answers, as the invitation named it.
    pub uid: String,
    /// Whether they will come; none where they leave it open, or pass it to somebody else.
    pub comes: Option<bool>,
}

/// The answer that a message brings, if it is one.
pub(super) fn answered(parsed: &mail_parser::Message<'_>) -> Option<Answered> {
    parsed.parts.iter().find_map(|part| {
        let kind = part.content_type()?;
        let calendar = kind.ctype().eq_ignore_ascii_case("text")
            && kind.subtype()?.eq_ignore_ascii_case("calendar");
        if !calendar {
            return None;
        }
        let text = match &part.body {
            PartType::Text(text) => text.to_string(),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                String::from_utf8_lossy(bytes).into_owned()
            }
            _ => return None,
        };
        of_file(&text)
    })
}

/// Reads a calendar file.
fn of_file(text: &str) -> Option<Answered> {
    let text: String = text.chars().take(BYTES).collect();
    // A line that begins with a space goes on with the one before (RFC 5545, 3.1).
    let whole = text
        .replace("\r\n", "\n")
        .replace("\n ", "")
        .replace("\n\t", "");
    let value = |name: &str| {
        whole.lines().find_map(|line| {
            let (head, value) = line.split_once(':')?;
            let named = head.split(';').next()?.trim();
            named
                .eq_ignore_ascii_case(name)
                .then(|| (head, value.trim()))
        })
    };
    if !value("METHOD")?.1.eq_ignore_ascii_case("REPLY") {
        return None;
    }
    let uid = value("UID")?.1.chars().take(UID).collect();
    let said = value("ATTENDEE").and_then(|(head, _)| {
        head.split(';').find_map(|one| {
            let (name, value) = one.split_once('=')?;
            let named = name.trim().eq_ignore_ascii_case("PARTSTAT");
            named.then(|| value.trim().trim_matches('"').to_ascii_uppercase())
        })
    });
    Some(Answered {
        uid,
        comes: match said.as_deref() {
            Some("ACCEPTED") => Some(true),
            Some("DECLINED") => Some(false),
            _ => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{Answered, of_file};

    fn file(method: &str, said: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:BRF-0000-\r\n 000@wardroom\r\n\
             ATTENDEE;CN=\"Ada Quill\";PARTSTAT={said};\r\n ROLE=REQ-PARTICIPANT:mailto:ada@council.example\r\n\
             END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    }

    #[test]
    fn what_a_calendar_answers_is_read_and_what_it_asks_is_not_an_answer() {
        for (said, comes) in [
            ("ACCEPTED", Some(true)),
            ("declined", Some(false)),
            ("TENTATIVE", None),
            ("DELEGATED", None),
        ] {
            let uid = "BRF-0000-000@wardroom".to_owned();
            assert_eq!(of_file(&file("REPLY", said)), Some(Answered { uid, comes }));
        }
        for asks in ["REQUEST", "CANCEL", "PUBLISH"] {
            assert_eq!(of_file(&file(asks, "ACCEPTED")), None);
        }
        assert_eq!(of_file("METHOD:REPLY\r\nno more"), None);
    }
}
