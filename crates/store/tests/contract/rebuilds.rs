//! Rebuilding: the read tables made anew from the log are as they were.

use domain::access::Readers;
use domain::register::Row;
use store::{Filter, NewEvent, Page, Projection, Sort, Store};

use crate::support::{append, batch, readers, reference, row, sees};

/// An event that holds the whole row and readers, so that folding is taking the last one.
fn whole(row: &Row, readers: &Readers) -> NewEvent {
    NewEvent {
        kind: "set".into(),
        payload: serde_json::to_string(&(row, readers)).unwrap(),
    }
}

pub async fn a_rebuild_gives_the_same_rows(store: &Store) {
    let ann = sees("ann", &["everyone:", "person:ann"]);
    for n in 1..=30_u64 {
        let (mut row, first) = (row(&reference(n), n as i64), readers(&["person:ann"], &[]));
        row.search = vec![format!("word{n}")];
        let events = vec![whole(&row, &first)];
        let opened = append(row.clone(), first, 0, events);
        store.commit(batch(opened)).await.unwrap();
        row.state = "held".into();
        row.open = n % 2 == 0;
        let then = readers(&["everyone:"], if n == 3 { &["ann"] } else { &[] });
        let moved = append(row.clone(), then.clone(), 1, vec![whole(&row, &then)]);
        store.commit(batch(moved)).await.unwrap();
    }
    let settings = domain::ids::Stream::settings();
    let mut other = batch(append(
        row(&reference(99), 1),
        readers(&[], &[]),
        0,
        vec![NewEvent {
            kind: "set".into(),
            payload: "{}".into(),
        }],
    ));
    other.appends[0].stream = settings.clone();
    other.appends[0].projection = None;
    store.commit(other).await.unwrap();

    let page = Page::first(100, Sort::Due);
    let all = Filter::default();
    let list = || store.list(&ann, &all, &page);
    let before = list().await.unwrap();
    assert_eq!(before.items.len(), 29);
    // Rows that were lost, and readers that nobody gave, are as the events say again.
    store.tamper("DELETE FROM case_token").await.unwrap();
    store
        .tamper("UPDATE cases SET state = 'odd'")
        .await
        .unwrap();
    assert_eq!(list().await.unwrap().items, []);
    let fold = move |stream: &domain::ids::Stream, events: &[store::StoredEvent]| {
        if *stream == settings {
            return Ok(None);
        }
        let versions: Vec<u64> = events.iter().map(|event| event.version).collect();
        assert_eq!(versions, [1, 2]);
        let Some(last) = events.last() else {
            return Ok(None);
        };
        let (row, readers) = serde_json::from_str(&last.payload).unwrap();
        Ok(Some(Projection {
            row,
            readers,
            words: None,
        }))
    };
    let rebuilt = store.rebuild(fold).await.unwrap();
    assert_eq!((rebuilt.cases, rebuilt.events), (30, 61));
    assert_eq!(list().await.unwrap(), before);
    let terms = ["word7".to_owned()];
    let found = store.search(&ann, &terms, &all, &page);
    assert_eq!(found.await.unwrap().items.len(), 1);
}
