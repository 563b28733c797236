//! The one list of registers.

use std::pin::Pin;

use domain::access::{Readers, Token};
use domain::amendments::Amendments;
use domain::briefings::Briefings;
use domain::complaints::Complaints;
use domain::council::Council;
use domain::enquiries::{Enquiries, Kind, note_readers};
use domain::groups::Groups;
use domain::ids::{PersonId, Stream};
use domain::information::Information;
use domain::interpretations::Interpretations;
use domain::protocol::Protocol;
use domain::reference::Reference;
use domain::register::{Actor, Context, Register, Row};
use domain::verdict::Gate;
use messages::Message;
use store::{Fault, Folded, StoredEvent, Upkeep};

use super::{InMail, Look, Noun, Shown};
use crate::operations::intake::{Why, Written};
use crate::operations::{ActError, Case, Done, Operations, Options, ToErase, projection};

/// A future that an edge can hold without knowing the register.
pub type Working<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What each act of a case is to somebody.
pub type Gates<'a> = Working<'a, Result<Vec<(&'static str, Gate)>, ActError>>;

/// What a mail may say.
pub type Says<'a> = Working<'a, Result<InMail, ActError>>;

/// Why somebody cannot write to a case; none where they can.
pub(crate) type Barred<'a> = Working<'a, Result<Option<Why>, ActError>>;

/// What became of a mail to a case.
pub(crate) type Writes<'a> = Working<'a, Result<Written, ActError>>;

/// People of today.
pub(crate) type Officers<'a> = Working<'a, Result<Vec<PersonId>, ActError>>;

/// An act that is under way.
pub type Acting<'a> = Working<'a, Result<Done, ActError>>;

/// One register, for whoever goes through all of them.
pub struct Registered {
    /// Its noun, as in addresses: `information`.
    pub name: &'static str,
    /// The three letters of its references.
    pub prefix: &'static str,
    /// The words for its records.
    pub noun: Noun,
    /// The state of a row in words.
    pub state_words: fn(&str) -> &'static str,
    /// What happens next, for a line of a list.
    pub next_words: fn(&Row, &Look<'_>) -> Option<String>,
    /// What a notice says.
    pub notice: fn(&str) -> Option<&'static str>,
    /// What a protocol that is silent on it says of that.
    pub silent: fn(&Protocol) -> Option<String>,
    /// Whether this person may open a case.
    pub may_open: fn(&Look<'_>) -> bool,
    /// What an act has done, from its stable name.
    pub done: fn(&str) -> Option<&'static str>,
    /// An act as a link says it, from its stable name; none where letters have words of their own.
    pub label: fn(&str) -> Option<&'static str>,
    /// What a person may do on a case that they can read, each act by its stable name; none if they
    /// cannot read it. For the access grid.
    pub gates: for<'a> fn(&'a Operations, &'a Reference, &'a Actor) -> Gates<'a>,
    /// What a mail may say of a case to a person; not found if they cannot read it.
    pub in_mail: for<'a> fn(&'a Operations, &'a Reference, &'a Actor) -> Says<'a>,
    /// The acts that a mail to a case can become, by their stable names.
    pub by_mail: fn() -> Vec<&'static str>,
    /// The words that, alone on the first line of a mail, name an act: each with the act's stable name and what
    /// it does, in words.
    pub by_word: fn() -> Vec<(&'static str, &'static str, &'static str)>,
    /// Why a person cannot write to a case by mail; none where they can.
    pub(crate) may_write: for<'a> fn(&'a Operations, &'a PersonId, &'a Reference) -> Barred<'a>,
    /// Puts a mail to a case, under the name by which it is kept, as the act that fits.
    pub(crate) write:
        for<'a> fn(&'a Operations, &'a PersonId, &'a Reference, &'a str, &'a Message) -> Writes<'a>,
    /// Whether a person is among those who read what officers write to each other about a case.
    pub(crate) works:
        for<'a> fn(&'a Operations, &'a Reference, &'a Actor) -> Working<'a, Result<bool, ActError>>,
    /// The people of today who read what officers write to each other about a case.
    pub(crate) desk: for<'a> fn(&'a Operations, &'a Reference) -> Officers<'a>,
    /// Erases words and files of a case for good; not found where the register erases none.
    pub(crate) erase: for<'a> fn(&'a Operations, &'a Actor, ToErase, Options) -> Acting<'a>,
    /// The row and readers of a stream's events.
    pub(crate) fold: fn(&Stream, &[StoredEvent], &Council) -> Folded,
    /// Carries out what the product owes a case; how many acts that were.
    pub(crate) owe: for<'a> fn(&'a Operations, &'a Upkeep) -> Working<'a, Result<usize, ActError>>,
}

