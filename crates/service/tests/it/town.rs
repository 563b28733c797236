//! A small demo, made once and copied for each test, so that no test sees what another did.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::enquiries::command::{Act, Raise};
use domain::enquiries::{Command, Enquiries, Event, State};
use domain::fresh::hex;
use domain::ids::{AppointmentId, PersonId, Stream};
use domain::reference::Reference;
use domain::register::{Recorded, Register as _};
use rusqlite::Connection;
use service::clock::Clock;
use service::demo::{self, Plan};
use service::entropy::Entropy;
use service::operations::{
    ActError, Done, Erasable, Operations, Options, Protocols, Subject, ToErase,
};
use service::web::{App, routes::router};
use store::Store;
use tokio::sync::OnceCell;
use tower::ServiceExt as _;

/// How many enquiries the shared demo holds.
const ENQUIRIES: usize = 60;

/// A folder that goes with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("wardroom-it-{}-{n}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self) -> PathBuf {
        self.0.join("wardroom.sqlite")
    }

    /// Every byte that the database keeps.
    pub fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(&self.0).expect("a folder");
        let read = files.map(|file| std::fs::read(file.expect("a file").path()).expect("bytes"));
        read.flatten().collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A demo of a pack in a new database.
pub async fn build(file: &Path, pack: &str, enquiries: usize) -> Operations {
    build_plan(file, &Plan::new(pack, enquiries).expect("a pack")).await
}

async fn build_plan(file: &Path, plan: &Plan) -> Operations {
    let store = Store::open_sqlite(file).expect("a database");
    store.migrate().await.expect("its tables");
    let clock = Clock::shown(demo::begins_at());
    let entropy = Entropy::seeded(demo::SEED);
    let operations = Operations::new(store, clock, entropy, Operations::shipped_protocols());
    demo::build(&operations, plan, &mut |_| ())
        .await
        .expect("a demo");
    operations
}

/// The shared demo as a file, made by the first test that asks for this build of the tests. Every test
/// may be a process of its own.
async fn made() -> &'static Path {
    static MADE: OnceCell<PathBuf> = OnceCell::const_new();
    MADE.get_or_init(make).await
}

async fn make() -> PathBuf {
    let exe = std::env::current_exe().expect("this program");
    let built = std::fs::metadata(&exe).and_then(|m| m.modified());
    let built = built.expect("when it was built");
    let since = built.duration_since(std::time::UNIX_EPOCH);
    let name = format!("demo-{}.sqlite", since.expect("a date").as_nanos());
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if !kept.exists() {
        let folder = Folder::new();
        let operations = build(&folder.file(), "cambridge-updated", ENQUIRIES).await;
        drop(operations);
        let whole = folder.0.join("whole.sqlite");
        copy(&folder.file(), &whole);
        let beside = kept.with_extension(format!("{}", std::process::id()));
        std::fs::copy(&whole, &beside).expect("a copy");
        std::fs::rename(&beside, &kept).expect("its place");
    }
    kept
}

/// A copy of a database with everything that is committed.
fn copy(from: &Path, to: &Path) {
    let connection = Connection::open(from).expect("the database");
    let to = to.to_str().expect("a plain path");
    connection
        .execute("VACUUM INTO ?1", [to])
        .expect("a whole copy");
}

/// The council of one test.
pub struct Town {
    pub operations: Operations,
    pub app: App,
    pub folder: Folder,
}

/// A council with a member and an officer at their browsers.
pub struct Visited {
    pub town: Town,
    pub member: Visitor,
    pub officer: Visitor,
}

impl Visited {
    pub async fn of(town: Town) -> Self {
        let member = town.visit_as("member").await;
        let officer = town.visit_as("officer").await;
        Self {
            town,
            member,
            officer,
        }
    }

    /// An enquiry of the member.
    pub async fn raise(&self) -> Reference {
        let member = self.town.persona("member");
        let raised = self.town.raise(&member, None, damp()).await;
        raised.expect("an enquiry")
    }
}

/// The council that a plan makes.
pub async fn under(plan: &Plan) -> Town {
    let folder = Folder::new();
    let operations = build_plan(&folder.file(), plan).await;
    Town {
        app: App::demo(operations.clone()),
        operations,
        folder,
    }
}

/// The packs of the product, read once for every town of this process.
pub fn protocols() -> Protocols {
    static READ: OnceLock<Protocols> = OnceLock::new();
    READ.get_or_init(Operations::shipped_protocols).clone()
}

pub async fn town() -> Town {
    let folder = Folder::new();
    std::fs::copy(made().await, folder.file()).expect("a copy of the demo");
    let store = Store::open_sqlite(&folder.file()).expect("a database");
    let shown = demo::shown_at(&store).await.expect("an answer");
    let clock = Clock::shown(shown.expect("a demo"));
    let operations = Operations::new(store, clock, Entropy::seeded([9; 32]), protocols());
    let app = App::demo(operations.clone());
    Town {
        operations,
        app,
        folder,
    }
}

