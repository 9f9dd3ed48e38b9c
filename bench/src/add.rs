//! `sanad add` of one large file: how fast, and in how much memory.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use nix::sys::resource::{UsageWho, getrusage};

use crate::limits::Limits;
use crate::program::{Programs, good};
use crate::rng::Rng;
use crate::scratch::Scratch;
use crate::startup::median;
use crate::table::{Row, Table, Want};

const PIECE: u64 = 1 << 20;

pub(crate) fn run(scratch: &Scratch, bytes: u64, table: &mut Table) -> Result<()> {
    let programs = Programs::new(scratch)?;
    let limits = Limits::measure(scratch)?;
    limits.show(table);
    let case = programs.new_case(scratch, "add")?;
    // What every verb costs before it does anything: the start and the stretching of the passphrase.
    let before = median(5, || programs.json("items", &case, &[]))?;
    let file = scratch.join("large.bin");
    fill(&file, bytes)?;
    // Read once, so that the figure is not one of a cold page cache.
    let mut read = File::open(&file)?;
    std::io::copy(&mut read, &mut std::io::sink())?;
    let start = Instant::now();
    good(&mut programs.sanad(&["add".as_ref(), case.as_os_str(), file.as_os_str()]))?;
    let took = start.elapsed().as_secs_f64();
    // The largest of all children so far; `add` is by far the last word on it.
    let resident = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss();
    let working = took - before / 1000.0;
    ensure!(working > 0.0, "too small a file to be measured");
    let speed = bytes as f64 / 1e6 / working;
    let memory = limits.hash_and_encrypt() / 1e6;
    table.push(Row::new("a verb that only opens the case", before, "ms, median"));
    table.push(Row::new(format!("sanad add of {} MB, whole", bytes / 1_000_000), took, "s"));
    table.push(
        Row::new("sanad add, without opening the case", speed, "MB/s")
            .beside("hash, then encrypt, in memory", memory)
            .want(Want::ShareAtLeast(0.6)),
    );
    table.push(
        Row::new("the same", speed, "MB/s").beside("this disk, written and synced", limits.write / 1e6),
    );
    let resident = i32::try_from(resident).context("more memory than there is")?;
    table.push(
        Row::new("largest resident size of any verb", f64::from(resident) / 1024.0, "MiB")
            .want(Want::AtMost(150.0)),
    );
    let index = programs.json("items", &case, &[])?;
    ensure!(index["items"][0]["size"].as_u64() == Some(bytes), "the case does not hold the file");
    Ok(())
}

/// A file that no compression or deduplication makes smaller.
fn fill(path: &std::path::Path, bytes: u64) -> Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut rng = Rng::new(5);
    let mut left = bytes;
    while left > 0 {
        let piece = rng.bytes(left.min(PIECE));
        out.write_all(&piece)?;
        left -= piece.len() as u64;
    }
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(())
}
