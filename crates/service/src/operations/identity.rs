//! Who somebody is: people found by what a sign-in service or a letter calls them, one-time links, and
//! the sessions that go when their person goes.
//!
//! INVARIANT: a link or a session's token is given to its holder only; the store keeps digests, and the
//! letter that carries a link is removed once it is sent.

use std::collections::BTreeMap;

use domain::council::Council;
use domain::directory::{Details, DirectoryCommand, EndReason, NewAppointment, Role};
use domain::ids::{PersonId, Stream};
use domain::register::Actor;
use domain::verdict::{Invalid, Rejection};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Batch, OutboxItem, Pass};

use super::facts::Keeper;
use super::{ActError, Operations};
use crate::config::PersonIs;
use crate::mail::{Letter, MAIL};
use crate::openid::Ended;
use crate::openid::claims::Claimed;

/// A link that somebody asked for by mail.
const MAIL_LINK: &str = "mail-link";
/// A link that whoever runs the server printed.
const PRINTED_LINK: &str = "printed-link";
/// What the sign-in service said of an end, so that it counts once.
const ENDED: &str = "ended";
/// For how long that is known: longer than what it says is believed.
const ENDED_FOR: SignedDuration = SignedDuration::from_mins(10);
/// For how many minutes the link of an invitation is good: three days.
const INVITED_MINUTES: u16 = 3 * 24 * 60;
/// How many links by mail one person may hold at a time.
const LINKS_MAX: usize = 3;

/// What happened to the ways in, for the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum SignInEvent {
    /// Whoever runs the server printed a link for somebody.
    LinkPrinted {
        /// For whom.
        person: PersonId,
        /// Until when it is good.
        expires: Timestamp,
        /// Why, in words that name nobody.
        why: String,
    },
    /// That link was used.
    PrintedLinkUsed {
        /// By whom.
        person: PersonId,
    },
    /// Somebody was invited by mail.
    Invited {
        /// Who.
        person: PersonId,
        /// Until when the link in the letter is good.
        expires: Timestamp,
    },
    /// Somebody else ended a person's sessions, or the sign-in service did.
    SessionsEnded {
        /// Whose.
        person: PersonId,
        /// How many.
        sessions: u64,
    },
}

/// What became of somebody whom the sign-in service knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admitted {
    /// They are this person, and serve the council today.
    As(PersonId),
    /// The directory knows them, but they hold nothing today.
    HoldsNothing,
    /// The directory does not know them.
    Unknown,
}

/// The digest under which a token is kept.
pub fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The one person whom the directory knows by this address or number. Two of a kind are nobody.
pub fn person_of(council: &Council, by: PersonIs, key: &str) -> Option<PersonId> {
    let directory = &council.directory;
    let mut found = directory.people().filter(|person| {
        let details = directory.details(person);
        let known = details.and_then(|details| match by {
            PersonIs::Email => details.email.as_deref(),
            PersonIs::Reference => details.reference.as_deref(),
        });
        known.is_some_and(|known| known.eq_ignore_ascii_case(key))
    });
    let first = found.next()?;
    found.next().is_none().then(|| first.clone())
}

/// Whether a person holds anything on a day: who holds nothing cannot be signed in.
pub fn serves(council: &Council, person: &PersonId, on: Date) -> bool {
    council
        .directory
        .appointments_of(person, on)
        .next()
        .is_some()
}

impl Operations {
    /// Whom the claims mean. Posts that the sign-in service keeps begin and end first, so that a joiner is
    /// in with their first sign-in and a leaver out with the next.
    pub async fn admit(&self, claimed: &Claimed) -> Result<Admitted, ActError> {
        let snapshot = self.council().await?;
        let known = person_of(&snapshot.council, claimed.by, &claimed.key);
        let commands = self.keeping(&snapshot.council, known.as_ref(), claimed);
        if !commands.is_empty() {
            self.keep_directory(Keeper::SignInService, commands, None)
                .await?;
        }
        let snapshot = self.council().await?;
        let person = person_of(&snapshot.council, claimed.by, &claimed.key);
        Ok(match person {
            None => Admitted::Unknown,
            Some(person) if serves(&snapshot.council, &person, self.today()) => {
                Admitted::As(person)
            }
            Some(person) => {
                self.store().end_sessions_of(&person, None).await?;
                Admitted::HoldsNothing
            }
        })
    }

