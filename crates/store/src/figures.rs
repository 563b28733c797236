//! Figures for the performance pages: counts over the readable cases, by month and by how they were
//! judged. The judging is the clock's, kept in each row; nothing is judged here.

use std::collections::BTreeMap;

use domain::access::Visible;
use jiff::civil::Date;

use crate::Store;
use crate::cases;
use crate::fault::Fault;
use crate::list::{Filter, Where, conditions};
use crate::value::params;

/// By what figures are broken down besides the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Not at all.
    #[default]
    Council,
    /// By service.
    Service,
    /// By ward.
    Ward,
    /// By the member's appointment.
    Holder,
    /// By the officer who has it.
    Handler,
}

/// Which figures are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresFilter {
    /// Which cases are counted; `received_from` and `received_to` bound the months.
    pub cases: Filter,
    /// How they are broken down.
    pub by: By,
    /// The day on which overdue is meant.
    pub today: Date,
}

/// A count of cases that are alike in everything named here. The filter that opens exactly these cases is
/// the asked one with these values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// The month of receipt: its first day.
    pub month: Date,
    /// The service, ward, appointment or officer; none for cases without one, or when not broken down.
    pub group: Option<String>,
    /// Whether it is open.
    pub open: bool,
    /// Whether it is open and its next date is past.
    pub overdue: bool,
    /// Whether it was answered.
    pub answered: bool,
    /// How the first target was judged.
    pub judged: Option<String>,
    /// How the holding reply's own date was judged.
    pub held: Option<String>,
    /// How many.
    pub count: u64,
}

/// The figures of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// The counts, by month and group.
    pub counts: Vec<Figure>,
    /// How many open cases were received on each day, from which their age is told.
    pub open_since: BTreeMap<Date, u64>,
}

impl Store {
    /// Counts the cases that this person may read.
    pub async fn figures(
        &self,
        visible: &Visible,
        filter: &FiguresFilter,
    ) -> Result<Figures, Fault> {
        let group = match filter.by {
            By::Council => "NULL",
            By::Service => "c.service",
            By::Ward => "c.ward",
            By::Holder => "c.holder",
            By::Handler => "c.handler",
        };
        let counted = |on: &mut Where| {
            let today = on.param(filter.today);
            format!(
                "SELECT substr(c.received_on, 1, 7) AS month, CAST({group} AS TEXT) AS grouped, \
                 c.closed, CASE WHEN c.closed = 0 AND c.due < {today} THEN 1 ELSE 0 END AS overdue, \
                 CASE WHEN c.answered_on IS NULL THEN 0 ELSE 1 END AS answered, \
                 c.judged, c.held, count(*)"
            )
        };
        let rows = self.over_readable(visible, &filter.cases, counted, 7);
        let mut figures = Figures::default();
        for mut cells in rows.await? {
            let month = format!("{}-01", cells.text(0)?);
            figures.counts.push(Figure {
                month: month
                    .parse()
                    .map_err(|_| Fault::corrupt(format!("`{month}` is not a day")))?,
                group: cells.opt_text(1)?,
                open: !cells.flag(2)?,
                overdue: cells.flag(3)?,
                answered: cells.flag(4)?,
                judged: cells.opt_text(5)?,
                held: cells.opt_text(6)?,
                count: cells.count(7)?,
            });
        }
        figures.counts.sort();
        let open = Filter {
            open: Some(true),
            ..filter.cases.clone()
        };
        let since = |_: &mut Where| "SELECT c.received_on, count(*)".to_owned();
        for mut cells in self.over_readable(visible, &open, since, 1).await? {
            figures.open_since.insert(cells.parsed(0)?, cells.count(1)?);
        }
        Ok(figures)
    }

    /// Runs a counting question over the readable cases of a filter, grouped by its first columns.
    async fn over_readable(
        &self,
        visible: &Visible,
        filter: &Filter,
        select: impl FnOnce(&mut Where) -> String,
        groups: usize,
    ) -> Result<Vec<crate::value::Cells>, Fault> {
        // Each relation's cases once, then their rows: whoever reads few cases visits few rows.
        let mut on = Where {
            sql: "c.reference = mine.reference AND NOT EXISTS (SELECT 1 FROM case_denied n \
                  WHERE n.reference = c.reference AND n.person = ?3)"
                .to_owned(),
            params: params![cases::tokens(visible), visible.person().as_str()],
        };
        let select = select(&mut on);
        conditions(&mut on, "c", filter);
        let columns: Vec<String> = (1..=groups).map(|n| n.to_string()).collect();
        let sql = format!(
            "{select} FROM (SELECT DISTINCT reference FROM case_token WHERE token = ANY(?2)) mine \
             CROSS JOIN cases c WHERE {} AND ?1 = 0 GROUP BY {}",
            on.sql,
            columns.join(", ")
        );
        let mut params = params![0_i64];
        params.append(&mut on.params);
        self.query(&sql, params).await
    }
}
