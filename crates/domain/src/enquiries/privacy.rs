//! What every stored field of every event tells of a person. A field that is not listed fails a test: no
//! event learns to carry something new without somebody deciding what it is.

pub use crate::register::privacy::Privacy;

/// Every field of every event, by the event's name. A value that is kept whole, such as a ground or the
/// place of words, is one field.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = {
    use Privacy::{Content, Date, Fact, Ground, Key, OfConstituent, Person, Place, Slug};
    &[
        (
            "raised",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("holder", Person),
                ("raised_by", Fact),
                ("received", Date),
                ("title", Content),
                ("body", Content),
                ("constituent.details", Content),
                ("constituent.ground", OfConstituent),
                ("constituent.third_party", OfConstituent),
                ("constituent.child", OfConstituent),
                ("constituent.employee", OfConstituent),
                ("ward", Place),
                ("place", Content),
                ("urgent", Fact),
                ("service", Place),
                ("reason", Fact),
            ],
        ),
        ("door-shown", &[("door", Fact), ("basis", Ground)]),
        ("door-taken", &[("door", Fact), ("reference", Key)]),
        (
            "routed",
            &[
                ("to", Place),
                ("route", Fact),
                ("basis", Ground),
                ("answerable", Ground),
                ("past_manager", Fact),
            ],
        ),
        (
            "reassigned",
            &[("to", Place), ("handler", Person), ("basis", Ground)],
        ),
        ("accepted", &[]),
        (
            "returned",
            &[("to", Place), ("why", Content), ("basis", Ground)],
        ),
        ("acknowledged", &[("handler", Person), ("words", Content)]),
        (
            "held",
            &[
                ("why", Content),
                ("doing", Content),
                ("until", Date),
                ("explained", Fact),
                ("liaised", Fact),
                ("late", Fact),
            ],
        ),
        ("date-agreed", &[]),
        ("date-contested", &[("wants", Date), ("words", Content)]),
        ("second-stage-asked", &[("words", Content)]),
        ("second-stage-agreed", &[]),
        ("second-stage-refused", &[]),
        ("member-asked", &[("words", Content)]),
        ("member-replied", &[("words", Content)]),
        ("chased", &[]),
        ("class-changed", &[("urgent", Fact), ("why", Content)]),
        (
            "clock-moved",
            &[("from", Date), ("to", Date), ("cause", Fact)],
        ),
        (
            "judged",
            &[("target", Fact), ("due", Date), ("verdict", Fact)],
        ),
        (
            "burden-raised",
            &[
                ("to", Person),
                ("words", Content),
                ("basis", Ground),
                ("clock_runs", Fact),
            ],
        ),
        (
            "burden-discussed",
            &[("approach", Fact), ("agreed", Fact), ("words", Content)],
        ),
        (
            "contribution-asked",
            &[
                ("part", Key),
                ("of", Person),
                ("about", Content),
                ("due", Date),
            ],
        ),
        ("contribution-given", &[("part", Key), ("words", Content)]),
        ("contribution-withdrawn", &[("part", Key)]),
        (
            "partner-asked",
            &[
                ("part", Key),
                ("partner", Place),
                ("contact", Content),
                ("about", Content),
                ("due", Date),
            ],
        ),
        ("partner-answered", &[("part", Key), ("words", Content)]),
        ("noted", &[("part", Key), ("words", Content)]),
        (
            "message-sent",
            &[("part", Key), ("from", Fact), ("words", Content)],
        ),
        ("message-recalled", &[("part", Key)]),
        ("template-used", &[("template", Slug)]),
        (
            "file-added",
            &[
                ("part", Key),
                ("name", Content),
                ("file", Content),
                ("media", Slug),
                ("size", Fact),
                ("readers", Fact),
            ],
        ),
        ("file-removed", &[("part", Key)]),
        (
            "answered",
            &[
                ("part", Key),
                ("words", Content),
                ("answer", Fact),
                ("works_on", Date),
                ("forward", Content),
            ],
        ),
        (
            "lateness-explained",
            &[("words", Content), ("liaised", Fact)],
        ),
        (
            "promise-made",
            &[("part", Key), ("words", Content), ("due", Date)],
        ),
        ("promise-kept", &[("part", Key)]),
        ("promise-missed", &[("part", Key), ("reopens", Fact)]),
        (
            "promise-moved",
            &[("part", Key), ("to", Date), ("why", Content)],
        ),
        (
            "closed",
            &[
                ("by", Fact),
                ("ending", Fact),
                ("why", Content),
                ("basis", Ground),
            ],
        ),
        ("reopened", &[("words", Content)]),
        ("followed-up", &[("part", Key), ("words", Content)]),
        ("rated", &[("answered", Fact), ("useful", Fact)]),
        ("linked", &[("reference", Key)]),
        ("unlinked", &[("reference", Key)]),
        ("merged-into", &[("reference", Key)]),
        ("merged-from", &[("reference", Key), ("received", Date)]),
        ("answered-together", &[("count", Fact)]),
        ("joined-campaign", &[("campaign", Key)]),
        ("left-campaign", &[]),
        ("split", &[("reference", Key)]),
        ("split-from", &[("reference", Key)]),
        (
            "handed-to-complaints",
            &[
                ("to", Place),
                ("received", Date),
                ("reference", Key),
                ("permits", OfConstituent),
                ("told", Content),
                ("basis", Ground),
            ],
        ),
        (
            "handed-on",
            &[
                ("door", Fact),
                ("reference", Key),
                ("told", Content),
                ("basis", Ground),
            ],
        ),
        (
            "not-ours",
            &[
                ("partner", Place),
                ("reference", Key),
                ("told", Content),
                ("basis", Ground),
            ],
        ),
        (
            "information-rights-split",
            &[
                ("part", Key),
                ("law", Fact),
                ("words", Content),
                ("received", Date),
                ("basis", Ground),
            ],
        ),
        ("reader-added", &[("reader", Person), ("basis", Ground)]),
        ("reader-removed", &[("reader", Person)]),
        ("reader-denied", &[("person", Person), ("why", Content)]),
        ("referred", &[("words", Content)]),
        (
            "explained",
            &[
                ("act", Slug),
                ("basis", Ground),
                ("words", Content),
                ("overrides", Fact),
            ],
        ),
        ("holder-ended", &[("on", Date)]),
        (
            "passed-on",
            &[("to", Person), ("ground", Fact), ("basis", Ground)],
        ),
        (
            "corrected",
            &[
                ("now.title", Content),
                ("now.ward", Place),
                ("now.place", Content),
                ("now.constituent.details", Content),
                ("now.constituent.ground", OfConstituent),
                ("now.constituent.third_party", OfConstituent),
                ("now.constituent.child", OfConstituent),
                ("now.constituent.employee", OfConstituent),
                ("now.reason", Fact),
                ("now.received", Date),
                ("why", Content),
            ],
        ),
        ("erased", &[("keys", Key), ("basis", Ground)]),
    ]
};

/// What a field of an event tells, by the event's name and the field's path.
pub fn privacy(event: &str, path: &str) -> Option<Privacy> {
    let (_, fields) = FIELDS.iter().find(|(name, _)| *name == event)?;
    let (_, tag) = fields.iter().find(|(field, _)| *field == path)?;
    Some(*tag)
}
