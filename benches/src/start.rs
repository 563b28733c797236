//! From the start of the program to the first page of somebody who signs in, and the memory that it takes.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use loopback::{Connection, get, post};
use service::demo;

use crate::time::now;

/// How long a start may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a start came to.
#[derive(Debug, Clone, Copy)]
pub struct Started {
    /// Until the home page of the first persona was there.
    pub first_page: Duration,
    /// The most memory that was resident by then, in bytes.
    pub resident: u64,
}

/// Starts a program on the council in a folder, opens the first page, and ends the program.
pub fn start(program: &Path, data: &Path) -> anyhow::Result<Started> {
    let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    let begun = now();
    let child = Command::new(program)
        .args(["demo", "--listen", &address.to_string(), "--data"])
        .arg(data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))?;
    let child = Ended(child);
    let mut connection = loop {
        match Connection::open(address) {
            Ok(connection) => break connection,
            Err(_) if begun.elapsed() < PATIENCE => std::thread::yield_now(),
            Err(error) => return Err(error),
        }
    };
    let answer = first_page(&mut connection, address)?;
    ensure!(answer == 200, "status {answer} for the first page");
    Ok(Started {
        first_page: begun.elapsed(),
        resident: resident(child.0.id())?,
    })
}

fn first_page(connection: &mut Connection, address: SocketAddr) -> anyhow::Result<u16> {
    let persona = demo::personas().into_iter().next().context("no persona")?;
    let form = [("person", persona.person.as_str()), ("to", "/")];
    let answer = connection.send(&post("/sign-in", &address.to_string(), "", &form))?;
    let cookie = answer
        .header("set-cookie")
        .and_then(|cookie| cookie.split(';').next())
        .context("signing in gave no cookie")?;
    Ok(connection.send(&get("/", cookie))?.status)
}

fn resident(process: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes: u64 = kilobytes
        .context("no memory in the status")?
        .trim()
        .parse()?;
    Ok(kilobytes * 1024)
}

/// A program that is ended with this value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
