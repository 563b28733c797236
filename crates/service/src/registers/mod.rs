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
mod shown;

pub use in_mail::InMail;
pub use list::{ALL, Gates, Registered, Working, href, of_reference, registered};
pub use look::Look;
pub use shown::{ASIDE, ClockShown, FileShown, Handing, Noun, Shown, Told};
