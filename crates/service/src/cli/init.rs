//! `wardroom init`: from nothing to a council whose first administrator can come in. Says what is missing, asks
//! where somebody sits at a terminal, and run again does only what is not done yet.

use std::io::{BufRead as _, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;
use domain::calendar::{Nation, long_date, parse_date};
use domain::protocol::{Adoption, ProtocolEvent, VersionKey};
use domain::settings::SettingSet;
use jiff::civil::Date;

use super::Place;
use super::user::{LinkArgs, administrator, print};
use crate::demo;
use crate::operations::{FactChange, Keeper, Operations};

/// Make a council: set-up, database, name, nation, protocol, first administrator.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The council's name.
    #[arg(long)]
    name: Option<String>,
    /// Whose bank holidays count: england-and-wales, scotland or northern-ireland.
    #[arg(long, value_parser = nation)]
    nation: Option<Nation>,
    /// The protocol that the council has adopted, as PACK or PACK/VERSION (`wardroom protocol list`); may wait.
    #[arg(long, value_name = "PACK")]
    protocol: Option<String>,
    /// The day on which it was adopted and from which it holds.
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "protocol")]
    adopted: Option<Date>,
    /// The body that adopted it.
    #[arg(long, default_value = "Council", requires = "protocol")]
    body: String,
    /// The minute of the adoption, for example 26/41.
    #[arg(long, default_value = "", requires = "protocol")]
    minute: String,
    /// The address at which people will open it.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// The first administrator's name.
    #[arg(long, value_name = "NAME")]
    administrator: Option<String>,
    /// The first administrator's mail address at the council.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    #[command(flatten)]
    place: Place,
}

fn nation(text: &str) -> Result<Nation, String> {
    Nation::from_key(text).ok_or_else(|| {
        let all: Vec<_> = Nation::ALL.iter().map(|nation| nation.key()).collect();
        format!("`{text}` is no nation: write one of {}", all.join(", "))
    })
}

