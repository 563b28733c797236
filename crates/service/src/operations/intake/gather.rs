//! Messages that wait and say nearly the same, taken together: one enquiry for one member, with every message
//! beside the first in one file, and what each brought named after it. What one enquiry cannot take waits on.

use domain::enquiries::command::{FileGiven, Means};
use domain::enquiries::event::FileReaders;
use domain::fresh::hex;
use domain::ids::AppointmentId;
use domain::reference::Reference;
use domain::register::Actor;
use messages::{Message, SizeMax, together};
use sha2::{Digest as _, Sha256};

use super::pen::{PenEvent, Waiting, passed};
use super::write::{Written, body_with};
use super::{DONE, HELD};
use crate::operations::{ActError, Operations};

/// For how long a message that waits is compared with what became a case.
const COMPARED: jiff::SignedDuration = super::campaign::COMPARED;
/// With how many of them, the newest first.
const MOST: usize = super::campaign::MOST;
/// What stands around each message in their one file, in bytes, at most.
const AROUND: usize = 100;

/// How many files that could not be taken are named.
const NOT_TAKEN: usize = 20;

/// What came of taking messages together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// The enquiry.
    pub reference: Reference,
    /// How many wait on, because one enquiry takes no more than these.
    pub left: usize,
}

impl Operations {
    /// The other messages that wait, say nearly the same as this one and can be taken with it: they are
    /// addressed to no case. The oldest first.
    pub(super) async fn alike_in_pen(
        &self,
        actor: &Actor,
        waiting: &Waiting,
    ) -> Result<Vec<String>, ActError> {
        if waiting.state != HELD || waiting.reference.is_some() {
            return Ok(Vec::new());
        }
        let groups = self.pen(actor, HELD, None).await?.groups;
        let theirs = |group: &Vec<Waiting>| group.iter().any(|one| one.key == waiting.key);
        let mut group = groups.into_iter().find(theirs).unwrap_or_default();
        group.retain(|one| one.key != waiting.key && one.reference.is_none());
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
    /// written to. The first gives the words; the others come along in one file, with what they brought. Those
    /// for which the enquiry has no room wait on.
    pub async fn pen_gather(
        &self,
        actor: &Actor,
        keys: &[&str],
        member: AppointmentId,
        title: &str,
    ) -> Result<Gathered, ActError> {
        let Some((first, others)) = keys.split_first() else {
            return Err(ActError::NotFound);
        };
        let (waiting, message) = self.pen_read(actor, first).await?;
        let mut beside = Vec::new();
        for key in others {
            let (one, read) = self.pen_read(actor, key).await?;
            if one.state == HELD && one.reference.is_none() && one.is_like(&waiting.sketch()) {
                beside.push((one, read));
            }
        }
        let mut raise = self.raise_of(&message, true).await?;
        if !title.trim().is_empty() {
            title.trim().clone_into(&mut raise.title);
        }
        raise.means = Some(Means::Writing);
        raise.received = Some(domain::calendar::Receipt::At(waiting.at));
        let most = self.file_limits().await?;
        let mut room = Room::beside(raise.files.len(), most);
        let all = beside.len();
        beside.retain(|(_, read)| room.takes(read));
        let left = all - beside.len();
        if let Some(along) = Along::of(beside.iter().map(|(_, read)| read)) {
            raise.body = body_with(&message, &along.note);
            raise.files.extend(along.files);
        }
        let actor_for = Actor {
            visible: actor.visible.clone(),
            acting_for: Some(member),
        };
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
        Ok(Gathered { reference, left })
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

/// What one enquiry still takes beside its own files. Each file of another message is one of its own, since
/// their one file holds the messages without.
struct Room {
    /// How many files; none where there is not even place for the one file.
    files: Option<usize>,
    /// How many bytes of messages.
    bytes: usize,
}

impl Room {
    fn beside(has: usize, most: SizeMax) -> Self {
        Self {
            // `most` leaves a place for a message itself, and that is the one file's.
            files: most.files.checked_sub(has),
            bytes: most.bytes.saturating_sub(AROUND),
        }
    }

    /// Makes room for a message with what it brought, where there is enough.
    fn takes(&mut self, one: &Message) -> bool {
        let files = self
            .files
            .and_then(|files| files.checked_sub(one.files.len()));
        let bytes = self.bytes.checked_sub(one.original.len() + AROUND);
        let (Some(files), Some(bytes)) = (files, bytes) else {
            return false;
        };
        (self.files, self.bytes) = (Some(files), bytes);
        true
    }
}

/// What other messages add to an enquiry that is raised of one.
struct Along {
    /// What is said of them beneath its words.
    note: String,
    /// They in one file, then what they brought.
    files: Vec<FileGiven>,
}

impl Along {
    fn of<'a>(others: impl Iterator<Item = &'a Message>) -> Option<Self> {
        let all: Vec<&Message> = others.collect();
        let name = match all.len() {
            0 => return None,
            1 => "The other message.eml".to_owned(),
            n => format!("The other {n} messages.eml"),
        };
        let mut note = format!(
            "\n\n[{} more said nearly the same; they are in the file “{name}”, and the files that they brought \
             are numbered as they are, from 2 on.]",
            all.len()
        );
        let originals = all.iter().map(|one| one.original.as_slice());
        let mut files = vec![FileGiven {
            name,
            media: "message/rfc822".to_owned(),
            bytes: together("Messages that say nearly the same", originals),
            readers: FileReaders::All,
        }];
        let mut not_taken = Vec::new();
        for (n, one) in (2..).zip(all) {
            let lines = one.left_out.iter();
            let lines =
                lines.map(|file| format!("\n\n[Not taken of {n}: `{}` {}.]", file.name, file.why));
            not_taken.extend(lines);
            files.extend(one.files.iter().map(|file| FileGiven {
                name: format!("{n}, {}", file.name),
                media: file.media.clone(),
                bytes: file.bytes.clone(),
                readers: FileReaders::All,
            }));
        }
        let more = not_taken.len().saturating_sub(NOT_TAKEN);
        note.extend(not_taken.into_iter().take(NOT_TAKEN));
        if more > 0 {
            note.push_str(&format!("\n\n[Nor were {more} more.]"));
        }
        Some(Self { note, files })
    }
}
