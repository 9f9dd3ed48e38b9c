//! A second reader: `tests/verifier.py`, written from the specifications in another language, reads what this crate
//! writes and refuses what it would refuse.

use std::process::Command;

use crate::support::{SIZES, log, log_key, signed, strangers_key, write_dir};

/// Runs the verifier; `None` where there is no Python.
fn run(args: &[&str]) -> Option<(bool, String)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verifier.py");
    let Ok(output) = Command::new("python3").arg(script).args(args).output() else {
        eprintln!("SKIPPED: needs python3: apt-get install python3");
        return None;
    };
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.success(), text))
}

#[test]
fn an_independent_reader_accepts_every_size_and_every_older_checkpoint() {
    let key = log_key().verifier().to_string();
    let folder = tempfile::tempdir().unwrap();
    for (at, size) in SIZES.into_iter().enumerate() {
        let dir = folder.path().join(size.to_string());
        std::fs::create_dir(&dir).unwrap();
        let (tiles, root) = log(size);
        write_dir(&dir, &tiles, &signed(size, root));
        let older: Vec<String> = SIZES[..at]
            .iter()
            .map(|old| folder.path().join(format!("{old}/checkpoint")).display().to_string())
            .collect();
        let mut args = vec![dir.to_str().unwrap(), key.as_str()];
        args.extend(older.iter().map(String::as_str));
        let Some((ok, text)) = run(&args) else { return };
        assert!(ok && text.contains(&format!("OK: {size} entries")), "size {size}: {text}");
    }
}

#[test]
fn an_independent_reader_refuses_damage() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let (tiles, root) = log(300);
    let key = log_key().verifier().to_string();
    write_dir(dir, &tiles, &signed(300, root));
    let path = dir.to_str().unwrap();
    let Some((ok, _)) = run(&[path, &key]) else { return };
    assert!(ok);
    assert!(!run(&[path, &strangers_key().verifier().to_string()]).unwrap().0, "another key");
    for file in ["tile/entries/000", "tile/0/001.p/44", "tile/1/000.p/1", "checkpoint"] {
        let good = std::fs::read(dir.join(file)).unwrap();
        let mut bad = good.clone();
        bad[20] ^= 1;
        std::fs::write(dir.join(file), bad).unwrap();
        assert!(!run(&[path, &key]).unwrap().0, "{file}");
        std::fs::write(dir.join(file), good).unwrap();
    }
    std::fs::write(dir.join("old"), signed(200, root)).unwrap();
    assert!(
        !run(&[path, &key, dir.join("old").to_str().unwrap()]).unwrap().0,
        "a fork signed by the log's own key"
    );
}
