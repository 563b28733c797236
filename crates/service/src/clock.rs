//! The one place that asks the machine for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Where the service takes the time from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// A clock that starts at a given moment and is moved on by its holder: the demo's shown date.
    Shown(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until it is moved.
    pub fn shown(at: Timestamp) -> Self {
        Self::Shown(Arc::new(AtomicI64::new(at.as_millisecond())))
    }

    /// The time, to the millisecond.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge where the time comes in"
    )]
    pub fn now(&self) -> Timestamp {
        let millis = match self {
            Self::Machine => Timestamp::now().as_millisecond(),
            Self::Shown(millis) => millis.load(Ordering::Relaxed),
        };
        Timestamp::from_millisecond(millis).expect("a clock of this era")
    }

    /// Moves a shown clock; the machine's clock cannot be moved.
    pub fn set(&self, at: Timestamp) {
        if let Self::Shown(millis) = self {
            millis.store(at.as_millisecond(), Ordering::Relaxed);
        }
    }

    /// Moves a shown clock on by a second, so that the demo's acts keep their order.
    pub fn tick(&self) {
        if let Self::Shown(millis) = self {
            millis.fetch_add(1000, Ordering::Relaxed);
        }
    }

    /// Whether the time is the demo's own.
    pub fn is_shown(&self) -> bool {
        matches!(self, Self::Shown(_))
    }
}
