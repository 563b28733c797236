//! Why a message waits, and what is shown of it.

use domain::ids::PersonId;
use domain::reference::Reference;
use messages::likeness::Sketch;
use messages::{Automatic, Message};
use serde::{Deserialize, Serialize};
use store::PlacedIncoming;

/// How many characters of a message are shown in the pen without opening it.
const WORDS: usize = 4_000;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $word:literal $told:literal;)*) => {
        /// Why a message waits for a person, or was set aside.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Why { $($(#[$doc])* $name,)* }

        impl Why {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];
            /// As it is stored.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
            /// In words.
            pub fn told(self) -> &'static str {
                match self { $(Self::$name => $told,)* }
            }
        }
    };
}

reasons! {
    /// It cannot be read as a message.
    Unreadable "unreadable" "It cannot be read as a message.";
    /// It is larger than the set-up takes, or the mailbox does not give it.
    TooLarge "too-large" "It is larger than is taken, or the mailbox did not give it. It lies there, marked.";
    /// The council's mail server found that the sender is somebody else.
    Forged "forged" "The council’s mail server found that it does not come from the address that it names.";
    /// The council's mail server says nothing of the sender.
    Unproven "unproven" "The council’s mail server says nothing that would prove its sender.";
    /// The directory does not know the address.
    Unknown "unknown" "The directory does not know this address.";
    /// Several people have the address.
    SharedAddress "shared-address" "Several people of the directory have this address.";
    /// The sender holds nothing today.
    Left "left" "Its sender holds no post today.";
    /// An officer writes, and not about a case.
    Officer "officer" "An officer wrote, and not about a case.";
    /// The reply address was never given out.
    Mistyped "mistyped" "It answers to an address that was never given out: it may be mistyped.";
    /// The reply address is too old.
    Expired "expired" "It answers to an address that is too old.";
    /// It answers to several cases.
    Several "several" "It answers to several cases at once.";
    /// The sender may not read the case that is answered.
    Foreign "foreign" "Its sender may not read the case to which it answers: the address may have been passed on.";
    /// The case's words were erased.
    Erased "erased" "The words of the case to which it answers were erased.";
    /// The rules refuse what it would do.
    Refused "refused" "The rules do not let it become an act.";
    /// Its first line was carried out, and it says more.
    More "more" "What its first line names was done. It says more, which that act does not take.";
    /// It went to a crowd.
    Crowd "crowd" "It went to more than two hundred addresses.";
    /// Too many of one sender came.
    Many "many" "More than thirty messages came from its sender within an hour.";
    /// Its character set is wrong.
    Garbled "garbled" "Much of it cannot be read in the character set that it names.";
    /// It says nothing.
    Empty "empty" "It says nothing.";
    /// It came from an address that reads no answers.
    NoReply "no-reply" "It comes from an address that reads no answers.";
    /// A program answered.
    Answer "automatic" "A program answered, such as an absence notice.";
    /// A letter came back.
    Returned "returned" "A letter came back.";
    /// It went to a list, or to many.
    List "list" "It went to a list, or to many.";
}

impl Why {
    /// The reason of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|why| why.name() == name)
    }

    /// What its writer is told, whom the directory knows, with what to do instead; none where nobody is to be
    /// answered. It is the same for every case that they cannot write to, whether there is one or not.
    pub fn to_writer(self) -> Option<&'static str> {
        Some(match self {
            Self::Mistyped | Self::Expired | Self::Several | Self::Foreign => {
                "The address to which it answers leads nowhere for you: it may be mistyped, too old, of several \
                 cases, or passed on by somebody else. Open the case and write there, or answer its newest letter."
            }
            Self::Erased => {
                "The words of the case to which it answers were erased. A new matter is raised anew."
            }
            Self::Officer => {
                "It came to the address for new matters, and is about no case. Answer a letter about the case, or \
                 open the case and write there."
            }
            Self::Garbled => {
                "Much of it cannot be read in the character set that it names. Write it on a page, or send it once \
                 more from another program."
            }
            Self::Empty => "It says nothing and brings nothing.",
            Self::Refused => {
                "It does not say everything that is asked for. Its words wait in the form for a new enquiry, among \
                 your drafts."
            }
            _ => return None,
        })
    }

    /// Why an automatic message is set aside.
    pub(super) fn of(automatic: Automatic) -> Self {
        match automatic {
            Automatic::Answer => Self::Answer,
            Automatic::Returned => Self::Returned,
            Automatic::List | Automatic::Bulk => Self::List,
            Automatic::NoReply => Self::NoReply,
        }
    }
}

/// A message that waits, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub why: Why,
    /// What stands in the way, where the reason alone does not tell.
    pub because: Option<String>,
    /// The case that it is addressed to: only its readers see the message.
    pub reference: Option<Reference>,
    /// Whose message it is, where that is proven.
    pub person: Option<PersonId>,
}

impl Held {
    pub(super) fn new(why: Why) -> Self {
        Self {
            why,
            because: None,
            reference: None,
            person: None,
        }
    }

    pub(super) fn because(mut self, why: String) -> Self {
        self.because = Some(why);
        self
    }

    pub(super) fn placed(self, state: &str, message: Option<&Message>) -> PlacedIncoming {
        let told = Told {
            because: self.because,
            person: self.person,
            ..message.map_or_else(Told::default, Told::of)
        };
        let sketch = message.map(|message| Sketch::of(&message.text.words).to_hex());
        PlacedIncoming {
            state: state.to_owned(),
            reason: Some(self.why.name().to_owned()),
            reference: self.reference,
            told: serde_json::to_string(&told).expect("plain data"),
            sketch: sketch.unwrap_or_default(),
            forget: false,
        }
    }
}

/// What the pen shows of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// The address of its sender, by its own account.
    pub from: String,
    /// The name of its sender, by its own account.
    pub name: Option<String>,
    /// Its subject.
    pub subject: String,
    /// The beginning of its text.
    pub words: String,
    /// The names of its files.
    pub files: Vec<String>,
    /// What stands in the way, where the reason alone does not tell.
    pub because: Option<String>,
    /// Whose message it is, where that is proven.
    pub person: Option<PersonId>,
}

impl Told {
    fn of(message: &Message) -> Self {
        let taken = message.files.iter().map(|file| file.name.clone());
        let left_out = message
            .left_out
            .iter()
            .map(|file| format!("{} {}", file.name, file.why));
        Self {
            from: message.from.address.chars().take(200).collect(),
            name: message
                .from
                .name
                .as_ref()
                .map(|name| name.chars().take(200).collect()),
            subject: message.subject.clone(),
            words: message.text.words.chars().take(WORDS).collect(),
            files: taken.chain(left_out).collect(),
            because: None,
            person: None,
        }
    }
}
