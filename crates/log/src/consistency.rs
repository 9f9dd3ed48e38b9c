//! A newer checkpoint together with the proof that it continues an older one: the request body of
//! <https://c2sp.org/tlog-witness>, which works as well as a file on a stick.

use std::fmt;

use crate::checkpoint::{CheckpointError, SignedCheckpoint, parse_decimal};
use crate::hash::Hash;
use crate::note::MAX_NOTE;
use crate::tree::{ProofError, verify_consistency};

/// Most hashes in a consistency path (tlog-witness).
pub const MAX_PATH: usize = 63;

/// Longest file in bytes.
pub const MAX_FILE: usize = MAX_NOTE + 4096;

/// That a checkpoint continues the log as it was at an older size.
///
/// Invariant: `Continuation::parse(c.to_string().as_bytes()) == Ok(c)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuation {
    /// The older size.
    pub old: u64,
    /// The consistency path from the older size to the checkpoint's.
    pub path: Vec<Hash>,
    /// The newer checkpoint.
    pub newer: SignedCheckpoint,
}

/// Why bytes are not a continuation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContinuationError {
    /// More than [`MAX_FILE`] bytes.
    #[error("the file is {0} bytes long, more than any proof needs")]
    TooLong(usize),
    /// Not `old N`, hashes, an empty line, a checkpoint.
    #[error("expected: \"old N\", hashes, an empty line, a checkpoint")]
    Shape,
    /// A line of the path that is not a hash, or more than [`MAX_PATH`] of them.
    #[error("line {0} of the path is malformed or one too many")]
    Path(usize),
    /// The checkpoint is malformed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl Continuation {
    /// Reads such a file. Nothing is verified.
    ///
    /// # Errors
    ///
    /// [`ContinuationError`] by what is malformed.
    pub fn parse(bytes: &[u8]) -> Result<Self, ContinuationError> {
        if bytes.len() > MAX_FILE {
            return Err(ContinuationError::TooLong(bytes.len()));
        }
        let text = str::from_utf8(bytes).map_err(|_| ContinuationError::Shape)?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ContinuationError::Shape)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(parse_decimal);
        let old = old.ok_or(ContinuationError::Shape)?;
        let mut path = Vec::new();
        for (number, line) in (1..).zip(lines) {
            let hash = line.parse().ok().filter(|_| number <= MAX_PATH);
            path.push(hash.ok_or(ContinuationError::Path(number))?);
        }
        Ok(Self { old, path, newer: SignedCheckpoint::parse(checkpoint.as_bytes())? })
    }

    /// Checks that the newer checkpoint continues the tree of [`Continuation::old`] entries with this root.
    ///
    /// # Errors
    ///
    /// As [`verify_consistency`].
    pub fn verify_from(&self, old_root: &Hash) -> Result<(), ProofError> {
        let newer = &self.newer.checkpoint;
        verify_consistency(self.old, old_root, newer.size(), &newer.root(), &self.path)
    }
}

impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.newer.note)
    }
}
