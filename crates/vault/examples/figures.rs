//! How fast the vault is on this disk: `cargo run --release -p sanad-vault --example figures -- FOLDER [ENTRIES] [MEGABYTES]`.
//!
//! Prints the raw limits of the same machine beside each figure: syncs per second, hashing and encrypting in memory.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench measures time, prints it, and may stop at the first surprise"
)]

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use sanad_model::{BodyDraft, BodyType, ConfinedFailure, Limits, Timestamp, World};
use sanad_vault::{Location, Mode, NewCase, NewEntry, SecretString, Stretch, Unlock, Vault};
use sha2::{Digest as _, Sha256};

struct BenchWorld(PathBuf);

impl World for BenchWorld {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(1_541_592_000).unwrap()
    }
    fn fill_random(&self, buffer: &mut [u8]) {
        std::fs::File::open("/dev/urandom").unwrap().read_exact(buffer).unwrap();
    }
    fn run_confined(&self, _: &str, _: &mut dyn Read, _: Limits) -> Result<Vec<u8>, ConfinedFailure> {
        Err(ConfinedFailure::Start("not here".into()))
    }
    fn remembered(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(self.0.join(name)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            other => other.map(Some),
        }
    }
    fn remember(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let part = self.0.join("part");
        let mut file = std::fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(part, self.0.join(name))?;
        std::fs::File::open(&self.0)?.sync_all()
    }
}

/// Bytes that do not repeat soon and cost next to nothing.
struct Content(u64);

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = buffer.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
        buffer[..n].iter_mut().step_by(64).zip(self.0..).for_each(|(b, n)| *b = n.to_le_bytes()[0]);
        self.0 -= n as u64;
        Ok(n)
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().unwrap_or_else(|| ".".into())).join("figures");
    let entries: usize = args.next().map_or(100_000, |n| n.parse().unwrap());
    let megabytes: u64 = args.next().map_or(1024, |n| n.parse().unwrap());
    std::fs::create_dir_all(folder.join("state")).unwrap();
    let world = Arc::new(BenchWorld(folder.join("state")));
    let place = Location::folder(folder.join("bench.sanad"));
    let passphrase = SecretString::from("bench");
    let new = NewCase { passphrase: &passphrase, stretch: Stretch::FLOOR, actor: "bench" };
    let started = Instant::now();
    let vault = Vault::create(&place, &new, world.clone()).unwrap().vault;
    println!("create                      {:8.0} ms", started.elapsed().as_secs_f64() * 1e3);
    big_object(&vault, &folder, &world, megabytes);
    singles(&vault, &folder, &world);
    batches(&vault, &world, entries);
    let master = vault.master_key();
    drop(vault);
    let started = Instant::now();
    let vault = Vault::open(&place, Mode::Write("bench"), &Unlock::MasterKey(master), world).unwrap();
    println!("open for writing            {:8.0} ms", started.elapsed().as_secs_f64() * 1e3);
    let started = Instant::now();
    let report = vault.check(&mut |_, _| {}).unwrap();
    println!(
        "check {:8} entries       {:8.1} s  {:?}",
        report.entries,
        started.elapsed().as_secs_f64(),
        report.problems
    );
    drop(vault);
    std::fs::remove_dir_all(folder).unwrap();
}

fn big_object(vault: &Vault, folder: &Path, world: &BenchWorld, megabytes: u64) {
    let rate = |started: Instant| megabytes as f64 / started.elapsed().as_secs_f64();
    let mut buffer = vec![0; 1 << 20];
    let started = Instant::now();
    let (mut content, mut hash) = (Content(megabytes << 20), Sha256::new());
    while let n @ 1.. = content.read(&mut buffer).unwrap() {
        hash.update(&buffer[..n]);
    }
    let hashing = rate(started);
    let recipient = age::x25519::Identity::generate().to_public();
    let started = Instant::now();
    let mut out = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .unwrap()
        .wrap_output(io::sink())
        .unwrap();
    io::copy(&mut Content(megabytes << 20), &mut out).unwrap();
    out.finish().unwrap();
    let encrypting = rate(started);
    let both = 1.0 / (1.0 / hashing + 1.0 / encrypting);
    println!("hash {hashing:.0} MB/s, encrypt {encrypting:.0} MB/s, one after the other {both:.0} MB/s");
    let started = Instant::now();
    let mut raw = std::fs::File::create(folder.join("raw")).unwrap();
    io::copy(&mut Content(megabytes << 20), &mut io::BufWriter::with_capacity(1 << 20, &mut raw)).unwrap();
    raw.sync_all().unwrap();
    println!("disk, written and synced    {:8.0} MB/s", rate(started));
    std::fs::remove_file(folder.join("raw")).unwrap();
    let started = Instant::now();
    let staged = vault.stage_object(&mut Content(megabytes << 20)).unwrap();
    let signer = vault.signer("bench").unwrap();
    let sealed = BodyDraft::new(BodyType::Item, world.now()).sealed("sha256", staged.digest.to_string());
    let sealed = sealed.seal(world, &signer);
    vault.append(vec![NewEntry { sealed, object: Some(staged) }]).unwrap();
    let got = rate(started);
    println!("object of {megabytes} MB, durable  {got:8.0} MB/s ({:.0} % of in memory)", 100.0 * got / both);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    println!("{peak} (includes 64 MB for the passphrase)");
}

fn notes(world: &BenchWorld, vault: &Vault, count: usize) -> Vec<NewEntry> {
    let signer = vault.signer("bench").unwrap();
    let seal =
        |n: usize| BodyDraft::new(BodyType::Claim, world.now()).sealed("quote", format!("claim {n} of many"));
    (0..count).map(|n| NewEntry { sealed: seal(n).seal(world, &signer), object: None }).collect()
}

fn singles(vault: &Vault, folder: &Path, world: &BenchWorld) {
    let started = Instant::now();
    for n in 0..200 {
        let mut file = std::fs::File::create(folder.join(format!("sync-{n}"))).unwrap();
        file.write_all(&[7; 4096]).unwrap();
        file.sync_all().unwrap();
    }
    println!("syncs                       {:8.0} /s", 200.0 / started.elapsed().as_secs_f64());
    let entries = notes(world, vault, 500);
    let started = Instant::now();
    for entry in entries {
        vault.append(vec![entry]).unwrap();
    }
    println!("one durable entry at a time {:8.0} /s", 500.0 / started.elapsed().as_secs_f64());
}

fn batches(vault: &Vault, world: &BenchWorld, count: usize) {
    let mut spent = 0.0;
    for done in (0..count).step_by(20_000) {
        let entries = notes(world, vault, 20_000.min(count - done));
        let n = entries.len();
        let started = Instant::now();
        vault.append(entries).unwrap();
        spent += started.elapsed().as_secs_f64();
        println!(
            "  batch of {n} at {:8}: {:8.0} /s",
            vault.size().unwrap(),
            n as f64 / started.elapsed().as_secs_f64()
        );
    }
    println!("entries in batches          {:8.0} /s", count as f64 / spent);
}
