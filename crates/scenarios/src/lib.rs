//! The scenarios of every pack, run through the pure domain: no store, no page, no clock of its own.
//!
//! [`Town`] is the council in which they happen, [`Case`] one enquiry in it, [`Record`] one record of any other register, [`Grounds`] every ground that
//! was named on the way, [`words`] reads the days and people of a step. The steps themselves and the runner
//! are in `tests/scenarios`.

mod case;
mod grounds;
mod information;
mod record;
mod town;
pub mod words;

pub use case::{Case, Outcome, plain};
pub use grounds::Grounds;
pub use information::Request;
pub use record::Record;
pub use town::{JOBS, SINCE, Town, key, key_of_question};
