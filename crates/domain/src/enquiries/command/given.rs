//! What people give with an act, as typed.

use jiff::civil::Date;

use crate::calendar::Receipt;
use crate::enquiries::event::{AnswerKind, FileReaders, Ground, Reason, UrgentGround};
use crate::ids::{AppointmentId, PersonId, ServiceId, WardId};
use crate::protocol::Door;

/// A new enquiry, as given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Raise {
    /// How it reached the officer who types it; none where member or assistant types.
    pub means: Option<Means>,
    /// When it reached the council, if before now: only where an officer types it.
    pub received: Option<Receipt>,
    /// What it is about, in a line.
    pub title: String,
    /// What the member asks.
    pub body: String,
    /// For whom, if for a constituent.
    pub constituent: Option<ConstituentGiven>,
    /// The ward of the place.
    pub ward: Option<WardId>,
    /// The place, in words.
    pub place: Option<String>,
    /// On what ground it is urgent, if it is.
    pub urgent: Option<UrgentGround>,
    /// The service it is about; none where the member does not know.
    pub service: Option<ServiceId>,
    /// The member chose the Chief Officer of that service.
    pub to_chief_officer: bool,
    /// Why the member steps in.
    pub reason: Option<Reason>,
    /// Files.
    pub files: Vec<FileGiven>,
    /// Who else may read it.
    pub share: Vec<ShareWith>,
    /// The better doors that were shown before it was raised.
    pub doors_shown: Vec<Door>,
    /// Persons whom it concerns and who must not read it, whatever their posts.
    pub keep_out: Vec<PersonId>,
}

/// How an enquiry reached the officer who types it for the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Means {
    /// On the telephone.
    Telephone,
    /// By letter or message.
    Writing,
    /// In person.
    InPerson,
    /// By mail, which the council's own mail server took: said by the product alone, also of what a member writes.
    Mail,
    /// Before the council began with the product: it stands in the list kept until then.
    TakenOver,
}

/// A constituent, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstituentGiven {
    /// Name and contact; may be left out.
    pub details: Option<String>,
    /// On what ground they are given.
    pub ground: Ground,
    /// Other persons are spoken of too.
    pub third_party: bool,
    /// A child is concerned.
    pub child: bool,
    /// The constituent works for the council.
    pub employee: bool,
    /// The member took the Monitoring Officer's advice first; asked where the constituent is an employee.
    pub advice_taken: bool,
}

/// A file, as given.
#[derive(Clone, PartialEq, Eq)]
pub struct FileGiven {
    /// Its name.
    pub name: String,
    /// Its media type by its contents, as the edge found it.
    pub media: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Who may see it.
    pub readers: FileReaders,
}

impl std::fmt::Debug for FileGiven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileGiven({}, {} bytes)", self.media, self.bytes.len())
    }
}

/// A holding reply, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Why there is no answer yet.
    pub why: String,
    /// What is being done.
    pub doing: String,
    /// By when the full answer will follow.
    pub until: Date,
    /// The new date was talked over with the member.
    pub liaised: bool,
    /// The template that it began from.
    pub template: Option<String>,
}

/// A substantive answer, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub words: String,
    /// What kind of answer it is.
    pub kind: AnswerKind,
    /// The date of programmed works.
    pub works_on: Option<Date>,
    /// The commitments that it makes, each with its date.
    pub promises: Vec<(String, Date)>,
    /// The same for the resident, to be forwarded.
    pub forward: Option<String>,
    /// The template that it began from.
    pub template: Option<String>,
}

/// The fields of the promises that one answer may make, each with the field of its date.
pub const PROMISES: [(&str, &str); 4] = [
    ("promise", "promise-due"),
    ("promise-2", "promise-due-2"),
    ("promise-3", "promise-due-3"),
    ("promise-4", "promise-due-4"),
];

/// With whom a member shares an enquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareWith {
    /// One other member, by appointment: a ward colleague, a portfolio holder.
    Member(AppointmentId),
    /// All members of the place's ward; only for a matter without a constituent.
    Ward,
}

/// What is put right, as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionGiven {
    /// The title.
    Title(String),
    /// The ward of the place.
    Ward(WardId),
    /// The place in words.
    Place(String),
    /// The constituent.
    Constituent(ConstituentGiven),
    /// Why the member steps in.
    Reason(Reason),
    /// When it was received.
    Received(Receipt),
}
