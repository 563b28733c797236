//! A reply to a case of any register: whether its writer may write there at all, and the act that it becomes
//! in a register that takes words alone. Enquiries, which take files and answers too, have their own (`write`).

use domain::ids::PersonId;
use domain::reference::Reference;
use domain::register::Register;
use messages::Message;

use super::Why;
use super::write::{Written, written};
use crate::acts::Given;
use crate::operations::{ActError, Operations, Options, Subject};
use crate::registers::{Look, Shown};

impl Operations {
    /// Why this person cannot write to that case; none where they can.
    pub(crate) async fn may_write<R: Register>(
        &self,
        person: &PersonId,
        reference: &Reference,
    ) -> Result<Option<Why>, ActError> {
        let visible = self.visible(person).await?;
        let case = match self.case::<R>(reference, &visible).await {
            Ok(case) => case,
            Err(ActError::NotFound) => return Ok(Some(Why::Foreign)),
            Err(other) => return Err(other),
        };
        let snapshot = self.council().await?;
        let title = R::summary(&case.state, &snapshot.council).title;
        let erased = title.is_some_and(|key| case.words(&key).is_none());
        Ok(erased.then_some(Why::Erased))
    }

    /// Writes a message to a case as the first act that takes words alone and is open to its writer. The
    /// register takes no files by mail, so a message that brings some waits for a person.
    pub(crate) async fn write_words<R: Shown>(
        &self,
        person: &PersonId,
        reference: &Reference,
        key: &str,
        message: &Message,
    ) -> Result<Written, ActError> {
        let actor = self.actor(person, None).await?;
        let case = self.case::<R>(reference, &actor.visible).await?;
        let snapshot = self.council_now().await?;
        let words = whole(message);
        let (kind, field, command) = {
            let look = Look {
                council: &snapshot.council,
                actor: &actor,
                now: self.now(),
                today: self.today(),
            };
            let open = |kind: &R::Kind| {
                look.with_context(|cx| R::gate(Some(&case.state), *kind, cx).is_allowed())
            };
            let Some(kind) = R::BY_MAIL.iter().copied().find(open) else {
                let why = "There is nothing that its sender could do with this case by mail.";
                return Ok(Written::Refused(why.to_owned()));
            };
            let asks = R::asks(kind, Some(&case), &look);
            let field = asks.first().map_or("words", |ask| ask.name);
            let mut given = Given::new([(field.to_owned(), words.clone())], Vec::new());
            let command = R::command(kind, &mut given, None, Some(&case), &look);
            (kind, field, command)
        };
        let (form, kept) = (
            format!("{reference}/{}", R::key(kind)),
            [(field, words.clone())],
        );
        let refused = if !message.files.is_empty() || !message.left_out.is_empty() {
            Some("It brings files: they are added on the page of the case.".to_owned())
        } else if command.is_none() {
            Some("Its form asks for more than a message says.".to_owned())
        } else {
            None
        };
        let done = match (refused, command) {
            (None, Some(command)) => {
                let options = Options {
                    key: Some(format!("mail {key}")),
                    ..Options::default()
                };
                let subject = Subject::Case(reference.clone());
                let done = self.act::<R>(&actor, subject, command, options).await;
                written(done.map(|done| done.reference), R::key(kind))?
            }
            (why, _) => Written::Refused(why.unwrap_or_default()),
        };
        if let Written::Refused(_) = done {
            self.keep_words(person, &form, &kept).await?;
        }
        Ok(done)
    }
}

/// The words of a message with what was folded of it, since nothing else of it is kept here.
fn whole(message: &Message) -> String {
    let text = &message.text;
    match text.folded.trim() {
        "" => text.words.clone(),
        folded => format!("{}\n\n[Beneath it stood:]\n{folded}", text.words),
    }
}
