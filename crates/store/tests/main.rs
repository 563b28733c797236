//! One suite of contract tests, run on both engines, and what must hold when a process or a server is
//! killed.

mod contract;
mod crash;
mod rebuilt;
mod schema;
mod steps;
mod support;
mod syncs;
