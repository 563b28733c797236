//! Stories of enquiries, by topic.

mod first;
mod story;
mod town;
