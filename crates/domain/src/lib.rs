//! The rules of Wardroom, as pure functions over facts.
//!
//! A protocol [`protocol::Protocol`] is data; a case is folded from its events; a step is decided
//! from the case, the council's facts ([`council::Council`]) and the time given. Nothing here reads
//! a clock, draws randomness, opens a file or waits: the manifest lists nothing that could.

pub mod access;
pub mod amendments;
pub mod briefings;
pub mod calendar;
pub mod clock;
pub mod complaints;
pub mod council;
pub mod directory;
pub mod enforcement;
pub mod enquiries;
pub mod even_hands;
pub mod figures;
pub mod fresh;
pub mod groups;
pub mod ids;
pub mod induction;
pub mod information;
pub mod interpretations;
pub mod protocol;
pub mod reference;
pub mod register;
pub mod replay;
pub mod settings;
pub mod templates;
pub mod text;
pub mod verdict;
pub mod words;
