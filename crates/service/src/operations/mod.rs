//! Acts and reads, one path for every register and every edge: load, decide, commit.
