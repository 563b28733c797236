//! What a stored field of an event may tell of a person: one closed list for every register.

/// What a field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Privacy {
    /// A choice from a closed list, a number or a flag that tells of the case and of no person.
    Fact,
    /// A flag or a choice that tells something of a constituent, though not who it is.
    OfConstituent,
    /// A date or a time.
    Date,
    /// A reference or a random key of a case or of a part of one.
    Key,
    /// A person or an appointment, by an identifier that says no name.
    Person,
    /// A service, team, ward or partner.
    Place,
    /// A clause, setting, statute or question.
    Ground,
    /// Words or a file kept apart: a random key and a salted digest that tell nothing once it is erased.
    Content,
    /// A slug or a media type, too short a form for words.
    Slug,
}
