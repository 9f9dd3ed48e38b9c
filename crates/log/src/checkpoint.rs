//! Checkpoints: the log's name, its size and its root, as a signed note (<https://c2sp.org/tlog-checkpoint>).
//!
//! A checkpoint commits its signer to every entry below it. Two of one size with two roots, or two that no consistency
//! proof joins, are proof of a fork; both are then kept and shown.

use std::fmt;

use crate::hash::{EMPTY_ROOT, Hash};
use crate::note::{Note, NoteError, SigningKey, VerifierKey};
use crate::tree::MAX_SIZE;

/// What a log says about itself at one size.
///
/// Invariant: the text form parses back to the same value; a tree of size 0 has the empty root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// A checkpoint as it lies in a file: what it says and the note that carries it. Not yet verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// Text and signatures.
    pub note: Note,
}

/// Why bytes are not a checkpoint, or not one of this log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Malformed as a note, or not signed as it must be.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Fewer than three lines, or an empty line.
    #[error("a checkpoint has three or more lines, none of them empty")]
    Lines,
    /// The second line is not a size: decimal digits without leading zero, at most 2^62.
    #[error("the size {0:?} is not a decimal number in its one spelling")]
    Size(String),
    /// The third line is not a hash.
    #[error("the root {0:?} is not the Base64 of 32 bytes")]
    Root(String),
    /// Size 0 with another root than that of the empty tree.
    #[error("a tree without entries has another root than this")]
    EmptyRoot,
    /// The first line is not the name of the key that it is verified with.
    #[error("the checkpoint is of the log {found:?}, not of {expected:?}")]
    Origin {
        /// The origin line.
        found: String,
        /// The key's name.
        expected: String,
    },
    /// The key cannot sign checkpoints of this log (another name or another type).
    #[error("the key {0} does not sign checkpoints of this log")]
    Key(String),
}

impl Checkpoint {
    /// A checkpoint without extension lines, which is the only kind that this project writes.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Lines`] for an empty origin or one with a line end, [`CheckpointError::Size`] above 2^62,
    /// [`CheckpointError::EmptyRoot`], [`CheckpointError::Note`] for a control character in the origin.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        Self::parse_text(&format!("{origin}\n{size}\n{root}\n")).and_then(|checkpoint| {
            if checkpoint.origin == origin { Ok(checkpoint) } else { Err(CheckpointError::Lines) }
        })
    }

    /// Reads the text of a checkpoint, without blank line and signatures.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`] by what is malformed.
    pub fn parse_text(text: &str) -> Result<Self, CheckpointError> {
        Note::new(text)?;
        let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
        let [origin, size, root, extensions @ ..] = lines.as_slice() else {
            return Err(CheckpointError::Lines);
        };
        if lines.iter().any(|line| line.is_empty()) {
            return Err(CheckpointError::Lines);
        }
        let size = parse_decimal(size)
            .filter(|n| *n <= MAX_SIZE)
            .ok_or_else(|| CheckpointError::Size((*size).to_owned()))?;
        let root = root.parse().map_err(|_| CheckpointError::Root((*root).to_owned()))?;
        if size == 0 && root != EMPTY_ROOT {
            return Err(CheckpointError::EmptyRoot);
        }
        let extensions = extensions.iter().map(|line| (*line).to_owned()).collect();
        Ok(Self { origin: (*origin).to_owned(), size, root, extensions })
    }

    /// Reads a signed checkpoint and verifies it with the key of its log; further signatures are ignored.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Origin`] for another log's checkpoint; [`CheckpointError::Note`] where the signature is missing or bad.
    pub fn open(bytes: &[u8], key: &VerifierKey) -> Result<Self, CheckpointError> {
        let signed = SignedCheckpoint::parse(bytes)?;
        if signed.checkpoint.origin != key.name() {
            return Err(CheckpointError::Origin {
                found: signed.checkpoint.origin,
                expected: key.name().to_owned(),
            });
        }
        signed.note.verify(std::slice::from_ref(key))?;
        Ok(signed.checkpoint)
    }

    /// The unique name of the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Number of entries.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree of that many entries.
    pub const fn root(&self) -> Hash {
        self.root
    }

    /// Lines that other people's logs may add; opaque, and vouched for by nobody.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The signed note. Sign no other root for this size, ever.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::Key`] where the key has another name than the log or is a witness's.
    pub fn sign(&self, key: &SigningKey) -> Result<Note, CheckpointError> {
        let mut note = Note::new(self.to_string())?;
        let line = if key.name() == self.origin { key.sign_note(note.text()) } else { None };
        note.add(line.ok_or_else(|| CheckpointError::Key(key.name().to_owned()))?);
        Ok(note)
    }
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, self.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl SignedCheckpoint {
    /// Reads a checkpoint file without verifying its signatures.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`] by what is malformed.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::parse_text(note.text())?;
        Ok(Self { checkpoint, note })
    }
}

/// A decimal number in its one spelling.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
