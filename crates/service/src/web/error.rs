//! Every no, said in one place. Three kinds: the rules refuse (shown in full, with what to do instead
//! and the words kept); there is no such page (the same for absent and for forbidden); or the fault is
//! ours (logged once, shown as a number to quote).

use std::fmt::Display;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::verdict::{Basis, Refusal, Rejection};

use super::App;
use super::frame::{Chrome, Frame};
use super::health::template;
use crate::operations::ActError;

/// What a handler may answer instead of a page.
#[derive(Debug)]
pub enum Problem {
    /// Nobody is signed in.
    SignIn,
    /// The rules refuse.
    Refused(Box<Refused>),
    /// There is no such page for this person. Absent and forbidden are the same.
    NotFound,
    /// The address holds a reference that is none: a matter of its form only.
    NotAReference {
        /// What is wrong with it.
        why: String,
        /// The list of the register.
        list: Way,
    },
    /// What was sent cannot be read at all.
    Unreadable(String),
    /// Another site sent the act.
    OtherSite,
    /// The page was asked for under a name that is not this machine's.
    WrongHost,
    /// More bytes than a form may hold.
    TooLarge,
    /// Too many requests of one person.
    TooMany,
    /// Ours.
    Fault(String),
}

/// A refusal with what the person wanted and wrote.
#[derive(Debug)]
pub struct Refused {
    /// What did not happen, as a heading: `The enquiry was not closed`.
    pub heading: String,
    /// Why, with its basis and the ways on.
    pub refusal: Refusal,
    /// What was typed, by label.
    pub kept: Vec<Kept>,
    /// Where to go back to.
    pub back: Option<Way>,
}

/// Words that a person typed and that must not be lost.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The field's label.
    pub label: String,
    /// The words.
    pub text: String,
}

/// A way on: a sentence, perhaps a link.
#[derive(Debug, Clone)]
pub struct Way {
    /// What can be done.
    pub text: String,
    /// Where, if it is a page.
    pub href: Option<String>,
}

impl Way {
    /// A way on that is a page.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: Some(href.into()),
        }
    }
}

impl From<ActError> for Problem {
    /// What an operation says where no form is there to be shown again. A page that has one handles
    /// invalid fields and moved cases itself.
    fn from(error: ActError) -> Self {
        match error {
            ActError::NotFound => Self::NotFound,
            ActError::Rejected(Rejection::Refused(refusal)) => Self::Refused(Box::new(Refused {
                heading: "That was not done".to_owned(),
                refusal,
                kept: Vec::new(),
                back: None,
            })),
            ActError::Rejected(Rejection::Hidden) => Self::NotFound,
            ActError::Rejected(Rejection::Invalid(fields)) => {
                let lines: Vec<_> = fields.into_iter().map(|f| f.why).collect();
                Self::Unreadable(lines.join("; "))
            }
            ActError::Moved { .. } => Self::Unreadable(
                "somebody else changed it at the same moment; open it again and decide anew"
                    .to_owned(),
            ),
            ActError::Fault(fault) => Self::fault(fault),
        }
    }
}

impl From<store::Fault> for Problem {
    fn from(fault: store::Fault) -> Self {
        Self::fault(fault)
    }
}

impl Problem {
    /// A fault of ours: `what` went wrong, for the log alone.
    pub fn fault(what: impl Display) -> Self {
        Self::Fault(what.to_string())
    }
}

/// The page of a no.
#[derive(Debug, Clone)]
pub struct ErrorPage {
    status: StatusCode,
    heading: String,
    why: String,
    basis: Option<BasisLink>,
    ways: Vec<Way>,
    kept: Vec<Kept>,
    /// What went wrong on our side, for the log.
    fault: Option<String>,
}

/// A basis in words, with the page that shows it where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisLink {
    /// As people say it: `clause 7.6`.
    pub text: String,
    /// The clause, the setting or the question.
    pub href: Option<String>,
}

impl From<&Basis> for BasisLink {
    fn from(basis: &Basis) -> Self {
        let clause = |c: &domain::verdict::ClauseRef| {
            format!(
                "/protocol/{}/{}#c-{}",
                c.pack,
                c.version,
                anchor(c.id.as_str())
            )
        };
        let href = match basis {
            Basis::Clause(c) => Some(clause(c)),
            Basis::Statute(_) => None,
            Basis::Setting { id, .. } => Some(format!("/settings#{id}")),
            Basis::Ruling { reference, .. } => Some(format!("/protocol/rulings#{reference}")),
            Basis::Default { question, .. } => Some(format!("/protocol/questions#{question}")),
        };
        Self {
            text: basis.to_string(),
            href,
        }
    }
}

/// A clause's number as the anchor of a page.
pub fn anchor(clause: &str) -> String {
    clause
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect::<String>()
        .trim_end_matches('-')
        .to_owned()
}

