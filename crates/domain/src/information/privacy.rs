//! What every stored field of every event tells of a person. A field that is not listed fails a test.

pub use crate::register::privacy::Privacy;

/// Every field of every event, by the event's name. A value that is kept whole is one field.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = {
    use Privacy::{Content, Date, Fact, Ground, Key, OfConstituent, Person, Place, Slug};
    &[
        (
            "requested",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("holder", Person),
                ("received", Date),
                ("title", Content),
                ("body", Content),
                ("wanted", Fact),
                ("duty", Content),
                ("ground", Fact),
                ("capacity", Fact),
                ("of_body", Place),
                ("casework", OfConstituent),
                ("exceptional", Content),
                ("business", Fact),
            ],
        ),
        (
            "mistake-reported",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("title", Content),
                ("body", Content),
                ("not_used", Fact),
                ("basis", Ground),
            ],
        ),
        (
            "misuse-alleged",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("title", Content),
                ("body", Content),
                ("basis", Ground),
            ],
        ),
        ("misuse-settled", &[("words", Content)]),
        (
            "precedent-kept",
            &[
                ("reference", Key),
                ("pin.pack", Ground),
                ("pin.version", Ground),
                ("title", Content),
                ("wanted", Fact),
                ("ground", Fact),
                ("outcome", Fact),
                ("law", Fact),
                ("determined", Fact),
            ],
        ),
        (
            "routed",
            &[("service", Place), ("handler", Person), ("basis", Ground)],
        ),
        ("crossing-noted", &[("basis", Ground)]),
        (
            "document-added",
            &[
                ("part", Key),
                ("title", Content),
                ("file", Content),
                ("media", Slug),
                ("size", Fact),
                ("of_body", Place),
                ("marking", Fact),
                ("redacted", Fact),
                ("concerns", Person),
            ],
        ),
        ("document-removed", &[("part", Key)]),
        (
            "exempt-marked",
            &[("part", Key), ("law", Fact), ("passage", Content)],
        ),
        ("need-asked", &[("words", Content), ("basis", Ground)]),
        ("need-shown", &[("words", Content)]),
        (
            "need-found",
            &[
                ("part", Key),
                ("satisfied", Fact),
                ("words", Content),
                ("basis", Ground),
            ],
        ),
        (
            "found-unreasonable",
            &[("ground", Fact), ("words", Content)],
        ),
        (
            "guidance-sought",
            &[("passed", Fact), ("words", Content), ("basis", Ground)],
        ),
        ("guidance-given", &[("words", Content)]),
        (
            "determined",
            &[("supply", Fact), ("words", Content), ("basis", Ground)],
        ),
        ("advice-given", &[("words", Content), ("basis", Ground)]),
        (
            "permission-set",
            &[
                ("permission", OfConstituent),
                ("words", Content),
                ("basis", Ground),
            ],
        ),
        ("held", &[("words", Content), ("until", Date)]),
        (
            "decided",
            &[
                ("outcome", Fact),
                ("words", Content),
                ("law", Fact),
                ("basis", Ground),
            ],
        ),
        (
            "released",
            &[
                ("part", Key),
                ("purpose", Content),
                ("until", Date),
                ("confidential", Fact),
                ("need", Fact),
                ("basis", Ground),
            ],
        ),
        ("purpose-accepted", &[("part", Key)]),
        (
            "passed-on",
            &[
                ("part", Key),
                ("words", Content),
                ("within", Fact),
                ("basis", Ground),
            ],
        ),
        ("release-ended", &[("part", Key), ("words", Content)]),
        (
            "made-public",
            &[
                ("part", Key),
                ("how", Fact),
                ("words", Content),
                ("basis", Ground),
            ],
        ),
        (
            "body-asked",
            &[("body", Place), ("words", Content), ("basis", Ground)],
        ),
        ("body-answered", &[("answer", Fact), ("words", Content)]),
        ("message-sent", &[("from", Fact), ("words", Content)]),
        ("noted", &[("words", Content)]),
        ("misuse-reported", &[("words", Content), ("basis", Ground)]),
        ("referred", &[("words", Content)]),
        ("reader-denied", &[("person", Person), ("words", Content)]),
        (
            "explained",
            &[
                ("act", Slug),
                ("basis", Ground),
                ("words", Content),
                ("overrides", Fact),
            ],
        ),
        ("closed", &[("ending", Fact)]),
        ("reopened", &[("words", Content)]),
        (
            "judged",
            &[("target", Fact), ("due", Date), ("verdict", Fact)],
        ),
        ("erased", &[("keys", Key), ("basis", Ground)]),
    ]
};
