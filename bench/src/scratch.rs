//! The folder in which the disk is measured, and what programs are shown as their home. Removed at the end.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// A folder of its own on the disk that is to be measured.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Below `parent`; else beside the build, since a temporary folder may lie in memory, where nothing is ever synced.
    pub(crate) fn new(parent: Option<&str>) -> Result<Scratch> {
        let beside = || -> Result<PathBuf> {
            let program = std::env::current_exe()?;
            Ok(program.parent().context("no folder")?.to_path_buf())
        };
        let parent = parent.map_or_else(beside, |parent| Ok(PathBuf::from(parent)))?;
        let path = parent.join(format!("sanad-bench-{}", std::process::id()));
        fs::create_dir_all(path.join("home")).with_context(|| format!("{}", path.display()))?;
        Ok(Scratch(path.canonicalize()?))
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
