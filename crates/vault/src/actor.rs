//! The people who sign: their keys lie wrapped in the database, their public keys in the log.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use sanad_model::{ActorId, ActorSigner, BodyDraft, BodyType, SealedBody, World};

use crate::keys::MasterKey;

/// A person who works on the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The entry that brought the key in.
    pub index: u64,
    /// Derived from the public key.
    pub id: ActorId,
    /// As they are called; sealed in the log.
    pub name: String,
    /// Ed25519.
    pub public: [u8; 32],
}

/// Signs bodies with an actor's own key.
pub struct Signer {
    actor: ActorId,
    key: SigningKey,
}

impl Signer {
    pub(crate) fn from_seed(seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        Self { actor: ActorId::of_key(key.verifying_key().as_bytes()), key }
    }

    /// A new key, and its seed to be wrapped.
    pub(crate) fn random(world: &dyn World) -> (Self, MasterKey) {
        let seed = MasterKey::random(world);
        (Self::from_seed(seed.expose()), seed)
    }

    pub(crate) fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The body by which a key comes into the log: signed by the key itself, the name sealed.
    pub(crate) fn introduce(&self, world: &dyn World, name: &str) -> SealedBody {
        BodyDraft::new(BodyType::Key, world.now())
            .clear("key", BASE64.encode(self.public()))
            .sealed("name", name)
            .seal(world, self)
    }
}

impl ActorSigner for Signer {
    fn actor(&self) -> ActorId {
        self.actor
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl fmt::Debug for Signer {
    /// Whose it is, never the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.actor)
    }
}
