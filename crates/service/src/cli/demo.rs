//! `wardroom demo`: the product with a fictional council, on this machine only.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;
use tokio::net::TcpListener;

use super::Place;
use super::protocol::read_pack;
use crate::clock::Clock;
use crate::config::Log;
use crate::demo::{self, Plan};
use crate::entropy::Entropy;
use crate::operations::Operations;
use crate::running::{Stop, log};
use crate::web;

/// Open the product with a fictional council, on this machine only.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The address and port to listen on; of this machine only.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The protocol that the fictional council has adopted: a pack that comes with the program, or the folder of
    /// one that a council writes for itself.
    #[arg(long, value_name = "PACK", default_value = "cambridge-updated")]
    pack: String,
    /// How many enquiries its members have raised.
    #[arg(long, value_name = "N", default_value_t = 600)]
    enquiries: usize,
    /// Make the council and stop, without opening the product.
    #[arg(long)]
    build_only: bool,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: DemoArgs) -> anyhow::Result<ExitCode> {
    if !args.listen.ip().is_loopback() {
        bail!(
            "the demo lets anybody in as anybody, so it listens on this machine only: give \
             127.0.0.1:{} instead of {}",
            args.listen.port(),
            args.listen
        );
    }
    let store = args.place.apart().open(true).await?;
    store.migrate().await?;
    let folder = Path::new(&args.pack);
    let plan = if folder.is_dir() {
        let files = read_pack(folder).map_err(anyhow::Error::msg)?;
        Plan::of_its_own(files, args.enquiries)?
    } else {
        Plan::new(&args.pack, args.enquiries)?
    };
    let clock = Clock::shown(
        demo::shown_at(&store)
            .await?
            .unwrap_or_else(demo::begins_at),
    );
    let operations = Operations::new(
        store,
        clock,
        Entropy::seeded(demo::SEED),
        Operations::shipped_protocols(),
    );
    demo::build(&operations, &plan, &mut |line| eprintln!("{line}")).await?;
    if args.build_only {
        return Ok(ExitCode::SUCCESS);
    }
    log::begin(Log::default());
    let operations = operations.with_entropy(Entropy::Machine);
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("cannot listen on {}", args.listen))?;
    let address = listener.local_addr()?;
    let app = web::App::demo(operations.clone());
    println!("Wardroom is open at http://{address}/");
    println!(
        "Today is {}, the demo’s own date.",
        domain::calendar::long_date(operations.today())
    );
    println!("Come in as:");
    let council = operations.council().await?;
    for persona in app.personas() {
        println!(
            "  {:<28} {}",
            council.directory.name(&persona.person),
            persona.sees
        );
    }
    println!("Stop with Ctrl-C.");
    web::serve::serve(app, listener, Stop::on_signals()?).await?;
    Ok(ExitCode::SUCCESS)
}
