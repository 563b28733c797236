//! What every stored field of every event tells of a person. A field that is not listed fails a test.

use super::event::Event;
use crate::register::privacy::Privacy;

/// What every stored field of every event tells of a person.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = {
    use Privacy::{Content, Date, Fact, Ground, Key, Person, Place, Slug};
    &[
        (
            "asked",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("topic", Key),
                ("by", Person),
                ("seat", Person),
                ("side", Person),
                ("side_basis", Ground),
                ("goes_to", Person),
                ("needs_approval", Fact),
                ("business", Content),
                ("body", Content),
                ("wants", Fact),
                ("service", Place),
                ("officer", Person),
                ("capacity", Fact),
                ("exceptional", Content),
                ("meeting", Fact),
                ("meets_on", Date),
                ("place", Content),
                ("outsiders", Fact),
                ("present", Content),
                ("post", Person),
            ],
        ),
        (
            "offered",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("topic", Key),
                ("to", Person),
                ("side", Person),
                ("subject", Content),
                ("information", Content),
                ("first", Person),
                ("until", Date),
                ("service", Place),
                ("officer", Person),
                ("post", Person),
                ("basis", Ground),
            ],
        ),
        (
            "approved",
            &[
                ("officer", Person),
                ("post", Person),
                ("own", Fact),
                ("goes_to", Person),
                ("basis", Ground),
            ],
        ),
        ("agreed", &[("post", Person)]),
        ("chief-executive-told", &[("basis", Ground)]),
        (
            "attended",
            &[
                ("on", Date),
                ("left", Fact),
                ("apart", Fact),
                ("outsiders", Fact),
                ("present", Content),
                ("limited", Fact),
                ("part", Content),
                ("post", Person),
                ("reads_on", Ground),
            ],
        ),
        (
            "given",
            &[
                ("part", Key),
                ("subject", Content),
                ("information", Content),
                ("factual", Fact),
                ("same", Fact),
                ("post", Person),
                ("reads_on", Ground),
            ],
        ),
        (
            "file-given",
            &[
                ("part", Key),
                ("name", Content),
                ("file", Content),
                ("media", Fact),
                ("size", Fact),
            ],
        ),
        (
            "offers-made",
            &[("part", Key), ("count", Fact), ("basis", Ground)],
        ),
        (
            "matched",
            &[("topic", Key), ("reference", Key), ("basis", Ground)],
        ),
        (
            "noted",
            &[
                ("part", Key),
                ("words", Content),
                ("basis", Ground),
                ("also", Person),
                ("post", Person),
            ],
        ),
        (
            "declined",
            &[("ground", Fact), ("words", Content), ("basis", Ground)],
        ),
        ("withdrawn", &[]),
        ("taken-up", &[]),
        ("offer-declined", &[]),
        (
            "decision-followed",
            &[
                ("body", Place),
                ("person", Person),
                ("on", Date),
                ("minute", Content),
                ("words", Content),
            ],
        ),
        (
            "conclusion-followed",
            &[("words", Content), ("basis", Ground)],
        ),
        ("breach-brought", &[("words", Content), ("basis", Ground)]),
        (
            "breach-reported",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("topic", Key),
                ("by", Person),
                ("title", Content),
                ("words", Content),
                ("service", Place),
                ("basis", Ground),
            ],
        ),
        ("breach-settled", &[("words", Content)]),
        (
            "explained",
            &[
                ("act", Slug),
                ("basis", Ground),
                ("words", Content),
                ("overrides", Fact),
            ],
        ),
        ("erased", &[("keys", Key), ("basis", Ground)]),
    ]
};

/// An event’s stable name: the tag under which it is stored.
pub fn name(event: &Event) -> &'static str {
    match event {
        Event::Asked(_) => "asked",
        Event::Offered(_) => "offered",
        Event::Approved(_) => "approved",
        Event::Agreed { .. } => "agreed",
        Event::ChiefExecutiveTold { .. } => "chief-executive-told",
        Event::Attended(_) => "attended",
        Event::Given(_) => "given",
        Event::FileGiven(_) => "file-given",
        Event::OffersMade(_) => "offers-made",
        Event::Matched { .. } => "matched",
        Event::Noted { .. } => "noted",
        Event::Declined(_) => "declined",
        Event::Withdrawn {} => "withdrawn",
        Event::TakenUp {} => "taken-up",
        Event::OfferDeclined {} => "offer-declined",
        Event::DecisionFollowed(_) => "decision-followed",
        Event::ConclusionFollowed { .. } => "conclusion-followed",
        Event::BreachBrought { .. } => "breach-brought",
        Event::BreachReported(_) => "breach-reported",
        Event::BreachSettled { .. } => "breach-settled",
        Event::Explained { .. } => "explained",
        Event::Erased { .. } => "erased",
    }
}
