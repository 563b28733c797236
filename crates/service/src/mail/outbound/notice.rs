//! A notice as a letter: whether it goes, when, and what it may say.

use domain::calendar::local_date;
use domain::fresh::hex;
use domain::ids::PersonId;
use domain::reference::Reference;
use domain::verdict::Gate;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Outgoing, Pass};

use super::letter::{Action, Replies, Told, told_digest, told_notice};
use super::{Next, Post};
use crate::calendar_file::{Parties, file};
use crate::mail::choices::{Choices, Rhythm, Topic, Window};
use crate::operations::ActError;
use crate::operations::identity::digest;
use crate::registers::{self, InMail};

/// What is good for following a link of a letter, in the store.
pub const LINK: &str = "mail-act";
/// For how long such a link leads anywhere.
const LINK_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);
/// What somebody may do from a letter, as the register calls it, and the words of the link of an enquiry.
const ACTS: [(&str, &str); 4] = [
    ("accept", "Take it on"),
    ("return", "Send it back"),
    ("hold", "Ask for more time"),
    ("decline", "Decline it"),
];
/// How many notices one digest lists.
const DIGEST_MAX: usize = 100;

/// Where a link of a letter leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadsTo {
    /// The case.
    pub reference: Reference,
}

impl Post {
    /// The letter of a notice.
    pub(super) async fn notice(
        &self,
        item: &Outgoing,
        person: &PersonId,
        reference: &Reference,
        notice: &str,
        now: Timestamp,
    ) -> Result<Next<Told>, ActError> {
        let chosen = self.operations.store().mail_choice(person).await?;
        let choices = Choices::kept(chosen.as_ref().map(|(json, _)| json.as_str()));
        if choices.of(Topic::of(notice)) != Rhythm::AtOnce {
            return Ok(Next::Drop);
        }
        let council = self.operations.council().await?;
        if let Some(hours) = choices.hours {
            let opens = council.calendar.next_working_instant(now, hours);
            if opens > now {
                return Ok(Next::Later(opens));
            }
        }
        let Some(may) = self.may_say(person, reference).await? else {
            return Ok(Next::Drop);
        };
        let gates = self.gates(person, reference).await?;
        let acts = self
            .actions(person, reference, &gates, &item.key, now)
            .await?;
        let replies = if self.address.is_some() && may.named {
            replies(reference, &gates)
        } else {
            Replies::default()
        };
        let what = words_of(reference, notice);
        let with_answer = notice == "answered"
            && council
                .settings
                .get("mail-answers", local_date(now), None)
                .is_some_and(|chosen| chosen.value == "yes");
        let calendar = match &may.meeting {
            Some(meeting) if may.named && Topic::of(notice) == Topic::Meetings => {
                let details = council.directory.details(person);
                let attendee = details.and_then(|details| details.email.as_deref());
                let organiser = self.organiser();
                let parties = Parties {
                    organiser: &organiser,
                    attendee: attendee.unwrap_or_default(),
                    answers: replies.words.iter().any(|(word, _)| word == "Accept"),
                };
                file(std::slice::from_ref(meeting), Some(&parties)).ok()
            }
            _ => None,
        };
        let told = told_notice(
            &council.name,
            &self.base,
            may.named.then_some((what.as_str(), reference.as_str())),
            may.answer.as_deref().filter(|_| with_answer),
            &acts,
            &replies,
            calendar,
        );
        Ok(told.map_or_else(|error| Next::unwritten(&error), Next::Go))
    }

