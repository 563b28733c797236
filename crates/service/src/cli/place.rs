//! Where the data is: a folder with an embedded database, or a PostgreSQL server.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use store::Store;

use super::config::SetUp;
use crate::clock::Clock;
use crate::config::Config;
use crate::demo;
use crate::entropy::Entropy;
use crate::operations::Operations;

/// Where the data is: what the command line says, else the set-up.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The folder of the embedded database, instead of the set-up's (else `wardroom-data`).
    #[arg(long, value_name = "FOLDER", env = "WARDROOM_DATA", global = true)]
    data: Option<PathBuf>,
    /// A PostgreSQL server instead, as `postgres://user@host/name`; by TLS unless it is on this machine.
    #[arg(long, value_name = "URL", env = "WARDROOM_DATABASE", global = true)]
    database: Option<String>,
    #[command(flatten)]
    file: SetUp,
}

/// One place.
#[derive(Debug, Clone)]
pub struct Located {
    /// The folder of the embedded database and of what belongs beside it.
    pub data: PathBuf,
    /// A PostgreSQL server instead.
    pub database: Option<String>,
}

impl Place {
    /// The set-up, with the place that the command line gives laid over it.
    pub(super) fn config(&self) -> anyhow::Result<(Config, Located)> {
        let config = self.file.read()?;
        let at = self.given().unwrap_or_else(|| Located {
            data: config.serve.data.clone(),
            database: config
                .serve
                .database
                .as_ref()
                .map(|url| url.reveal().to_owned()),
        });
        Ok((config, at))
    }

    /// The place alone: the set-up is read only where the command line names none.
    pub fn located(&self) -> anyhow::Result<Located> {
        match self.given() {
            Some(at) => Ok(at),
            None => Ok(self.config()?.1),
        }
    }

    /// The place by the command line alone, for what must never meet a real council's data.
    pub fn apart(&self) -> Located {
        self.given().unwrap_or_else(|| Located {
            data: Config::default().serve.data,
            database: None,
        })
    }

    /// The set-up that is named and not there yet.
    pub(super) fn new_file(&self) -> Option<&Path> {
        self.file.config.as_deref().filter(|file| !file.exists())
    }

    fn given(&self) -> Option<Located> {
        (self.data.is_some() || self.database.is_some()).then(|| Located {
            data: self.data.clone().unwrap_or(Config::default().serve.data),
            database: self.database.clone(),
        })
    }

    /// Opens the database as it is, without touching its schema. `make` allows a new folder.
    pub async fn open(&self, make: bool) -> anyhow::Result<Store> {
        self.located()?.open(make).await
    }

    /// As `Located::operations`.
    pub async fn operations(&self) -> anyhow::Result<Operations> {
        self.located()?.operations().await
    }
}

impl Located {
    /// The file of the embedded database; none where it is a server.
    pub fn file(&self) -> Option<PathBuf> {
        let embedded = self.database.is_none();
        embedded.then(|| self.data.join("wardroom.sqlite"))
    }

    /// Opens the database as it is, without touching its schema. `make` allows a new folder.
    pub async fn open(&self, make: bool) -> anyhow::Result<Store> {
        if let Some(url) = &self.database {
            if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
                bail!(
                    "`{url}` is not a database: give postgres://user@host/name, or --data FOLDER"
                );
            }
            return Ok(Store::open_postgres(url).await?);
        }
        let file = self.data.join("wardroom.sqlite");
        if make {
            std::fs::create_dir_all(&self.data)
                .with_context(|| format!("cannot make the folder `{}`", self.data.display()))?;
        } else if !file.exists() {
            bail!(
                "there is no database in `{}`: run `wardroom init` or `wardroom demo` first, or \
                 name the folder with --data",
                self.data.display()
            );
        }
        Ok(Store::open_sqlite(&file)?)
    }

    /// Opens the database for reading and acting; its schema must be this program's. The data of a
    /// demo keeps its own date.
    pub async fn operations(&self) -> anyhow::Result<Operations> {
        let store = self.open(false).await?;
        store.check_schema().await?;
        let clock = match demo::shown_at(&store).await? {
            Some(at) => Clock::shown(at),
            None => Clock::Machine,
        };
        let protocols = Operations::shipped_protocols();
        Ok(Operations::new(store, clock, Entropy::Machine, protocols))
    }
}
