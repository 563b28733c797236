//! The packs in the repository: those that ship, those that must be refused, those that show what a
//! protocol can say without code, and the table made of them.

mod bad;
mod folder;
mod good;
mod questions;
mod shipped;
mod table;
