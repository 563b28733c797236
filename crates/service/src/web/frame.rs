//! What every page needs to know: who asks, the council, the menu, the date shown, what was just done.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Html;
use domain::access::Visible;
use domain::council::Council;
use domain::ids::PersonId;
use domain::register::Actor;
use jiff::Timestamp;
use jiff::civil::Date;

use super::App;
use super::assets::{self, ADDRESSES, Addresses};
use super::error::Problem;
use super::names::Names;

/// The person who is signed in, as pages need them.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Their name.
    pub name: String,
    /// Their first post in words, for example `member for Castle`.
    pub post: String,
    /// What kind of work their home is made for.
    pub desk: Desk,
    /// What they can see, and for whom they act.
    pub actor: Actor,
}

impl Signed {
    /// Who.
    pub fn person(&self) -> &PersonId {
        self.actor.person()
    }

    /// What they can see.
    pub fn visible(&self) -> &Visible {
        &self.actor.visible
    }
}

/// The kind of work that a home is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// An elected or co-opted member.
    Member,
    /// An officer with cases.
    Officer,
    /// A service manager, an Assistant Director or a Chief Officer.
    Manager,
    /// The Monitoring Officer or their deputy.
    MonitoringOfficer,
    /// Democratic services: the directory.
    Democratic,
    /// The contact centre: what found no service.
    ContactCentre,
}

/// What is found out once for a request, before anything handles it.
#[derive(Debug, Clone)]
pub struct Known {
    /// The council's facts.
    pub council: Arc<Council>,
    /// The time.
    pub now: Timestamp,
    /// Who asks.
    pub signed: Option<Arc<Signed>>,
}

/// One entry of the menu.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Where.
    pub href: &'static str,
    /// The words.
    pub text: String,
    /// Whether the page is within it.
    pub here: bool,
}

/// Something that everybody must know before going on, such as a vacant post.
#[derive(Debug, Clone)]
pub struct Warning {
    /// The sentence.
    pub text: String,
    /// The words of the link.
    pub link: String,
    /// Where it leads.
    pub href: String,
}

/// The parts of a page around its content.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// The page's title.
    pub title: String,
    /// The council's name.
    pub council: String,
    /// The style of the council's colour, if it has chosen one.
    pub colour: Option<String>,
    /// Who is signed in.
    pub signed: Option<Arc<Signed>>,
    /// The menu.
    pub nav: Vec<NavItem>,
    /// The demo's own date in words.
    pub shown_date: Option<String>,
    /// What is wrong with the council's posts.
    pub warnings: Vec<Warning>,
    /// What has just been done, in words.
    pub done: Option<String>,
}

impl Chrome {
    /// Whether the log is among what this person looks after.
    pub fn keeps_log(&self) -> bool {
        let signed = self.signed.as_ref();
        signed.is_some_and(|signed| signed.desk == Desk::MonitoringOfficer)
    }

    /// The addresses of styles and scripts.
    pub fn assets(&self) -> &'static Addresses {
        &ADDRESSES
    }
}

/// The request as pages see it. Without somebody signed in it serves the few open pages.
#[derive(Debug, Clone)]
pub struct Frame {
    app: App,
    uri: Uri,
    signed: Option<Arc<Signed>>,
    /// The council's facts, the same all through one request.
    pub council: Arc<Council>,
    /// The time of the request.
    pub now: Timestamp,
    /// Its day, in Europe/London.
    pub today: Date,
}

impl FromRequestParts<App> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let known = parts
            .extensions
            .get::<Known>()
            .expect("every request is identified before it is handled");
        Ok(Self {
            app: app.clone(),
            uri: parts.uri.clone(),
            signed: known.signed.clone(),
            council: known.council.clone(),
            now: known.now,
            today: super::words::day_of(known.now),
        })
    }
}

impl Frame {
    /// Where the request went.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Who is signed in, or nobody.
    pub fn signed(&self) -> Option<&Signed> {
        self.signed.as_deref()
    }

    /// One value of the address's query, without the blanks around it; none if it is empty.
    pub fn query(&self, name: &str) -> Option<String> {
        query_value(self.uri.query(), name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// The address's query as it was sent.
    pub fn raw_query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The same page for nobody: after signing out.
    #[must_use]
    pub fn nobody(mut self) -> Self {
        self.signed = None;
        self
    }

    /// What the handlers share.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The sign-in page that leads back here.
    pub fn sign_in_address(&self) -> String {
        let here = self.uri.path_and_query().map_or("/", |p| p.as_str());
        if here == "/" {
            "/sign-in".to_owned()
        } else {
            format!("/sign-in?to={}", percent(here))
        }
    }

    /// The page's surroundings.
    pub fn chrome(&self, title: &str) -> Chrome {
        // A page may show another day than today; what is around it does not.
        let today = super::words::day_of(self.now);
        Chrome {
            title: title.to_owned(),
            council: self.council.name.to_string(),
            colour: self
                .council
                .settings
                .value("council-colour", today)
                .and_then(|chosen| assets::colour_address(&chosen.value)),
            nav: self
                .signed
                .as_ref()
                .map_or_else(Vec::new, |signed| menu(signed, self.uri.path())),
            signed: self.signed.clone(),
            shown_date: self
                .app
                .operations()
                .clock()
                .is_shown()
                .then(|| super::words::date(today)),
            warnings: if self.signed.is_some() && routes_to_posts(self.uri.path()) {
                vacant_posts(&self.council, today)
            } else {
                Vec::new()
            },
            done: query_value(self.uri.query(), "done").and_then(|key| done_words(&key)),
        }
    }
}

/// A request of somebody who is signed in; anybody else is sent to sign in.
#[derive(Debug, Clone)]
pub struct Me {
    /// The page's surroundings.
    pub frame: Frame,
    /// Who asks.
    pub signed: Arc<Signed>,
}

impl FromRequestParts<App> for Me {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(frame) = <Frame as FromRequestParts<App>>::from_request_parts(parts, app).await;
        let signed = frame.signed.clone().ok_or(Problem::SignIn)?;
        Ok(Self { frame, signed })
    }
}

impl OptionalFromRequestParts<App> for Me {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        Ok(
            <Self as FromRequestParts<App>>::from_request_parts(parts, app)
                .await
                .ok(),
        )
    }
}

