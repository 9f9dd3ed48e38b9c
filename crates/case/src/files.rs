//! Files that the program writes for people: never over something that stands there.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use sanad_model::ContentDigest;
use sha2::{Digest as _, Sha256};

use crate::error::{CaseError, Result};

/// Writes a file that did not exist.
///
/// # Errors
/// When something stands there, or the system refuses.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |e: std::io::Error| CaseError::io(path, &e);
    let mut file = File::create_new(path).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)
}

/// Writes a file that did not exist, with the folders above it.
///
/// # Errors
/// As [`write_new`].
pub(crate) fn write_below(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| CaseError::io(folder, &e))?;
    }
    write_new(path, bytes)
}

/// Writes a file, replacing one of the same name: for results that are made again.
///
/// # Errors
/// When the system refuses.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(|e| CaseError::io(path, &e))
}

/// Bytes that may still be written where this folder lies; `None` where the system does not say.
#[cfg(unix)]
pub(crate) fn free_space(folder: &Path) -> Option<u64> {
    let stat = nix::sys::statvfs::statvfs(folder).ok()?;
    #[allow(clippy::useless_conversion)] // u32 on some systems
    u64::from(stat.blocks_available()).checked_mul(u64::from(stat.fragment_size()))
}

/// Bytes that may still be written where this folder lies; `None` where the system does not say.
#[cfg(not(unix))]
pub(crate) fn free_space(_: &Path) -> Option<u64> {
    None
}

/// An output, and the digest of what went into it.
pub(crate) struct Hashed<W> {
    inner: W,
    hash: Sha256,
}

impl<W: Write> Hashed<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// The output again, and the digest.
    pub(crate) fn finish(self) -> (W, ContentDigest) {
        (self.inner, ContentDigest::from_bytes(self.hash.finalize().into()))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
