//! Every route as data, with how a test opens it. The router is built from this list and from nothing
//! else, so a page that no test can reach cannot be added.

use std::borrow::Cow;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use domain::briefings::Briefings;
use domain::complaints::{Complaints, Kind};
use domain::groups::Groups;
use domain::information::Information;
use serde::Serialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use domain::amendments::Amendments;
use domain::interpretations::Interpretations;

use super::error::Problem;
use super::frame::Known;
use super::{
    App, amendments, assets, audit, briefings, calendar, complaints, directory, drafts, enquiries,
    error, getting_started, groups, health, home, induction, information, left_open, mail, notices,
    pen, performance, plain, protocol, registers, search, security, sessions, settings, sign_in,
    templates, who,
};

/// The most bytes that a form may hold.
pub const FORM_BYTES_MAX: usize = 25 * 1024 * 1024;
/// The longest that an answer may take.
const ANSWER_SECONDS_MAX: u64 = 30;

/// How a test opens a route.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case", tag = "open")]
pub enum Fixture {
    /// At this very address, signed in as a persona, or as nobody.
    At {
        /// The address.
        address: Cow<'static, str>,
        /// The persona's key; none for nobody.
        persona: Option<&'static str>,
    },
    /// By the first link of this form on another page.
    Linked {
        /// The page that links to it.
        from: Cow<'static, str>,
        /// The persona's key.
        persona: &'static str,
        /// What is added to the address of that link; the link is then one to the address without it.
        then: Cow<'static, str>,
    },
    /// Not a page: a file, a fragment for scripts, or an act that leads to another page.
    NotAPage {
        /// An address that answers, for the grid of who may open what.
        address: Cow<'static, str>,
        /// The persona's key; none for nobody.
        persona: Option<&'static str>,
    },
}

/// One route.
#[derive(Debug, Serialize)]
pub struct Route {
    /// The path with its parameters in braces.
    pub path: Cow<'static, str>,
    /// The methods it answers.
    pub methods: &'static str,
    /// How a test opens it.
    pub fixture: Fixture,
    #[serde(skip)]
    handlers: MethodRouter<App>,
}

impl Route {
    /// A route with its handlers.
    pub fn new(
        path: impl Into<Cow<'static, str>>,
        methods: &'static str,
        fixture: Fixture,
        handlers: MethodRouter<App>,
    ) -> Self {
        Self {
            path: path.into(),
            methods,
            fixture,
            handlers,
        }
    }
}

/// At its own address, as one of the personas.
pub fn at(address: impl Into<Cow<'static, str>>, persona: &'static str) -> Fixture {
    Fixture::At {
        address: address.into(),
        persona: Some(persona),
    }
}

/// At its own address, as nobody.
pub fn open(address: &'static str) -> Fixture {
    Fixture::At {
        address: address.into(),
        persona: None,
    }
}

/// By the first link of its form on another page.
pub fn linked(from: impl Into<Cow<'static, str>>, persona: &'static str) -> Fixture {
    Fixture::Linked {
        from: from.into(),
        persona,
        then: "".into(),
    }
}

impl Fixture {
    /// The same with something added to the address of the link.
    #[must_use]
    pub fn then(mut self, added: impl Into<Cow<'static, str>>) -> Self {
        if let Self::Linked { then, .. } = &mut self {
            *then = added.into();
        }
        self
    }
}

/// No page: a file, a fragment or an act.
pub fn act(address: impl Into<Cow<'static, str>>, persona: Option<&'static str>) -> Fixture {
    Fixture::NotAPage {
        address: address.into(),
        persona,
    }
}

/// Every route.
pub fn all() -> Vec<Route> {
    [
        own(),
        sign_in::routes(),
        sessions::routes(),
        plain::routes(),
        protocol::routes(),
        calendar::routes(),
        directory::routes(),
        who::routes(),
        enquiries::routes(),
        registers::routes::<Complaints>("manager", Kind::Note, Some("officer")),
        complaints::routes(),
        registers::index(),
        registers::routes::<Groups>("member", groups::SHOWN, Some("member")),
        groups::routes(),
        registers::routes::<Briefings>("member", briefings::SHOWN, Some("member")),
        briefings::routes(),
        registers::routes::<Interpretations>(
            "member",
            domain::interpretations::Kind::Add,
            Some("member"),
        ),
        registers::routes::<Amendments>(
            "democratic-services",
            domain::amendments::Kind::Comment,
            Some("member"),
        ),
        amendments::routes(),
        induction::routes(),
        registers::routes::<Information>("member", information::SHOWN, Some("member")),
        information::routes(),
        health::routes(),
        getting_started::routes(),
        home::routes(),
        left_open::routes(),
        notices::routes(),
        pen::routes(),
        mail::routes(),
        drafts::routes(),
        search::routes(),
        performance::routes(),
        settings::routes(),
        templates::routes(),
        audit::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn own() -> Vec<Route> {
    vec![Route::new(
        "/static/{name}",
        "GET",
        act("/static/site.css", None),
        get(assets::send),
    )]
}

/// Routes that need neither council nor session: files, and whether the server lives.
fn is_bare(route: &Route) -> bool {
    route.path.starts_with("/static/") || ["/healthz", "/readyz"].contains(&&*route.path)
}

/// The router over one state, with everything that guards it.
pub fn router(app: App) -> Router {
    let (bare, pages): (Vec<_>, Vec<_>) = all().into_iter().partition(is_bare);
    let gather = |routes: Vec<Route>| {
        routes.into_iter().fold(Router::new(), |router, route| {
            router.route(&route.path, route.handlers)
        })
    };
    // The last layer is the outermost: it sees a request first and its answer last.
    let pages = gather(pages)
        .fallback(async || Problem::NotFound)
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(ANSWER_SECONDS_MAX),
        ))
        .layer(from_fn_with_state(app.clone(), security::same_origin))
        .layer(from_fn_with_state(app.clone(), limit))
        .layer(from_fn_with_state(app.clone(), error::dress))
        .layer(from_fn_with_state(app.clone(), identify));
    gather(bare)
        .merge(pages)
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), health::measure))
        .with_state(app)
}

/// Finds out, once for all that follows, what the council is and who asks.
async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let token = app.cookie().token(request.headers());
    let known = async {
        let snapshot = app.operations().council().await?;
        let now = app.operations().now();
        let signed = match token {
            Some(token) => app.session(&token, &snapshot, now).await?,
            None => None,
        };
        let council = snapshot.council.clone();
        Ok::<_, Problem>(Known {
            council,
            now,
            signed,
        })
    };
    match known.await {
        Ok(known) => {
            request.extensions_mut().insert(known);
            next.run(request).await
        }
        Err(problem) => error::bare(problem),
    }
}

/// Lets one person ask only so often.
async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let signed = request
        .extensions()
        .get::<Known>()
        .and_then(|known| known.signed.as_deref());
    let who = signed.map_or("nobody", |signed| signed.person().as_str());
    if app.allows(who, security::is_unsafe(request.method())) {
        next.run(request).await
    } else {
        Problem::TooMany.into_response()
    }
}

/// A handler broke off: a fault of ours, said as one.
fn panicked(what: Box<dyn std::any::Any + Send>) -> Response {
    let text = what
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| what.downcast_ref::<&str>().map(|s| (*s).to_owned()))
        .unwrap_or_else(|| "a handler broke off".to_owned());
    Problem::fault(text).into_response()
}

#[cfg(test)]
mod tests;
