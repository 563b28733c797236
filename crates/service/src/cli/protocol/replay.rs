//! `wardroom protocol replay`: the enquiries that a person may read, judged by another version or another
//! value.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use domain::replay::{Counted, Trial};
use serde_json::{Value, json};

use crate::cli::Place;
use crate::cli::enquiry::find_person;
use crate::performance::{Period, file, month_key};
use crate::replay::{Asked, replay, version};
use crate::web::names::Names;
use crate::web::protocol::whom;

/// History under another version or another value.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The person who asks: an identifier of the directory, or a name that only one person has
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
    /// The version to try: a pack, or PACK/VERSION; without it the protocol in force
    #[arg(long, value_name = "PACK")]
    pack: Option<String>,
    /// A value in place of the protocol's own, for example answer-within=7 or acknowledge-within=1
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// The first month of receipt; without it twelve months
    #[arg(long, value_name = "YYYY-MM")]
    from: Option<String>,
    /// The last month; without it this one
    #[arg(long, value_name = "YYYY-MM")]
    to: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Carries it out.
pub(super) async fn run(args: ReplayArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let operations = args.place.operations().await?;
    let snapshot = operations.council().await?;
    let council = &snapshot.council;
    let person = find_person(council, &args.person)?;
    let actor = operations.actor(&person, None).await?;
    let today = operations.today();
    let mut trial = Trial::default();
    for written in &args.set {
        trial.set(written)?;
    }
    let protocol = match &args.pack {
        None => council.protocol_on(today).cloned(),
        Some(name) => match version(council, name) {
            Some(protocol) => Some(protocol),
            None => bail!("there is no version `{name}`: `wardroom protocol list` names the packs"),
        },
    };
    let period = Period::read(args.from.as_deref(), args.to.as_deref(), today)?;
    let asked = Asked {
        protocol,
        trial,
        period,
    };
    let replayed = replay(&operations, &actor, &asked).await?;
    let names = Names::on(council, today);
    let months = replayed.months().into_iter();
    let months: Vec<_> = months.map(|(month, n)| (month_key(month), n)).collect();
    let services = replayed.services().into_iter();
    let services: Vec<_> = services
        .map(|(id, n)| (file::service_name(id.as_ref(), names), n))
        .collect();
    let wards = replayed.wards().into_iter();
    let wards: Vec<_> = wards
        .map(|(id, n)| (file::ward_name(id.as_ref(), names), n))
        .collect();
    let offices = replayed.offices().into_iter();
    let offices: Vec<_> = offices
        .map(|(office, n)| {
            let whom = whom(office.as_ref(), names);
            (
                whom,
                office.map_or_else(Vec::new, |office| names.offices_of(&office)),
                n,
            )
        })
        .collect();
    let total = replayed.total();
    if args.json {
        let told = json!({
            "pack": asked.protocol.as_ref().map(|protocol| &protocol.pack),
            "version": asked.protocol.as_ref().map(|protocol| &protocol.version),
            "set": args.set,
            "from": month_key(period.from),
            "to": month_key(period.to),
            "total": total,
            "months": lines("month", &months),
            "services": lines("service", &services),
            "wards": lines("ward", &wards),
            "offices": offices.iter().map(told).collect::<Vec<_>>(),
        });
        writeln!(out, "{told:#}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let title = asked
        .protocol
        .as_ref()
        .map_or("no protocol", |p| p.title.as_str());
    writeln!(
        out,
        "What {} may read, {} to {}, judged by {title}",
        args.person,
        month_key(period.from),
        month_key(period.to)
    )?;
    for set in &args.set {
        writeln!(out, "with {set}")?;
    }
    print(out, "", &[("All".to_owned(), total)])?;
    print(out, "Month", &months)?;
    print(out, "Service", &services)?;
    print(out, "Ward", &wards)?;
    writeln!(out, "\n{:<60}{:>12}{:>12}", "Who is told", "was", "would")?;
    for (whom, held, n) in &offices {
        writeln!(out, "{whom:<60}{:>12}{:>12}", n.told_before, n.told_after)?;
        for office in held {
            writeln!(out, "    {office}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn told((whom, offices, n): &(String, Vec<String>, Counted)) -> Value {
    json!({
        "told": whom,
        "offices": offices,
        "told-before": n.told_before,
        "told-after": n.told_after,
        "newly-told": n.newly_told,
        "no-longer-told": n.no_longer_told,
    })
}

fn lines(of: &str, lines: &[(String, Counted)]) -> Vec<Value> {
    let line = |(name, counted): &(String, Counted)| {
        let mut value = json!(counted);
        value[of] = json!(name);
        value
    };
    lines.iter().map(line).collect()
}

fn print(out: &mut impl Write, first: &str, lines: &[(String, Counted)]) -> io::Result<()> {
    writeln!(
        out,
        "\n{first:<28}{:>7}{:>14}{:>14}{:>11}{:>11}{:>12}{:>12}",
        "cases", "late, was", "late, would", "newly", "no longer", "told, was", "told, would"
    )?;
    for (name, n) in lines {
        writeln!(
            out,
            "{name:<28}{:>7}{:>14}{:>14}{:>11}{:>11}{:>12}{:>12}",
            n.cases,
            n.late_before,
            n.late_after,
            n.newly_late,
            n.no_longer_late,
            n.told_before,
            n.told_after
        )?;
    }
    Ok(())
}
