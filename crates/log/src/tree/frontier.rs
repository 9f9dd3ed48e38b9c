//! The right edge of a tree: the few hashes from which the root is made and the tree can grow.
//!
//! A tree of `size` entries is a row of complete subtrees, one for each 1 in the binary form of `size`, largest first.
//! The frontier is their hashes: at most 62 of them, 2 KiB.

use super::MAX_SIZE;
use crate::hash::{EMPTY_ROOT, Hash, node_hash};

/// The compact right edge of a tree.
///
/// Invariant: `peaks.len() == size.count_ones()` and `size <= MAX_SIZE`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// The bytes are not a frontier in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// Fewer than the 8 bytes of the size.
    #[error("a frontier begins with a size of 8 bytes; {0} were given")]
    NoSize(usize),
    /// A size above [`MAX_SIZE`].
    #[error("a tree of {0} entries is larger than 2^62")]
    TooLarge(u64),
    /// The number of hashes does not fit the size.
    #[error("a frontier of size {size} is {expected} bytes long; {got} were given")]
    Length {
        /// The size that the first 8 bytes say.
        size: u64,
        /// Bytes that this size asks for.
        expected: usize,
        /// Bytes given.
        got: usize,
    },
}

impl Frontier {
    /// The frontier of the empty tree.
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// Number of entries.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds the leaf hash of one entry at the right.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each trailing 1 of the old size is a complete subtree that now finds its sibling.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree: MTH of RFC 6962 section 2.1.
    pub fn root(&self) -> Hash {
        self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or(EMPTY_ROOT)
    }

    /// The size in 8 bytes, big end first, then the hashes of the complete subtrees, largest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.peaks.iter().flat_map(|h| *h.as_bytes()));
        bytes
    }

    /// Reads what [`Frontier::to_bytes`] writes, and nothing else.
    ///
    /// # Errors
    ///
    /// [`FrontierError`] where the size is missing or too large or the number of hashes does not follow from it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrontierError> {
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(FrontierError::NoSize(bytes.len()))?;
        let size = u64::from_be_bytes(*size);
        if size > MAX_SIZE {
            return Err(FrontierError::TooLarge(size));
        }
        let expected = 8 + Hash::LEN * size.count_ones() as usize;
        if bytes.len() != expected {
            return Err(FrontierError::Length { size, expected, got: bytes.len() });
        }
        let peaks =
            rest.as_chunks::<{ Hash::LEN }>().0.iter().map(|chunk| Hash::from_bytes(*chunk)).collect();
        Ok(Self { size, peaks })
    }

    /// For callers in this crate that have kept the invariant: one peak for each 1 in `size`.
    pub(crate) fn from_peaks(size: u64, peaks: Vec<Hash>) -> Self {
        debug_assert_eq!(peaks.len(), size.count_ones() as usize);
        Self { size, peaks }
    }
}
