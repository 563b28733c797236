//! From a message to acts. The gates choose: of what its sender may do now, the act that fits. An officer's
//! message goes to the member only where the officer says that it is the answer; else it is an internal note,
//! since a note that should have been an answer is mended with one press, and the other way round never.

use domain::calendar::Receipt;
use domain::directory::Role;
use domain::enquiries::command::{Act, Answer, FileGiven, Means, Raise};
use domain::enquiries::event::{AnswerKind, FileReaders};
use domain::enquiries::{Command, Enquiries, Kind, doors_for, next_acts};
use domain::ids::{AppointmentId, PersonId};
use domain::reference::Reference;
use domain::register::{Actor, Context, Register as _};
use domain::verdict::{Gate, Rejection};
use jiff::SignedDuration;
use messages::Message;

use super::reply::{done_on_page, first_line};
use crate::operations::{ActError, Operations, Options, Subject};

/// The longest text of a case, in characters (`domain::enquiries`).
const BODY: usize = 20_000;
/// How far back a receipt is believed (`domain::enquiries`).
const A_YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// The longest title made of a text, in characters.
const TITLE: usize = 80;
/// What a member's words become, the first that is open.
const MEMBERS: [Kind; 3] = [Kind::ReplyToOfficers, Kind::FollowUp, Kind::SendMessage];
/// The acts that take any words: to name one of them is to say something.
const WORDS_ALONE: [Kind; 4] = [
    Kind::Note,
    Kind::ReplyToOfficers,
    Kind::FollowUp,
    Kind::SendMessage,
];
/// The word that, alone on the first line, says that an officer's message is the answer.
const ANSWER: [&str; 2] = ["answer", "ateb"];

/// What became of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    /// It lies on the case.
    Done {
        /// The case.
        reference: Reference,
        /// By which act.
        act: &'static str,
    },
    /// An act was done by its first line, which takes no words; what else it says waits for a person.
    Part {
        /// The case.
        reference: Reference,
        /// The act.
        act: &'static str,
        /// What was done, and that more was said.
        left: String,
    },
    /// The rules say no, or ask for what a message does not say.
    Refused(String),
}

impl Operations {
    /// Raises an enquiry of a member's message, or of an assistant's for the one member whom they assist.
    pub(super) async fn raise_from(
        &self,
        person: &PersonId,
        key: &str,
        message: &Message,
    ) -> Result<Written, ActError> {
        let acting_for = self.assisted(person).await?;
        let actor = self.actor(person, acting_for).await?;
        let mut raise = self.raise_of(message, true).await?;
        let now = self.now();
        // A mailbox that could not be read for a while takes no time from the member.
        let took = message
            .received
            .filter(|at| *at <= now && now.duration_since(*at) < A_YEAR);
        if let Some(at) = took {
            raise.means = Some(Means::Mail);
            raise.received = Some(Receipt::At(at));
        }
        let kept = [("title", raise.title.clone()), ("body", raise.body.clone())];
        let written = self.raise(&actor, key, raise).await?;
        if let Written::Refused(_) = written {
            self.keep_words(person, "raise", &kept).await?;
        }
        Ok(written)
    }

    /// Raises it, once.
    pub(super) async fn raise(
        &self,
        actor: &Actor,
        key: &str,
        raise: Raise,
    ) -> Result<Written, ActError> {
        let command = Command::from(Act::Raise(Box::new(raise)));
        let options = Options {
            key: Some(format!("mail {key}")),
            ..Options::default()
        };
        let done = self
            .act::<Enquiries>(actor, Subject::New, command, options)
            .await;
        written(done.map(|done| done.reference), "raise")
    }

    /// What a message raises. What would serve better is found in its words, as on the form.
    pub(super) async fn raise_of(&self, message: &Message, found: bool) -> Result<Raise, ActError> {
        let council = self.council().await?;
        let today = self.today();
        let body = body(message);
        let title = title(message);
        let text = format!("{title}\n{body}");
        let hits = council.directory.who_does_what(&text, today);
        let service = hits.into_iter().next().map(|hit| hit.service);
        let doors = doors_for(&council.council, today, &text, service.as_ref());
        Ok(Raise {
            title,
            body,
            service: service.filter(|_| found),
            files: files(message, FileReaders::All, true),
            doors_shown: doors.into_iter().map(|offer| offer.door).take(1).collect(),
            ..Raise::default()
        })
    }

