//! Stories of enquiries, by topic.

mod first;
mod golden;
mod story;
mod town;
