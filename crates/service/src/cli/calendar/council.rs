//! The working days of one council on the command line: shown, and amended by whoever runs the server, under
//! the same rules as on the page.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::calendar::{CalendarEvent, long_date, parse_date, parse_time};
use jiff::civil::{Date, Time};
use serde_json::json;

use crate::cli::Place;
use crate::operations::{FactChange, Keeper};

/// What is done with a council's own calendar.
#[derive(Debug, Subcommand)]
pub(super) enum OfACouncil {
    /// A council's own days off: bank holidays, closure days, the cut-off hour
    Show(ShowArgs),
    /// Close the council on a day
    Close(DayArgs),
    /// Open the council on a closure day after all
    Open(DayArgs),
    /// Add a bank holiday that the list does not have
    AddHoliday(DayArgs),
    /// Take out a bank holiday that does not count here
    RemoveHoliday(DayArgs),
    /// Read a newer list of bank holidays, as gov.uk publishes it
    Load(LoadArgs),
    /// Set the hour from which a receipt counts as the next calendar day, or take it away
    CutOff(CutOffArgs),
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The year; this one if not given
    #[arg(long, value_name = "YEAR", value_parser = super::years())]
    year: Option<i16>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct DayArgs {
    /// The day
    #[arg(value_name = "DATE", value_parser = parse_date)]
    date: Date,
    /// What the day is called, where one is added
    #[arg(long, default_value = "")]
    title: String,
    /// Why, where the day is past
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct LoadArgs {
    /// The list, in gov.uk's JSON
    file: PathBuf,
    /// Why, where days that are past change
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct CutOffArgs {
    /// The hour, as 17:00; without it no hour counts any more
    #[arg(value_name = "HH:MM", value_parser = parse_time)]
    at: Option<Time>,
    /// From which day; today if not given
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    #[command(flatten)]
    place: Place,
}

impl OfACouncil {
    /// Carries out the command.
    pub async fn run(self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        use CalendarEvent as E;
        let title = |args: &DayArgs| domain::text::clean_line(&args.title);
        let (place, event) = match self {
            Self::Show(args) => return show(args, out).await,
            Self::Close(args) => {
                let (date, title) = (args.date, title(&args));
                let reason = args.reason;
                (
                    args.place,
                    E::ClosureAdded {
                        date,
                        title,
                        reason,
                    },
                )
            }
            Self::Open(DayArgs {
                date,
                reason,
                place,
                ..
            }) => (place, E::ClosureRemoved { date, reason }),
            Self::AddHoliday(args) => {
                let (date, title) = (args.date, title(&args));
                let reason = args.reason;
                (
                    args.place,
                    E::HolidayAdded {
                        date,
                        title,
                        reason,
                    },
                )
            }
            Self::RemoveHoliday(DayArgs {
                date,
                reason,
                place,
                ..
            }) => (place, E::HolidayRemoved { date, reason }),
            Self::Load(args) => {
                let mut loaded = super::list(&args.file)?;
                if let E::HolidaysLoaded { reason, .. } = &mut loaded {
                    *reason = args.reason;
                }
                (args.place, loaded)
            }
            Self::CutOff(args) => {
                let operations = args.place.operations().await?;
                let from = args.from.unwrap_or_else(|| operations.today());
                (args.place, E::CutOffSet { at: args.at, from })
            }
        };
        let operations = place.operations().await?;
        let change = vec![FactChange::Calendar(event)];
        operations.change(Keeper::Operator, change, None).await?;
        writeln!(
            out,
            "Done. Open cases whose date moves are told so by the next round of the jobs."
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn show(args: ShowArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let operations = args.place.operations().await?;
    let council = operations.council().await?;
    let calendar = &council.calendar;
    let year = args.year.unwrap_or_else(|| operations.today().year());
    let mut off: Vec<_> = calendar
        .holidays(year, year)
        .into_iter()
        .map(|holiday| (holiday.date, holiday.title, "bank holiday"))
        .collect();
    let closures = calendar.closures().filter(|(date, _)| date.year() == year);
    off.extend(closures.map(|(date, title)| (date, title.to_owned(), "council closed")));
    off.sort_by_key(|(date, ..)| *date);
    let cut_off = calendar.cut_off(operations.today());
    let cut_off = cut_off.map(|at| at.strftime("%H:%M").to_string());
    if args.json {
        let days = off
            .iter()
            .map(|(date, title, kind)| json!({ "date": date, "title": title, "kind": kind }));
        let told = json!({
            "year": year, "nation": calendar.nation(), "proclaimed": calendar.is_proclaimed(year),
            "cut_off": cut_off, "days": days.collect::<Vec<_>>(),
        });
        writeln!(out, "{told}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let marked = if calendar.is_proclaimed(year) {
        ""
    } else {
        ", not yet proclaimed"
    };
    writeln!(out, "{year}, {}{marked}", calendar.nation())?;
    for (date, title, kind) in off {
        writeln!(out, "  {}  {title} ({kind})", long_date(date))?;
    }
    if let Some(at) = cut_off {
        writeln!(out, "  what comes at {at} or later counts as the next day")?;
    }
    Ok(ExitCode::SUCCESS)
}
