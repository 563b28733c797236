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
        let found = match rebuilt.changed {
            0 => "every row is what they say".to_owned(),
            n => format!("{n} had rows that were not what they say, which are written anew"),
        };
        println!(
            "read {} cases in {} events: {found}",
            rebuilt.cases, rebuilt.events
        );
    }
    Ok(ExitCode::SUCCESS)
}
