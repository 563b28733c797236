//! Messages as they came: kept once, placed once, seen by who may.

use store::{NewIncoming, PlacedIncoming as Placed, Store};

use crate::support::{append, batch, event, noon, readers, reference, row, sees};

fn message(n: u8, raw: &[u8]) -> NewIncoming {
    NewIncoming {
        key: format!("m{n}"),
        digest: [n; 32],
        sender: "ann".into(),
        at: noon(i64::from(n)),
        state: "new".to_owned(),
        raw: raw.to_vec(),
    }
}

fn placed(state: &str) -> Placed {
    Placed {
        state: state.into(),
        reason: Some("unknown".into()),
        told: "{}".into(),
        ..Placed::default()
    }
}

pub async fn a_message_is_kept_whole_and_once(store: &Store) {
    let raw: Vec<u8> = (0..600_000_u32).map(|n| (n % 251) as u8).collect();
    let keep = store.keep_incoming(message(1, &raw)).await.unwrap();
    assert_eq!(keep, None);
    let mut again = message(1, b"other");
    again.key = "m2".into();
    let keep = store.keep_incoming(again).await.unwrap();
    assert_eq!(keep.as_deref(), Some("m1"));
    assert_eq!(store.incoming_new(9).await.unwrap(), ["m1"]);
    assert_eq!(store.incoming_bytes("m1").await.unwrap(), Some(raw));
    assert_eq!(store.incoming_bytes("m2").await.unwrap(), None);
    assert_eq!(store.incoming_from("ann", noon(1)).await.unwrap(), 1);
    assert_eq!(store.incoming_from("ann", noon(2)).await.unwrap(), 0);
    let held = store.place_incoming("m1", &["new"], placed("held")).await;
    assert!(held.unwrap());
    let twice = store.place_incoming("m1", &["new"], placed("done")).await;
    assert!(!twice.unwrap());
    let seen = store.incoming("m1").await.unwrap().unwrap();
    assert_eq!((seen.state.as_str(), seen.size), ("held", 600_000));
    let done = Placed {
        forget: true,
        ..placed("done")
    };
    assert!(store.place_incoming("m1", &["held"], done).await.unwrap());
    assert_eq!(store.incoming_bytes("m1").await.unwrap(), None);
    let cleared = store.clear_incoming(&["done"], noon(1)).await.unwrap();
    assert_eq!(cleared, 0);
    let cleared = store.clear_incoming(&["done"], noon(2)).await.unwrap();
    assert_eq!(cleared, 1);
}

pub async fn a_message_to_a_case_is_for_the_readers_of_the_case(store: &Store) {
    let case = append(
        row(&reference(1), 1),
        readers(&["person:ann"], &[]),
        0,
        vec![event("raised", &[])],
    );
    store.commit(batch(case)).await.unwrap();
    for n in 1..=3 {
        store.keep_incoming(message(n, b"x")).await.unwrap();
        let to = Placed {
            reference: (n < 3).then(|| reference(u64::from(n))),
            ..placed("held")
        };
        let key = format!("m{n}");
        assert!(store.place_incoming(&key, &["new"], to).await.unwrap());
    }
    let keys = async |visible, strays, after, most| {
        let seen = store.incoming_seen(&visible, "held", strays, after, most);
        let seen = seen.await.unwrap().into_iter();
        seen.map(|one| one.key).collect::<Vec<_>>()
    };
    // The second is addressed to a case that there is not.
    let (ann, ben) = (sees("ann", &["person:ann"]), sees("ben", &["person:ben"]));
    assert_eq!(keys(ann.clone(), true, None, 9).await, ["m3", "m1"]);
    assert_eq!(keys(ann.clone(), false, None, 9).await, ["m1"]);
    assert_eq!(keys(ben.clone(), true, None, 9).await, ["m3"]);
    // Page by page none is left out and none comes twice, also of those that came at the same time.
    let first = keys(ann.clone(), true, None, 1).await;
    let last = store.incoming(&first[0]).await.unwrap().unwrap();
    let after = Some((last.at, last.key.as_str()));
    assert_eq!(keys(ann.clone(), true, after, 9).await, ["m1"]);
    let one = |visible, key| async move { store.incoming_for(&visible, key).await.unwrap() };
    assert!(one(ann.clone(), "m1").await.is_some());
    assert!(one(ann, "m2").await.is_none());
    assert!(one(ben.clone(), "m1").await.is_none());
    assert!(one(ben, "m3").await.is_some());
}
