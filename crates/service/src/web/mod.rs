//! The pages. A handler extracts, calls one operation and renders one page struct; no rule and no
//! query lives here. Every page works without scripts.
//!
//! `routes` is the list that everything is driven by: the router, the accessibility tests, the grid of
//! who may open what. `frame` is what every page needs to know; `error` is how every no is said.

pub mod amendments;
pub mod app;
pub mod assets;
pub mod audit;
pub mod briefings;
pub mod calendar;
pub(crate) mod case;
pub(crate) mod clock;
mod complaints;
pub mod directory;
pub mod drafts;
pub mod enquiries;
pub mod error;
mod filling;
pub mod forms;
pub mod frame;
pub mod getting_started;
pub mod groups;
pub mod health;
pub mod home;
pub mod induction;
pub mod information;
mod kept;
mod left_open;
mod lost;
pub mod mail;
pub mod names;
pub mod notices;
mod pen;
pub mod performance;
pub mod plain;
pub mod posted;
pub mod protocol;
pub(crate) mod readers;
pub(crate) mod registers;
pub mod routes;
pub mod search;
pub mod security;
pub mod serve;
pub mod session;
pub mod sessions;
pub mod settings;
pub mod sign_in;
mod templates;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod thread;
pub mod who;
pub mod words;

pub use app::{App, Others};
