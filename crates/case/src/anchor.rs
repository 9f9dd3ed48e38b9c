//! `sanad anchor`: an outside authority's date on the log (RFC 3161), asked for and taken in as files.

use std::path::Path;

use sanad_log::timestamp::{Authorities, TimestampRequest, TimestampToken};
use sanad_model::{CheckpointDigest, Timestamp, World};
use sanad_vault::SignedRoot;
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::open::{Case, WORLD};

/// A request that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requested {
    /// Where.
    pub file: String,
    /// The size of the log at the checkpoint it is for.
    pub size: u64,
    /// SHA-256 of the checkpoint note.
    pub checkpoint: CheckpointDigest,
}

/// A time stamp that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anchored {
    /// The size of the log at the checkpoint it covers.
    pub size: u64,
    /// SHA-256 of the checkpoint note.
    pub checkpoint: CheckpointDigest,
    /// The time the authority states.
    pub stated: String,
    /// The policy under which the authority stamps: an object identifier.
    pub policy: String,
    /// The serial number that the authority gave this stamp.
    pub serial: String,
}

impl Case {
    /// Writes a time-stamp request for the newest checkpoint.
    ///
    /// # Errors
    /// When the file cannot be written or stands there already.
    pub fn anchor_request(&self, out: &Path) -> Result<Requested> {
        let note = self.vault.checkpoint_note().map_err(|e| self.explain(e))?;
        let digest = CheckpointDigest::of(note.as_bytes());
        let mut nonce = [0; 8];
        WORLD.fill_random(&mut nonce);
        let request = TimestampRequest::new(note.as_bytes(), u64::from_be_bytes(nonce));
        crate::files::write_new(out, &request.to_der())?;
        Ok(Requested {
            file: out.display().to_string(),
            size: self.vault.size().map_err(|e| self.explain(e))?,
            checkpoint: digest,
        })
    }

    /// Takes in the authority's reply: checked against its certificate and against a checkpoint of this log.
    ///
    /// # Errors
    /// When the reply is a refusal, is not for this log, or its signature or certificate does not hold.
    pub fn anchor_response(&mut self, reply: &Path, ca: &Path) -> Result<Anchored> {
        let read = |path: &Path| std::fs::read(path).map_err(|e| CaseError::io(path, &e));
        let (bytes, ca_bytes) = (read(reply)?, read(ca)?);
        let roots = Authorities::from_pem(&ca_bytes).map_err(|e| {
            CaseError::bad_input(
                format!("{}: {e}", ca.display()),
                "name the authority's root certificate in PEM",
            )
        })?;
        let bad = |e: String| {
            CaseError::bad_input(
                format!("{}: {e}", reply.display()),
                "ask the authority again; nothing was taken in",
            )
        };
        let token = TimestampToken::from_response(&bytes).map_err(|e| bad(e.to_string()))?;
        let root =
            self.stamped(&token)?.ok_or_else(|| bad("it is not for a checkpoint of this log".to_owned()))?;
        token.verify(&roots).map_err(|e| bad(e.to_string()))?;
        let signer = self.vault.signer(&self.actor()?.to_string()).map_err(|e| self.explain(e))?;
        self.vault.add_anchor(&signer, &root.note, "tsr", &bytes).map_err(|e| self.explain(e))?;
        let anchored = Anchored {
            size: root.size,
            checkpoint: CheckpointDigest::of(root.note.as_bytes()),
            stated: stated(&token),
            policy: token.policy().to_owned(),
            serial: token.serial().to_owned(),
        };
        Ok(anchored)
    }

    /// The checkpoint that a token covers, the newest sizes first: a reply comes soon after its request.
    fn stamped(&self, token: &TimestampToken) -> Result<Option<SignedRoot>> {
        let newest = self.vault.size().map_err(|e| self.explain(e))?;
        for size in (1..=newest).rev() {
            let root = self.vault.checkpoint_at(size).map_err(|e| self.explain(e))?;
            if let Some(root) = root.filter(|r| token.covers(r.note.as_bytes()).is_ok()) {
                return Ok(Some(root));
            }
        }
        Ok(None)
    }

    /// The dates that were taken in, in words: for the record.
    pub(crate) fn dates(&self) -> Result<Vec<String>> {
        let mut dates = Vec::new();
        for (_, anchor) in &self.state.anchors {
            let Some(root) = self.vault.checkpoint_at(anchor.size).map_err(|e| self.explain(e))? else {
                continue;
            };
            for (_, reply) in self.vault.anchors(&root.note).map_err(|e| self.explain(e))? {
                if let Ok(token) = TimestampToken::from_response(&reply) {
                    dates.push(format!("RFC 3161, {}: the first {} entries", stated(&token), anchor.size));
                }
            }
        }
        dates.dedup();
        Ok(dates)
    }
}

/// The time that the authority states, RFC 3339.
fn stated(token: &TimestampToken) -> String {
    let seconds = i64::try_from(token.time()).unwrap_or(i64::MAX);
    Timestamp::from_unix(seconds).map_or_else(|| "an impossible time".to_owned(), |t| t.to_string())
}
