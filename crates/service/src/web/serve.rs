//! The pages on a socket.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use tokio::net::TcpListener;

use super::app::{App, Others, Persona, Serving};
use super::routes;
use super::security::Rates;
use super::sign_in::Ways;
use crate::demo;
use crate::operations::Operations;
use crate::running::{Stop, notify};

impl App {
    /// The demo: anybody may be anybody, so it is for this machine alone.
    pub fn demo(operations: Operations) -> Self {
        let personas = demo::personas().into_iter().map(|persona| Persona {
            person: persona.person,
            key: persona.key,
            sees: persona.sees.to_owned(),
        });
        let many = NonZeroU32::new(100_000).expect("not zero");
        Self::new(Serving {
            operations,
            loopback_only: true,
            rates: Rates {
                pages: many,
                acts: many,
            },
            personas: personas.collect(),
            others: Others::default(),
            ways: Ways::default(),
        })
    }

    /// A council's own people, who come in by these ways.
    pub fn council(operations: Operations, ways: Ways, others: Others) -> Self {
        Self::new(Serving {
            operations,
            loopback_only: false,
            rates: Rates::default(),
            personas: Vec::new(),
            ways,
            others,
        })
    }
}

/// Serves the pages until it is time to end; those under way are answered first.
///
/// # Errors
/// Where the listener breaks off.
pub async fn serve(app: App, listener: TcpListener, stop: Stop) -> std::io::Result<()> {
    let keeper = tokio::spawn(app.operations().clone().keep(stop.clone()));
    let service = routes::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let ask = stop.clone();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(async move { ask.asked().await })
        .into_future();
    let ended = async {
        served.await?;
        let _ = keeper.await; // a job that broke off has been logged
        Ok(())
    };
    notify::ready();
    tokio::select! {
        ended = ended => ended,
        () = stop.overdue() => {
            tracing::warn!("stopped before everything under way had ended");
            Ok(())
        }
    }
}
