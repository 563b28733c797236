//! The composition root of Wardroom: operations over the store, and the thin edges on top of them.
//!
//! `operations` loads, decides and commits; `web`, `cli` and `demo` only translate. No rule lives
//! here, and no SQL.

pub mod acts;
pub mod archive;
pub mod calendar_file;
pub mod cli;
pub mod clock;
pub mod comparison;
pub mod config;
pub mod demo;
pub mod entropy;
pub mod fetch;
pub mod mail;
pub mod moderngov;
pub mod openid;
pub mod operations;
pub mod performance;
pub mod registers;
pub mod replay;
pub mod running;
pub mod stamp;
pub mod tls;
pub mod web;
