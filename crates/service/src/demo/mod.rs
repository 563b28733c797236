//! The fictional council of the demo.
