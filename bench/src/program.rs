//! `sanad` and `sanad-verify` as a user runs them, in a home of their own and with a passphrase from a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::scratch::Scratch;

/// The built programs, and the home that they are shown.
pub(crate) struct Programs {
    bins: PathBuf,
    home: PathBuf,
    passphrase: PathBuf,
}

impl Programs {
    /// Those that `cargo xtask bench` has just built.
    pub(crate) fn new(scratch: &Scratch) -> Result<Programs> {
        let bins = std::env::var_os("SANAD_BIN").context("start this with cargo xtask bench")?;
        let passphrase = scratch.join("passphrase.txt");
        fs::write(&passphrase, "a passphrase that is written down\n")?;
        Ok(Programs { bins: bins.into(), home: scratch.join("home"), passphrase })
    }

    /// `sanad` with these words.
    pub(crate) fn sanad<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> Command {
        self.command("sanad", words)
    }

    /// `sanad-verify` with these words.
    pub(crate) fn verify<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> Command {
        self.command("sanad-verify", words)
    }

    fn command<S: AsRef<std::ffi::OsStr>>(&self, name: &str, words: &[S]) -> Command {
        let mut command = Command::new(self.bins.join(name));
        command.args(words).stdin(Stdio::null()).env_remove("SANAD_CASE");
        command.env("HOME", &self.home).env("SANAD_PASSPHRASE_FILE", &self.passphrase);
        for (name, below) in [
            ("XDG_STATE_HOME", "state"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            command.env(name, self.home.join(below));
        }
        command
    }

    /// A new case of this name, whose passphrase costs the least that is allowed: what is measured here comes after it.
    pub(crate) fn new_case(&self, scratch: &Scratch, name: &str) -> Result<PathBuf> {
        let case = scratch.join(&format!("{name}.sanad"));
        good(&mut self.sanad(&[
            "new".as_ref(),
            case.as_os_str(),
            "--as".as_ref(),
            "bench".as_ref(),
            "--unlock-time".as_ref(),
            "0".as_ref(),
        ]))?;
        Ok(case)
    }

    /// What a verb says with `--json`; any exit code but 0 is an error.
    pub(crate) fn json(&self, verb: &str, case: &Path, rest: &[&str]) -> Result<Value> {
        let mut command = self.sanad(&[verb.as_ref(), case.as_os_str(), "--json".as_ref()]);
        let output = good(command.args(rest))?;
        serde_json::from_slice(&output.stdout).with_context(|| format!("sanad {verb} --json"))
    }
}

/// Runs to the end; any exit code but 0 is an error with what was said.
pub(crate) fn good(command: &mut Command) -> Result<Output> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    if !output.status.success() {
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        bail!("{command:?}: {}\n{out}{err}", output.status);
    }
    Ok(output)
}
