//! A council whose people sign in as themselves, and a browser that keeps its cookies.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::directory::{Details, DirectoryCommand, NewAppointment, Role, Team, TeamKind};
use service::clock::Clock;
use service::config::OpenId;
use service::entropy::Entropy;
use service::openid::Service;
use service::operations::{Keeper, Operations};
use service::web::{App, Others, routes::router, sign_in::Ways};
use store::Store;
use tower::ServiceExt as _;

use crate::provider::Provider;
use crate::town::{Answer, Folder};

/// Where the council’s people open it.
pub const BASE: &str = "https://wardroom.council.example";

/// A council of Ada, who keeps its facts, and Ben, who has left.
pub struct House {
    pub operations: Operations,
    pub app: App,
    _folder: Folder,
}

/// On the machine's own clock: the provider has one too.
pub async fn house(openid: Option<&str>) -> House {
    let folder = Folder::new();
    let store = Store::open_sqlite(&folder.file()).expect("a database");
    store.migrate().await.expect("its tables");
    let protocols = Operations::shipped_protocols();
    let operations = Operations::new(store, Clock::Machine, Entropy::Machine, protocols);
    let today = operations.today();
    let team = |slug: &str, name: &str| DirectoryCommand::RecordTeam {
        on: today,
        team: Team {
            id: slug.parse().expect("a slug"),
            name: name.to_owned(),
            kind: TeamKind::Team,
            part_of: None,
            email: None,
            phone: None,
            from: today,
            to: None,
        },
    };
    let person = |id: &str, name: &str| DirectoryCommand::AddPerson {
        person: Some(id.parse().expect("a slug")),
        details: Details {
            name: name.to_owned(),
            email: Some(format!("{id}@council.example")),
            ..Details::default()
        },
    };
    let commands = vec![
        team("democratic-services", "Democratic Services"),
        team("contact-centre", "Contact Centre"),
        person("ada", "Ada Quill"),
        person("ben", "Ben Marl"),
        DirectoryCommand::Appoint(NewAppointment {
            appointment: None,
            person: "ada".parse().expect("a slug"),
            role: Role::TeamMember {
                team: "democratic-services".parse().expect("a slug"),
            },
            from: today,
            to: None,
            job_share: false,
        }),
    ];
    let made = operations.keep_directory(Keeper::Operator, commands, None);
    made.await.expect("a directory");
    House::of(operations, folder, openid)
}

impl House {
    /// A council whose people sign in at the service with this issuer, or by links.
    pub fn of(operations: Operations, folder: Folder, openid: Option<&str>) -> Self {
        let ways = Ways {
            openid: openid.map(signs_in_at),
            link_minutes: Some(15),
        };
        Self {
            app: App::council(operations.clone(), ways, Others::default()),
            operations,
            _folder: folder,
        }
    }
}

/// The council’s sign-in service with this issuer.
fn signs_in_at(issuer: &str) -> Arc<Service> {
    let text = format!(
        "name = 'your council account'\nissuer = '{issuer}'\nclient-id = 'wardroom'\n\
             client-secret = 'a-secret-for-the-tests'\n\
             [[posts]]\nvalue = 'Contact Centre'\n\
             post = {{ office = 'team-member', team = 'contact-centre' }}\n"
    );
    let set_up: OpenId = toml::from_str(&text).expect("a set-up");
    Arc::new(Service::new(set_up, BASE))
}

/// A browser with its cookies.
pub struct Browser {
    pages: Router,
    pub cookies: BTreeMap<String, String>,
    pub refresh: Option<String>,
}

impl Browser {
    pub fn of(house: &House) -> Self {
        Self {
            pages: router(house.app.clone()),
            cookies: BTreeMap::new(),
            refresh: None,
        }
    }

    pub async fn get(&mut self, address: &str) -> Answer {
        self.ask(Request::get(address), Body::empty()).await
    }

    pub async fn post(&mut self, address: &str, form: &str) -> Answer {
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.ask(request, Body::from(form.to_owned())).await
    }

    pub async fn ask(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        let request = request
            .header(header::HOST, "wardroom.council.example")
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux) Firefox/140.0")
            .header(header::COOKIE, cookies.join("; "));
        let response = self
            .pages
            .clone()
            .oneshot(request.body(body).expect("a request"))
            .await
            .expect("an answer");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("text");
            assert!(
                text.starts_with("__Host-")
                    && text.contains("; Secure")
                    && text.contains("SameSite=Lax"),
                "{text}"
            );
            let (name, value) = text
                .split(';')
                .next()
                .and_then(|c| c.split_once('='))
                .expect("a pair");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let text = |name| {
            let value = response.headers().get(name)?;
            Some(value.to_str().expect("text").to_owned())
        };
        self.refresh = text(header::REFRESH);
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), format!("{value:?}")));
        let headers = headers.collect();
        let (status, to) = (response.status(), text(header::LOCATION));
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        let body = String::from_utf8(body.expect("a body").to_vec()).expect("text");
        Answer {
            status,
            headers,
            to,
            body,
        }
    }

    /// Goes to the provider and comes back with whatever it brings.
    pub async fn sign_in(&mut self, provider: &mut Provider, to: &str) -> Answer {
        let went = self.get(&format!("/sign-in/openid?to={to}")).await;
        assert_eq!(went.status, StatusCode::SEE_OTHER, "{}", went.main());
        let there = went.to.expect("an address");
        let back = provider.open(&there).expect("the provider lets them in");
        self.get(ours(&back)).await
    }

    pub async fn is_in(&mut self) -> bool {
        self.get("/sessions").await.status == StatusCode::OK
    }
}

/// An address of the product without its host.
pub fn ours(address: &str) -> &str {
    address.strip_prefix(BASE).expect("an address of ours")
}
