//! The open questions on which the product’s own defaults rest where no protocol says anything.

use crate::verdict::Basis;

/// Who asks and answers for a group.
pub(super) fn asking() -> Basis {
    Basis::default_of("W40", None)
}
/// Who reads it.
pub(super) fn reading() -> Basis {
    Basis::default_of("W41", None)
}
/// For how long an offer stands.
pub(super) fn offers() -> Basis {
    Basis::default_of("W42", None)
}
/// To whom a request goes.
pub(super) fn goes_to() -> Basis {
    Basis::default_of("W43", None)
}
/// Approving one’s own attendance, which the clause leaves open.
pub(super) fn own_approval(clause: &Basis) -> Basis {
    Basis::default_of("B7", clause.clause().cloned())
}
/// Which part assistants have.
pub(super) fn assistants() -> Basis {
    Basis::default_of("W49", None)
}
/// Who can decide for a council, whatever the protocol says.
pub(super) fn decisions() -> Basis {
    Basis::Statute("Local Government Act 1972, s.101".to_owned())
}
