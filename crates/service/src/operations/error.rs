//! Why an operation did not do what was asked.

use domain::ids::Stream;
use domain::verdict::Rejection;

/// Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// There is no such record, or this person may not know of it: one answer for both.
    #[error("there is no such record")]
    NotFound,
    /// The record has changed since the person looked at it.
    #[error("`{}` has changed from version {seen} to {now}", stream.as_str())]
    Moved {
        /// The record's stream.
        stream: Stream,
        /// The version that the person saw.
        seen: u64,
        /// The version now.
        now: u64,
    },
    /// The rules say no, or a field cannot be taken.
    #[error("{}", told(.0))]
    Rejected(Rejection),
    /// The store failed.
    #[error(transparent)]
    Fault(#[from] store::Fault),
}

impl From<Rejection> for ActError {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Hidden => Self::NotFound,
            other => Self::Rejected(other),
        }
    }
}

fn told(rejection: &Rejection) -> String {
    match rejection {
        Rejection::Refused(refusal) => format!("{} ({})", refusal.why, refusal.basis),
        Rejection::Hidden => "there is no such record".to_owned(),
        Rejection::Invalid(fields) => {
            let lines: Vec<_> = fields
                .iter()
                .map(|f| format!("{}: {}", f.field, f.why))
                .collect();
            lines.join("; ")
        }
    }
}
