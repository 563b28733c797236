//! Power loss on SQLite: a trace of the system calls shows that no act is acknowledged before a sync of
//! the write-ahead log that holds it.

use std::collections::BTreeMap;
use std::process::Command;

use crate::crash;
use crate::support::TempDir;

const ACTS: u64 = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_acknowledged_before_it_is_synced() {
    let works = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .output();
    if !works.is_ok_and(|output| output.status.success()) {
        let required = std::env::var("WARDROOM_REQUIRE_ALL").is_ok_and(|v| v == "1");
        assert!(
            !required,
            "strace is required, but it is not installed or not allowed"
        );
        println!("skipped: strace is not installed, or not allowed to trace");
        return;
    }
    let dir = TempDir::new();
    drop(crate::support::sqlite(&dir).await);
    let database = dir.path().join("wardroom.db").display().to_string();
    let trace = dir.path().join("trace").display().to_string();
    let calls = "trace=write,pwrite64,fsync,fdatasync";
    let strace = [
        "strace", "-f", "-y", "-s", "9000", "-e", calls, "-o", &trace,
    ];
    let mut child = crash::child(&database, 0, Some(ACTS), &strace);
    let acks = crash::acknowledged(&mut child, usize::MAX, |_| {});
    assert_eq!(acks.len() as u64, ACTS);
    let trace = String::from_utf8_lossy(&std::fs::read(&trace).unwrap()).into_owned();
    assert_eq!(check(&trace).unwrap(), ACTS);
    // The check can fail: without the syncs it does.
    let unsynced: Vec<&str> = trace.lines().filter(|l| !l.contains("sync")).collect();
    assert!(check(&unsynced.join("\n")).is_err());
}

/// Goes through the calls in the order in which they began and ended; returns how many acts were seen to
/// be written, synced and acknowledged, in this order.
fn check(trace: &str) -> Result<u64, String> {
    let mut syncing: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    let mut written: BTreeMap<u64, bool> = BTreeMap::new();
    let mut acknowledged = 0;
    for line in trace.lines() {
        let (process, call) = line.split_once(' ').unwrap_or(("", line));
        let call = call.trim_start();
        let log = call.contains("-wal>");
        if log && (call.starts_with("write(") || call.starts_with("pwrite64(")) {
            for act in marks(call) {
                written.entry(act).or_insert(false);
            }
        } else if log && (call.starts_with("fdatasync(") || call.starts_with("fsync(")) {
            // What was written before the sync began is on disk when it ends.
            let covered = written.iter().filter(|(_, done)| !**done);
            let covered: Vec<u64> = covered.map(|(act, _)| *act).collect();
            if call.contains("unfinished") {
                syncing.insert(process, covered);
            } else if call.ends_with("= 0") {
                written.extend(covered.into_iter().map(|act| (act, true)));
            }
        } else if call.starts_with("<... f") && call.contains("sync resumed") {
            if call.ends_with("= 0")
                && let Some(covered) = syncing.remove(process)
            {
                written.extend(covered.into_iter().map(|act| (act, true)));
            }
        } else if let Some((_, text)) = call.split_once("\"ack ")
            && call.starts_with("write(1<")
        {
            let number = text.split("\\n").next().unwrap_or_default();
            let act = number.parse().map_err(|_| format!("odd: {line}"))?;
            match written.get(&act) {
                Some(true) => acknowledged += 1,
                Some(false) => return Err(format!("act {act} was acknowledged unsynced")),
                None => return Err(format!("act {act} was acknowledged unwritten")),
            }
        }
    }
    Ok(acknowledged)
}

/// The acts whose events are in the bytes of a call.
fn marks(call: &str) -> impl Iterator<Item = u64> {
    call.split("mark-")
        .skip(1)
        .filter_map(|rest| rest.get(..7)?.parse().ok())
}