impl std::ops::Deref for Me {
    type Target = Frame;
    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl Me {
    /// What makes a double press of one form one act.
    pub fn act_token(&self) -> String {
        self.app.act_token(self.signed.person())
    }

    /// The page's surroundings.
    pub fn chrome(&self, title: &str) -> Chrome {
        self.frame.chrome(title)
    }
}

/// A page, or a no.
pub type Page = Result<Html<String>, Problem>;

/// Renders a page struct.
pub fn page(template: &impl askama::Template) -> Page {
    template.render().map(Html).map_err(Problem::fault)
}

fn menu(signed: &Signed, path: &str) -> Vec<NavItem> {
    let item = |href: &'static str, text: String| NavItem {
        href,
        here: if href == "/" {
            path == "/"
        } else {
            path == href
                || path
                    .strip_prefix(href)
                    .is_some_and(|rest| rest.starts_with('/'))
        },
        text,
    };
    let mut all = vec![
        item("/", "Home".to_owned()),
        item("/enquiries", "Enquiries".to_owned()),
        item("/registers", "Registers".to_owned()),
        item("/who-does-what", "Who does what".to_owned()),
        item("/notices", "Notices".to_owned()),
        item("/search", "Search".to_owned()),
        item("/performance", "Performance".to_owned()),
        item("/directory", "Directory".to_owned()),
        item("/protocol", "Protocol".to_owned()),
    ];
    if signed.desk == Desk::Member {
        all.retain(|entry| entry.href != "/directory");
    }
    all
}

/// The posts that the law requires and nobody holds, each with who acts meanwhile.
fn vacant_posts(council: &Council, today: Date) -> Vec<Warning> {
    let names = Names::on(council, today);
    let vacancies = council.directory.vacancies(today).into_iter();
    let statutory = vacancies.filter(domain::directory::Vacancy::is_statutory);
    statutory
        .map(|vacancy| {
            let post = names.role(&vacancy.role);
            let acting: Vec<_> = vacancy
                .acting
                .iter()
                .map(|acting| names.person(&acting.person))
                .collect();
            let meanwhile = if acting.is_empty() {
                "Nobody acts in it: what is sent to it waits.".to_owned()
            } else {
                format!("Meanwhile {} acts.", super::words::and(&acting))
            };
            Warning {
                text: format!("The post of {post} is vacant. {meanwhile}"),
                link: "See the directory".to_owned(),
                href: "/directory".to_owned(),
            }
        })
        .collect()
}

/// Whether a page is where people go on from to a post that the law requires: home, a form of an act or
/// of a new case, a refusal that names a way on.
fn routes_to_posts(path: &str) -> bool {
    path == "/"
        || path.ends_with("/new")
        || path.ends_with("/refused")
        || path.contains("/acts/")
        || path.starts_with("/directory")
}

/// What was just done, from the closed word in the address.
fn done_words(key: &str) -> Option<String> {
    let words = match key {
        "signed-in" => "You are signed in.",
        "signed-out" => "You are signed out.",
        "invited" => "The invitation is on its way.",
        "session-ended" => "That session is ended. Whoever used it must sign in again.",
        "saved" => "Your change is saved.",
        "discarded" => "It is discarded. It can be put back for thirty days.",
        "raised" => "The enquiry is raised. It is with the officers who deal with it.",
        "raised-some" => {
            "The enquiry is raised. The messages that are left here bring more files than it could take: \
             raise one of them with the others beside it, then take both enquiries as a campaign."
        }
        "draft" => "Your draft is kept. Only you can see it.",
        "read" => "Marked as read.",
        _ => {
            // An act of a register other than enquiries says which: `information.provide`.
            let (noun, act) = key.split_once('.').unwrap_or(("enquiries", key));
            let register = crate::registers::registered(noun)?;
            return (register.done)(act).map(str::to_owned);
        }
    };
    Some(words.to_owned())
}

/// One value of a query string.
pub fn query_value(query: Option<&str>, name: &str) -> Option<String> {
    let query = query?;
    super::posted::pairs(query.as_bytes())
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// A text as one value of a query string.
pub fn percent(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
