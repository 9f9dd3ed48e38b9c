//! The project's own commands: `cargo xtask test | tidy | bench | fixtures`.
//!
//! It is what every other check starts with, so it stays small and builds in seconds; what needs heavy libraries lives
//! in the package `bench` and is started from here.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for developers: the terminal is its only way to speak"
)]

mod bench;
mod demo;
mod deny;
mod fixtures;
mod runner;
mod steps;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test [--quick] [--no-install]   everything that must hold before a change lands
    --quick        format, tidy, clippy and tests only
    --no-install   do not install what this machine lacks; tests that need it say so
cargo xtask tidy                            the rules of the house: crate edges, budgets, documents
cargo xtask bench NAME [--json] [options]   ledger | crash | add | startup | proof | names, beside the limits of this machine
cargo xtask fixtures                        write docs/img anew from the demo";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.split_first() {
        Some((&"test", options)) => test::Options::parse(options).and_then(|options| test::run(&options)),
        Some((&"tidy", [])) => tidy::run(),
        Some((&"bench", options)) => bench::run(options),
        Some((&"fixtures", [])) => fixtures::run(),
        Some((&"help" | &"--help" | &"-h", _)) => {
            println!("{HELP}");
            Ok(true)
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
