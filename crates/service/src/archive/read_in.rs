//! An archive read in again: a new council of it, with the same log, the same words and the same seal. Only an
//! archive that verifies is read in, and only into a database that holds nothing.

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};

use anyhow::{Context as _, bail};
use domain::ids::ContentKey;
use store::{Access, Erasure, KeptIncoming, MailChoice, Piece, Sealed};

use super::verify::{Opened, content, placed};
use super::{
    CHECKPOINTS, CHOICES, ERASURES, FILES, Held, LOG, Line, Manifest, PEN, READINGS, WORDS,
    file_part, pen_part, verify,
};
use crate::operations::Operations;

/// Pieces that wait to be written at most.
const WAITING: usize = 64;
/// Texts that search learns at a time.
const WORDS_AT_ONCE: usize = 2_000;

/// Reads an archive into the empty database of these operations, folds every case and verifies the whole. `told`
/// hears how far it is.
///
/// # Errors
/// Where the archive is not whole, where the database holds anything, or where what was written does not verify.
pub async fn read_in(
    operations: &Operations,
    file: &Path,
    told: &mut dyn FnMut(&str),
) -> anyhow::Result<Manifest> {
    told("verifying the archive …");
    let report = verify(file, None)?;
    let manifest = report.manifest.clone().context("a manifest")?;
    if !report.holds() {
        bail!(
            "`{}` is not as it was written ({} troubles, `wardroom archive verify` lists them): nothing was \
             read in",
            file.display(),
            report.trouble_count
        );
    }
    told(&format!("{} events …", manifest.events));
    let store = operations.store();
    let (pieces, taken) = sync_channel(WAITING);
    let path = file.to_owned();
    let reader = tokio::task::spawn_blocking(move || read(&path, &pieces));
    let sealed = store.read_in(taken, operations.now()).await?;
    reader.await??;
    told("folding every case …");
    operations.rebuild().await?;
    told("teaching search …");
    for words in searched(file)?.chunks(WORDS_AT_ONCE) {
        store.find_by(words).await?;
    }
    let proof = store.verify(None, None).await?;
    if !proof.holds() || proof.sealed != sealed.size {
        let first = proof.troubles.first().map(ToString::to_string);
        bail!(
            "what was read in does not verify: {}",
            first.unwrap_or_else(|| "the seal does not cover it".to_owned())
        );
    }
    Ok(manifest)
}

/// Sends every piece of an archive; a fault is the last piece.
fn read(file: &Path, pieces: &SyncSender<Piece>) -> anyhow::Result<()> {
    let sent = send(file, pieces);
    if let Err(error) = &sent {
        // Whoever takes the pieces may be gone already, for a reason of their own.
        let _ = pieces.send(Piece::Broken(format!("{error:#}")));
    }
    sent
}

fn send(file: &Path, pieces: &SyncSender<Piece>) -> anyhow::Result<()> {
    let (mut archive, manifest) = Opened::open(file)?;
    // Nobody takes pieces any more where the writing has failed, which the writer tells.
    let give = |piece: Piece| {
        let _ = pieces.send(piece);
    };
    let mut wrong = None;
    let mut held = |held: Held, bytes: Vec<u8>| match content(held, bytes) {
        Ok(content) => give(Piece::Content(content)),
        Err(key) => wrong = Some(key),
    };
    archive.lines(WORDS, |mut one: Held| {
        let text = one.text.take().unwrap_or_default();
        held(one, text.into_bytes());
    })?;
    let mut files: Vec<Held> = Vec::new();
    archive.lines(FILES, |one: Held| files.push(one))?;
    for one in files {
        let bytes = archive.part(&file_part(&one.key), |part| {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes)?;
            Ok(bytes)
        })?;
        held(one, bytes);
    }
    archive.lines(LOG, |line: Line| match placed(line) {
        Ok(placed) => give(Piece::Event(placed)),
        Err(what) => wrong = Some(what),
    })?;
    archive.lines(ERASURES, |one: Erasure| give(Piece::Erasure(one)))?;
    archive.lines(READINGS, |one: Access| give(Piece::Reading(one)))?;
    let mut notes: Vec<String> = Vec::new();
    archive.lines(CHECKPOINTS, |note: String| notes.push(note))?;
    for note in notes {
        give(Piece::Checkpoint(note.parse()?));
    }
    pen(&mut archive, &give)?;
    if archive.holds(CHOICES) {
        archive.lines(CHOICES, |one: MailChoice| give(Piece::Choice(one)))?;
    }
    if let Some(what) = wrong {
        bail!("{what}: cannot be read");
    }
    let root = root(&manifest)?;
    give(Piece::End(Sealed {
        size: manifest.events,
        root,
    }));
    Ok(())
}

/// Sends the messages of the intake, each with its bytes where there are any. Archives were written without them.
fn pen(archive: &mut Opened, give: &impl Fn(Piece)) -> anyhow::Result<()> {
    if !archive.holds(PEN) {
        return Ok(());
    }
    let mut messages: Vec<KeptIncoming> = Vec::new();
    archive.lines(PEN, |one: KeptIncoming| messages.push(one))?;
    for one in messages {
        let name = pen_part(&one.message.key);
        let mut raw = Vec::new();
        if archive.holds(&name) {
            archive.part(&name, |part| Ok(part.read_to_end(&mut raw).map(drop)?))?;
        }
        give(Piece::Incoming(one, raw));
    }
    Ok(())
}

fn root(manifest: &Manifest) -> anyhow::Result<[u8; 32]> {
    let digits = manifest.root.as_bytes().chunks(2);
    let bytes =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap_or_default(), 16));
    let bytes: Vec<u8> = bytes
        .collect::<Result<_, _>>()
        .context("the manifest’s root")?;
    <[u8; 32]>::try_from(bytes.as_slice()).context("the manifest’s root")
}

/// The texts that search finds, with their terms.
fn searched(file: &Path) -> anyhow::Result<Vec<(ContentKey, Vec<String>)>> {
    let (mut archive, _) = Opened::open(file)?;
    let mut words = Vec::new();
    archive.lines(WORDS, |held: Held| {
        let text = held.text.as_deref().filter(|_| held.searched);
        if let (Some(text), Ok(key)) = (text, held.key.parse()) {
            words.push((key, domain::text::terms(text)));
        }
    })?;
    Ok(words)
}
