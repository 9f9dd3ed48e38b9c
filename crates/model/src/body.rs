//! The body of a log event: what is being recorded, kept and hashed verbatim.
//!
//! Two lines, each ended by `\n`. Line 1 is a JSON object: `v`, `type`, `time`, `actor`, `prev` (index of the previous
//! event on the same object), clear fields, and `sd`, the sorted salted digests of the sealed fields. Line 2 is
//! `actor-id base64(signature)`, Ed25519 by the actor's own key over `"sanad-body/v1\n" || line 1`. Because the bytes
//! are kept as they were signed, no canonical form of JSON is needed.
//!
//! A sealed field is one JSON text `[name,value]` with 32 bytes of salt of its own; its digest is
//! `SHA-256("sanad-field/v1\0" || salt || text)`. What identifies or confirms content is always sealed, so that a
//! bundle can show one field and withhold another, visibly.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::entry::{Commitment, Salt};
use crate::id::ActorId;
use crate::time::Timestamp;
use crate::world::{ActorSigner, World};

const SIGNED: &[u8] = b"sanad-body/v1\n";
const FIELD: &[u8; 15] = b"sanad-field/v1\0";
const ACTOR: &[u8; 15] = b"sanad-actor/v1\0";
/// The version of the body form that this program writes and the highest it reads.
pub const BODY_VERSION: u64 = 1;

/// What an event records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyType {
    /// Bytes preserved as received.
    Item,
    /// Something made from an item by a named tool.
    Derive,
    /// A claim or a proposal of one.
    Claim,
    /// A judgement.
    Review,
    /// Custody passed on.
    Transfer,
    /// An item was opened.
    Access,
    /// Something left the vault.
    Export,
    /// An item was erased.
    Erase,
    /// A key of an actor or of the log, new or revoked.
    Key,
    /// A peer's checkpoint was seen.
    Observe,
    /// A time stamp over a checkpoint was taken in.
    Anchor,
    /// The log ended; names its successor.
    Close,
    /// Somebody or something the record speaks of: a person, a body, a posting, an act, a finding.
    Entity,
}

/// A body being written.
#[derive(Debug, Clone)]
pub struct BodyDraft {
    kind: BodyType,
    time: Timestamp,
    prev: Option<u64>,
    clear: Vec<(&'static str, Value)>,
    sealed: Vec<(&'static str, Value)>,
}

/// A body as written, with what opens its sealed fields.
#[derive(Debug, Clone)]
pub struct SealedBody {
    /// The two lines, verbatim.
    pub bytes: Vec<u8>,
    /// One for each sealed field.
    pub disclosures: Vec<Disclosure>,
}

/// What opens one sealed field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// 32 random bytes.
    #[serde(with = "salt_base64")]
    pub salt: Salt,
    /// The exact JSON text of `[name,value]`.
    pub field: String,
}

/// A body that was read.
#[derive(Debug, Clone)]
pub struct Body {
    kind: BodyType,
    time: Timestamp,
    actor: ActorId,
    prev: Option<u64>,
    clear: Map<String, Value>,
    sd: Vec<[u8; 32]>,
    signed: Vec<u8>,
    signature: [u8; 64],
}

/// Why a body cannot be read or trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Not in the form of a body.
    #[error("the body is not well formed: {0}")]
    Form(&'static str),
    /// Written by a newer version of the program.
    #[error("the body has version {0}; this program reads up to {BODY_VERSION}")]
    Newer(u64),
    /// Signed by nobody, or by another key.
    #[error("the actor's signature does not fit the body")]
    Signature,
    /// A field that does not belong to this body.
    #[error("the disclosed field {0:?} does not belong to this body")]
    Foreign(String),
}

impl BodyDraft {
    /// Begins a body.
    #[must_use]
    pub fn new(kind: BodyType, time: Timestamp) -> Self {
        Self { kind, time, prev: None, clear: Vec::new(), sealed: Vec::new() }
    }

    /// Names the previous event on the same object.
    #[must_use]
    pub fn after(mut self, index: u64) -> Self {
        self.prev = Some(index);
        self
    }

