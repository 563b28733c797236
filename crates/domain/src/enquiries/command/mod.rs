//! What somebody wants to do with an enquiry, with all its fields as typed. Facts about other enquiries
//! come in with the command ([`Beside`]): deciding looks nothing up.

mod acts;
mod given;
mod kind;

pub use acts::Act;
pub use given::*;
pub use kind::Kind;

use crate::enquiries::State;

/// An act with the reason that its gate may have asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What to do.
    pub act: Act,
    /// Why, where a duty asks or an office overrides a refusal: the field `explanation` everywhere.
    pub explanation: Option<String>,
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        Self {
            act,
            explanation: None,
        }
    }
}

/// Another enquiry that the act changes or names, as the caller loaded it.
pub type Beside = crate::register::Beside<State>;
