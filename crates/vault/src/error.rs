//! What can go wrong, sorted by what the caller can do about it. No message ever holds a secret or a name from a body.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::StoreError;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the vault did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The passphrase or key opens no slot: ask again.
    #[error("the passphrase or key does not open this case")]
    Locked,
    /// Another process writes: wait for it, or end it.
    #[error("the case is being written by {who}")]
    Busy {
        /// Process id and verb, as far as it said.
        who: String,
    },
    /// The database is older than something that was signed or remembered: go on only in a successor log.
    #[error("the case was put back to an older state: {what}")]
    RolledBack {
        /// What is newer than the database.
        what: String,
    },
    /// This folder was never written on this machine by this user: go on only in a successor log.
    #[error("the case was copied or restored here ({what}); its log goes on elsewhere")]
    Copied {
        /// What shows it.
        what: String,
    },
    /// Two histories of one log: keep both, go on in a successor log.
    #[error("the log has two histories: {what}")]
    Forked {
        /// What contradicts what.
        what: String,
    },
    /// Something stored is missing or changed: restore a backup.
    #[error("damaged: {}: {what}", path.display())]
    Damaged {
        /// What is damaged, relative to the case folder.
        path: PathBuf,
        /// How.
        what: String,
    },
    /// Written by a newer version: update the program.
    #[error("{what} has version {found}; this program reads up to {known}")]
    Newer {
        /// Which part.
        what: &'static str,
        /// Its version.
        found: u64,
        /// The highest version known here.
        known: u64,
    },
    /// Not a case folder.
    #[error("{} is not a case", .0.display())]
    NotACase(PathBuf),
    /// Something stands where the new case was to go.
    #[error("{} already exists", .0.display())]
    Exists(PathBuf),
    /// No room left: free some and try again.
    #[error("no room left on the disk at {}", .0.display())]
    Full(PathBuf),
    /// The case was opened for reading, or its folder cannot be written.
    #[error("{} cannot be written", .0.display())]
    ReadOnly(PathBuf),
    /// An earlier append failed half-way: open the case again, which finishes or drops it.
    #[error("an earlier write did not finish; open the case again")]
    Unfinished,
    /// Nothing of this name or number is there.
    #[error("there is no {0}")]
    Missing(String),
    /// The caller asked for something that would break the record.
    #[error("refused: {0}")]
    Refused(String),
    /// What was to be taken in could not be read.
    #[error("the source could not be read")]
    Source(#[source] io::Error),
    /// The system said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl Error {
    /// Sorts what the system said about a path.
    pub(crate) fn io(path: impl AsRef<Path>, source: io::Error) -> Self {
        let path = path.as_ref().to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly(path),
            _ => Self::Io { path, source },
        }
    }

    /// Something stored is not as it was written.
    pub(crate) fn damaged(path: impl AsRef<Path>, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.as_ref().to_owned(), what: what.into() }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing(name) => Self::damaged(name, "it is missing"),
            StoreError::Differs(name) => Self::damaged(name, "it holds other bytes than were to be written"),
            StoreError::Link(name) => Self::damaged(name, "it is a link, and links are not followed"),
            StoreError::Io { name, source } => Self::io(name, source),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = crate::db::FILE;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full(path.into()),
            Some(Code::ReadOnly | Code::PermissionDenied) => Self::ReadOnly(path.into()),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy { who: "another process".into() },
            Some(Code::NotADatabase | Code::DatabaseCorrupt | Code::ConstraintViolation) => {
                Self::damaged(path, error.to_string())
            }
            _ => Self::Io { path: path.into(), source: io::Error::other(error) },
        }
    }
}
