//! How an enquiry begins and whom it goes to.

use serde::{Deserialize, Serialize};

use crate::access::Token;
use crate::calendar::Receipt;
use crate::ids::{AppointmentId, PersonId, ServiceId, TeamId, WardId};
use crate::protocol::Door;
use crate::reference::Reference;
use crate::register::Pin;
use crate::verdict::Basis;
use crate::words::Words;

/// An enquiry was raised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Raised {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged; none where the council has adopted none.
    pub pin: Option<Pin>,
    /// The member's appointment to which it belongs.
    pub holder: AppointmentId,
    /// Who typed it for the member.
    pub raised_by: RaisedBy,
    /// When the council received it.
    pub received: Receipt,
    /// What it is about, in a line.
    pub title: Words,
    /// What the member asks.
    pub body: Words,
    /// For whom, if for a constituent.
    pub constituent: Option<Constituent>,
    /// The ward of the place.
    pub ward: Option<WardId>,
    /// The place, in words.
    pub place: Option<Words>,
    /// On what ground it is urgent, if it is.
    pub urgent: Option<UrgentGround>,
    /// The service it is about, where the member or Who Does What named one.
    pub service: Option<ServiceId>,
    /// Why a member steps in.
    pub reason: Option<Reason>,
}

/// Who typed an enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RaisedBy {
    /// The member.
    Member,
    /// The member's assistant.
    Assistant,
    /// An officer, for a member on the telephone.
    OfficerByTelephone,
    /// An officer, for a member's letter or message.
    OfficerInWriting,
    /// An officer, for a member who came in person.
    OfficerInPerson,
    /// An officer, from the list that the council kept before.
    TakenOver,
}

/// For whom a member asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constituent {
    /// Name and contact, in words; none where the member gives no name.
    pub details: Option<Words>,
    /// On what ground the details are given.
    pub ground: Ground,
    /// The words speak of other persons too.
    pub third_party: bool,
    /// A child is concerned.
    pub child: bool,
    /// The constituent works for the council.
    pub employee: bool,
}

/// On what ground a constituent's details are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The constituent gave permission.
    Permission,
    /// The elected representative's own lawful basis for casework.
    Representative,
}

/// On what ground an enquiry is urgent. No post makes one urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UrgentGround {
    /// A risk to health or safety.
    HealthOrSafety,
    /// A vulnerable person.
    VulnerablePerson,
    /// A date that will pass.
    DateWillPass,
}

/// Why members typically step in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A service may have failed and it is not resolved.
    ServiceFailure,
    /// To speak for residents.
    Advocacy,
    /// Something else.
    Other,
}

/// With whom an enquiry is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Desk {
    /// A service.
    Service(ServiceId),
    /// A team, such as the contact centre.
    Team(TeamId),
}

impl Desk {
    /// The relation of its officers.
    pub fn token(&self) -> Token {
        match self {
            Self::Service(service) => Token::service(service),
            Self::Team(team) => Token::team(team),
        }
    }
}

/// By which rule an enquiry was routed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// The service that was named, found by Who Does What.
    WhoDoesWhat,
    /// Nobody knew the service: a team finds it.
    Unclear,
    /// Every enquiry goes through one team first.
    EverythingThrough,
    /// A team found the service.
    Triage,
    /// It was sent back to be routed again.
    SentBack,
}

/// It went to a service or a team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Routed {
    /// To whom.
    pub to: Desk,
    /// By which rule.
    pub route: Route,
    /// Why by that rule.
    pub basis: Basis,
    /// The manager's answerability, where the protocol names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answerable: Option<Basis>,
    /// The member chose a Chief Officer, though a service manager deals with it.
    #[serde(default)]
    pub past_manager: bool,
}

/// It went to another service, team or officer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reassigned {
    /// To which service or team.
    pub to: Desk,
    /// To which officer, if to one.
    pub handler: Option<PersonId>,
    /// Why this is in the actor's hands.
    pub basis: Basis,
}

/// It was sent back to the router.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Returned {
    /// To whom.
    pub to: Desk,
    /// Why.
    pub why: Words,
    /// Why it goes there.
    pub basis: Basis,
}

/// The member was told that it has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// Who deals with it; none where nobody was named.
    pub handler: Option<PersonId>,
    /// What the member was told with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

/// A better door was shown, and the member went on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoorShown {
    /// Which.
    pub door: Door,
    /// Why it was offered.
    pub basis: Basis,
}

/// A door was taken beside the enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorTaken {
    /// Which.
    pub door: Door,
    /// The other system's reference, if it gave one.
    pub reference: Option<OutsideReference>,
}

/// A reference that another system gave: letters, digits, hyphens and slashes, so that no words fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OutsideReference(String);

impl OutsideReference {
    /// The reference as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OutsideReference {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-/._".contains(c);
        if (1..=40).contains(&text.len()) && text.chars().all(plain) {
            Ok(Self(text))
        } else {
            Err(format!(
                "`{}` is not a reference: use 1 to 40 letters, digits, hyphens and slashes",
                text.chars().take(60).collect::<String>()
            ))
        }
    }
}
impl From<OutsideReference> for String {
    fn from(reference: OutsideReference) -> Self {
        reference.0
    }
}
