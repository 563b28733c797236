//! What a protocol provides on residents' complaints, as dated values held to their basis.

use super::{Lacks, Reading, given, or_default};
use crate::protocol::Protocol;
use crate::protocol::complaints::{ComplaintProvisions, ComplaintStage};
use crate::protocol::error::{PackError, Sheet};
use crate::protocol::raw::{RawComplaintStage, RawComplaints};

/// Makes the provisions of `provisions/complaints.toml`.
pub(in crate::protocol) fn complaints(
    protocol: &Protocol,
    raw: &RawComplaints,
    sheet: Sheet<'_>,
    faults: &mut Vec<PackError>,
) -> ComplaintProvisions {
    let mut reading = Reading {
        protocol,
        sheet,
        faults,
    };
    let provisions = ComplaintProvisions {
        stages: reading.all("stage", &raw.stage, stage, |a, b| a.stage == b.stage),
        sayings: reading.all(
            "saying",
            &raw.saying,
            |raw| given("saying", "saying = \"reasons\"", &raw.saying),
            |a, b| a == b,
        ),
    };
    let provides = !(provisions.stages.is_empty() && provisions.sayings.is_empty());
    reading.silence(raw.silent.as_ref(), provides);
    provisions
}

fn stage(raw: &RawComplaintStage) -> Result<ComplaintStage, Lacks> {
    let n = given("n", "n = 10", &raw.n)?;
    if let (0, Some(written)) = (n, &raw.n) {
        return Err(Lacks::Zero(written.span()));
    }
    let stage = given("stage", "stage = 1", &raw.stage)?;
    if let (0, Some(written)) = (stage, &raw.stage) {
        return Err(Lacks::Zero(written.span()));
    }
    Ok(ComplaintStage {
        stage,
        n,
        unit: or_default(&raw.unit),
        start: or_default(&raw.start),
        acknowledge: or_default(&raw.acknowledge),
        extension: or_default(&raw.extension),
    })
}
