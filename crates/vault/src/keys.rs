//! The keys of a case: one master key, opened by any slot, and the keys that are derived from it for one use each.
//!
//! ```text
//! slot ──XChaCha20-Poly1305──► master key ──HKDF-SHA256 "sanad/v1/<use>/<vault id>"──► database · wrap · mac · backup
//! ```
//! Keys are wiped when dropped and never shown.

use std::fmt;

use chacha20poly1305::aead::{AeadInOut as _, KeyInit as _};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sanad_model::World;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

pub mod header;
pub mod slot;

/// The random name of a vault or of a device, in 32 lowercase hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RandomId(String);

/// The key that every other key of a case comes from. Whoever holds it opens the case without a passphrase.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; KEY]>);

/// What opens a case.
pub enum Unlock {
    /// What a person remembers.
    Passphrase(SecretString),
    /// What a person wrote down: `AGE-SECRET-KEY-1…`.
    Recovery(SecretString),
    /// What a key agent holds while the case is unlocked.
    MasterKey(MasterKey),
}

/// Length of every key here.
pub(crate) const KEY: usize = 32;
const NONCE: usize = 24;

impl MasterKey {
    /// Takes 32 bytes back from a key agent.
    #[must_use]
    pub fn from_bytes(bytes: [u8; KEY]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for a key agent and for nobody else.
    #[must_use]
    pub fn expose(&self) -> &[u8; KEY] {
        &self.0
    }

    pub(crate) fn random(world: &dyn World) -> Self {
        let mut key = Zeroizing::new([0; KEY]);
        world.fill_random(&mut *key);
        Self(key)
    }

    /// The key for one use.
    pub(crate) fn derive(&self, purpose: &str, vault: &RandomId) -> Zeroizing<[u8; KEY]> {
        let mut key = Zeroizing::new([0; KEY]);
        let info = format!("sanad/v1/{purpose}/{vault}");
        // 32 bytes is a length that HKDF-SHA256 always gives.
        if Hkdf::<Sha256>::new(None, &*self.0).expand(info.as_bytes(), &mut *key).is_err() {
            unreachable!("HKDF-SHA256 gives 32 bytes");
        }
        key
    }

    /// HMAC-SHA256 under the key for `mac`.
    pub(crate) fn mac(&self, vault: &RandomId, message: &[u8]) -> [u8; KEY] {
        self.keyed(vault, message).finalize().into_bytes().into()
    }

    /// Compares a MAC in constant time.
    pub(crate) fn mac_fits(&self, vault: &RandomId, message: &[u8], mac: &[u8]) -> bool {
        self.keyed(vault, message).verify_slice(mac).is_ok()
    }

    fn keyed(&self, vault: &RandomId, message: &[u8]) -> Hmac<Sha256> {
        let key = self.derive("mac", vault);
        match Hmac::<Sha256>::new_from_slice(&*key) {
            Ok(hmac) => hmac.chain_update(message),
            Err(_) => unreachable!("HMAC takes keys of every length"),
        }
    }
}

impl RandomId {
    pub(crate) fn random(world: &dyn World) -> Self {
        let mut bytes = [0; 16];
        world.fill_random(&mut bytes);
        Self(data_encoding::HEXLOWER.encode(&bytes))
    }

    /// Reads 32 lowercase hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?;
        (bytes.len() == 16).then(|| Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Encrypts 32 secret bytes: `nonce (24) || ciphertext (32) || tag (16)`.
pub(crate) fn wrap(world: &dyn World, key: &[u8; KEY], context: &[u8], secret: &[u8; KEY]) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    world.fill_random(&mut nonce);
    let mut body = Zeroizing::new(*secret);
    let cipher = XChaCha20Poly1305::new(key.into());
    let sealed = cipher.encrypt_inout_detached(&XNonce::from(nonce), context, (&mut body[..]).into());
    match sealed {
        Ok(tag) => [&nonce[..], &body[..], &tag[..]].concat(),
        Err(_) => unreachable!("32 bytes are within the limits of the cipher"),
    }
}

/// Undoes [`wrap`]; `None` when the key, the context or the bytes are others.
pub(crate) fn unwrap(key: &[u8; KEY], context: &[u8], wrapped: &[u8]) -> Option<Zeroizing<[u8; KEY]>> {
    let (nonce, rest) = wrapped.split_first_chunk::<NONCE>()?;
    let (body, tag) = rest.split_first_chunk::<KEY>()?;
    let tag: [u8; 16] = tag.try_into().ok()?;
    let mut secret = Zeroizing::new(*body);
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(&XNonce::from(*nonce), context, (&mut secret[..]).into(), &Tag::from(tag))
        .ok()?;
    Some(secret)
}

/// An age X25519 identity made from 32 secret bytes.
pub(crate) fn age_identity(secret: &[u8; KEY]) -> Result<age::x25519::Identity> {
    age_secret_text(secret)?
        .expose_secret()
        .parse()
        .map_err(|e: &str| Error::Refused(format!("not an age identity: {e}")))
}

/// The written form of an age X25519 identity: `AGE-SECRET-KEY-1…`.
pub(crate) fn age_secret_text(secret: &[u8; KEY]) -> Result<SecretString> {
    let prefix = bech32::Hrp::parse("age-secret-key-");
    let text = prefix
        .ok()
        .and_then(|prefix| bech32::encode::<bech32::Bech32>(prefix, secret).ok())
        .map(Zeroizing::new)
        .ok_or_else(|| Error::Refused("not an age identity".into()))?;
    Ok(SecretString::from(text.to_ascii_uppercase()))
}

/// What a person typed from the paper, in either case.
pub(crate) fn recovery_identity(typed: &SecretString) -> Option<age::x25519::Identity> {
    Zeroizing::new(typed.expose_secret().trim().to_ascii_uppercase()).parse().ok()
}

impl fmt::Display for RandomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for MasterKey {
    /// Never shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

impl fmt::Debug for Unlock {
    /// Which way, never with what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Passphrase(_) => "Passphrase(..)",
            Self::Recovery(_) => "Recovery(..)",
            Self::MasterKey(_) => "MasterKey(..)",
        })
    }
}
