//! Checks a proof bundle offline and says what it shows and what it does not.
//!
//! It is meant to be read by somebody who does not believe us. The way through it: [`args`] reads the command line,
//! `bundle` reads the folder (fixed names, no links, sizes capped), `judge` takes the steps, `report` words them. The
//! cryptography of the log is in `sanad-log`, the form of a record in `sanad-model`. No network, no clock, nothing is
//! written.

pub mod args;
mod bundle;
mod judge;
mod manifest;
mod record;
mod report;

use std::collections::BTreeMap;

pub use report::clean;

use args::Args;

/// Reads, judges and words it: what to print, and the exit code.
#[must_use]
pub fn run(args: &Args) -> (String, u8) {
    match bundle::read(args).map(|bundle| judge::judge(&bundle)) {
        Ok(verdict) => {
            let text = if args.json { report::json(&verdict) } else { report::text(&verdict) };
            (text, if verdict.intact() { 0 } else { 1 })
        }
        Err(why) if args.json => (report::json_unreadable(&why), 4),
        Err(why) => (why, 4),
    }
}

/// The same of files at hand, by their names in the bundle: the JSON document of `--json`. `policy` is the log's policy,
/// had by another way than the bundle; without it the signer is not authenticated.
#[must_use]
pub fn check_files(files: &BTreeMap<String, Vec<u8>>, policy: Option<&[u8]>) -> String {
    match bundle::of_files(files, policy).map(|bundle| judge::judge(&bundle)) {
        Ok(verdict) => report::json(&verdict),
        Err(why) => report::json_unreadable(&why),
    }
}
