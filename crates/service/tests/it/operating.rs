//! What whoever runs the server sees: whether it is ready, figures, log lines that tell of nobody, and a stop
//! in good order.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use loopback::{Connection, get};
use service::config::{Log, LogForm, LogLevel};
use service::running::log;

use crate::house::{Browser, house};
use crate::program::{Folder, PROGRAM, run};
use crate::town::{damp, town};

/// Lines kept in memory.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("lines").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("lines").clone()).expect("text")
    }
}

#[tokio::test]
async fn the_log_of_a_day_s_work_names_nobody_and_nothing() {
    let kept = Kept::default();
    let to = kept.clone();
    let everything = Log {
        form: LogForm::Json,
        level: LogLevel::Debug,
    };
    // As it is before the guard at the very end, which would hide what must not be there at all.
    let _writes = tracing::subscriber::set_default(log::subscriber(everything, move || to.clone()));
    let town = town().await;
    let reference = town.raise(&town.persona("member"), None, damp()).await;
    let reference = reference.expect("an enquiry");
    for persona in [
        "member",
        "officer",
        "manager",
        "democratic-services",
        "monitoring-officer",
    ] {
        let visitor = town.visit_as(persona).await;
        for page in [
            "/",
            "/enquiries",
            "/directory",
            "/search?q=damp+wall",
            "/audit",
        ] {
            visitor.get(page).await;
        }
        visitor.get(&format!("/enquiries/{reference}")).await;
        visitor.get("/enquiries/ENQ-0000-000").await;
        visitor.get("/Zaphod/Beeblebrox?name=Zaphod").await;
        let words = [("words", "Mrs Beeblebrox of 12 Mill Road")];
        visitor
            .post(&format!("/enquiries/{reference}/note"), &words)
            .await;
        let raise = [("title", "Zaphod"), ("step", "send")];
        visitor.post("/enquiries/raise", &raise).await;
    }
    town.operations.seal().await;
    // A fault of ours is logged too, by its route.
    town.operations
        .store()
        .tamper("DROP TABLE notice")
        .await
        .expect("gone");
    let officer = town.visit_as("officer").await;
    let fault = officer.get("/notices").await;
    assert_eq!(fault.status, StatusCode::INTERNAL_SERVER_ERROR);

    let lines = kept.text();
    assert!(lines.lines().count() > 40, "{lines}");
    for line in lines.lines() {
        let one: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(
            one["timestamp"].is_string() && one["level"].is_string(),
            "{line}"
        );
    }
    assert!(
        lines.contains("\"route\":\"/enquiries/{reference}\""),
        "{lines}"
    );
    assert!(
        lines.contains("\"route\":\"/notices\"") && lines.contains("\"fault\":"),
        "{lines}"
    );
    let mut telling: BTreeSet<String> = [
        "Beeblebrox",
        "Zaphod",
        "damp",
        "Damp",
        "wall",
        "Mill",
        "@",
        "wardroom=",
    ]
    .map(str::to_owned)
    .into();
    telling.extend(town.references().iter().map(ToString::to_string));
    telling.insert("ENQ-0000-000".to_owned());
    let council = town.operations.council().await.expect("a council");
    for person in council.directory.people() {
        telling.insert(person.to_string());
        telling.insert(council.directory.name(person));
    }
    for word in telling {
        assert!(!lines.contains(&word), "`{word}` in {lines}");
    }
}

