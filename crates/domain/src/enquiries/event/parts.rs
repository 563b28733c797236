//! Parts of an enquiry: burden, contributions, partners, messages, files.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::access::Token;
use crate::ids::{PartId, PartnerId, PersonId, ServiceId};
use crate::verdict::Basis;
use crate::words::Words;

/// A part of the case, and nothing more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which.
    pub part: PartId,
}

/// A part of the case with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartSaid {
    /// Which.
    pub part: PartId,
    /// The words.
    pub words: Words,
}

/// An officer raised the enquiry as a disproportionate burden.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BurdenRaised {
    /// To whom: the manager of the service, or the Chief Officer above.
    pub to: Token,
    /// Why it is a burden.
    pub words: Words,
    /// The duty to raise it.
    pub basis: Basis,
    /// Whether the clock runs meanwhile, and why.
    pub clock_runs: bool,
}

/// The way of answering was discussed with the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BurdenDiscussed {
    /// What came of it.
    pub approach: Approach,
    /// Whether the member agreed to it.
    pub agreed: bool,
    /// What was said.
    pub words: Words,
}

/// How a burdensome enquiry will be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approach {
    /// A smaller question.
    Narrowed,
    /// In steps.
    Phased,
    /// In a meeting.
    Meeting,
    /// No approach was found.
    None,
}

/// A part of the answer was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContributionAsked {
    /// The part.
    pub part: PartId,
    /// Of whom.
    pub of: Contributor,
    /// What is asked.
    pub about: Words,
    /// By when; within the enquiry's own date.
    pub due: Date,
}

/// Who contributes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contributor {
    /// Another service.
    Service(ServiceId),
    /// One officer.
    Person(PersonId),
}

impl Contributor {
    /// The relation by which the contributor reads the case.
    pub fn token(&self) -> Token {
        match self {
            Self::Service(service) => Token::service(service),
            Self::Person(person) => Token::person(person),
        }
    }
}

/// An outside partner was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerAsked {
    /// The part.
    pub part: PartId,
    /// The partner.
    pub partner: PartnerId,
    /// The named contact there.
    pub contact: Words,
    /// What is asked.
    pub about: Words,
    /// By when.
    pub due: Date,
}

/// Which side a message comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The member, or an assistant.
    Member,
    /// The officers.
    Officers,
}

/// A message between the member and the officers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSent {
    /// The part.
    pub part: PartId,
    /// From which side.
    pub from: Side,
    /// What it says.
    pub words: Words,
}

/// A template was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateUsed {
    /// Its slug.
    pub template: String,
}

/// A file was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAdded {
    /// The part.
    pub part: PartId,
    /// Its name, as given and made safe.
    pub name: Words,
    /// Its bytes.
    pub file: Words,
    /// Its media type, by its contents.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
    /// Who may see it.
    pub readers: FileReaders,
}

/// Who may see a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileReaders {
    /// Everybody who may read the case.
    All,
    /// Officers only.
    Internal,
}