    /// The one appointment that somebody assists with the right to raise, where they hold no seat.
    async fn assisted(&self, person: &PersonId) -> Result<Option<AppointmentId>, ActError> {
        let council = self.council().await?;
        let mut to = council
            .directory
            .appointments_of(person, self.today())
            .filter_map(|a| match &a.role {
                Role::Assistant { to, rights } if rights.raise => Some(to.clone()),
                _ => None,
            });
        let first = to.next();
        Ok(first.filter(|_| to.next().is_none()))
    }

    /// Writes a message to a case as the act that fits, then its files.
    pub(crate) async fn write_to(
        &self,
        person: &PersonId,
        reference: &Reference,
        key: &str,
        message: &Message,
    ) -> Result<Written, ActError> {
        let actor = self.actor(person, None).await?;
        let case = self.case::<Enquiries>(reference, &actor.visible).await?;
        let council = self.council_now().await?;
        let fresh = domain::fresh::Fresh::new([0; 32]);
        let cx = Context {
            now: self.now(),
            actor: &actor,
            council: &council.council,
            fresh: &fresh,
        };
        let open = |kind| Enquiries::gate(Some(&case.state), kind, &cx).is_allowed();
        let officer = !matches!(
            Enquiries::gate(Some(&case.state), Kind::Note, &cx),
            Gate::Hidden
        );
        let seen = next_acts(&case.state, &cx).into_iter();
        let on_page = seen.filter(|(kind, _)| !WORDS_ALONE.contains(kind));
        let named = done_on_page(
            message,
            on_page.map(|(kind, _)| (kind.name(), kind.label())),
        );
        if let Some(why) = named {
            return Ok(Written::Refused(why));
        }
        let (answers, words) = marked(&body(message));
        let fits: &[Kind] = match (officer, answers) {
            (true, true) => &[Kind::Answer],
            (true, false) => &[Kind::Note],
            (false, _) => &MEMBERS,
        };
        let Some(kind) = fits.iter().copied().find(|kind| open(*kind)) else {
            let last = fits.last().copied().unwrap_or(Kind::SendMessage);
            let why = match Enquiries::gate(Some(&case.state), last, &cx) {
                Gate::Refused(refusal) => format!("{} ({})", refusal.why, refusal.basis),
                _ => "There is nothing that its sender could do with this case by mail.".to_owned(),
            };
            self.keep_reply(person, reference, last, &words).await?;
            return Ok(Written::Refused(why));
        };
        let act = match kind {
            Kind::Answer => Act::Answer(Answer {
                words: words.clone(),
                kind: AnswerKind::Full,
                works_on: None,
                promises: Vec::new(),
                forward: None,
                template: None,
            }),
            Kind::Note => Act::Note {
                words: body(message),
            },
            Kind::ReplyToOfficers => Act::ReplyToOfficers {
                words: body(message),
            },
            Kind::FollowUp => Act::FollowUp {
                words: body(message),
            },
            _ => Act::SendMessage {
                words: body(message),
                template: None,
            },
        };
        let done = self
            .once(&actor, reference, act, format!("mail {key}"))
            .await;
        let done = written(done.map(|()| reference.clone()), kind.name())?;
        if let Written::Refused(_) = done {
            self.keep_reply(person, reference, kind, &words).await?;
            return Ok(done);
        }
        let readers = if officer {
            FileReaders::Internal
        } else {
            FileReaders::All
        };
        let original = !message.text.folded.is_empty() || !message.left_out.is_empty();
        for (n, file) in files(message, readers, original).into_iter().enumerate() {
            let act = Act::AddFile(file);
            let added = self
                .once(&actor, reference, act, format!("mail {key} {n}"))
                .await;
            if let Written::Refused(why) = written(added.map(|()| reference.clone()), "add-file")? {
                tracing::info!(%why, "a file of a message was not taken");
            }
        }
        Ok(done)
    }