impl Town {
    /// The persona with this key.
    pub fn persona(&self, key: &str) -> PersonId {
        let mut all = self.app.personas().iter();
        let found = all.find(|persona| persona.key == key);
        found.expect("a persona").person.clone()
    }

    /// Moves the time to a moment of London's clock, as `2026-04-02T10:00`.
    pub fn set(&self, london: &str) {
        let zoned = format!("{london}[Europe/London]");
        let zoned: jiff::Zoned = zoned.parse().expect("a moment");
        self.operations.clock().set(zoned.timestamp());
    }

    /// The member's seat of a persona.
    pub async fn seat(&self, person: &PersonId) -> AppointmentId {
        let council = self.operations.council().await.expect("a council");
        let today = self.operations.today();
        let mut held = council.directory.appointments_of(person, today);
        let seat = held.find(|a| a.role.kind() == domain::directory::RoleKind::Member);
        seat.expect("a seat").id.clone()
    }

    /// Carries out an act as somebody.
    pub async fn act(
        &self,
        person: &PersonId,
        reference: &Reference,
        act: Act,
    ) -> Result<Done, ActError> {
        let actor = self.operations.actor(person, None).await?;
        let subject = Subject::Case(reference.clone());
        self.operations
            .act::<Enquiries>(&actor, subject, Command::from(act), Options::default())
            .await
    }

    /// Raises an enquiry as somebody, perhaps for a member.
    pub async fn raise(
        &self,
        person: &PersonId,
        acting_for: Option<AppointmentId>,
        raise: Raise,
    ) -> Result<Reference, ActError> {
        let actor = self.operations.actor(person, acting_for).await?;
        let command = Command::from(Act::Raise(Box::new(raise)));
        let done = self
            .operations
            .act::<Enquiries>(&actor, Subject::New, command, Options::default())
            .await?;
        Ok(done.reference)
    }

    /// Erases all words of a record of any register, as somebody.
    pub async fn erase(&self, person: &PersonId, reference: &Reference) -> Result<Done, ActError> {
        let actor = self.operations.actor(person, None).await?;
        let what = ToErase {
            reference: reference.clone(),
            which: Erasable::All,
            ground: "UK GDPR, Article 17".to_owned(),
        };
        self.operations
            .erase_words(&actor, what, Options::default())
            .await
    }

    /// Writes down what was erased, as an operator keeps it beside the backups.
    pub async fn keep_erasures(&self, file: &Path) {
        let erased = self.operations.store().erasures().await.expect("a ledger");
        let lines: Vec<_> = erased
            .iter()
            .map(|one| serde_json::to_string(one).expect("JSON"))
            .collect();
        std::fs::write(file, lines.join("\n")).expect("a ledger");
    }

    /// The case as the log tells it, whoever may read it.
    pub async fn state(&self, reference: &Reference) -> State {
        let stream = Stream::case(Enquiries::NAME, reference);
        let events = self.events(&stream).await.into_iter();
        let state = events.fold(None, |state, event| Enquiries::evolve(state, &event));
        state.expect("a case")
    }

    /// The events of a case.
    pub async fn events(&self, stream: &Stream) -> Vec<Recorded<Event>> {
        let stored = self.operations.store().load(stream, 0).await;
        let stored = stored.expect("the log").into_iter();
        let recorded = stored.map(|event| Recorded {
            version: event.version,
            at: event.at,
            actor: event.actor,
            event: serde_json::from_str(&event.payload).expect("an event"),
        });
        recorded.collect()
    }

    /// Every enquiry there is.
    pub fn references(&self) -> Vec<Reference> {
        let rows = self
            .rows("SELECT reference FROM cases WHERE register = 'enquiries' ORDER BY reference");
        let parsed = rows.iter().map(|row| row.trim_matches('"').parse());
        parsed.map(|one| one.expect("a reference")).collect()
    }

