//! Every event ever written still reads, keeps its name, and has a privacy tag on every field.

use crate::briefings::Event;
use crate::briefings::event::FIELDS;
use crate::register::golden::Golden;

pub(super) const GOLDEN: Golden<Event> = Golden {
    file: include_str!("../../../tests/golden/briefing-events.jsonl"),
    names: Event::NAMES,
    fields: FIELDS,
    whole: &["basis", "reads_on", "goes_to", "invited", "content_readers"],
    name: Event::name,
    contents: Event::contents,
};

#[test]
fn every_event_ever_written_still_reads_and_every_field_is_tagged() {
    GOLDEN.holds();
}