impl Registered {
    const fn of<R: Shown>() -> Self {
        Self {
            name: R::NAME,
            prefix: R::PREFIX,
            noun: R::NOUN,
            state_words: R::state_words,
            next_words: R::next_words,
            notice: R::notice,
            silent: R::silent,
            may_open: R::may_open,
            done: |key| R::named(key).map(R::done),
            label: |key| R::named(key).map(R::label),
            gates: |operations, reference, actor| {
                Box::pin(gates::<R, _>(operations, reference, actor, |state, cx| {
                    let all = R::gates(state, cx).into_iter();
                    all.map(|(kind, gate)| (R::key(kind), gate)).collect()
                }))
            },
            in_mail: |operations, reference, actor| {
                Box::pin(in_mail::<R>(operations, reference, actor, R::in_mail))
            },
            by_mail: || R::BY_MAIL.iter().map(|kind| R::key(*kind)).collect(),
            by_word: || {
                let all = R::BY_WORD.iter();
                all.map(|(word, kind)| (*word, R::key(*kind), R::label(*kind)))
                    .collect()
            },
            may_write: |operations, person, reference| {
                Box::pin(operations.may_write::<R>(person, reference))
            },
            write: |operations, person, reference, key, message| {
                Box::pin(operations.write_words::<R>(person, reference, key, message))
            },
            works: |operations, reference, actor| {
                Box::pin(works::<R>(operations, reference, actor, R::officers_read))
            },
            desk: |operations, reference| {
                Box::pin(desk::<R>(operations, reference, R::officers_read))
            },
            erase: |operations, actor, what, options| {
                Box::pin(operations.erase_of::<R>(actor, what, options))
            },
            fold: fold::<R>,
            owe: |operations, upkeep| Box::pin(operations.owe::<R>(upkeep)),
        }
    }

    /// Whether a stream holds a case of it.
    pub(crate) fn holds(&self, stream: &Stream) -> bool {
        let rest = stream.as_str().strip_prefix(self.name);
        rest.is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Enquiries have pages of their own, so they are listed by hand.
const ENQUIRIES: Registered = Registered {
    name: Enquiries::NAME,
    prefix: Enquiries::PREFIX,
    noun: Noun {
        one: "enquiry",
        many: "enquiries",
        open: "Raise an enquiry",
        purpose: "What members ask the council’s services, with who has it and by when it is answered.",
    },
    state_words: crate::web::enquiries::rows::state_words,
    next_words: |_, _| None,
    notice: crate::web::notices::enquiry_words,
    silent: Protocol::silent_line,
    may_open: |look| !look.visible().has(&Token::post("monitoring-officer")),
    done: crate::web::enquiries::done_words,
    label: |_| None,
    gates: |operations, reference, actor| {
        Box::pin(gates::<Enquiries, _>(
            operations,
            reference,
            actor,
            |state, cx| {
                let all = domain::enquiries::next_acts(state, cx).into_iter();
                all.map(|(kind, gate)| (kind.name(), gate)).collect()
            },
        ))
    },
    in_mail: |operations, reference, actor| {
        Box::pin(in_mail::<Enquiries>(
            operations,
            reference,
            actor,
            super::in_mail::of_enquiry,
        ))
    },
    by_mail: || {
        let acts = [
            Kind::Answer,
            Kind::Note,
            Kind::ReplyToOfficers,
            Kind::FollowUp,
            Kind::SendMessage,
        ];
        acts.map(Kind::name).to_vec()
    },
    by_word: || vec![("answer", Kind::Answer.name(), "Answer the member")],
    may_write: |operations, person, reference| {
        Box::pin(operations.may_write::<Enquiries>(person, reference))
    },
    write: |operations, person, reference, key, message| {
        Box::pin(operations.write_to(person, reference, key, message))
    },
    works: |operations, reference, actor| {
        Box::pin(works::<Enquiries>(
            operations,
            reference,
            actor,
            note_readers,
        ))
    },
    desk: |operations, reference| Box::pin(desk::<Enquiries>(operations, reference, note_readers)),
    erase: |operations, actor, what, options| {
        Box::pin(operations.erase_of::<Enquiries>(actor, what, options))
    },
    fold: fold::<Enquiries>,
    owe: |operations, upkeep| Box::pin(operations.owe_enquiry(upkeep)),
};

/// Every register of the product. A new one is added here and gets its pages in `web::routes`, its
/// command in `cli`.
pub const ALL: &[Registered] = &[
    ENQUIRIES,
    Registered::of::<Information>(),
    Registered::of::<Complaints>(),
    Registered::of::<Groups>(),
    Registered::of::<Briefings>(),
    Registered::of::<Interpretations>(),
    Registered::of::<Amendments>(),
];

/// A register by its noun.
pub fn registered(name: &str) -> Option<&'static Registered> {
    ALL.iter().find(|register| register.name == name)
}

/// The register of a reference.
pub fn of_reference(reference: &Reference) -> Option<&'static Registered> {
    ALL.iter()
        .find(|register| register.prefix == reference.prefix())
}

