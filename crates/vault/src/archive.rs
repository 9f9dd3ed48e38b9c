//! Taking in the entries of another case as they were signed: bodies, salts and commitments stay what they were, and so
//! do the ids that are cut from them.
//!
//! The log of this case goes on as its own; an `observe` entry before the taken-in ones says which log they come from,
//! how long it was and under which root. Everything is compared before the first entry is written.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::VerifyingKey;
use sanad_log::hash::{Hash, leaf_hash};
use sanad_log::tree::Frontier;
use sanad_model::{ActorId, Body, BodyType, Commitment, Disclosure, Salt};

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::object::StagedObject;

/// An entry of another case.
pub struct ArchivedEntry {
    /// The two lines, verbatim.
    pub body: Vec<u8>,
    /// What hides it.
    pub salt: Salt,
    /// What opens its sealed fields.
    pub disclosures: Vec<Disclosure>,
    /// The bytes that it records.
    pub object: Option<StagedObject>,
}

/// What was compared and may be taken in.
pub(crate) struct Compared {
    /// One for each entry.
    pub(crate) commitments: Vec<Commitment>,
    /// People, by the position of the entry that brought their key in, among the entries.
    pub(crate) actors: Vec<(usize, Actor)>,
}

/// Whether entries are as they were signed and all of those that their log's root was signed over. Their bytes are not
/// looked at, and need not be there yet.
///
/// # Errors
/// [`Error::Refused`], with the position of the entry that is not as it was signed.
pub fn check_archived(entries: &[ArchivedEntry], root: &Hash) -> Result<()> {
    compare(entries, root).map(drop)
}

/// Compares every entry with its signature and all of them with the root that was signed over them.
///
/// # Errors
/// [`Error::Refused`], with the position of the entry that is not as it was signed.
pub(crate) fn compare(entries: &[ArchivedEntry], root: &Hash) -> Result<Compared> {
    let mut keys: BTreeMap<ActorId, VerifyingKey> = BTreeMap::new();
    let mut actors = Vec::new();
    let mut frontier = Frontier::new();
    let mut commitments = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let refused = |what: String| Error::Refused(format!("entry {at} of the archive: {what}"));
        let body = Body::parse(&entry.body).map_err(|e| refused(e.to_string()))?;
        if body.kind() == BodyType::Key
            && let Some(key) = key_of(&body)
        {
            keys.entry(body.actor()).or_insert(key);
            let fields = body.open(&entry.disclosures).map_err(|e| refused(e.to_string()))?;
            let name = fields.get("name").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            let actor = Actor { index: 0, id: body.actor(), name, public: key.to_bytes() };
            actors.push((at, actor));
        }
        let key = keys.get(&body.actor()).ok_or_else(|| refused("nobody's key is known for it".into()))?;
        body.verify(key).map_err(|e| refused(e.to_string()))?;
        body.open(&entry.disclosures).map_err(|e| refused(e.to_string()))?;
        let commitment = Commitment::to(&entry.body, &entry.salt);
        frontier.push(leaf_hash(commitment.entry().as_bytes()));
        commitments.push(commitment);
    }
    if frontier.root() != *root {
        return Err(Error::Refused(
            "the entries of the archive are not those that its log was signed over".into(),
        ));
    }
    Ok(Compared { commitments, actors })
}

/// The key that a body brings in: only its own actor's.
fn key_of(body: &Body) -> Option<VerifyingKey> {
    let text = body.clear("key").and_then(|v| v.as_str())?;
    let bytes: [u8; 32] = BASE64.decode(text).ok()?.try_into().ok()?;
    let key = VerifyingKey::from_bytes(&bytes).ok()?;
    (ActorId::of_key(key.as_bytes()) == body.actor()).then_some(key)
}
