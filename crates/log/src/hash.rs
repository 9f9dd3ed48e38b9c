//! The one hash of the log, SHA-256, and its two domain-separated uses: leaves and inner nodes (RFC 6962 section 2.1).
//!
//! The prefix bytes 0x00 and 0x01 keep an entry from ever being taken for an inner node.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::b64;

/// The root of the tree without entries: SHA-256 of the empty string.
pub const EMPTY_ROOT: Hash = Hash([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// A SHA-256 hash in the tree: of a leaf, of an inner node, or of the root. 32 bytes.
///
/// Shown and read as padded Base 64 (44 characters), which is how checkpoints and proofs carry it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

/// The text is not the Base 64 of 32 bytes in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a hash: expected 44 characters of padded Base 64")]
pub struct HashError;

impl Hash {
    /// Length of a hash in bytes.
    pub const LEN: usize = 32;

    /// Takes 32 bytes that are already a hash.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 lower-case hexadecimal digits, for people who compare with `sha256sum`.
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|b| format!("{b:02x}")).collect()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&b64::encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({})", self.to_hex())
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(s: &str) -> Result<Self, HashError> {
        b64::decode_array(s).map(Self).ok_or(HashError)
    }
}

/// The hash of an entry as a leaf: SHA-256(0x00 || entry).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0x00]);
    hasher.update(entry);
    Hash(hasher.finalize().into())
}

/// The hash of an inner node: SHA-256(0x01 || left || right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut block = [0x01; 65];
    block[1..33].copy_from_slice(&left.0);
    block[33..].copy_from_slice(&right.0);
    Hash(Sha256::digest(block).into())
}

/// The hash of a complete subtree over `hashes`; their number must be a power of two (else the last ones are hashed as
/// they come, which no caller in this crate does).
pub(crate) fn complete_root(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => EMPTY_ROOT,
        [one] => *one,
        _ => {
            let mut row: Vec<Hash> = hashes.chunks(2).map(pair).collect();
            while row.len() > 1 {
                row = row.chunks(2).map(pair).collect();
            }
            row[0]
        }
    }
}

/// One step up: the parent of two siblings.
fn pair(two: &[Hash]) -> Hash {
    match two {
        [left, right] => node_hash(left, right),
        [one, ..] => *one,
        [] => EMPTY_ROOT,
    }
}
