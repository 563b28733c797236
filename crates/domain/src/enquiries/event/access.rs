//! Who may read, whose casework it is, what was put right.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Constituent, Reason};
use crate::access::Token;
use crate::calendar::Receipt;
use crate::ids::{AppointmentId, ContentKey, PersonId, WardId};
use crate::verdict::Basis;
use crate::words::Words;

/// Somebody else may read the enquiry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReaderAdded {
    /// By which relation.
    pub reader: Token,
    /// Why.
    pub basis: Basis,
}

/// A reader may not any longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderRemoved {
    /// Which relation.
    pub reader: Token,
}

/// A person may not read the enquiry, whatever their posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderDenied {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub why: Words,
}

/// A reason that a duty asks for, or for overriding a refusal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// For which act, by its stable name.
    pub act: String,
    /// The duty that asks.
    pub basis: Basis,
    /// The reason.
    pub words: Words,
    /// Whether an office went on where others are refused.
    pub overrides: bool,
}

/// The member's appointment ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderEnded {
    /// The member's last day.
    pub on: Date,
}

/// The casework passed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassedOn {
    /// To which appointment.
    pub to: AppointmentId,
    /// On what ground.
    pub ground: PassedOnBy,
    /// The default or rule that lets it pass.
    pub basis: Basis,
}

/// On what ground casework passes to another member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassedOnBy {
    /// The constituent consented.
    ConstituentConsent,
    /// The Monitoring Officer's act.
    MonitoringOfficer,
}

/// Something recorded wrongly was put right; what was recorded stays in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// What it is now.
    pub now: Correction,
    /// Why.
    pub why: Words,
}

/// What was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// The title.
    Title(Words),
    /// The ward of the place.
    Ward(WardId),
    /// The place in words.
    Place(Words),
    /// The constituent.
    Constituent(Constituent),
    /// Why the member steps in.
    Reason(Reason),
    /// When it was received.
    Received(Receipt),
}

/// Words or files were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// The keys of what is gone.
    pub keys: Vec<ContentKey>,
    /// On which ground: a retention date or a right.
    pub basis: Basis,
}
