//! A message as it came, to what matters of it. Nothing is believed but what the council's own mail server
//! says, and nothing that is written can make it fail: it is read, or it is said why not.

use std::collections::BTreeSet;

use jiff::Timestamp;
use mail_parser::{Address, HeaderName, HeaderValue, MessageParser, PartType};
use sha2::{Digest as _, Sha256};

use super::automatic::{Automatic, automatic};
use super::files::{Attached, LeftOut, files};
use super::fold::{Folded, fold};
use super::invitation::{Answered, answered};
use super::proof::{Proof, proof, stripped, taken_at};
use super::{html, outlook};

/// The most parts that a message may have.
const PARTS: usize = 500;
/// The most addresses that are looked at; a message to more is one to a crowd.
const ADDRESSES: usize = 200;
/// The most characters of a subject that are kept.
const SUBJECT: usize = 150;
/// The most characters of a text that are looked at.
const TEXT: usize = 500_000;

/// How large the files of a case may be, in bytes, and how many at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeMax {
    /// The most bytes of one file.
    pub bytes: usize,
    /// The most files.
    pub files: usize,
}

/// Who wrote a message, by its own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name before the address, if there is one.
    pub name: Option<String>,
    /// The address, in lower case.
    pub address: String,
}

/// What matters of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its identifier, without its brackets.
    pub id: Option<String>,
    /// Who wrote it, by its own account.
    pub from: Author,
    /// To whom it went, in lower case, as far as its headers say: at most two hundred addresses.
    pub to: Vec<String>,
    /// How many addresses its headers name.
    pub addresses: usize,
    /// The identifiers of what it answers, the nearest last.
    pub references: Vec<String>,
    /// When it was sent, by its own account.
    pub sent: Option<Timestamp>,
    /// Why no person wrote it, or why it must not be answered.
    pub automatic: Option<Automatic>,
    /// What a calendar answers with it to an invitation.
    pub answered: Option<Answered>,
    /// Its subject without `Re:` and the like; empty if it has none.
    pub subject: String,
    /// Its text.
    pub text: Folded,
    /// Whether much of its text could not be read in the character set that it names.
    pub garbled: bool,
    /// The files that came with it and can be taken.
    pub files: Vec<Attached>,
    /// The files that cannot.
    pub left_out: Vec<LeftOut>,
    /// The message as it came, without the bytes of its files and without what others than the council's
    /// own server say of its sender.
    pub original: Vec<u8>,
    /// Whether its sender is who it says.
    pub proof: Proof,
    /// When the council's own mail server took it, by its own line of receipt; none where that is not named.
    pub received: Option<Timestamp>,
    /// By what the same message is known when it comes again.
    pub digest: [u8; 32],
}

/// Why a message cannot be read at all. It is kept, and a person looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There are no headers.
    #[error("it is not a message: there are no headers")]
    NotAMessage,
    /// Nobody is named as its author.
    #[error("nobody is named as its sender: there is no `From`")]
    NoAuthor,
    /// Several are.
    #[error("several people are named as its sender")]
    SeveralAuthors,
    /// It is made of too many parts.
    #[error("it is made of more than {PARTS} parts")]
    TooManyParts,
}

/// What a message that somebody chose on a form fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Its subject without `Re:` and the like.
    pub subject: String,
    /// Its text.
    pub text: Folded,
    /// Who wrote it, by its own account.
    pub from: Option<String>,
    /// When it was sent, by its own account.
    pub sent: Option<Timestamp>,
    /// The files that came with it and can be taken.
    pub files: Vec<Attached>,
    /// The files that cannot.
    pub left_out: Vec<LeftOut>,
}

/// What a file that holds a message fills in, whether a mail program's (`.eml`) or Outlook's (`.msg`); none
/// where it holds none.
pub fn fill(bytes: &[u8], most: SizeMax) -> Option<Filled> {
    if outlook::is_compound(bytes) {
        return outlook::read(bytes, most);
    }
    let parsed = MessageParser::default().parse(bytes)?;
    let named = |name| parsed.header(name).is_some();
    let known = [HeaderName::Subject, HeaderName::From, HeaderName::Date];
    if !known.into_iter().any(named) || parsed.parts.len() > PARTS {
        return None;
    }
    let (files, left_out, _) = files(&parsed, most);
    Some(Filled {
        subject: subject(parsed.subject().unwrap_or_default()),
        text: fold(&text(&parsed).0),
        from: author(&parsed).ok().map(|author| author.address),
        sent: sent(&parsed),
        files,
        left_out,
    })
}

fn sent(parsed: &mail_parser::Message<'_>) -> Option<Timestamp> {
    let date = parsed.date().filter(|date| date.is_valid())?;
    Timestamp::from_second(date.to_timestamp()).ok()
}

/// Reads a message. `server` is the name under which the council's own mail server says what it found of
/// a sender (RFC 8601); without one nobody is believed.
///
/// # Errors
/// [`Unreadable`], where there is nothing that could be placed.
pub fn read(raw: &[u8], server: Option<&str>, most: SizeMax) -> Result<Message, Unreadable> {
    let parsed = MessageParser::default().parse(raw);
    let parsed = parsed.filter(|message| !message.headers().is_empty());
    let parsed = parsed.ok_or(Unreadable::NotAMessage)?;
    if parsed.parts.len() > PARTS {
        return Err(Unreadable::TooManyParts);
    }
    let from = author(&parsed)?;
    let (to, addresses) = recipients(&parsed);
    let (text, garbled) = text(&parsed);
    let text = fold(&text);
    let subject = subject(parsed.subject().unwrap_or_default());
    let id = parsed.message_id().map(|id| id.trim().to_owned());
    let (files, left_out, cut) = files(&parsed, most);
    let proof = proof(&parsed, server, &from.address);
    let digest = digest(id.as_deref(), &from, &subject, &text, raw);
    Ok(Message {
        automatic: automatic(&parsed, &from.address),
        answered: answered(&parsed),
        references: references(&parsed),
        sent: sent(&parsed),
        original: stripped(&parsed, server, &cut),
        id,
        from,
        to,
        addresses,
        subject,
        text,
        garbled,
        files,
        left_out,
        proof,
        received: server.and_then(|server| taken_at(&parsed, server)),
        digest,
    })
}

