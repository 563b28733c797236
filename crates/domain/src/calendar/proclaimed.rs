//! Bank holidays as proclaimed, from `data/bank-holidays.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Nation;

/// The last year whose holidays are proclaimed.
pub(super) fn last_year(_: Nation) -> i16 {
    2027
}

/// The holidays of a proclaimed year.
pub(super) fn year(nation: Nation, year: i16) -> Option<BTreeMap<Date, String>> {
    (2000..=2027)
        .contains(&year)
        .then(|| super::rule::year(nation, year))
}
