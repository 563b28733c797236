//! How fast what is done to all cases at once is: sealing, verifying, rebuilding, purging.

use std::time::Instant;

use domain::reference::Reference;
use store::Store;

use super::{raised, start};

/// Seals, verifies, rebuilds and purges, and tells how fast.
pub async fn told(store: &Store) {
    let begun = Instant::now();
    let sealed = store.seal(start()).await.expect("a seal");
    let took = begun.elapsed().as_secs_f64();
    println!(
        "seal: {} events, {:.0}/s",
        sealed.size,
        sealed.size as f64 / took
    );
    let begun = Instant::now();
    let proof = store.verify(None, None).await.expect("a proof");
    let took = begun.elapsed().as_secs_f64();
    assert!(proof.holds(), "{:?}", proof.troubles);
    println!(
        "verify: {} events, {:.0}/s",
        proof.events,
        proof.events as f64 / took
    );
    let begun = Instant::now();
    let like = raised(0).appends.pop().and_then(|append| append.projection);
    let rebuilt = store
        .rebuild(move |stream, events| {
            let text = stream.as_str().split_once('/').map(|(_, text)| text);
            let reference = text.and_then(|text| text.parse::<Reference>().ok());
            let Some(reference) = reference else {
                return Ok(None);
            };
            let mut projection = like.clone().expect("a case");
            projection.row.search.clear();
            projection.row.reference = reference;
            projection.row.received = events[0].at;
            Ok(Some(projection))
        })
        .await
        .expect("a rebuild");
    let took = begun.elapsed().as_secs_f64();
    let rate = rebuilt.events as f64 / took;
    println!(
        "rebuild: {} cases of one event, {rate:.0} events/s",
        rebuilt.cases
    );
    let begun = Instant::now();
    assert!(store.purge().await.expect("a purge"));
    println!(
        "purge after an erasure: {:.1} s",
        begun.elapsed().as_secs_f64()
    );
}
