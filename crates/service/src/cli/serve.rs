//! `wardroom serve`: a real council, whose people sign in as themselves.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use tokio::net::TcpListener;

use super::Place;
use super::config::SetUp;
use crate::config::Config;
use crate::mail::outbound::Post;
use crate::openid;
use crate::web::{self, sign_in::Ways};

/// Serve a council. Refuses to start without a way to sign in.
#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    file: SetUp,
    /// The address and port to listen on, instead of the set-up's.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The folder of the embedded database, instead of the set-up's.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// A PostgreSQL server instead, as `postgres://user@host/name`.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

pub(super) async fn run(args: ServeArgs) -> anyhow::Result<ExitCode> {
    let config = args.file.read()?;
    let place = place(&config, args.data, args.database);
    let listen = args.listen.unwrap_or(config.serve.listen);
    let ways = ways(&config);
    if ways.none() {
        bail!(
            "will not listen on {listen}: there is no way to sign in. Write the council’s sign-in \
             service as [sign-in.openid], or a mail server as [mail] for one-time links, into the \
             file that --config names (`wardroom config keys` lists every key)"
        );
    }
    if config.serve.address.is_empty() {
        bail!(
            "will not listen on {listen}: `serve.address` is missing. Write the address at which \
             people open it, for example https://wardroom.council.example"
        );
    }
    let operations = place.operations().await?;
    if operations.clock().is_shown() {
        bail!(
            "`{}` holds a demo, and a demo lets nobody in as themselves: open it with `wardroom \
             demo`, or name another folder with --data",
            place.data.display()
        );
    }
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let post = if config.mail.is_set() {
        let post = Post::new(operations.clone(), &config.mail, &config.serve)?;
        Some(tokio::spawn(post.keep()))
    } else {
        None
    };
    println!(
        "Wardroom is open at {}/ (listening on {})",
        config.serve.base(),
        listener.local_addr()?
    );
    let app = web::App::council(operations, ways);
    web::serve::serve(app, listener).await?;
    if let Some(post) = post {
        post.abort();
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the data is: what the command line says, else the set-up.
pub(super) fn place(config: &Config, data: Option<PathBuf>, database: Option<String>) -> Place {
    let set_up = config.serve.database.as_ref();
    Place {
        data: data.unwrap_or_else(|| config.serve.data.clone()),
        database: database.or_else(|| set_up.map(|url| url.reveal().to_owned())),
    }
}

fn ways(config: &Config) -> Ways {
    let by_mail = config.sign_in.link && config.mail.is_set();
    let service = config.sign_in.openid.clone();
    Ways {
        openid: service.map(|set_up| Arc::new(openid::Service::new(set_up, config.serve.base()))),
        link_minutes: by_mail.then_some(config.sign_in.link_minutes),
    }
}
