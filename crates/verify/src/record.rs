//! The record itself: what it says, who signed it, and whether the content beside it is the one that it speaks of.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::VerifyingKey;
use sanad_log::hash::leaf_hash;
use sanad_log::proof::Proof;
use sanad_log::receipt::Step;
use sanad_model::{Body, BodyType, Commitment, Disclosure, Salt};
use serde_json::Value;

use crate::bundle::{Actor, Bundle};
use crate::manifest::hex;

/// The entry that a body and the secret number in its proof make; `None` where the number is not 32 bytes.
pub(crate) fn entry_of(body: &[u8], proof: &Proof) -> Option<[u8; 40]> {
    let salt = Salt(proof.extra()?.try_into().ok()?);
    Some(*Commitment::to(body, &salt).entry().as_bytes())
}

/// Opens the disclosed fields, each of which must belong to the record, and no name twice.
pub(crate) fn disclosures(body: &Body, file: Option<&[u8]>) -> (Vec<(String, Value)>, Step) {
    const NAME: &str = "disclosures";
    let sealed = body.sealed_count();
    let Some(file) = file else {
        let words = format!("None of the {sealed} sealed fields of the record is disclosed.");
        return (Vec::new(), Step::not_shown(NAME, words));
    };
    let Ok(list) = serde_json::from_slice::<Vec<Disclosure>>(file) else {
        let words = "The file disclosures.json is not a list of salts and fields.";
        return (Vec::new(), Step::failed(NAME, words));
    };
    let mut opened: Vec<(String, Value)> = Vec::new();
    for disclosure in &list {
        match body.open(std::slice::from_ref(disclosure)) {
            Ok(fields) => {
                for (name, value) in fields {
                    if opened.iter().any(|(known, _)| *known == name) {
                        let words =
                            format!("The field {name} is disclosed twice; the record would say two things.");
                        return (opened, Step::failed(NAME, words));
                    }
                    opened.push((name, value));
                }
            }
            Err(_) => {
                let (name, _) = disclosure.name_and_value().unwrap_or_default();
                let words =
                    format!("The disclosed field \"{name}\" is not one that was sealed in the record.");
                return (opened, Step::failed(NAME, words));
            }
        }
    }
    let withheld = sealed.saturating_sub(opened.len());
    let words = format!(
        "{} of {sealed} sealed fields are disclosed as they were sealed; {withheld} are withheld.",
        opened.len()
    );
    (opened, Step::ok(NAME, words))
}

/// Compares the content with the digest and the size that the record states.
pub(crate) fn content(bundle: &Bundle, body: &Body, disclosed: &[(String, Value)]) -> Step {
    const NAME: &str = "content";
    let stated = disclosed.iter().find(|(name, _)| name == "sha256").map(|(_, value)| value);
    let file = bundle.files.iter().find(|file| file.name == "content");
    match (file, stated) {
        (None, None) => Step::not_shown(NAME, "The bundle brings no content, and its digest is withheld."),
        (None, Some(digest)) => Step::not_shown(
            NAME,
            format!(
                "The content is not in the bundle. Any copy of it can be compared: its SHA-256 must be {}.",
                digest.as_str().unwrap_or("?")
            ),
        ),
        (Some(_), None) => Step::not_shown(
            NAME,
            "There is a file, but whether the record speaks of it is not shown: the record's digest is withheld.",
        ),
        (Some(file), Some(digest)) if digest.as_str() != Some(hex(&file.sha256).as_str()) => {
            Step::failed(NAME, "The file is not the one that the record speaks of: its SHA-256 is another.")
        }
        (Some(file), Some(_)) => match body.clear("size").map(Value::as_u64) {
            Some(size) if size != Some(file.size) => Step::failed(
                NAME,
                "The file has another size than the record states, though its digest is the same.",
            ),
            _ => Step::ok(NAME, "The file is, byte for byte, the one that the record speaks of."),
        },
    }
}

/// Checks the actor's own signature, with the key that its `key` event brought into the log.
pub(crate) fn actor(bundle: &Bundle, body: &Body) -> Step {
    const NAME: &str = "actor";
    let id = body.actor();
    // A key event is signed by the key that it brings.
    let itself = (body.kind() == BodyType::Key).then(|| public_key(body)).flatten();
    if let Some(key) = itself {
        return signature(
            body,
            &key,
            &format!("The record brings the key of {id} into the log and is signed with it."),
        );
    }
    let Some(actor) = bundle.actors.iter().find(|actor| actor.id == id) else {
        return Step::not_shown(NAME, format!("The key of {id}, who made the record, is not in the bundle."));
    };
    match key_event(bundle, actor) {
        Ok(key) => {
            let words = format!(
                "{id} signed the record with a key of their own, which the log holds since before. \
                 (Who {id} is, is known to those who keep the case.)"
            );
            signature(body, &key, &words)
        }
        Err(why) => Step::failed(NAME, format!("The key of {id} is not shown to be in the log: {why}.")),
    }
}

fn signature(body: &Body, key: &VerifyingKey, words: &str) -> Step {
    match body.verify(key) {
        Ok(()) => Step::ok("actor", words),
        Err(why) => Step::failed("actor", format!("The record is not signed by {}: {why}.", body.actor())),
    }
}

/// The key of an actor, if the event that brought it stands in the same log before the record.
fn key_event(bundle: &Bundle, actor: &Actor) -> Result<VerifyingKey, String> {
    let (Some(bytes), Some(proof)) = (&actor.body, &actor.proof) else {
        return Err("its record or its proof is missing".to_owned());
    };
    let body = Body::parse(bytes).map_err(|why| why.to_string())?;
    if body.kind() != BodyType::Key || body.actor() != actor.id {
        return Err("its record is of something else".to_owned());
    }
    let key = public_key(&body).ok_or("its record holds no key")?;
    body.verify(&key).map_err(|why| why.to_string())?;
    let proof = Proof::parse(proof).map_err(|why| why.to_string())?;
    let entry = entry_of(bytes, &proof).ok_or("its proof holds no secret number")?;
    proof.verify_path(&leaf_hash(&entry)).map_err(|why| why.to_string())?;
    let (theirs, ours) = (proof.checkpoint(), bundle.proof.checkpoint());
    if theirs.checkpoint.origin() != ours.checkpoint.origin() || proof.index() >= bundle.proof.index() {
        return Err("it does not stand in this log before the record".to_owned());
    }
    match bundle.policy.evaluate(theirs) {
        Ok(judged) if judged.log.is_some() => Ok(key),
        Ok(_) => Err("its proof is not signed by the log".to_owned()),
        Err(why) => Err(why.to_string()),
    }
}

/// The public key in a `key` event.
fn public_key(body: &Body) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = BASE64.decode(body.clear("key")?.as_str()?).ok()?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak())
}
