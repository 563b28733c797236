//! A whole council read into an empty database: the same log, words and seal, all of it or nothing.

use std::sync::mpsc::channel;

use domain::register::Row;
use domain::text::terms;
use store::{
    Access, Filter, NewEvent, Page, Piece, Placed, Projection, Sealed, Signer, Sort, Store,
};

use crate::support::{
    TempDir, append, batch, content, noon, person, readers, reference, row, sees, sqlite,
};

/// A council of three cases, the words of one of them erased.
async fn source(dir: &TempDir) -> Store {
    let store = sqlite(dir).await;
    for n in 1..=3 {
        let text = content(n, &format!("damp number {n}"));
        let row = row(&reference(n), n as i64);
        let named = serde_json::json!({
            "row": &row, "words": { "key": text.key, "digest": text.digest() }
        });
        let raised = NewEvent {
            kind: "raised".into(),
            payload: named.to_string(),
        };
        let mut opened = batch(append(row, readers(&["everyone:"], &[]), 0, vec![raised]));
        opened.terms = vec![(text.key.clone(), terms(&format!("damp number {n}")))];
        opened.contents.push(text);
        store.commit(opened).await.unwrap();
    }
    let erased = content(3, "").key;
    store
        .erase(&[erased], "UK GDPR", &person("officer"), noon(9))
        .await
        .unwrap();
    let read = Access {
        at: noon(9),
        person: person("ann"),
        reference: reference(1),
        what: "words".into(),
        basis: "{}".into(),
    };
    store.log_access(&read).await.unwrap();
    let signer = Signer::create(&dir.path().join("key"), [9; 32]).unwrap();
    store.checkpoint(&signer, noon(10)).await.unwrap();
    store
}

/// Everything of a council, as an archive would give it.
async fn pieces(of: &Store, sealed: Sealed) -> Vec<Piece> {
    let keys: Vec<_> = (1..=3).map(|n| content(n, "").key).collect();
    let mut all: Vec<Piece> = Vec::new();
    all.extend(
        of.archived(&keys)
            .await
            .unwrap()
            .into_iter()
            .map(Piece::Content),
    );
    let log: Vec<Placed> = of.read_log(0, 100).await.unwrap();
    all.extend(log.into_iter().map(Piece::Event));
    all.extend(of.erasures().await.unwrap().into_iter().map(Piece::Erasure));
    all.extend(of.readings().await.unwrap().into_iter().map(Piece::Reading));
    let notes = of.checkpoints().await.unwrap();
    all.extend(
        notes
            .iter()
            .map(|note| Piece::Checkpoint(note.parse().unwrap())),
    );
    all.push(Piece::End(sealed));
    all
}

async fn read_in(store: &Store, pieces: Vec<Piece>) -> Result<Sealed, store::Fault> {
    let (give, take) = channel();
    for piece in pieces {
        give.send(piece).unwrap();
    }
    drop(give);
    store.read_in(take, noon(20)).await
}

pub async fn a_council_read_in_is_the_same_and_only_into_nothing(store: &Store) {
    let dir = TempDir::new();
    let before = source(&dir).await;
    let sealed = before.seal(noon(11)).await.unwrap();
    // Cut off, or not as announced: nothing is written.
    let mut cut = pieces(&before, sealed).await;
    cut.pop();
    assert!(read_in(store, cut).await.is_err());
    let other = Sealed {
        root: [1; 32],
        ..sealed
    };
    let forged = pieces(&before, other).await;
    let why = read_in(store, forged).await.unwrap_err().to_string();
    assert!(why.contains("does not come to the root"), "{why}");
    assert!(store.read_log(0, 10).await.unwrap().is_empty());
    assert_eq!(store.archived(&[content(1, "").key]).await.unwrap(), []);

    let whole = pieces(&before, sealed).await;
    assert_eq!(read_in(store, whole).await.unwrap(), sealed);
    assert_eq!(store.seal(noon(21)).await.unwrap(), sealed);
    let all = before.read_log(0, 100).await.unwrap();
    assert_eq!(store.read_log(0, 100).await.unwrap(), all);
    assert_eq!(
        store.erasures().await.unwrap(),
        before.erasures().await.unwrap()
    );
    assert_eq!(
        store.readings().await.unwrap(),
        before.readings().await.unwrap()
    );
    let proof = store.verify(None, None).await.unwrap();
    assert!(proof.holds(), "{:?}", proof.troubles);
    assert_eq!((proof.contents, proof.erased, proof.checkpoints), (2, 1, 1));
    // What lists and search read comes back from the log and the words.
    store
        .rebuild(|stream, events| {
            let first = events
                .first()
                .filter(|_| stream.as_str().starts_with("enquiries/"));
            let row = first.map(|event| {
                let payload: serde_json::Value = serde_json::from_str(&event.payload).unwrap();
                serde_json::from_value::<Row>(payload["row"].clone()).unwrap()
            });
            Ok(row.map(|row| Projection {
                row,
                readers: readers(&["everyone:"], &[]),
                words: None,
            }))
        })
        .await
        .unwrap();
    let searched = before.searched().await.unwrap();
    assert_eq!(searched.len(), 2);
    let words: Vec<_> = (1..=3)
        .map(|n| (content(n, "").key, terms(&format!("damp number {n}"))))
        .filter(|(key, _)| searched.contains(key.as_str()))
        .collect();
    store.find_by(&words).await.unwrap();
    assert_eq!(store.searched().await.unwrap(), searched);
    let ann = sees("ann", &["everyone:"]);
    let (filter, page) = (Filter::default(), Page::first(10, Sort::Newest));
    let typed = terms("damp");
    let found = async |store: &Store| {
        let listing = store.search(&ann, &typed, &filter, &page).await.unwrap();
        let found = listing.items.into_iter();
        found.map(|item| item.row.reference).collect::<Vec<_>>()
    };
    assert_eq!(found(store).await, found(&before).await);
    assert_eq!(found(store).await.len(), 2);
    // It goes on as the other would have gone on.
    let next = batch(append(
        row(&reference(4), 4),
        readers(&[], &[]),
        0,
        vec![NewEvent {
            kind: "raised".into(),
            payload: "{}".into(),
        }],
    ));
    store.commit(next).await.unwrap();
    let again = pieces(&before, sealed).await;
    let why = read_in(store, again).await.unwrap_err().to_string();
    assert!(
        why.contains("there is a council in this database already"),
        "{why}"
    );
}
