//! The words of each letter, plain and as HTML.

use askama::Template;
use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

/// A letter in words.
pub(super) struct Told {
    subject: String,
    plain: String,
    html: String,
    /// A calendar file that mail programs offer to enter, with its method.
    calendar: Option<(&'static str, String)>,
}

/// What is written around the words.
pub(super) struct Cover<'a> {
    pub from: &'a Mailbox,
    pub to: Mailbox,
    /// Where answers go.
    pub reply_to: Option<Mailbox>,
    /// What tells this letter from every other, the same when it is sent again.
    pub id: &'a str,
    pub at: Timestamp,
}

/// A link with which something is done about a case.
pub(super) struct Action {
    pub label: String,
    pub href: String,
}

/// What a reply does.
#[derive(Default)]
pub(super) struct Replies {
    /// Whether its words are put to the case as they are.
    pub taken: bool,
    /// The words that, alone on its first line, do something, each with what it does.
    pub words: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "mail/sign_in_link.txt")]
struct LinkPlain<'a> {
    council: &'a str,
    address: &'a str,
    good: &'a str,
    invited: bool,
}

#[derive(Template)]
#[template(path = "mail/sign_in_link.html")]
struct LinkHtml<'a> {
    council: &'a str,
    address: &'a str,
    good: &'a str,
    invited: bool,
}

/// A link to sign in.
pub(super) fn told_link(
    council: &str,
    base: &str,
    token: &str,
    minutes: u16,
    invited: bool,
) -> anyhow::Result<Told> {
    let address = &link(base, token);
    let good = &match minutes {
        days if days >= 2 * 24 * 60 => format!("{} days", days / (24 * 60)),
        minutes => format!("{minutes} minutes"),
    };
    let plain = LinkPlain {
        council,
        address,
        good,
        invited,
    };
    let html = LinkHtml {
        council,
        address,
        good,
        invited,
    };
    let subject = if invited {
        format!("You are invited to sign in to {council}")
    } else {
        format!("Your link to sign in to {council}")
    };
    Ok(Told {
        subject,
        plain: plain.render()?,
        html: html.render()?,
        calendar: None,
    })
}

/// The address that a one-time link opens.
pub fn link(base: &str, token: &str) -> String {
    format!("{base}/sign-in/link/open?token={token}")
}

#[derive(Template)]
#[template(path = "mail/notice.txt")]
struct NoticePlain<'a> {
    council: &'a str,
    base: &'a str,
    what: &'a str,
    reference: Option<&'a str>,
    answer: Option<&'a str>,
    href: &'a str,
    acts: &'a [Action],
    replies: &'a Replies,
}

#[derive(Template)]
#[template(path = "mail/notice.html")]
struct NoticeHtml<'a> {
    council: &'a str,
    base: &'a str,
    what: &'a str,
    reference: Option<&'a str>,
    answer: Option<&'a str>,
    href: &'a str,
    acts: &'a [Action],
    replies: &'a Replies,
}

/// A notice. Without a name it says only that something waits.
pub(super) fn told_notice(
    council: &str,
    base: &str,
    named: Option<(&str, &str)>,
    answer: Option<&str>,
    acts: &[Action],
    replies: &Replies,
    calendar: Option<(&'static str, String)>,
) -> anyhow::Result<Told> {
    let what = named.map_or("Something waits for you", |(what, _)| what);
    let reference = named.map(|(_, reference)| reference);
    let href = match reference.and_then(|text| text.parse().ok()) {
        Some(reference) => format!("{base}{}", crate::registers::href(&reference)),
        None => format!("{base}/notices"),
    };
    let href = href.as_str();
    let plain = NoticePlain {
        council,
        base,
        what,
        reference,
        answer,
        href,
        acts,
        replies,
    };
    let html = NoticeHtml {
        council,
        base,
        what,
        reference,
        answer,
        href,
        acts,
        replies,
    };
    Ok(Told {
        subject: reference.map_or_else(|| what.to_owned(), |it| format!("{what} ({it})")),
        plain: plain.render()?,
        html: html.render()?,
        calendar,
    })
}

#[derive(Template)]
#[template(path = "mail/digest.txt")]
struct DigestPlain<'a> {
    council: &'a str,
    base: &'a str,
    lines: &'a [(String, String)],
    unnamed: usize,
}