    /// What the claims change in the directory.
    fn keeping(
        &self,
        council: &Council,
        known: Option<&PersonId>,
        claimed: &Claimed,
    ) -> Vec<DirectoryCommand> {
        let today = self.today();
        let mut commands = Vec::new();
        let person = match known {
            Some(person) => person.clone(),
            None => {
                let Some(name) = claimed.name.clone().filter(|_| !claimed.posts.is_empty()) else {
                    return commands;
                };
                let fresh = self.entropy().bytes("joiner");
                let id = format!("p-{}", domain::fresh::hex(&fresh[..8]));
                let person: PersonId = id.parse().expect("a slug");
                let by_number = claimed.by == PersonIs::Reference;
                let details = Details {
                    name,
                    email: claimed.email.clone(),
                    reference: by_number.then(|| claimed.key.clone()),
                    ..Details::default()
                };
                commands.push(DirectoryCommand::AddPerson {
                    person: Some(person.clone()),
                    details,
                });
                person
            }
        };
        let holds = |role: &Role| {
            let mut held = council.directory.appointments_of(&person, today);
            held.find(|appointment| appointment.role == *role)
        };
        for role in &claimed.posts {
            if holds(role).is_none() {
                commands.push(DirectoryCommand::Appoint(NewAppointment {
                    appointment: None,
                    person: person.clone(),
                    role: role.clone(),
                    from: today,
                    to: None,
                    job_share: false,
                }));
            }
        }
        let gone = claimed
            .kept
            .iter()
            .filter(|role| !claimed.posts.contains(role));
        for held in gone.filter_map(holds) {
            let appointment = held.id.clone();
            let yesterday = today.yesterday().unwrap_or(today);
            commands.push(if held.from > yesterday {
                DirectoryCommand::VoidAppointment { appointment }
            } else {
                DirectoryCommand::EndAppointment {
                    appointment,
                    on: yesterday,
                    reason: EndReason::Moved,
                }
            });
        }
        commands
    }

    /// Sends a link to whoever the directory knows by this address, and nothing to anybody else. The
    /// caller says the same in either case, and does not wait for this to say it.
    pub async fn mail_link(&self, address: &str, minutes: u16) -> Result<(), ActError> {
        let snapshot = self.council().await?;
        let now = self.now();
        let known = person_of(&snapshot.council, PersonIs::Email, address);
        let Some(person) = known.filter(|p| serves(&snapshot.council, p, self.today())) else {
            return Ok(());
        };
        if self.store().passes_of(&person, MAIL_LINK, now).await? >= LINKS_MAX {
            return Ok(());
        }
        let (token, pass) = self.pass(MAIL_LINK, &person, minutes);
        let letter = Letter::SignInLink {
            person: person.clone(),
            token,
            minutes,
            invited: false,
        };
        let mut batch = Batch::new(now, person);
        batch.outbox.push(OutboxItem {
            key: format!("sign-in {}", domain::fresh::hex(&pass.token_hash[..8])),
            kind: MAIL.to_owned(),
            payload: super::act::json(&letter),
        });
        batch.passes.push(pass);
        self.committed(batch).await
    }

    /// A link for somebody, made by whoever runs the server, on record before it is shown. Gives its
    /// token, which nobody can be shown again.
    pub async fn print_link(
        &self,
        person: &PersonId,
        minutes: u16,
        why: String,
    ) -> Result<String, ActError> {
        let (token, pass) = self.pass(PRINTED_LINK, person, minutes);
        let event = SignInEvent::LinkPrinted {
            person: person.clone(),
            expires: pass.expires,
            why,
        };
        self.note(Keeper::Operator.id(), &event, Some(pass)).await?;
        Ok(token)
    }

    /// Invites somebody by mail: a letter with a link that signs them in once, on record in the same commit.
    pub async fn invite(&self, by: Keeper<'_>, person: &PersonId) -> Result<(), ActError> {
        by.pass()?;
        let snapshot = self.council().await?;
        let invalid = |why: &str| Rejection::Invalid(vec![Invalid::new("person", why)]);
        if !serves(&snapshot.council, person, self.today()) {
            return Err(invalid("holds no office or post today: appoint them first").into());
        }
        let details = snapshot.directory.details(person);
        if details.and_then(|known| known.email.as_deref()).is_none() {
            return Err(invalid("has no mail address in the directory: enter it first").into());
        }
        let (token, pass) = self.pass(MAIL_LINK, person, INVITED_MINUTES);
        let event = SignInEvent::Invited {
            person: person.clone(),
            expires: pass.expires,
        };
        let letter = Letter::SignInLink {
            person: person.clone(),
            token,
            minutes: INVITED_MINUTES,
            invited: true,
        };
        let key = domain::fresh::hex(&pass.token_hash[..8]);
        let letter = letter.waiting(format!("invited {key}"));
        let with = (Some(pass), Some(letter));
        self.record(Stream::sign_in(), by.id(), &event, with).await
    }

