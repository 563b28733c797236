//! A mailbox as one file (mbox, RFC 4155) to its messages, and when each reached the council.

use jiff::Timestamp;
use mail_parser::{HeaderName, HeaderValue, MessageParser};

/// How each message of an mbox begins.
const FROM: &[u8] = b"From ";

/// Whether these are the bytes of an mbox.
pub fn is_mbox(bytes: &[u8]) -> bool {
    bytes.starts_with(FROM) && bytes.contains(&b'\n')
}

/// The messages of an mbox, in their order. A line that only looks like a beginning was marked with `>` by
/// whoever wrote the file, and loses that mark.
pub fn split(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').peekable();
    // Whatever stands before the first message is none.
    while lines.next_if(|line| !line.starts_with(FROM)).is_some() {}
    std::iter::from_fn(move || {
        lines.next()?;
        let mut message = Vec::new();
        let mut empty = false;
        while let Some(line) = lines.next_if(|line| !(empty && line.starts_with(FROM))) {
            empty = line.trim_ascii().is_empty();
            message.extend_from_slice(unmarked(line));
        }
        Some(message)
    })
}

fn unmarked(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(FROM) {
        &line[1..]
    } else {
        line
    }
}

/// When a message reached the council: by the line that the last server wrote above all others, else by its
/// own account.
pub fn arrived(raw: &[u8]) -> Option<Timestamp> {
    let parsed = MessageParser::default().parse_headers(raw)?;
    let received = match parsed.header_values(HeaderName::Received).next() {
        Some(HeaderValue::Received(received)) => received.date,
        _ => None,
    };
    let date = received.or_else(|| parsed.date().copied());
    let date = date.filter(mail_parser::DateTime::is_valid)?;
    Timestamp::from_second(date.to_timestamp()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_gives_its_messages_as_they_were() {
        let mbox = b"From a@x Mon Feb  3 10:15:00 2026\nSubject: one\n\nHello\nFrom here it is\n>From there\n\
                     >>From far\n\nFrom b@x Mon Feb  3 10:16:00 2026\r\nSubject: two\r\n\r\nwords\r\n";
        assert!(is_mbox(mbox));
        let all: Vec<_> = split(mbox)
            .map(|one| String::from_utf8(one).unwrap())
            .collect();
        assert_eq!(
            all,
            [
                "Subject: one\n\nHello\nFrom here it is\nFrom there\n>From far\n\n",
                "Subject: two\r\n\r\nwords\r\n"
            ]
        );
        assert_eq!(split(b"nothing\n").count(), 0);
        assert_eq!(split(b"From ").count(), 1);
    }

    #[test]
    fn a_message_arrived_when_the_last_server_says() {
        let at = |raw: &str| arrived(raw.as_bytes()).map(|at| at.to_string());
        let sent = "Date: Mon, 2 Feb 2026 09:00:00 +0000\n\nwords";
        assert_eq!(at(sent).as_deref(), Some("2026-02-02T09:00:00Z"));
        let passed = format!(
            "Received: from a by mx.council.example; Tue, 3 Feb 2026 10:15:00 +0000\n\
             Received: from b by a; Mon, 2 Feb 2026 09:01:00 +0000\n{sent}"
        );
        assert_eq!(at(&passed).as_deref(), Some("2026-02-03T10:15:00Z"));
        assert_eq!(at("Subject: x\n\nwords"), None);
    }
}
