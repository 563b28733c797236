//! What a register says of itself, so that one set of pages and one command serve it.

use domain::access::Readers;
use domain::clock::{Clock, ClockDay};
use domain::ids::{ContentKey, PartId};
use domain::protocol::Protocol;
use domain::register::files::CaseFile;
use domain::register::{ActKind as _, Context, Register, Row};
use domain::verdict::{Basis, Gate, Refusal};
use domain::words::Words;
use jiff::civil::Date;

use super::{InMail, Look};
use crate::acts::{Ask, Given};
use crate::operations::{ActError, Case, Operations};
use crate::web::names::Link;

/// Headings of acts that end a case or complain of one: links, never the buttons that a page offers first.
pub const ASIDE: [&str; 2] = ["End it", "If something is wrong"];

/// The words for a register's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// One record, without article: `information request`.
    pub one: &'static str,
    /// Several of them: `information requests`.
    pub many: &'static str,
    /// The act that opens one, as a button says it: `Ask for information`.
    pub open: &'static str,
    /// What the register is for, in one sentence for the page of all registers.
    pub purpose: &'static str,
}

/// What stands above what officers alone read.
pub const OFFICERS_ONLY: &str = "Internal: officers only";

/// What one event says in the thread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// What they did, as words after their name: `asked for the valuation report`.
    pub what: String,
    /// What was said, each with what it is; only what this person may read.
    pub words: Vec<(&'static str, Words)>,
    /// For whom it is, where fewer read it than the case: set apart in colour and by these words.
    pub internal: Option<&'static str>,
    /// Called back by its author.
    pub recalled: bool,
    /// What the case was opened for: an answer, a decision, the thing given.
    pub answers: bool,
}

/// A clock with what a page needs to explain it.
#[derive(Debug, Clone)]
pub struct ClockShown {
    /// The clock now.
    pub clock: Clock,
    /// The same day by day.
    pub days: Vec<ClockDay>,
    /// The rule in words, with its basis: `An answer is aimed at within 5 working days of receipt`.
    pub rule: Option<(String, Basis)>,
}

/// A file of a case that this person may open.
#[derive(Debug, Clone)]
pub struct FileShown {
    /// The part of the case that it is.
    pub part: PartId,
    /// Where its name is kept.
    pub name: Words,
    /// Where its bytes are kept.
    pub file: ContentKey,
    /// Its type, as found from its bytes.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
    /// Who added it, in words.
    pub by: String,
    /// A word that stands out, such as `Confidential`.
    pub tag: Option<&'static str>,
}

impl FileShown {
    /// A file of a case as it is listed.
    pub fn of(file: &CaseFile, by: &str) -> Self {
        Self {
            part: file.part.clone(),
            name: file.name.clone(),
            file: file.file.key.clone(),
            media: file.media.clone(),
            size: file.size,
            by: by.to_owned(),
            tag: None,
        }
    }
}

/// What is done with a file before its bytes go to somebody who may open it.
#[derive(Debug, Clone, Default)]
pub struct Handing {
    /// The opening is put on record first, with why this person may.
    pub on_record: Option<Basis>,
    /// A line on every page of a PDF, and what is said where it cannot be put there: then nothing goes.
    pub stamp: Option<(String, Refusal)>,
    /// The name under which it is saved, where its own would tell something.
    pub name: Option<String>,
}

