//! Events stay readable and tagged.

use super::event::{Event, FIELDS};
use crate::register::golden::Golden;

#[test]
fn every_event_ever_written_is_read_and_every_field_is_tagged() {
    let golden = Golden::<Event> {
        file: include_str!("../../tests/golden/interpretation-events.jsonl"),
        names: Event::NAMES,
        fields: FIELDS,
        whole: &["pin", "ruling", "ending", "basis"],
        name: Event::name,
        contents: Event::contents,
    };
    golden.holds();
}
