//! Facts by identifier, each with the days from which its wordings hold.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::facts::{Body, Group, Partner, Service, Team, Ward, within};
use crate::ids::{BodyId, GroupId, PartnerId, ServiceId, TeamId, WardId};

/// A fact that has an identifier, a name and a time in which it exists.
pub trait Fact {
    /// Its identifier's type.
    type Id: Ord + Clone;
    /// Its identifier.
    fn id(&self) -> &Self::Id;
    /// Its name.
    fn name(&self) -> &str;
    /// Its first and last day.
    fn span(&self) -> (Date, Option<Date>);
    /// Whether it exists on a day.
    fn exists(&self, on: Date) -> bool {
        let (from, to) = self.span();
        within(on, from, to)
    }
}

macro_rules! facts {
    ($($fact:ident $id:ident;)*) => {$(
        impl Fact for $fact {
            type Id = $id;
            fn id(&self) -> &$id { &self.id }
            fn name(&self) -> &str { &self.name }
            fn span(&self) -> (Date, Option<Date>) { (self.from, self.to) }
        }
    )*};
}
facts! { Service ServiceId; Ward WardId; Group GroupId; Body BodyId; Team TeamId; Partner PartnerId; }

/// Every fact of one noun, with every wording of it by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T: Fact>(BTreeMap<T::Id, Vec<(Date, T)>>);

impl<T: Fact> Default for Table<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Fact> Table<T> {
    /// Takes a wording that holds from a day; one recorded later for the same day replaces it.
    pub(super) fn record(&mut self, on: Date, fact: T) {
        let wordings = self.0.entry(fact.id().clone()).or_default();
        match wordings.binary_search_by_key(&on, |(day, _)| *day) {
            Ok(at) => wordings[at] = (on, fact),
            Err(at) => wordings.insert(at, (on, fact)),
        }
    }

    /// A fact in its wording of a day, whether or not it exists on that day. Before its first wording,
    /// the first.
    pub fn ever(&self, id: &T::Id, on: Date) -> Option<&T> {
        worded(self.0.get(id)?, on)
    }

    /// A fact that exists on a day, in its wording of that day.
    pub fn get(&self, id: &T::Id, on: Date) -> Option<&T> {
        self.ever(id, on).filter(|fact| fact.exists(on))
    }

    /// The day from which the first wording of a fact holds.
    pub fn first_day(&self, id: &T::Id) -> Option<Date> {
        Some(self.0.get(id)?.first()?.0)
    }

    /// The latest wording of a fact, whenever it holds.
    pub fn latest(&self, id: &T::Id) -> Option<&T> {
        Some(&self.0.get(id)?.last()?.1)
    }

    /// Every fact that exists on a day, by identifier.
    pub fn on(&self, on: Date) -> impl Iterator<Item = &T> {
        self.0
            .values()
            .filter_map(move |wordings| worded(wordings, on))
            .filter(move |fact| fact.exists(on))
    }

    /// Every fact ever recorded, in its latest wording.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.0
            .values()
            .filter_map(|w| w.last())
            .map(|(_, fact)| fact)
    }
}

fn worded<T>(wordings: &[(Date, T)], on: Date) -> Option<&T> {
    let after = wordings.partition_point(|(day, _)| *day <= on);
    wordings.get(after.saturating_sub(1)).map(|(_, fact)| fact)
}
