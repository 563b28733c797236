//! Steps on how the protocol comes to be read, and on what would have been beside a change of it.

use cucumber::{then, when};
use domain::amendments::{Act, Amendments, Command};
use domain::calendar::local_date;
use domain::induction::{Manner, VersionRead, asking, bound, reminded_after, sections_of};
use domain::protocol::{Does, VersionKey};
use domain::replay::{Evidence, History, Inputs};
use scenarios::words::{day, moment};

use crate::scene::Scene;

/// The version in force on the day of the last step.
fn version(scene: &Scene) -> VersionKey {
    let on = local_date(scene.now());
    let protocol = scene.town.council.protocol_on(on);
    let protocol = protocol.expect("an adopted protocol");
    (protocol.pack.clone(), protocol.version.clone())
}

/// The parts that concern somebody on the day of the last step.
fn parts(scene: &Scene, who: &str) -> Vec<String> {
    let on = local_date(scene.now());
    let council = &scene.town.council;
    let protocol = council.protocol_on(on).expect("an adopted protocol");
    let person = scene.town.person(who);
    let parts = sections_of(protocol, &council.directory, &person, on);
    parts.into_iter().map(str::to_owned).collect()
}

#[when(regex = r"^(.+?) says on (\w+day \d+ \w+ \d{4}) that they have read part (\S+)$")]
fn reads(scene: &mut Scene, who: String, when: String, part: String) {
    scene.now = Some(moment(&when));
    assert!(
        parts(scene, &who).contains(&part),
        "part {part} does not concern {who}"
    );
    let person = scene.town.person(&who);
    let on = day(&when);
    assert!(bound(&scene.town.council.directory, on).contains(&person));
    let read = VersionRead {
        version: version(scene),
        section: Some(part),
        on,
        manner: Manner::Screen,
    };
    scene.grounds.name(Does::Record, &asking());
    scene.readings = std::mem::take(&mut scene.readings).evolve(read);
}

#[then(regex = r"^part (\S+) is read by (.+?), and no other part that concerns them$")]
fn read_alone(scene: &mut Scene, part: String, who: String) {
    let parts = parts(scene, &who);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let left = scene.readings.missing(&version(scene), &parts);
    let others: Vec<&str> = parts.iter().copied().filter(|one| *one != part).collect();
    assert_eq!(left, others);
    assert!(!others.is_empty(), "more than one part concerns them");
}

#[then(regex = r"^nobody is reminded to read on (\w+day \d+ \w+ \d{4})$")]
fn not_reminded(scene: &mut Scene, when: String) {
    let after = reminded_after(&scene.town.council.settings, day(&when));
    assert_eq!(after, None);
}

#[then(
    regex = r"^whoever has not read is reminded after (\d+) working days on (\w+day \d+ \w+ \d{4})$"
)]
fn reminded(scene: &mut Scene, days: u32, when: String) {
    let after = reminded_after(&scene.town.council.settings, day(&when));
    assert_eq!(after.map(|after| after.value), Some(days));
}

#[when(
    regex = r"^what would have been with an answer within (\d+) days is put beside it on (\w+day \d+ \w+ \d{4})$"
)]
fn put_beside(scene: &mut Scene, days: u32, when: String) {
    let now = moment(&when);
    scene.now = Some(now);
    let council = scene.town.council.clone();
    let mut history = History::default();
    for case in &scene.cases {
        history.push(case.state(), &council, now);
    }
    let inputs = Inputs {
        version: None,
        values: vec![format!("answer-within={days}")],
        from: day("Thursday 1 January 2026"),
        to: day("Thursday 31 December 2026"),
    };
    let trial = inputs.trial().expect("a value");
    let on = local_date(now);
    let protocol = council.protocol_on(on).map(AsRef::as_ref);
    let replayed = history.replay(&trial, protocol, &council.settings, &council.calendar, now);
    let evidence = Evidence::of(&replayed, inputs, &[], on, LEAST);
    let command = Command {
        act: Act::AddReplay(Box::new(evidence)),
        why: None,
    };
    let record = scene.amendments.last_mut().expect("a suggested change");
    let (town, grounds) = (&mut scene.town, &mut scene.grounds);
    let done = record.act_of_council(town, "democratic services", now, command, grounds);
    scene.rejected = done.err();
}

/// The least number that is told.
const LEAST: u64 = 5;

#[then("what would have been stands beside it, and no number stands for fewer than 5")]
fn stands_beside(scene: &mut Scene) {
    assert_eq!(scene.rejected, None);
    let state = amendment(scene);
    let [added] = state.replays.as_slice() else {
        panic!("{} replays stand beside it", state.replays.len());
    };
    let table = &added.evidence.late;
    let services = table.services.iter().flat_map(|row| &row.counts);
    let wards = table.wards.iter().flat_map(|row| &row.counts);
    let mut numbers = table.total.iter().chain(services).chain(wards);
    assert!(numbers.all(|n| *n == 0 || *n >= LEAST), "{table:?}");
    assert!(table.total.iter().sum::<u64>() >= LEAST, "{table:?}");
}

#[then("what would have been does not stand beside it: there is too little to tell")]
fn too_little(scene: &mut Scene) {
    assert!(scene.rejected.is_some());
    assert!(amendment(scene).replays.is_empty());
}

fn amendment(scene: &Scene) -> &domain::amendments::State {
    let record: &scenarios::Record<Amendments> =
        scene.amendments.last().expect("a suggested change");
    record.state()
}
