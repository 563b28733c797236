//! The numbers that no protocol gives: the council's settings, or the product's defaults until it sets
//! them, each with its basis.

use jiff::civil::Date;

use crate::council::Council;
use crate::verdict::{Cited, ClauseRef};

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident $key:literal $default:literal $basis:path;)*) => {$(
        $(#[$doc])*
        pub(super) fn $name(council: &Council, on: Date) -> Cited<u32> {
            let set = council.settings.whole_number($key, on);
            set.unwrap_or_else(|| Cited::new($default, $basis()))
        }
    )*};
}

limits! {
    /// For how many calendar days a closed enquiry can be reopened.
    reopen_days "enquiries-reopening-days" 60 super::basis::reopening;
    /// For how many minutes a message can be called back.
    recall_minutes "recall-minutes" 5 super::basis::recalling;
    /// Beyond how many calendar days a holding reply's date asks for a reason.
    hold_days "enquiries-holding-days-max" 60 super::basis::hold_limit;
    /// How many working days a member waits before asking again how it stands.
    chase_days "enquiries-chase-days" 1 super::basis::chasing;
    /// How many files one message may have.
    files "files-max" 10 super::basis::files;
}

/// After how many working days an answered enquiry closes by itself; never, unless the council says.
pub(super) fn close_days(council: &Council, on: Date) -> Option<Cited<u32>> {
    council.settings.number("enquiries-closing-days", on)
}

/// How many working days before its date an officer is reminded; never, unless the council says. It
/// completes the clause that asks for timely information, where there is one.
pub(super) fn reminder_days(
    council: &Council,
    on: Date,
    completes: Option<ClauseRef>,
) -> Option<Cited<u32>> {
    let set = council
        .settings
        .get("enquiries-reminder-days", on, completes)?;
    let days = set.value.trim().parse().ok()?;
    Some(Cited::new(days, set.basis))
}
