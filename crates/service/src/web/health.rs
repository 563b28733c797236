//! For whoever watches the server: whether it lives and whether it is ready, and the time of every answer.
//! Outside of sign-in, so it tells nothing of the council and not even what is wrong: that is in the log.

use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::time::{Instant, timeout};

use super::App;
use super::routes::{Route, act};
use super::security::is_unsafe;
use crate::operations::Operations;
use crate::running::Stop;

/// What an address that no route knows counts as.
const NO_ROUTE: &str = "none";
/// How long the store may take to count what waits: less than monitoring waits for the figures.
const PATIENCE: Duration = Duration::from_secs(3);

/// Alive, and ready.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new("/healthz", "GET", act("/healthz", None), get(alive)),
        Route::new("/readyz", "GET", act("/readyz", None), get(ready)),
    ]
}

async fn alive() -> impl IntoResponse {
    plain(StatusCode::OK, "alive\n")
}

async fn ready(State(app): State<App>) -> impl IntoResponse {
    match app.operations().ready().await {
        Ok(()) => plain(StatusCode::OK, "ready\n"),
        Err(why) => {
            tracing::warn!(%why, "not ready");
            plain(StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
    ];
    (status, headers, text)
}

/// The template of the route that a request met.
pub fn template(request: &Request) -> String {
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or(NO_ROUTE, MatchedPath::as_str).to_owned()
}

/// Counts and times every answer; acts and failures have a line in the log.
pub async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (method, route) = (request.method().clone(), template(&request));
    let response = next.run(request).await;
    let (status, took) = (response.status(), begun.elapsed());
    let metrics = app.operations().metrics();
    metrics.answered(method.as_str(), &route, status.as_u16(), took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let status_code = status.as_u16();
    if is_unsafe(&method) || (status.is_server_error() && route != "/readyz") {
        tracing::info!(%method, route, status = status_code, milliseconds, "answered");
    } else {
        tracing::debug!(%method, route, status = status_code, milliseconds, "answered");
    }
    response
}

/// Serves the figures for Prometheus on a listener of their own, until it is time to end.
///
/// # Errors
/// Where the listener breaks off.
pub async fn figures(
    operations: Operations,
    listener: TcpListener,
    stop: Stop,
) -> std::io::Result<()> {
    let router = Router::new()
        .route("/metrics", get(metrics))
        .with_state(operations);
    axum::serve(listener, router)
        .with_graceful_shutdown(async move { stop.asked().await })
        .await
}

async fn metrics(State(operations): State<Operations>) -> Response {
    let now = operations.now();
    // The figures of this process are worth having all the more while the store is away.
    let waiting = match timeout(PATIENCE, operations.store().waiting(now)).await {
        Ok(Ok(waiting)) => waiting,
        Ok(Err(error)) => {
            tracing::error!(%error, "what waits cannot be counted");
            Vec::new()
        }
        Err(_slow) => {
            tracing::error!("what waits cannot be counted: the store takes too long");
            Vec::new()
        }
    };
    let text = operations.metrics().text(&waiting);
    let media = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, media)], text).into_response()
}
