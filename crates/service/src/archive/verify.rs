//! Whether an archive is whole and as it was written: every part by its digest, every event by its chain, the
//! log by its root, every text and file by the digest in its event. Needs no database.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, bail};
use domain::fresh::hex;
use domain::ids::Stream;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use store::{Archived, Checkpoint, Erasure, Placed, Recount, StoredEvent};
use zip::ZipArchive;

use super::{ERASURES, FILES, FORMAT, Held, LOG, Line, MANIFEST, Manifest, WORDS, file_part};

/// Troubles listed at most; the rest are counted.
const LISTED_MAX: usize = 50;

/// What a verification found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What the archive says of itself.
    pub manifest: Option<Manifest>,
    /// Texts and files that fit their events.
    pub contents: u64,
    /// Texts and files that are erased on record.
    pub erased: u64,
    /// Whether the log agrees with the checkpoint that was given.
    pub outside: bool,
    /// What is wrong, the first fifty.
    pub troubles: Vec<String>,
    /// How many things are wrong.
    pub trouble_count: usize,
}

impl Report {
    fn trouble(&mut self, what: impl Into<String>) {
        self.trouble_count += 1;
        if self.troubles.len() < LISTED_MAX {
            self.troubles.push(what.into());
        }
    }

    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.trouble_count == 0
    }
}

/// A reader that hashes what goes through it.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.hash.update(&into[..read]);
        Ok(read)
    }
}

/// The archive, with the digests of the parts that were read.
pub(super) struct Opened {
    zip: ZipArchive<BufReader<File>>,
    read: BTreeMap<String, String>,
}

impl Opened {
    /// Opens an archive of this program's format; gives what it says of itself.
    pub(super) fn open(file: &Path) -> anyhow::Result<(Self, Manifest)> {
        let name = file.display();
        let opened = File::open(file).with_context(|| format!("cannot read `{name}`"))?;
        let zip = ZipArchive::new(BufReader::new(opened));
        let mut archive = Self {
            zip: zip.with_context(|| format!("`{name}` is not an archive of Wardroom"))?,
            read: BTreeMap::new(),
        };
        let manifest: Manifest =
            archive.part(MANIFEST, |part| Ok(serde_json::from_reader(part)?))?;
        if manifest.format != FORMAT {
            let format = &manifest.format;
            bail!("`{name}` is a `{format}`; this program reads `{FORMAT}`");
        }
        Ok((archive, manifest))
    }

    /// Whether there is a part of this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Reads a part to its end, and keeps its digest.
    pub(super) fn part<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn Read) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let part = self.zip.by_name(name);
        let mut part = Hashing {
            inner: part.with_context(|| format!("the archive has no part `{name}`"))?,
            hash: Sha256::new(),
        };
        let done = read(&mut part)?;
        io::copy(&mut part, &mut io::sink())?;
        self.read
            .insert(name.to_owned(), hex(&part.hash.finalize()));
        Ok(done)
    }

    /// Each line of a part.
    pub(super) fn lines<T: DeserializeOwned>(
        &mut self,
        name: &str,
        mut each: impl FnMut(T),
    ) -> anyhow::Result<()> {
        self.part(name, |part| {
            for (n, line) in BufReader::new(part).lines().enumerate() {
                let at = || format!("line {} of `{name}`", n + 1);
                let line = line.with_context(at)?;
                each(serde_json::from_str(&line).with_context(at)?);
            }
            Ok(())
        })
    }
}

/// Recomputes an archive. With a checkpoint from outside it also shows that nothing which that covers was
/// changed since.
///
/// # Errors
/// Where the file is no archive at all, or cannot be read to its end.
pub fn verify(file: &Path, outside: Option<&Checkpoint>) -> anyhow::Result<Report> {
    let (mut archive, manifest) = Opened::open(file)?;
    let mut report = Report::default();
    let mut digests = log(&mut archive, &manifest, outside, &mut report)?;
    contents(&mut archive, &mut digests, &mut report)?;
    let erasures = &mut digests;
    let mut erased = 0;
    archive.lines(ERASURES, |line: Erasure| {
        erased += u64::from(erasures.remove(line.key.as_str()).is_some());
    })?;
    report.erased = erased;
    for key in digests.keys() {
        report.trouble(format!(
            "{key}: an event names it, it is not there, and nobody erased it"
        ));
    }
    parts(&mut archive, &manifest, &mut report)?;
    report.manifest = Some(manifest);
    Ok(report)
}

