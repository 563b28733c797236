//! Which cases the jobs need not look at again today.
//!
//! INVARIANT: what the jobs owe a case follows from its events, the council's facts and the day in
//! Europe/London, and from nothing else. So a case to which nothing was owed is owed nothing until one of
//! the three is another, and a round looks only at what has changed since the round before.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::reference::Reference;
use jiff::civil::Date;
use store::Upkeep;

/// The day and the versions of the council's facts for which cases were looked at.
pub(super) type For = (Date, [u64; 4]);

/// The cases to which nothing was owed. Kept in memory: after a start, everything is looked at once.
#[derive(Debug, Default)]
pub(super) struct Settled(Mutex<Option<(For, Versions)>>);

/// The version of each case when it was looked at.
type Versions = HashMap<Reference, u64>;

impl Settled {
    /// Whether nothing can be owed to a case, because nothing was and nothing has changed.
    pub(super) fn holds(&self, at: &For, case: &Upkeep) -> bool {
        let known = self.lock();
        let known = known.as_ref().filter(|(of, _)| of == at);
        known.is_some_and(|(_, all)| all.get(&case.reference) == Some(&case.version))
    }

    /// Nothing was owed to a case as it was at this version. Of another day or other facts, all is forgotten.
    pub(super) fn note(&self, at: &For, case: &Upkeep) {
        let mut known = self.lock();
        let (of, all) = known.get_or_insert_with(|| (*at, Versions::new()));
        if of != at {
            (*of, *all) = (*at, Versions::new());
        }
        all.insert(case.reference.clone(), case.version);
    }

    fn lock(&self) -> MutexGuard<'_, Option<(For, Versions)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
