//! Sealing: what was sealed verifies from outside, and any change of it shows.

use store::{Checkpoint, Placed, Proof, Signer, Store};

use crate::support::{
    TempDir, append, batch, content, event, noon, open, readers, reference, row, sqlite,
};

/// Some cases with contents, sealed in two batches, and one event after the last seal.
async fn fill(store: &Store) {
    for n in 1..=5 {
        raise(store, n).await;
    }
    store.seal(noon(1)).await.unwrap();
    for n in 1..=3 {
        follow(store, n, 1).await;
    }
    store.seal(noon(2)).await.unwrap();
    follow(store, 1, 2).await;
}

async fn raise(store: &Store, n: u64) {
    let text = content(n, &format!("words of case {n}"));
    let mut raised = batch(append(
        row(&reference(n), 1),
        readers(&["everyone:"], &[]),
        0,
        vec![event("raised", &[])],
    ));
    raised.appends[0].events[0].payload =
        serde_json::json!({ "text": { "key": text.key, "digest": text.digest() } }).to_string();
    raised.contents.push(text);
    store.commit(raised).await.unwrap();
}

async fn follow(store: &Store, n: u64, expected: u64) {
    let answered = append(
        row(&reference(n), 1),
        readers(&["everyone:"], &[]),
        expected,
        vec![event("answered", &[])],
    );
    store.commit(batch(answered)).await.unwrap();
}

async fn verify(store: &Store) -> Proof {
    store.verify(None, None).await.unwrap()
}

pub async fn sealing_gives_every_event_its_place_once(store: &Store) {
    let empty = store.seal(noon(0)).await.unwrap();
    assert_eq!(empty.size, 0);
    fill(store).await;
    let sealed = store.seal(noon(3)).await.unwrap();
    assert_eq!(sealed.size, 9);
    assert_eq!(store.seal(noon(4)).await.unwrap(), sealed);
    let log = store.read_log(0, 100).await.unwrap();
    let places: Vec<u64> = log.iter().map(|placed| placed.place).collect();
    assert_eq!(places, (0..9).collect::<Vec<_>>());
    // Within a batch in the order in which the streams were opened, which is not that of their names.
    let opened: Vec<_> = (1..=5)
        .map(|n| crate::support::stream(&reference(n)))
        .collect();
    assert!(!opened.is_sorted());
    let first: Vec<_> = log[..5].iter().map(|p| p.stream.clone()).collect();
    assert_eq!(first, opened);
    let of = |placed: &&Placed| placed.stream == crate::support::stream(&reference(1));
    let versions: Vec<u64> = log.iter().filter(of).map(|p| p.event.version).collect();
    assert_eq!(versions, [1, 2, 3]);
    assert_eq!(store.read_log(8, 100).await.unwrap(), log[8..]);
    let mut lines = Vec::new();
    let exported = store.export(|line| {
        lines.push(line.to_owned());
        Ok(())
    });
    assert_eq!(exported.await.unwrap(), 9);
    let first: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(first["place"], 0);
    assert_eq!(first["stream"], log[0].stream.as_str());
    assert_eq!(first["chain"].as_str().unwrap().len(), 64);
}

pub async fn an_untouched_log_verifies(store: &Store) {
    fill(store).await;
    let proof = verify(store).await;
    assert!(proof.holds(), "{:?}", proof.troubles);
    assert_eq!((proof.streams, proof.events, proof.sealed), (5, 9, 8));
    assert_eq!((proof.contents, proof.unsealed()), (5, 1));
    let said = proof.statements().join("\n");
    assert!(said.contains("does not show that nobody rewrote"), "{said}");
    assert!(said.contains("last 1 events are not sealed"), "{said}");

    let dir = TempDir::new();
    let path = dir.path().join("checkpoint.key");
    let signer = Signer::create(&path, [9; 32]).unwrap();
    assert!(
        Signer::create(&path, [8; 32]).is_err(),
        "a key was overwritten"
    );
    let checkpoint = store.checkpoint(&signer, noon(3)).await.unwrap();
    let sent: Checkpoint = checkpoint.to_string().parse().unwrap();
    follow(store, 2, 2).await;
    store.seal(noon(4)).await.unwrap();
    let key = Signer::open(&path).unwrap().public();
    let key = key.to_string().parse().unwrap();
    let proof = store.verify(Some(&sent), Some(key)).await.unwrap();
    assert!(proof.holds(), "{:?}", proof.troubles);
    assert_eq!(proof.outside, Some((9, noon(3))));
    assert!(proof.signed);
    let other = Signer::create(&dir.path().join("other.key"), [7; 32]).unwrap();
    let proof = store
        .verify(Some(&sent), Some(other.public()))
        .await
        .unwrap();
    assert_eq!(proof.trouble_count, 2, "one from outside, one kept");
}

