//! What joins an enquiry to others, and where it goes when it leaves this register.

use serde::{Deserialize, Serialize};

use super::{Desk, OutsideReference};
use crate::calendar::Receipt;
use crate::ids::{PartId, PartnerId};
use crate::protocol::Door;
use crate::reference::Reference;
use crate::verdict::Basis;
use crate::words::Words;

/// Another enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// Its reference.
    pub reference: Reference,
}

/// Another enquiry was merged into this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedFrom {
    /// Its reference.
    pub reference: Reference,
    /// When it was received: the earlier of the two starts survives.
    pub received: Receipt,
}

/// It was answered together with others. Each keeps its own clock and readers, and none names another
/// member's enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredTogether {
    /// How many enquiries got the same answer.
    pub count: u32,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// The random key that the enquiries of one campaign share.
    pub campaign: PartId,
}

/// It was handed to the Complaints Procedure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedToComplaints {
    /// To which team.
    pub to: Desk,
    /// When the council received it: the complaint's clock starts there.
    pub received: Receipt,
    /// The reference, kept.
    pub reference: Reference,
    /// What the resident allows the member to be told.
    pub permits: Permits,
    /// What the member was told.
    pub told: Words,
    /// The duty to hand it over.
    pub basis: Basis,
}

/// What a resident allows the member to learn of a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permits {
    /// The outcome and the reasons.
    Everything,
    /// That it is decided, and when.
    Progress,
    /// Nothing, or nobody has asked.
    Nothing,
}

/// It was handed on through another door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedOn {
    /// Report or request.
    pub door: Door,
    /// Under which reference it is there.
    pub reference: OutsideReference,
    /// What the member was told.
    pub told: Words,
    /// Why it was handed on.
    pub basis: Basis,
}

/// It belongs to another body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotOurs {
    /// The partner.
    pub partner: PartnerId,
    /// The partner's reference, if it gave one.
    pub reference: Option<OutsideReference>,
    /// What the member was told.
    pub told: Words,
    /// Why.
    pub basis: Basis,
}

/// Which right to information is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InformationLaw {
    /// Freedom of Information Act 2000.
    FreedomOfInformation,
    /// Environmental Information Regulations 2004.
    EnvironmentalInformation,
    /// A person's own data: UK GDPR, article 15.
    SubjectAccess,
}

impl InformationLaw {
    /// The law's name, as cited.
    pub fn statute(self) -> &'static str {
        match self {
            Self::FreedomOfInformation => "Freedom of Information Act 2000, s.1",
            Self::EnvironmentalInformation => "Environmental Information Regulations 2004, reg. 5",
            Self::SubjectAccess => "UK GDPR, article 15",
        }
    }
}

/// A request under a right to information was split off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InformationRightsSplit {
    /// The part.
    pub part: PartId,
    /// Under which law.
    pub law: InformationLaw,
    /// What is asked under it.
    pub words: Words,
    /// When it was received: its own law counts from there.
    pub received: Receipt,
    /// Why the enquiry limits no such right.
    pub basis: Basis,
}
