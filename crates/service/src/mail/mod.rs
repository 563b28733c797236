//! Mail. What is to be sent is written to the outbox in the transaction of its cause; `outbound` turns it
//! into a letter and sends it, at least once.
//!
//! INVARIANT: no letter carries a word of a case that its reader must sign in to read.

pub mod address;
pub mod mailbox;
pub mod outbound;

use domain::ids::PersonId;
use serde::{Deserialize, Serialize};

/// The outbox's word for mail.
pub const MAIL: &str = "mail";

/// A letter before it is written: whom it is for and what it is about. The address, and whether the
/// person may still be told, are looked up when it is sent.
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
    },
}

impl Letter {
    /// For whom it is.
    pub fn person(&self) -> &PersonId {
        match self {
            Self::SignInLink { person, .. } => person,
        }
    }
}