    /// Adds a field that anybody who is given the body can read. Never content, never a name.
    #[must_use]
    pub fn clear(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.clear.push((name, value.into()));
        self
    }

    /// Adds a field that is disclosed on its own.
    #[must_use]
    pub fn sealed(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.sealed.push((name, value.into()));
        self
    }

    /// Adds a sealed field where there is a value.
    #[must_use]
    pub fn sealed_if(self, name: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.sealed(name, value),
            None => self,
        }
    }

    /// Salts, signs and writes it.
    #[must_use]
    pub fn seal(self, world: &dyn World, signer: &dyn ActorSigner) -> SealedBody {
        let disclosures: Vec<Disclosure> = self
            .sealed
            .into_iter()
            .map(|(name, value)| {
                let mut salt = [0; 32];
                world.fill_random(&mut salt);
                Disclosure {
                    salt: Salt(salt),
                    field: Value::from(vec![Value::from(name), value]).to_string(),
                }
            })
            .collect();
        let mut sd: Vec<[u8; 32]> = disclosures.iter().map(Disclosure::digest).collect();
        sd.sort_unstable();
        let mut object = Map::new();
        object.insert("v".into(), BODY_VERSION.into());
        object.insert("type".into(), serde_json::to_value(self.kind).unwrap_or_default());
        object.insert("time".into(), self.time.to_string().into());
        object.insert("actor".into(), signer.actor().to_string().into());
        if let Some(prev) = self.prev {
            object.insert("prev".into(), prev.into());
        }
        object.extend(self.clear.into_iter().map(|(name, value)| (name.to_owned(), value)));
        object.insert("sd".into(), sd.iter().map(|d| BASE64.encode(d)).collect());
        let mut signed = SIGNED.to_vec();
        signed.extend_from_slice(Value::Object(object).to_string().as_bytes());
        signed.push(b'\n');
        let signature = signer.sign(&signed);
        let mut bytes = signed.split_off(SIGNED.len());
        bytes.extend_from_slice(format!("{} {}\n", signer.actor(), BASE64.encode(signature)).as_bytes());
        SealedBody { bytes, disclosures }
    }
}

impl Disclosure {
    /// The digest that stands for this field in the body.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(FIELD);
        hash.update(self.salt.0);
        hash.update(self.field.as_bytes());
        hash.finalize().into()
    }

    /// The name and value inside; `None` when the text is not `[name,value]`.
    #[must_use]
    pub fn name_and_value(&self) -> Option<(String, Value)> {
        serde_json::from_str::<(String, Value)>(&self.field).ok()
    }
}