impl From<Problem> for ErrorPage {
    fn from(problem: Problem) -> Self {
        let plain = |status, heading: &str, why: &str| Self {
            status,
            heading: heading.to_owned(),
            why: why.to_owned(),
            basis: None,
            ways: vec![Way::link("Go to your home page", "/")],
            kept: Vec::new(),
            fault: None,
        };
        match problem {
            Problem::SignIn => plain(
                StatusCode::UNAUTHORIZED,
                "Sign in first",
                "This page is for people of the council.",
            ),
            Problem::Refused(refused) => Self::refused(*refused),
            Problem::NotFound => Self::not_found(),
            Problem::NotAReference { why, list } => Self {
                ways: vec![Way::link("Search by words instead", "/search"), list],
                ..plain(
                    StatusCode::NOT_FOUND,
                    "That is not a reference",
                    &format!("{}.", super::words::sentence(&why)),
                )
            },
            Problem::Unreadable(why) => plain(
                StatusCode::BAD_REQUEST,
                "What you sent could not be read",
                &format!("{}. Nothing was changed.", super::words::sentence(&why)),
            ),
            Problem::OtherSite => plain(
                StatusCode::FORBIDDEN,
                "Nothing was changed",
                "The form was sent by a page of another site. Open the page here and send it again.",
            ),
            Problem::WrongHost => plain(
                StatusCode::MISDIRECTED_REQUEST,
                "This address is not the demo’s",
                "The demo answers on this machine’s own address only, for example http://127.0.0.1 with its port.",
            ),
            Problem::TooLarge => Self::of_status(StatusCode::PAYLOAD_TOO_LARGE),
            Problem::TooMany => plain(
                StatusCode::TOO_MANY_REQUESTS,
                "Too many requests at once",
                "Wait a few seconds, then try again. Nothing was changed by the last one.",
            ),
            Problem::Fault(what) => Self {
                fault: Some(what),
                ..plain(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong on our side",
                    "It is not your doing, and nothing was half done. Try again in a moment.",
                )
            },
        }
    }
}

impl ErrorPage {
    fn refused(refused: Refused) -> Self {
        let mut ways: Vec<Way> = refused
            .refusal
            .way_on
            .into_iter()
            .map(|text| Way { text, href: None })
            .collect();
        ways.extend(refused.back);
        Self {
            status: StatusCode::FORBIDDEN,
            heading: refused.heading,
            why: refused.refusal.why,
            basis: Some(BasisLink::from(&refused.refusal.basis)),
            ways,
            kept: refused.kept,
            fault: None,
        }
    }

    /// The same words whether the page is absent or forbidden.
    fn not_found() -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            heading: "There is nothing here for you to see".to_owned(),
            why: "The address may be mistyped, or it may lead to something that you are not among the readers of.".to_owned(),
            basis: None,
            ways: vec![
                Way::link("See the enquiries you can read", "/enquiries"),
                Way::link("Find who deals with a matter", "/who-does-what"),
                Way::link("Go to your home page", "/"),
            ],
            kept: Vec::new(),
            fault: None,
        }
    }

    /// The page for a bare status that came from below the handlers.
    fn of_status(status: StatusCode) -> Self {
        let say = |heading: &str, why: &str| Self {
            status,
            heading: heading.to_owned(),
            why: why.to_owned(),
            ..Self::not_found()
        };
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => say(
                "There is no page to open at this address",
                "A form sends here what was written in it. Go back to the page of the form, or begin at home. Nothing was changed.",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => say(
                "That was too large to send",
                "One file may hold 10 MB, and one form 25 MB in all. Nothing was changed.",
            ),
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => say(
                "That took too long",
                "Nothing was half done. Try again in a moment.",
            ),
            StatusCode::INTERNAL_SERVER_ERROR => Self::from(Problem::fault("a bare status 500")),
            _ => say(
                "That did not work",
                "What was sent could not be read. Nothing was changed.",
            ),
        }
    }
}

impl IntoResponse for Problem {
    /// The status now; the words are put on by [`dress`], which knows who asks.
    fn into_response(self) -> Response {
        let page = ErrorPage::from(self);
        let mut response = page.status.into_response();
        response.extensions_mut().insert(Arc::new(page));
        response
    }
}

/// A no in plain text, where not even the council is known: the store does not answer.
pub fn bare(problem: Problem) -> Response {
    let page = ErrorPage::from(problem);
    if let Some(what) = &page.fault {
        tracing::error!("{what}");
    }
    (page.status, format!("{}\n{}\n", page.heading, page.why)).into_response()
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorTemplate<'a> {
    chrome: Chrome,
    page: &'a ErrorPage,
    /// A number to quote, where the fault is ours.
    quote: Option<String>,
}

/// Gives an error its page: layout, menu and way on of the person who asked.
pub async fn dress(State(app): State<App>, frame: Frame, request: Request, next: Next) -> Response {
    let json = request.uri().path().ends_with(".json");
    let route = template(&request);
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let said = response.extensions().get::<Arc<ErrorPage>>().cloned();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    if said.is_none() && is_page {
        return response; // a form shown again says itself what is wrong
    }
    let page = said.unwrap_or_else(|| Arc::new(ErrorPage::of_status(status)));
    if page.status == StatusCode::UNAUTHORIZED {
        return Redirect::to(&frame.sign_in_address()).into_response();
    }
    let quote = page.fault.as_ref().map(|what| {
        let id = domain::fresh::hex(&app.entropy().bytes("fault")[..4]);
        tracing::error!(fault = %id, route, "{what}");
        id
    });
    if json {
        return (status, "[]").into_response();
    }
    let chrome = frame.chrome(&page.heading);
    let body = ErrorTemplate {
        chrome,
        page: &page,
        quote,
    }
    .render()
    .unwrap_or_else(|e| format!("{}: {e}", page.heading));
    let mut dressed = (status, body).into_response();
    dressed.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    if status == StatusCode::TOO_MANY_REQUESTS {
        dressed
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    dressed
}
