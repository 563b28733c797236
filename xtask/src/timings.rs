//! What a first build spends its time on: builds anew in a folder of its own with cargo's report and
//! prints the longest units, so that a heavy dependency is seen before it settles.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::repo::root;

const SHOWN: usize = 15;

/// `cargo xtask timings`.
pub fn run() -> ExitCode {
    let folder = root().join("target/timings");
    let built = Command::new("cargo")
        .args(["build", "--locked", "--package", "service", "--timings"])
        .arg("--target-dir")
        .arg(&folder)
        .current_dir(root())
        .status();
    if !built.is_ok_and(|status| status.success()) {
        eprintln!("the build failed");
        return ExitCode::FAILURE;
    }
    let report = folder.join("cargo-timings/cargo-timing.html");
    match units(&report) {
        Ok(mut units) => {
            units.sort_by(|a, b| b.1.total_cmp(&a.1));
            let whole: f64 = units.iter().map(|(_, seconds)| seconds).sum();
            println!("{} units, {whole:.0} s of work", units.len());
            for (name, seconds) in units.iter().take(SHOWN) {
                println!("{seconds:>7.1} s  {name}");
            }
            println!("the whole report: {}", report.display());
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("cannot read {}: {why}", report.display());
            ExitCode::FAILURE
        }
    }
}

fn units(report: &Path) -> Result<Vec<(String, f64)>, String> {
    let text = std::fs::read_to_string(report).map_err(|fault| fault.to_string())?;
    parse(&text).ok_or_else(|| "it holds no list of units".into())
}

/// The list that the report's own script draws from.
fn parse(report: &str) -> Option<Vec<(String, f64)>> {
    let start = report.split("UNIT_DATA = ").nth(1)?;
    let list = start.split("];").next()?;
    let units: Vec<serde_json::Value> = serde_json::from_str(&format!("{list}]")).ok()?;
    units
        .iter()
        .map(|unit| {
            let name = unit.get("name")?.as_str()?;
            let target = unit
                .get("target")
                .and_then(|t| t.as_str())
                .unwrap_or_default();
            Some((format!("{name}{target}"), unit.get("duration")?.as_f64()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_units_of_a_report_are_read() {
        let report = r#"const UNIT_DATA = [{"name":"a","target":" build script","duration":1.5}];"#;
        assert_eq!(
            parse(report),
            Some(vec![("a build script".to_owned(), 1.5)])
        );
        assert_eq!(parse("nothing"), None);
    }
}
