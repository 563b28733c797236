//! Files of an enquiry: who may add one, for whom, and who takes it away.

use super::draft::Draft;
use crate::enquiries::basis;
use crate::enquiries::command::FileGiven;
use crate::enquiries::event::{Event, FileAdded, FileReaders, Part};
use crate::enquiries::gate::Facts;
use crate::enquiries::roles::Roles;
use crate::ids::PartId;
use crate::register::files::FileTyped;

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
    let readers = file.readers;
    let part = d.part();
    let typed = FileTyped {
        name: file.name,
        media: file.media,
        bytes: file.bytes,
    };
    let kept = d.file(typed, true);
    d.push(Event::FileAdded(FileAdded {
        part,
        name: kept.name,
        file: kept.file,
        media: kept.media,
        size: kept.size,
        readers,
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