    async fn once(
        &self,
        actor: &Actor,
        reference: &Reference,
        act: Act,
        key: String,
    ) -> Result<(), ActError> {
        let subject = Subject::Case(reference.clone());
        let options = Options {
            key: Some(key),
            ..Options::default()
        };
        self.act::<Enquiries>(actor, subject, Command::from(act), options)
            .await
            .map(drop)
    }

    /// Words that could not become an act lie in the form of that act, for their writer alone.
    async fn keep_reply(
        &self,
        person: &PersonId,
        reference: &Reference,
        kind: Kind,
        words: &str,
    ) -> Result<(), ActError> {
        let form = format!("{reference}/{}", kind.name());
        let kept = [("words", words.to_owned()), ("kind", "full".to_owned())];
        self.keep_words(person, &form, &kept).await
    }

    /// Keeps a draft for somebody, unless they have one of that form.
    pub(super) async fn keep_words(
        &self,
        person: &PersonId,
        form: &str,
        fields: &[(&str, String)],
    ) -> Result<(), ActError> {
        if self.store().draft(person, form).await?.is_some() {
            return Ok(());
        }
        let fields = serde_json::to_string(fields).expect("plain data");
        self.store()
            .keep_draft(person, form, &fields, self.now())
            .await?;
        Ok(())
    }
}

pub(super) fn written(
    done: Result<Reference, ActError>,
    act: &'static str,
) -> Result<Written, ActError> {
    match done {
        Ok(reference) => Ok(Written::Done { reference, act }),
        Err(no @ ActError::Rejected(Rejection::Refused(_) | Rejection::Invalid(_))) => {
            Ok(Written::Refused(no.to_string()))
        }
        Err(other) => Err(other),
    }
}

/// Whether the first line says that this is the answer, and the words without that line.
fn marked(words: &str) -> (bool, String) {
    let (first, rest) = first_line(words);
    let says = ANSWER.iter().any(|word| first.eq_ignore_ascii_case(word));
    if says && !rest.is_empty() {
        (true, rest.to_owned())
    } else {
        (false, words.to_owned())
    }
}

/// The words of a message for a case, with what could not be taken.
pub(crate) fn body(message: &Message) -> String {
    body_with(message, "")
}

/// The same with a note of ours beneath.
pub(super) fn body_with(message: &Message, note: &str) -> String {
    let mut notes = String::new();
    for file in &message.left_out {
        notes.push_str(&format!("\n\n[Not taken: `{}` {}.]", file.name, file.why));
    }
    notes.push_str(note);
    let words = &message.text.words;
    let room = BODY.saturating_sub(notes.chars().count() + 100);
    let mut body: String = words.chars().take(room).collect();
    if words.chars().count() > room {
        body.push_str("\n\n[The rest is in the message itself, which is kept as a file.]");
    }
    if body.is_empty() {
        body.push_str("[The message brought files and no words.]");
    }
    body + &notes
}

/// The subject, or else the first line of the text.
pub(crate) fn title(message: &Message) -> String {
    if !message.subject.is_empty() {
        return message.subject.clone();
    }
    let lines = message.text.words.lines().map(str::trim);
    let greets = |line: &str| line.ends_with(',') && line.split_whitespace().count() <= 4;
    let mut lines = lines.filter(|line| !line.is_empty() && !greets(line));
    let line = lines.next().unwrap_or("A message without a subject");
    line.chars().take(TITLE).collect()
}

/// The files of a message, and the message itself where it says more than its words.
pub(crate) fn files(message: &Message, readers: FileReaders, original: bool) -> Vec<FileGiven> {
    let taken = message.files.iter().map(|file| FileGiven {
        name: file.name.clone(),
        media: file.media.clone(),
        bytes: file.bytes.clone(),
        readers,
    });
    let itself = original.then(|| FileGiven {
        name: "The message as it came.eml".to_owned(),
        media: "message/rfc822".to_owned(),
        bytes: message.original.clone(),
        readers,
    });
    taken.chain(itself).collect()
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn an_answer_is_said_to_be_one_on_a_line_of_its_own() {
        assert_eq!(
            marked("Answer:\n\nIt is mended."),
            (true, "It is mended.".to_owned())
        );
        for note in ["Answer", "Answer is below\nx", "It is mended.\nAnswer"] {
            assert_eq!(marked(note), (false, note.to_owned()));
        }
    }
}
