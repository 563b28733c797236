//! Every register of the product in one list, and what a register says of itself to people: its words,
//! its questions, its thread. Pages, the command line, jobs and rebuilds all go by it; no other place
//! names the registers one by one. Decides nothing.

pub mod amendments;
pub mod briefings;
mod complaints;
pub mod groups;
mod in_mail;
mod information;
mod interpretations;
mod list;
mod look;
pub mod opening;
mod shown;

use domain::ids::ContentKey;
use domain::words::Words;

use crate::operations::Case;

pub use in_mail::InMail;
pub use list::{ALL, Gates, Registered, Working, href, of_reference, registered};
pub use look::Look;
pub use shown::{ASIDE, ClockShown, FileShown, Handing, Noun, OFFICERS_ONLY, Shown, Told};

/// Whether somebody may know that these words were erased: whoever is told of something in which one of them
/// stood. `contents` says which words an event holds.
fn tells_of_erased<R: Shown>(
    case: &Case<R>,
    keys: &[ContentKey],
    look: &Look<'_>,
    contents: fn(&R::Event) -> Vec<&Words>,
) -> bool {
    let held = |event: &R::Event| {
        contents(event)
            .iter()
            .any(|words| keys.contains(&words.key))
    };
    let events = case.events.iter().enumerate();
    let mut held = events.filter(|(_, recorded)| held(&recorded.event));
    held.any(|(at, _)| R::tell(case, at, look).is_some())
}
