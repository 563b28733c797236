//! Every event ever written still reads, keeps its name, and has a privacy tag on every field.

use super::town::attended;
use crate::groups::Event;
use crate::groups::event::{FIELDS, name};
use crate::register::golden::Golden;

const GOLDEN: Golden<Event> = Golden {
    file: include_str!("../../../tests/golden/group-events.jsonl"),
    names: &[
        "asked",
        "offered",
        "approved",
        "agreed",
        "chief-executive-told",
        "attended",
        "given",
        "file-given",
        "offers-made",
        "matched",
        "noted",
        "declined",
        "withdrawn",
        "taken-up",
        "offer-declined",
        "decision-followed",
        "conclusion-followed",
        "breach-brought",
        "breach-reported",
        "breach-settled",
        "explained",
        "erased",
    ],
    fields: FIELDS,
    whole: &[
        "basis",
        "side_basis",
        "reads_on",
        "by",
        "to",
        "goes_to",
        "also",
    ],
    name,
    contents: Event::contents,
};

#[test]
fn every_event_ever_written_still_reads_and_every_field_is_tagged() {
    GOLDEN.holds();
}

#[test]
fn what_a_story_writes_is_tagged_too() {
    let story = attended();
    let born = story.born.iter().flat_map(|born| &born.events);
    for recorded in story.events.iter().chain(born) {
        GOLDEN.tagged(&recorded.event);
    }
}
