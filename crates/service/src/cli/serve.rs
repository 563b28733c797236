//! `wardroom serve`: a real council, whose people sign in as themselves.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::Place;
use crate::config::Config;
use crate::mail::mailbox::Mailbox;
use crate::mail::outbound::Post;
use crate::openid;
use crate::operations::Operations;
use crate::operations::intake::Letterbox;
use crate::running::{Stop, log};
use crate::web::{self, sign_in::Ways};

/// Serve a council. Refuses to start without a way to sign in.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The address and port to listen on, instead of the set-up's.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: ServeArgs) -> anyhow::Result<ExitCode> {
    let (config, place) = args.place.config()?;
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
    log::begin(config.log);
    let stop = Stop::on_signals()?;
    let figures = figures(&config, &operations, &stop).await?;
    let post = if config.mail.is_set() {
        let post = Post::new(operations.clone(), &config.mail, &config.serve)?;
        Some(tokio::spawn(post.keep(stop.clone())))
    } else {
        None
    };
    let mailbox = config.mail_in.server.is_some().then(|| {
        let letterbox = Letterbox::new(&config);
        let mailbox = Mailbox::new(operations.clone(), letterbox, config.mail_in.clone());
        tokio::spawn(mailbox.keep())
    });
    println!(
        "Wardroom is open at {}/ (listening on {})",
        config.serve.base(),
        listener.local_addr()?
    );
    let app = web::App::council(operations, ways, web::Others::new(&config));
    web::serve::serve(app, listener, stop.clone()).await?;
    if let Some(mailbox) = mailbox {
        mailbox.abort(); // what it has not placed is placed at the next start
    }
    let beside = [figures, post].into_iter().flatten();
    for task in beside {
        // Pages have had their time; these end with their round.
        let _ = tokio::time::timeout(Duration::from_secs(5), task).await;
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The figures for Prometheus, where the set-up asks for them.
async fn figures(
    config: &Config,
    operations: &Operations,
    stop: &Stop,
) -> anyhow::Result<Option<JoinHandle<()>>> {
    let Some(listen) = config.serve.metrics else {
        return Ok(None);
    };
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen} for `serve.metrics`"))?;
    println!(
        "Figures for Prometheus are at http://{}/metrics",
        listener.local_addr()?
    );
    let served = web::health::figures(operations.clone(), listener, stop.clone());
    Ok(Some(tokio::spawn(async move {
        if let Err(error) = served.await {
            tracing::error!(%error, "the figures are no longer served");
        }
    })))
}

fn ways(config: &Config) -> Ways {
    let by_mail = config.sign_in.link && config.mail.is_set();
    let service = config.sign_in.openid.clone();
    Ways {
        openid: service.map(|set_up| Arc::new(openid::Service::new(set_up, config.serve.base()))),
        link_minutes: by_mail.then_some(config.sign_in.link_minutes),
    }
}
