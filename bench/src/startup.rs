//! The time from the start of `sanad` until it would ask for the passphrase.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Result;

use crate::program::{Programs, good};
use crate::scratch::Scratch;
use crate::table::{Row, Table, Want};

pub(crate) fn run(scratch: &Scratch, rounds: u64, table: &mut Table) -> Result<()> {
    let programs = Programs::new(scratch)?;
    let nothing = median(rounds, || Ok(Command::new("true").stdout(Stdio::null()).status()?))?;
    for words in [["--version"].as_slice(), &["--help"], &["names-no-verb"], &["items", "no-such-case.sanad"]]
    {
        let took = median(rounds, || {
            programs.sanad(words).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
            Ok(())
        })?;
        let row = Row::new(format!("sanad {}", words.join(" ")), took, "ms, median");
        table.push(row.beside("a program that does nothing", nothing).want(Want::AtMost(50.0)));
    }
    let version = median(rounds, || good(&mut programs.verify(&["--help"])))?;
    table.push(
        Row::new("sanad-verify --help", version, "ms, median").beside("a program that does nothing", nothing),
    );
    Ok(())
}

/// Milliseconds, the middle one of all rounds.
pub(crate) fn median<T>(rounds: u64, mut work: impl FnMut() -> Result<T>) -> Result<f64> {
    let mut took = Vec::new();
    for _ in 0..rounds.max(1) {
        let start = Instant::now();
        work()?;
        took.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    Ok(took[took.len() / 2])
}
