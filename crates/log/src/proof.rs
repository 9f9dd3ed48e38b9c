//! `tlog-proof@v1`: one file that proves one entry offline (<https://c2sp.org/tlog-proof>).
//!
//! It holds the position, the path, the checkpoint verbatim, and an `extra` line that nobody has signed: what stands there
//! must be checked by what it leads to.

use std::fmt;

use crate::b64;
use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint, parse_decimal};
use crate::hash::Hash;
use crate::note::{MAX_NOTE, Note};
use crate::tree::{ProofError, verify_inclusion};

/// The first line of every proof.
pub const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Longest `extra` in bytes.
pub const MAX_EXTRA: usize = 4096;

/// Most hashes in a path: the depth of the largest tree.
pub const MAX_PATH: usize = 63;

/// Longest proof file in bytes.
pub const MAX_PROOF: usize = MAX_NOTE + 16 * 1024;

/// That an entry stands at a position of a log.
///
/// Invariant: `Proof::parse(proof.to_string().as_bytes()) == Ok(proof)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    extra: Option<Vec<u8>>,
    index: u64,
    path: Vec<Hash>,
    signed: SignedCheckpoint,
}

/// Why bytes are not a proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// More than [`MAX_PROOF`] bytes.
    #[error("the proof is {0} bytes long, more than any proof needs")]
    TooLong(usize),
    /// Not UTF-8, or no empty line before the checkpoint.
    #[error("the proof has no empty line before its checkpoint, or is not UTF-8")]
    Shape,
    /// Another first line than [`HEADER`].
    #[error("the proof does not begin with {HEADER}")]
    Header,
    /// A malformed or overlong `extra` line.
    #[error("the line \"extra\" is malformed or longer than 4,096 bytes")]
    Extra,
    /// No `index` line, or a number with a second spelling.
    #[error("the line \"index\" is missing or malformed")]
    Index,
    /// A line of the path that is not a hash, or more than [`MAX_PATH`] of them.
    #[error("line {0} of the path is malformed or one too many")]
    Path(usize),
    /// The checkpoint is malformed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl Proof {
    /// A proof from its parts. `checkpoint` is the signed note, `path` as [`crate::tree::inclusion_proof`] makes it.
    ///
    /// # Errors
    ///
    /// [`ProofFileError`] where the parts could not be read back.
    pub fn new(
        extra: Option<Vec<u8>>,
        index: u64,
        path: Vec<Hash>,
        checkpoint: Note,
    ) -> Result<Self, ProofFileError> {
        if extra.as_ref().is_some_and(|e| e.len() > MAX_EXTRA) {
            return Err(ProofFileError::Extra);
        }
        if path.len() > MAX_PATH {
            return Err(ProofFileError::Path(MAX_PATH + 1));
        }
        let signed =
            SignedCheckpoint { checkpoint: Checkpoint::parse_text(checkpoint.text())?, note: checkpoint };
        Ok(Self { extra, index, path, signed })
    }

    /// Reads a proof file.
    ///
    /// # Errors
    ///
    /// [`ProofFileError`] by what is malformed. Nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        if bytes.len() > MAX_PROOF {
            return Err(ProofFileError::TooLong(bytes.len()));
        }
        let text = str::from_utf8(bytes).map_err(|_| ProofFileError::Shape)?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ProofFileError::Shape)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(ProofFileError::Header);
        }
        let mut line = lines.next().ok_or(ProofFileError::Index)?;
        let mut extra = None;
        if let Some(blob) = line.strip_prefix("extra ") {
            extra = Some(b64::decode(blob).filter(|e| e.len() <= MAX_EXTRA).ok_or(ProofFileError::Extra)?);
            line = lines.next().ok_or(ProofFileError::Index)?;
        }
        let index = line.strip_prefix("index ").and_then(parse_decimal).ok_or(ProofFileError::Index)?;
        let mut path = Vec::new();
        for (number, line) in (1..).zip(lines) {
            let hash = line.parse().ok().filter(|_| number <= MAX_PATH);
            path.push(hash.ok_or(ProofFileError::Path(number))?);
        }
        Ok(Self { extra, index, path, signed: SignedCheckpoint::parse(checkpoint.as_bytes())? })
    }

    /// The unsigned extra data.
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// Position of the entry, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// Sibling hashes from the leaf up.
    pub fn path(&self) -> &[Hash] {
        &self.path
    }

    /// The checkpoint, as read.
    pub const fn checkpoint(&self) -> &SignedCheckpoint {
        &self.signed
    }

    /// Checks that `leaf` is the entry at this proof's position, under this proof's root. Who signed the root is another
    /// question ([`crate::policy::Policy::evaluate`]).
    ///
    /// # Errors
    ///
    /// As [`verify_inclusion`].
    pub fn verify_path(&self, leaf: &Hash) -> Result<(), ProofError> {
        let checkpoint = &self.signed.checkpoint;
        verify_inclusion(leaf, self.index, checkpoint.size(), &self.path, &checkpoint.root())
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", b64::encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.signed.note)
    }
}
