//! Stories, grids and properties of groups’ requests and offers.

mod golden;
mod hands;
mod helping;
mod moved;
mod properties;
mod requests;
pub(crate) mod town;
