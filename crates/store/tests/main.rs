//! One suite of contract tests, run on both engines.

mod contract;
mod support;
