//! What every stored field of every event of a complaint tells of a person.

pub use crate::register::privacy::Privacy;

/// Every field of every event, by the event's name.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = {
    use Privacy::{Content, Date, Fact, Ground, Key, OfConstituent, Person, Place, Slug};
    &[
        (
            "logged",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("team", Place),
                ("enquiry", Key),
                ("holder", Person),
                ("permits", OfConstituent),
                ("received", Date),
                ("title", Content),
                ("body", Content),
                ("resident", Content),
                ("service", Place),
                ("ward", Place),
                ("sort", Fact),
            ],
        ),
        ("acknowledged", &[("how", Fact)]),
        ("allocated", &[("service", Place), ("handler", Person)]),
        ("handler-told", &[("how", Fact)]),
        (
            "extended",
            &[
                ("until", Date),
                ("why", Content),
                ("good_reason", Content),
                ("how", Fact),
            ],
        ),
        (
            "answered",
            &[
                ("part", Key),
                ("outcome", Fact),
                ("words", Content),
                ("remedy", Content),
                ("how", Fact),
            ],
        ),
        ("next-stage", &[("why", Content)]),
        ("ombudsman-asked", &[("reference", Key)]),
        (
            "ombudsman-decided",
            &[("outcome", Fact), ("words", Content)],
        ),
        ("permits-changed", &[("permits", OfConstituent)]),
        ("noted", &[("part", Key), ("words", Content)]),
        ("reader-denied", &[("person", Person), ("why", Content)]),
        (
            "closed",
            &[("ending", Fact), ("why", Content), ("basis", Ground)],
        ),
        (
            "judged",
            &[
                ("stage", Fact),
                ("target", Fact),
                ("due", Date),
                ("verdict", Fact),
            ],
        ),
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
