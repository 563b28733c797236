//! Commits: all or nothing, at the versions seen, once for each idempotency key.

use store::{CommitError, NewEvent, Store};

use crate::support::{
    append, batch, content, event, open, person, readers, reference, row, sees, stream,
};

pub async fn a_commit_is_read_back_as_it_was(store: &Store) {
    let reference = reference(1);
    let text = content(1, "Damp in the stairwell — Mrs O’Neill");
    let mut raised = batch(append(
        row(&reference, 91),
        readers(&["person:ann"], &[]),
        0,
        vec![event("raised", &[&text.key]), event("routed", &[])],
    ));
    raised.appends[0].cites = r#"[{"value":"7","basis":"x"}]"#.into();
    raised.contents.push(text.clone());
    let done = store.commit(raised.clone()).await.unwrap();
    assert_eq!(done.versions, [(stream(&reference), 2)]);

    let ann = sees("ann", &["person:ann"]);
    let loaded = store.load_visible(&reference, &ann).await.unwrap().unwrap();
    assert_eq!(loaded.version, 2);
    assert_eq!(loaded.stream, stream(&reference));
    let kinds: Vec<_> = loaded.events.iter().map(|e| e.kind.as_str()).collect();
    assert_eq!(kinds, ["raised", "routed"]);
    let first = &loaded.events[0];
    assert_eq!(first.payload, raised.appends[0].events[0].payload);
    assert_eq!(first.cites, raised.appends[0].cites);
    assert_eq!((first.at, &first.actor), (raised.at, &person("clerk")));
    let words = loaded.contents.get(&text.key).and_then(|c| c.text());
    assert_eq!(words, Some("Damp in the stairwell — Mrs O’Neill"));

    let after = store.load(&stream(&reference), 1).await.unwrap();
    assert_eq!(after, loaded.events[1..]);
    let none = domain::ids::Stream::settings();
    let versions = store
        .stream_versions(&[none, stream(&reference)])
        .await
        .unwrap();
    assert_eq!(versions, [0, 2]);
    assert!(store.reference_taken(&reference).await.unwrap());
}

pub async fn a_stream_that_has_moved_is_a_conflict(store: &Store) {
    let reference = reference(1);
    open(store, row(&reference, 1), &["person:ann"])
        .await
        .unwrap();
    let second = open(store, row(&reference, 1), &["person:ann"]).await;
    assert!(matches!(
        second,
        Err(CommitError::Conflict { found: 1, .. })
    ));
    let ahead = append(
        row(&reference, 1),
        readers(&[], &[]),
        5,
        vec![event("x", &[])],
    );
    let ahead = store.commit(batch(ahead)).await;
    assert!(matches!(ahead, Err(CommitError::Conflict { found: 1, .. })));
    assert_eq!(store.load(&stream(&reference), 0).await.unwrap().len(), 1);
}

pub async fn several_streams_are_committed_together_or_not_at_all(store: &Store) {
    let [one, two, three] = [1, 2, 3].map(reference);
    open(store, row(&one, 1), &["person:ann"]).await.unwrap();
    let merge = |expected, other: &domain::reference::Reference| {
        let mut both = batch(append(
            row(other, 1),
            readers(&["person:ann"], &[]),
            0,
            vec![event("merged", &[])],
        ));
        both.appends.push(append(
            row(&one, 1),
            readers(&["person:ann"], &[]),
            expected,
            vec![event("merged", &[])],
        ));
        both
    };
    let failed = store.commit(merge(9, &two)).await;
    assert!(matches!(
        failed,
        Err(CommitError::Conflict { found: 1, .. })
    ));
    assert!(!store.reference_taken(&two).await.unwrap());
    let done = store.commit(merge(1, &three)).await.unwrap();
    assert_eq!(done.versions, [(stream(&three), 1), (stream(&one), 2)]);
}

pub async fn the_same_key_is_committed_once(store: &Store) {
    let send = |n| {
        let mut batch = batch(append(
            row(&reference(n), 1),
            readers(&["person:ann"], &[]),
            0,
            vec![event("raised", &[])],
        ));
        batch.idempotency = Some("form-1".into());
        batch
    };
    // Both at once: one is first, the other is told what the first did.
    let (a, b) = tokio::join!(store.commit(send(1)), store.commit(send(2)));
    let (done, again) = match (a, b) {
        (Ok(done), Err(CommitError::Duplicate(again)))
        | (Err(CommitError::Duplicate(again)), Ok(done)) => (done, again),
        other => panic!("one of two must be the first: {other:?}"),
    };
    assert_eq!(done, again);
    let third = store.commit(send(1)).await;
    assert!(matches!(third, Err(CommitError::Duplicate(same)) if same == done));
    // A key belongs to the person who used it.
    let mut other = send(3);
    other.actor = person("another");
    store.commit(other).await.unwrap();
}

pub async fn one_failing_command_leaves_the_others_of_its_group(store: &Store) {
    let reference = reference(1);
    open(store, row(&reference, 1), &["person:ann"])
        .await
        .unwrap();
    // Of sixteen who answer the same version at once, one is first.
    let answers = (0..16).map(|n| {
        let store = store.clone();
        let answer = append(
            row(&reference, 1),
            readers(&["person:ann"], &[]),
            1,
            vec![NewEvent {
                kind: "answered".into(),
                payload: n.to_string(),
            }],
        );
        tokio::spawn(async move { store.commit(batch(answer)).await })
    });
    let mut won = 0;
    for answer in answers.collect::<Vec<_>>() {
        match answer.await.unwrap() {
            Ok(_) => won += 1,
            Err(CommitError::Conflict { found: 2, .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(store.load(&stream(&reference), 0).await.unwrap().len(), 2);
}

pub async fn a_large_file_is_whole_and_only_for_readers(store: &Store) {
    let reference = reference(1);
    let mut file = content(5, "");
    file.media = "application/pdf".into();
    file.bytes = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
    let mut attached = batch(append(
        row(&reference, 1),
        readers(&["person:ann"], &[]),
        0,
        vec![event("attached", &[&file.key])],
    ));
    attached.contents.push(file.clone());
    store.commit(attached).await.unwrap();
    let ann = sees("ann", &["person:ann"]);
    let loaded = store.load_visible(&reference, &ann).await.unwrap().unwrap();
    assert_eq!(loaded.contents[&file.key].bytes, None);
    assert_eq!(loaded.contents[&file.key].size, 1_000_000);
    let whole = store.content(&reference, &file.key, &ann).await.unwrap();
    let whole = whole.unwrap();
    assert_eq!(
        (whole.media.as_str(), whole.size),
        ("application/pdf", 1_000_000)
    );
    assert_eq!(whole.bytes.as_deref(), Some(file.bytes.as_slice()));
    let bob = sees("bob", &["person:bob"]);
    assert_eq!(
        store.content(&reference, &file.key, &bob).await.unwrap(),
        None
    );
}
