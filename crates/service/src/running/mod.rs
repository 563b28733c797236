//! What whoever runs the server sees of it: log lines, figures for Prometheus, whether it is ready, and how
//! it stops. Nothing here names a person, a case or a word of one.

pub mod log;
pub mod metrics;
pub mod notify;
mod stop;

pub use stop::Stop;
