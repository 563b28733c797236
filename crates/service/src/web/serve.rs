//! The pages on a socket.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use tokio::net::TcpListener;

use super::app::{App, Persona, Serving};
use super::routes;
use super::security::Rates;
use super::sign_in::Ways;
use crate::demo;
use crate::operations::Operations;

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
            ways: Ways::default(),
        })
    }

    /// A council's own people, who come in by these ways.
    pub fn council(operations: Operations, ways: Ways) -> Self {
        Self::new(Serving {
            operations,
            loopback_only: false,
            rates: Rates::default(),
            personas: Vec::new(),
            ways,
        })
    }
}

/// Serves the pages until Ctrl-C.
pub async fn serve(app: App, listener: TcpListener) -> std::io::Result<()> {
    let keeper = tokio::spawn(app.operations().clone().keep());
    let service = routes::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;
    keeper.abort();
    Ok(())
}
