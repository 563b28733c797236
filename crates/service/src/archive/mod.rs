//! The whole council as one file that outlives the program: a zip of lines of JSON, the files as they were
//! sent, and a manifest with the digest of each part. `docs/operating/archive.md` describes it for whoever
//! reads it without Wardroom.
//!
//! Holds what no event holds and nobody could fold again, too: messages that wait in the holding pen, and what people
//! want to be told by mail. Never holds sessions, links, reply addresses, drafts, notices or what waits to be sent:
//! they are of the day.

mod read_in;
mod verify;
mod write;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use read_in::read_in;
pub use verify::{Report, verify};
pub use write::write;

/// The first word of every manifest.
const FORMAT: &str = "wardroom archive 1";
const MANIFEST: &str = "manifest.json";
const READ_ME: &str = "README.txt";
const LOG: &str = "log.jsonl";
const WORDS: &str = "words.jsonl";
const FILES: &str = "files.jsonl";
const ERASURES: &str = "erasures.jsonl";
const READINGS: &str = "readings.jsonl";
const CHECKPOINTS: &str = "checkpoints.jsonl";
const PEN: &str = "pen.jsonl";
const CHOICES: &str = "mail.jsonl";

/// What the archive is, and the digest of each of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    /// The council's name.
    pub council: String,
    /// When it was made.
    pub made: Timestamp,
    /// The version of the program that made it.
    pub program: String,
    /// How many events the log holds.
    pub events: u64,
    /// The root of the tree over them, as a checkpoint of that size has it.
    pub root: String,
    parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    name: String,
    bytes: u64,
    sha256: String,
}

/// One event as a line of the log. `payload` and `cites` are the very texts over which the digest goes.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    place: u64,
    stream: String,
    version: u64,
    at: Timestamp,
    actor: String,
    kind: String,
    payload: String,
    cites: String,
    chain: String,
}

/// One text or file. A file's bytes are the part `files/KEY`.
#[derive(Debug, Serialize, Deserialize)]
struct Held {
    key: String,
    salt: String,
    media: String,
    /// Whether search finds it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    searched: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// The part that holds a file.
fn file_part(key: &str) -> String {
    format!("files/{key}")
}

/// The part that holds a message as it came.
fn pen_part(key: &str) -> String {
    format!("pen/{key}")
}
