//! The fictional council of the demo.

pub mod council;
