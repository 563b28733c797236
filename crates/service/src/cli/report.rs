//! `wardroom report`: figures of performance on the command line, the same as on the pages. Whoever
//! runs it names a person, and gets what that person may read.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use domain::calendar::long_date;
use domain::council::Council;
use domain::figures::{Counts, Measure, Releases, open_to_everyone};
use domain::ids::{AppointmentId, ServiceId, WardId};
use serde_json::{Value, json};

use super::Place;
use super::enquiry::find_person;
use crate::performance::{Period, Report, Scope, file, month_key, target};
use crate::web::names::Names;

/// Figures of performance: what a person may read, or the council's released quarters.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The person who asks: an identifier of the directory, or a name that only one person has
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
    /// Only one service
    #[arg(long, value_name = "SERVICE", group = "scope")]
    service: Option<ServiceId>,
    /// Only one ward
    #[arg(long, value_name = "WARD", group = "scope")]
    ward: Option<WardId>,
    /// Only one member's appointment; for that member and their assistants
    #[arg(long, value_name = "APPOINTMENT", group = "scope")]
    member: Option<AppointmentId>,
    /// The council's past quarters as they were released, instead of what the person may read
    #[arg(long, group = "scope", conflicts_with_all = ["from", "to"])]
    council: bool,
    /// The first month; without it twelve months
    #[arg(long, value_name = "YYYY-MM")]
    from: Option<String>,
    /// The last month; without it this one
    #[arg(long, value_name = "YYYY-MM")]
    to: Option<String>,
    /// Print JSON
    #[arg(long, group = "form")]
    json: bool,
    /// Print comma-separated values, as the pages save them
    #[arg(long, group = "form")]
    csv: bool,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(args: ReportArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let operations = args.place.operations().await?;
    let snapshot = operations.council().await?;
    let council = &snapshot.council;
    let person = find_person(council, &args.person)?;
    let actor = operations.actor(&person, None).await?;
    let today = operations.today();
    if args.council {
        if !open_to_everyone(&council.settings, today).value {
            bail!(
                "the council has not opened its figures: ask for what `{}` may read, without --council",
                args.person
            );
        }
        let releases = operations.release_figures().await?;
        return council_report(&args, &releases, council, out);
    }
    let scope = match (&args.service, &args.ward, &args.member) {
        (Some(id), _, _) => Scope::Service(id.clone()),
        (_, Some(id), _) => Scope::Ward(id.clone()),
        (_, _, Some(id)) => Scope::Member(id.clone()),
        _ => Scope::All,
    };
    let period = Period::read(args.from.as_deref(), args.to.as_deref(), today)?;
    let asked = match &scope {
        Scope::All => String::new(),
        Scope::Service(id) => format!("service {id}"),
        Scope::Ward(id) => format!("ward {id}"),
        Scope::Member(id) => format!("member {id}"),
    };
    let Some(report) = Report::of(&operations, &actor, scope, period).await? else {
        bail!(
            "there are no figures of `{asked}` for `{}`: give a service or a ward of the directory, or \
             the person’s own appointment",
            args.person
        );
    };
    if args.csv {
        out.write_all(&file::report(&report, council))?;
    } else if args.json {
        writeln!(out, "{:#}", as_json(&report, council))?;
    } else {
        as_text(&report, council, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn council_report(
    args: &ReportArgs,
    releases: &Releases,
    council: &Council,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    if args.csv {
        out.write_all(&file::released(releases.all(), council))?;
    } else if args.json {
        writeln!(out, "{:#}", serde_json::to_value(releases.all())?)?;
    } else if releases.all().is_empty() {
        writeln!(
            out,
            "No quarter is released yet: each is, one month after it has ended."
        )?;
    } else {
        for released in releases.all() {
            let (from, to) = (month_key(released.from), month_key(released.to));
            let on = long_date(released.on);
            let Some(total) = released.total() else {
                let least = released.least;
                writeln!(
                    out,
                    "{from} to {to}: fewer than {least} received. Counted on {on}."
                )?;
                continue;
            };
            let parts = released.outcomes.iter().zip(released.totals());
            let parts: Vec<_> = parts
                .map(|(group, n)| format!("{n} {}", file::outcomes(group).to_lowercase()))
                .collect();
            let parts = parts.join(", ");
            writeln!(
                out,
                "{from} to {to}: {total} received, {parts}. Counted on {on}."
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn counted(counts: &Counts) -> Value {
    let pairs = Measure::ALL.map(|m| (m.key().to_owned(), Value::from(counts.of(m))));
    Value::Object(pairs.into_iter().collect())
}

fn as_json(report: &Report, council: &Council) -> Value {
    let names = Names::on(council, report.today);
    let months = report.months().into_iter();
    let services = report.services().into_iter();
    let wards = report.wards().into_iter();
    let ages = report.ages().into_iter();
    let target = target(council, report.today);
    json!({
        "of": file::scope_name(&report.scope, names),
        "from": month_key(report.period.from),
        "to": month_key(report.period.to),
        "today": report.today,
        "target": target.map(|t| json!({ "n": t.value.n, "basis": t.basis.to_string() })),
        "total": counted(&report.total()),
        "months": months
            .map(|(month, counts)| json!({ "month": month_key(month), "counts": counted(&counts) }))
            .collect::<Vec<_>>(),
        "services": services
            .map(|(id, counts)| json!({ "service": id, "counts": counted(&counts) }))
            .collect::<Vec<_>>(),
        "wards": wards
            .map(|(id, counts)| json!({ "ward": id, "counts": counted(&counts) }))
            .collect::<Vec<_>>(),
        "ages": ages
            .map(|age| json!({
                "since-receipt": age.words,
                "from": age.from,
                "to": age.to,
                "open": age.open,
                "not-answered": age.unanswered,
                "overdue": age.overdue,
            }))
            .collect::<Vec<_>>(),
    })
}

/// The columns of the printed tables.
const COLUMNS: [(Measure, &str); 10] = [
    (Measure::Received, "recd"),
    (Measure::InTime, "in time"),
    (Measure::HeldInTime, "expl in time"),
    (Measure::Late, "late"),
    (Measure::HeldLate, "expl late"),
    (Measure::Unjudged, "not judged"),
    (Measure::Kept, "kept"),
    (Measure::Missed, "missed"),
    (Measure::Open, "open"),
    (Measure::Overdue, "overdue"),
];

fn as_text(report: &Report, council: &Council, out: &mut impl Write) -> anyhow::Result<()> {
    let names = Names::on(council, report.today);
    let (from, to) = (report.period.from, report.period.to);
    let of = file::scope_name(&report.scope, names);
    writeln!(
        out,
        "{of}, received {} to {}",
        month_key(from),
        month_key(to)
    )?;
    match target(council, report.today) {
        Some(target) => writeln!(
            out,
            "Judged by each enquiry’s own clock ({}).",
            target.basis
        )?,
        None => writeln!(out, "No target is set: nothing is judged.")?,
    }
    let total = report.total();
    writeln!(out, "Answered or explained in time: {}.", total.in_time())?;
    let months = report.months().into_iter();
    let months = months.map(|(month, counts)| (month_key(month), counts));
    print_table(
        out,
        "Month",
        months.chain([("All".to_owned(), total)]).collect(),
    )?;
    if !matches!(report.scope, Scope::Service(_)) {
        let services = report.services().into_iter();
        let named = services.map(|(id, counts)| (file::service_name(id.as_ref(), names), counts));
        print_table(out, "Service", named.collect())?;
    }
    if !matches!(report.scope, Scope::Ward(_)) {
        let wards = report.wards().into_iter();
        let named = wards.map(|(id, counts)| (file::ward_name(id.as_ref(), names), counts));
        print_table(out, "Ward", named.collect())?;
    }
    writeln!(out, "\nOpen now, since receipt")?;
    for age in report.ages() {
        writeln!(
            out,
            "  {:<18} {:>6}, {} overdue",
            age.words, age.open, age.overdue
        )?;
    }
    Ok(())
}

fn print_table(
    out: &mut impl Write,
    first: &str,
    rows: Vec<(String, Counts)>,
) -> anyhow::Result<()> {
    let wide = rows.iter().map(|(name, _)| name.chars().count()).max();
    let wide = wide.unwrap_or(0).max(first.len());
    write!(out, "\n{first:<wide$}")?;
    for (_, head) in COLUMNS {
        write!(out, "  {head:>5}")?;
    }
    writeln!(out)?;
    for (name, counts) in rows {
        write!(out, "{name:<wide$}")?;
        for (measure, head) in COLUMNS {
            write!(out, "  {:>1$}", counts.of(measure), head.len().max(5))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
