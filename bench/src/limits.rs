//! What the machine can do at most: syncs a second, bytes written, hashed and encrypted a second.

use std::fs::{self, File};
use std::io::{self, Write};
use std::time::Instant;

use anyhow::Result;
use sha2::{Digest as _, Sha256};

use crate::rng::Rng;
use crate::scratch::Scratch;
use crate::table::{Row, Table};

/// Limits of this disk and processor, measured now.
pub(crate) struct Limits {
    /// Appends of 4 KiB to one file, each synced.
    pub(crate) syncs: f64,
    /// Small files that are written, synced, renamed, and their folder synced.
    pub(crate) replacements: f64,
    /// Bytes written to one file and synced at the end.
    pub(crate) write: f64,
    /// Bytes hashed with SHA-256.
    pub(crate) hash: f64,
    /// Bytes encrypted into the age format, thrown away.
    pub(crate) encrypt: f64,
}

const SECONDS: f64 = 2.0;
const PIECE: usize = 1 << 20;

impl Limits {
    pub(crate) fn measure(scratch: &Scratch) -> Result<Limits> {
        let piece = Rng::new(7).bytes(PIECE as u64);
        Ok(Limits {
            syncs: syncs(scratch)?,
            replacements: replacements(scratch)?,
            write: write(scratch, &piece)?,
            hash: hash(&piece),
            encrypt: encrypt(&piece)?,
        })
    }

    /// Hashing and then encrypting the same bytes in memory, one after the other.
    pub(crate) fn hash_and_encrypt(&self) -> f64 {
        1.0 / (1.0 / self.hash + 1.0 / self.encrypt)
    }

    pub(crate) fn show(&self, table: &mut Table) {
        table.push(Row::new("disk: 4 KiB appended and synced", self.syncs, "/s"));
        table.push(Row::new("disk: small file replaced durably", self.replacements, "/s"));
        table.push(Row::new("disk: written and synced", self.write / 1e6, "MB/s"));
        table.push(Row::new("SHA-256 in memory", self.hash / 1e9, "GB/s"));
        table.push(Row::new("age encryption in memory", self.encrypt / 1e9, "GB/s"));
        table.push(Row::new("hash, then encrypt, in memory", self.hash_and_encrypt() / 1e6, "MB/s"));
    }
}

/// Does `work` until some time has passed; how often a second.
fn rate(mut work: impl FnMut() -> Result<()>) -> Result<f64> {
    let (start, mut done) = (Instant::now(), 0.0);
    while start.elapsed().as_secs_f64() < SECONDS {
        work()?;
        done += 1.0;
    }
    Ok(done / start.elapsed().as_secs_f64())
}

fn syncs(scratch: &Scratch) -> Result<f64> {
    let mut file = File::create(scratch.join("syncs"))?;
    let block = [0xa5_u8; 4096];
    rate(|| {
        file.write_all(&block)?;
        Ok(file.sync_data()?)
    })
}

/// Small files a second that are written, synced, renamed, and their folder synced.
pub(crate) fn replacements(scratch: &Scratch) -> Result<f64> {
    let folder = scratch.join("replacements");
    fs::create_dir_all(&folder)?;
    rate(|| Ok(replace(&folder.join("new"), &folder.join("note"), b"four lines of a checkpoint")?))
}

/// Writes a file so that after a crash either the old or the new one is there.
pub(crate) fn replace(new: &std::path::Path, old: &std::path::Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(new, old)?;
    File::open(old.parent().unwrap_or(std::path::Path::new(".")))?.sync_all()
}

fn write(scratch: &Scratch, piece: &[u8]) -> Result<f64> {
    let path = scratch.join("written");
    let start = Instant::now();
    let mut file = File::create(&path)?;
    let pieces = 512;
    for _ in 0..pieces {
        file.write_all(piece)?;
    }
    file.sync_all()?;
    let speed = f64::from(pieces) * 1048576.0 / start.elapsed().as_secs_f64();
    fs::remove_file(path)?;
    Ok(speed)
}

fn hash(piece: &[u8]) -> f64 {
    let (start, mut done, mut hash) = (Instant::now(), 0.0, Sha256::new());
    while start.elapsed().as_secs_f64() < SECONDS {
        hash.update(piece);
        done += 1048576.0;
    }
    std::hint::black_box(hash.finalize());
    done / start.elapsed().as_secs_f64()
}

fn encrypt(piece: &[u8]) -> Result<f64> {
    let recipient = age::x25519::Identity::generate().to_public();
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))?;
    let mut out = encryptor.wrap_output(io::sink())?;
    let rate = rate(|| Ok(out.write_all(piece)?))?;
    out.finish()?;
    Ok(rate * 1048576.0)
}
