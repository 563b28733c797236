//! `wardroom migrate`.

use std::process::ExitCode;

use clap::Args;

use super::Place;

/// Bring the database to this program's schema.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Also write what lists and searches read of every case anew, from the log.
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: MigrateArgs) -> anyhow::Result<ExitCode> {
    let applied = args.place.open(true).await?.migrate().await?;
    match applied.as_slice() {
        [] => println!("the database is up to date"),
        names => println!("applied {}", names.join(", ")),
    }
    if args.rebuild {
        eprintln!("Reading the whole log anew …");
        let rebuilt = args.place.operations().await?.rebuild().await?;
        println!(
            "read {} cases in {} events; the rows of {} were not what their events say and were written anew",
            rebuilt.cases, rebuilt.events, rebuilt.changed
        );
    }
    Ok(ExitCode::SUCCESS)
}