/// Counts the log anew; gives the digest of each content that it names.
fn log(
    archive: &mut Opened,
    manifest: &Manifest,
    outside: Option<&Checkpoint>,
    report: &mut Report,
) -> anyhow::Result<BTreeMap<String, String>> {
    let (mut recount, mut digests) = (Recount::default(), BTreeMap::new());
    archive.lines(LOG, |line: Line| {
        let chain = line.chain.clone();
        let place = line.place;
        match placed(line).and_then(|placed| recount.add(&placed)) {
            Ok(counted) => {
                if hex(&counted.chain) != chain {
                    report.trouble(format!("place {place}: the event is not as it was written"));
                }
                digests.extend(counted.words);
            }
            Err(what) => report.trouble(format!("place {place}: {what}")),
        }
        let sealed = recount.sealed();
        if let Some(outside) = outside.filter(|outside| outside.size == sealed.size) {
            report.outside = outside.root == sealed.root;
        }
    })?;
    let sealed = recount.sealed();
    if (sealed.size, hex(&sealed.root)) != (manifest.events, manifest.root.clone()) {
        report.trouble("the log does not come to the root that the manifest names");
    }
    if let Some(outside) = outside.filter(|_| !report.outside) {
        report.trouble(format!(
            "the first {} events are not those that the checkpoint covers",
            outside.size
        ));
    }
    Ok(digests)
}

pub(super) fn placed(line: Line) -> Result<Placed, String> {
    Ok(Placed {
        place: line.place,
        stream: Stream(line.stream.into()),
        event: StoredEvent {
            version: line.version,
            at: line.at,
            actor: line.actor.parse().map_err(|_| "an actor without a name")?,
            kind: line.kind,
            payload: line.payload,
            cites: line.cites,
        },
    })
}

/// Compares texts and files with the digests of their events, and takes those that fit out of the list.
fn contents(
    archive: &mut Opened,
    digests: &mut BTreeMap<String, String>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut files: Vec<Held> = Vec::new();
    let mut compare = |held: Held, bytes: Vec<u8>, report: &mut Report| match content(held, bytes) {
        Err(key) => report.trouble(format!("{key}: cannot be read")),
        Ok(content) => match digests.remove(content.key.as_str()) {
            Some(digest) if digest == content.digest() => report.contents += 1,
            Some(_) => report.trouble(format!("{}: is not as it was written", content.key)),
            None => report.trouble(format!("{}: no event names it", content.key)),
        },
    };
    archive.lines(WORDS, |mut held: Held| {
        let text = held.text.take().unwrap_or_default();
        compare(held, text.into_bytes(), report);
    })?;
    archive.lines(FILES, |held: Held| files.push(held))?;
    for held in files {
        let bytes = archive.part(&file_part(&held.key), |part| {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes)?;
            Ok(bytes)
        })?;
        compare(held, bytes, report);
    }
    Ok(())
}

pub(super) fn content(held: Held, bytes: Vec<u8>) -> Result<Archived, String> {
    let wrong = |_| held.key.clone();
    let digits = held.salt.as_bytes().chunks(2);
    let salt = digits.map(|pair| u8::from_str_radix(&String::from_utf8_lossy(pair), 16));
    Ok(Archived {
        key: held.key.parse().map_err(|_| held.key.clone())?,
        salt: salt.collect::<Result<_, _>>().map_err(wrong)?,
        media: held.media,
        bytes,
    })
}

/// Compares every part with the manifest; reads those that nothing has read yet.
fn parts(archive: &mut Opened, manifest: &Manifest, report: &mut Report) -> anyhow::Result<()> {
    for part in &manifest.parts {
        if !archive.read.contains_key(&part.name) {
            archive.part(&part.name, |_| Ok(()))?;
        }
        if archive.read.get(&part.name) != Some(&part.sha256) {
            report.trouble(format!("{}: is not as it was written", part.name));
        }
    }
    let known = |name: &str| name == MANIFEST || manifest.parts.iter().any(|p| p.name == name);
    let names = archive.zip.file_names();
    let names: Result<Vec<String>, _> = names.map(|n| n.map(|n| n.into_owned())).collect();
    for name in names?.iter().filter(|name| !known(name)) {
        report.trouble(format!("{name}: the manifest does not name it"));
    }
    Ok(())
}
