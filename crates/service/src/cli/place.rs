//! Where the data is: a folder with an embedded database, or a PostgreSQL server.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use store::Store;

use crate::clock::Clock;
use crate::demo;
use crate::entropy::Entropy;
use crate::operations::Operations;

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The folder of the embedded database and of what belongs beside it.
    #[arg(
        long,
        value_name = "FOLDER",
        env = "WARDROOM_DATA",
        default_value = "wardroom-data"
    )]
    pub data: PathBuf,
    /// A PostgreSQL server instead, as `postgres://user@host/name`.
    #[arg(long, value_name = "URL", env = "WARDROOM_DATABASE")]
    pub database: Option<String>,
}

impl Place {
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
                "there is no database in `{}`: run `wardroom demo` or `wardroom migrate` first, or \
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
