//! `provisions/complaints.toml` as written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Head, Provision, RawBasis, Written, written};
use crate::clock::{Start, Unit};
use crate::protocol::complaints::ComplaintSaying;

provisions! {
    /// `[[stage]]`: one stage of the procedure with its time.
    RawComplaintStage {
        stage "stage": u32,
        n "n": u32,
        unit "unit": Unit,
        start "start": Start,
        acknowledge "acknowledge": u32,
        extension "extension": u32,
    }
    /// `[[saying]]`: what else the text says of complaints.
    RawComplaintSaying {
        saying "saying": ComplaintSaying,
    }
}

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(in crate::protocol) struct RawComplaints {
    pub silent: Option<Spanned<bool>>,
    #[serde(default)]
    pub stage: Vec<Spanned<RawComplaintStage>>,
    #[serde(default)]
    pub saying: Vec<Spanned<RawComplaintSaying>>,
}
