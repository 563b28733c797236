//! The program `wardroom` as a child process, with a folder of its own.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use loopback::{Connection, post};

/// The program that was built for this test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_wardroom");

/// A folder that is removed at the end.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one.
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("wardroom-it-{}-{n}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the program to its end.
pub fn run(arguments: &[String]) -> Output {
    let output = Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::null())
        .output();
    output.expect("the program starts")
}

/// The demo, listening. Killed when dropped.
pub struct Demo {
    child: Child,
    /// Held open: the program would fail to print to a closed pipe.
    _output: BufReader<ChildStdout>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Demo {
    /// Starts it on a port of the system's choice and waits until it says where it is open.
    pub fn start(place: &[String]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["demo", "--listen", "127.0.0.1:0", "--enquiries", "5"])
            .args(place)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(
                output.read_line(&mut line).unwrap() > 0,
                "the demo ended before it was open"
            );
            if let Some(rest) = line.split("http://").nth(1) {
                break rest
                    .trim_end()
                    .trim_end_matches('/')
                    .parse()
                    .expect("an address");
            }
        };
        Self {
            child,
            _output: output,
            address,
        }
    }

    /// Signs in as a persona and gives the cookie.
    pub fn sign_in(&self, person: &str) -> String {
        let form = [("person", person), ("to", "/")];
        let request = post("/sign-in", &self.address.to_string(), "", &form);
        let answer = Connection::open(self.address)
            .unwrap()
            .send(&request)
            .unwrap();
        let cookie = answer.header("set-cookie").expect("a cookie");
        cookie.split(';').next().unwrap_or_default().to_owned()
    }

    /// Kills it as a power cut would: no signal that it could handle.
    pub fn kill(&mut self) {
        self.child.kill().expect("the program runs");
        self.child.wait().expect("the program ends");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
