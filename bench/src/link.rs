//! Linking lists with known truth: how well, how fast, in how much memory, how that grows with the list, and how far a claimed probability
//! is true; on request beside Splink in the same run.
//!
//! `sanad link` is run as a user runs it, without labels or settings, on lists that the truth was taken out of. Splink gets the
//! threshold that is best on the truth.

mod chart;
mod data;
mod judge;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

use crate::program::Programs;
use crate::scratch::Scratch;
use crate::table::{Row, Table, Want};
use data::{Known, Store};
use judge::{BINS, Bin, Shares};

/// What is wanted of the groups on one list, and how Splink is called on it.
struct Aim {
    name: &'static str,
    f1: f64,
    splink: &'static [&'static str],
}

const QUALITY: [Aim; 5] = [
    Aim { name: "Febrl 3", f1: 0.997, splink: &["febrl3"] },
    Aim { name: "Febrl 4", f1: 0.999, splink: &["febrl4"] },
    Aim { name: "translit 100,000", f1: 0.92, splink: &["people"] },
    Aim { name: "mixed 100,000", f1: 0.88, splink: &["people"] },
    Aim { name: "typos 100,000", f1: 0.92, splink: &["people"] },
];

/// What linking one list cost and gave.
struct Linked {
    seconds: f64,
    megabytes: f64,
    groups: Shares,
    pairs: Shares,
    bins: [Bin; BINS],
}

/// All lists up to `most` records.
pub(crate) fn run(
    scratch: &Scratch,
    most: u64,
    peers: bool,
    chart: Option<&str>,
    table: &mut Table,
) -> Result<()> {
    let (programs, store) = (Programs::new(scratch)?, Store::new()?);
    let mut claims = Vec::new();
    let mut first = 0.0;
    for want in &QUALITY {
        let known = match want.name {
            "Febrl 3" => store.febrl(3),
            "Febrl 4" => store.febrl(4),
            name => store.people(name.split(' ').next().unwrap_or_default(), 100_000),
        };
        let Some(known) = there(known, want.name, table) else { continue };
        let linked = link(&programs, scratch, &known)?;
        let peer = if peers { Some(splink(&store, want.splink, &known)?) } else { None };
        show(table, want.name, &linked, want.f1, peer.as_ref());
        first = linked.seconds;
        claims.push((want.name, linked.bins));
    }
    for count in [1_000_000, 10_000_000].into_iter().filter(|count| *count <= most) {
        let known = store.people("typos", count)?;
        let name = format!("typos {} million", count / 1_000_000);
        let linked = link(&programs, scratch, &known)?;
        let words = ["people", "--fast", "--one-cluster"];
        let peer = if peers && count == 1_000_000 { Some(splink(&store, &words, &known)?) } else { None };
        show(table, &name, &linked, 0.92, peer.as_ref());
        let exponent = libm_ln(linked.seconds / first) / libm_ln(count as f64 / 1e5);
        let row = Row::new(format!("{name}: CPU grows as n to the power of"), exponent, "");
        table.push(row.want(Want::AtMost(1.15)));
    }
    if let Some(file) = chart {
        fs::write(file, chart::drawn(&claims)).with_context(|| file.to_owned())?;
    }
    Ok(())
}

/// Says what could not be had; a row that is wanted and missing is not met.
fn there(known: Result<Known>, name: &str, table: &mut Table) -> Option<Known> {
    known
        .map_err(|error| {
            eprintln!("bench: {name} cannot be had: {error:#}");
            table.push(Row::new(format!("{name}: not measured"), f64::NAN, "").want(Want::AtLeast(0.0)));
        })
        .ok()
}

fn show(table: &mut Table, name: &str, linked: &Linked, f1: f64, peer: Option<&serde_json::Value>) {
    let beside = |row: Row, keys: &[&str], scale: f64| {
        let value = peer.and_then(|peer| keys.iter().find_map(|key| peer[*key].as_f64()));
        match value {
            Some(value) => row.beside("Splink", value * scale),
            None => row,
        }
    };
    let row = Row::new(format!("{name}: F1 of groups"), 100.0 * linked.groups.f1, "%")
        .want(Want::AtLeast(100.0 * f1));
    table.push(beside(row, &["cluster_f1", "f1"], 100.0));
    for (what, value, key) in [
        ("F1 of pairs", linked.pairs.f1, "f1"),
        ("precision of pairs", linked.pairs.precision, "precision"),
        ("recall of pairs", linked.pairs.recall, "recall"),
    ] {
        table.push(beside(Row::new(format!("  {what}"), 100.0 * value, "%"), &[key], 100.0));
    }
    table.push(Row::new("  claimed probability off by", 100.0 * judge::off(&linked.bins), "%"));
    let million = name == "typos 1 million";
    let seconds = Row::new("  time", linked.seconds, "CPU s");
    let memory = Row::new("  memory at most", linked.megabytes, "MB");
    let (seconds, memory) = match name {
        _ if million => (seconds.want(Want::AtMost(11.0)), memory.want(Want::AtMost(1500.0))),
        "typos 10 million" => (seconds, memory.want(Want::AtMost(16_000.0))),
        _ => (seconds, memory),
    };
    table.push(beside(seconds, &["cpu_seconds"], 1.0));
    table.push(beside(memory, &["peak_mb"], 1.0));
}

fn splink(store: &Store, words: &[&str], known: &Known) -> Result<serde_json::Value> {
    let file = known.original.to_string_lossy();
    let mut all = words.to_vec();
    if words.first() == Some(&"people") {
        all.extend(["--file", &file]);
    }
    store.splink(&all)
}

/// Runs `sanad link` on the list and compares what it writes with the truth.
fn link(programs: &Programs, scratch: &Scratch, known: &Known) -> Result<Linked> {
    let (clusters, pairs) = (scratch.join("clusters.csv"), scratch.join("pairs.csv"));
    let mut command = programs.sanad(&["link"]);
    command.args(&known.files).arg("--out").arg(&clusters).arg("--pairs").arg(&pairs);
    let before = children()?;
    let mut child = command.args(["--quiet"]).stdout(Stdio::null()).spawn().context("sanad link")?;
    let mut megabytes = 0.0_f64;
    let status = loop {
        megabytes = megabytes.max(peak(child.id()));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    if !status.success() {
        bail!("sanad link: {status}");
    }
    let seconds = children()? - before;
    let groups = judge::groups(Path::new(&clusters), &known.truth)?;
    let (pairs, bins) = judge::pairs(Path::new(&pairs), &known.truth)?;
    Ok(Linked { seconds, megabytes, groups, pairs, bins })
}

/// The most memory that a running process has had, in MB; 0 when it is gone.
fn peak(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kib.map_or(0.0, |kib| kib * 1024.0 / 1e6)
}

/// CPU seconds of all children that have ended.
fn children() -> Result<f64> {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok((used.user_time().num_microseconds() + used.system_time().num_microseconds()) as f64 / 1e6)
}

fn libm_ln(x: f64) -> f64 {
    x.ln()
}
