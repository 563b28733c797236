//! Going on after a loss on PostgreSQL, with its own tools and as `docs/operating/copies.md` says: dumped while
//! members write, put into another database, signed out, erased again, verified.

use std::process::{Command, Stdio};

use domain::enquiries::command::Raise;
use service::clock::Clock;
use service::demo::{self, Plan};
use service::entropy::Entropy;
use service::operations::Operations;
use service::web::App;
use store::Store;
use store::testing::Cluster;

use crate::copies::council;
use crate::program::{self, run};
use crate::town::{Folder, Town, damp};

/// A small demo on a database of the cluster.
pub async fn on(database: &str) -> Town {
    let store = Store::open(database).await.expect("a database");
    store.migrate().await.expect("its tables");
    let clock = Clock::shown(demo::begins_at());
    let protocols = Operations::shipped_protocols();
    let operations = Operations::new(store, clock, Entropy::seeded([3; 32]), protocols);
    let plan = Plan::new("cambridge-updated", 24).expect("a pack");
    demo::build(&operations, &plan, &mut |_| ())
        .await
        .expect("a demo");
    Town {
        app: App::demo(operations.clone()),
        operations,
        folder: Folder::new(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgresql_council_is_dumped_while_members_write_and_put_back() {
    let Some(cluster) = Cluster::start() else {
        return; // the cluster has said that it is skipped, or failed where it is required
    };
    let url = cluster.database("council").await;
    let town = on(&url).await;
    let member = town.persona("member");
    let mut before = Vec::new();
    for _ in 0..3 {
        before.push(town.raise(&member, None, damp()).await.expect("an enquiry"));
    }
    let secret = Raise {
        body: "Mrs Zaphodova waits".to_owned(),
        ..damp()
    };
    let secret = town.raise(&member, None, secret).await.expect("an enquiry");
    town.visit_as("member").await;

    let folder = program::Folder::new();
    let dump = folder.path().join("council.dump");
    let mut dumping = Command::new(cluster.program("pg_dump"))
        .arg("--format=custom")
        .arg(format!("--file={}", dump.display()))
        .arg(&url)
        .stdin(Stdio::null())
        .spawn()
        .expect("pg_dump starts");
    let mut during = Vec::new();
    while dumping.try_wait().expect("its state").is_none() || during.len() < 3 {
        during.push(town.raise(&member, None, damp()).await.expect("an enquiry"));
    }
    assert!(dumping.wait().expect("its end").success());
    let officer = town.persona("monitoring-officer");
    let erased = town.erase(&officer, &secret).await;
    erased.expect("erased");
    let kept = folder.path().join("erasures.jsonl");
    town.keep_erasures(&kept).await;

    let again = cluster.database("again").await;
    let restored = Command::new(cluster.program("pg_restore"))
        .args(["--no-owner", "--exit-on-error"])
        .arg(format!("--dbname={again}"))
        .arg(&dump)
        .stdin(Stdio::null())
        .status();
    assert!(restored.expect("pg_restore starts").success());
    let asked = [
        "restore",
        "--erasures",
        &kept.display().to_string(),
        "--database",
        &again,
    ];
    let done = run(&asked.map(str::to_owned));
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let errors = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said} {errors}");
    for words in [
        "everybody is signed out",
        "words and files were erased again",
        "fits the digest chain",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }

    let store = Store::open(&again).await.expect("a database");
    let erased = town.operations.store().erasures().await.expect("a ledger");
    let keys: Vec<_> = erased.iter().map(|one| one.key.clone()).collect();
    assert_eq!(store.archived(&keys).await.expect("none"), []);
    let copy = council(store, &town);
    let (here, there) = (town.visit_as("member").await, copy.visit_as("member").await);
    for reference in &before {
        let page = format!("/enquiries/{reference}");
        assert_eq!(here.get(&page).await.main(), there.get(&page).await.main());
    }
    // What came after the moment of the dump is there whole or not at all, and nothing before it is missing.
    let proof = copy
        .operations
        .store()
        .verify(None, None)
        .await
        .expect("a proof");
    assert!(proof.holds(), "{:?}", proof.troubles);
    let found = there.get(&format!("/enquiries/{secret}")).await;
    assert!(!found.body.contains("Zaphodova"));
}