#[tokio::test]
async fn readiness_tells_whether_and_never_why() {
    let house = house(None).await;
    let mut nobody = Browser::of(&house);
    assert_eq!(nobody.get("/healthz").await.body, "alive\n");
    let early = nobody.get("/readyz").await;
    assert_eq!(early.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(early.body, "not ready\n");
    house.operations.seal().await;
    let ready = nobody.get("/readyz").await;
    assert_eq!(
        (ready.status, ready.body.as_str()),
        (StatusCode::OK, "ready\n")
    );
    let store = house.operations.store();
    store
        .tamper("DELETE FROM schema_migration WHERE version > 3")
        .await
        .expect("gone");
    let behind = nobody.get("/readyz").await;
    assert_eq!(behind.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(behind.body, "not ready\n");
    let request = Request::get("/healthz");
    assert_eq!(
        nobody.ask(request, Body::empty()).await.status,
        StatusCode::OK
    );
}

/// A council that is served as a program of its own, with figures.
pub struct Served {
    child: Child,
    /// Where the pages are.
    pub pages: SocketAddr,
    /// Where the figures are.
    pub figures: SocketAddr,
    /// What it writes to standard error.
    errors: std::process::ChildStderr,
}

impl Served {
    /// Makes the database in a folder, and serves it with letters to a folder.
    pub fn start(folder: &Folder) -> Self {
        let at = folder.path().display().to_string();
        let made = run(&["migrate".into(), "--data".into(), format!("{at}/data")]);
        assert!(made.status.success());
        let mut child = Command::new(PROGRAM)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
                &format!("{at}/data"),
            ])
            .env("WARDROOM_SERVE_ADDRESS", "http://127.0.0.1:8080")
            .env("WARDROOM_SERVE_METRICS", "127.0.0.1:0")
            .env("WARDROOM_MAIL_FOLDER", format!("{at}/letters"))
            .env("WARDROOM_MAIL_FROM", "wardroom@council.example")
            .env("WARDROOM_LOG_FORM", "json")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut address = |before: &str, after: char| {
            let line = lines.next().expect("a line").expect("text");
            let rest = line
                .split(before)
                .nth(1)
                .unwrap_or_else(|| panic!("{line}"));
            let address = rest.split(after).next().unwrap_or_default();
            address.parse().unwrap_or_else(|_| panic!("{line}"))
        };
        let figures = address("http://", '/');
        let pages = address("listening on ", ')');
        Self {
            errors: child.stderr.take().expect("a pipe"),
            child,
            pages,
            figures,
        }
    }

    /// Asks it to end as a service manager does; gives how it ended and what it wrote.
    pub fn stop(mut self) -> (ExitStatus, String) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .expect("kill")
                .success()
        );
        let mut said = String::new();
        // Ends when the program does.
        io::Read::read_to_string(&mut self.errors, &mut said).expect("text");
        (self.child.wait().expect("its end"), said)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn figures_have_a_door_of_their_own_and_the_program_stops_in_good_order() {
    let folder = Folder::new();
    let served = Served::start(&folder);
    let mut pages = Connection::open(served.pages).expect("a connection");
    let ready = (0..100).any(|_| {
        let answer = pages.send(&get("/readyz", "")).expect("an answer");
        answer.status == 200 || {
            let wait = std::sync::mpsc::channel::<()>().1;
            let _ = wait.recv_timeout(Duration::from_millis(50));
            false
        }
    });
    assert!(ready);
    assert_eq!(
        pages.send(&get("/sign-in", "")).expect("an answer").status,
        200
    );
    // Not beside the pages, where everybody is.
    assert_ne!(
        pages.send(&get("/metrics", "")).expect("an answer").status,
        200
    );
    let answer = Connection::open(served.figures)
        .expect("a connection")
        .send(&get("/metrics", ""));
    let text = String::from_utf8(answer.expect("an answer").body).expect("text");
    for line in [
        "wardroom_requests_total{method=\"GET\",route=\"/sign-in\",status=\"200\"} 1",
        "wardroom_job_runs_total{job=\"seal\",outcome=\"done\"}",
        "wardroom_request_seconds_count{route=\"none\"} 1",
        "wardroom_commit_seconds_count 0",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    // A connection that is kept open holds nothing up.
    let pages_at = served.pages;
    let (ended, said) = served.stop();
    assert!(ended.success(), "{said}");
    assert!(said.contains("\"message\":\"stopped\""), "{said}");
    assert!(Connection::open(pages_at).is_err());
}

#[test]
fn nothing_is_served_without_a_way_to_sign_in_or_without_an_address() {
    let folder = Folder::new();
    let set_up = folder.path().join("wardroom.toml");
    let data = folder.path().join("data").display().to_string();
    let mail = "[mail]\nfrom = 'Wardroom <wardroom@council.example>'\nfolder = 'letters'\n";
    for (text, why) in [
        ("", "there is no way to sign in"),
        ("[sign-in]\nlink = false\n", "there is no way to sign in"),
        (mail, "`serve.address` is missing"),
    ] {
        std::fs::write(&set_up, text).expect("a file");
        let place = ["--config", &set_up.display().to_string(), "--data", &data];
        let asked = ["serve", "--listen", "127.0.0.1:0"]
            .into_iter()
            .chain(place);
        let ended = crate::program::run(&asked.map(str::to_owned).collect::<Vec<_>>());
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(1), "{said}");
        assert!(
            said.contains("will not listen on") && said.contains(why),
            "{said}"
        );
        assert!(!std::path::Path::new(&data).exists(), "nothing was begun");
    }
}
