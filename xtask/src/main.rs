//! Checks and chores of this repository: `cargo xtask ci`, `cargo xtask tidy`, `cargo xtask timings`.
//! Tidy also runs as an ordinary test, so that nothing is checked in continuous integration only.

mod ci;
mod repo;
mod tidy;
mod timings;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask ci | tidy | timings

  ci        everything that must hold before a change lands, in order, with the time of each step
  tidy      the form of the repository: file sizes, layers, links, change log, packs
  timings   builds the product anew in a folder of its own and prints what took longest
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["ci"] => ci::run(),
        ["tidy"] => tidy::run(),
        ["timings"] => timings::run(),
        ["--help" | "-h" | "help"] => {
            print!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => {
            eprint!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
