//! The 40 bytes that stand in the log for a body, and what they hide and bind.
//!
//! ```text
//! entry = "sanad/1\n" (8 bytes) || C (32 bytes)
//! C     = SHA-256( "sanad-commit/v1\0" (16) || salt (32 random) || body )
//! ```
//! The 256-bit salt hides the body (who holds a leaked document cannot confirm that it is in a vault); SHA-256 binds
//! it. By hand: `(printf 'sanad-commit/v1\0'; cat salt body) | sha256sum`.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// Length of every entry, in bytes.
pub const ENTRY_LEN: usize = 40;
const MAGIC: &[u8; 8] = b"sanad/1\n";
const COMMIT: &[u8; 16] = b"sanad-commit/v1\0";

/// 32 random bytes kept beside a body, or beside one disclosed field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

/// The salted digest of a body.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commitment([u8; 32]);

/// One entry of the log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry([u8; ENTRY_LEN]);

impl Commitment {
    /// Commits to a body, verbatim.
    #[must_use]
    pub fn to(body: &[u8], salt: &Salt) -> Self {
        let mut hash = Sha256::new();
        hash.update(COMMIT);
        hash.update(salt.0);
        hash.update(body);
        Self(hash.finalize().into())
    }

    /// Takes 32 bytes that were stored.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The entry that goes into the log.
    #[must_use]
    pub fn entry(&self) -> Entry {
        let mut bytes = [0; ENTRY_LEN];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..].copy_from_slice(&self.0);
        Entry(bytes)
    }
}

impl Entry {
    /// Reads an entry of a log; `None` when it is not one of ours.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; ENTRY_LEN] = bytes.try_into().ok()?;
        bytes.starts_with(MAGIC).then_some(Self(bytes))
    }

    /// The bytes that are hashed into the tree.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; ENTRY_LEN] {
        &self.0
    }

    /// The commitment inside.
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(&self.0[8..]);
        Commitment(bytes)
    }
}

impl fmt::Debug for Salt {
    /// Salts are secrets: they are never shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Commitment({})", data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({:?})", self.commitment())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commitment_is_what_sha256sum_says() {
        // (printf 'sanad-commit/v1\0'; head -c 32 /dev/zero; printf body) | sha256sum
        let commitment = Commitment::to(b"body", &Salt([0; 32]));
        assert_eq!(
            data_encoding::HEXLOWER.encode(commitment.as_bytes()),
            "10cca3cbd2c9db9e8471bafa9a7c9946bfae374b2f7264bf0178ca9bedcc6331"
        );
        let entry = commitment.entry();
        assert_eq!(Entry::parse(entry.as_bytes()).map(|e| e.commitment()), Some(commitment));
        assert_eq!(Entry::parse(&entry.as_bytes()[..39]), None);
        assert_eq!(Entry::parse(&[0; 40]), None);
    }
}
