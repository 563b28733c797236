//! Typed identifiers. One type per noun, so that a ward can never stand where a service should.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {noun}: {}", instead(noun))]
pub struct BadId {
    /// What was given.
    pub text: String,
    /// The noun that was expected, for example `service`.
    pub noun: &'static str,
}

/// What to write instead.
fn instead(noun: &str) -> &'static str {
    match noun {
        "clause" => "write its number, such as 7.6 or 8.4(b)(v)",
        "mark of a footnote" => "write it as it is printed, such as 2 or †",
        "question" => "write its key, such as B19",
        _ => "use 1 to 64 of a-z, 0-9 and hyphens",
    }
}

fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident, $noun:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                if is_slug(text) { Ok(Self(text.into())) }
                else { Err(BadId { text: text.to_owned(), noun: $noun }) }
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> { text.parse() }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String { id.0.as_ref().to_owned() }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}", self.0) }
        }
    )*};
}

slugs! {
    /// A person, by an opaque identifier that says nothing of the name.
    PersonId, "person";
    /// One appointment of one person to one office for a time.
    AppointmentId, "appointment";
    /// A service of the council, for example `housing-repairs`.
    ServiceId, "service";
    /// An electoral ward, for example `castle`.
    WardId, "ward";
    /// A political group.
    GroupId, "political group";
    /// A body: the Council, the Cabinet, a committee, a panel.
    BodyId, "body";
    /// A team of officers, for example `contact-centre`.
    TeamId, "team";
    /// A partner outside the council: a county, a contractor, a housing association, the police.
    PartnerId, "partner";
    /// One absence of one person, with or without cover.
    AwayId, "absence";
    /// A protocol pack, for example `cambridge-updated`.
    PackId, "pack";
    /// A version of a protocol within its pack, for example `2026-proposed`.
    VersionId, "version";
    /// One key of the council's settings, for example `enquiries-cut-off`.
    SettingId, "setting";
    /// A random key of one piece of content (free text or a file). Never a digest of it.
    ContentKey, "content key";
    /// A random key of one part of a case, such as a promise or a contribution.
    PartId, "part";
}

/// The printed number of a clause: `7.6`, `8.4(b)(v)`, `6.4~2` for a second clause of one number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClauseId(Arc<str>);

impl ClauseId {
    /// The identifier as written in packs, with `~2` for a repeated number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The number as the document prints it, without the mark of a repeated number.
    pub fn printed(&self) -> &str {
        self.0.split('~').next().unwrap_or(&self.0)
    }
    /// The number of the section to which it belongs: `8` of `8.4(b)(v)`.
    pub fn section(&self) -> &str {
        let number = self.0.split(['.', '(', '~']).next();
        number.unwrap_or_default()
    }
}

impl FromStr for ClauseId {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".()~-".contains(&b));
        if plain && (1..=24).contains(&text.len()) {
            Ok(Self(text.into()))
        } else {
            Err(BadId {
                text: text.to_owned(),
                noun: "clause",
            })
        }
    }
}
impl TryFrom<String> for ClauseId {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}
impl From<ClauseId> for String {
    fn from(id: ClauseId) -> String {
        id.0.as_ref().to_owned()
    }
}
impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The mark of a footnote, as the document prints it: `1`, `*`, `†`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoteMark(Arc<str>);

impl NoteMark {
    /// The mark as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl FromStr for NoteMark {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"[]^".contains(c);
        if (1..=24).contains(&text.len()) && text.chars().all(plain) {
            Ok(Self(text.into()))
        } else {
            Err(BadId {
                text: text.to_owned(),
                noun: "mark of a footnote",
            })
        }
    }
}
impl TryFrom<String> for NoteMark {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}
impl From<NoteMark> for String {
    fn from(mark: NoteMark) -> String {
        mark.0.as_ref().to_owned()
    }
}
impl fmt::Display for NoteMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for NoteMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key of an open question, as in a pack's `questions.toml`: `B19`, `F2`, `W3`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuestionId(Arc<str>);

impl QuestionId {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl FromStr for QuestionId {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let mut bytes = text.bytes();
        let letter = bytes.next().is_some_and(|b| b.is_ascii_uppercase());
        if letter && (2..=4).contains(&text.len()) && bytes.all(|b| b.is_ascii_digit()) {
            Ok(Self(text.into()))
        } else {
            Err(BadId {
                text: text.to_owned(),
                noun: "question",
            })
        }
    }
}
impl TryFrom<String> for QuestionId {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}
impl From<QuestionId> for String {
    fn from(id: QuestionId) -> String {
        id.0.as_ref().to_owned()
    }
}
impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A stream of events: `enquiry/<reference>`, `directory`, `calendar`, `settings`, `protocol`,
/// `texts`, `figures`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Stream(pub Arc<str>);

impl Stream {
    /// The stream of the council's people, services and wards.
    pub fn directory() -> Self {
        Self("directory".into())
    }
    /// The stream of bank holidays and closure days.
    pub fn calendar() -> Self {
        Self("calendar".into())
    }
    /// The stream of the council's own settings.
    pub fn settings() -> Self {
        Self("settings".into())
    }
    /// The stream of adoptions of protocols.
    pub fn protocol() -> Self {
        Self("protocol".into())
    }
    /// The stream of the quarter's reports on complaints as they were released.
    pub fn complaint_reports() -> Self {
        Self("complaint-reports".into())
    }
    /// The stream of reply templates.
    pub fn templates() -> Self {
        Self("templates".into())
    }
    /// The stream of the council's figures as they were released.
    pub fn figures() -> Self {
        Self("figures".into())
    }
    /// The stream of what was compared between political groups, as it was released.
    pub fn even_hands() -> Self {
        Self("even-hands".into())
    }
    /// The stream of what somebody has read of the council's protocols.
    pub fn induction(person: &PersonId) -> Self {
        Self(format!("induction/{person}").into())
    }
    /// The stream of what happened to the ways in: links printed and used, sessions ended by others.
    pub fn sign_in() -> Self {
        Self("sign-in".into())
    }
    /// The stream of what was decided of messages that waited.
    pub fn mail() -> Self {
        Self("mail".into())
    }
    /// The stream of the texts of protocols as the council saved them.
    pub fn texts() -> Self {
        Self("texts".into())
    }
    /// The stream of one case of a register.
    pub fn case(register: &str, reference: &crate::reference::Reference) -> Self {
        Self(format!("{register}/{reference}").into())
    }
    /// The stream as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
