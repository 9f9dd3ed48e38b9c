//! Receiving while others work: bytes are sealed and texts are read beside the open case; only the two short entries that
//! record them take the case for themselves.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use sanad_model::{ItemId, Problem};
use sanad_text::Extracted;
use sanad_vault::{StagedObject, Vault};

use crate::add::{Added, HEAD, Watched, added};
use crate::error::Result;
use crate::events::{ItemEvent, Provenance};
use crate::open::{Case, explain};

/// Takes in bytes for a case without holding it.
#[derive(Clone)]
pub struct Intake {
    vault: Arc<Vault>,
    path: PathBuf,
}

/// Bytes that lie sealed in the vault and are named by no entry yet. Dropped, nobody can decrypt them.
pub struct Received {
    staged: StagedObject,
    name: String,
    media: String,
}

/// A text that was read from an item and is not kept yet.
pub struct ReadText(Extracted);

impl Intake {
    /// Seals what `input` gives, as it comes: nothing lies anywhere in the clear. `progress` is told the bytes taken.
    ///
    /// # Errors
    /// When the input breaks off or the disk is full; then nothing of it stays.
    pub fn receive(
        &self,
        name: &str,
        input: &mut dyn Read,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Received> {
        let mut input = Watched { inner: input, head: Vec::with_capacity(HEAD), taken: 0, progress };
        let staged = self.vault.stage_object(&mut input).map_err(|e| explain(&self.path, e))?;
        let media = sanad_text::media_type(&input.head, Some(name));
        Ok(Received { staged, name: name.to_owned(), media })
    }

    /// Reads the text of an item that was kept, in the confined child.
    ///
    /// # Errors
    /// When the item's bytes cannot be opened; what people wrote is never an error.
    pub fn read_text(&self, item: &Added, name: &str) -> Result<ReadText> {
        let mut bytes = self.vault.open_object(item.index).map_err(|e| explain(&self.path, e))?;
        Ok(ReadText(crate::text::extract(&mut bytes, name, item.size)))
    }
}

impl Case {
    /// What takes in bytes beside this case.
    #[must_use]
    pub fn intake(&self) -> Intake {
        Intake { vault: Arc::clone(&self.vault), path: self.path.clone() }
    }

    /// Enters what was received; durable and public when it returns. The same bytes again are told, not doubled.
    ///
    /// # Errors
    /// When the vault cannot be written, or nobody is working.
    pub fn keep_received(&mut self, received: Received, provenance: &Provenance) -> Result<Added> {
        let Received { staged, name, media } = received;
        if let Some(item) = self.state.items.iter().find(|i| i.event.sha256 == staged.digest) {
            return Ok(Added { already: true, ..added(item) });
        }
        let (sha256, size) = (staged.digest, staged.size);
        let event = ItemEvent { sha256, size, media, name, provenance: provenance.clone() };
        let index = self.append_one(event.draft(self.now()), Some(staged))?;
        self.item_at(index).map(added)
    }

    /// Keeps a text that was read; what could not be read of it is given back.
    ///
    /// # Errors
    /// When the vault cannot be written, or nobody is working.
    pub fn keep_read(&mut self, item: ItemId, text: &ReadText) -> Result<Vec<Problem>> {
        if self.state.item(item).is_some_and(|i| i.text().is_none()) {
            self.keep_text(item, &text.0)?;
        }
        Ok(text.0.problems.clone())
    }
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Intake").field("path", &self.path).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Received {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Received").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ReadText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReadText")
    }
}
