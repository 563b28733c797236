//! Files that people give, held to one list of kinds and to the council's size, for every register. What
//! a file is, the edge has found in its bytes, whatever its name says.

use serde::{Deserialize, Serialize};

use super::Register;
use super::draft::Draft;
use crate::ids::PartId;
use crate::verdict::{Basis, Cited};
use crate::words::Words;

/// The longest name, in characters.
const NAME: usize = 150;

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

/// A file as it was given.
#[derive(Clone, PartialEq, Eq)]
pub struct FileTyped {
    /// Its name.
    pub name: String,
    /// Its media type by its contents, as the edge found it.
    pub media: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for FileTyped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileTyped({}, {} bytes)", self.media, self.bytes.len())
    }
}

/// A file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileKept {
    /// Where its name is.
    pub(crate) name: Words,
    /// Where its bytes are.
    pub(crate) file: Words,
    /// Its media type.
    pub(crate) media: String,
    /// Its size in bytes.
    pub(crate) size: u64,
}

/// A file of a case, as events hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// The part of the case that it is.
    pub part: PartId,
    /// Where its name is kept.
    pub name: Words,
    /// Where its bytes are kept.
    pub file: Words,
    /// Its type, as found from its bytes.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
}

impl<R: Register> Draft<'_, R> {
    /// Takes a file as a part of a case, or says what is wrong with it.
    pub(crate) fn case_file(&mut self, file: FileTyped, found: bool) -> CaseFile {
        let kept = self.file(file, found);
        CaseFile {
            part: self.part(),
            name: kept.name,
            file: kept.file,
            media: kept.media,
            size: kept.size,
        }
    }

    /// How large a file may be, in megabytes: the council's setting, else the default of question W9.
    pub(crate) fn file_megabytes(&self) -> Cited<u32> {
        let set = self
            .cx
            .council
            .settings
            .whole_number("file-size-max", self.today());
        set.unwrap_or_else(|| {
            let question = "W9".parse().expect("a question’s key");
            let completes = None;
            Cited::new(
                10,
                Basis::Default {
                    question,
                    completes,
                },
            )
        })
    }

    /// Takes one file, or says what is wrong with it. Search finds its name only where `found`.
    pub(crate) fn file(&mut self, file: FileTyped, found: bool) -> FileKept {
        let name = if found {
            self.line::<NAME>("file", &file.name)
        } else {
            self.unsearched_line::<NAME>("file", &file.name)
        };
        let media = file.media.clone();
        let (file, size) = self.bytes_of(file);
        FileKept {
            name,
            file,
            media,
            size,
        }
    }

    /// Takes the bytes of a file whose own name is not kept, or says what is wrong with it; and how many
    /// they are. What no event names could never be erased.
    pub(crate) fn bytes_of(&mut self, file: FileTyped) -> (Words, u64) {
        self.check_file(&file);
        let size = file.bytes.len() as u64;
        (self.scribe.file(&file.media, file.bytes), size)
    }

    fn check_file(&mut self, file: &FileTyped) {
        let most = self.file_megabytes().value as usize;
        if file.bytes.is_empty() {
            self.invalid("file", "is empty: choose a file with something in it");
        } else if file.bytes.len() > most * 1_000_000 {
            let is = file.bytes.len().div_ceil(1_000_000);
            self.invalid("file", format!("has {is} MB: a file may have {most} MB"));
        }
        if !MEDIA.iter().any(|(media, _)| *media == file.media) {
            let mut names: Vec<&str> = MEDIA.iter().map(|(_, name)| *name).collect();
            names.dedup();
            self.invalid(
                "file",
                format!("is of a kind that is not taken: give {}", names.join(", ")),
            );
        }
        let wild = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
        if file.name.contains(wild) || file.name.trim_matches(['.', ' ']).is_empty() {
            let shown: String = file.name.chars().take(60).collect();
            self.invalid(
                "file",
                format!(
                    "`{shown}` is not a file name: use letters, digits, spaces, dots and hyphens"
                ),
            );
        }
    }
}
