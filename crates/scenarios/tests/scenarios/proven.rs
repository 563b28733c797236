//! What was proven, gathered while scenarios run and held against `packs/<pack>/proven.toml`, from which
//! the product tells its coverage.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use cucumber::gherkin::{Feature, Scenario};
use domain::ids::PackId;
use domain::protocol::packs::shipped;
use domain::protocol::{PROVEN, Proof, Proofs};
use scenarios::Grounds;

/// By pack; within it by feature and line.
type Found = BTreeMap<PackId, BTreeMap<(String, usize), Proof>>;

static FOUND: Mutex<Found> = Mutex::new(BTreeMap::new());

/// The duties that a scenario claims to prove.
pub fn tags(scenario: &Scenario) -> impl Iterator<Item = &String> {
    let of_duty = |tag: &&String| tag.starts_with(|c: char| c.is_ascii_digit());
    scenario.tags.iter().filter(of_duty)
}

/// Keeps what a scenario that passed has proven.
pub fn keep(feature: &Feature, scenario: &Scenario, grounds: &Grounds) {
    let path = feature.path.clone().unwrap_or_default();
    let name = |path: &Path| {
        path.file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
    };
    let pack = path.ancestors().nth(2).and_then(name);
    let pack: Option<PackId> = pack.and_then(|name| name.parse().ok());
    let (Some(pack), Some(feature)) = (pack, name(&path)) else {
        panic!(
            "{} is not packs/<pack>/scenarios/<noun>.feature",
            path.display()
        );
    };
    let proof = Proof {
        feature: feature.clone(),
        name: scenario.name.clone(),
        tags: tags(scenario).cloned().collect(),
        clauses: grounds.clauses(&pack),
        questions: grounds.questions(),
    };
    let mut found = FOUND.lock().expect("no panic while held");
    let of_pack = found.entry(pack).or_default();
    of_pack.insert((feature, scenario.position.line), proof);
}

/// Whether every shipped pack's file says what was found, or writes it where asked to.
pub fn settled(packs: &Path) -> bool {
    let found = std::mem::take(&mut *FOUND.lock().expect("no panic while held"));
    let mut settled = true;
    for (pack, proofs) in found {
        let Some(protocol) = shipped(pack.as_str()) else {
            println!("packs/{pack} is not among the packs that come with the product");
            settled = false;
            continue;
        };
        let proofs = Proofs {
            version: Some(protocol.version),
            scenario: proofs.into_values().collect(),
        };
        settled &= current(
            &packs.join(pack.as_str()).join(PROVEN),
            &proofs.to_toml(&pack),
        );
    }
    settled
}

fn current(file: &PathBuf, text: &str) -> bool {
    if std::env::var_os("WARDROOM_REWRITE").is_some() {
        std::fs::write(file, text).expect("a file to write");
    }
    let is_current = std::fs::read_to_string(file).is_ok_and(|there| there == text);
    if !is_current {
        println!(
            "{} is out of date: run `WARDROOM_REWRITE=1 cargo test -p scenarios`",
            file.display()
        );
    }
    is_current
}
