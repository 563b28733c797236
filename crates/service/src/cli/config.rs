//! `wardroom config`: whether the set-up is right, and every key that it knows.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::config::{Config, KEYS, Wrong};

/// The set-up of this server: check it, list its keys.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what is wrong with the set-up: the key, the line, and what to write
    Check {
        #[command(flatten)]
        file: SetUp,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List every key with its word in the environment
    Keys {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// The file with the set-up.
#[derive(Debug, Clone, Args)]
pub(super) struct SetUp {
    /// The file with the set-up; without it only the environment counts.
    #[arg(long, value_name = "FILE", env = "WARDROOM_CONFIG", global = true)]
    pub config: Option<PathBuf>,
}

impl SetUp {
    /// Reads the set-up, or names all that is wrong with it in one line each.
    pub(super) fn read(&self) -> anyhow::Result<Config> {
        self.found().or_else(|wrong| {
            let lines: Vec<_> = wrong.iter().map(ToString::to_string).collect();
            bail!("{}", lines.join("\n"))
        })
    }

    fn found(&self) -> Result<Config, Vec<Wrong>> {
        Config::read(self.config.as_deref(), |name| std::env::var(name).ok())
    }
}

pub(super) fn run(args: &ConfigArgs, out: &mut impl std::io::Write) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::Check { file, json } => check(file, *json, out),
        Command::Keys { json: true } => {
            let keys = KEYS.iter().map(|key| {
                json!({ "key": key.path, "variable": key.variable(), "default": key.default, "what": key.what })
            });
            writeln!(out, "{}", json!(keys.collect::<Vec<_>>()))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Keys { json: false } => {
            write!(out, "{}", keys())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(file: &SetUp, json: bool, out: &mut impl std::io::Write) -> anyhow::Result<ExitCode> {
    let wrong = file.found().err().unwrap_or_default();
    if json {
        let all = wrong
            .iter()
            .map(|one| json!({ "key": one.key, "line": one.line, "what": one.what }));
        writeln!(out, "{}", json!({ "wrong": all.collect::<Vec<_>>() }))?;
    } else if wrong.is_empty() {
        let named = file.config.as_deref().map(Path::display);
        let named = named.map_or_else(|| "the environment".to_owned(), |path| format!("`{path}`"));
        writeln!(out, "{named} can be used")?;
    } else {
        for one in &wrong {
            eprintln!("wardroom: {one}");
        }
    }
    Ok(if wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The keys as a list to read.
fn keys() -> String {
    KEYS.iter().fold(String::new(), |mut text, key| {
        let default = if key.default.is_empty() {
            String::new()
        } else {
            format!(" (else {})", key.default)
        };
        let _ = writeln!(
            text,
            "{}\n    {}{default}\n    {}",
            key.path,
            key.what,
            key.variable()
        );
        text
    })
}
