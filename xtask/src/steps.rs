//! The steps of a test run: each named and timed, none ends the run, all are told at the end.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How one step ended.
pub(crate) enum Outcome {
    /// Held; with a short word on what was seen, or nothing.
    Passed(String),
    /// Did not hold, and why.
    Failed(String),
    /// Could not be looked at here, and the one command that changes that.
    Skipped(String),
    /// A test runner's own counts stand for the step.
    Counted(Counts),
}

/// What a test runner counted.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    /// The names of the tests that failed.
    pub(crate) failed: Vec<String>,
    /// Tests that said that this machine lacks something: name and what they said.
    pub(crate) skipped: Vec<(String, String)>,
    /// Set when the runner itself failed, whatever it counted.
    pub(crate) broken: Option<String>,
}

/// All that was done so far.
#[derive(Default)]
pub(crate) struct Report {
    done: Vec<(String, Duration, Outcome)>,
}

impl Report {
    /// Does one step and keeps what came of it. An error counts as failed.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) {
        println!("── {name}");
        let start = now();
        let outcome = work().unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")));
        let took = start.elapsed();
        println!("   {} in {:.1} s", outcome.word(), took.as_secs_f64());
        self.done.push((name.to_owned(), took, outcome));
    }

    /// Prints the summary, with `N passed, N failed, N skipped` as its last line. True if nothing failed.
    pub(crate) fn finish(&self) -> bool {
        let (mut passed, mut failed, mut skipped) = (0, Vec::new(), Vec::new());
        println!("\n── summary");
        for (name, took, outcome) in &self.done {
            println!("{:>8.1} s  {:<12} {}{}", took.as_secs_f64(), name, outcome.word(), outcome.note());
            match outcome {
                Outcome::Passed(_) => passed += 1,
                Outcome::Failed(why) => failed.push(format!("{name}: {why}")),
                Outcome::Skipped(why) => skipped.push(format!("{name}: {why}")),
                Outcome::Counted(counts) => {
                    passed += counts.passed;
                    failed.extend(counts.failed.iter().map(|test| format!("{name}: {test}")));
                    failed.extend(counts.broken.iter().map(|why| format!("{name}: {why}")));
                    skipped.extend(counts.skipped.iter().map(|(test, why)| format!("{test}: {why}")));
                }
            }
        }
        if !skipped.is_empty() {
            println!("\nskipped:");
            skipped.iter().for_each(|line| println!("  {line}"));
        }
        if !failed.is_empty() {
            println!("\nfailed:");
            failed.iter().for_each(|line| println!("  {line}"));
        }
        println!("\n{passed} passed, {} failed, {} skipped", failed.len(), skipped.len());
        failed.is_empty()
    }
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Outcome::Passed(_) => "passed",
            Outcome::Failed(_) => "FAILED",
            Outcome::Skipped(_) => "skipped",
            Outcome::Counted(counts) if counts.failed.is_empty() && counts.broken.is_none() => "passed",
            Outcome::Counted(_) => "FAILED",
        }
    }

    fn note(&self) -> String {
        match self {
            Outcome::Passed(note) if note.is_empty() => String::new(),
            Outcome::Passed(note) => format!(": {note}"),
            Outcome::Counted(counts) => {
                format!(": {} tests", counts.passed + counts.failed.len() + counts.skipped.len())
            }
            Outcome::Failed(_) | Outcome::Skipped(_) => String::new(),
        }
    }
}

/// Runs a command with its output on the terminal; passed if it ends well.
pub(crate) fn holds(mut command: Command) -> Result<Outcome> {
    let shown = format!("{command:?}");
    let status = command.status().with_context(|| shown.clone())?;
    Ok(if status.success() {
        Outcome::Passed(String::new())
    } else {
        Outcome::Failed(format!("{status}, see above"))
    })
}

/// The clock, for timing steps only.
#[allow(
    clippy::disallowed_methods,
    reason = "timings are what a developer's tool is for; nothing of it is stored"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}
