//! Rebuilding: the read tables made anew from the log are as they were.

use domain::access::Readers;
use domain::register::Row;
use store::{Filter, Folded, NewEvent, Page, Projection, Sort, Store, StoredEvent};

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
    assert_eq!(rebuilt.changed, 30);
    assert_eq!(list().await.unwrap(), before);
    let terms = ["word7".to_owned()];
    let found = store.search(&ann, &terms, &all, &page);
    assert_eq!(found.await.unwrap().items.len(), 1);
}

/// A case is what its last event says.
fn last(_: &domain::ids::Stream, events: &[StoredEvent]) -> Folded {
    let (row, readers) = serde_json::from_str(&events.last().unwrap().payload).unwrap();
    Ok(Some(Projection {
        row,
        readers,
        words: None,
    }))
}

pub async fn a_rebuild_writes_the_cases_that_differ_and_no_other(store: &Store) {
    let ann = sees("ann", &["everyone:", "person:ann"]);
    for n in 1..=9_u64 {
        let (row, readers) = (
            row(&reference(n), n as i64),
            readers(&["everyone:"], &["bo"]),
        );
        let events = vec![whole(&row, &readers)];
        store
            .commit(batch(append(row, readers, 0, events)))
            .await
            .unwrap();
    }
    let (page, all) = (Page::first(100, Sort::Newest), Filter::default());
    let list = || store.list(&ann, &all, &page);
    let before = list().await.unwrap();
    assert_eq!(before.items.len(), 9);
    assert_eq!(store.rebuild(last).await.unwrap().changed, 0);

    // Two cases have each other's reference; one has a reader, one lacks one, one forgot whom it denies, one
    // is found by another word, and one is in another state. There is a reader of a case that never was.
    let tamper = |sql: String| store.tamper(sql.leak());
    let rename = |from: String, to: String| {
        tamper(format!(
            "UPDATE cases SET reference = '{to}' WHERE reference = '{from}'"
        ))
    };
    let [first, ninth] = [1, 9].map(|n| reference(n).to_string());
    rename(first.clone(), "between".into()).await.unwrap();
    rename(ninth.clone(), first).await.unwrap();
    rename("between".into(), ninth).await.unwrap();
    let stream = |n: u64| {
        format!(
            "(SELECT stream FROM cases WHERE reference = '{}')",
            reference(n)
        )
    };
    for sql in [
        format!(
            "INSERT INTO case_token (stream, token, words, closed, due, received, reference) \
             SELECT stream, 'person:mallory', words, closed, due, received, reference \
             FROM case_token WHERE stream = {}",
            stream(3)
        ),
        format!("DELETE FROM case_token WHERE stream = {}", stream(4)),
        format!("DELETE FROM case_denied WHERE stream = {}", stream(5)),
        format!(
            "UPDATE search_doc SET terms = ' odd ' WHERE content = '' AND stream = {}",
            stream(6)
        ),
        format!(
            "UPDATE cases SET state = 'odd' WHERE stream = {}",
            stream(7)
        ),
        "INSERT INTO case_token (stream, token, words, closed, due, received, reference) \
         VALUES (77777, 'everyone:', 1, 0, '2026-01-01', 1, 'ENQ')"
            .to_owned(),
    ] {
        assert_eq!(tamper(sql).await.unwrap(), 1);
    }
    let rebuilt = store.rebuild(last).await.unwrap();
    assert_eq!((rebuilt.cases, rebuilt.changed), (9, 8));
    assert_eq!(list().await.unwrap(), before);
    for (sql, left) in [
        ("DELETE FROM case_token WHERE stream = 77777", 0),
        ("DELETE FROM case_token WHERE token = 'person:mallory'", 0),
        ("DELETE FROM search_doc WHERE terms = ' odd '", 0),
        ("DELETE FROM case_denied WHERE person = 'bo'", 9),
    ] {
        assert_eq!(store.tamper(sql).await.unwrap(), left, "{sql}");
    }
    assert_eq!(store.rebuild(last).await.unwrap().changed, 9);
}
