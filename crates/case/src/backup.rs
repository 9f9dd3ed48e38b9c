//! `sanad backup` and `sanad restore`: one encrypted file out; a case with a successor log in.

use std::fs::File;
use std::path::Path;

use sanad_vault::{Location, Vault};
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::open::{AskPassphrase, Case, explain, shared_world, typed_secret};

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackedUp {
    /// Where.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many entries it holds.
    pub entries: u64,
}

/// A backup that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupChecked {
    /// Whether everything in it is as it was logged.
    pub ok: bool,
    /// Items in it.
    pub items: u64,
    /// Entries in it.
    pub entries: u64,
    /// What is not as it was logged.
    pub problems: Vec<String>,
}

/// A backup that was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// Where.
    pub case: String,
    /// Entries in it.
    pub entries: u64,
    /// The verifier key of the successor log.
    pub log_key: String,
}

impl Case {
    /// Writes the whole case into one encrypted file.
    ///
    /// # Errors
    /// When something stands there already, or the disk is full: then nothing stays.
    pub fn backup(&mut self, out: &Path) -> Result<BackedUp> {
        let mut file = File::create_new(out).map_err(|e| CaseError::io(out, &e))?;
        let written = self.vault.backup(&std::env::temp_dir(), &mut file).map_err(|e| self.explain(e));
        let synced = written.and_then(|()| file.sync_all().map_err(|e| CaseError::io(out, &e)));
        if let Err(error) = synced {
            let _ = std::fs::remove_file(out);
            return Err(error);
        }
        let bytes = file.metadata().map_err(|e| CaseError::io(out, &e))?.len();
        Ok(BackedUp {
            file: out.display().to_string(),
            bytes,
            entries: self.vault.size().map_err(|e| self.explain(e))?,
        })
    }
}

/// Reads a backup through and checks everything in it, without making a case.
///
/// # Errors
/// When the passphrase does not open it, or it is not a whole backup.
pub fn check(
    input: &Path,
    ask: &mut dyn AskPassphrase,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<BackupChecked> {
    let mut file = File::open(input).map_err(|e| CaseError::io(input, &e))?;
    let unlock = typed_secret(ask.existing()?);
    let report = Vault::check_backup(&mut file, &unlock, &shared_world(), &std::env::temp_dir(), progress)
        .map_err(|e| explain(input, e))?;
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    Ok(BackupChecked { ok: problems.is_empty(), items: report.items, entries: report.entries, problems })
}

/// Restores a backup as a new case, whose log is the successor of the old one.
///
/// # Errors
/// As [`check`]; and when something stands where the case is to go. Then nothing of it stays.
pub fn restore(
    input: &Path,
    case: &Path,
    ask: &mut dyn AskPassphrase,
    actor: Option<&str>,
) -> Result<Restored> {
    if case.exists() {
        return Err(CaseError::bad_input(
            format!("{} exists already", case.display()),
            "choose another name",
        ));
    }
    let mut file = File::open(input).map_err(|e| CaseError::io(input, &e))?;
    let unlock = typed_secret(ask.existing()?);
    let mut restored = || {
        let vault = Vault::restore(&Location::folder(case), &mut file, &unlock, shared_world(), actor)?;
        Ok((vault.size()?, vault.verifier_key()?))
    };
    let (entries, key) = restored().map_err(|e| explain(input, e))?;
    Ok(Restored { case: case.display().to_string(), entries, log_key: key.to_string() })
}
