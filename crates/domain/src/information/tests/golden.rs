//! Every event ever written still reads, keeps its name, and has a privacy tag on every field.

use super::story::{Story, released};
use crate::information::event::Event;
use crate::information::privacy::FIELDS;
use crate::register::golden::Golden;

pub const FILE: &str = include_str!("../../../tests/golden/information-events.jsonl");

const GOLDEN: Golden<Event> = Golden {
    file: FILE,
    names: Event::NAMES,
    fields: FIELDS,
    whole: &["basis", "received", "target"],
    name: Event::name,
    contents: Event::contents,
};

#[test]
fn every_event_ever_written_still_reads_and_every_field_is_tagged() {
    GOLDEN.holds();
}

#[test]
fn what_a_story_writes_is_like_what_the_golden_file_holds() {
    let story: Story = released("bradford-4c");
    for recorded in &story.events {
        GOLDEN.tagged(&recorded.event);
    }
}
