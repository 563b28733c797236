//! People, appointments, services, wards, groups, bodies and teams, with the dates on which each holds
//! and the time at which each was recorded.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::access::Token;
use crate::ids::PersonId;

/// Everybody and everything that the protocol names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directory;

impl Directory {
    /// The relations in which a person stands on a day.
    pub fn tokens(&self, _person: &PersonId, _on: Date) -> BTreeSet<Token> {
        BTreeSet::new()
    }
}
