//! Which databases and servers are taken, and which are refused with a line that says what to do.

use store::Store;
use store::testing::Cluster;

use crate::support::{TempDir, sqlite};

#[tokio::test]
async fn a_database_is_migrated_once_and_a_newer_one_is_refused() {
    // Also shows that the store works on a runtime of one thread.
    let dir = TempDir::new();
    let store = sqlite(&dir).await;
    assert_eq!(store.migrate().await.unwrap(), [""; 0]);
    store.check_schema().await.unwrap();
    store
        .tamper("INSERT INTO schema_migration VALUES (99, '0099_later', 'x')")
        .await
        .unwrap();
    let refused = store.migrate().await.unwrap_err().to_string();
    assert!(refused.contains("schema 99"), "{refused}");
    assert!(refused.contains("newer"), "{refused}");
    assert!(store.check_schema().await.is_err());
    store
        .tamper("DELETE FROM schema_migration WHERE version = 99")
        .await
        .unwrap();
    store
        .tamper("UPDATE schema_migration SET sha256 = 'other' WHERE version = 2")
        .await
        .unwrap();
    let refused = store.migrate().await.unwrap_err().to_string();
    assert!(refused.contains("`0002_content`"), "{refused}");
}

#[tokio::test]
async fn an_empty_database_says_what_it_lacks() {
    let dir = TempDir::new();
    let store = Store::open_sqlite(&dir.path().join("new.db")).unwrap();
    let lacks = store.check_schema().await.unwrap_err().to_string();
    assert!(lacks.contains("wardroom migrate"), "{lacks}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_may_lose_what_it_acknowledged_is_refused() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let url = cluster.database("refused").await;
    let without = format!("{url}?options=-csynchronous_commit%3Doff");
    let refused = Store::open(&without).await.unwrap_err().to_string();
    assert!(refused.contains("`synchronous_commit = off`"), "{refused}");
    assert!(Store::open(&url).await.is_ok());
    drop(cluster);
    let cluster = Cluster::start_with("-c fsync=off").unwrap();
    let url = cluster.database("refused").await;
    let refused = Store::open(&url).await.unwrap_err().to_string();
    assert!(refused.contains("`fsync = off`"), "{refused}");
    let odd = Store::open("postgres://?x=y")
        .await
        .unwrap_err()
        .to_string();
    assert!(odd.contains("postgres://user@host/database"), "{odd}");
}
