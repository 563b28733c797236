//! Writing the archive, part by part, while the council works: the log as of its last seal, and what its
//! events name.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use domain::fresh::hex;
use domain::ids::ContentKey;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use store::{Archived, Placed, Recount, Store};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{
    CHECKPOINTS, CHOICES, ERASURES, FILES, FORMAT, Held, LOG, Line, MANIFEST, Manifest, PEN, Part,
    READ_ME, READINGS, WORDS, file_part, pen_part,
};
use crate::operations::BROUGHT;
use crate::operations::Operations;
use crate::operations::intake::CARRIED;

/// Events read at a time.
const EVENTS: usize = 2_000;
/// Contents read at a time; with files among them they may be large.
const CONTENTS: usize = 32;

const EXPLAINED: &str = "This is everything that a council wrote in Wardroom, to be read without it.\n\n\
manifest.json      what this is, and the SHA-256 of each part\n\
log.jsonl          what happened, one event a line, in the order of the sealed log\n\
words.jsonl        the texts that events name by `key`, with the salts of their digests\n\
files.jsonl        the files that events name; their bytes are files/KEY\n\
erasures.jsonl     what was erased for good, when, by whom and on which ground\n\
readings.jsonl     who read what is confidential\n\
pen.jsonl          messages that came and lie in no case; as they came they are pen/KEY\n\
mail.jsonl         what people want to be told by mail\n\
checkpoints.jsonl  signed statements about the log\n\n\
An event names a text or a file by `key` and `digest`, the SHA-256 of salt and bytes.\n\
`wardroom archive verify FILE` recomputes all of it; the file docs/operating/archive.md of the\n\
program's source says how to do so by hand.\n";

/// A zip whose parts are hashed as they are written.
struct Parts {
    zip: ZipWriter<BufWriter<File>>,
    hash: Sha256,
    bytes: u64,
    name: String,
    done: Vec<Part>,
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.zip.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.zip.flush()
    }
}

impl Parts {
    fn begin(&mut self, name: impl Into<String>) -> anyhow::Result<()> {
        self.name = name.into();
        let options = SimpleFileOptions::default().unix_permissions(0o600);
        self.zip.start_file(&self.name, options)?;
        Ok(())
    }

    fn line(&mut self, what: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer(&mut *self, what)?;
        Ok(self.write_all(b"\n")?)
    }

    fn end(&mut self) {
        self.done.push(Part {
            name: std::mem::take(&mut self.name),
            bytes: std::mem::take(&mut self.bytes),
            sha256: hex(&std::mem::take(&mut self.hash).finalize()),
        });
    }

    /// A part of one line for each of these.
    fn lines<T: Serialize>(
        &mut self,
        name: &str,
        all: impl IntoIterator<Item = T>,
    ) -> anyhow::Result<()> {
        self.begin(name)?;
        for one in all {
            self.line(&one)?;
        }
        self.end();
        Ok(())
    }
}

/// Writes the archive into a new file. `told` hears how far it is.
///
/// # Errors
/// Where the file is there already or cannot be written, or where the log does not fit itself.
pub async fn write(
    operations: &Operations,
    file: &Path,
    told: &mut dyn FnMut(&str),
) -> anyhow::Result<Manifest> {
    if file.exists() {
        bail!("`{}` is there already: name a new file", file.display());
    }
    let mut partial = file.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = written(operations, &partial, told).await;
    match written {
        Ok(manifest) => {
            std::fs::rename(&partial, file)?;
            Ok(manifest)
        }
        Err(error) => {
            let _ = std::fs::remove_file(&partial);
            Err(error.context(format!("`{}` was not written", file.display())))
        }
    }
}