#[derive(Template)]
#[template(path = "mail/digest.html")]
struct DigestHtml<'a> {
    council: &'a str,
    base: &'a str,
    lines: &'a [(String, String)],
    unnamed: usize,
}

/// Several notices, each with its case, and how many more there are that are not named.
pub(super) fn told_digest(
    council: &str,
    base: &str,
    lines: &[(String, String)],
    unnamed: usize,
) -> anyhow::Result<Told> {
    let plain = DigestPlain {
        council,
        base,
        lines,
        unnamed,
    };
    let html = DigestHtml {
        council,
        base,
        lines,
        unnamed,
    };
    Ok(Told {
        subject: format!("What happened at {council}"),
        plain: plain.render()?,
        html: html.render()?,
        calendar: None,
    })
}

#[derive(Template)]
#[template(path = "mail/kept.txt")]
struct KeptPlain<'a> {
    council: &'a str,
    base: &'a str,
    came: &'a str,
    why: &'a str,
}

#[derive(Template)]
#[template(path = "mail/kept.html")]
struct KeptHtml<'a> {
    council: &'a str,
    base: &'a str,
    came: &'a str,
    why: &'a str,
}

/// That a message of its reader waits since then, and why. It repeats nothing of the message.
pub(super) fn told_kept(
    council: &str,
    base: &str,
    came: Timestamp,
    why: &str,
) -> anyhow::Result<Told> {
    let came = &crate::web::words::moment(came);
    let plain = KeptPlain {
        council,
        base,
        came,
        why,
    };
    let html = KeptHtml {
        council,
        base,
        came,
        why,
    };
    Ok(Told {
        subject: "Your message waits for somebody to look at it".to_owned(),
        plain: plain.render()?,
        html: html.render()?,
        calendar: None,
    })
}

/// What a letter says of a protocol to read.
pub(super) struct ToRead<'a> {
    pub council: &'a str,
    pub base: &'a str,
    pub title: &'a str,
    /// Since when it is in force.
    pub since: &'a str,
    /// The pieces that are not read, each with its number.
    pub pieces: &'a [String],
    /// Whether it is a reminder.
    pub again: bool,
}

#[derive(Template)]
#[template(path = "mail/to_read.txt")]
struct ToReadPlain<'a> {
    told: &'a ToRead<'a>,
}

#[derive(Template)]
#[template(path = "mail/to_read.html")]
struct ToReadHtml<'a> {
    told: &'a ToRead<'a>,
}

/// The protocol to read, piece by piece.
pub(super) fn told_to_read(told: &ToRead<'_>) -> anyhow::Result<Told> {
    Ok(Told {
        subject: match told.again {
            false => format!("For you to read: {}", told.title),
            true => format!("Not read yet: {}", told.title),
        },
        plain: ToReadPlain { told }.render()?,
        html: ToReadHtml { told }.render()?,
        calendar: None,
    })
}

impl Told {
    /// The message.
    pub(super) fn message(self, cover: Cover<'_>) -> anyhow::Result<Message> {
        let host = cover.from.email.domain();
        let mut builder = Message::builder()
            .from(cover.from.clone())
            .to(cover.to)
            .subject(self.subject)
            .date(cover.at.into())
            .message_id(Some(format!("<{}@{host}>", cover.id)))
            .header(AutoSubmitted);
        if let Some(reply_to) = cover.reply_to {
            builder = builder.reply_to(reply_to);
        }
        let mut parts = MultiPart::alternative_plain_html(self.plain, self.html);
        if let Some((method, file)) = self.calendar {
            let kind = format!("text/calendar; charset=utf-8; method={method}");
            let part = SinglePart::builder().header(ContentType::parse(&kind)?);
            parts = parts.singlepart(part.body(file));
        }
        Ok(builder.multipart(parts)?)
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
