//! Writes a log of N entries to a folder, as a sample for other people's verifiers: `write_log DIR N`.

use std::path::Path;

use sanad_log::append::Appender;
use sanad_log::checkpoint::Checkpoint;
use sanad_log::note::{KeyKind, SigningKey};

/// The log's name; its key is made of a fixed seed and protects nothing.
const ORIGIN: &str = "sanad.invalid/00112233445566778899aabbccddeeff";

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, count] = args.as_slice() else { return Err("usage: write_log DIR N".into()) };
    let (dir, count) = (Path::new(dir), count.parse::<u64>()?);
    let key = SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[7; 32])?;
    let mut appender = Appender::new();
    for index in 0..=count {
        if index < count {
            let mut entry = *b"sanad/1\n................................";
            entry[8..16].copy_from_slice(&index.to_be_bytes());
            appender.push(&entry)?;
        } else {
            appender.seal();
        }
        for file in appender.drain() {
            let path = dir.join(file.path.to_string());
            std::fs::create_dir_all(path.parent().unwrap_or(dir))?;
            std::fs::write(path, file.bytes)?;
        }
    }
    let note = Checkpoint::new(ORIGIN, count, appender.root())?.sign(&key)?;
    std::fs::write(dir.join("checkpoint"), note.to_string())?;
    println!("{}", key.verifier());
    Ok(())
}
