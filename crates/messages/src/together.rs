//! Several messages as one file that every mail program opens: `multipart/digest` (RFC 2046, 5.1.5).

use domain::fresh::hex;
use sha2::{Digest as _, Sha256};

/// One message that holds these, each as it came.
pub fn together<'a>(
    subject: &str,
    messages: impl IntoIterator<Item = &'a [u8]> + Clone,
) -> Vec<u8> {
    let mut hash = Sha256::new();
    for message in messages.clone() {
        hash.update(message);
    }
    // Whoever wrote one of them cannot have written what the whole comes to.
    let boundary = hex(&hash.finalize()[..24]);
    let mut whole = format!(
        "Subject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/digest;\r\n boundary=\"{boundary}\"\r\n\r\n"
    )
    .into_bytes();
    for message in messages {
        whole.extend(format!("--{boundary}\r\n\r\n").into_bytes());
        whole.extend(message);
        whole.extend(b"\r\n");
    }
    whole.extend(format!("--{boundary}--\r\n").into_bytes());
    whole
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, PartType};

    use super::together;

    #[test]
    fn each_message_is_read_back_as_it_came() {
        let all: [&[u8]; 2] = [
            b"From: a@x.example\r\nSubject: One\r\n\r\nFirst.\r\n",
            b"From: b@x.example\r\nSubject: Two\r\n\r\n--b--\r\nSecond.\r\n",
        ];
        let whole = together("Two messages", all);
        let parsed = MessageParser::default().parse(&whole).expect("a message");
        let inner: Vec<_> = parsed
            .parts
            .iter()
            .filter_map(|part| match &part.body {
                PartType::Message(message) => message.subject().map(str::to_owned),
                _ => None,
            })
            .collect();
        assert_eq!(inner, ["One", "Two"]);
        let text = String::from_utf8_lossy(&whole).into_owned();
        assert!(text.contains("--b--\r\nSecond."));
    }
}