    /// The notices of a time, together.
    pub(super) async fn digest(
        &self,
        person: &PersonId,
        window: Window,
        rhythm: Rhythm,
    ) -> Result<Next<Told>, ActError> {
        let store = self.operations.store();
        let chosen = store.mail_choice(person).await?;
        let choices = Choices::kept(chosen.as_ref().map(|(json, _)| json.as_str()));
        let visible = self.operations.visible(person).await?;
        let notices = store.notices(&visible, true, Some(window.until), DIGEST_MAX);
        let mut lines = Vec::new();
        let mut unnamed = 0_usize;
        for notice in notices.await? {
            if notice.at < window.from || choices.of(Topic::of(&notice.kind)) != rhythm {
                continue;
            }
            match self.may_say(person, &notice.reference).await? {
                Some(may) if may.named => {
                    lines.push((words_of(&notice.reference, &notice.kind), notice.reference));
                }
                Some(_) => unnamed += 1,
                None => {}
            }
        }
        if lines.is_empty() && unnamed == 0 {
            return Ok(Next::Drop);
        }
        let council = self.operations.council().await?;
        let lines: Vec<_> = lines
            .into_iter()
            .map(|(what, reference)| (what, reference.to_string()))
            .collect();
        let told = told_digest(&council.name, &self.base, &lines, unnamed);
        Ok(told.map_or_else(|error| Next::unwritten(&error), Next::Go))
    }

    /// Who invites: where calendars answer, and else who writes.
    fn organiser(&self) -> String {
        match &self.address {
            Some(ours) => ours.to_string(),
            None => self.from.email.to_string(),
        }
    }

    /// What a mail may say of a case to this person today; none if they may not read it.
    async fn may_say(
        &self,
        person: &PersonId,
        reference: &Reference,
    ) -> Result<Option<InMail>, ActError> {
        let Some(register) = registers::of_reference(reference) else {
            return Ok(None);
        };
        let actor = self.operations.actor(person, None).await?;
        match (register.in_mail)(&self.operations, reference, &actor).await {
            Ok(may) => Ok(Some(may)),
            Err(ActError::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// What each act of a case is to this person.
    async fn gates(
        &self,
        person: &PersonId,
        reference: &Reference,
    ) -> Result<Vec<(&'static str, Gate)>, ActError> {
        let Some(register) = registers::of_reference(reference) else {
            return Ok(Vec::new());
        };
        let actor = self.operations.actor(person, None).await?;
        (register.gates)(&self.operations, reference, &actor).await
    }

    /// The links with which this person may act, if there is anything for them to do.
    async fn actions(
        &self,
        person: &PersonId,
        reference: &Reference,
        gates: &[(&'static str, Gate)],
        key: &str,
        now: Timestamp,
    ) -> Result<Vec<Action>, ActError> {
        let open: Vec<_> = ACTS.iter().filter(|(act, _)| open(gates, act)).collect();
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let token = hex(&self.operations.entropy().bytes(key)[..16]);
        let leads = LeadsTo {
            reference: reference.clone(),
        };
        let pass = Pass {
            token_hash: digest(&token),
            kind: LINK.to_owned(),
            person: Some(person.clone()),
            payload: serde_json::to_string(&leads).expect("plain data"),
            expires: now + LINK_FOR,
        };
        self.operations.store().keep_pass(&pass).await?;
        let base = &self.base;
        let register = registers::of_reference(reference);
        let label = |act: &str| register.and_then(|register| (register.label)(act));
        let actions = open.into_iter().map(|(act, words)| Action {
            label: label(act).unwrap_or(words).to_owned(),
            href: format!("{base}/from-mail/{token}/{act}"),
        });
        Ok(actions.collect())
    }
}

/// What a reply to a letter about a case would do for its reader.
fn replies(reference: &Reference, gates: &[(&'static str, Gate)]) -> Replies {
    let Some(register) = registers::of_reference(reference) else {
        return Replies::default();
    };
    let by_word = (register.by_word)().into_iter();
    let words = by_word.filter(|(_, act, _)| open(gates, act));
    Replies {
        taken: (register.by_mail)().into_iter().any(|act| open(gates, act)),
        words: words.map(|(word, _, does)| (capital(word), does)).collect(),
    }
}

/// A word as it begins a line.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn open(gates: &[(&'static str, Gate)], act: &str) -> bool {
    gates
        .iter()
        .any(|(name, gate)| *name == act && gate.is_allowed())
}

/// What happened, as the inbox says it.
fn words_of(reference: &Reference, notice: &str) -> String {
    crate::web::notices::kind_words(reference, notice)
}
