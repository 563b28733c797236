//! Runs `packs/*/scenarios/*.feature` through the pure domain. A scenario's tag is a duty, `@7.6/2`; its
//! clause must have been named on the way, as a ground or as what a setting or a default completes.
//! Exits 1 when a step fails, is not known, a tag was not proven, or the packs' `proven.toml` says anything
//! else than what was found.

mod acts;
mod complaints;
mod facts;
mod information;
mod members;
mod outcomes;
mod proven;
mod reading;
mod scene;
mod stands;
mod upkeep;

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use cucumber::event::ScenarioFinished;
use cucumber::writer::Stats;
use cucumber::{World, gherkin};

use scene::Scene;

static PASSED: AtomicUsize = AtomicUsize::new(0);
static STARTED: AtomicUsize = AtomicUsize::new(0);

fn main() -> ExitCode {
    // Test runners ask for a list before they run; the whole set is one test to them.
    if std::env::args().any(|argument| argument == "--list") {
        if !std::env::args().any(|argument| argument == "--ignored") {
            println!("scenarios: test");
        }
        return ExitCode::SUCCESS;
    }
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let run = Scene::cucumber()
        .with_default_cli()
        .fail_on_skipped()
        .before(|_, _, _, _| {
            STARTED.fetch_add(1, Ordering::Relaxed);
            Box::pin(std::future::ready(()))
        })
        .after(|feature, _, scenario, finished, scene| {
            if let (ScenarioFinished::StepPassed, Some(scene)) = (finished, scene) {
                prove(scenario, scene);
                proven::keep(feature, scenario, &scene.grounds);
                PASSED.fetch_add(1, Ordering::Relaxed);
            }
            Box::pin(std::future::ready(()))
        })
        .run(packs.clone());
    let writer = futures::executor::block_on(run);
    let (started, passed) = (
        STARTED.load(Ordering::Relaxed),
        PASSED.load(Ordering::Relaxed),
    );
    println!("scenarios: {passed} passed, {} failed", started - passed);
    let ran = !writer.execution_has_failed() && passed > 0 && passed == started;
    if !ran || !proven::settled(&packs) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// A scenario proves the duties of its tags only if their clauses were named.
fn prove(scenario: &gherkin::Scenario, scene: &Scene) {
    for duty in proven::tags(scenario) {
        let clause = duty.split('/').next().unwrap_or(duty);
        assert!(
            scene.named(clause),
            "“{}” is tagged @{duty}, but nothing in it rests on clause {clause}",
            scenario.name
        );
    }
}
