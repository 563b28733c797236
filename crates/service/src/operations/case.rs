//! One case of any register, loaded and folded, with the words that the asker may need.

use std::collections::BTreeMap;

use domain::access::{Reader, Visible};
use domain::ids::{ContentKey, Stream};
use domain::reference::Reference;
use domain::register::{Recorded, Register};
use domain::verdict::Cite;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use store::{Content, Filter, Glance, Page, Sort, StoredEvent};

use super::{ActError, Operations};

/// How many cases are listed at once.
const AT_ONCE: usize = 200;

/// A case with its history.
pub struct Case<R: Register> {
    /// Its stream.
    pub stream: Stream,
    /// The version up to which it is folded.
    pub version: u64,
    /// The case now.
    pub state: R::State,
    /// Every event, oldest first.
    pub events: Vec<Recorded<R::Event>>,
    /// What each event rests on, in the order of the events and as the log keeps it: few pages ask.
    cites: Vec<String>,
    /// The words and files that the events name, unless erased.
    pub contents: BTreeMap<ContentKey, Content>,
}

impl<R: Register> Case<R> {
    /// Words by their key; `None` when they were erased.
    pub fn words(&self, key: &ContentKey) -> Option<&str> {
        self.contents.get(key)?.text()
    }

    /// What the event at a place among [`Self::events`] rests on first, if it rests on anything.
    pub fn first_cite(&self, at: usize) -> Result<Option<Cite>, ActError> {
        let Some(cites) = self.cites.get(at) else {
            return Ok(None);
        };
        let cites: Vec<Cite> = parsed(&self.stream, cites)?;
        Ok(cites.into_iter().next())
    }

    /// Its reference, from its stream.
    pub fn reference(&self) -> Reference {
        let stream = self.stream.as_str();
        let last = stream.rsplit('/').next().unwrap_or(stream);
        last.parse()
            .expect("the stream of a case ends with its reference")
    }

    /// How often something of a kind has happened, and when it last did; none where it never has.
    pub fn last(&self, is: impl Fn(&R::Event) -> bool) -> Option<(u64, Timestamp)> {
        let all = self.events.iter().filter(|recorded| is(&recorded.event));
        let times: Vec<Timestamp> = all.map(|recorded| recorded.at).collect();
        Some((times.len() as u64, *times.last()?))
    }

    /// Why this person reads the case. Loading has made sure that there is a reason.
    pub fn reader_of(&self, visible: &Visible) -> Option<Reader> {
        visible.may_read(&R::readers(&self.state)).cloned()
    }

    /// The case as its events leave it, without what a page shows of them.
    pub(crate) fn state(stream: &Stream, stored: &[StoredEvent]) -> Result<R::State, ActError> {
        let mut state = None;
        for stored in stored {
            let event = Recorded {
                version: stored.version,
                at: stored.at,
                actor: stored.actor.clone(),
                event: parsed(stream, &stored.payload)?,
            };
            state = R::evolve(state, &event);
        }
        state.ok_or(ActError::NotFound)
    }

    pub(crate) fn fold(
        stream: Stream,
        stored: Vec<StoredEvent>,
        contents: BTreeMap<ContentKey, Content>,
    ) -> Result<Self, ActError> {
        let mut state = None;
        let mut events = Vec::with_capacity(stored.len());
        let mut cites = Vec::with_capacity(stored.len());
        for stored in stored {
            let event = Recorded {
                version: stored.version,
                at: stored.at,
                actor: stored.actor,
                event: parsed(&stream, &stored.payload)?,
            };
            state = R::evolve(state, &event);
            events.push(event);
            cites.push(stored.cites);
        }
        let version = events.last().map_or(0, |event| event.version);
        let state = state.ok_or(ActError::NotFound)?;
        Ok(Self {
            stream,
            version,
            state,
            events,
            cites,
            contents,
        })
    }
}

fn parsed<T: DeserializeOwned>(stream: &Stream, json: &str) -> Result<T, ActError> {
    serde_json::from_str(json).map_err(|error| {
        let what = format!("an event of {} cannot be read: {error}", stream.as_str());
        ActError::Fault(store::Fault::Corrupt(what))
    })
}

impl Operations {
    /// How far a case that this person may read has come. Absent and forbidden are one answer from one
    /// query, as with [`Self::case`].
    pub async fn glance<R: Register>(
        &self,
        reference: &Reference,
        visible: &Visible,
    ) -> Result<Glance, ActError> {
        if reference.prefix() != R::PREFIX {
            return Err(ActError::NotFound);
        }
        let found = self.store().glance(reference, visible).await?;
        found.ok_or(ActError::NotFound)
    }

    /// A case that this person may read. Absent and forbidden are one answer from one query.
    pub async fn case<R: Register>(
        &self,
        reference: &Reference,
        visible: &Visible,
    ) -> Result<Case<R>, ActError> {
        if reference.prefix() != R::PREFIX {
            return Err(ActError::NotFound);
        }
        let loaded = self.store().load_visible(reference, visible).await?;
        let loaded = loaded.ok_or(ActError::NotFound)?;
        Case::fold(loaded.stream, loaded.events, loaded.contents)
    }

    /// Every case of a register that this person may read, the newest first: for pages that tell of all of
    /// them together, in registers that have few.
    pub async fn readable<R: Register>(&self, visible: &Visible) -> Result<Vec<Case<R>>, ActError> {
        let filter = Filter {
            register: Some(R::NAME.to_owned()),
            ..Filter::default()
        };
        let mut page = Page::first(AT_ONCE, Sort::Newest);
        let mut cases = Vec::new();
        loop {
            let listing = self.store().list(visible, &filter, &page).await?;
            for item in &listing.items {
                cases.push(self.case::<R>(&item.row.reference, visible).await?);
            }
            match listing.next {
                Some(next) => page.after = Some(next),
                None => return Ok(cases),
            }
        }
    }
}
