//! Figures of performance: counts of cases, by month, service, ward and how they were judged. The judging
//! is the clock's, kept in each row; nothing is judged here.

use domain::access::Visible;
use domain::even_hands::Fared;
use domain::figures::Tally;
use domain::reference::Reference;
use jiff::civil::Date;

use crate::Store;
use crate::cases;
use crate::fault::Fault;
use crate::filter::{Filter, Where, conditions};
use crate::value::{Cells, params};

/// Which cases are counted, and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresFilter {
    /// Which cases; `received_from` and `received_to` bound the months.
    pub cases: Filter,
    /// The day on which overdue is meant.
    pub today: Date,
}

/// What a tally is of, in the order in which [`tally`] reads it; `{today}` is a parameter.
const TALLY: &str = "substr(c.received_on, 1, 7) AS month, c.service, c.ward, \
     CASE WHEN c.closed = 0 THEN c.received_on END AS open_since, \
     CASE WHEN c.closed = 0 AND c.due < {today} THEN 1 ELSE 0 END AS overdue, \
     CASE WHEN c.answered_on IS NULL THEN 0 ELSE 1 END AS answered, c.judged, c.held";
/// The columns of a tally by number.
const GROUPS: &str = "1, 2, 3, 4, 5, 6, 7, 8";

impl Store {
    /// Counts the cases that this person may read, in one statement.
    pub async fn figures(
        &self,
        visible: &Visible,
        filter: &FiguresFilter,
    ) -> Result<Vec<Tally>, Fault> {
        let mut on = Where {
            sql: "NOT EXISTS (SELECT 1 FROM case_denied n \
                  WHERE n.stream = c.stream AND n.person = ?3)"
                .to_owned(),
            params: params![cases::tokens(visible), visible.person().as_str()],
        };
        let today = on.param(filter.today);
        conditions(&mut on, "c", &filter.cases);
        let tally = TALLY.replace("{today}", &today);
        // Each relation's cases once, then their rows: whoever reads few cases visits few rows.
        let sql = format!(
            "SELECT {tally}, count(*) \
             FROM (SELECT DISTINCT stream FROM case_token WHERE token = ANY(?2)) mine \
             CROSS JOIN cases c WHERE c.stream = mine.stream AND {} AND ?1 = 0 \
             GROUP BY {GROUPS}",
            on.sql
        );
        let mut params = params![0_i64];
        params.append(&mut on.params);
        tallies(self.query_much(&sql, params).await?)
    }

    /// Counts all cases of a register that were received in a period, whoever may read them: maintenance,
    /// for releasing the council's figures and for nothing that answers a person. Cases that are kept
    /// from somebody are left out, so that the person cannot find one by what is missing in their own.
    pub async fn figures_of_all_for_release(
        &self,
        register: &str,
        (from, to): (Date, Date),
        today: Date,
    ) -> Result<Vec<Tally>, Fault> {
        let tally = TALLY.replace("{today}", "?4");
        let sql = format!(
            "SELECT {tally}, count(*) FROM cases c \
             WHERE c.register = ?1 AND c.received_on >= ?2 AND c.received_on <= ?3 \
             AND NOT EXISTS (SELECT 1 FROM case_denied n WHERE n.stream = c.stream) \
             GROUP BY {GROUPS}"
        );
        let params = params![register, from, to, today];
        tallies(self.query_much(&sql, params).await?)
    }

    /// When all cases of a register were answered that were received in a period, by member’s appointment,
    /// whoever may read them: for the comparison between political groups that is released, and for nothing
    /// that answers a person. Cases that are kept from somebody are left out, as in a release.
    pub async fn replies_of_all_for_release(
        &self,
        register: &str,
        (from, to): (Date, Date),
    ) -> Result<Vec<Fared>, Fault> {
        let sql = "SELECT c.holder, c.received_on, c.answered_on, count(*) FROM cases c \
             WHERE c.register = ?1 AND c.received_on >= ?2 AND c.received_on <= ?3 \
             AND c.holder IS NOT NULL AND c.answered_on IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM case_denied n WHERE n.stream = c.stream) \
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
        let rows = self.query_much(sql, params![register, from, to]).await?;
        let fared = |mut cells: Cells| {
            Ok(Fared {
                holder: cells.parsed(0)?,
                received: cells.parsed(1)?,
                answered: cells.parsed(2)?,
                granted: None,
                count: u32::try_from(cells.count(3)?).unwrap_or(u32::MAX),
            })
        };
        rows.into_iter().map(fared).collect()
    }

    /// The references of all cases of a register that were received in a period, in their order and after
    /// one of them, whoever may read them: for the evidence of a proposal, which tells of none of them
    /// alone. Cases that are kept from somebody are left out, as in a release.
    pub async fn cases_of_all_for_release(
        &self,
        register: &str,
        (from, to): (Date, Date),
        after: Option<&Reference>,
        most: usize,
    ) -> Result<Vec<Reference>, Fault> {
        let sql = "SELECT reference FROM cases c \
             WHERE c.register = ?1 AND c.received_on >= ?2 AND c.received_on <= ?3 AND c.reference > ?4 \
             AND NOT EXISTS (SELECT 1 FROM case_denied n WHERE n.stream = c.stream) \
             ORDER BY c.reference LIMIT ?5";
        let after = after.map_or("", |reference| reference.as_str());
        let params = params![register, from, to, after, most];
        let rows = self.query(sql, params).await?;
        rows.into_iter().map(|mut cells| cells.parsed(0)).collect()
    }
}

fn tallies(rows: Vec<Cells>) -> Result<Vec<Tally>, Fault> {
    let mut tallies = rows
        .into_iter()
        .map(tally)
        .collect::<Result<Vec<_>, Fault>>()?;
    tallies.sort();
    Ok(tallies)
}

fn tally(mut cells: Cells) -> Result<Tally, Fault> {
    let month = format!("{}-01", cells.text(0)?);
    Ok(Tally {
        month: month
            .parse()
            .map_err(|_| Fault::corrupt(format!("`{month}` is not a day")))?,
        service: cells.opt_parsed(1)?,
        ward: cells.opt_parsed(2)?,
        open_since: cells.opt_parsed(3)?,
        overdue: cells.flag(4)?,
        answered: cells.flag(5)?,
        judged: cells.opt_text(6)?,
        held: cells.opt_text(7)?,
        count: cells.count(8)?,
    })
}
