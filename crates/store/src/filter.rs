//! What is asked of cases, and the same as the condition of a statement.

use domain::ids::{AppointmentId, PersonId, ServiceId, WardId};
use jiff::civil::Date;

use crate::cases::NO_DATE;
use crate::value::Val;

/// Which of the readable cases are meant. Every field that is set must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// One register, for example `enquiries`.
    pub register: Option<String>,
    /// The next step waits on one of the relations of the person who asks.
    pub waiting_on_me: bool,
    /// Belonging to one of these appointments.
    pub holders: Vec<AppointmentId>,
    /// With one of these officers.
    pub handlers: Vec<PersonId>,
    /// With this service.
    pub service: Option<ServiceId>,
    /// In this ward.
    pub ward: Option<WardId>,
    /// Open or closed.
    pub open: Option<bool>,
    /// In one of these states.
    pub states: Vec<String>,
    /// Open, with a next date before this day.
    pub overdue_on: Option<Date>,
    /// The next date is on or after this day.
    pub due_from: Option<Date>,
    /// The next date is on or before this day.
    pub due_to: Option<Date>,
    /// Received on or after this day.
    pub received_from: Option<Date>,
    /// Received on or before this day.
    pub received_to: Option<Date>,
    /// Answered or not.
    pub answered: Option<bool>,
    /// How the first target was judged.
    pub judged: Option<String>,
    /// The first target was not judged.
    pub unjudged: bool,
    /// With no service yet.
    pub no_service: bool,
    /// About no ward.
    pub no_ward: bool,
    /// How the holding reply's own date was judged.
    pub held: Option<String>,
}

/// Builds the condition of a statement, numbering its parameters from `?2` on.
pub(crate) struct Where {
    pub sql: String,
    pub params: Vec<Val>,
}

impl Where {
    /// The next parameter's number, as written in a statement.
    pub(crate) fn param(&mut self, value: impl Into<Val>) -> String {
        self.params.push(value.into());
        format!("?{}", self.params.len() + 1)
    }
    /// Adds `column op value`.
    pub(crate) fn and(&mut self, column: &str, op: &str, value: impl Into<Val>) {
        let param = self.param(value);
        self.sql.push_str(&format!(" AND {column} {op} {param}"));
    }
    /// Adds `column = ANY(list)`.
    pub(crate) fn any(&mut self, column: &str, list: Vec<String>) {
        let param = self.param(list);
        self.sql.push_str(&format!(" AND {column} = ANY({param})"));
    }
}

/// Adds what the filter asks; `t` is the table that is walked, `c` the case.
pub(crate) fn conditions(on: &mut Where, t: &str, filter: &Filter) {
    let col = |name: &str| format!("{t}.{name}");
    if let Some(open) = filter.open {
        on.and(&col("closed"), "=", !open);
    }
    if let Some(day) = filter.overdue_on {
        on.sql.push_str(&format!(" AND {t}.closed = 0"));
        on.and(&col("due"), "<", day);
    }
    if let Some(from) = filter.due_from {
        on.and(&col("due"), ">=", from);
        on.and(&col("due"), "<", NO_DATE);
    }
    if let Some(to) = filter.due_to {
        on.and(&col("due"), "<=", to);
    }
    if let Some(from) = filter.received_from {
        on.and("c.received_on", ">=", from);
    }
    if let Some(to) = filter.received_to {
        on.and("c.received_on", "<=", to);
    }
    if filter.waiting_on_me {
        on.sql.push_str(" AND c.waits_on = ANY(?2)");
    }
    if !filter.holders.is_empty() {
        on.any(
            "c.holder",
            filter.holders.iter().map(ToString::to_string).collect(),
        );
    }
    if !filter.handlers.is_empty() {
        on.any(
            "c.handler",
            filter.handlers.iter().map(ToString::to_string).collect(),
        );
    }
    let service = filter.service.as_ref().map(ServiceId::as_str);
    let ward = filter.ward.as_ref().map(WardId::as_str);
    for (column, value) in [
        ("c.register", filter.register.as_deref()),
        ("c.service", service),
        ("c.ward", ward),
        ("c.judged", filter.judged.as_deref()),
        ("c.held", filter.held.as_deref()),
    ] {
        if let Some(value) = value {
            on.and(column, "=", value);
        }
    }
    if !filter.states.is_empty() {
        on.any("c.state", filter.states.clone());
    }
    for (is_null, column) in [
        (filter.unjudged, "c.judged"),
        (filter.no_service, "c.service"),
        (filter.no_ward, "c.ward"),
    ] {
        if is_null {
            on.sql.push_str(&format!(" AND {column} IS NULL"));
        }
    }
    if let Some(answered) = filter.answered {
        let not = if answered { " NOT" } else { "" };
        on.sql.push_str(&format!(" AND c.answered_on IS{not} NULL"));
    }
}
