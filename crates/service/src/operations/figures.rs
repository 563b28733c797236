//! Figures: what somebody may read counted live, and what everybody may know released once a quarter.

use domain::access::Visible;
use domain::enquiries::{Enquiries, JOBS};
use domain::figures::{LEAST, Released, Releases, Tally, owed, question, release};
use domain::ids::{PersonId, Stream};
use domain::register::Register as _;
use domain::verdict::{Cite, Cited};
use serde::de::DeserializeOwned;
use store::{Batch, CommitError, FiguresFilter, Filter, NewEvent, StreamAppend};

use super::council::events;
use super::facts::event;
use super::{ActError, Operations};

/// How often somebody else may get in first before a release gives up.
pub(super) const TRIES: usize = 4;

impl Operations {
    /// Counts the enquiries that this person may read, of those that the filter asks for.
    pub async fn figures(&self, visible: &Visible, cases: Filter) -> Result<Vec<Tally>, ActError> {
        let filter = FiguresFilter {
            cases: Filter {
                register: Some(Enquiries::NAME.to_owned()),
                ..cases
            },
            today: self.today(),
        };
        Ok(self.store().figures(visible, &filter).await?)
    }

    /// The council's figures as they were released. What is owed by today is released first: by the
    /// daily job, or by whoever asks before it has run. What is released never changes again.
    pub async fn release_figures(&self) -> Result<Releases, ActError> {
        let stream = Stream::figures();
        for _ in 0..TRIES {
            let (released, version) = self.released::<Released>(&stream).await?;
            let released = released.into_iter();
            let releases = released.fold(Releases::default(), Releases::evolve);
            let more = self.owed_figures(&releases).await?;
            if more.is_empty() {
                return Ok(releases);
            }
            let what = Cited::new("the council’s figures are released".to_owned(), question());
            let events = more.iter().map(|it| event("figures-released", it));
            self.append_release(&stream, version, events.collect(), what)
                .await?;
        }
        Err(ActError::NotFound)
    }

    /// What was released to a stream, with how far it has come.
    pub(super) async fn released<E: DeserializeOwned>(
        &self,
        stream: &Stream,
    ) -> Result<(Vec<E>, u64), ActError> {
        let stored = self.store().load(stream, 0).await?;
        let version = stored.last().map_or(0, |event| event.version);
        let released = events::<E>(&stored)?.into_iter();
        Ok((released.map(|one| one.event).collect(), version))
    }

    /// Releases more, as the product’s own act. Where somebody else has got in first, nothing is written.
    pub(super) async fn append_release(
        &self,
        stream: &Stream,
        expected: u64,
        events: Vec<NewEvent>,
        what: Cite,
    ) -> Result<(), ActError> {
        let actor: PersonId = JOBS.parse().expect("a slug");
        let mut batch = Batch::new(self.now(), actor);
        batch.appends.push(StreamAppend {
            stream: stream.clone(),
            expected,
            events,
            cites: serde_json::to_string(&[what]).expect("plain data"),
            projection: None,
        });
        match self.commit(batch).await {
            Ok(_) | Err(CommitError::Conflict { .. } | CommitError::Duplicate(_)) => Ok(()),
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }

    /// The releases that are owed by today. Nothing is released of the time before the first case.
    async fn owed_figures(&self, releases: &Releases) -> Result<Vec<Released>, ActError> {
        let today = self.today();
        let quarters = owed(releases, today);
        let (Some((from, _)), Some((_, to))) = (quarters.first(), quarters.last()) else {
            return Ok(Vec::new());
        };
        let tallies = self
            .store()
            .figures_of_all_for_release(Enquiries::NAME, (*from, *to), today)
            .await?;
        let first = tallies.iter().map(|tally| tally.month).min();
        let begun = releases.latest().is_some();
        Ok(quarters
            .into_iter()
            .filter(|(_, to)| begun || first.is_some_and(|first| first <= *to))
            .map(|quarter| release(&tallies, quarter, today, LEAST))
            .collect())
    }
}
