//! A private PostgreSQL cluster in a temporary folder, for tests: made, started and thrown away. And what
//! reading costs on SQLite, for tests of what may not differ and may not grow.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use domain::access::Visible;
use rusqlite::{Statement, StatementStatus};
use tokio_postgres::NoTls;

use crate::search::Effort;
use crate::{Filter, Listing, Page};

/// What the questions of this thread have cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// How many questions were asked.
    pub questions: u32,
    /// How many steps SQLite's machine took to answer them: it grows with every row that is visited.
    pub steps: u32,
}

thread_local! {
    static COST: Cell<Cost> = const { Cell::new(Cost { questions: 0, steps: 0 }) };
}

/// Counts a question that was answered to its end.
pub(crate) fn asked(statement: &Statement<'_>) {
    let steps = statement.reset_status(StatementStatus::VmStep);
    let steps = u32::try_from(steps).unwrap_or_default();
    COST.set(Cost {
        questions: COST.get().questions + 1,
        steps: COST.get().steps.saturating_add(steps),
    });
}

/// What the questions of this thread to SQLite have cost since this was last asked. Reads run on the
/// thread that asks, so on a runtime of one thread this is what one answer cost.
pub fn cost() -> Cost {
    COST.take()
}

impl crate::Store {
    /// Changes the database behind the store's back, as an intruder would, with a statement that both
    /// engines know; returns how many rows it changed.
    pub async fn tamper(&self, sql: &'static str) -> Result<u64, crate::Fault> {
        let statement = crate::value::Statement::new(sql, Vec::new());
        Ok(self.run(vec![statement]).await?.iter().sum())
    }

    /// Searches as [`Store::search`] does where what is few, and what is many, are so many cases.
    pub async fn search_where_few_is(
        &self,
        (few, many): (u64, u64),
        visible: &Visible,
        terms: &[String],
        filter: &Filter,
        page: &Page,
    ) -> Result<Listing, crate::Fault> {
        let effort = Effort { few, many };
        self.search_with(visible, terms, filter, page, effort).await
    }
}

/// Set to 1 to fail instead of skipping where PostgreSQL is not installed.
pub const REQUIRED: &str = "WARDROOM_REQUIRE_POSTGRES";

/// A running cluster. Dropping it stops the server and removes the folder.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    settings: String,
}

impl Cluster {
    /// Starts a cluster; none, with a line that says so, if PostgreSQL is not installed.
    ///
    /// # Panics
    /// If it is required by [`REQUIRED`] and not there, or if it does not start.
    pub fn start() -> Option<Self> {
        Self::start_with("")
    }

    /// Starts a cluster with more settings, for example `-c fsync=off`.
    ///
    /// # Panics
    /// As [`Cluster::start`].
    pub fn start_with(settings: &str) -> Option<Self> {
        let Some(programs) = programs() else {
            let required = std::env::var(REQUIRED).is_ok_and(|v| v == "1");
            assert!(!required, "PostgreSQL is required, but it is not installed");
            println!("skipped: PostgreSQL is not installed");
            return None;
        };
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let n = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("wardroom-postgres-{}-{n}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let cluster = Self {
            folder,
            programs,
            settings: settings.to_owned(),
        };
        if is_root() {
            let owned = Command::new("chown")
                .arg("postgres")
                .arg(&cluster.folder)
                .output();
            succeeded("chown", owned);
        }
        let data = cluster.data();
        let data = data.display();
        cluster.shell(&format!(
            "initdb -D {data} -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync"
        ));
        cluster.resume();
        Some(cluster)
    }

    /// Starts the server of a cluster that was stopped or killed.
    ///
    /// # Panics
    /// If it does not start.
    pub fn resume(&self) {
        let (data, folder) = (self.data(), self.folder.display());
        // The only address is a socket in the cluster's own folder.
        self.shell(&format!(
            "pg_ctl -D {} -w -t 60 -l {folder}/log -o \"-k {folder} -c listen_addresses= \
             -c max_connections=400 -c shared_buffers=64MB {}\" start",
            data.display(),
            self.settings
        ));
    }

    /// Starts the server anew so that it also listens on 127.0.0.1, over TLS, with this certificate and
    /// key in PEM; returns the port.
    ///
    /// # Panics
    /// If it does not start.
    pub fn listen_with_tls(&mut self, certificate: &str, key: &str) -> u16 {
        let free = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        for (name, pem) in [("server.crt", certificate), ("server.key", key)] {
            let file = self.data().join(name);
            std::fs::write(&file, pem).expect("a file for the server");
            if is_root() {
                let mut chown = Command::new("chown");
                succeeded("chown", chown.arg("postgres").arg(&file).output());
            }
            let mut chmod = Command::new("chmod");
            succeeded("chmod", chmod.arg("600").arg(&file).output());
        }
        self.shell(&format!(
            "pg_ctl -D {} -m fast -w stop",
            self.data().display()
        ));
        self.settings = format!("-c ssl=on -c listen_addresses=127.0.0.1 -c port={port}");
        self.resume();
        port
    }

    /// Kills the server and all its processes without a word of warning.
    ///
    /// # Panics
    /// If no process of the server is found.
    pub fn kill(&self) {
        let pid = std::fs::read_to_string(self.data().join("postmaster.pid")).expect("a pid file");
        let pid = pid.lines().next().expect("a first line").trim().to_owned();
        let children = Command::new("ps")
            .args(["-o", "pid=", "--ppid", &pid])
            .output();
        let children = succeeded("ps", children);
        let children = String::from_utf8_lossy(&children.stdout).into_owned();
        let mut kill = Command::new("kill");
        kill.arg("-9").arg(&pid).args(children.split_whitespace());
        // A child may have ended by itself meanwhile.
        let _ = kill.output();
        while Path::new("/proc").join(&pid).exists() {
            std::thread::yield_now();
        }
    }

    /// Makes an empty database and returns its address.
    ///
    /// # Panics
    /// If it cannot be made.
    pub async fn database(&self, name: &str) -> String {
        let admin = self.address("postgres");
        let (client, connection) = tokio_postgres::connect(&admin, NoTls)
            .await
            .expect("a connection");
        let served = tokio::spawn(connection);
        client
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .await
            .expect("a new database");
        drop(client);
        let _ = served.await;
        self.address(name)
    }

    /// The address of a database of this cluster.
    pub fn address(&self, name: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{folder}/{name}")
    }

    /// One of PostgreSQL's own programs, of the version that serves here.
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    /// Where the cluster keeps its files.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn shell(&self, command: &str) -> Output {
        let path = format!("PATH={}:$PATH {command}", self.programs.display());
        let mut shell = if is_root() {
            let mut su = Command::new("su");
            su.args(["postgres", "-s", "/bin/sh", "-c", &path]);
            su
        } else {
            let mut sh = Command::new("sh");
            sh.args(["-c", &path]);
            sh
        };
        shell.current_dir(&self.folder);
        succeeded(command, shell.output())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            let stop = format!(
                "pg_ctl -D {} -m immediate stop || true",
                self.data().display()
            );
            self.shell(&stop);
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn succeeded(what: &str, output: std::io::Result<Output>) -> Output {
    let output = output.unwrap_or_else(|error| panic!("{what}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {said}");
    output
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The folder of PostgreSQL's programs: where Debian keeps them, or one of the path.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut folders: Vec<PathBuf> = debian
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    folders.sort();
    folders.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}
