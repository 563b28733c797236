//! The only place here that reads a clock: everything else is handed what it measured.

use std::time::{Duration, Instant};

/// The instant at which something begins or ends.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
pub fn now() -> Instant {
    Instant::now()
}

/// What an act returns, and how long it took.
pub fn timed<T>(act: impl FnOnce() -> T) -> (T, Duration) {
    let begun = now();
    let result = act();
    (result, begun.elapsed())
}
