//! Which databases and servers are taken, and which are refused with a line that says what to do.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
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

/// An authority, its certificate in PEM, and a certificate with its key that it gave to `localhost`.
fn authority() -> (String, String, String) {
    let key = KeyPair::generate().unwrap();
    let mut own = CertificateParams::new(Vec::new()).unwrap();
    own.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = own.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(own, key);
    let server = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let given = params.signed_by(&server, &issuer).unwrap();
    (certificate, given.pem(), server.serialize_pem())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_reached_by_tls_only_if_it_proves_its_name() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    cluster.database("proven").await;
    let (ours, certificate, key) = authority();
    let (others, _, _) = authority();
    let dir = TempDir::new();
    let file = |name: &str, pem: &str| {
        let file = dir.path().join(name);
        std::fs::write(&file, pem).unwrap();
        file.display().to_string().replace('/', "%2F")
    };
    let (ours, others) = (file("ours.pem", &ours), file("others.pem", &others));
    let port = cluster.listen_with_tls(&certificate, &key);
    let url = |host: &str, roots: &str| {
        format!("postgres://postgres@{host}:{port}/proven?sslmode=require&sslrootcert={roots}")
    };
    let store = Store::open(&url("localhost", &ours)).await.unwrap();
    store.migrate().await.unwrap();
    let forged = Store::open(&url("localhost", &others)).await.unwrap_err();
    assert!(
        forged.to_string().contains("invalid peer certificate"),
        "{forged}"
    );
    let misnamed = Store::open(&url("127.0.0.1", &ours)).await.unwrap_err();
    assert!(
        misnamed.to_string().contains("not valid for name"),
        "{misnamed}"
    );
}
