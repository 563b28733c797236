//! Who has read the protocol since it was adopted, each on a stream of their own; and reviews of the
//! protocol that are due with those of the Constitution.

use domain::amendments::{Act, Amendments, Command};
use domain::council::gate_facts;
use domain::enquiries::JOBS;
use domain::ids::{PersonId, Stream};
use domain::induction::{Due, Manner, Readings, VersionRead, asking, bound, due, sections_of};
use domain::protocol::VersionKey;
use domain::register::Actor;
use domain::verdict::{Cited, Rejection};
use store::{Batch, CommitError, NewEvent, StreamAppend};

use super::council::events;
use super::facts::event;
use super::{ActError, Operations, Options, Subject};
use crate::mail::Letter;

/// The setting of the day of the next review of the Constitution.
pub const REVIEW: &str = "constitution-review-on";

impl Operations {
    /// What somebody has read.
    pub async fn readings(&self, person: &PersonId) -> Result<Readings, ActError> {
        let stored = self.store().load(&Stream::induction(person), 0).await?;
        let read = events::<VersionRead>(&stored)?.into_iter();
        Ok(read.fold(Readings::default(), |all, one| all.evolve(one.event)))
    }

    /// Records that somebody read the protocol in force, one piece of what concerns them or all of it: they
    /// themselves on a screen, or on paper by those who keep the record of it. Again, it changes nothing.
    pub async fn read_protocol(
        &self,
        actor: &Actor,
        person: &PersonId,
        section: Option<&str>,
    ) -> Result<(), ActError> {
        let own = actor.person() == person;
        if !own && !gate_facts(&actor.visible).is_allowed() {
            return Err(Rejection::Hidden.into());
        }
        let snapshot = self.council_now().await?;
        let today = self.today();
        let reading = snapshot.council.versions.in_force(today);
        let reading = reading.zip(snapshot.council.protocol_on(today));
        let Some((adoption, protocol)) = reading else {
            return Err(ActError::NotFound);
        };
        let concerns = sections_of(protocol, &snapshot.directory, person, today);
        let asked: Vec<&str> = match section {
            None => concerns,
            Some(one) => concerns.into_iter().filter(|known| *known == one).collect(),
        };
        if asked.is_empty() {
            return Err(ActError::NotFound);
        }
        let version: VersionKey = (adoption.pack.clone(), adoption.version.clone());
        let stream = Stream::induction(person);
        let stored = self.store().load(&stream, 0).await?;
        let read = events::<VersionRead>(&stored)?.into_iter();
        let readings = read.fold(Readings::default(), |all, one| all.evolve(one.event));
        let missing = readings.missing(&version, &asked).into_iter();
        let read: Vec<NewEvent> = missing
            .map(|section| {
                let read = VersionRead {
                    version: version.clone(),
                    section: Some(section.to_owned()),
                    on: today,
                    manner: match own {
                        true => Manner::Screen,
                        false => Manner::Paper,
                    },
                };
                event(VersionRead::NAME, &read)
            })
            .collect();
        if read.is_empty() {
            return Ok(());
        }
        let cite = Cited::new(
            "the protocol was read after its adoption".to_owned(),
            asking(),
        );
        let mut batch = Batch::new(self.now(), actor.person().clone());
        batch.appends.push(StreamAppend {
            stream,
            expected: stored.last().map_or(0, |event| event.version),
            events: read,
            cites: serde_json::to_string(&[cite]).expect("plain data"),
            projection: None,
        });
        self.committed(batch).await
    }

    /// Leaves letters, where letters are sent: to whoever has the protocol in force newly to read, and to
    /// whoever has not read all of it by the day that the council set for reminders. Each once.
    pub(super) async fn tell_to_read(&self) -> Result<(), ActError> {
        if !self.leaves_letters() {
            return Ok(());
        }
        let snapshot = self.council().await?;
        let (council, today) = (&snapshot.council, self.today());
        let reading = council.versions.in_force(today);
        let Some((adoption, protocol)) = reading.zip(council.protocol_on(today)) else {
            return Ok(());
        };
        let version: VersionKey = (adoption.pack.clone(), adoption.version.clone());
        let jobs: PersonId = JOBS.parse().expect("a slug");
        let (pack, of) = (&version.0, &version.1);
        let daily = format!("to read {pack}/{of} on {today}");
        if !council.calendar.is_working(today)
            || self.store().outcome(&jobs, &daily).await?.is_some()
        {
            return Ok(());
        }
        for person in bound(&council.directory, today) {
            let Some(due) = due(council, &person, adoption.in_force, today) else {
                continue;
            };
            let sections = sections_of(protocol, &council.directory, &person, today);
            let readings = self.readings(&person).await?;
            if readings.missing(&version, &sections).is_empty() {
                continue;
            }
            let key = format!("{} {pack}/{of} {person}", word(due));
            if self.store().outcome(&jobs, &key).await?.is_some() {
                continue;
            }
            let letter = Letter::ToRead {
                person,
                version: version.clone(),
                again: due == Due::Reminder,
            };
            let mut batch = Batch::new(self.now(), jobs.clone());
            batch.outbox.push(letter.waiting(format!("letter {key}")));
            batch.idempotency = Some(key);
            // Otherwise another server did it first.
            if let Err(CommitError::Fault(fault)) = self.commit(batch).await {
                return Err(fault.into());
            }
        }
        let mut done = Batch::new(self.now(), jobs);
        done.idempotency = Some(daily);
        match self.commit(done).await {
            Err(CommitError::Fault(fault)) => Err(fault.into()),
            _ => Ok(()),
        }
    }

    /// Opens the review of the protocol once the day of the Constitution's has come; whether it did.
    pub(super) async fn open_review(&self) -> Result<bool, ActError> {
        let snapshot = self.council().await?;
        let today = self.today();
        let day = snapshot.council.settings.get(REVIEW, today, None);
        let day = day.and_then(|day| day.value.parse().ok());
        let Some(on) = day.filter(|on| *on <= today) else {
            return Ok(false);
        };
        let jobs: PersonId = JOBS.parse().expect("a slug");
        let key = format!("review of the protocol {on}");
        if self.store().outcome(&jobs, &key).await?.is_some() {
            return Ok(false);
        }
        let command = Command {
            act: Act::OpenReview { on },
            why: None,
        };
        let options = Options {
            key: Some(key),
            ..Options::default()
        };
        let actor = self.jobs(&snapshot);
        self.act::<Amendments>(&actor, Subject::New, command, options)
            .await?;
        Ok(true)
    }
}

/// The first part of the key under which a letter goes once.
fn word(due: Due) -> &'static str {
    match due {
        Due::First => "to read",
        Due::Reminder => "reminder to read",
    }
}
