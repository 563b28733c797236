//! Stories of enquiries, by topic.

mod first;
mod golden;
mod grid;
mod holding;
mod joining;
mod properties;
mod raising;
pub(crate) mod story;
pub(crate) mod town;
mod working;
