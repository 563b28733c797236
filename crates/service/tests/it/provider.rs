//! npm's certified `oidc-provider` as the council's sign-in service: started by the test, spoken to over
//! loopback, and gone with it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use loopback::{Answer, Connection};

/// The service, running.
pub struct Provider {
    child: Child,
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

impl Provider {
    /// Starts it for a product at `base`; none, with a line that says so, where Node 20 or the package is
    /// missing. `WARDROOM_REQUIRE_ALL` turns that into a failure.
    pub fn start(base: &str) -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let node = Command::new("node").arg("--version").output();
        let version = node.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
        let major = version.unwrap_or_default();
        let major = major
            .trim_start_matches('v')
            .split('.')
            .next()
            .map(str::to_owned);
        let new_enough = major
            .and_then(|n| n.parse::<u32>().ok())
            .is_some_and(|n| n >= 20);
        if !new_enough || !root.join("node_modules/oidc-provider").exists() {
            let needs = "signing in at a real OpenID provider (needs Node 20 and `npm ci`)";
            assert!(
                std::env::var("WARDROOM_REQUIRE_ALL").is_err(),
                "missing: {needs}"
            );
            eprintln!("skipped: {needs}");
            return None;
        }
        let mut child = Command::new("node")
            .arg(root.join("tests/provider/provider.mjs"))
            .arg(base)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("node starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let port = loop {
            let line = lines
                .next()
                .expect("the provider is ready")
                .expect("a line");
            if let Some(port) = line.strip_prefix("ready ") {
                break port.parse().expect("a port");
            }
        };
        Some(Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            cookies: BTreeMap::new(),
        })
    }

    /// How it names itself.
    pub fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Who signs in next.
    pub fn account(&self, claims: &serde_json::Value) {
        let body = claims.to_string();
        self.control("/control/account", &body);
    }

    /// Signs with another key from now on.
    pub fn rotate(&self) {
        self.control("/control/rotate", "");
    }

    /// Puts its clock forward, or back.
    pub fn skew(&self, seconds: i64) {
        self.control(&format!("/control/skew?seconds={seconds}"), "");
    }

    /// What it last said of a session that it ended, as it sends it.
    pub fn told(&self) -> String {
        let request = format!(
            "GET /control/told HTTP/1.1\r\nhost: {}\r\n\r\n",
            self.address
        );
        String::from_utf8(self.ask(&request).body).expect("text")
    }

    /// What it would say of an ended session with these claims, signed by its key.
    pub fn ends(&self, claims: &serde_json::Value) -> String {
        let body = claims.to_string();
        let request = format!(
            "POST /control/ends HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        String::from_utf8(self.ask(&request).body).expect("text")
    }

    /// Signs out at the service itself, with nobody coming back to us.
    pub fn sign_out(&mut self) {
        let asks = self.open("/session/end").expect_err("a page that asks");
        let xsrf = asks.split("name=\"xsrf\" value=\"").nth(1).expect("a form");
        let xsrf = xsrf.split('"').next().unwrap_or_default();
        let form = format!("xsrf={xsrf}&logout=yes");
        self.post("/session/end/confirm", &form)
            .expect_err("a page that says so");
    }

    fn control(&self, path: &str, body: &str) {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        let answer = self.ask(&request);
        assert_eq!(answer.status, 200, "{path}");
    }

    fn ask(&self, request: &str) -> Answer {
        let mut connection = Connection::open(self.address).expect("the provider listens");
        connection.send(request.as_bytes()).expect("an answer")
    }

    /// A browser that has never been here.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Opens an address of the service as the browser would, and follows it until it leads away: gives
    /// that address, or the page that it ends on.
    pub fn open(&mut self, address: &str) -> Result<String, String> {
        self.follow("GET", address, "")
    }

    /// Sends a form of one of its pages.
    pub fn post(&mut self, address: &str, body: &str) -> Result<String, String> {
        self.follow("POST", address, body)
    }

    fn follow(&mut self, method: &str, address: &str, body: &str) -> Result<String, String> {
        let (mut method, mut body) = (method, body);
        let mut path = self.path(address).expect("an address of the provider");
        for _ in 0..10 {
            let cookies: Vec<_> = self
                .cookies
                .iter()
                .map(|(k, v)| format!("{k}={v}"))
                .collect();
            let request = format!(
                "{method} {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\ncookie: {}\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
                self.address,
                cookies.join("; "),
                body.len()
            );
            let answer = self.ask(&request);
            self.keep(&answer);
            let Some(to) = answer.header("location") else {
                return Err(String::from_utf8_lossy(&answer.body).into_owned());
            };
            match self.path(to) {
                Some(next) => path = next,
                None => return Ok(to.to_owned()),
            }
            (method, body) = ("GET", "");
        }
        panic!("the provider leads in circles")
    }

    fn keep(&mut self, answer: &Answer) {
        for line in answer.head.lines() {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            if !name.eq_ignore_ascii_case("set-cookie") {
                continue;
            }
            if let Some((name, value)) = value
                .trim()
                .split(';')
                .next()
                .and_then(|c| c.split_once('='))
            {
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
    }

    /// The path of an address of this service.
    fn path(&self, address: &str) -> Option<String> {
        if address.starts_with('/') {
            return Some(address.to_owned());
        }
        address.strip_prefix(&self.issuer()).map(str::to_owned)
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
