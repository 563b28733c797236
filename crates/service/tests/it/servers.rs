//! Two servers on one database: each sees what the other has decided about the council, and what has to
//! be done once is done once.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::enquiries::command::Act;
use domain::enquiries::{Command, Enquiries};
use domain::ids::Stream;
use domain::settings::SettingSet;
use jiff::ToSpan as _;
use service::clock::Clock;
use service::demo::{self, Plan};
use service::entropy::Entropy;
use service::operations::{FactChange, Keeper, Operations, Options, Subject};
use store::Store;
use store::testing::Cluster;

use crate::town::{Folder, damp};

/// Longer than a page may show what another server has changed.
const SEEN_WITHIN: Duration = Duration::from_millis(1_200);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_file_are_one_council() {
    let folder = Folder::new();
    one_council(folder.file().to_str().expect("a plain path")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_postgresql_are_one_council() {
    let Some(cluster) = Cluster::start() else {
        return; // the cluster has said that it is skipped, or failed where it is required
    };
    one_council(&cluster.database("servers").await).await;
}

async fn server(database: &str, seed: u8) -> Operations {
    let store = Store::open(database).await.expect("a database");
    store.migrate().await.expect("its tables");
    let clock = Clock::shown(demo::begins_at());
    let protocols = Operations::shipped_protocols();
    Operations::new(store, clock, Entropy::seeded([seed; 32]), protocols)
}

async fn one_council(database: &str) {
    let (one, other) = (server(database, 1).await, server(database, 2).await);
    let plan = Plan::new("cambridge-updated", 24).expect("a pack");
    demo::build(&one, &plan, &mut |_| ()).await.expect("a demo");
    other.clock().set(one.now());
    each_sees_what_the_other_changed(&one, &other).await;
    jobs_are_done_once(&one, &other).await;
    the_log_is_sealed_once(&one, &other).await;
}

fn named(name: &str, operations: &Operations) -> Vec<FactChange> {
    set("council-name", name, operations)
}

fn set(id: &str, value: &str, operations: &Operations) -> Vec<FactChange> {
    vec![FactChange::Setting(SettingSet {
        id: id.parse().expect("a slug"),
        value: Some(value.to_owned()),
        from: operations.today(),
        set_by: "Council".to_owned(),
    })]
}

async fn each_sees_what_the_other_changed(one: &Operations, other: &Operations) {
    let name = async |operations: &Operations| {
        let council = operations.council().await.expect("a council");
        council.name.to_string()
    };
    let before = name(other).await;
    let change = one.change(Keeper::Operator, named("Weir", one), None);
    change.await.expect("a setting");
    assert_ne!(before, "Weir");
    assert_eq!(name(one).await, "Weir", "its own change is seen at once");
    let now = other.council_now().await.expect("a council");
    assert_eq!(&*now.name, "Weir", "an act is decided on what holds now");
    let change = other.change(Keeper::Operator, named("Ford", other), None);
    change.await.expect("a setting on top of the other's");
    tokio::time::sleep(SEEN_WITHIN).await;
    assert_eq!(name(one).await, "Ford");
}

/// What the log holds of enquiries, event by event.
async fn events(operations: &Operations) -> Vec<(Stream, String, String)> {
    let store = operations.store();
    store.seal(operations.now()).await.expect("a seal");
    let placed = store.read_log(0, 100_000).await.expect("the log");
    let placed = placed.into_iter();
    let cases = placed.filter(|one| one.stream.as_str().starts_with("enquiries/"));
    cases
        .map(|one| (one.stream, one.event.kind, one.event.payload))
        .collect()
}

async fn jobs_are_done_once(one: &Operations, other: &Operations) {
    // What is answered closes by itself: an act of the product's own.
    let closing = set("enquiries-closing-days", "5", one);
    let change = one.change(Keeper::Operator, closing, None);
    change.await.expect("a setting");
    tokio::time::sleep(SEEN_WITHIN).await;
    let later = one.now() + 1200.hours();
    one.clock().set(later);
    other.clock().set(later);
    let before = events(one).await.len();
    let (first, second) = tokio::join!(one.run_jobs(), other.run_jobs());
    let done = first.expect("jobs") + second.expect("jobs");
    let after = events(one).await;
    assert!(
        done > 0 && after.len() > before,
        "the jobs had nothing to do"
    );
    let new: BTreeSet<_> = after[before..].iter().collect();
    assert_eq!(new.len(), after.len() - before, "an act was done twice");
    let again = other.run_jobs().await.expect("jobs");
    assert_eq!((again, events(other).await.len()), (0, after.len()));
}

async fn the_log_is_sealed_once(one: &Operations, other: &Operations) {
    let member = demo::personas().into_iter().next().expect("a persona");
    let raise = async |operations: &Operations| {
        for _ in 0..10 {
            let actor = operations
                .actor(&member.person, None)
                .await
                .expect("an actor");
            let command = Command::from(Act::Raise(Box::new(damp())));
            operations
                .act::<Enquiries>(&actor, Subject::New, command, Options::default())
                .await
                .expect("an enquiry");
            operations
                .store()
                .seal(operations.now())
                .await
                .expect("a seal");
        }
    };
    tokio::join!(raise(one), raise(other));
    let proof = one.store().verify(None, None).await.expect("a proof");
    assert!(proof.holds(), "{:?}", proof.troubles);
    assert_eq!((proof.sealed, proof.unsealed()), (proof.events, 0));
}