    /// Takes a link: whose it is, and how the session that it opens began. A link is good once.
    pub async fn use_link(
        &self,
        token: &str,
    ) -> Result<Option<(PersonId, &'static str)>, ActError> {
        let (now, hash) = (self.now(), digest(token));
        for kind in [MAIL_LINK, PRINTED_LINK] {
            let pass = self.store().use_pass(hash, kind, now).await?;
            let Some(person) = pass.and_then(|pass| pass.person) else {
                continue;
            };
            if !serves(&self.council().await?.council, &person, self.today()) {
                return Ok(None);
            }
            if kind == PRINTED_LINK {
                let used = SignInEvent::PrintedLinkUsed {
                    person: person.clone(),
                };
                self.note(person.clone(), &used, None).await?;
            }
            return Ok(Some((person, kind)));
        }
        Ok(None)
    }

    /// Ends the sessions of somebody else, on record.
    pub async fn end_sessions(&self, by: Keeper<'_>, person: &PersonId) -> Result<u64, ActError> {
        by.pass()?;
        let sessions = self.store().end_sessions_of(person, None).await?;
        let ended = SignInEvent::SessionsEnded {
            person: person.clone(),
            sessions,
        };
        self.note(by.id(), &ended, None).await?;
        Ok(sessions)
    }

    /// Ends the sessions that began with one that the sign-in service has ended, on record. Said again, it
    /// changes nothing.
    pub async fn ended_elsewhere(&self, ended: &Ended) -> Result<u64, ActError> {
        let now = self.now();
        let said = Pass {
            token_hash: digest(&ended.id),
            kind: ENDED.to_owned(),
            person: None,
            payload: "{}".to_owned(),
            expires: now + ENDED_FOR,
        };
        if self
            .store()
            .pass(said.token_hash, ENDED, now)
            .await?
            .is_some()
        {
            return Ok(0);
        }
        self.store().keep_pass(&said).await?;
        let mut sessions: BTreeMap<PersonId, u64> = BTreeMap::new();
        for listed in self.store().sessions(None, now, 100_000).await? {
            let session = listed.session;
            if session.hint.is_some_and(|hint| ended.ends(&hint))
                && self.store().end_session(listed.token_hash).await?
            {
                *sessions.entry(session.person).or_default() += 1;
            }
        }
        for (person, sessions) in &sessions {
            let what = SignInEvent::SessionsEnded {
                person: person.clone(),
                sessions: *sessions,
            };
            self.note(Keeper::SignInService.id(), &what, None).await?;
        }
        Ok(sessions.values().sum())
    }

    /// Ends the sessions of everybody who holds nothing today.
    pub(super) async fn end_sessions_of_leavers(&self) -> Result<(), ActError> {
        let snapshot = self.council().await?;
        let signed_in = self.store().sessions(None, self.now(), 10_000).await?;
        for listed in signed_in {
            let person = &listed.session.person;
            if !serves(&snapshot.council, person, self.today()) {
                self.store().end_sessions_of(person, None).await?;
            }
        }
        Ok(())
    }

    /// What happened to the ways in, the last first.
    pub async fn sign_in_record(
        &self,
        limit: usize,
    ) -> Result<Vec<(Timestamp, PersonId, SignInEvent)>, ActError> {
        let stored = self.store().load(&Stream::sign_in(), 0).await?;
        let events = super::council::events::<SignInEvent>(&stored)?;
        let last = events.into_iter().rev().take(limit);
        Ok(last.map(|one| (one.at, one.actor, one.event)).collect())
    }

    fn pass(&self, kind: &str, person: &PersonId, minutes: u16) -> (String, Pass) {
        let token = domain::fresh::hex(&self.entropy().bytes(kind));
        let pass = Pass {
            token_hash: digest(&token),
            kind: kind.to_owned(),
            person: Some(person.clone()),
            payload: "{}".to_owned(),
            expires: self.now() + SignedDuration::from_mins(i64::from(minutes)),
        };
        (token, pass)
    }

    /// Puts one event on the record of the ways in.
    async fn note(
        &self,
        actor: PersonId,
        what: &SignInEvent,
        pass: Option<Pass>,
    ) -> Result<(), ActError> {
        self.record(Stream::sign_in(), actor, what, (pass, None))
            .await
    }
}

/// Whether an actor may see and end other people's sessions.
pub fn keeps_sessions(actor: &Actor) -> bool {
    Keeper::Person(actor).pass().is_ok()
}
