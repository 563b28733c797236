//! `wardroom complaint-report`: the quarters that were released, and releasing one.

use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

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
        println!("{}", serde_json::to_string(&reports)?);
        return Ok(ExitCode::SUCCESS);
    }
    for report in &reports {
        println!("{} to {}, counted on {}", report.from, report.to, report.on);
        match report.all {
            Some(all) => println!("  {}", serde_json::to_string(&all)?),
            None => println!("  too few to be told"),
        }
    }
    if reports.is_empty() {
        println!("No quarter has been released yet.");
    }
    Ok(ExitCode::SUCCESS)
}
