//! Working days: bank holidays of the three nations, closure days of the council, and the explanation
//! of every day between a receipt and its due date.

use serde::{Deserialize, Serialize};

/// Whose bank holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

/// The working days of one council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar;
