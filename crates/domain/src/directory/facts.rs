//! What the directory holds: persons, appointments, services, wards, groups, bodies, teams, partners.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::role::Role;
use crate::ids::{
    AppointmentId, AwayId, BodyId, GroupId, PartnerId, PersonId, ServiceId, TeamId, WardId,
};

/// What is known of a person besides their appointments. Personal: kept as content, never in an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// The full name, for example `Amara Okonjo`.
    pub name: String,
    /// A title before it, for example `Dr`. The title of a councillor is derived from the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How the person wishes to be addressed, for example `Amara`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_as: Option<String>,
    /// The council's mail address of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The council's telephone number of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The number under which the council's own lists know the person; imports match by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// One person in one office for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// Its identifier; a successor's is another.
    pub id: AppointmentId,
    /// Who.
    pub person: PersonId,
    /// To what.
    pub role: Role,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Why it ended, once an end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<EndReason>,
    /// Whether a single office is shared with somebody else so marked.
    #[serde(default)]
    pub job_share: bool,
}

/// Why an appointment ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// The term ended, or the seat was lost, at an election.
    Election,
    /// Resigned or left the council.
    Resigned,
    /// Moved to another office or group.
    Moved,
    /// Disqualified or dismissed.
    Removed,
    /// Retired.
    Retired,
    /// Died.
    Died,
    /// The office, ward or service was abolished.
    Abolished,
    /// Any other reason.
    Other,
}

/// A service of the council, as Who Does What shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its identifier.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// What it does, in a sentence.
    #[serde(default)]
    pub description: String,
    /// The words that people use for its matters: plain words, synonyms, tags.
    #[serde(default)]
    pub words: Vec<String>,
    /// Where a fault is reported online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Where the service is requested online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// What to try before an enquiry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub try_first: Option<String>,
    /// The team that works for it, if not its officers alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// The directorate whose Chief Officer answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directorate: Option<TeamId>,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// An electoral ward between two boundary orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ward {
    /// Its identifier.
    pub id: WardId,
    /// Its name.
    pub name: String,
    /// Its code of the Office for National Statistics, for example `E05099001`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gss: Option<String>,
    /// How many members it elects.
    pub seats: u8,
    /// The first day of these boundaries.
    pub from: Date,
    /// The last day of these boundaries; `None` while no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// A political group of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its identifier.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// The full Council.
    Council,
    /// The Cabinet or Executive.
    Cabinet,
    /// An overview and scrutiny committee.
    Scrutiny,
    /// Any other committee, such as planning or licensing.
    Committee,
    /// A panel or working group.
    Panel,
}

/// A body of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its identifier.
    pub id: BodyId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: BodyKind,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// What a team is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TeamKind {
    /// A directorate, headed by a Chief Officer.
    Directorate,
    /// Any other team, such as the contact centre.
    Team,
}

/// A team of officers, or a directorate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its identifier.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: TeamKind,
    /// The directorate that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<TeamId>,
    /// A shared mail address of the team, never a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A shared telephone number of the team, never a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// What a partner outside the council is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartnerKind {
    /// The county or another council.
    Council,
    /// A contractor of the council.
    Contractor,
    /// A housing association.
    HousingAssociation,
    /// The police.
    Police,
    /// A utility, such as the water company.
    Utility,
    /// The health service.
    Health,
    /// Any other body.
    Other,
}

/// A body outside the council that deals with what the council does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its identifier.
    pub id: PartnerId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: PartnerKind,
    /// What it deals with, in a sentence.
    #[serde(default)]
    pub handles: String,
    /// The words that people use for its matters.
    #[serde(default)]
    pub words: Vec<String>,
    /// Its page for reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The office to contact there, never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// A shared mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A shared telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The first day.
    pub from: Date,
    /// The last day; `None` while no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// A person is away for a time, with or without cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Away {
    /// Its identifier.
    pub id: AwayId,
    /// Who is away.
    pub person: PersonId,
    /// Who covers, if anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<PersonId>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// Whether a day lies between two, both included.
pub(super) fn within(on: Date, from: Date, to: Option<Date>) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

impl Appointment {
    /// Whether it is held on a day.
    pub fn holds(&self, on: Date) -> bool {
        within(on, self.from, self.to)
    }
}

impl Away {
    /// Whether the person is away on a day.
    pub fn holds(&self, on: Date) -> bool {
        within(on, self.from, Some(self.to))
    }
}
