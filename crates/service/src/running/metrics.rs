//! Figures about the program's own doings, in the text form of OpenMetrics that Prometheus reads.
//!
//! INVARIANT: a label is a closed word: a route's template, a status, a job, a kind. Never a path, a person
//! or a case, so that the figures tell nothing of anybody and stay few.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use store::{CommitError, Committed, Waiting};
use tokio::time::Instant;

/// Upper bounds in seconds: from an index seek to the longest that a page may take.
const SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0,
];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    job: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobOutcome {
    job: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: String,
}

type Times<Labels> = Family<Labels, Histogram, fn() -> Histogram>;

fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}

fn times<Labels: Clone + std::hash::Hash + Eq>() -> Times<Labels> {
    Family::new_with_constructor(seconds)
}

/// The figures of one process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    request_seconds: Times<Route>,
    commits: Family<Outcome, Counter>,
    commit_seconds: Histogram,
    jobs: Family<JobOutcome, Counter>,
    job_seconds: Times<Job>,
    waiting: Family<Kind, Gauge>,
    oldest: Family<Kind, Gauge>,
    sealed_events: Gauge,
    sealed: Mutex<Option<Instant>>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("wardroom"),
            requests: Family::default(),
            request_seconds: times(),
            commits: Family::default(),
            commit_seconds: seconds(),
            jobs: Family::default(),
            job_seconds: times(),
            waiting: Family::default(),
            oldest: Family::default(),
            sealed_events: Gauge::default(),
            sealed: Mutex::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let all = &mut self.registry;
        let version = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
        all.register("build", "The program", version);
        all.register(
            "requests",
            "Requests answered, by method, template of the route and status",
            self.requests.clone(),
        );
        all.register_with_unit(
            "request",
            "Time to answer a request, by template of the route",
            Unit::Seconds,
            self.request_seconds.clone(),
        );
        all.register(
            "commits",
            "Commits asked for: done, repeated (the same form sent twice), moved (somebody was quicker), failed",
            self.commits.clone(),
        );
        all.register_with_unit(
            "commit",
            "Time from asking for a commit to its being on the disk",
            Unit::Seconds,
            self.commit_seconds.clone(),
        );
        all.register(
            "job_runs",
            "Rounds of the product’s own jobs: done or failed",
            self.jobs.clone(),
        );
        all.register_with_unit(
            "job",
            "Time of one round of a job",
            Unit::Seconds,
            self.job_seconds.clone(),
        );
        all.register(
            "outbox_waiting",
            "What waits to leave the house or to be done after a commit, by kind",
            self.waiting.clone(),
        );
        all.register_with_unit(
            "outbox_oldest",
            "How long the oldest of it has waited",
            Unit::Seconds,
            self.oldest.clone(),
        );
        all.register(
            "sealed_events",
            "Events in the sealed log",
            self.sealed_events.clone(),
        );
    }

    /// A request was answered. `route` is the template of the route.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let request = Request {
            method: method.to_owned(),
            route: route.to_owned(),
            status,
        };
        self.requests.get_or_create(&request).inc();
        let route = Route {
            route: request.route,
        };
        let times = self.request_seconds.get_or_create(&route);
        times.observe(took.as_secs_f64());
    }

    /// The store has answered a commit.
    pub fn committed(&self, done: &Result<Committed, CommitError>, took: Duration) {
        let outcome = match done {
            Ok(_) => "done",
            Err(CommitError::Duplicate(_)) => "repeated",
            Err(CommitError::Conflict { .. }) => "moved",
            Err(CommitError::Fault(_)) => "failed",
        };
        self.commits.get_or_create(&Outcome { outcome }).inc();
        self.commit_seconds.observe(took.as_secs_f64());
    }

    /// A job has ended a round.
    pub fn worked(&self, job: &'static str, well: bool, took: Duration) {
        let outcome = if well { "done" } else { "failed" };
        self.jobs.get_or_create(&JobOutcome { job, outcome }).inc();
        let times = self.job_seconds.get_or_create(&Job { job });
        times.observe(took.as_secs_f64());
    }

    /// The log was sealed; it now holds so many events.
    pub fn sealed(&self, events: u64) {
        self.sealed_events
            .set(i64::try_from(events).unwrap_or(i64::MAX));
        *self.sealed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// How long ago the log was last sealed by this process; none before the first time.
    pub fn since_sealed(&self) -> Option<Duration> {
        let sealed = self.sealed.lock().unwrap_or_else(PoisonError::into_inner);
        sealed.map(|at| at.elapsed())
    }

    /// All figures as text, with what waits now.
    pub fn text(&self, waiting: &[Waiting]) -> String {
        self.waiting.clear();
        self.oldest.clear();
        for kind in waiting {
            let label = Kind {
                kind: kind.kind.clone(),
            };
            let count = i64::try_from(kind.count).unwrap_or(i64::MAX);
            self.waiting.get_or_create(&label).set(count);
            self.oldest.get_or_create(&label).set(kind.oldest.as_secs());
        }
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn figures_are_written_as_prometheus_reads_them() {
        let metrics = Metrics::default();
        let took = Duration::from_millis(3);
        metrics.answered("GET", "/enquiries/{reference}", 200, took);
        metrics.worked("seal", false, took);
        let waits = Waiting {
            kind: "mail".to_owned(),
            count: 2,
            oldest: SignedDuration::from_secs(90),
        };
        let text = metrics.text(&[waits]);
        for line in [
            "wardroom_requests_total{method=\"GET\",route=\"/enquiries/{reference}\",status=\"200\"} 1",
            "wardroom_request_seconds_bucket{le=\"0.005\",route=\"/enquiries/{reference}\"} 1",
            "wardroom_job_runs_total{job=\"seal\",outcome=\"failed\"} 1",
            "wardroom_outbox_waiting{kind=\"mail\"} 2",
            "wardroom_outbox_oldest_seconds{kind=\"mail\"} 90",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(text.ends_with("# EOF\n"));
        assert!(!metrics.text(&[]).contains("kind=\"mail\""));
    }
}
