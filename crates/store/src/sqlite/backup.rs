//! A whole copy of the database while it is written to, and whether a file is such a copy.
//!
//! INVARIANT: under its own name a copy is whole, checked and on the disk; until then it is called
//! `….partial`.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::{BUSY_MILLISECONDS, Sqlite, query};
use crate::fault::Fault;

impl Sqlite {
    /// Copies the database as of one moment into a new file. Writers go on meanwhile.
    pub(crate) async fn backup(&self, to: &Path) -> Result<(), Fault> {
        let (from, to) = (self.0.path.clone(), to.to_owned());
        let copied = tokio::task::spawn_blocking(move || backup(&from, &to)).await;
        copied.unwrap_or(Err(Fault::Closed))
    }
}

fn backup(from: &Path, to: &Path) -> Result<(), Fault> {
    keep(to, |partial| {
        // Read-only towards the database; the copy is rewritten without what was deleted.
        let connection = reader(from)?;
        let name = partial.to_string_lossy();
        connection.execute("VACUUM INTO ?1", [name.as_ref()])?;
        Ok(())
    })
}

/// Puts a backup where a program will serve it from.
pub(crate) fn restore(from: &Path, to: &Path) -> Result<(), Fault> {
    check(from)?;
    keep(to, |partial| {
        let copied = std::fs::copy(from, partial);
        copied
            .map(drop)
            .map_err(|error| Fault::file(partial, error))
    })
}

/// Makes a new file that only we may read, by way of one of another name.
fn keep(to: &Path, make: impl FnOnce(&Path) -> Result<(), Fault>) -> Result<(), Fault> {
    if to.exists() {
        let name = to.display();
        return Err(Fault::unfit(format!(
            "`{name}` is there already: name a new file"
        )));
    }
    let mut partial = to.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let made = made(&partial, to, make);
    if made.is_err() {
        let _ = std::fs::remove_file(&partial);
    }
    made
}

fn made(
    partial: &Path,
    to: &Path,
    make: impl FnOnce(&Path) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let file = |error| Fault::file(partial, error);
    let mut new = OpenOptions::new();
    new.write(true).create(true).truncate(true).mode(0o600);
    new.open(partial).map_err(file)?;
    make(partial)?;
    check(partial)?;
    File::open(partial)
        .and_then(|f| f.sync_all())
        .map_err(file)?;
    std::fs::rename(partial, to).map_err(|error| Fault::file(to, error))?;
    let folder = match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let synced = File::open(folder).and_then(|f| f.sync_all());
    synced.map_err(|error| Fault::file(folder, error))
}

fn reader(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch(&format!("PRAGMA busy_timeout = {BUSY_MILLISECONDS};"))?;
    Ok(connection)
}

/// Whether a file is a whole database of ours.
fn check(path: &Path) -> Result<(), Fault> {
    if !path.is_file() {
        let name = path.display();
        return Err(Fault::unfit(format!("there is no backup `{name}`")));
    }
    let not_ours = |what: &str| {
        let name = path.display();
        Fault::unfit(format!(
            "`{name}` is not a whole backup of Wardroom: {what}"
        ))
    };
    let connection = reader(path)?;
    let found = query(&connection, "PRAGMA quick_check", &[]);
    let mut found = found
        .map_err(|error| not_ours(&error.to_string()))?
        .into_iter();
    let said = found.next().map_or(Ok(String::new()), |mut c| c.text(0))?;
    if said != "ok" {
        return Err(not_ours(&said));
    }
    query(&connection, crate::migrate::APPLIED, &[]).map_err(|e| not_ours(&e.to_string()))?;
    Ok(())
}
