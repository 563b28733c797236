//! Who will read what is typed on an enquiry.

use domain::enquiries::{Kind, note_readers, words_readers};

use super::Enquiry;
use crate::web::forms::ReadersNote;
use crate::web::frame::Me;
use crate::web::names::Names;
use crate::web::readers::lines;

/// Whether the words of an act stay with officers.
pub fn is_internal(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Note
            | Kind::AskContribution
            | Kind::Contribute
            | Kind::WithdrawContribution
            | Kind::AskPartner
            | Kind::RecordPartnerAnswer
            | Kind::RaiseBurden
            | Kind::DenyReader
    )
}

/// Whether an act has words that others will read.
fn has_words(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Accept
            | Kind::Route
            | Kind::Link
            | Kind::Unlink
            | Kind::Rate
            | Kind::RemoveFile
            | Kind::AddReader
            | Kind::RemoveReader
            | Kind::Erase
            | Kind::KeepPromise
            | Kind::JoinCampaign
            | Kind::LeaveCampaign
            | Kind::Chase
            | Kind::Recall
    )
}

/// Who will read what is about to be typed.
pub fn note(me: &Me, case: &Enquiry, kind: Kind) -> Option<ReadersNote> {
    if !has_words(kind) {
        return None;
    }
    let names = Names::on(&me.council, me.today);
    let internal = is_internal(kind);
    let readers = if internal {
        note_readers(&case.state)
    } else {
        words_readers(&case.state)
    };
    let member = names.holder(&case.state.holder);
    Some(ReadersNote {
        sentence: if internal {
            format!("Internal. {member} will not see this. These officers will:")
        } else {
            format!("{member} will read this, and so will everybody else who can read the enquiry:")
        },
        readers: lines(me, &readers),
        internal,
    })
}
