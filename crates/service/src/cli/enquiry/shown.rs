//! Enquiries as the command line prints them: as lines of a list, and one with its clock and what may
//! happen next.

use std::io::Write as _;
use std::process::ExitCode;

use domain::calendar::long_date;
use domain::enquiries::{Enquiries, clock, next_acts, sentence};
use domain::reference::Reference;
use domain::register::Context;
use domain::verdict::Gate;
use serde_json::json;
use store::Item;

use super::{Who, open};
use crate::acts::{self, Asking};
use crate::operations::Operations;

pub(super) async fn print_items(
    items: &[Item],
    operations: &Operations,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let council = operations.council().await?;
    let today = operations.today();
    let mut out = std::io::stdout().lock();
    if as_json {
        let items: Vec<_> = items
            .iter()
            .map(|item| json!({ "title": item.title, "row": item.row }))
            .collect();
        writeln!(out, "{}", serde_json::Value::from(items))?;
        return Ok(ExitCode::SUCCESS);
    }
    if items.is_empty() {
        writeln!(out, "Nothing here that this person can read.")?;
    }
    for item in items {
        let row = &item.row;
        let due = match row.due {
            Some(due) if row.open && due < today => format!("overdue since {}", long_date(due)),
            Some(due) => format!("by {}", long_date(due)),
            None => "no date".to_owned(),
        };
        let service = row
            .service
            .as_ref()
            .and_then(|id| council.directory.services.latest(id));
        let service = service.map_or("no service yet", |service| &service.name);
        let title = item.title.as_deref().unwrap_or("(erased)");
        writeln!(
            out,
            "{}  {title}\n    {}, {due}, {service}",
            row.reference, row.state
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn show(reference: &Reference, who: Who) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&who).await?;
    let case = operations
        .case::<Enquiries>(reference, &actor.visible)
        .await?;
    let snapshot = operations.council().await?;
    let now = operations.now();
    let ticking = clock(&case.state, &snapshot.council, now);
    let fresh = operations.entropy().act(actor.person().as_str());
    let cx = Context {
        now,
        actor: &actor,
        council: &snapshot.council,
        fresh: &fresh,
    };
    let acts = next_acts(&case.state, &cx);
    let title = case.words(&case.state.title.key).unwrap_or("(erased)");
    let mut out = std::io::stdout().lock();
    if who.json {
        let open: Vec<_> = acts
            .iter()
            .filter(|(_, gate)| gate.is_allowed())
            .map(|(k, _)| k.name())
            .collect();
        let shown = json!({
            "reference": reference, "title": title, "version": case.version,
            "next": ticking.next, "overdue": ticking.overdue, "acts": open,
        });
        writeln!(out, "{shown}")?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "{reference}  {title}")?;
    writeln!(out, "{}", sentence(&case.state, &snapshot.council, now))?;
    for target in &ticking.targets {
        let judged = target.judged.as_ref();
        let judged = judged.map_or("running".to_owned(), |j| {
            format!("{:?} on {}", j.verdict, j.on)
        });
        let basis = target
            .basis
            .as_ref()
            .map(|basis| format!(" ({basis})"))
            .unwrap_or_default();
        writeln!(
            out,
            "  {:?}: {}{basis}, {judged}",
            target.name,
            long_date(target.due)
        )?;
    }
    writeln!(out, "What may happen next:")?;
    let words = |_: &domain::words::Words| String::new();
    let asking = Asking {
        state: Some(&case.state),
        words: &words,
        council: &snapshot.council,
        person: actor.person(),
        today: operations.today(),
    };
    for (kind, gate) in &acts {
        match gate {
            Gate::Allowed { .. } => {
                let fields: Vec<_> = acts::asks(*kind, &asking)
                    .iter()
                    .map(|ask| ask.name)
                    .collect();
                writeln!(
                    out,
                    "  {:<24} {} [{}]",
                    kind.name(),
                    kind.label(),
                    fields.join(", ")
                )?;
            }
            Gate::Refused(refusal) => {
                writeln!(
                    out,
                    "  not {:<20} {} ({})",
                    kind.name(),
                    refusal.why,
                    refusal.basis
                )?;
            }
            Gate::Hidden => {}
        }
    }
    Ok(ExitCode::SUCCESS)
}
