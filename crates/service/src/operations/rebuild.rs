//! Folding every case anew from the log, so that the rows are what the events say.

use domain::ids::Stream;
use store::{Folded, Rebuilt, StoredEvent};

use super::{ActError, Operations};
use crate::registers;

impl Operations {
    /// Writes the rows and readers of all cases of every register anew. Nothing is changed if an event
    /// cannot be read.
    pub async fn rebuild(&self) -> Result<Rebuilt, ActError> {
        let council = self.council().await?.council.clone();
        let fold = move |stream: &Stream, events: &[StoredEvent]| -> Folded {
            let of = registers::ALL
                .iter()
                .find(|register| register.holds(stream));
            of.map_or(Ok(None), |register| {
                (register.fold)(stream, events, &council)
            })
        };
        Ok(self.store().rebuild(fold).await?)
    }
}
