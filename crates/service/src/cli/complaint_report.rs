//! `wardroom complaint-report`: the quarters that were released, and releasing one.

use std::process::ExitCode;

use clap::Args;
use domain::complaints::{Counts, Report};
use domain::ids::ServiceId;
use jiff::civil::Date;
use serde_json::json;

use super::enquiry::{Who, open};

/// The quarter's report on complaints: what was released, or release one.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Release the quarter of this day
    #[arg(long, value_name = "DAY")]
    release: Option<Date>,
    /// Count the quarter of this day without releasing it
    #[arg(long, value_name = "DAY", conflicts_with = "release")]
    count: Option<Date>,
    #[command(flatten)]
    who: Who,
}

/// A report as it may be told, small numbers joined.
fn told(report: &Report) -> serde_json::Value {
    json!({
        "from": report.from, "to": report.to, "on": report.on, "aim": report.aim,
        "all": report.all.as_ref().map(Counts::told), "services": report.services, "kept": report.kept,
    })
}

/// The keys of services, as one.
fn of(services: &[Option<ServiceId>]) -> String {
    let keys = services.iter();
    let keys: Vec<&str> = keys
        .map(|service| service.as_ref().map_or("no service", ServiceId::as_str))
        .collect();
    keys.join(", ")
}

pub(super) async fn run(args: ReportArgs) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&args.who).await?;
    let reports = match (args.release, args.count) {
        (Some(day), _) => vec![
            operations
                .release_complaint_report(&actor, day, None)
                .await?,
        ],
        (_, Some(day)) => vec![operations.complaint_report(&actor, day).await?],
        _ => operations.released_complaint_reports().await?,
    };
    if args.who.json {
        let told: Vec<_> = reports.iter().map(told).collect();
        println!("{}", serde_json::to_string(&told)?);
        return Ok(ExitCode::SUCCESS);
    }
    for report in &reports {
        println!("{} to {}, counted on {}", report.from, report.to, report.on);
        for (what, n) in report.all.iter().flat_map(Counts::told) {
            println!("  {n:>6}  {what}");
        }
        for row in &report.kept {
            let (services, in_time, longer) = (of(&row.services), row.in_time, row.longer_told);
            let others = row.others;
            println!(
                "  {services}: {in_time} within the aim, {longer} longer and told why, {others} others"
            );
        }
        if report.all.is_none() {
            println!("  too few to be told");
        }
    }
    if reports.is_empty() {
        println!("No quarter has been released yet.");
    }
    Ok(ExitCode::SUCCESS)
}
