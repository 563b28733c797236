//! Messages that no person wrote, or that must not be answered (RFC 3834): absence notices, lists, bulk,
//! returned letters, senders who do not read.

use mail_parser::MimeHeaders as _;

/// Why a message is nobody's words to the council, or must not be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automatic {
    /// A program answers: an absence notice and the like.
    Answer,
    /// A report on a letter that was returned (RFC 3464).
    Returned,
    /// It went to a list.
    List,
    /// It went to many.
    Bulk,
    /// Its sender reads no answers. It may still be about a case.
    NoReply,
}

/// Names before the sign under which nobody reads.
const NOBODY: &[&str] = &[
    "noreply",
    "no-reply",
    "no_reply",
    "no.reply",
    "donotreply",
    "do-not-reply",
    "do_not_reply",
    "mailer-daemon",
    "postmaster",
    "bounce",
    "bounces",
    "notifications",
    "automated",
];

/// Why no person wrote it, if so.
pub(super) fn automatic(parsed: &mail_parser::Message<'_>, from: &str) -> Option<Automatic> {
    let value = |name: &str| {
        let mut all = parsed.headers_raw();
        let (_, raw) = all.find(|(header, _)| header.eq_ignore_ascii_case(name))?;
        Some(raw.trim().to_ascii_lowercase())
    };
    let report = parsed
        .content_type()
        .is_some_and(|kind| kind.ctype() == "multipart" && kind.subtype() == Some("report"));
    let to_nobody = value("Return-Path").is_some_and(|path| path == "<>");
    if report || (to_nobody && is_daemon(from)) {
        return Some(Automatic::Returned);
    }
    let submitted = value("Auto-Submitted");
    let answers = submitted.is_some_and(|said| !said.starts_with("no"))
        || value("X-Autoreply").is_some()
        || value("X-Autorespond").is_some()
        || to_nobody;
    if answers {
        return Some(Automatic::Answer);
    }
    let lists = ["List-Id", "List-Post", "List-Unsubscribe"];
    if lists.iter().any(|name| value(name).is_some()) {
        return Some(Automatic::List);
    }
    match value("Precedence").as_deref() {
        Some("list") => return Some(Automatic::List),
        Some("bulk" | "junk") => return Some(Automatic::Bulk),
        Some("auto_reply") => return Some(Automatic::Answer),
        _ => {}
    }
    let local = from.split('@').next().unwrap_or_default();
    let name = local.split('+').next().unwrap_or_default();
    NOBODY.contains(&name).then_some(Automatic::NoReply)
}

fn is_daemon(from: &str) -> bool {
    from.starts_with("mailer-daemon@") || from.starts_with("postmaster@")
}
