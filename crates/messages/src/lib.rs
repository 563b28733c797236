//! A mail to what matters of it: who wrote, to whom, what in their own words, with which files, and whether
//! it is really theirs. Pure: bytes in, facts out; nothing that is written can make it fail.
//!
//! Who wrote is believed only on the word of the council's own mail server (`proof`). Whether a message
//! becomes a case is decided elsewhere (`service::operations`), after it has been kept as it came.

mod automatic;
mod files;
mod fold;
mod html;
mod invitation;
pub mod likeness;
pub mod mailbox;
mod media;
mod message;
mod outlook;
mod proof;
#[cfg(test)]
mod tests;
mod together;

pub use automatic::Automatic;
pub use files::{Attached, LeftOut, cleaned};
pub use fold::{Folded, fold};
pub use invitation::Answered;
pub use media::media;
pub use message::{Author, Filled, Message, SizeMax, Unreadable, digest_of, fill, read};
pub use proof::Proof;
pub use together::together;