async fn written(
    operations: &Operations,
    partial: &Path,
    told: &mut dyn FnMut(&str),
) -> anyhow::Result<Manifest> {
    let mut new = OpenOptions::new();
    new.write(true).create(true).truncate(true).mode(0o600);
    let file = new.open(partial)?;
    let mut parts = Parts {
        zip: ZipWriter::new(BufWriter::new(file)).set_auto_large_file(),
        hash: Sha256::new(),
        bytes: 0,
        name: String::new(),
        done: Vec::new(),
    };
    let store = operations.store();
    let sealed = store.seal(operations.now()).await?;
    parts.begin(READ_ME)?;
    parts.write_all(EXPLAINED.as_bytes())?;
    parts.end();
    told(&format!("{} events …", sealed.size));
    let (recount, keys) = log(store, sealed.size, &mut parts).await?;
    if recount.sealed() != sealed {
        bail!("the log does not fit its seal: run `wardroom audit verify`");
    }
    told(&format!("{} texts and files …", keys.len()));
    contents(store, &keys, &mut parts).await?;
    parts.lines(ERASURES, store.erasures().await?)?;
    let readings = store.readings().await?;
    parts.lines(READINGS, readings)?;
    parts.lines(CHECKPOINTS, store.checkpoints().await?)?;
    pen(store, &mut parts).await?;
    parts.lines(CHOICES, store.mail_choices().await?)?;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        council: operations.council().await?.name.to_string(),
        made: operations.now(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        events: sealed.size,
        root: hex(&sealed.root),
        parts: std::mem::take(&mut parts.done),
    };
    parts.begin(MANIFEST)?;
    serde_json::to_writer_pretty(&mut parts, &manifest)?;
    let file = parts.zip.finish()?;
    let file = file.into_inner().context("the end of the file")?;
    file.sync_all()?;
    Ok(manifest)
}

/// The log up to a size, and the keys that its events name.
async fn log(
    store: &Store,
    size: u64,
    parts: &mut Parts,
) -> anyhow::Result<(Recount, BTreeSet<ContentKey>)> {
    let (mut recount, mut keys) = (Recount::default(), BTreeSet::new());
    parts.begin(LOG)?;
    let mut from = 0;
    while from < size {
        let some = store.read_log(from, EVENTS).await?;
        if some.is_empty() {
            bail!("the log ends at {from} of {size}: run `wardroom audit verify`");
        }
        for placed in some.iter().take_while(|placed| placed.place < size) {
            let counted = recount.add(placed).map_err(anyhow::Error::msg)?;
            let named = counted.words.iter().filter_map(|(key, _)| key.parse().ok());
            keys.extend(named);
            parts.line(&line(placed, &counted.chain))?;
        }
        from += some.len() as u64;
    }
    parts.end();
    Ok((recount, keys))
}

fn line(placed: &Placed, chain: &[u8; 32]) -> Line {
    let event = placed.event.clone();
    Line {
        place: placed.place,
        stream: placed.stream.as_str().to_owned(),
        version: event.version,
        at: event.at,
        actor: event.actor.to_string(),
        kind: event.kind,
        payload: event.payload,
        cites: event.cites,
        chain: hex(chain),
    }
}

/// Texts as lines of one part, files as parts of their own.
async fn contents(
    store: &Store,
    keys: &BTreeSet<ContentKey>,
    parts: &mut Parts,
) -> anyhow::Result<()> {
    let keys: Vec<_> = keys.iter().cloned().collect();
    let searched = store.searched().await?;
    let mut files = Vec::new();
    parts.begin(WORDS)?;
    for some in keys.chunks(CONTENTS) {
        for content in store.archived(some).await? {
            match text(&content) {
                Some(text) => parts.line(&Held {
                    searched: searched.contains(content.key.as_str()),
                    text: Some(text.to_owned()),
                    ..held(&content)
                })?,
                None => files.push(content.key),
            }
        }
    }
    parts.end();
    let mut listed = Vec::with_capacity(files.len());
    for key in files {
        for content in store.archived(&[key]).await? {
            parts.begin(file_part(content.key.as_str()))?;
            parts.write_all(&content.bytes)?;
            parts.end();
            listed.push(held(&content));
        }
    }
    parts.lines(FILES, listed)
}

/// The messages of the intake as lines of one part, and those that lie in no case as parts of their own.
async fn pen(store: &Store, parts: &mut Parts) -> anyhow::Result<()> {
    let messages = store.incoming_kept(&[CARRIED, BROUGHT]).await?;
    for kept in &messages {
        let key = &kept.message.key;
        if let Some(raw) = store.incoming_bytes(key).await? {
            parts.begin(pen_part(key))?;
            parts.write_all(&raw)?;
            parts.end();
        }
    }
    parts.lines(PEN, messages)
}

fn held(content: &Archived) -> Held {
    Held {
        key: content.key.to_string(),
        salt: hex(&content.salt),
        media: content.media.clone(),
        searched: false,
        text: None,
    }
}

fn text(content: &Archived) -> Option<&str> {
    let texts = content.media.starts_with("text/");
    std::str::from_utf8(&content.bytes).ok().filter(|_| texts)
}
