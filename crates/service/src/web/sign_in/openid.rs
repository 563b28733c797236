//! Going to the council's sign-in service and coming back. Who comes back is bound to the browser that
//! went, by a cookie of which the state is a digest; nobody can be made to finish another's sign-in.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use store::Pass;

use super::super::App;
use super::super::error::{Problem, Way};
use super::super::frame::{Frame, query_value};
use super::{asked, asked_for, message};
use crate::openid::{Begun, Trouble, claims};
use crate::operations::identity::{Admitted, digest};

/// How such a session begins.
pub const WAY: &str = "openid";
/// For how many minutes one may be away at the service.
const AWAY_MINUTES: i64 = 15;

/// Goes to the service.
pub async fn go(State(app): State<App>, frame: Frame) -> Result<Response, Problem> {
    let to = asked_for(&frame);
    let Some(service) = app.ways().openid.clone() else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let fresh = || app.entropy().bytes(WAY);
    let token = domain::fresh::hex(&fresh());
    let begun = service
        .begin(frame.now, [fresh(), fresh()], &state_of(&token), to)
        .await;
    let (address, kept) = match begun {
        Ok(begun) => begun,
        Err(trouble) => return Ok(not_signed_in(&app, &frame, &trouble)),
    };
    let pass = Pass {
        token_hash: digest(&token),
        kind: WAY.to_owned(),
        person: None,
        payload: serde_json::to_string(&kept).map_err(Problem::fault)?,
        expires: frame.now + SignedDuration::from_mins(AWAY_MINUTES),
    };
    let store = app.operations().store();
    store.keep_pass(&pass).await.map_err(Problem::fault)?;
    let mut response = Redirect::to(&address).into_response();
    response.headers_mut().append(
        header::SET_COOKIE,
        app.cookie().of_sign_in().give(&token, AWAY_MINUTES * 60),
    );
    Ok(response)
}

/// What the service is given to bring back. It tells nothing of the cookie that it is made from.
fn state_of(token: &str) -> String {
    domain::fresh::hex(&digest(&format!("state {token}"))[..16])
}

/// Back from the service.
pub async fn back(
    State(app): State<App>,
    frame: Frame,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let cookie = app.cookie().of_sign_in();
    let mut response = returned(&app, &frame, &uri, &headers).await?;
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie.take());
    Ok(response)
}

async fn returned(
    app: &App,
    frame: &Frame,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let Some(service) = app.ways().openid.clone() else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let token = app.cookie().of_sign_in().token(headers);
    let Some(token) = token.filter(|token| asked(uri, "state") == Some(state_of(token))) else {
        return Ok(began_elsewhere(frame));
    };
    let store = app.operations().store();
    let pass = store.use_pass(digest(&token), WAY, frame.now).await;
    let Some(pass) = pass.map_err(Problem::fault)? else {
        return Ok(began_elsewhere(frame));
    };
    let kept: Begun = serde_json::from_str(&pass.payload).map_err(Problem::fault)?;
    if asked(uri, "iss").is_some_and(|named| !service.is_issuer(&named)) {
        let other = Trouble::Untrusted("another service answered".to_owned());
        return Ok(not_signed_in(app, frame, &other));
    }
    let Some(code) = asked(uri, "code") else {
        let why = match asked(uri, "error").as_deref() {
            Some("access_denied") => "it was cancelled there",
            _ => "it gave no reason",
        };
        return Ok(not_signed_in(app, frame, &Trouble::Answer(why.to_owned())));
    };
    let account = match service.finish(frame.now, code, &kept).await {
        Ok(account) => account,
        Err(trouble) => return Ok(not_signed_in(app, frame, &trouble)),
    };
    let claimed = match claims::read(&account.claims, service.setup()) {
        Ok(claimed) => claimed,
        Err(why) => return Ok(not_signed_in(app, frame, &Trouble::Answer(why))),
    };
    match app.operations().admit(&claimed).await? {
        Admitted::As(person) => {
            super::begun(app, headers, &person, WAY, Some(account.hint), &kept.to).await
        }
        Admitted::Unknown => Ok(unknown(frame, &claimed.key)),
        Admitted::HoldsNothing => Ok(holds_nothing(frame)),
    }
}

/// The service says that it ended somebody's session there: ours that began with it end too. What it says
/// is answered once; said again, it ends nothing more.
pub async fn ended(
    State(app): State<App>,
    frame: Frame,
    body: String,
) -> Result<Response, Problem> {
    let Some(service) = app.ways().openid.clone() else {
        return Err(Problem::NotFound);
    };
    let token = query_value(Some(&body), "logout_token").unwrap_or_default();
    let status = match service.ended(frame.now, &token).await {
        Ok(ended) => {
            app.operations().ended_elsewhere(&ended).await?;
            StatusCode::NO_CONTENT
        }
        Err(trouble) => {
            tracing::warn!(%trouble, "the end of a session was not believed");
            match trouble {
                Trouble::Unreachable(_) => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::BAD_REQUEST,
            }
        }
    };
    Ok((status, [(header::CACHE_CONTROL, "no-store")]).into_response())
}

/// The sign-in began in another browser, too long ago, or was finished already.
fn began_elsewhere(frame: &Frame) -> Response {
    let lines = vec![
        "This sign-in began in another window, too long ago, or was finished already.".to_owned(),
    ];
    let ways = vec![Way::link("Begin again", "/sign-in")];
    message(
        frame,
        StatusCode::BAD_REQUEST,
        "You are not signed in",
        lines,
        ways,
    )
}

fn not_signed_in(app: &App, frame: &Frame, trouble: &Trouble) -> Response {
    tracing::warn!(%trouble, "a sign-in was not finished");
    let mut ways = vec![Way::link("Try again", "/sign-in")];
    if app.ways().link_minutes.is_some() {
        ways.push(Way::link(
            "Sign in by a link in a mail instead",
            "/sign-in#link",
        ));
    }
    ways.push(Way {
        text: "If it happens again, tell whoever runs the council’s sign-in service, with the words above."
            .to_owned(),
        href: None,
    });
    let lines = vec![super::super::words::sentence(&trouble.to_string()) + "."];
    message(
        frame,
        StatusCode::BAD_GATEWAY,
        "You are not signed in",
        lines,
        ways,
    )
}

fn unknown(frame: &Frame, key: &str) -> Response {
    let lines = vec![
        format!("Your account is known to the sign-in service as {key}, and the council’s directory has nobody by it."),
        "Democratic services keep the directory: ask them to enter you, with exactly this address or number.".to_owned(),
    ];
    let ways = vec![Way::link("Sign in with another account", "/sign-in")];
    message(
        frame,
        StatusCode::FORBIDDEN,
        "The council does not know you yet",
        lines,
        ways,
    )
}

fn holds_nothing(frame: &Frame) -> Response {
    let lines = vec![
        "The council’s directory knows you, but you hold no office or post today.".to_owned(),
        "If that is wrong, democratic services can put it right.".to_owned(),
    ];
    message(
        frame,
        StatusCode::FORBIDDEN,
        "You cannot sign in",
        lines,
        Vec::new(),
    )
}
