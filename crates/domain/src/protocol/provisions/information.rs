//! What a protocol provides on information and documents, as dated values held to their basis.

use super::{Lacks, Reading, clock, given, overlaps};
use crate::protocol::Protocol;
use crate::protocol::error::{PackError, Sheet};
use crate::protocol::information::{InformationProvisions, OfficeRule};
use crate::protocol::raw::{RawInformation, RawOffice};

/// Makes the provisions of `provisions/information.toml`.
pub(in crate::protocol) fn information(
    protocol: &Protocol,
    raw: &RawInformation,
    sheet: Sheet<'_>,
    faults: &mut Vec<PackError>,
) -> InformationProvisions {
    let mut reading = Reading {
        protocol,
        sheet,
        faults,
    };
    let provisions = InformationProvisions {
        response: reading.all("response", &raw.response, clock, overlaps),
        offices: reading.all("office", &raw.office, office, |a, b| a.task == b.task),
        needs: reading.all(
            "need",
            &raw.need,
            |raw| given("of", "of = [\"exempt\"]", &raw.of),
            |_, _| true,
        ),
        sayings: reading.all(
            "saying",
            &raw.saying,
            |raw| given("saying", "saying = \"purpose\"", &raw.saying),
            |a, b| a == b,
        ),
    };
    reading.silence(raw.silent.as_ref(), !provisions.is_empty());
    provisions
}

fn office(raw: &RawOffice) -> Result<OfficeRule, Lacks> {
    Ok(OfficeRule {
        task: given("task", "task = \"decide\"", &raw.task)?,
        who: given("who", "who = [\"chief-officer\"]", &raw.who)?,
    })
}
