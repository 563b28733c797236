//! Stories of requests for information, by topic.

mod golden;
mod grid;
mod properties;
mod releasing;
mod stories;
mod story;
