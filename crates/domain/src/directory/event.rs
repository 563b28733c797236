//! What happens to the directory. Effective dates are fields; the recorded time is the event's own.
//! Privacy: every field is an identifier, a date or a fact about an office, except where a comment says
//! *personal*, and those are kept as content.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::facts::{
    Appointment, Away, Body, Details, EndReason, Group, Partner, Service, Team, Ward,
};
use crate::fresh::Fresh;
use crate::ids::{AppointmentId, AwayId, ContentKey, PersonId};
use crate::verdict::NewContent;

/// Personal facts that are kept as content: the event knows where, and a salted digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Where they are kept.
    pub key: ContentKey,
    /// The salted digest, [`NewContent::digest`].
    pub digest: String,
}

impl Kept {
    /// Keeps a person's details as the act's `n`th content.
    pub fn details(details: &Details, fresh: &Fresh, n: usize) -> (Self, NewContent) {
        let content = NewContent {
            key: fresh.content_key(n),
            salt: fresh.salt(n),
            media: "application/json".to_owned(),
            bytes: serde_json::to_vec(details).expect("strings become JSON"),
            searchable: false,
        };
        let kept = Self {
            key: content.key.clone(),
            digest: content.digest(),
        };
        (kept, content)
    }
}

/// One change of the directory. A `…Recorded` event holds the whole fact, new or changed; the day `on`
/// is the day from which this wording of it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum DirectoryEvent {
    /// A person is known, or known differently.
    PersonRecorded {
        /// Who, opaque.
        person: PersonId,
        /// Personal: name, title, form of address, mail, telephone.
        details: Kept,
    },
    /// Somebody was appointed.
    AppointmentMade(Appointment),
    /// The dates of an appointment were corrected.
    AppointmentDated {
        /// Which.
        appointment: AppointmentId,
        /// The first day.
        from: Date,
        /// The last day, if known.
        to: Option<Date>,
    },
    /// An appointment ends, or ended.
    AppointmentEnded {
        /// Which.
        appointment: AppointmentId,
        /// The last day on which it is held.
        on: Date,
        /// Why.
        reason: EndReason,
    },
    /// An appointment was recorded by mistake and never was.
    AppointmentVoided {
        /// Which.
        appointment: AppointmentId,
    },
    /// Who manages the holder of an appointment, from a day on.
    LineManagerNamed {
        /// The appointment managed.
        appointment: AppointmentId,
        /// The appointment that manages it; `None` falls back to the order of offices.
        manager: Option<AppointmentId>,
        /// From which day.
        from: Date,
    },
    /// A service, from a day on.
    ServiceRecorded {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        service: Service,
    },
    /// A ward, from a day on.
    WardRecorded {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        ward: Ward,
    },
    /// A political group, from a day on.
    GroupRecorded {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        group: Group,
    },
    /// A body, from a day on.
    BodyRecorded {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        body: Body,
    },
    /// A team, from a day on.
    TeamRecorded {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        team: Team,
    },
    /// A partner outside the council, from a day on.
    PartnerRecorded {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        partner: Partner,
    },
    /// Somebody is away for a time; recorded again with the same identifier, it is changed.
    AwayRecorded(Away),
    /// An absence was cancelled.
    AwayCancelled {
        /// Which.
        away: AwayId,
    },
}
