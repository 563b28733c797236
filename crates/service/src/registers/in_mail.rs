//! What a mail may say of a case. A mail is read by whoever stands beside its reader, kept by mail servers
//! and forwarded: only what is ordinary is named in it, and of the rest only that something waits.

use domain::enquiries::{Enquiries, words_readers};

use super::Look;
use crate::calendar_file::Meeting;
use crate::operations::Case;

/// What a mail may say of a case to one person, who may read it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InMail {
    /// Whether it may say what happened, and in which case.
    pub named: bool,
    /// The words of the answer that stands, where they are ordinary.
    pub answer: Option<String>,
    /// Where and when it meets; to be named without place and reference where the case is not.
    pub meeting: Option<Meeting>,
}

/// Of an enquiry: nothing about a constituent, a person kept out, or what lies before the Monitoring
/// Officer is ordinary, and words are for whoever may read them.
pub(super) fn of_enquiry(case: &Case<Enquiries>, look: &Look<'_>) -> InMail {
    let state = &case.state;
    let reads = look.visible().may_read(&words_readers(state)).is_some();
    let ordinary = state.constituent.is_none() && state.denied.is_empty() && !state.referred;
    if !reads || !ordinary {
        return InMail::default();
    }
    let mut messages = state.messages.iter().rev();
    let answer = messages.find(|message| message.answer && !message.recalled);
    InMail {
        named: true,
        answer: answer.and_then(|answer| Some(case.words(&answer.words.key)?.to_owned())),
        meeting: None,
    }
}