impl Body {
    /// Reads the two lines. Only the form is checked; see [`Body::verify`].
    ///
    /// # Errors
    /// [`BodyError::Form`] with what was expected, [`BodyError::Newer`] for a later version.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let text = std::str::from_utf8(bytes).map_err(|_| BodyError::Form("it is not UTF-8"))?;
        let (line, rest) = text.split_once('\n').ok_or(BodyError::Form("it has no second line"))?;
        let (signer, signature) = rest
            .strip_suffix('\n')
            .filter(|r| !r.contains('\n'))
            .and_then(|r| r.split_once(' '))
            .ok_or(BodyError::Form("its second line is not `actor signature`"))?;
        let signature = BASE64
            .decode(signature)
            .ok()
            .and_then(|s| s.try_into().ok())
            .ok_or(BodyError::Form("its signature is not 64 bytes in base64"))?;
        let mut object: Map<String, Value> =
            serde_json::from_str(line).map_err(|_| BodyError::Form("its first line is not a JSON object"))?;
        // one spelling only: a key that stands twice would be read differently by different readers
        if serde_json::to_string(&object).ok().as_deref() != Some(line) {
            return Err(BodyError::Form("its first line is not spelt as it is written"));
        }
        match object.remove("v").as_ref().and_then(Value::as_u64) {
            Some(BODY_VERSION) => {}
            Some(newer) if newer > BODY_VERSION => return Err(BodyError::Newer(newer)),
            _ => return Err(BodyError::Form("its version is missing")),
        }
        let kind = object
            .remove("type")
            .and_then(|t| serde_json::from_value(t).ok())
            .ok_or(BodyError::Form("its type is unknown"))?;
        let time = take_text(&mut object, "time").ok_or(BodyError::Form("its time is not RFC 3339 UTC"))?;
        let actor: ActorId =
            take_text(&mut object, "actor").ok_or(BodyError::Form("its actor is missing"))?;
        if signer != actor.to_string() {
            return Err(BodyError::Form("it is signed by another actor than it names"));
        }
        let prev = match object.remove("prev") {
            None => None,
            Some(index) => Some(index.as_u64().ok_or(BodyError::Form("its prev is not an index"))?),
        };
        let sd =
            object.remove("sd").and_then(|sd| digests(&sd)).ok_or(BodyError::Form("its sd is missing"))?;
        let signed = [SIGNED, line.as_bytes(), b"\n"].concat();
        Ok(Self { kind, time, actor, prev, clear: object, sd, signed, signature })
    }

    /// Checks the actor's signature.
    ///
    /// # Errors
    /// [`BodyError::Signature`] when the key is not this actor's or the signature does not fit.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), BodyError> {
        if ActorId::of_key(key.as_bytes()) != self.actor {
            return Err(BodyError::Signature);
        }
        key.verify_strict(&self.signed, &Signature::from_bytes(&self.signature))
            .map_err(|_| BodyError::Signature)
    }

    /// Opens sealed fields. Fields without a disclosure stay withheld; [`Body::sealed_count`] tells how many there are.
    ///
    /// # Errors
    /// [`BodyError::Foreign`] when a disclosure does not belong to this body.
    pub fn open(&self, disclosures: &[Disclosure]) -> Result<BTreeMap<String, Value>, BodyError> {
        disclosures
            .iter()
            .map(|d| {
                let belongs = self.sd.binary_search(&d.digest()).is_ok();
                d.name_and_value()
                    .filter(|_| belongs)
                    .ok_or_else(|| BodyError::Foreign(d.field.chars().take(40).collect()))
            })
            .collect()
    }

    /// What it records.
    #[must_use]
    pub fn kind(&self) -> BodyType {
        self.kind
    }

    /// When, as claimed by the actor's machine.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.time
    }

    /// By whom.
    #[must_use]
    pub fn actor(&self) -> ActorId {
        self.actor
    }

    /// The previous event on the same object.
    #[must_use]
    pub fn prev(&self) -> Option<u64> {
        self.prev
    }

    /// A clear field.
    #[must_use]
    pub fn clear(&self, name: &str) -> Option<&Value> {
        self.clear.get(name)
    }

    /// How many fields are sealed.
    #[must_use]
    pub fn sealed_count(&self) -> usize {
        self.sd.len()
    }
}

impl ActorId {
    /// The id of the holder of an Ed25519 public key: `SHA-256("sanad-actor/v1\0" || key)`, cut as every id is.
    #[must_use]
    pub fn of_key(public: &[u8; 32]) -> Self {
        let digest = Sha256::new().chain_update(ACTOR).chain_update(public).finalize();
        Self::from_commitment(&Commitment::from_bytes(digest.into()))
    }
}

fn take_text<T: std::str::FromStr>(object: &mut Map<String, Value>, name: &str) -> Option<T> {
    object.remove(name)?.as_str()?.parse().ok()
}

/// Sorted and without repeats, as they are written; anything else is not ours.
fn digests(sd: &Value) -> Option<Vec<[u8; 32]>> {
    let digests: Vec<[u8; 32]> = sd
        .as_array()?
        .iter()
        .map(|d| BASE64.decode(d.as_str()?).ok()?.try_into().ok())
        .collect::<Option<_>>()?;
    digests.is_sorted_by(|a, b| a < b).then_some(digests)
}

