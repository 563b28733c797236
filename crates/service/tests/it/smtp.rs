//! npm's `smtp-server` as the council's mail server: started by the test, spoken to over loopback with a
//! certificate made for the test, and gone with it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde::Deserialize;

/// How long a letter may take to be printed after it was taken.
const PATIENCE: Duration = Duration::from_secs(5);

/// The server, running.
pub struct Smtp {
    child: Child,
    lines: Receiver<String>,
    pub port: u16,
    pub certificate: PathBuf,
}

/// A letter as the server took it.
#[derive(Debug, Deserialize)]
pub struct Taken {
    /// The sender on the envelope.
    pub from: String,
    /// The recipients on the envelope.
    pub to: Vec<String>,
    /// Who signed in.
    pub user: Option<String>,
    /// Over which connection it came.
    pub connection: String,
    text: String,
}

impl Taken {
    /// The letter with its soft line breaks and the signs that quoted-printable hides put right.
    pub fn text(&self) -> String {
        self.text.replace("=\r\n", "").replace("=3D", "=")
    }
}

impl Smtp {
    /// Starts it with `none`, `starttls` or `tls`, with its certificate in a folder; none, with a line that
    /// says so, where Node 20, the package or `openssl` is missing. `WARDROOM_REQUIRE_ALL` turns that into
    /// a failure.
    pub fn start(security: &str, folder: &Path) -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let (key, certificate) = (folder.join("mail.key"), folder.join("mail.pem"));
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
            ])
            .args(["-nodes", "-days", "2", "-subj", "/CN=localhost"])
            .args(["-addext", "subjectAltName=DNS:localhost"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .args([Path::new("-keyout"), &key, Path::new("-out"), &certificate])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        let node = Command::new("node").arg("--version").output().is_ok();
        if !made || !node || !root.join("node_modules/smtp-server").exists() {
            let needs = "sending over a real mail server (needs Node 20, `npm ci` and openssl)";
            assert!(
                std::env::var("WARDROOM_REQUIRE_ALL").is_err(),
                "missing: {needs}"
            );
            eprintln!("skipped: {needs}");
            return None;
        }
        let mut child = Command::new("node")
            .arg(root.join("tests/smtp/server.mjs"))
            .arg(security)
            .args([&key, &certificate])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("node starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (say, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        let first = lines.recv_timeout(Duration::from_secs(30)).expect("a line");
        let port = first.strip_prefix("ready ").expect("it is ready");
        Some(Self {
            child,
            lines,
            port: port.parse().expect("a port"),
            certificate,
        })
    }

    /// What it does with letters from now on.
    pub fn behave(&mut self, how: &str) {
        let input = self.child.stdin.as_mut().expect("a pipe");
        writeln!(input, "{how}").expect("it listens");
        let said = self.lines.recv_timeout(PATIENCE).expect("an answer");
        assert_eq!(said, format!("behaves {how}"));
    }

    /// The next letter that it took.
    pub fn next(&self) -> Taken {
        let line = self.lines.recv_timeout(PATIENCE).expect("a letter");
        serde_json::from_str(&line).expect("a letter")
    }

    /// So many letters, in the order of their recipients.
    pub fn several(&self, n: usize) -> Vec<Taken> {
        let mut all: Vec<_> = (0..n).map(|_| self.next()).collect();
        all.sort_by(|a, b| a.to.cmp(&b.to));
        all
    }

    /// That nothing more came.
    #[track_caller]
    pub fn nothing(&self) {
        let more = self.lines.recv_timeout(Duration::from_millis(200));
        assert_eq!(more, Err(RecvTimeoutError::Timeout));
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
