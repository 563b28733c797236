//! Files: their names, kinds and sizes. What a file is, the edge has found in its bytes; here it is held
//! to the list.

use super::draft::Draft;
use super::opening::TITLE;
use crate::enquiries::basis;
use crate::enquiries::command::FileGiven;
use crate::enquiries::event::{Event, FileAdded, FileReaders, Part};
use crate::enquiries::gate::Facts;
use crate::enquiries::roles::Roles;
use crate::ids::PartId;

/// The kinds of files that are taken, by media type and as people call them.
pub const MEDIA: [(&str, &str); 15] = [
    ("application/pdf", "PDF"),
    ("text/plain", "text"),
    ("text/csv", "CSV"),
    ("image/jpeg", "JPEG picture"),
    ("image/png", "PNG picture"),
    ("image/gif", "GIF picture"),
    ("image/webp", "WebP picture"),
    ("image/heif", "HEIF picture"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel workbook",
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint slides",
    ),
    (
        "application/vnd.oasis.opendocument.text",
        "OpenDocument text",
    ),
    (
        "application/vnd.oasis.opendocument.spreadsheet",
        "OpenDocument spreadsheet",
    ),
    (
        "application/vnd.oasis.opendocument.presentation",
        "OpenDocument slides",
    ),
    ("message/rfc822", "mail"),
];

pub(super) fn add(d: &mut Draft<'_>, facts: &Facts<'_>, file: FileGiven) {
    let officers = Roles::DESK.or(Roles::CONTRIBUTOR);
    if file.readers == FileReaders::Internal && !facts.roles.meets(officers) {
        d.invalid(
            "readers",
            "internal files are for officers: leave it to all who read the case",
        );
    }
    let internal = file.readers == FileReaders::Internal;
    give(d, file);
    if facts.roles.meets(Roles::MEMBER) {
        d.tell_officers(facts.state, "file-added", basis::files());
    } else if !internal {
        d.tell_member(facts.state, "file-added", basis::files());
    }
}

/// Takes one file, or says what is wrong with it.
pub(super) fn give(d: &mut Draft<'_>, file: FileGiven) {
    let most = d.file_bytes_max();
    if file.bytes.is_empty() {
        d.invalid("file", "is empty: choose a file with something in it");
    } else if file.bytes.len() > most {
        let (is, most) = (file.bytes.len().div_ceil(1_000_000), most / 1_000_000);
        d.invalid("file", format!("has {is} MB: a file may have {most} MB"));
    }
    let known = MEDIA.iter().any(|(media, _)| *media == file.media);
    if !known {
        let mut names: Vec<&str> = MEDIA.iter().map(|(_, name)| *name).collect();
        names.dedup();
        d.invalid(
            "file",
            format!("is of a kind that is not taken: give {}", names.join(", ")),
        );
    }
    let wild = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if file.name.contains(wild) || file.name.trim_matches(['.', ' ']).is_empty() {
        let shown: String = file.name.chars().take(60).collect();
        d.invalid(
            "file",
            format!("`{shown}` is not a file name: use letters, digits, spaces, dots and hyphens"),
        );
    }
    let name = d.line::<TITLE>("file", &file.name);
    let size = file.bytes.len() as u64;
    let part = d.part();
    let bytes = d.scribe.file(&file.media, file.bytes);
    d.push(Event::FileAdded(FileAdded {
        part,
        name,
        file: bytes,
        media: file.media,
        size,
        readers: file.readers,
    }));
}

pub(super) fn remove(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId) {
    let me = facts.cx.actor.person();
    let mut files = facts.state.files.iter();
    match files.find(|file| file.part == part && !file.removed) {
        Some(file) if &file.by == me || facts.roles.meets(Roles::MANAGER) => {}
        Some(_) => d.invalid(
            "part",
            "was added by somebody else: ask them or the service manager",
        ),
        None => d.invalid("part", "is not a file of this enquiry: choose one that is"),
    }
    d.push(Event::FileRemoved(Part { part }));
}