mod salt_base64 {
    use super::{BASE64, Salt};
    use base64::Engine as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(salt: &Salt, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&BASE64.encode(salt.0))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Salt, D::Error> {
        let text = String::deserialize(d)?;
        let bytes = BASE64.decode(text).ok().and_then(|b| b.try_into().ok());
        bytes.map(Salt).ok_or_else(|| serde::de::Error::custom("a salt is 32 bytes in base64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{ConfinedFailure, Limits};
    use ed25519_dalek::{Signer as _, SigningKey};

    struct Fixed;
    impl World for Fixed {
        fn now(&self) -> Timestamp {
            Timestamp::from_unix(1_541_592_000).unwrap()
        }
        fn fill_random(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
        fn run_confined(
            &self,
            _: &str,
            _: &mut dyn std::io::Read,
            _: Limits,
        ) -> Result<Vec<u8>, ConfinedFailure> {
            Err(ConfinedFailure::Start("no helper in this test".into()))
        }
        fn remembered(&self, _: &str) -> std::io::Result<Option<Vec<u8>>> {
            Ok(None)
        }
        fn remember(&self, _: &str, _: &[u8]) -> std::io::Result<()> {
            Ok(())
        }
    }

    struct Key(SigningKey);
    impl ActorSigner for Key {
        fn actor(&self) -> ActorId {
            ActorId::of_key(self.0.verifying_key().as_bytes())
        }
        fn sign(&self, message: &[u8]) -> [u8; 64] {
            self.0.sign(message).to_bytes()
        }
    }

    fn sample() -> (SealedBody, Key) {
        let key = Key(SigningKey::from_bytes(&[3; 32]));
        let body = BodyDraft::new(BodyType::Item, Fixed.now())
            .after(4)
            .clear("size", 12)
            .sealed("name", "протокол.pdf")
            .sealed_if("note", None::<String>)
            .sealed("sha256", "00")
            .seal(&Fixed, &key);
        (body, key)
    }

    #[test]
    fn a_body_is_read_back_and_opens_field_by_field() {
        let (sealed, key) = sample();
        let body = Body::parse(&sealed.bytes).unwrap();
        body.verify(&key.0.verifying_key()).unwrap();
        assert_eq!((body.kind(), body.prev(), body.sealed_count()), (BodyType::Item, Some(4), 2));
        assert_eq!(body.clear("size"), Some(&Value::from(12)));
        let one = body.open(&sealed.disclosures[..1]).unwrap();
        assert_eq!(one.get("name"), Some(&Value::from("протокол.pdf")));
        assert_eq!(one.get("sha256"), None);
        assert!(!String::from_utf8(sealed.bytes).unwrap().contains("протокол"));
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let (sealed, key) = sample();
        for at in 0..sealed.bytes.len() {
            let mut changed = sealed.bytes.clone();
            changed[at] ^= 1;
            let noticed = match Body::parse(&changed) {
                Err(_) => true,
                Ok(body) => body.verify(&key.0.verifying_key()).is_err(),
            };
            assert!(noticed, "byte {at}");
        }
        let other = SigningKey::from_bytes(&[4; 32]);
        let body = Body::parse(&sealed.bytes).unwrap();
        assert_eq!(body.verify(&other.verifying_key()), Err(BodyError::Signature));
        let mut foreign = sealed.disclosures[0].clone();
        foreign.field = foreign.field.replace("pdf", "doc");
        assert!(matches!(body.open(&[foreign]), Err(BodyError::Foreign(_))));
    }

    #[test]
    fn only_one_spelling_is_read() {
        let (sealed, _) = sample();
        let text = String::from_utf8(sealed.bytes).unwrap();
        let rows = [
            ("a key twice", text.replacen("\"v\":1", "\"v\":1,\"v\":1", 1)),
            ("a space", text.replacen("\"v\":1", "\"v\": 1", 1)),
            ("an escape", text.replacen("\"item\"", "\"\\u0069tem\"", 1)),
            ("a number with a point", text.replacen("\"size\":12", "\"size\":12.0e0", 1)),
        ];
        for (name, changed) in rows {
            assert!(matches!(Body::parse(changed.as_bytes()), Err(BodyError::Form(_))), "{name}");
        }
    }

    #[test]
    fn a_newer_form_is_refused_as_newer() {
        let (sealed, _) = sample();
        let newer = String::from_utf8(sealed.bytes).unwrap().replacen("\"v\":1", "\"v\":2", 1);
        assert_eq!(Body::parse(newer.as_bytes()).unwrap_err(), BodyError::Newer(2));
    }
}
