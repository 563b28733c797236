//! What every register of the product implements, from enquiries to concerns.

pub(crate) mod draft;
pub mod files;
#[cfg(test)]
pub(crate) mod golden;
pub mod kept;
pub(crate) mod kinds;
pub(crate) mod posts;
pub mod privacy;
#[cfg(test)]
pub(crate) mod walk;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::access::{Readers, Token, Visible};
use crate::council::Council;
use crate::fresh::Fresh;
use crate::ids::{
    AppointmentId, ContentKey, PackId, PersonId, ServiceId, Stream, VersionId, WardId,
};
use crate::protocol::text::TextSaved;
use crate::protocol::{Protocol, ProtocolEvent};
use crate::reference::Reference;
use crate::verdict::{Basis, Decision, Gate, Rejection};

/// The facts beside the case that a decision may use.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// When it happens.
    pub now: Timestamp,
    /// Who acts, and for whom.
    pub actor: &'a Actor,
    /// The council's protocol, directory, calendar and settings.
    pub council: &'a Council,
    /// The randomness of this act.
    pub fresh: &'a Fresh,
}

/// The person who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// What they can see now; holds who they are.
    pub visible: Visible,
    /// The appointment for which an assistant, or an officer on the telephone, acts.
    pub acting_for: Option<AppointmentId>,
}

impl Actor {
    /// Who it is.
    pub fn person(&self) -> &PersonId {
        self.visible.person()
    }
}

/// The version of the protocol by which a case is judged, kept from its opening on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// The pack.
    pub pack: PackId,
    /// The version.
    pub version: VersionId,
}

impl Pin {
    /// The protocol in force on a day; none while the council has adopted none.
    pub fn on(council: &Council, date: Date) -> Option<Self> {
        let protocol = council.protocol_on(date)?;
        Some(Self {
            pack: protocol.pack.clone(),
            version: protocol.version.clone(),
        })
    }

    /// The protocol itself, if the program still knows it.
    pub fn protocol<'c>(&self, council: &'c Council) -> Option<&'c Protocol> {
        council.pinned(&self.pack, &self.version).map(AsRef::as_ref)
    }
}

/// An event with the facts that every event has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded<E> {
    /// Its place in its stream, from 1.
    pub version: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who did it.
    pub actor: PersonId,
    /// What happened.
    pub event: E,
}

/// Another case that an act changes or names, as the caller loaded it with the actor's own eyes.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside<S> {
    /// Its stream.
    pub stream: Stream,
    /// The version of that stream that was read.
    pub version: u64,
    /// The case.
    pub state: Box<S>,
}

/// The kind of an act, as addresses, the log and buttons name it.
pub trait ActKind: Copy + Eq {
    /// Its stable name, as in addresses and the log.
    fn name(self) -> &'static str;
    /// Its label on a button.
    fn label(self) -> &'static str;
}

/// A register: a kind of record with its states, acts and readers.
pub trait Register {
    /// The noun, one spelling in every layer: `enquiries`.
    const NAME: &'static str;
    /// The three letters of its references: `ENQ`.
    const PREFIX: &'static str;
    /// A case as folded from its events. `None` before the first event.
    type State: Clone;
    /// What has happened.
    type Event: Serialize + DeserializeOwned + Clone;
    /// What somebody wants to do, with all its fields.
    type Command;
    /// The kind of a command, without fields.
    type Kind: ActKind;

    /// The kind of a command.
    fn kind(command: &Self::Command) -> Self::Kind;
    /// Whether this kind of act is open to this actor on this case now.
    fn gate(state: Option<&Self::State>, kind: Self::Kind, cx: &Context<'_>) -> Gate;
    /// Gate, validation, events. Given that the gate allows, only `Invalid` may come back.
    fn decide(
        stream: &Stream,
        state: Option<(&Self::State, u64)>,
        command: Self::Command,
        cx: &Context<'_>,
    ) -> Result<Decision<Self::Event>, Rejection>;
    /// The case after one more event. Never fails, whatever the event.
    fn evolve(state: Option<Self::State>, event: &Recorded<Self::Event>) -> Option<Self::State>;
    /// What became certain with the act, written after its own events: what a clock has judged.
    fn settled(state: &Self::State, cx: &Context<'_>) -> Vec<Self::Event> {
        let _ = (state, cx);
        Vec::new()
    }
    /// Whether the case leaves the register with this event for the one that takes over, by its noun; none
    /// for an event that hands nothing over.
    fn hands_over(event: &Self::Event) -> Option<&'static str> {
        let _ = event;
        None
    }
    /// Who may read the case.
    fn readers(state: &Self::State) -> Readers;
    /// Who may read the words of the case, where that is fewer than may read that there is the case; none
    /// where both are the same. Lists and search show and match words by it.
    fn words_readers(_state: &Self::State) -> Option<Readers> {
        None
    }
    /// The words and files that an event erases for good, with the ground in words that hold nothing
    /// personal; none for an event that erases nothing.
    fn erased(event: &Self::Event) -> Option<(&[ContentKey], String)>;
    /// The words and files of a case that are not erased yet, with what erases some of them on a ground.
    /// What the council recorded of its own protocol, a ruling or an adopted change, is not among them.
    fn erasing(_state: &Self::State) -> Option<Erasing<Self::Command>> {
        None
    }
    /// What an event changes of the council's own record of its protocols, in the same commit.
    fn of_council(event: &Self::Event) -> Option<ProtocolEvent> {
        let _ = event;
        None
    }
    /// The council's own text of a version that comes with an event, in the same commit.
    fn of_texts(event: &Self::Event) -> Option<TextSaved> {
        let _ = event;
        None
    }
    /// The case as a row of lists, judged with the calendar by the clock's own function.
    fn summary(state: &Self::State, council: &Council) -> Row;
}

/// What can be erased of a case, and the command that does.
#[derive(Debug, Clone)]
pub struct Erasing<C> {
    /// The words and files that are not erased yet, oldest first.
    pub left: Vec<ContentKey>,
    /// The command, of the keys and the legal ground.
    pub command: fn(Vec<ContentKey>, Basis) -> C,
}

/// A case as lists and figures need it. Holds no words of the case: the title is a content key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The register's noun.
    pub register: String,
    /// The case's reference.
    pub reference: Reference,
    /// Where its title is kept.
    pub title: Option<ContentKey>,
    /// The state as a closed word: `with-officer`, `held`, `answered`, `closed`…
    pub state: String,
    /// Whether it still waits on anybody.
    pub open: bool,
    /// The next date to meet, if a clock runs.
    pub due: Option<Date>,
    /// On whom the next step waits.
    pub waits_on: Option<Token>,
    /// The service that deals with it.
    pub service: Option<ServiceId>,
    /// The ward of the place.
    pub ward: Option<WardId>,
    /// The member's appointment to which it belongs.
    pub holder: Option<AppointmentId>,
    /// The officer who has it.
    pub handler: Option<PersonId>,
    /// When it was received.
    pub received: Timestamp,
    /// The day it was received, in Europe/London, by which figures are counted.
    pub received_on: Date,
    /// The day it was answered, if it was.
    pub answered_on: Option<Date>,
    /// The day it was closed, if it was.
    pub closed_on: Option<Date>,
    /// How the first target was judged: `in-time`, `explained-in-time`, `late`; none while it runs.
    pub judged: Option<String>,
    /// How a holding reply's own date was judged: `kept`, `missed`; none without one or while it runs.
    pub held: Option<String>,
    /// Words by which search finds it besides its contents: ward and service names, the reference.
    pub search: Vec<String>,
}
