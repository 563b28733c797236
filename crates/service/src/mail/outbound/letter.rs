//! The words of each letter, plain and as HTML.

use askama::Template;
use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use super::super::Letter;

/// A letter in words.
pub(super) struct Told {
    subject: String,
    plain: String,
    html: String,
}

#[derive(Template)]
#[template(path = "mail/sign_in_link.txt")]
struct LinkPlain<'a> {
    council: &'a str,
    address: &'a str,
    minutes: u16,
}

#[derive(Template)]
#[template(path = "mail/sign_in_link.html")]
struct LinkHtml<'a> {
    council: &'a str,
    address: &'a str,
    minutes: u16,
}

/// The words of a letter from this council, with links to its pages.
pub(super) fn words(letter: &Letter, council: &str, base: &str) -> anyhow::Result<Told> {
    match letter {
        Letter::SignInLink { token, minutes, .. } => {
            let address = &link(base, token);
            let minutes = *minutes;
            Ok(Told {
                subject: format!("Your link to sign in to {council}"),
                plain: LinkPlain {
                    council,
                    address,
                    minutes,
                }
                .render()?,
                html: LinkHtml {
                    council,
                    address,
                    minutes,
                }
                .render()?,
            })
        }
    }
}

/// The address that a one-time link opens.
pub fn link(base: &str, token: &str) -> String {
    format!("{base}/sign-in/link/open?token={token}")
}

impl Told {
    /// The message. Its identifier comes from the outbox's key, so that a second sending can be told.
    pub(super) fn message(
        self,
        from: &Mailbox,
        to: Mailbox,
        key: &str,
        at: Timestamp,
    ) -> anyhow::Result<Message> {
        let id = super::transport::name(key);
        let message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(self.subject)
            .date(at.into())
            .message_id(Some(format!("<{id}@{}>", from.email.domain())))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(self.plain, self.html))?;
        Ok(message)
    }
}

/// Says that no person wrote this, so that nobody's absence notice answers it (RFC 3834).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
