//! Reports of performance, the same for pages, files and the command line: what is counted, in which
//! months, judged by what.

pub mod file;
#[cfg(test)]
mod tests;

use domain::access::Token;
use domain::clock::{Class, ClockRule};
use domain::council::Council;
use domain::figures::{Age, Counts, Tally, ages, by_month, by_service, by_ward};
use domain::ids::{AppointmentId, ServiceId, WardId};
use domain::protocol::{EnquiryRules, Practice};
use domain::register::Actor;
use domain::verdict::{Basis, Cited};
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::Filter;

use crate::operations::{ActError, Operations};

/// How many months a report shows unless told.
const MONTHS: i32 = 12;
/// How many months a report shows at most.
const MONTHS_MAX: usize = 120;

/// Whose figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everything that the person may read.
    All,
    /// One service.
    Service(ServiceId),
    /// One ward.
    Ward(WardId),
    /// One member's appointment.
    Member(AppointmentId),
}

/// Months from the first to the last, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day of the first month.
    pub from: Date,
    /// The last day of the last month.
    pub to: Date,
}

/// A text that is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPeriod {
    /// Not a month.
    #[error("`{0}` is not a month: write it as 2026-04")]
    Month(String),
    /// The end before the beginning, or too long.
    #[error(
        "`{from}` to `{to}` is not a period: give a first month and a later one within 10 years"
    )]
    Order {
        /// The first month, as given or by default.
        from: String,
        /// The last month, as given or by default.
        to: String,
    },
}

impl Period {
    /// The period of two months written as 2026-04; without them the twelve months up to today's.
    pub fn read(from: Option<&str>, to: Option<&str>, today: Date) -> Result<Self, BadPeriod> {
        let month = |text: &str| {
            format!("{text}-01")
                .parse::<Date>()
                .ok()
                .filter(|_| text.len() == 7)
                .ok_or_else(|| BadPeriod::Month(text.to_owned()))
        };
        let to = to.map(month).transpose()?.unwrap_or(today.first_of_month());
        let year_before = to.saturating_sub((MONTHS - 1).months());
        let from = from.map(month).transpose()?.unwrap_or(year_before);
        let count = domain::figures::months(from, to)
            .take(MONTHS_MAX + 1)
            .count();
        if count == 0 || count > MONTHS_MAX {
            let (from, to) = (month_key(from), month_key(to));
            return Err(BadPeriod::Order { from, to });
        }
        let to = to.last_of_month();
        Ok(Self { from, to })
    }
}

/// A month as addresses and files write it: `2026-04`.
pub fn month_key(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

/// What somebody may read, counted.
#[derive(Debug, Clone)]
pub struct Report {
    /// Whose figures.
    pub scope: Scope,
    /// In which months of receipt.
    pub period: Period,
    /// The day of which overdue and ages are told.
    pub today: Date,
    tallies: Vec<Tally>,
    /// What is open, whenever it was received.
    open: Vec<Tally>,
}

impl Report {
    /// The figures of a scope as this person may read them. `None` where the scope does not exist or the
    /// person is not among those whom it concerns: nothing tells which.
    pub async fn of(
        operations: &Operations,
        actor: &Actor,
        scope: Scope,
        period: Period,
    ) -> Result<Option<Self>, ActError> {
        let council = operations.council().await?;
        let today = operations.today();
        if !may_ask(&council, actor, &scope, today) {
            return Ok(None);
        }
        let mut cases = Filter {
            received_from: Some(period.from),
            received_to: Some(period.to),
            ..Filter::default()
        };
        match &scope {
            Scope::All => {}
            Scope::Service(id) => cases.service = Some(id.clone()),
            Scope::Ward(id) => cases.ward = Some(id.clone()),
            Scope::Member(id) => cases.holders = vec![id.clone()],
        }
        let open = Filter {
            received_from: None,
            received_to: None,
            open: Some(true),
            ..cases.clone()
        };
        let tallies = operations.figures(&actor.visible, cases).await?;
        let open = operations.figures(&actor.visible, open).await?;
        Ok(Some(Self {
            scope,
            period,
            today,
            tallies,
            open,
        }))
    }

    /// All together.
    pub fn total(&self) -> Counts {
        self.tallies.iter().collect()
    }

    /// By month of receipt, with the months of nothing.
    pub fn months(&self) -> Vec<(Date, Counts)> {
        by_month(&self.tallies, self.period.from, self.period.to)
    }

    /// By service; none is what has found no service yet.
    pub fn services(&self) -> Vec<(Option<ServiceId>, Counts)> {
        by_service(&self.tallies).into_iter().collect()
    }

    /// By ward; none is what is about no place.
    pub fn wards(&self) -> Vec<(Option<WardId>, Counts)> {
        by_ward(&self.tallies).into_iter().collect()
    }

    /// The age of all that is open, whenever it was received.
    pub fn ages(&self) -> Vec<Age> {
        ages(&self.open, self.today)
    }
}

/// Whether there is such a scope, and this person may have its figures. Those of one member are for the
/// member and their assistants (question W23).
fn may_ask(council: &Council, actor: &Actor, scope: &Scope, today: Date) -> bool {
    let directory = &council.directory;
    match scope {
        Scope::All => true,
        Scope::Service(id) => directory.services.ever(id, today).is_some(),
        Scope::Ward(id) => directory.wards.ever(id, today).is_some(),
        Scope::Member(id) => {
            let visible = &actor.visible;
            visible.has(&Token::holder_of(id)) || visible.has(&Token::assistant_of(id))
        }
    }
}

/// By what enquiries received today are judged; none where no target is set.
pub fn target(council: &Council, today: Date) -> Option<Cited<ClockRule>> {
    rules(council, today).clock
}

/// The clause by which managers answer for their services, where the text has one.
pub fn answerable(council: &Council, today: Date) -> Option<Basis> {
    let practices = rules(council, today).practices;
    practices
        .get(&Practice::Answerable)
        .map(|cited| cited.basis.clone())
}

fn rules(council: &Council, today: Date) -> EnquiryRules {
    match council.protocol_on(today) {
        Some(protocol) => protocol.enquiries_on(today, Class::Other, &council.settings),
        None => EnquiryRules::without_protocol(today, &council.settings),
    }
}
