//! `wardroom serve`: for a real council, once people can sign in as themselves.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;

use super::Place;

/// Serve a council. Refuses to start without a way to sign in.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The address and port to listen on.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: ServeArgs) -> anyhow::Result<ExitCode> {
    args.place.open(false).await?.check_schema().await?;
    bail!(
        "will not listen on {}: there is no way to sign in yet. This version has the demo only \
         (`wardroom demo`), which listens on this machine alone",
        args.listen
    )
}
