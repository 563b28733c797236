//! The quarter's report on complaints: counted for the team that deals with them, released once, and read
//! by everybody from then on as it was released.

use domain::access::Token;
use domain::complaints::{Complaints, Report, is_over, quarter_of, report};
use domain::ids::Stream;
use domain::register::Actor;
use domain::verdict::{Basis, Invalid, Refusal, Rejection};
use jiff::civil::Date;
use store::{Batch, StreamAppend};

use super::council::events;
use super::facts::event;
use super::{ActError, Operations};

fn basis() -> Basis {
    Basis::Default {
        question: "W84".parse().expect("a question's key"),
        completes: None,
    }
}

/// Whether somebody deals with complaints, and so counts and releases the report.
pub fn keeps_reports(actor: &Actor) -> Result<(), Rejection> {
    let team = "complaints".parse().expect("a team's slug");
    if actor.visible.has(&Token::team(&team)) {
        return Ok(());
    }
    Err(Rejection::Refused(Refusal {
        basis: basis(),
        why: "The complaints team counts and releases the report.".to_owned(),
        way_on: vec!["Read the quarters that are released.".to_owned()],
    }))
}

impl Operations {
    /// The report of the quarter of a day, counted now, for who keeps it.
    pub async fn complaint_report(&self, actor: &Actor, day: Date) -> Result<Report, ActError> {
        keeps_reports(actor)?;
        let snapshot = self.council().await?;
        let mut states = Vec::new();
        for reference in self.store().references("complaints").await? {
            states.push(self.whole_case::<Complaints>(&reference).await?.state);
        }
        let quarter = quarter_of(day);
        Ok(report(&states, &snapshot.council, quarter, self.today()))
    }

    /// The reports that were released, the latest quarter first.
    pub async fn released_complaint_reports(&self) -> Result<Vec<Report>, ActError> {
        let stored = self.store().load(&Stream::complaint_reports(), 0).await?;
        let mut reports: Vec<Report> = events::<Report>(&stored)?
            .into_iter()
            .map(|recorded| recorded.event)
            .collect();
        reports.sort_by_key(|report| std::cmp::Reverse(report.from));
        Ok(reports)
    }

    /// Releases the report of the quarter of a day: once, after the quarter, and never changed again.
    pub async fn release_complaint_report(
        &self,
        actor: &Actor,
        day: Date,
        key: Option<String>,
    ) -> Result<Report, ActError> {
        let counted = self.complaint_report(actor, day).await?;
        let stream = Stream::complaint_reports();
        let version = self.store().load(&stream, 0).await?.len() as u64;
        let released = self.released_complaint_reports().await?;
        let wrong = if released.iter().any(|report| report.from == counted.from) {
            Some("is released already, and never changes")
        } else if !is_over(quarter_of(day), self.now()) {
            Some("is not over yet: release it after its last day")
        } else {
            None
        };
        if let Some(why) = wrong {
            return Err(Rejection::Invalid(vec![Invalid::new("quarter", why)]).into());
        }
        let mut batch = Batch::new(self.now(), actor.person().clone());
        batch.idempotency = key;
        batch.appends.push(StreamAppend {
            stream,
            expected: version,
            events: vec![event("complaint-report-released", &counted)],
            cites: "[]".to_owned(),
            projection: None,
        });
        self.committed(batch).await?;
        Ok(counted)
    }
}
