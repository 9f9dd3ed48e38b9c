//! SHA-256 digests that cannot be mixed up: of an item's bytes, of a derived text, of a checkpoint note.
//!
//! ```compile_fail
//! use sanad_model::{ContentDigest, TextDigest};
//! let text = TextDigest::of(b"x");
//! let content: ContentDigest = text; // a text's digest is not an item's
//! ```

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

macro_rules! digest {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Hashes bytes that are held in memory.
            #[must_use]
            pub fn of(bytes: &[u8]) -> Self {
                Self(Sha256::digest(bytes).into())
            }

            /// Takes a digest that was computed while streaming.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = DigestError;

            /// Accepts exactly 64 lowercase hexadecimal digits.
            fn from_str(s: &str) -> Result<Self, DigestError> {
                data_encoding::HEXLOWER
                    .decode(s.as_bytes())
                    .ok()
                    .and_then(|bytes| bytes.try_into().ok())
                    .map(Self)
                    .ok_or(DigestError)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// The text was not a SHA-256 digest in 64 lowercase hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a SHA-256 digest of 64 lowercase hexadecimal digits")]
pub struct DigestError;

digest! {
    /// SHA-256 of an item's bytes as received (the evidentiary copy).
    ContentDigest
}
digest! {
    /// SHA-256 of a derived text in UTF-8.
    TextDigest
}
digest! {
    /// SHA-256 of a checkpoint note, signatures and all: what a time stamp covers.
    CheckpointDigest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_and_reads_back_one_spelling() {
        let digest = ContentDigest::of(b"abc");
        let text = digest.to_string();
        assert_eq!(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(text.to_uppercase().parse::<ContentDigest>(), Err(DigestError));
        assert_eq!(text[1..].parse::<ContentDigest>(), Err(DigestError));
    }
}
