//! Stories of enquiries, by topic.

mod first;
mod golden;
mod grid;
mod holding;
mod joining;
mod properties;
mod raising;
mod story;
pub(crate) mod town;
mod working;
