//! Who can read an enquiry, in words: each relation with its basis and the people in it today.

use domain::access::Readers;
use domain::enquiries::{Kind, note_readers, words_readers};

use super::Enquiry;
use crate::web::error::BasisLink;
use crate::web::forms::ReadersNote;
use crate::web::frame::Me;
use crate::web::names::{Link, Names};
use crate::web::words;

/// A relation that may read.
#[derive(Debug, Clone)]
pub struct ReaderView {
    /// The relation in words.
    pub who: String,
    /// Why it lets people in.
    pub basis: BasisLink,
    /// The people in it today.
    pub people: Vec<Link>,
}

/// The readers as a list.
pub fn views(me: &Me, readers: &Readers) -> Vec<ReaderView> {
    let names = Names::on(&me.council, me.today);
    readers
        .may
        .iter()
        .map(|reader| {
            let mut people = names.people_of(&reader.token);
            let who = words::sentence(&names.token(&reader.token));
            people.retain(|person| person.text != who);
            ReaderView {
                who,
                basis: BasisLink::from(&reader.basis),
                people,
            }
        })
        .collect()
}

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
    let lines = readers.may.iter().map(|reader| {
        let people: Vec<_> = names.people_of(&reader.token);
        let who = words::sentence(&names.token(&reader.token));
        match people.as_slice() {
            [] => format!("{who}: nobody at present"),
            [one] if one.text == who => who,
            [one] => format!("{who}: {}", one.text),
            many => format!("{who}: {} people", many.len()),
        }
    });
    let member = names.holder(&case.state.holder);
    Some(ReadersNote {
        sentence: if internal {
            format!("Internal. {member} will not see this. These officers will:")
        } else {
            format!("{member} will read this, and so will everybody else who can read the enquiry:")
        },
        readers: lines.collect(),
        internal,
    })
}
