//! What somebody wants to change in the directory. Every noun can be added, changed and ended.

use jiff::civil::Date;

use super::facts::{Body, Details, EndReason, Group, Partner, Service, Team, Ward};
use super::role::Role;
use crate::ids::{AppointmentId, AwayId, PersonId};

/// One change, or several that stand or fall together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectoryCommand {
    /// Add a person.
    AddPerson {
        /// The identifier to use; drawn at random where `None`.
        person: Option<PersonId>,
        /// The personal facts, as typed.
        details: Details,
    },
    /// Change what is known of a person.
    ChangePerson {
        /// Who.
        person: PersonId,
        /// The personal facts, as typed.
        details: Details,
    },
    /// Appoint a person to an office.
    Appoint(NewAppointment),
    /// Correct the dates of an appointment.
    DateAppointment {
        /// Which.
        appointment: AppointmentId,
        /// The first day.
        from: Date,
        /// The last day, if known.
        to: Option<Date>,
    },
    /// End an appointment. Where a member's seat ends, so do the offices that hang on it.
    EndAppointment {
        /// Which.
        appointment: AppointmentId,
        /// The last day on which it is held.
        on: Date,
        /// Why.
        reason: EndReason,
    },
    /// Take back an appointment that was recorded by mistake.
    VoidAppointment {
        /// Which.
        appointment: AppointmentId,
    },
    /// A person leaves the council: every appointment ends.
    EndPerson {
        /// Who.
        person: PersonId,
        /// The last day.
        on: Date,
        /// Why.
        reason: EndReason,
    },
    /// Name who manages the holder of an appointment.
    NameLineManager {
        /// The appointment managed.
        appointment: AppointmentId,
        /// The appointment that manages it; `None` falls back to the order of offices.
        manager: Option<AppointmentId>,
        /// From which day.
        from: Date,
    },
    /// Add or change a service.
    RecordService {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        service: Service,
    },
    /// Add or change a ward.
    RecordWard {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        ward: Ward,
    },
    /// Add or change a political group.
    RecordGroup {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        group: Group,
    },
    /// Add or change a body.
    RecordBody {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        body: Body,
    },
    /// Add or change a team.
    RecordTeam {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        team: Team,
    },
    /// Add or change a partner.
    RecordPartner {
        /// From which day this wording holds.
        on: Date,
        /// The whole fact.
        partner: Partner,
    },
    /// Record or change an absence.
    RecordAway {
        /// The absence to change; a new one where `None`.
        away: Option<AwayId>,
        /// Who is away.
        person: PersonId,
        /// Who covers, if anybody.
        covered_by: Option<PersonId>,
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// Cancel an absence.
    CancelAway {
        /// Which.
        away: AwayId,
    },
    /// One dated change after an election: some appointments end the day before, others start. Who is
    /// re-elected for the same ward keeps the appointment, and is in neither list.
    ElectionDay {
        /// The first day of the new terms.
        on: Date,
        /// What ends: seats, with the offices that hang on them, and any other appointment.
        ends: Vec<AppointmentId>,
        /// What starts, in this order: seats first, then groups, then offices.
        starts: Vec<Start>,
    },
    /// Several changes in this order, all or none.
    Several(Vec<DirectoryCommand>),
}

/// An appointment to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAppointment {
    /// The identifier to use; drawn at random where `None`.
    pub appointment: Option<AppointmentId>,
    /// Who.
    pub person: PersonId,
    /// To what.
    pub role: Role,
    /// The first day.
    pub from: Date,
    /// The last day, if known.
    pub to: Option<Date>,
    /// Whether a single office is shared with somebody else so marked.
    pub job_share: bool,
}

/// An appointment that starts with the new terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Who.
    pub person: PersonId,
    /// To what.
    pub role: Role,
    /// The last day, if known.
    pub to: Option<Date>,
}