pub(super) async fn run(args: InitArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let name = asked(args.name.clone(), "--name", "The council’s name")?;
    let nation = match args.nation {
        Some(nation) => nation,
        None => nation_asked()?,
    };
    let who = asked(
        args.administrator.clone(),
        "--administrator",
        "The first administrator’s name",
    )?;
    let email = asked(
        args.email.clone(),
        "--email",
        "Their mail address at the council",
    )?;
    if let Some(file) = args.place.new_file() {
        let question = "The address at which people will open it, for example https://wardroom.council.example";
        let address = asked(args.address.clone(), "--address", question)?;
        write_set_up(file, &address, &args.place)?;
        writeln!(out, "wrote `{}`", file.display())?;
    }
    let (mut config, at) = args.place.config()?;
    if let Some(address) = &args.address {
        config.serve.address.clone_from(address);
    }
    if config.serve.base().is_empty() {
        let question = "The address at which people will open it";
        config.serve.address = asked(None, "--address", question)?;
    }
    let store = at.open(true).await?;
    if demo::shown_at(&store).await.ok().flatten().is_some() {
        bail!(
            "`{}` holds a demo: name another folder with --data",
            at.data.display()
        );
    }
    for applied in store.migrate().await? {
        writeln!(out, "applied {applied}")?;
    }
    drop(store);
    let operations = at.operations().await?;
    facts(&operations, &args, &name, nation, out).await?;
    let person = administrator(&operations, Some(who), &email, None).await?;
    writeln!(out, "{} keeps the council’s facts. To come in:", email)?;
    let link = LinkArgs {
        why: "the first administrator".to_owned(),
        minutes: 24 * 60,
    };
    print(&operations, &config, &person, link, out).await?;
    writeln!(
        out,
        "Next: set up how people sign in (`wardroom config keys`), start `wardroom serve`, open the link, and go \
         through {}/getting-started",
        config.serve.base()
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Name, nation and protocol, as far as they are not so already.
async fn facts(
    operations: &Operations,
    args: &InitArgs,
    name: &str,
    nation: Nation,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let council = operations.council().await?;
    let today = operations.today();
    let mut changes = Vec::new();
    for (id, value) in [("council-name", name), ("nation", nation.key())] {
        let now = council.settings.get(id, today, None);
        if now.is_none_or(|now| now.value != value) {
            changes.push(FactChange::Setting(SettingSet {
                id: id.parse()?,
                value: Some(value.to_owned()),
                from: today,
                set_by: "Whoever set up the server".to_owned(),
            }));
            writeln!(out, "{id}: {value}")?;
        }
    }
    if let Some(asked) = &args.protocol {
        let (pack, version) = version(asked)?;
        let in_force = council.versions.in_force(today);
        if in_force.is_some_and(|now| (&now.pack, &now.version) != (&pack, &version)) {
            bail!(
                "another version is in force: a new one is adopted on /protocol/versions, with its decision"
            );
        }
        if in_force.is_none() {
            let from = args.adopted.unwrap_or(today);
            writeln!(
                out,
                "protocol: {pack}/{version}, in force from {}",
                long_date(from)
            )?;
            changes.push(FactChange::Protocol(ProtocolEvent::Adopted(Adoption {
                pack,
                version,
                body: None,
                body_name: args.body.clone(),
                adopted: from,
                in_force: from,
                minute: args.minute.clone(),
                recommended: None,
                why: None,
            })));
        }
    }
    if !changes.is_empty() {
        operations.change(Keeper::Operator, changes, None).await?;
    }
    Ok(())
}

/// A version by its pack, or by both.
fn version(asked: &str) -> anyhow::Result<VersionKey> {
    let known = Operations::shipped_protocols();
    let named = |(pack, version): &&VersionKey| {
        pack.as_str() == asked || format!("{pack}/{version}") == asked
    };
    let mut found = known.keys().filter(named);
    match (found.next(), found.next()) {
        (Some(key), None) => Ok(key.clone()),
        (Some(_), Some(_)) => {
            bail!("`{asked}` has several versions: write PACK/VERSION (`wardroom protocol list`)")
        }
        (None, _) => bail!("there is no protocol `{asked}`: see `wardroom protocol list`"),
    }
}

/// What was given, or what somebody at the terminal answers.
fn asked(given: Option<String>, flag: &str, question: &str) -> anyhow::Result<String> {
    if let Some(given) = given {
        return Ok(given);
    }
    if !std::io::stdin().is_terminal() {
        bail!("`{flag}` is missing, and nobody is there to be asked: give it");
    }
    let mut line = String::new();
    while line.trim().is_empty() {
        eprint!("{question}: ");
        line.clear();
        if std::io::stdin().lock().read_line(&mut line)? == 0 {
            bail!("`{flag}` is missing: give it");
        }
    }
    Ok(line.trim().to_owned())
}

fn nation_asked() -> anyhow::Result<Nation> {
    let question = "Whose bank holidays count (england-and-wales, scotland, northern-ireland)";
    loop {
        match nation(&asked(None, "--nation", question)?) {
            Ok(nation) => return Ok(nation),
            Err(why) => eprintln!("{why}"),
        }
    }
}

/// A set-up to begin with.
fn write_set_up(file: &Path, address: &str, place: &Place) -> anyhow::Result<()> {
    let at = place.apart();
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let data = std::path::absolute(&at.data)?;
    let place = match &at.database {
        Some(url) => format!("database = {}", quoted(url)),
        None => format!("data = {}", quoted(&data.display().to_string())),
    };
    let text = format!(
        "# `wardroom config keys` lists every key; `wardroom config check` says what is wrong.\n\
         [serve]\naddress = {}\nlisten = \"127.0.0.1:8080\"\n{place}\n",
        quoted(address)
    );
    std::fs::write(file, text).with_context(|| format!("cannot write `{}`", file.display()))
}
