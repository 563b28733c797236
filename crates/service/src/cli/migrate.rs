//! `wardroom migrate`.

use std::process::ExitCode;

use clap::Args;

use super::Place;

/// Bring the database to this program's schema.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: MigrateArgs) -> anyhow::Result<ExitCode> {
    let applied = args.place.open(true).await?.migrate().await?;
    match applied.as_slice() {
        [] => println!("the database is up to date"),
        names => println!("applied {}", names.join(", ")),
    }
    Ok(ExitCode::SUCCESS)
}
