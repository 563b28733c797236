//! `wardroom protocol coverage`: what the product does about each duty, as its scenarios proved it. Fails
//! where something is claimed and not proven.

use std::io::{self, Write};
use std::process::ExitCode;

use domain::figures::Share;
use domain::protocol::Protocol;
use domain::protocol::coverage::{Coverage, Covered, Part};
use serde_json::{Value, json};

/// Prints the coverage. Answers 1 where a provision has no scenario or a tag was not proven.
pub(super) fn run(
    protocol: &Protocol,
    as_json: bool,
    out: &mut impl Write,
) -> io::Result<ExitCode> {
    let coverage = protocol.coverage();
    if as_json {
        writeln!(out, "{:#}", shape(protocol, &coverage))?;
    } else {
        print(protocol, &coverage, out)?;
    }
    for fault in &coverage.faults {
        eprintln!("{}: {fault}", protocol.pack);
    }
    Ok(match coverage.faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn words(line: &Covered) -> Vec<&'static str> {
    line.does.iter().map(|does| does.word()).collect()
}

/// The part of the duties that the product does more about than to show them.
fn share(part: Part) -> Share {
    Share {
        part: part.done as u64,
        whole: part.all() as u64,
    }
}

fn shape(protocol: &Protocol, coverage: &Coverage) -> Value {
    let counted = |part: Part| json!({ "duties": part.all(), "done": part.done, "shown": part.shown, "for-reading": part.reading });
    let clause = |line: &Covered| {
        json!({
            "id": line.clause,
            "duty": line.duty,
            "tag": line.tag(),
            "does": words(line),
            "meant": line.meant,
            "scenarios": line.scenarios,
        })
    };
    let section = |section: &domain::protocol::Section| {
        let mut counted = counted(coverage.of(section));
        counted["number"] = json!(section.number);
        counted["title"] = json!(section.title);
        counted
    };
    json!({
        "id": protocol.pack,
        "version": protocol.version,
        "total": counted(coverage.total()),
        "sections": protocol.sections.iter().map(section).collect::<Vec<_>>(),
        "clauses": coverage.lines.iter().map(clause).collect::<Vec<_>>(),
        "faults": coverage.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn print(protocol: &Protocol, coverage: &Coverage, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}\n{}", protocol.title, protocol.council)?;
    for section in &protocol.sections {
        let share = share(coverage.of(section));
        writeln!(
            out,
            "\n{} {}: {share} do more than be shown",
            section.number, section.title
        )?;
        let lines = coverage.lines.iter();
        for line in lines.filter(|line| line.section == section.number) {
            let does = words(line).join(", ");
            let scenarios = match line.scenarios {
                0 => String::new(),
                1 => "1 scenario".to_owned(),
                n => format!("{n} scenarios"),
            };
            writeln!(
                out,
                "{}",
                format!("  {:<14} {does:<40} {scenarios}", line.tag()).trim_end()
            )?;
        }
    }
    writeln!(
        out,
        "\nOf all duties {} do more than be shown.",
        share(coverage.total())
    )
}
