//! Mail. What is to be sent is written to the outbox in the transaction of its cause; `outbound` turns it
//! into a letter and sends it, at least once.
//!
//! INVARIANT: no letter carries a word of a case that its reader must sign in to read: of anything
//! confidential it says only that something waits.

pub mod address;
pub mod choices;
pub mod feed;
pub mod mailbox;
pub mod outbound;

use domain::ids::PersonId;
use domain::protocol::VersionKey;
use domain::reference::Reference;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{OutboxItem, PersonNotice};

use choices::Rhythm;

/// The outbox's word for mail.
pub const MAIL: &str = "mail";

/// A letter before it is written: whom it is for and what it is about. The address, what the person wants
/// to be told, and whether they may still be told, are looked up when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "letter", deny_unknown_fields)]
pub enum Letter {
    /// A link with which somebody signs in once.
    SignInLink {
        /// For whom.
        person: PersonId,
        /// What the link shows.
        token: String,
        /// For how many minutes it is good.
        minutes: u16,
        /// Whether somebody invited them; otherwise they asked for it themselves.
        #[serde(default)]
        invited: bool,
    },
    /// A notice of the product.
    Notice {
        /// For whom.
        person: PersonId,
        /// The case.
        reference: Reference,
        /// What happened, as the register's closed word.
        notice: String,
        /// Whose act it tells of.
        cause: PersonId,
    },
    /// The protocol in force, in the pieces that concern a person and that they have not read.
    ToRead {
        /// For whom.
        person: PersonId,
        /// The version that was in force.
        version: VersionKey,
        /// Whether it is a reminder.
        again: bool,
    },
    /// That a message of theirs waits for somebody to look at it.
    Kept {
        /// For whom.
        person: PersonId,
        /// Why it waits, by its stored name (`operations::intake::Why`).
        why: String,
    },
    /// The notices of a time, together.
    Digest {
        /// For whom.
        person: PersonId,
        /// Those that are gathered in this rhythm.
        rhythm: Rhythm,
        /// From when, included.
        from: Timestamp,
        /// Until when, not included.
        until: Timestamp,
    },
}

impl Letter {
    /// For whom it is.
    pub fn person(&self) -> &PersonId {
        match self {
            Self::SignInLink { person, .. }
            | Self::Notice { person, .. }
            | Self::ToRead { person, .. }
            | Self::Kept { person, .. }
            | Self::Digest { person, .. } => person,
        }
    }

    /// The letter that goes with a notice. The cause names the act: the same act leaves one letter.
    pub fn of_notice(notice: &PersonNotice, by: &PersonId, cause: &str) -> OutboxItem {
        let letter = Self::Notice {
            person: notice.person.clone(),
            reference: notice.reference.clone(),
            notice: notice.kind.clone(),
            cause: by.clone(),
        };
        let key = format!("letter {cause} {} {}", notice.kind, notice.person);
        letter.waiting(key)
    }

    /// The letter as it waits in the outbox.
    pub fn waiting(&self, key: String) -> OutboxItem {
        OutboxItem {
            key,
            kind: MAIL.to_owned(),
            payload: serde_json::to_string(self).expect("plain data"),
        }
    }
}
