//! Messages that wait and say nearly the same, taken together: one enquiry for one member, with every message
//! beside the first in one file. What cannot go along stays where it is.

use domain::enquiries::command::{FileGiven, Means};
use domain::enquiries::event::FileReaders;
use domain::fresh::hex;
use domain::ids::AppointmentId;
use domain::reference::Reference;
use domain::register::Actor;
use domain::verdict::{Invalid, Rejection};
use messages::{Message, together};
use sha2::{Digest as _, Sha256};

use super::pen::{PenEvent, Waiting, passed};
use super::write::Written;
use super::{DONE, HELD};
use crate::operations::{ActError, Operations};

/// For how long a message that waits is compared with what became a case.
const COMPARED: jiff::SignedDuration = super::campaign::COMPARED;
/// With how many of them, the newest first.
const MOST: usize = super::campaign::MOST;

impl Operations {
    /// The other messages that wait, say nearly the same as this one and can be taken with it: they are
    /// addressed to no case and bring no files of their own. The oldest first.
    pub(super) async fn alike_in_pen(
        &self,
        actor: &Actor,
        waiting: &Waiting,
    ) -> Result<Vec<String>, ActError> {
        if waiting.state != HELD || waiting.reference.is_some() {
            return Ok(Vec::new());
        }
        let groups = self.pen(actor, HELD).await?;
        let theirs = |group: &Vec<Waiting>| group.iter().any(|one| one.key == waiting.key);
        let mut group = groups.into_iter().find(theirs).unwrap_or_default();
        group.retain(|one| {
            one.key != waiting.key && one.reference.is_none() && one.told.files.is_empty()
        });
        group.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
        Ok(group.into_iter().map(|one| one.key).collect())
    }

    /// A case that came by mail, says nearly the same as this message, and that the keeper may read.
    pub(super) async fn alike_on_record(
        &self,
        actor: &Actor,
        waiting: &Waiting,
    ) -> Result<Option<Reference>, ActError> {
        let since = self.now() - COMPARED;
        for (reference, sketch) in self.store().incoming_sketches(DONE, since, MOST).await? {
            if waiting.is_like(&sketch)
                && self
                    .store()
                    .glance(&reference, &actor.visible)
                    .await?
                    .is_some()
            {
                return Ok(Some(reference));
            }
        }
        Ok(None)
    }

    /// Raises one enquiry of messages that say nearly the same, for a member, as an officer whom the member has
    /// written to. The first gives the words; the others come along whole, in one file.
    pub async fn pen_gather(
        &self,
        actor: &Actor,
        keys: &[&str],
        member: AppointmentId,
        title: &str,
    ) -> Result<Reference, ActError> {
        let Some((first, others)) = keys.split_first() else {
            return Err(ActError::NotFound);
        };
        let (waiting, message) = self.pen_read(actor, first).await?;
        let mut beside = Vec::new();
        for key in others {
            let (one, read) = self.pen_read(actor, key).await?;
            let plain =
                one.reference.is_none() && read.files.is_empty() && read.left_out.is_empty();
            if one.state == HELD && plain && one.is_like(&waiting.sketch()) {
                beside.push((one, read));
            }
        }
        let actor_for = Actor {
            visible: actor.visible.clone(),
            acting_for: Some(member),
        };
        let mut raise = self.raise_of(&message, true).await?;
        if !title.trim().is_empty() {
            title.trim().clone_into(&mut raise.title);
        }
        raise.means = Some(Means::Writing);
        raise.received = Some(domain::calendar::Receipt::At(waiting.at));
        if let Some(file) = in_one_file(
            beside.iter().map(|(_, read)| read),
            self.file_limits().await?.bytes,
        )? {
            raise.body.push_str(&format!(
                "\n\n[{} more said nearly the same; they are in the file “{}”.]",
                beside.len(),
                file.name
            ));
            raise.files.push(file);
        }
        let key = self.gathered_as(first, beside.iter().map(|(one, _)| one.key.as_str()));
        let raised = passed(self.raise(&actor_for, &key, raise).await?, "acting-for")?;
        let Written::Done { reference, .. } = raised else {
            return Err(ActError::NotFound);
        };
        let event = PenEvent::Raised {
            message: waiting.key.clone(),
            reference: reference.clone(),
        };
        self.leaves(actor, &waiting, &reference, &message, event)
            .await?;
        for (one, read) in &beside {
            let event = PenEvent::Gathered {
                message: one.key.clone(),
                reference: reference.clone(),
            };
            self.leaves(actor, one, &reference, read, event).await?;
        }
        self.tell_of_likes(&reference, &message, first).await?;
        Ok(reference)
    }

    /// The act's own key: the same messages sent twice are one enquiry, others are another.
    fn gathered_as<'a>(&self, first: &str, others: impl Iterator<Item = &'a str>) -> String {
        let mut hash = Sha256::new();
        let mut any = false;
        for key in others {
            hash.update(key);
            any = true;
        }
        match any {
            true => format!("{first} and {}", hex(&hash.finalize()[..8])),
            false => first.to_owned(),
        }
    }
}

/// The other messages as one file; refused where they are larger than a file may be.
fn in_one_file<'a>(
    others: impl Iterator<Item = &'a Message>,
    most: usize,
) -> Result<Option<FileGiven>, ActError> {
    let all: Vec<&[u8]> = others.map(|one| one.original.as_slice()).collect();
    if all.is_empty() {
        return Ok(None);
    }
    let name = match all.len() {
        1 => "The other message.eml".to_owned(),
        n => format!("The other {n} messages.eml"),
    };
    let bytes = together("Messages that say nearly the same", all);
    if bytes.len() > most {
        let why = format!(
            "these messages are more than {} MB together: raise some of them by themselves first",
            most / 1_000_000
        );
        return Err(Rejection::Invalid(vec![Invalid::new("acting-for", why)]).into());
    }
    Ok(Some(FileGiven {
        name,
        media: "message/rfc822".to_owned(),
        bytes,
        readers: FileReaders::All,
    }))
}