/// What a message is known by before it could be read.
pub fn digest_of(raw: &[u8]) -> [u8; 32] {
    Sha256::digest(raw).into()
}

/// By identifier, author and words: the same message by two ways is one, and nobody keeps another's
/// message out by sending one with its identifier first.
fn digest(id: Option<&str>, from: &Author, subject: &str, text: &Folded, raw: &[u8]) -> [u8; 32] {
    let Some(id) = id else { return digest_of(raw) };
    let mut hash = Sha256::new();
    for part in [id, &from.address, subject, &text.words, &text.folded] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

fn author(parsed: &mail_parser::Message<'_>) -> Result<Author, Unreadable> {
    let lines = parsed.header_values(HeaderName::From).count();
    let all = parsed.from().map(|from| from.iter().collect::<Vec<_>>());
    let named: Vec<_> = all
        .unwrap_or_default()
        .into_iter()
        .filter(|one| one.address.is_some())
        .collect();
    match named.as_slice() {
        [] => Err(Unreadable::NoAuthor),
        [one] if lines < 2 => Ok(Author {
            name: one
                .name
                .as_deref()
                .map(plain_line)
                .filter(|n| !n.is_empty()),
            address: plain_line(one.address.as_deref().unwrap_or_default()).to_lowercase(),
        }),
        _ => Err(Unreadable::SeveralAuthors),
    }
}

/// Headers in which a mail server says for whom it took a message.
const DELIVERED: &[&str] = &[
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Delivered-To",
];

fn recipients(parsed: &mail_parser::Message<'_>) -> (Vec<String>, usize) {
    let mut to = BTreeSet::new();
    let mut count = 0;
    let mut add = |address: &str| {
        count += 1;
        if to.len() < ADDRESSES {
            to.insert(plain_line(address).to_lowercase());
        }
    };
    for name in DELIVERED {
        let raw = parsed.headers_raw();
        for (_, value) in raw.filter(|(header, _)| header.eq_ignore_ascii_case(name)) {
            add(value.trim().trim_matches(['<', '>']));
        }
    }
    for name in [HeaderName::To, HeaderName::Cc] {
        for value in parsed.header_values(name) {
            if let HeaderValue::Address(address) = value {
                each(address, &mut add);
            }
        }
    }
    (to.into_iter().collect(), count)
}

fn each(address: &Address<'_>, add: &mut impl FnMut(&str)) {
    for one in address.iter() {
        if let Some(address) = one.address.as_deref() {
            add(address);
        }
    }
}

fn references(parsed: &mail_parser::Message<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for value in [parsed.references(), parsed.in_reply_to()] {
        match value {
            HeaderValue::Text(text) => all.push(text.to_string()),
            HeaderValue::TextList(list) => {
                all.extend(list.iter().take(ADDRESSES).map(ToString::to_string));
            }
            _ => {}
        }
    }
    all
}

/// The text for people, plain before HTML, and whether much of it cannot be read.
fn text(parsed: &mail_parser::Message<'_>) -> (String, bool) {
    let mut text = String::new();
    for id in &parsed.text_body {
        let Some(part) = parsed.part(*id) else {
            continue;
        };
        let words = match &part.body {
            PartType::Text(words) => words.to_string(),
            PartType::Html(page) => html::text(page),
            _ => continue,
        };
        if words.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&words);
    }
    if text.is_empty() {
        let pages = parsed.html_body.iter().filter_map(|id| parsed.part(*id));
        for part in pages {
            if let PartType::Html(page) = &part.body {
                text.push_str(&html::text(page));
            }
        }
    }
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    let all = text.chars().count();
    let tidy: String = tidied(&text).chars().take(TEXT).collect();
    (tidy, lost * 20 > all)
}

/// Lines with one kind of end, without signs that cannot be seen or that turn the direction of writing.
pub(super) fn tidied(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter(|c| {
        *c == '\n' || *c == '\t' || !(c.is_control() || unseen(*c) || *c == '\u{feff}')
    });
    kept.map(|c| if c == '\u{a0}' { ' ' } else { c }).collect()
}

/// Signs that change how others look and are none themselves (Unicode Bidi_Control, and the like).
pub(super) fn unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// One line without signs that cannot be seen.
pub(super) fn plain_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !unseen(*c))
        .collect();
    kept.trim().to_owned()
}

/// What mail programs put before a subject, in the languages of these islands and of their programs.
const BEFORE: &[&str] = &[
    "re:",
    "fw:",
    "fwd:",
    "aw:",
    "wg:",
    "re :",
    "ateb:",
    "[external]",
    "[ext]",
    "external:",
];

/// A subject without what mail programs put before it.
pub(super) fn subject(typed: &str) -> String {
    let line = plain_line(typed);
    let mut rest = line.as_str();
    loop {
        let found = BEFORE.iter().find(|before| {
            rest.get(..before.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(before))
        });
        match found {
            Some(before) => rest = rest[before.len()..].trim_start(),
            None => break,
        }
    }
    let short: String = rest.chars().take(SUBJECT).collect();
    short.trim().to_owned()
}
