//! Cosignatures, version 1 (<https://c2sp.org/tlog-cosignature>, type 0x04): a witness states that, at a time, this was
//! the largest consistent tree it had seen of this log.

use crate::note::{KeyKind, Note, NoteSignature, SigningKey, VerifierKey};

/// Latest time that may be stated: 2^63 - 1 seconds since 1970-01-01 UTC.
pub const MAX_TIME: u64 = (1 << 63) - 1;

/// Why no cosignature was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CosignError {
    /// The key is not of type 0x04.
    #[error("the key {0} is not a witness's key")]
    Kind(String),
    /// The time is above [`MAX_TIME`].
    #[error("the time {0} is out of range")]
    Time(u64),
}

/// The signature line of a witness under a checkpoint note. `time` is in seconds since 1970-01-01 UTC.
///
/// The caller has checked that the checkpoint is signed by its log and consistent with the last one cosigned: that is
/// what the line states.
///
/// # Errors
///
/// [`CosignError`] for a key of another type or a time out of range.
pub fn cosign(checkpoint: &Note, key: &SigningKey, time: u64) -> Result<NoteSignature, CosignError> {
    if key.kind() != KeyKind::CosignatureV1 {
        return Err(CosignError::Kind(key.name().to_owned()));
    }
    if time > MAX_TIME {
        return Err(CosignError::Time(time));
    }
    let mut blob = time.to_be_bytes().to_vec();
    blob.extend_from_slice(&key.sign_bytes(message(checkpoint.text(), time).as_bytes()));
    Ok(key.line(blob))
}

/// The time that a cosignature of `key` states, if it verifies.
pub(crate) fn verify_blob(key: &VerifierKey, text: &str, blob: &[u8]) -> Option<u64> {
    let (time, signature) = blob.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    (time <= MAX_TIME && key.verify_bytes(message(text, time).as_bytes(), signature)).then_some(time)
}

/// What is signed: two lines, then the checkpoint's text.
fn message(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}
