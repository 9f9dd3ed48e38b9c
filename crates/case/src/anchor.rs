//! `sanad anchor`: an outside authority's date on the log (RFC 3161), asked for and taken in as files.

use std::path::Path;

use sanad_log::timestamp::{self, Roots};
use sanad_model::{CheckpointDigest, World};
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
    /// The authority, as its certificate names it.
    pub authority: String,
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
        let request = timestamp::request(digest.as_bytes(), u64::from_be_bytes(nonce));
        crate::files::write_new(out, &request)?;
        Ok(Requested { file: out.display().to_string(), size: self.vault.size().map_err(|e| self.explain(e))?, checkpoint: digest })
    }

    /// Takes in the authority's reply: checked against its certificate and against a checkpoint of this log.
    ///
    /// # Errors
    /// When the reply is a refusal, is not for this log, or its signature or certificate does not hold.
    pub fn anchor_response(&mut self, reply: &Path, ca: &Path) -> Result<Anchored> {
        let read = |path: &Path| std::fs::read(path).map_err(|e| CaseError::io(path, &e));
        let (bytes, ca_bytes) = (read(reply)?, read(ca)?);
        let roots = Roots::from_pem(&ca_bytes)
            .map_err(|e| CaseError::bad_input(format!("{}: {e}", ca.display()), "name the authority's root certificate in PEM"))?;
        let bad = |e: String| CaseError::bad_input(format!("{}: {e}", reply.display()), "ask the authority again; nothing was taken in");
        let stamp = timestamp::parse_response(&bytes).map_err(|e| bad(e.to_string()))?;
        let digest = CheckpointDigest::from_bytes(stamp.imprint());
        let root = self.checkpoint_of(&digest)?.ok_or_else(|| bad("it is not for a checkpoint of this log".to_owned()))?;
        let verified = stamp.verify(root.note.as_bytes(), &roots).map_err(|e| bad(e.to_string()))?;
        let signer = self.vault.signer(&self.actor()?.to_string()).map_err(|e| self.explain(e))?;
        self.vault.add_anchor(&signer, &root.note, "tsr", &bytes).map_err(|e| self.explain(e))?;
        let anchored = Anchored {
            size: root.size,
            checkpoint: digest,
            stated: verified.time.to_string(),
            authority: verified.authority.clone(),
        };
        Ok(anchored)
    }

    /// The checkpoint with this digest, the newest sizes first: a reply comes soon after its request.
    fn checkpoint_of(&self, digest: &CheckpointDigest) -> Result<Option<SignedRoot>> {
        let newest = self.vault.size().map_err(|e| self.explain(e))?;
        for size in (1..=newest).rev() {
            let root = self.vault.checkpoint_at(size).map_err(|e| self.explain(e))?;
            if let Some(root) = root.filter(|r| CheckpointDigest::of(r.note.as_bytes()) == *digest) {
                return Ok(Some(root));
            }
        }
        Ok(None)
    }
}
