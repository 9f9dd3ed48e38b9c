//! Short ids that say what they name and cannot be mixed up.
//!
//! An id is a letter, a hyphen and twelve letters or digits: the first 60 bits of the entry's [`Commitment`], in
//! Crockford's base 32. A commitment is salted, so an id neither reveals nor confirms what it names. People may cut
//! an id to any prefix that is unique in the case.
//!
//! ```compile_fail
//! use sanad_model::{ClaimId, Commitment, ItemId};
//! let item = ItemId::from_commitment(&Commitment::from_bytes([0; 32]));
//! let claim: ClaimId = item; // an item is not a claim
//! ```

use std::fmt;
use std::str::FromStr;

use crate::entry::Commitment;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SYMBOLS: usize = 12;

/// The fewest symbols of an id that are taken for one without its letter.
const BARE: usize = 5;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; SYMBOLS]);

        impl $name {
            /// The id of what the entry with this commitment created.
            #[must_use]
            pub fn from_commitment(commitment: &Commitment) -> Self {
                Self(symbols(commitment.as_bytes()))
            }

            /// Whether a prefix typed by a person fits this id: with its letter and hyphen, or from five symbols on without.
            /// What is shorter may be a label, and among a hundred random ids one begins like `F9` soon enough.
            #[must_use]
            pub fn matches_prefix(&self, typed: &str) -> bool {
                let lettered = typed.strip_prefix(concat!($letter, "-"));
                let bare = lettered.unwrap_or(typed);
                let least = if lettered.is_some() { 1 } else { BARE };
                bare.len() >= least && self.0.starts_with(bare.to_ascii_lowercase().as_bytes())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($letter, "-"))?;
                self.0.iter().try_for_each(|&b| fmt::Write::write_char(f, b as char))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(s: &str) -> Result<Self, IdError> {
                let error = || IdError { expected: $letter, found: s.chars().take(40).collect() };
                let bare = s.strip_prefix(concat!($letter, "-")).ok_or_else(error)?;
                let symbols: [u8; SYMBOLS] = bare.as_bytes().try_into().map_err(|_| error())?;
                if symbols.iter().all(|b| ALPHABET.contains(b)) { Ok(Self(symbols)) } else { Err(error()) }
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

/// The text is not an id of the expected sort.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not an id of the form {expected}-xxxxxxxxxxxx")]
pub struct IdError {
    /// The letter that ids of this sort begin with.
    pub expected: &'static str,
    /// What was found, cut to 40 characters.
    pub found: String,
}

id! {
    /// An item: bytes preserved as received.
    ItemId, "i"
}
id! {
    /// Something made from an item: a text, a thumbnail, a translation.
    DerivativeId, "d"
}
id! {
    /// A claim or a proposal of one.
    ClaimId, "c"
}
id! {
    /// An event: what happened at one place and time.
    EventId, "e"
}
id! {
    /// A person who works on the case.
    ActorId, "a"
}
id! {
    /// A judgement: a person's decision with its reason.
    JudgementId, "j"
}
id! {
    /// A person the record speaks of.
    PersonId, "p"
}
id! {
    /// An entity of the record: a person, a body, a posting, an act, a finding and what else `entity` lists.
    EntityId, "n"
}

/// The first 60 bits, most significant first, five a symbol.
fn symbols(bytes: &[u8; 32]) -> [u8; SYMBOLS] {
    let mut head = [0u8; 8];
    head.copy_from_slice(&bytes[..8]);
    let bits = u64::from_be_bytes(head);
    std::array::from_fn(|i| ALPHABET[usize::from((bits >> (59 - 5 * i)).to_le_bytes()[0] & 31)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_and_cut_to_a_prefix() {
        let id = ItemId::from_commitment(&Commitment::from_bytes([0xff; 32]));
        assert_eq!(id.to_string(), "i-zzzzzzzzzzzz");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.matches_prefix("i-zz") && id.matches_prefix("ZZZZZ"));
        assert!(!id.matches_prefix("ZZZ") && !id.matches_prefix("zzzz"), "these may be labels");
        assert!(!id.matches_prefix("") && !id.matches_prefix("i-") && !id.matches_prefix("zy"));
        for wrong in ["c-zzzzzzzzzzzz", "i-zzz", "i-zzzzzzzzzzzu", "", "i-zzzzzzzzzzzzz"] {
            assert!(wrong.parse::<ItemId>().is_err(), "{wrong}");
        }
    }
}
