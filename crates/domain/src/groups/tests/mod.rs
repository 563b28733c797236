//! Stories, grids and properties of groups’ requests and offers.

mod golden;
mod hands;
mod properties;
mod requests;
mod town;
