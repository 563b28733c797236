//! `wardroom calendar`: bank holidays, due dates, and why a date is due when it is.
//!
//! Works without any data folder: on the embedded holidays, a pack that comes with the product, and
//! what the command itself adds. The shapes of `--json` are relied on by others. A council's own calendar is
//! shown and amended in `council`.

mod council;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Subcommand, value_parser};
use domain::calendar::{
    BadDate, Calendar, CalendarEvent, Due, ExplainedDay, FIRST_YEAR, LAST_YEAR, Nation, Receipt,
    long_date, parse_date, parse_govuk, parse_receipt, parse_time, short_day,
};
use domain::clock::{Class, Unit};
use domain::protocol::packs::shipped;
use domain::settings::Settings;
use domain::verdict::Basis;
use jiff::civil::{Date, Time};
use serde::Serialize;

use council::OfACouncil;

/// Bank holidays, working days and due dates.
#[derive(Debug, Args)]
pub struct CalendarArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The bank holidays of a nation, as proclaimed and by rule after that
    Holidays(HolidaysArgs),
    /// When something received is due
    Due(CountArgs),
    /// The same day by day: what counts, what does not and why
    Explain(CountArgs),
    #[command(flatten)]
    OfACouncil(OfACouncil),
}

#[derive(Debug, Args)]
struct HolidaysArgs {
    #[command(flatten)]
    council: CouncilArgs,
    /// The first year.
    #[arg(long, value_name = "YEAR", default_value_t = FIRST_YEAR, value_parser = years())]
    from: i16,
    /// The last year; the last proclaimed one if not given.
    #[arg(long, value_name = "YEAR", value_parser = years())]
    to: Option<i16>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("how-long").required(true).args(["working_days", "calendar_days", "pack"]))]
struct CountArgs {
    /// The receipt: a day as 2026-04-02, or with its time in London as 2026-04-02T10:00.
    #[arg(value_name = "WHEN", value_parser = parse_receipt)]
    receipt: Receipt,
    /// How many working days.
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(..=MOST_DAYS))]
    working_days: Option<u32>,
    /// How many calendar days.
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(..=MOST_DAYS))]
    calendar_days: Option<u32>,
    /// The pack whose target for enquiries counts, for example cambridge-updated.
    #[arg(long, value_name = "PACK")]
    pack: Option<String>,
    /// With --pack: the target for urgent enquiries.
    #[arg(long, requires = "pack")]
    urgent: bool,
    #[command(flatten)]
    council: CouncilArgs,
    /// A receipt at or after this time counts as the next calendar day.
    #[arg(long, value_name = "HH:MM", value_parser = parse_time)]
    cut_off: Option<Time>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What makes the calendar of a council.
#[derive(Debug, Args)]
struct CouncilArgs {
    /// Whose bank holidays count; the pack's nation if a pack is given, else England and Wales.
    #[arg(long, value_parser = nation())]
    nation: Option<Nation>,
    /// A day on which the council is closed, perhaps with a name: 2026-12-24=Christmas closure.
    #[arg(long = "closure", value_name = "DATE[=NAME]", value_parser = named_day)]
    closures: Vec<NamedDay>,
    /// A bank holiday that the lists do not have, with its name: 2027-06-14=A jubilee.
    #[arg(long = "holiday", value_name = "DATE[=NAME]", value_parser = named_day)]
    holidays: Vec<NamedDay>,
    /// A newer list of bank holidays in gov.uk's JSON.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
}

/// The most days that can be counted: what anybody can mean, and short enough to print.
const MOST_DAYS: i64 = 10_000;

#[derive(Debug, Clone)]
struct NamedDay {
    date: Date,
    name: Option<String>,
}

/// A due date as others read it.
#[derive(Serialize)]
struct DueJson<'a> {
    due: Date,
    proclaimed: bool,
    unit: Unit,
    n: u32,
    nation: Nation,
    basis: Option<String>,
    days: &'a [ExplainedDay],
}

/// Carries the command out and prints to `out`.
pub async fn run(args: CalendarArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::OfACouncil(command) => command.run(out).await,
        Command::Holidays(args) => holidays(&args, out),
        Command::Due(args) => count(&args, out, false),
        Command::Explain(args) => count(&args, out, true),
    }
}