    /// What a statement finds, each row as one text of all its columns.
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let connection = Connection::open(self.folder.file()).expect("the database");
        let mut statement = connection.prepare(sql).expect("a statement");
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let cells = (0..columns).map(|n| {
                let value: rusqlite::types::Value = row.get(n)?;
                Ok(match value {
                    rusqlite::types::Value::Text(text) => format!("{text:?}"),
                    rusqlite::types::Value::Blob(bytes) => hex(&bytes),
                    other => format!("{other:?}"),
                })
            });
            Ok(cells
                .collect::<Result<Vec<_>, rusqlite::Error>>()?
                .join("|"))
        });
        let rows = rows.expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }

    /// How many events there are.
    pub fn events_count(&self) -> String {
        self.rows("SELECT count(*) FROM events").remove(0)
    }

    /// Runs the program on the council: whether it was done, what it printed and what it complained of.
    pub fn command(&self, words: &[&str]) -> (bool, String, String) {
        let folder = self.folder.path().display().to_string();
        let asked = words.iter().copied().chain(["--data", &folder]);
        let asked: Vec<_> = asked.map(str::to_owned).collect();
        let done = crate::program::run(&asked);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (done.status.success(), text(done.stdout), text(done.stderr))
    }

    /// What a command prints that is done.
    #[track_caller]
    pub fn printed(&self, words: &[&str]) -> String {
        let (done, out, err) = self.command(words);
        assert!(done, "{words:?}: {err}");
        out
    }

    /// Somebody at a browser.
    pub async fn visit(&self, person: &PersonId) -> Visitor {
        let token = self.app.begin_session(person).await.expect("a session");
        Visitor {
            pages: router(self.app.clone()),
            cookie: Some(format!("wardroom={token}")),
        }
    }

    /// A persona at a browser.
    pub async fn visit_as(&self, key: &str) -> Visitor {
        self.visit(&self.persona(key)).await
    }
}

/// An enquiry about damp, which is for the officers of housing repairs.
pub fn damp() -> Raise {
    Raise {
        title: "Damp in a flat".to_owned(),
        body: "When will the wall be treated?".to_owned(),
        service: Some("housing-repairs".parse().expect("a slug")),
        ..Raise::default()
    }
}

/// Somebody at a browser, signed in or not.
#[derive(Clone)]
pub struct Visitor {
    /// The product, put together once for all that this visitor asks.
    pub pages: Router,
    pub cookie: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: Vec<(String, String)>,
    pub to: Option<String>,
    pub body: String,
}

impl Answer {
    /// Whether the page holds these words, as they stand between tags.
    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.body.contains(words), "no `{words}` in {}", self.main());
    }

    /// The page without what every page has around it.
    pub fn main(&self) -> &str {
        let start = self.body.find("<main").unwrap_or(0);
        let end = self.body.find("</main>").unwrap_or(self.body.len());
        self.body.get(start..end).unwrap_or(&self.body)
    }

    /// The value of a hidden or typed field.
    pub fn value(&self, name: &str) -> String {
        let tags = self.body.split("<input").skip(1);
        let mut tags = tags.filter_map(|rest| rest.split('>').next());
        let named = format!("name=\"{name}\"");
        let tag = tags.find(|tag| tag.contains(&named));
        let tag = tag.unwrap_or_else(|| panic!("no field `{name}` in {}", self.main()));
        let value = tag.split("value=\"").nth(1);
        let value = value.and_then(|rest| rest.split('"').next());
        value.unwrap_or_default().to_owned()
    }

    /// The reference that the answer leads to.
    pub fn reference(&self) -> Reference {
        let to = self.to.as_deref().unwrap_or_default();
        let part = to.split(['/', '?', '#']).nth(2);
        let parsed = part.and_then(|part| part.parse().ok());
        parsed.unwrap_or_else(|| panic!("no reference in {to:?}: {}", self.main()))
    }
}

impl Visitor {
    pub async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request.header(header::HOST, "127.0.0.1:8080");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body).expect("a request");
        let response = self.pages.clone().oneshot(request).await;
        let response = response.expect("an answer");
        let status = response.status();
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), format!("{value:?}")));
        let headers = headers.collect();
        let to = response.headers().get(header::LOCATION);
        let to = to.map(|to| to.to_str().expect("an address").to_owned());
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        let body = body.expect("a body").to_vec();
        // Bytes that are no text, a PDF for one, are kept sign by sign, so that two answers still compare.
        let body = String::from_utf8(body)
            .unwrap_or_else(|no| no.as_bytes().iter().copied().map(char::from).collect());
        Answer {
            status,
            headers,
            to,
            body,
        }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address), Body::empty()).await
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| {
            let bytes = text.bytes().map(|byte| format!("%{byte:02X}"));
            bytes.collect::<String>()
        };
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let form = "application/x-www-form-urlencoded";
        let request = Request::post(address).header(header::CONTENT_TYPE, form);
        self.ask(request, Body::from(body)).await
    }

    /// A form with a file.
    pub async fn send(
        &self,
        address: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Answer {
        self.send_as("file", address, fields, file).await
    }

    /// A form with a file in a field of this name.
    pub async fn send_as(
        &self,
        field: &str,
        address: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let (name, bytes) = file;
        let part = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let form = "multipart/form-data; boundary=edge";
        let request = Request::post(address).header(header::CONTENT_TYPE, form);
        self.ask(request, Body::from(body)).await
    }
}