/// A register as people meet it. The register's rules stay in the domain; here is how its acts are asked
/// for and how its events are told.
pub trait Shown:
    Register<
        State: Send + Sync,
        Event: Send + Sync,
        Command: Clone + Send + Sync,
        Kind: Send + Sync + 'static,
    > + Sized
    + Send
    + Sync
    + 'static
{
    /// The words for its records.
    const NOUN: Noun;
    /// Every kind of act that a person can do on a case, in the order in which pages offer them: the
    /// first that is allowed is the main one.
    const KINDS: &'static [Self::Kind];
    /// The kind that opens a case; none for a register whose cases come from elsewhere.
    const OPENS: Option<Self::Kind>;
    /// Further kinds that open a case of another sort, each at `/new?as=` and its key.
    const OPENS_TOO: &'static [Self::Kind] = &[];
    /// Whether a mail may name a case and say what happened. By itself it says only that something waits.
    const NAMED_IN_MAIL: bool = false;
    /// The acts that a mail from somebody who may read the case can become: those that ask for words alone, the
    /// first that is open. None where a register takes no words by mail unless they say what they are.
    const BY_MAIL: &'static [Self::Kind] = &[];
    /// The acts that a mail becomes whose first line is this word alone, in small letters: those that ask for
    /// words at most, and none that is hard to take back.
    const BY_WORD: &'static [(&'static str, Self::Kind)] = &[];

    /// The kind's stable name, in addresses and on the command line: `ask-guidance`.
    fn key(kind: Self::Kind) -> &'static str {
        kind.name()
    }
    /// The kind as a link or button: `Ask the Monitoring Officer’s guidance`.
    fn label(kind: Self::Kind) -> &'static str {
        kind.label()
    }
    /// The questions of a kind of act, in order.
    fn asks(kind: Self::Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask>;
    /// Reads the answers to a kind of act; `why` is the reason that a gate may have asked for. None when
    /// something is wrong, which `given` then holds. Only the form is checked; deciding checks the rest.
    fn command(
        kind: Self::Kind,
        given: &mut Given,
        why: Option<String>,
        case: Option<&Case<Self>>,
        look: &Look<'_>,
    ) -> Option<Self::Command>;
    /// Adds to a command what only the store knows, such as another case that it names, read with the
    /// actor's own eyes.
    fn prepare(
        operations: &Operations,
        look: &Look<'_>,
        command: Self::Command,
    ) -> impl Future<Output = Result<Self::Command, ActError>> + Send {
        let _ = (operations, look);
        async { Ok(command) }
    }

    /// What a mail answers of an act's questions beside its words: who wrote it, and when.
    fn from_mail(kind: Self::Kind, look: &Look<'_>) -> Vec<(&'static str, String)> {
        let _ = (kind, look);
        Vec::new()
    }
    /// What stands in the fields of an act before anybody has typed, from other cases that this person reads.
    /// `about` is what the address names of the case, such as a clause.
    fn filled(
        operations: &Operations,
        look: &Look<'_>,
        kind: Self::Kind,
        case: &Case<Self>,
        about: Option<&str>,
    ) -> impl Future<Output = Result<Vec<(&'static str, String)>, ActError>> + Send {
        let _ = (operations, look, kind, case, about);
        async { Ok(Vec::new()) }
    }
    /// Other cases that this person reads and should look at beside this one.
    fn beside(
        operations: &Operations,
        look: &Look<'_>,
        case: &Case<Self>,
    ) -> impl Future<Output = Result<Vec<Link>, ActError>> + Send {
        let _ = (operations, look, case);
        async { Ok(Vec::new()) }
    }

    /// What the case is about, in words that this person may read.
    fn title(case: &Case<Self>, look: &Look<'_>) -> String;
    /// Where it stands, in one sentence.
    fn sentence(case: &Case<Self>, look: &Look<'_>) -> String;
    /// What the event at this place of `case.events` says to this person; none if it is not for them.
    fn tell(case: &Case<Self>, at: usize, look: &Look<'_>) -> Option<Told>;
    /// Facts beside the thread.
    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)>;
    /// Its clock, if one runs or has run.
    fn clock(case: &Case<Self>, look: &Look<'_>) -> Option<ClockShown> {
        let _ = (case, look);
        None
    }
    /// The files that this person may open.
    fn files(case: &Case<Self>, look: &Look<'_>) -> Vec<FileShown> {
        let _ = (case, look);
        Vec::new()
    }
    /// What is done with a file before its bytes go to this person, who may open it.
    fn hand_over(case: &Case<Self>, file: &FileShown, look: &Look<'_>) -> Handing {
        let _ = (case, file, look);
        Handing::default()
    }
    /// The state of a row in words.
    fn state_words(state: &str) -> &'static str;
    /// What happens next, for a line of a list: words before the row's own date where it has one
    /// (`The group meets on`), a sentence of its own where it has none.
    fn next_words(row: &Row, look: &Look<'_>) -> Option<String> {
        let _ = (row, look);
        None
    }
    /// What a notice of this kind says, without any word of the case.
    fn notice(kind: &str) -> Option<&'static str>;
    /// What an act has done, for the top of the page after it.
    fn done(kind: Self::Kind) -> &'static str {
        let _ = kind;
        "Done. It stands at the end of the thread."
    }
    /// The words of the form's main button.
    fn button(kind: Self::Kind) -> &'static str {
        Self::label(kind)
    }
    /// The heading under which the act stands among what may happen next; under one of [`ASIDE`] it is
    /// never a button.
    fn group(kind: Self::Kind) -> &'static str {
        let _ = kind;
        "Go on"
    }
    /// Whether the act is hard to take back.
    fn grave(kind: Self::Kind) -> bool {
        let _ = kind;
        false
    }
    /// Who will read the words of an act, and whether they are fewer than the case's readers; none for
    /// an act without words.
    fn word_readers(
        kind: Self::Kind,
        state: &Self::State,
        look: &Look<'_>,
    ) -> Option<(Readers, bool)> {
        let _ = kind;
        Some((Self::told_readers(state, look), false))
    }
    /// Those of the case's readers of whom this person is told: all of them, unless that somebody reads it would
    /// tell what is not for this person.
    fn told_readers(state: &Self::State, look: &Look<'_>) -> Readers {
        let _ = look;
        Self::readers(state)
    }
    /// Whether opening the case is put on record before it is shown.
    fn logs_opening(state: &Self::State) -> bool {
        let _ = state;
        false
    }
    /// What a protocol that says nothing of the register is to say of that; none where it speaks.
    fn silent(protocol: &Protocol) -> Option<String>;
    /// What stands above the form that opens a case.
    fn guidance(look: &Look<'_>) -> Option<String> {
        let _ = look;
        None
    }
    /// Pages of the register’s own that this person may open from its list.
    fn links(look: &Look<'_>) -> Vec<Link> {
        let _ = look;
        Vec::new()
    }
    /// What the product itself owes a case now, as commands of its own; `shown` is the next date as
    /// lists have it.
    fn owed(state: &Self::State, shown: Option<Date>, cx: &Context<'_>) -> Vec<Self::Command> {
        let _ = (state, shown, cx);
        Vec::new()
    }

    /// Who reads what officers write to each other about the case, and so a mail to it that no rule could
    /// place.
    fn officers_read(state: &Self::State) -> Readers {
        Self::readers(state)
    }

    /// What a mail may say of the case to this person, who may read it.
    fn in_mail(case: &Case<Self>, look: &Look<'_>) -> InMail {
        let _ = (case, look);
        InMail {
            named: Self::NAMED_IN_MAIL,
            ..InMail::default()
        }
    }

    /// A kind by its stable name.
    fn named(key: &str) -> Option<Self::Kind> {
        let opens = Self::OPENS
            .into_iter()
            .chain(Self::OPENS_TOO.iter().copied());
        let mut all = Self::KINDS.iter().copied().chain(opens);
        all.find(|kind| Self::key(*kind) == key)
    }
    /// Every kind with what the gate says of it to this person.
    fn gates(state: &Self::State, cx: &Context<'_>) -> Vec<(Self::Kind, Gate)> {
        let gate = |kind: &Self::Kind| (*kind, Self::gate(Some(state), *kind, cx));
        let all = Self::KINDS.iter().map(gate);
        all.filter(|(_, gate)| !matches!(gate, Gate::Hidden))
            .collect()
    }
    /// Whether this person may open a case.
    fn may_open(look: &Look<'_>) -> bool {
        Self::OPENS
            .is_some_and(|kind| look.with_context(|cx| Self::gate(None, kind, cx).is_allowed()))
    }
}
