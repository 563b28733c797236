//! Who may read. A case stores relations, never names of the day; a person's relations are expanded
//! when they ask, from today's directory. Deciding and listing use the same tokens.
//!
//! Never decides what may be done: that is the register's gate.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::directory::Directory;
use crate::ids::{AppointmentId, GroupId, PersonId, ServiceId, TeamId, WardId};
use crate::verdict::Basis;

/// One relation that lets people read, for example `service:housing-repairs`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Token(Arc<str>);

impl Token {
    /// One person, whatever posts they hold.
    pub fn person(id: &PersonId) -> Self {
        Self(format!("person:{id}").into())
    }
    /// Whoever holds this very appointment; a successor is another appointment.
    pub fn holder_of(id: &AppointmentId) -> Self {
        Self(format!("holder-of:{id}").into())
    }
    /// An officer in the post by which a matter came to them, until they have left it: whoever goes on to another
    /// post with the same relation has not. Neither cover nor a successor stands in it.
    pub fn in_post(id: &AppointmentId) -> Self {
        Self(format!("in-post:{id}").into())
    }
    /// The assistants of whoever holds this appointment.
    pub fn assistant_of(id: &AppointmentId) -> Self {
        Self(format!("assistant-of:{id}").into())
    }
    /// The officers of a service.
    pub fn service(id: &ServiceId) -> Self {
        Self(format!("service:{id}").into())
    }
    /// The service manager of a service, and the Chief Officer above.
    pub fn manager_of(id: &ServiceId) -> Self {
        Self(format!("manager-of:{id}").into())
    }
    /// A team, such as the contact centre.
    pub fn team(id: &TeamId) -> Self {
        Self(format!("team:{id}").into())
    }
    /// A single office, by its slug, for example `monitoring-officer`.
    pub fn post(slug: &str) -> Self {
        Self(format!("post:{slug}").into())
    }
    /// A single office in its holder's own person, or a statutory deputy's: cover never carries it. For
    /// registers that stay with the office itself, such as concerns.
    pub fn own_post(slug: &str) -> Self {
        Self(format!("own-post:{slug}").into())
    }
    /// The members of a ward: for matters without a constituent only.
    pub fn ward(id: &WardId) -> Self {
        Self(format!("ward:{id}").into())
    }
    /// The members of a political group at the time of an act.
    pub fn group_at(id: &GroupId, on: Date) -> Self {
        Self(format!("group-at:{id}@{on}").into())
    }
    /// The political group, where it is those who were of one on some day.
    pub fn of_group(&self) -> Option<&str> {
        let of = self.0.strip_prefix("group-at:")?;
        of.split_once('@').map(|(group, _)| group)
    }
    /// Everybody who signs in.
    pub fn everyone() -> Self {
        Self("everyone:".into())
    }
    /// The token as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// A token as it was stored.
    pub fn from_stored(text: &str) -> Self {
        Self(text.into())
    }
    /// The relation and what it relates to.
    pub fn parts(&self) -> (&str, &str) {
        self.0.split_once(':').unwrap_or((&self.0, ""))
    }
}
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A relation that may read a case, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// The relation.
    pub token: Token,
    /// Why it lets people in.
    pub basis: Basis,
}

/// Who a case lets in, and who it keeps out whatever their posts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Readers {
    /// Relations that may read.
    pub may: Vec<Reader>,
    /// Persons who may not, applied after expansion and before everything else.
    pub denied: Vec<PersonId>,
}

/// What one person can see at one moment. Lists and loads take it; only [`visible_to`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    person: PersonId,
    tokens: BTreeSet<Token>,
}

impl Visible {
    /// The person who asks.
    pub fn person(&self) -> &PersonId {
        &self.person
    }
    /// Their relations today, sorted.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = &Token> + Clone {
        self.tokens.iter()
    }
    /// Whether they stand in this relation today.
    pub fn has(&self, token: &Token) -> bool {
        self.tokens.contains(token)
    }
    /// The first reason for which this person may read, or none. A denial wins over every reason.
    pub fn may_read<'r>(&self, readers: &'r Readers) -> Option<&'r Reader> {
        if readers.denied.contains(&self.person) {
            return None;
        }
        readers
            .may
            .iter()
            .find(|reader| self.tokens.contains(&reader.token))
    }
}

#[cfg(any(test, feature = "testing"))]
impl Visible {
    /// What somebody in these relations would see, without a directory: for the tests of other crates.
    pub fn of(person: &PersonId, tokens: impl IntoIterator<Item = Token>) -> Self {
        Self {
            person: person.clone(),
            tokens: tokens.into_iter().collect(),
        }
    }
}

/// Expands a person's relations on a day. Somebody unknown to the directory sees nothing.
pub fn visible_to(directory: &Directory, person: &PersonId, on: Date) -> Visible {
    Visible {
        person: person.clone(),
        tokens: directory.tokens(person, on),
    }
}
