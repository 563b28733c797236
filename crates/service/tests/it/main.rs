//! The whole program, as it is run: started, spoken to over loopback, and killed.

mod crash;
mod program;
