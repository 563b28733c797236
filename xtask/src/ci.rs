//! Everything that must hold before a change lands, in order, cheapest first. `.ci/run` installs what
//! is needed and calls this; a developer calls it as it is.

use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::repo::root;

struct Step {
    name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

const fn step(
    name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
) -> Step {
    Step {
        name,
        program,
        arguments,
        environment: &[],
    }
}

const STEPS: &[Step] = &[
    step("form of the code", "cargo", &["fmt", "--all", "--check"]),
    step("tidy", "cargo", &["xtask", "tidy"]),
    step(
        "lints",
        "cargo",
        &[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    Step {
        name: "documentation",
        program: "cargo",
        arguments: &[
            "doc",
            "--locked",
            "--no-deps",
            "--workspace",
            "--document-private-items",
        ],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    step("tests", "script/test", &[]),
];

/// `cargo xtask ci`.
pub fn run() -> ExitCode {
    let mut times = Vec::new();
    if let Some(deny) = deny() {
        times.push(match carry_out(&deny) {
            Ok(time) => time,
            Err(code) => return code,
        });
    } else {
        println!("skipped: licences and advisories (cargo-deny is not installed)");
    }
    for step in STEPS {
        times.push(match carry_out(step) {
            Ok(time) => time,
            Err(code) => return code,
        });
    }
    println!("\n== Time of each step ==");
    for (name, seconds) in times {
        println!("{seconds:>6} s  {name}");
    }
    ExitCode::SUCCESS
}

/// Licences, sources and bans, where the tool is there: it is too heavy to install for one check.
fn deny() -> Option<Step> {
    let there = Command::new("cargo")
        .args(["deny", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    let arguments = &["deny", "--offline", "check", "licenses", "bans", "sources"];
    there.then(|| step("licences, bans, sources", "cargo", arguments))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time of each step is what this prints"
)]
fn carry_out(step: &Step) -> Result<(&'static str, u64), ExitCode> {
    println!("\n== {} ==", step.name);
    let begun = Instant::now();
    let status = Command::new(step.program)
        .args(step.arguments)
        .envs(step.environment.iter().copied())
        .current_dir(root())
        .status();
    match status {
        Ok(status) if status.success() => Ok((step.name, begun.elapsed().as_secs())),
        Ok(_) => {
            eprintln!("failed: {}", step.name);
            Err(ExitCode::FAILURE)
        }
        Err(fault) => {
            eprintln!("cannot run `{}`: {fault}", step.program);
            Err(ExitCode::FAILURE)
        }
    }
}