/// The page of a case.
pub fn href(reference: &Reference) -> String {
    let noun = of_reference(reference).map_or(Enquiries::NAME, |register| register.name);
    format!("/{noun}/{reference}")
}

async fn gates<R, F>(
    operations: &Operations,
    reference: &Reference,
    actor: &Actor,
    all: F,
) -> Result<Vec<(&'static str, Gate)>, ActError>
where
    R: Register<State: Send + Sync, Event: Send + Sync>,
    F: FnOnce(&R::State, &Context<'_>) -> Vec<(&'static str, Gate)> + Send,
{
    let case = operations.case::<R>(reference, &actor.visible).await?;
    let snapshot = operations.council().await?;
    let look = Look {
        council: &snapshot.council,
        actor,
        now: operations.now(),
        today: operations.today(),
    };
    Ok(look.with_context(|cx| all(&case.state, cx)))
}

async fn in_mail<R>(
    operations: &Operations,
    reference: &Reference,
    actor: &Actor,
    says: fn(&Case<R>, &Look<'_>) -> InMail,
) -> Result<InMail, ActError>
where
    R: Register<State: Send + Sync, Event: Send + Sync>,
{
    let case = operations.case::<R>(reference, &actor.visible).await?;
    let snapshot = operations.council().await?;
    let look = Look {
        council: &snapshot.council,
        actor,
        now: operations.now(),
        today: operations.today(),
    };
    Ok(says(&case, &look))
}

async fn works<R>(
    operations: &Operations,
    reference: &Reference,
    actor: &Actor,
    readers: fn(&R::State) -> Readers,
) -> Result<bool, ActError>
where
    R: Register<State: Send + Sync, Event: Send + Sync>,
{
    match operations.case::<R>(reference, &actor.visible).await {
        Ok(case) => Ok(actor.visible.may_read(&readers(&case.state)).is_some()),
        Err(ActError::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

async fn desk<R>(
    operations: &Operations,
    reference: &Reference,
    readers: fn(&R::State) -> Readers,
) -> Result<Vec<PersonId>, ActError>
where
    R: Register<State: Send + Sync, Event: Send + Sync>,
{
    let case = operations.whole_case::<R>(reference).await?;
    let (snapshot, today) = (operations.council().await?, operations.today());
    let may = readers(&case.state).may.into_iter();
    let people = may.flat_map(|reader| snapshot.directory.holders_of(&reader.token, today));
    operations.readers_of(people.collect(), reference).await
}

fn fold<R: Register>(stream: &Stream, events: &[StoredEvent], council: &Council) -> Folded {
    match Case::<R>::state(stream, events) {
        Ok(state) => Ok(Some(projection::<R>(&state, council))),
        Err(ActError::Fault(fault)) => Err(fault),
        Err(_) => Err(Fault::Corrupt(format!(
            "`{}` does not begin as a case does",
            stream.as_str()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALL, Amendments, Briefings, Groups, Information, Interpretations};
    use crate::registers::Shown;

    /// No act that is hard to take back is done by a word, and every word is one that a page offers too.
    fn words_are_light<R: Shown>() {
        for (word, kind) in R::BY_WORD {
            assert_eq!(*word, word.to_lowercase());
            assert!(!R::grave(*kind), "{word}");
            assert!(R::KINDS.iter().any(|known| R::key(*known) == R::key(*kind)));
        }
    }

    #[test]
    fn what_a_word_does_can_be_taken_back() {
        words_are_light::<Information>();
        words_are_light::<Groups>();
        words_are_light::<Briefings>();
        words_are_light::<Interpretations>();
        words_are_light::<Amendments>();
    }

    #[test]
    fn no_two_registers_share_a_noun_or_a_prefix() {
        let nouns: BTreeSet<_> = ALL.iter().map(|register| register.name).collect();
        let prefixes: BTreeSet<_> = ALL.iter().map(|register| register.prefix).collect();
        assert_eq!((nouns.len(), prefixes.len()), (ALL.len(), ALL.len()));
    }
}
