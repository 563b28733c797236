//! Acts and reads, one path for every register and every edge: load, decide, commit. No rule is here:
//! the domain decides, the store keeps.

mod act;
mod case;
mod complaints;
mod council;
mod enquiries;
mod erase;
mod error;
mod facts;
mod figures;
mod handover;
mod hands;
pub mod identity;
mod induction;
pub mod intake;
mod jobs;
mod keeping;
mod left_open;
mod letters;
mod links;
mod ready;
mod rebuild;
mod remind;
mod replies;
mod settled;
mod takeover;
mod templates;
mod texts;
mod versions;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use domain::access::{Visible, visible_to};
use domain::calendar::local_date;
use domain::ids::{AppointmentId, PackId, PersonId, VersionId};
use domain::protocol::Protocol;
use domain::protocol::text::Texts;
use domain::register::Actor;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Store;

pub(crate) use act::projection;
pub use act::{Done, Options, Subject};
pub use case::Case;
pub use complaints::keeps_reports;
pub use council::Snapshot;
pub use erase::{Erasable, ToErase};
pub use error::ActError;
pub use facts::{FactChange, Keeper};
pub use left_open::{LeftOpen, OFFICER_LEFT};
pub use letters::MAIL_LOST;
pub use links::{Found, Pointer, look_at};
pub use ready::NotReady;
pub use replies::Replied;
pub use takeover::{BROUGHT, Given, TakeOverError, TakenOver, table as table_of};
pub use templates::TemplateChange;
pub use texts::about_text;
pub use versions::DraftError;

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::running::metrics::Metrics;

/// Every protocol that this program knows, by pack and version.
pub type Protocols = BTreeMap<(PackId, VersionId), Arc<Protocol>>;

/// The handle through which every edge acts and reads. Cheap to clone.
#[derive(Clone)]
pub struct Operations {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Clock,
    entropy: Entropy,
    protocols: Protocols,
    snapshot: RwLock<Option<council::Seen>>,
    texts: RwLock<Option<(u64, Arc<Texts>)>>,
    metrics: Metrics,
    erased: AtomicU64,
    /// Whether acts leave letters beside their notices.
    letters: AtomicBool,
    settled: settled::Settled,
}

impl Operations {
    /// Operations over a store, with the protocols that the program knows.
    pub fn new(store: Store, clock: Clock, entropy: Entropy, protocols: Protocols) -> Self {
        let snapshot = RwLock::new(None);
        Self {
            inner: Arc::new(Inner {
                store,
                clock,
                entropy,
                protocols,
                snapshot,
                texts: RwLock::new(None),
                metrics: Metrics::default(),
                erased: AtomicU64::new(0),
                letters: AtomicBool::new(false),
                settled: settled::Settled::default(),
            }),
        }
    }

    /// The same operations with another source of randomness: the demo is made with a seed and served
    /// with the machine's.
    #[must_use]
    pub fn with_entropy(&self, entropy: Entropy) -> Self {
        let (store, clock) = (self.store().clone(), self.clock().clone());
        Self::new(store, clock, entropy, self.inner.protocols.clone())
    }

    /// The protocols that come with the program.
    pub fn shipped_protocols() -> Protocols {
        domain::protocol::packs::SHIPPED
            .iter()
            .filter_map(|pack| domain::protocol::packs::shipped(pack.id))
            .map(|protocol| {
                (
                    (protocol.pack.clone(), protocol.version.clone()),
                    Arc::new(protocol),
                )
            })
            .collect()
    }

    /// The store, for reads that need no council: notices, sessions, drafts.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Where the time comes from.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Where randomness comes from.
    pub fn entropy(&self) -> &Entropy {
        &self.inner.entropy
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Today in Europe/London.
    pub fn today(&self) -> Date {
        local_date(self.now())
    }

    /// How often words were erased for good by this process. Whatever was made of words before is to be
    /// forgotten when it changes.
    pub fn erasures(&self) -> u64 {
        self.inner.erased.load(Ordering::Acquire)
    }

    /// What a person can see today.
    pub async fn visible(&self, person: &PersonId) -> Result<Visible, ActError> {
        let council = self.council().await?;
        Ok(visible_to(&council.directory, person, self.today()))
    }

    /// A person as an actor, perhaps for somebody's appointment.
    pub async fn actor(
        &self,
        person: &PersonId,
        acting_for: Option<AppointmentId>,
    ) -> Result<Actor, ActError> {
        Ok(Actor {
            visible: self.visible(person).await?,
            acting_for,
        })
    }
}
