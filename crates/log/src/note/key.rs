//! Keys that sign notes: their names, their ids, their text form `name+id+base64(type || public key)`.
//!
//! Two types are read, both Ed25519 (RFC 8032): 0x01, which signs the note text, and 0x04, which cosigns a checkpoint
//! with a time (<https://c2sp.org/tlog-cosignature>). One key pair under two types has two ids.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _};
use sha2::{Digest as _, Sha256};

use super::NoteSignature;
use crate::b64;
use crate::cosignature;

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyKind {
    /// 0x01: Ed25519 over the note text; the key of a log, or of a person.
    Ed25519,
    /// 0x04: Ed25519 over a time and a checkpoint; the key of a witness.
    CosignatureV1,
}

/// SHA-256(name || 0x0A || type || public key), first four bytes. A label, not a proof of anything.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 4]);

/// A public key with its name: what a verifier must get from somewhere else than the log.
///
/// Invariant: the name is a key name, the point is a valid one and not of small order.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: ed25519_dalek::VerifyingKey,
}

/// A secret key with its name. Wiped from memory when dropped; never shown.
pub struct SigningKey {
    name: String,
    kind: KeyKind,
    key: ed25519_dalek::SigningKey,
}

/// Why a text is not a verifier key, or a name not a key name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Empty, or with a space, a plus sign or a control character.
    #[error("{0:?} is not a key name: no spaces, plus signs or control characters")]
    Name(String),
    /// Not `name+8 hex digits+base64`.
    #[error("not a verifier key: expected name+8 hex digits+base64")]
    Shape,
    /// The id is not that of this name and key.
    #[error("the key id does not belong to this name and key")]
    Id,
    /// A type that is not read here.
    #[error("keys of type 0x{0:02x} are not read here")]
    Kind(u8),
    /// Not 32 bytes, not a point, or a point of small order under which anything verifies.
    #[error("not a sound Ed25519 public key")]
    Point,
}

impl KeyKind {
    /// The type byte of the signed-note specification.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }
}

impl VerifierKey {
    /// A key from its parts.
    ///
    /// # Errors
    ///
    /// [`KeyError::Name`] or [`KeyError::Point`].
    pub fn new(name: &str, kind: KeyKind, public: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name(name.to_owned()));
        }
        let key = ed25519_dalek::VerifyingKey::from_bytes(public).map_err(|_| KeyError::Point)?;
        if key.is_weak() {
            return Err(KeyError::Point);
        }
        Ok(Self { name: name.to_owned(), kind, key })
    }

    /// The name that signature lines carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The id that signature lines carry.
    pub fn id(&self) -> KeyId {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_bytes());
        hasher.update([b'\n', self.kind.byte()]);
        hasher.update(self.key.as_bytes());
        let hash: [u8; 32] = hasher.finalize().into();
        KeyId([hash[0], hash[1], hash[2], hash[3]])
    }

    /// The 32 bytes of the public key.
    pub fn public(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether `signature` (64 bytes) is this key's over exactly `message`. For uses outside notes, which must put their
    /// own prefix before the message.
    pub fn verify_bytes(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.key.verify_strict(message, &signature).is_ok()
    }

    /// Verifies the bytes of a signature line over a note text. Outer `None`: it does not verify. Inner: the time that a
    /// cosignature states.
    #[allow(clippy::option_option)]
    pub(crate) fn verify(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        match self.kind {
            KeyKind::Ed25519 => self.verify_bytes(text.as_bytes(), signature).then_some(None),
            KeyKind::CosignatureV1 => cosignature::verify_blob(self, text, signature).map(Some),
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut blob = vec![self.kind.byte()];
        blob.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, self.id(), b64::encode(&blob))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    /// Reads `name+id+base64`, without a line end.
    fn from_str(s: &str) -> Result<Self, KeyError> {
        let (name, rest) = s.split_once('+').ok_or(KeyError::Shape)?;
        let (id, blob) = rest.split_once('+').ok_or(KeyError::Shape)?;
        let blob = b64::decode(blob).ok_or(KeyError::Shape)?;
        let (kind, public) = match blob.split_first().ok_or(KeyError::Shape)? {
            (0x01, public) => (KeyKind::Ed25519, public),
            (0x04, public) => (KeyKind::CosignatureV1, public),
            (other, _) => return Err(KeyError::Kind(*other)),
        };
        let key = Self::new(name, kind, public.try_into().map_err(|_| KeyError::Point)?)?;
        if key.id().to_string() == id { Ok(key) } else { Err(KeyError::Id) }
    }
}

impl SigningKey {
    /// The key that a seed of 32 random bytes stands for (RFC 8032's private key).
    ///
    /// # Errors
    ///
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name(name.to_owned()));
        }
        Ok(Self { name: name.to_owned(), kind, key: ed25519_dalek::SigningKey::from_bytes(seed) })
    }

    /// The name that signature lines carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The public half, to be handed out.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), kind: self.kind, key: self.key.verifying_key() }
    }

    /// 64 bytes of Ed25519 over exactly `message`. For uses outside notes, which must put their own prefix before the
    /// message so that no such message can be taken for a note.
    pub fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    /// The signature line under a note text, for a key of type 0x01; `None` for a witness's key, which signs through
    /// [`crate::cosignature::cosign`].
    pub fn sign_note(&self, text: &str) -> Option<NoteSignature> {
        (self.kind == KeyKind::Ed25519).then(|| self.line(self.sign_bytes(text.as_bytes()).to_vec()))
    }

    /// A signature line of this key.
    pub(crate) fn line(&self, signature: Vec<u8>) -> NoteSignature {
        NoteSignature { name: self.name.clone(), id: self.verifier().id(), signature }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.name)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// Key names are not empty and hold no Unicode space, no plus sign and no control character.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}
