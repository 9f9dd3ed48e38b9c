//! Entries a second: in batches and each durable on its own, as the log grows, beside what the disk and processor allow.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use sanad_log::checkpoint::Checkpoint;
use sanad_log::hash::leaf_hash;
use sanad_log::tree::verify_inclusion;
use sanad_model::{BodyDraft, BodyType, ConfinedFailure, Limits as Confines, Timestamp, World};
use sanad_vault::{Location, NewCase, NewEntry, SecretString, Signer, Stretch, Vault};

use crate::limits::{Limits, replace, replacements};
use crate::rng::Rng;
use crate::scratch::Scratch;
use crate::table::{Row, Table, Want};

/// The most entries in one append.
const BATCH: u64 = 10_000;
/// Sizes at which everything is measured.
const SIZES: [u64; 3] = [1000, 100_000, 1_000_000];

/// Grows one log up to `most` entries and measures on the way.
pub(crate) fn run(scratch: &Scratch, most: u64, table: &mut Table) -> Result<()> {
    Limits::measure(scratch)?.show(table);
    let world: Arc<BenchWorld> = Arc::new(BenchWorld { state: scratch.join("state") });
    fs::create_dir_all(&world.state)?;
    let passphrase = SecretString::from("bench");
    let new = NewCase { passphrase: &passphrase, stretch: Stretch::FLOOR, actor: "bench" };
    let created = Vault::create(
        &Location::folder(scratch.join("ledger.sanad")),
        &new,
        Arc::<BenchWorld>::clone(&world),
    )?;
    let vault = created.vault;
    let signer = vault.signer("bench")?;
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let (sealed, appended) = grow(&vault, &world, &signer, size)?;
        let row = Row::new(
            format!("sealed entries appended in batches, up to {}", grouped(size)),
            appended,
            "entries/s",
        );
        table.push(row.beside("being signed and sealed", sealed).want(Want::AtLeast(20_000.0)));
        // Measured again here: other programs use the disk as well, and one limit per run would be another disk's.
        let replacements = replacements(scratch)?;
        let alone = |name: &str, one: &dyn Fn(Vec<NewEntry>) -> Result<()>| -> Result<Row> {
            let rate = alone(one, &world, &signer)?;
            let row = Row::new(format!("{name}, at {}", grouped(size)), rate, "entries/s");
            Ok(row.beside("small files replaced durably", replacements))
        };
        let durable = alone("each durable on its own", &|entries| Ok(vault.commit(entries).map(drop)?))?;
        table.push(durable.want(Want::AtLeast(50.0)));
        table.push(alone("each durable and public on its own", &|entries| {
            Ok(vault.append(entries).map(drop)?)
        })?);
        let (made, checked) = proofs(&vault)?;
        table.push(Row::new(format!("proof made, at {}", grouped(size)), made, "ms"));
        table.push(
            Row::new(format!("proof checked, at {}", grouped(size)), checked, "ms").want(Want::AtMost(50.0)),
        );
    }
    Ok(())
}

fn entry(world: &BenchWorld, signer: &Signer, number: u64) -> NewEntry {
    let sealed = BodyDraft::new(BodyType::Claim, world.now())
        .sealed("quote", format!("at least {number} people were said to have been there"))
        .seal(world, signer);
    NewEntry { sealed, object: None }
}

/// Appends batches until the log has `size` entries. Entries signed and sealed a second, and of these appended a second.
fn grow(vault: &Vault, world: &BenchWorld, signer: &Signer, size: u64) -> Result<(f64, f64)> {
    let (mut sealing, mut appending) = (0.0, 0.0);
    let first = vault.size()?;
    let mut now = first;
    while now < size {
        let batch = BATCH.min(size - now);
        let start = Instant::now();
        let entries = (0..batch).map(|number| entry(world, signer, now + number)).collect();
        sealing += start.elapsed().as_secs_f64();
        let start = Instant::now();
        vault.append(entries)?;
        appending += start.elapsed().as_secs_f64();
        now += batch;
    }
    let entries = (now - first) as f64;
    Ok((entries / sealing, entries / appending))
}

fn alone(one: &dyn Fn(Vec<NewEntry>) -> Result<()>, world: &BenchWorld, signer: &Signer) -> Result<f64> {
    let (start, mut done) = (Instant::now(), 0.0);
    while start.elapsed().as_secs_f64() < 3.0 {
        one(vec![entry(world, signer, 0)])?;
        done += 1.0;
    }
    Ok(done / start.elapsed().as_secs_f64())
}

/// Milliseconds to make a proof from the tiles, and to check it with the signature of its checkpoint.
fn proofs(vault: &Vault) -> Result<(f64, f64)> {
    let (rounds, mut rng) = (50, Rng::new(3));
    let (mut made, mut checked) = (0.0, 0.0);
    let signed = vault.checkpoint()?;
    let key = vault.verifier_key()?;
    for _ in 0..rounds {
        let index = rng.below(signed.size);
        let start = Instant::now();
        let path = vault.inclusion(index, signed.size)?;
        made += start.elapsed().as_secs_f64();
        let commitment = vault.body(index)?.commitment;
        let start = Instant::now();
        let checkpoint = Checkpoint::open(signed.note.as_bytes(), &key).context("the checkpoint")?;
        let leaf = leaf_hash(commitment.entry().as_bytes());
        verify_inclusion(&leaf, index, checkpoint.size(), &path, &checkpoint.root())?;
        checked += start.elapsed().as_secs_f64();
    }
    ensure!(made > 0.0, "nothing was measured");
    Ok((made * 1000.0 / f64::from(rounds), checked * 1000.0 / f64::from(rounds)))
}

fn grouped(size: u64) -> String {
    match size {
        1_000_000.. => format!("{} M", size / 1_000_000),
        _ => format!("{} k", size / 1000),
    }
}

/// A world that keeps its memory as durably as the real one: that costs syncs, and belongs into the figure.
struct BenchWorld {
    state: PathBuf,
}

impl World for BenchWorld {
    fn now(&self) -> Timestamp {
        // The clock costs nothing next to a signature; a fixed time keeps the bodies of one length.
        Timestamp::from_unix(1_541_592_000).unwrap_or_else(|| std::process::abort())
    }

    fn fill_random(&self, buffer: &mut [u8]) {
        if getrandom::fill(buffer).is_err() {
            std::process::abort();
        }
    }

    fn run_confined(&self, _: &str, _: &mut dyn Read, _: Confines) -> Result<Vec<u8>, ConfinedFailure> {
        Err(ConfinedFailure::Start("nothing is read in a bench".to_owned()))
    }

    fn remembered(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.state.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn remember(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        replace(&self.state.join("new"), &self.state.join(name), bytes)
    }
}
