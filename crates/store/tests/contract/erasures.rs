//! Erasing: what is erased leaves no trace in the raw data, and the chain stays whole.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use domain::ids::ContentKey;
use store::{Filter, NewEvent, NewIncoming, OutboxItem, Page, PlacedIncoming, Sort, Store};

use crate::support::{
    TempDir, append, batch, content, noon, person, readers, reference, row, sees, sqlite,
};

/// A case whose words hold a canary, also in its search terms, in a draft and in what is to be sent.
async fn raise(store: &Store, n: u64) -> ContentKey {
    let words = format!(
        "Mrs {} has damp. {}",
        canary(n),
        "and so on. ".repeat(1 + n as usize % 9)
    );
    let text = content(n, &words);
    let mut row = row(&reference(n), 1);
    row.title = Some(text.key.clone());
    let mut raised = batch(append(row, readers(&["everyone:"], &[]), 0, Vec::new()));
    raised.appends[0].events.push(NewEvent {
        kind: "raised".into(),
        payload: serde_json::json!({ "text": { "key": text.key, "digest": text.digest() } })
            .to_string(),
    });
    raised.terms = vec![(text.key.clone(), domain::text::terms(&words))];
    raised.outbox.push(OutboxItem {
        key: format!("mail-{n}"),
        kind: "mail".into(),
        payload: serde_json::json!({ "text": text.key, "to": canary(n) }).to_string(),
    });
    let key = text.key.clone();
    raised.contents.push(text);
    store.commit(raised).await.unwrap();
    let form = format!("enquiries/{}/answer", reference(n));
    let fields = format!(r#"{{"text":"Dear {}"}}"#, canary(n));
    store
        .keep_draft(&person("officer"), &form, &fields, noon(1))
        .await
        .unwrap();
    let mut digest = [7; 32];
    digest[..8].copy_from_slice(&n.to_be_bytes());
    let message = NewIncoming {
        key: format!("m{n}"),
        digest,
        sender: String::new(),
        at: noon(1),
        state: "new".to_owned(),
        raw: canary(n).into_bytes(),
    };
    store.keep_incoming(message).await.unwrap();
    let held = PlacedIncoming {
        state: "held".into(),
        reference: Some(reference(n)),
        told: format!(r#"{{"words":"{}"}}"#, canary(n)),
        ..PlacedIncoming::default()
    };
    let placed = store.place_incoming(&format!("m{n}"), &["new"], held).await;
    assert!(placed.unwrap());
    key
}

fn canary(n: u64) -> String {
    format!("Zqcanary{n}xq")
}

/// The canaries that are anywhere in the raw bytes of a folder, in any case of letters.
fn canaries_in(folder: &Path) -> BTreeSet<String> {
    let found = Command::new("grep")
        .args(["-r", "-a", "-i", "-o", "-h", "zqcanary[0-9]*xq"])
        .arg(folder)
        .output()
        .unwrap();
    let found = String::from_utf8_lossy(&found.stdout).to_lowercase();
    found.lines().map(str::to_owned).collect()
}

fn holds(found: &BTreeSet<String>, n: u64) -> bool {
    found.contains(&canary(n).to_lowercase())
}

pub async fn nothing_of_what_was_erased_is_left(store: &Store, data: &Path) {
    let keys = futures::future::join_all((0..60).map(|n| raise(store, n))).await;
    while store.index_words().await.unwrap() > 0 {}
    store.seal(noon(2)).await.unwrap();
    // So that it is in the files at all before it is erased.
    assert!(store.purge().await.unwrap());
    assert_eq!(
        canaries_in(data).len(),
        60,
        "the test looks in the wrong place"
    );

    let erased: Vec<_> = keys.iter().step_by(2).cloned().collect();
    let officer = person("officer");
    let done = store.erase(&erased, "request", &officer, noon(3)).await;
    let done = done.unwrap();
    assert_eq!((done.removed, done.purged), (30, true));
    let left = canaries_in(data);
    for n in 0..60 {
        assert_eq!(holds(&left, n), n % 2 == 1, "{}", canary(n));
    }

    let ann = sees("ann", &["everyone:"]);
    let page = Page::first(100, Sort::Newest);
    let find = async |n| {
        let terms = domain::text::terms(&canary(n));
        let found = store.search(&ann, &terms, &Filter::default(), &page).await;
        found.unwrap().items.len()
    };
    assert_eq!((find(4).await, find(5).await), (0, 1));
    let listing = store.list(&ann, &Filter::default(), &page).await.unwrap();
    let titles = listing.items.iter().filter(|item| item.title.is_some());
    assert_eq!((listing.items.len(), titles.count()), (60, 30));
    let loaded = store.load_visible(&reference(4), &ann).await.unwrap();
    let loaded = loaded.unwrap();
    assert_eq!((loaded.events.len(), loaded.contents.len()), (1, 0));
    assert_eq!(store.drafts(&officer).await.unwrap().len(), 30);
    let outgoing = store
        .take_outgoing("mail", noon(200), noon(201), 100)
        .await
        .unwrap();
    assert_eq!(outgoing.len(), 30);
    // The log still verifies, and says what was erased.
    let proof = store.verify(None, None).await.unwrap();
    assert!(proof.holds(), "{:?}", proof.troubles);
    assert_eq!(
        (proof.contents, proof.erased, proof.unsealed()),
        (30, 30, 1)
    );
}

pub async fn a_ledger_erases_a_restored_copy_again(store: &Store) {
    let key = raise(store, 1).await;
    let (keys, officer) = ([key], person("officer"));
    let erase = async |at| {
        let erased = store.erase(&keys, "request", &officer, at).await;
        erased.unwrap().removed
    };
    assert_eq!(erase(noon(2)).await, 1);
    assert_eq!(erase(noon(3)).await, 0);
    let ledger = store.erasures().await.unwrap();
    assert_eq!((ledger.len(), ledger[0].at), (1, noon(2)));
    // A copy from before the erasure.
    let dir = TempDir::new();
    let restored = sqlite(&dir).await;
    raise(&restored, 1).await;
    raise(&restored, 2).await;
    assert_eq!(restored.erase_again(&ledger, noon(4)).await.unwrap(), 1);
    let left = canaries_in(dir.path());
    assert!(!holds(&left, 1) && holds(&left, 2));
    assert_eq!(restored.erase_again(&ledger, noon(5)).await.unwrap(), 0);
    assert_eq!(restored.erasures().await.unwrap().len(), 1);
}
