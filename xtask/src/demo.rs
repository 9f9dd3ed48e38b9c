//! The demo from a clean folder: what a newcomer sees first has to work, write what it promises, and be verifiable.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail, ensure};

use crate::steps::Outcome;
use crate::workspace::{cargo, root, target_dir};

/// What `sanad demo --out DIR` promises to leave behind.
const PROMISED: &[&str] =
    &["khujand-2018.sanad", "passphrase.txt", "toll.svg", "toll.png", "record.html", "record.pdf", "proof"];

/// Builds both programs as the tests do, runs the demo, and has its results checked by them.
pub(crate) fn check() -> Result<Outcome> {
    let bins = build(&[])?;
    if !offers_demo(&bins)? {
        if root().join("crates/cli/src/commands").is_dir() {
            bail!("`sanad --help` does not list demo");
        }
        return Ok(Outcome::Skipped("the command line has no verbs yet".to_owned()));
    }
    let folder = Folder::new("sanad-xtask-demo")?;
    let out = folder.0.join("out");
    let demo = folder.run(Command::new(bins.join("sanad")).args(["demo", "--out"]).arg(&out))?;
    ensure!(!demo.stdout.is_empty(), "sanad demo printed nothing");
    for name in PROMISED {
        ensure!(size(&out.join(name)) > 0, "sanad demo left no {name}, or an empty one");
    }
    let case = out.join("khujand-2018.sanad");
    let mut check = Command::new(bins.join("sanad"));
    check.arg("check").arg(&case).env("SANAD_PASSPHRASE_FILE", out.join("passphrase.txt"));
    folder.run(&mut check)?;
    let proof = proof_folder(&out.join("proof"))?;
    let verified = folder.run(Command::new(bins.join("sanad-verify")).arg(&proof))?;
    let said = String::from_utf8_lossy(&verified.stdout).to_lowercase();
    ensure!(said.starts_with("intact;"), "sanad-verify did not say that the proof is intact, but: {said}");
    Ok(Outcome::Passed("built, checked, verified".to_owned()))
}

/// Builds `sanad` and `sanad-verify` and says in which folder they are.
pub(crate) fn build(profile: &[&str]) -> Result<PathBuf> {
    let mut command =
        cargo(&["build", "--quiet", "--locked", "--package", "sanad-cli", "--package", "sanad-verify"]);
    let status = command.args(profile).status().context("cargo build")?;
    ensure!(status.success(), "the programs do not build: {status}");
    Ok(target_dir()?.join(if profile.contains(&"--release") { "release" } else { "debug" }))
}

fn offers_demo(bins: &Path) -> Result<bool> {
    let help = Command::new(bins.join("sanad")).arg("--help").output().context("sanad --help")?;
    let said = String::from_utf8_lossy(&help.stdout).into_owned();
    Ok(said.lines().any(|line| line.split_whitespace().next() == Some("demo")))
}

/// The proof itself may lie in a folder of its own, named for what it proves.
fn proof_folder(folder: &Path) -> Result<PathBuf> {
    if folder.join("proof.tlog-proof").is_file() {
        return Ok(folder.to_path_buf());
    }
    let inner = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    inner
        .into_iter()
        .find(|path| path.join("proof.tlog-proof").is_file())
        .context("no proof.tlog-proof in proof/")
}

/// Bytes in a file, or entries in a folder.
fn size(path: &Path) -> u64 {
    match fs::read_dir(path) {
        Ok(entries) => entries.count() as u64,
        Err(_) => fs::metadata(path).map_or(0, |file| file.len()),
    }
}

/// A folder of its own for one run, with a home that holds nothing; removed at the end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Result<Folder> {
        let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("home")).with_context(|| format!("{}", path.display()))?;
        Ok(Folder(path))
    }

    /// Runs a program as somebody who has never run it before; an exit code other than 0 is an error.
    pub(crate) fn run(&self, command: &mut Command) -> Result<Output> {
        let home = self.0.join("home");
        command.current_dir(&self.0).env("HOME", &home).env_remove("SANAD_CASE");
        for (name, below) in [
            ("XDG_STATE_HOME", "state"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
        ] {
            command.env(name, home.join(below));
        }
        let output = command.output().with_context(|| format!("{command:?}"))?;
        if !output.status.success() {
            let (out, err) =
                (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            bail!("{command:?}: {}\n{out}{err}", output.status);
        }
        Ok(output)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
