//! What is opened of a case, by whom and why: on record before anything of it goes out, the same for pages
//! and the command line.

use domain::enquiries::event::FileReaders;
use domain::enquiries::{Enquiries, file_readers};
use domain::ids::PartId;
use domain::reference::Reference;
use domain::register::Register;
use domain::verdict::{Basis, Rejection};
use store::Access;

use super::{FileShown, Handing, Look, Shown};
use crate::operations::{ActError, Case, Operations};

/// A file as it goes to somebody who may open it.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Its type, as found from its bytes.
    pub media: String,
    /// The name under which it is saved.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Puts the opening of a case on record, where its register asks for that.
pub async fn note<R: Shown>(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<R>,
) -> Result<(), ActError> {
    if !R::logs_opening(&case.state) {
        return Ok(());
    }
    opened(operations, look, case).await
}

/// Puts the opening of an enquiry on record while something in it may be called back: it can be until somebody
/// else has opened it.
pub async fn note_enquiry(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<Enquiries>,
) -> Result<(), ActError> {
    let fresh = case.state.messages.iter().any(|message| {
        &message.by != look.actor.person()
            && !message.recalled
            && (look.now - message.at).get_hours() < 1
    });
    if !fresh {
        return Ok(());
    }
    opened(operations, look, case).await
}

/// A file of a case, for somebody who may open it; not found for anybody else.
pub async fn hand<R: Shown>(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<R>,
    part: &PartId,
) -> Result<Handed, ActError> {
    let mut files = R::files(case, look).into_iter();
    let file = files
        .find(|file| &file.part == part)
        .ok_or(ActError::NotFound)?;
    let reference = case.reference();
    let handing = R::hand_over(case, &file, look);
    let content = operations
        .store()
        .content(&reference, &file.file, look.visible())
        .await?
        .ok_or(ActError::NotFound)?;
    let bytes = stamped(&file, &handing, content.bytes.unwrap_or_default())?;
    // INVARIANT: the opening is on record before any byte goes.
    let by_case = R::logs_opening(&case.state).then(|| case.reader_of(look.visible()));
    let basis = handing
        .on_record
        .or_else(|| by_case.flatten().map(|reader| reader.basis));
    if let Some(basis) = basis {
        on_record(operations, look, reference, file.file.to_string(), &basis).await?;
    }
    let own = case.words(&file.name.key).unwrap_or("file").to_owned();
    Ok(Handed {
        media: file.media,
        name: handing.name.unwrap_or(own),
        bytes,
    })
}

/// A file of an enquiry, for somebody who may open it; on record where it is for officers or concerns a
/// constituent.
pub async fn hand_enquiry(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<Enquiries>,
    part: &PartId,
) -> Result<Handed, ActError> {
    let readers = file_readers(&case.state, part).ok_or(ActError::NotFound)?;
    let reader = look.visible().may_read(&readers);
    let basis = &reader.ok_or(ActError::NotFound)?.basis;
    let mut files = case.state.files.iter();
    let file = files
        .find(|file| &file.part == part)
        .ok_or(ActError::NotFound)?;
    let (reference, key) = (case.reference(), &file.file.key);
    if file.readers == FileReaders::Internal || case.state.constituent.is_some() {
        on_record(operations, look, reference.clone(), key.to_string(), basis).await?;
    }
    let content = operations
        .store()
        .content(&reference, key, look.visible())
        .await?
        .ok_or(ActError::NotFound)?;
    Ok(Handed {
        media: file.media.clone(),
        name: case.words(&file.name.key).unwrap_or("file").to_owned(),
        bytes: content.bytes.unwrap_or_default(),
    })
}

async fn opened<R: Register>(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<R>,
) -> Result<(), ActError> {
    let reader = case.reader_of(look.visible()).ok_or(ActError::NotFound)?;
    let what = "opened".to_owned();
    on_record(operations, look, case.reference(), what, &reader.basis).await
}

async fn on_record(
    operations: &Operations,
    look: &Look<'_>,
    reference: Reference,
    what: String,
    basis: &Basis,
) -> Result<(), ActError> {
    let access = Access {
        at: look.now,
        person: look.actor.person().clone(),
        reference,
        what,
        basis: serde_json::to_string(basis).expect("plain data"),
    };
    Ok(operations.store().log_access(&access).await?)
}

/// The bytes with the reader’s name on every page, where that is wanted; nothing goes without it.
fn stamped(file: &FileShown, handing: &Handing, bytes: Vec<u8>) -> Result<Vec<u8>, ActError> {
    let Some((line, refusal)) = &handing.stamp else {
        return Ok(bytes);
    };
    if file.media != "application/pdf" {
        return Ok(bytes);
    }
    crate::stamp::every_page(&bytes, line)
        .map_err(|_| ActError::Rejected(Rejection::Refused(refusal.clone())))
}