fn holidays(args: &HolidaysArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let calendar = calendar(&args.council, Nation::EnglandAndWales, None)?;
    let to = args.to.unwrap_or_else(|| calendar.last_proclaimed_year());
    if to < args.from {
        eprintln!("error: --to {to} is before --from {}", args.from);
        return Ok(ExitCode::from(2));
    }
    let days = calendar.holidays(args.from, to);
    if args.json {
        json(out, &days)?;
        return Ok(ExitCode::SUCCESS);
    }
    for day in days {
        let mark = if day.proclaimed { "" } else { NOT_YET };
        writeln!(
            out,
            "{}  {:<16}  {}{mark}",
            day.date,
            short_day(day.date),
            day.title
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn count(args: &CountArgs, out: &mut impl Write, explained: bool) -> anyhow::Result<ExitCode> {
    let target = target(args)?;
    let calendar = calendar(&args.council, target.nation, args.cut_off)?;
    let Due { date, proclaimed } = calendar.due(args.receipt, target.unit, target.n);
    let days = calendar.explain(args.receipt, target.unit, target.n);
    if args.json {
        let due = DueJson {
            due: date,
            proclaimed,
            unit: target.unit,
            n: target.n,
            nation: calendar.nation(),
            basis: target.basis.as_ref().map(ToString::to_string),
            days: &days,
        };
        json(out, &due)?;
        return Ok(ExitCode::SUCCESS);
    }
    if explained {
        for day in &days {
            let mark = if day.proclaimed { "" } else { NOT_YET };
            writeln!(
                out,
                "{}  {:<16}  {}{mark}",
                day.date,
                short_day(day.date),
                day.why
            )?;
        }
    }
    let mark = if proclaimed { "" } else { NOT_YET };
    let basis = target
        .basis
        .map_or(String::new(), |basis| format!(" under {basis}"));
    writeln!(out, "Due by the end of {}{mark}{basis}", long_date(date))?;
    Ok(ExitCode::SUCCESS)
}

/// What is said behind a day of a year whose bank holidays are not proclaimed.
const NOT_YET: &str = " (bank holidays not yet proclaimed)";

/// How long, and by whose rule.
struct Target {
    unit: Unit,
    n: u32,
    nation: Nation,
    basis: Option<Basis>,
}

fn target(args: &CountArgs) -> anyhow::Result<Target> {
    let given = |unit, n| Target {
        unit,
        n,
        nation: Nation::EnglandAndWales,
        basis: None,
    };
    if let Some(n) = args.working_days {
        return Ok(given(Unit::WorkingDay, n));
    }
    let Some(pack) = &args.pack else {
        return Ok(given(Unit::CalendarDay, args.calendar_days.unwrap_or(0)));
    };
    let Some(protocol) = shipped(pack) else {
        bail!("`{pack}` is not a pack that comes with Wardroom: see `wardroom protocol list`");
    };
    let class = if args.urgent {
        Class::Urgent
    } else {
        Class::Other
    };
    let rules = protocol.enquiries_on(args.receipt.date(), class, &Settings::default());
    let Some(rule) = rules.clock else {
        bail!(
            "{} sets no target for enquiries: give --working-days",
            protocol.title
        );
    };
    Ok(Target {
        unit: rule.value.unit,
        n: rule.value.n,
        nation: protocol.nation,
        basis: Some(rule.basis),
    })
}

/// The calendar that the command describes.
fn calendar(args: &CouncilArgs, nation: Nation, cut_off: Option<Time>) -> anyhow::Result<Calendar> {
    let mut calendar = Calendar::new(args.nation.unwrap_or(nation));
    if let Some(path) = &args.list {
        calendar = calendar.evolve(&list(path)?);
    }
    for NamedDay { date, name } in args.holidays.clone() {
        let title = name.unwrap_or_else(|| "Bank holiday".to_owned());
        calendar = calendar.evolve(&CalendarEvent::HolidayAdded {
            date,
            title,
            reason: None,
        });
    }
    for NamedDay { date, name } in args.closures.clone() {
        let title = name.unwrap_or_else(|| "closure day".to_owned());
        calendar = calendar.evolve(&CalendarEvent::ClosureAdded {
            date,
            title,
            reason: None,
        });
    }
    if cut_off.is_some() {
        let from = Date::constant(FIRST_YEAR, 1, 1);
        calendar = calendar.evolve(&CalendarEvent::CutOffSet { at: cut_off, from });
    }
    Ok(calendar)
}

fn list(path: &Path) -> anyhow::Result<CalendarEvent> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read `{shown}`"))?;
    let holidays = parse_govuk(&text).with_context(|| format!("cannot take `{shown}`"))?;
    Ok(CalendarEvent::HolidaysLoaded {
        source: shown.to_string(),
        holidays,
        reason: None,
    })
}

fn named_day(text: &str) -> Result<NamedDay, BadDate> {
    let (date, name) = match text.split_once('=') {
        Some((date, name)) => (
            date,
            Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
        ),
        None => (text, None),
    };
    Ok(NamedDay {
        date: parse_date(date)?,
        name,
    })
}

fn nation() -> impl TypedValueParser<Value = Nation> {
    let keys = PossibleValuesParser::new(Nation::ALL.map(Nation::key));
    keys.try_map(|key| key.parse::<Nation>())
}

fn years() -> impl TypedValueParser<Value = i16> {
    value_parser!(i16).range(i64::from(FIRST_YEAR)..=i64::from(LAST_YEAR))
}

fn json(out: &mut impl Write, value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{text}")?;
    Ok(())
}

#[cfg(test)]
mod tests;
