//! What is taken over, from whatever it lies in: a table of text, a spreadsheet, a mailbox as one file, or
//! messages as files of their own. All of it becomes one table, so that everything after this is the same.

use documents::spreadsheet;
use domain::directory::import::BadLine;
use domain::enquiries::takeover::{BYTES_MAX, ROWS_MAX, Table};
use messages::{SizeMax, mailbox};

use super::mail;

/// A file as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it holds messages.
    pub is_mail: bool,
}

impl Given {
    /// A file that tells by its name and its bytes what it holds.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let name = name.into();
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        let is_mail = ["eml", "msg", "mbox"].contains(&ending.as_str()) || mailbox::is_mbox(&bytes);
        Self {
            name,
            bytes,
            is_mail,
        }
    }

    /// A message that a mailbox holds, whatever its name.
    pub fn message(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            bytes,
            is_mail: true,
        }
    }
}

/// The table that these files come to: one table, or any number of messages. `most` bounds the files that a
/// message brings; `server` is the mail server that is believed about senders.
///
/// # Errors
/// Where there is none, or where it cannot be read.
pub fn table(
    name: &str,
    files: &[Given],
    most: SizeMax,
    server: Option<&str>,
) -> Result<Table, BadLine> {
    let bad = |file: &str, why: String| BadLine {
        file: file.to_owned(),
        line: None,
        column: None,
        why,
    };
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    if size > BYTES_MAX {
        let why = format!("is larger than {} MB: split it", BYTES_MAX >> 20);
        return Err(bad(name, why));
    }
    match files {
        [] => Err(bad(name, "holds no message".to_owned())),
        [one] if one.is_mail => mail::table(name, files, most, server),
        [one] if spreadsheet::is_spreadsheet(&one.bytes) => {
            let sheet = spreadsheet::read(&one.bytes, ROWS_MAX + 1);
            let sheet = sheet.map_err(|why| bad(&one.name, why.to_string()))?;
            let named = format!("{}, sheet {}", one.name, sheet.name);
            let mut table = Table::of_rows(&named, sheet.rows)?;
            let others = sheet.others.iter();
            table.passed_over = others
                .map(|other| {
                    format!(
                        "The sheet `{other}` was not read: only the first with anything on it is."
                    )
                })
                .collect();
            Ok(table)
        }
        [one] => Table::read(&one.name, &one.bytes),
        many => match many.iter().find(|file| !file.is_mail) {
            Some(other) => {
                let why = "is no message: give one table, or messages only";
                Err(bad(&other.name, why.to_owned()))
            }
            None => mail::table(name, many, most, server),
        },
    }
}
