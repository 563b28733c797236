//! `provisions/information.toml` as written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Head, Provision, RawBasis, RawResponse, Written, written};
use crate::protocol::information::{Marking, Office, Saying, Task};

provisions! {
    /// `[[office]]`: who does a part of the work.
    RawOffice {
        task "task": Task,
        who "who": Vec<Office>,
    }
    /// `[[need]]`: for which documents need to know is shown first.
    RawNeed {
        of "of": Vec<Marking>,
    }
    /// `[[saying]]`: what else the text says of information.
    RawSaying {
        saying "saying": Saying,
    }
}

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(in crate::protocol) struct RawInformation {
    pub silent: Option<Spanned<bool>>,
    #[serde(default)]
    pub response: Vec<Spanned<RawResponse>>,
    #[serde(default)]
    pub office: Vec<Spanned<RawOffice>>,
    #[serde(default)]
    pub need: Vec<Spanned<RawNeed>>,
    #[serde(default)]
    pub saying: Vec<Spanned<RawSaying>>,
}
