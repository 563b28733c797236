//! What a protocol provides on its own interpretation and amendment, read from its pack.

use super::{Lacks, Reading, given};
use crate::protocol::error::{PackError, Sheet};
use crate::protocol::raw::{
    RawAmendments, RawBinds, RawBody, RawConsult, RawInterpretations, RawOffices, RawReview,
    RawSuggest,
};
use crate::protocol::{
    Addressee, AmendmentProvisions, Bound, InterpretationProvisions, Protocol, ReviewWith,
};

/// Whom the text binds, who rules on its meaning, and who advises where it says nothing.
pub(in crate::protocol) fn interpretations(
    protocol: &Protocol,
    raw: &RawInterpretations,
    sheet: Sheet<'_>,
    faults: &mut Vec<PackError>,
) -> InterpretationProvisions {
    let mut reading = Reading {
        protocol,
        sheet,
        faults,
    };
    InterpretationProvisions {
        binds: reading.all("binds", &raw.binds, binds, |_, _| true),
        determine: reading.all("determine", &raw.determine, offices, |_, _| false),
        advise: reading.all("advise", &raw.advise, offices, |_, _| false),
    }
}

/// How the protocol is changed and looked at again.
pub(in crate::protocol) fn amendments(
    protocol: &Protocol,
    raw: &RawAmendments,
    sheet: Sheet<'_>,
    faults: &mut Vec<PackError>,
) -> AmendmentProvisions {
    let mut reading = Reading {
        protocol,
        sheet,
        faults,
    };
    AmendmentProvisions {
        suggest: reading.all("suggest", &raw.suggest, suggest, |_, _| false),
        consult: reading.all("consult", &raw.consult, consult, |_, _| false),
        recommend: reading.all("recommend", &raw.recommend, body, |_, _| true),
        approve: reading.all("approve", &raw.approve, body, |_, _| true),
        review: reading.all("review", &raw.review, review, |_, _| true),
    }
}

fn addressees(written: &toml::Spanned<Vec<String>>) -> Result<Vec<Addressee>, Lacks> {
    let each = written.get_ref().iter().map(|word| word.parse());
    each.collect::<Result<_, _>>()
        .map_err(|bad| Lacks::Bad(written.span(), bad))
}

fn offices(raw: &RawOffices) -> Result<Vec<Addressee>, Lacks> {
    let by = raw.by.as_ref();
    addressees(by.ok_or(Lacks::Field("by", "by = [\"monitoring-officer\"]"))?)
}

fn binds(raw: &RawBinds) -> Result<Vec<Bound>, Lacks> {
    given(
        "persons",
        "persons = [\"members\", \"officers\"]",
        &raw.persons,
    )
}

fn suggest(raw: &RawSuggest) -> Result<Vec<Addressee>, Lacks> {
    let to = raw.to.as_ref();
    addressees(to.ok_or(Lacks::Field("to", "to = [\"chief-executive\"]"))?)
}

fn consult(raw: &RawConsult) -> Result<Vec<String>, Lacks> {
    given("bodies", "bodies = [\"Standards Committee\"]", &raw.bodies)
}

fn body(raw: &RawBody) -> Result<String, Lacks> {
    given("body", "body = \"Council\"", &raw.body)
}

fn review(raw: &RawReview) -> Result<ReviewWith, Lacks> {
    given("with", "with = \"constitution\"", &raw.with)
}
