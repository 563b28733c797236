//! Every event ever written still reads, keeps its name, and has a privacy tag on every field.

use crate::enquiries::event::Event;
use crate::enquiries::privacy::FIELDS;
use crate::register::golden::Golden;

const GOLDEN: Golden<Event> = Golden {
    file: include_str!("../../../tests/golden/enquiry-events.jsonl"),
    names: Event::NAMES,
    fields: FIELDS,
    whole: &["basis", "answerable", "received", "to", "of", "target"],
    name: Event::name,
    contents: Event::contents,
};

#[test]
fn every_event_ever_written_still_reads_and_every_field_is_tagged() {
    GOLDEN.holds();
}

#[test]
fn what_a_story_writes_is_like_what_the_golden_file_holds() {
    use super::first::{answer, hold};
    use super::story::Story;
    let story = Story::raised()
        .does(
            "hall",
            "2026-04-13T16:00",
            hold(jiff::civil::date(2026, 4, 20)),
        )
        .does("hall", "2026-04-20T16:00", answer());
    for recorded in &story.events {
        GOLDEN.tagged(&recorded.event);
    }
}
