//! Replays: how fast cases are loaded from the log, and how fast they are judged by other rules once they
//! are.

use std::fmt;
use std::hint::black_box;
use std::time::Duration;

use domain::replay::{History, Trial};
use jiff::civil::date;
use service::operations::Operations;
use service::replay::whole_history;

use crate::time::timed;

/// What judging cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// How many cases were judged.
    pub judged: usize,
    /// How long judging took, on one core.
    pub judging: Duration,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.judged as f64 / self.judging.as_secs_f64();
        write!(f, "{} cases judged at {rate:.0} a second", self.judged)
    }
}

/// Loads every enquiry.
pub async fn load(operations: &Operations) -> anyhow::Result<History> {
    Ok(whole_history(operations, (date(1990, 1, 1), date(2100, 1, 1))).await?)
}

/// Judges loaded enquiries by seven days instead of five and one day to acknowledge, at least so many.
pub async fn judge(
    operations: &Operations,
    history: &History,
    least: usize,
) -> anyhow::Result<Cost> {
    let snapshot = operations.council().await?;
    let council = &snapshot.council;
    let mut trial = Trial::default();
    trial.set("answer-within=7")?;
    trial.set("acknowledge-within=1")?;
    let protocol = council.protocol_on(operations.today()).map(AsRef::as_ref);
    let runs = least.div_ceil(history.len().max(1));
    let (settings, calendar) = (&council.settings, &council.calendar);
    let now = operations.now();
    let ((), judging) = timed(|| {
        for _ in 0..runs {
            black_box(history.replay(black_box(&trial), protocol, settings, calendar, now));
        }
    });
    Ok(Cost {
        judged: runs * history.len(),
        judging,
    })
}