/// Each of these is what somebody could do who can write to the database.
pub async fn every_kind_of_tampering_is_found(store: &Store) {
    fill(store).await;
    assert!(verify(store).await.holds());
    let tricks = [
        (
            "UPDATE events SET payload = '{}x' WHERE kind = 'answered' AND version = 2",
            "the event is not as it was written",
        ),
        (
            "UPDATE events SET actor = 'another' WHERE version = 1",
            "the event is not as it was written",
        ),
        // Two events of a stream change places, then two of the log.
        (
            "UPDATE events SET version = 99 WHERE version = 1 \
             AND stream IN (SELECT id FROM stream WHERE version = 3)",
            "an event before it is missing",
        ),
        (
            "UPDATE events SET version = 1 WHERE version = 3",
            "the event is not as it was written",
        ),
        (
            "UPDATE events SET version = 3 WHERE version = 99",
            "the event is not as it was written",
        ),
        (
            "UPDATE sealed SET place = 1000 WHERE place = 2",
            "a place before it is missing",
        ),
        (
            "UPDATE sealed SET place = 2 WHERE place = 1",
            "a place before it is missing",
        ),
        (
            "UPDATE sealed SET place = 1 WHERE place = 1000",
            "the events up to it are not those that it covers",
        ),
        (
            "UPDATE sealed SET stream = (SELECT max(id) FROM stream), version = 77 \
             WHERE place = 0",
            "is gone",
        ),
        (
            "UPDATE content SET bytes = salt",
            "its words or file are not those that were recorded",
        ),
        (
            "DELETE FROM content",
            "its words or file are gone, and no erasure is on record",
        ),
        (
            "DELETE FROM events WHERE version = 2",
            "an event before it is missing",
        ),
        (
            "DELETE FROM events WHERE version = 3",
            "the stream does not end with its last event",
        ),
        (
            "DELETE FROM events WHERE kind = 'raised'",
            "every event of the stream is gone",
        ),
        ("DELETE FROM stream", "the stream has events but no end"),
    ];
    for (sql, expected) in tricks {
        let changed = store.tamper(sql).await.unwrap();
        assert!(changed > 0, "{sql}");
        let proof = verify(store).await;
        let found = proof.troubles.iter().any(|t| t.what.contains(expected));
        assert!(found, "{sql}: {:?}", proof.troubles);
        assert!(proof.statements()[0].contains("not as it was written"));
    }
}

pub async fn a_rewritten_log_is_found_by_a_checkpoint_from_outside(store: &Store) {
    let dir = TempDir::new();
    let signer = Signer::create(&dir.path().join("key"), [9; 32]).unwrap();
    fill(store).await;
    let sent = store.checkpoint(&signer, noon(3)).await.unwrap();
    // The same log with one event left out, sealed as if it had always been so.
    let other = sqlite(&dir).await;
    for n in 1..=5 {
        raise(&other, n).await;
    }
    for n in 2..=5 {
        follow(&other, n, 1).await;
    }
    other.seal(noon(3)).await.unwrap();
    let alone = verify(&other).await;
    assert!(alone.holds(), "it is consistent in itself");
    let proof = other.verify(Some(&sent), None).await.unwrap();
    assert!(!proof.holds());
    assert_eq!(proof.outside, None);
    // A log cut short is found too.
    let dir = TempDir::new();
    let short = sqlite(&dir).await;
    raise(&short, 1).await;
    short.seal(noon(1)).await.unwrap();
    let proof = short.verify(Some(&sent), None).await.unwrap();
    assert!(proof.troubles[0].what.contains("only 1 sealed"));
}

pub async fn a_forged_checkpoint_is_found(store: &Store) {
    let dir = TempDir::new();
    let signer = Signer::create(&dir.path().join("key"), [9; 32]).unwrap();
    fill(store).await;
    let true_one = store.checkpoint(&signer, noon(3)).await.unwrap();
    let text = true_one.to_string();
    let forged = text.replace("size 9", "size 8");
    let bad = forged.parse::<Checkpoint>().unwrap_err();
    assert!(bad.to_string().contains("signature"), "{bad}");
    assert!(text.replace("root", "boot").parse::<Checkpoint>().is_err());
    assert!("".parse::<Checkpoint>().is_err());
    store
        .tamper("UPDATE checkpoint SET note = replace(note, 'at 2026', 'at 2025')")
        .await
        .unwrap();
    let proof = store.verify(None, Some(signer.public())).await.unwrap();
    let what = &proof.troubles[0].what;
    assert!(what.contains("signature"), "{what}");
}

/// Sealing goes on while others write: nothing is left out and nothing sealed twice.
pub async fn sealing_keeps_up_with_writers(store: &Store) {
    let writers: Vec<_> = (0..8_u64)
        .map(|w| {
            let store = store.clone();
            tokio::spawn(async move {
                for n in 0..6 {
                    let case = reference(1 + w * 100 + n);
                    open(&store, row(&case, 1), &["everyone:"]).await.unwrap();
                }
            })
        })
        .collect();
    while !writers.iter().all(|writer| writer.is_finished()) {
        store.seal(noon(1)).await.unwrap();
        tokio::task::yield_now().await;
    }
    let sealed = store.seal(noon(2)).await.unwrap();
    assert_eq!(sealed.size, 48);
    let proof = verify(store).await;
    assert!(proof.holds(), "{:?}", proof.troubles);
}
