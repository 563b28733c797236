//! Stories, grids and properties of groups’ requests and offers.

mod golden;
mod hands;
mod helping;
mod properties;
mod requests;
pub(crate) mod town;
