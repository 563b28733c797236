//! Who has read the protocol since it was adopted, each on a stream of their own; and reviews of the
//! protocol that are due with those of the Constitution.

use domain::amendments::{Act, Amendments, Command};
use domain::council::gate_facts;
use domain::enquiries::JOBS;
use domain::ids::{PersonId, Stream};
use domain::induction::{Manner, Readings, VersionRead, asking, bound};
use domain::protocol::VersionKey;
use domain::register::Actor;
use domain::verdict::{Cited, Rejection};
use store::{Batch, StreamAppend};

use super::council::events;
use super::facts::event;
use super::{ActError, Operations, Options, Subject};

/// The setting of the day of the next review of the Constitution.
pub const REVIEW: &str = "constitution-review-on";

impl Operations {
    /// What somebody has read.
    pub async fn readings(&self, person: &PersonId) -> Result<Readings, ActError> {
        let stored = self.store().load(&Stream::induction(person), 0).await?;
        let read = events::<VersionRead>(&stored)?.into_iter();
        Ok(read.fold(Readings::default(), |all, one| all.evolve(one.event)))
    }

    /// Records that somebody read the protocol in force: they themselves on a screen, or on paper by
    /// those who keep the record of it. Again, it changes nothing.
    pub async fn read_protocol(&self, actor: &Actor, person: &PersonId) -> Result<(), ActError> {
        let own = actor.person() == person;
        if !own && !gate_facts(&actor.visible).is_allowed() {
            return Err(Rejection::Hidden.into());
        }
        let snapshot = self.council_now().await?;
        let today = self.today();
        let in_force = snapshot.council.versions.in_force(today);
        let known = bound(&snapshot.directory, today).contains(person);
        let Some(adoption) = in_force.filter(|_| known) else {
            return Err(ActError::NotFound);
        };
        let version: VersionKey = (adoption.pack.clone(), adoption.version.clone());
        let stream = Stream::induction(person);
        let stored = self.store().load(&stream, 0).await?;
        let read = events::<VersionRead>(&stored)?.into_iter();
        let readings = read.fold(Readings::default(), |all, one| all.evolve(one.event));
        if readings.of(&version).is_some() {
            return Ok(());
        }
        let read = VersionRead {
            version,
            on: today,
            manner: match own {
                true => Manner::Screen,
                false => Manner::Paper,
            },
        };
        let cite = Cited::new(
            "the protocol was read after its adoption".to_owned(),
            asking(),
        );
        let mut batch = Batch::new(self.now(), actor.person().clone());
        batch.appends.push(StreamAppend {
            stream,
            expected: stored.last().map_or(0, |event| event.version),
            events: vec![event("version-read", &read)],
            cites: serde_json::to_string(&[cite]).expect("plain data"),
            projection: None,
        });
        self.committed(batch).await
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
