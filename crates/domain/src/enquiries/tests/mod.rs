//! Stories of enquiries, by topic.

mod first;
mod golden;
mod grid;
mod properties;
mod story;
mod town;
