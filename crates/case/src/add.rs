//! `sanad add`: bytes in, acknowledged when durable; then read in the confined child, which can cost a line, never
//! the item.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use sanad_model::{ContentDigest, ItemId, Problem};
use sanad_vault::{NewEntry, StagedObject};
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::events::{ItemEvent, Provenance};
use crate::files::Hashed;
use crate::open::{Case, WORLD};
use crate::state::Item;

/// How much of a file is looked at to tell what it is.
pub(crate) const HEAD: usize = 4096;

/// An item that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Added {
    /// Its id.
    pub item: ItemId,
    /// SHA-256 of its bytes.
    pub sha256: ContentDigest,
    /// Its size in bytes.
    pub size: u64,
    /// What it is.
    pub media: String,
    /// Its position in the log.
    pub index: u64,
    /// Whether the same bytes were here before: then nothing was written.
    pub already: bool,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Case {
    /// Looks at all inputs before the first is taken in, so that a mistyped name stops everything.
    ///
    /// # Errors
    /// For a file that is not there, cannot be read, or is a folder, a link to nowhere or a device.
    pub fn check_inputs(&self, files: &[PathBuf]) -> Result<()> {
        files.iter().try_for_each(|file| {
            let kind = std::fs::metadata(file).map_err(|e| CaseError::io(file, &e))?.file_type();
            if kind.is_dir() {
                return Err(CaseError::bad_input(
                    format!("{} is a folder", file.display()),
                    "name the files in it",
                ));
            }
            if !kind.is_file() {
                return Err(CaseError::bad_input(
                    format!("{} is not a file but a device, pipe or socket", file.display()),
                    "copy it into a file first",
                ));
            }
            File::open(file).map(drop).map_err(|e| CaseError::io(file, &e))
        })
    }

    /// Preserves one file and, when it is durable, reads its text. `progress` is told the bytes taken so far.
    ///
    /// # Errors
    /// When the file cannot be read or the vault cannot be written; then nothing of it stays.
    pub fn add_file(
        &mut self,
        file: &Path,
        provenance: &Provenance,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Added> {
        if let Some(item) = self.same_bytes(file)? {
            return Ok(Added { already: true, ..added(item) });
        }
        self.check_room(file)?;
        let open = File::open(file).map_err(|e| CaseError::io(file, &e))?;
        let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let mut input =
            Watched { inner: BufReader::with_capacity(1 << 20, open), head: Vec::new(), taken: 0, progress };
        let staged = self.vault.stage_object(&mut input).map_err(|e| self.explain(e))?;
        let media = sanad_text::media_type(&input.head, Some(&name));
        self.keep(staged, name, media, provenance)
    }

    /// Preserves bytes that are at hand.
    ///
    /// # Errors
    /// As [`Case::add_file`].
    pub fn add_bytes(&mut self, name: &str, bytes: &[u8], provenance: &Provenance) -> Result<Added> {
        let digest = ContentDigest::of(bytes);
        if let Some(item) = self.state.items.iter().find(|i| i.event.sha256 == digest) {
            return Ok(Added { already: true, ..added(item) });
        }
        let staged = self.vault.stage_object(&mut &*bytes).map_err(|e| self.explain(e))?;
        let media = sanad_text::media_type(&bytes[..bytes.len().min(HEAD)], Some(name));
        self.keep(staged, name.to_owned(), media, provenance)
    }

    /// The item that holds these bytes already. Only a file of a size that is here is read for it.
    fn same_bytes(&self, file: &Path) -> Result<Option<&Item>> {
        let failed = |e: std::io::Error| CaseError::io(file, &e);
        let size = std::fs::metadata(file).map_err(failed)?.len();
        if !self.state.items.iter().any(|i| i.event.size == size) {
            return Ok(None);
        }
        let mut hashed = Hashed::new(std::io::sink());
        let mut open = BufReader::with_capacity(1 << 20, File::open(file).map_err(failed)?);
        std::io::copy(&mut open, &mut hashed).map_err(failed)?;
        let (_, digest) = hashed.finish();
        Ok(self.state.items.iter().find(|i| i.event.sha256 == digest))
    }

    /// A file that cannot fit is refused at once, not after the disk is full.
    fn check_room(&self, file: &Path) -> Result<()> {
        let size = std::fs::metadata(file).map_err(|e| CaseError::io(file, &e))?.len();
        match crate::files::free_space(&self.path) {
            Some(free) if free < size => Err(CaseError::bad_input(
                format!(
                    "no room left for {}: it needs {:.1} GB and {:.1} GB are free",
                    file.display(),
                    in_gb(size),
                    in_gb(free)
                ),
                "free some space and try again; what was acknowledged is safe",
            )),
            _ => Ok(()),
        }
    }

    fn keep(
        &mut self,
        staged: StagedObject,
        name: String,
        media: String,
        provenance: &Provenance,
    ) -> Result<Added> {
        let (sha256, size) = (staged.digest, staged.size);
        let event = ItemEvent { sha256, size, media, name, provenance: provenance.clone() };
        // Published together with its text.
        let index = self.commit(vec![(event.draft(self.now()), Some(staged))])?[0];
        let id = self.item_at(index)?.id;
        self.derive_text(id)?;
        self.state.item(id).map(added).ok_or_else(|| self.misread(index))
    }

    /// The item that was appended last, at this position.
    pub(crate) fn item_at(&self, index: u64) -> Result<&Item> {
        self.state.items.last().filter(|i| i.index == index).ok_or_else(|| self.misread(index))
    }

    /// Seals a draft for who is working, appends it, and takes it into the state; durable and public when it returns.
    pub(crate) fn append_one(
        &mut self,
        draft: sanad_model::BodyDraft,
        object: Option<StagedObject>,
    ) -> Result<u64> {
        let indexes = self.append_all(vec![(draft, object)])?;
        Ok(indexes[0])
    }

    /// The same for several at once: all of them or none.
    pub(crate) fn append_all(
        &mut self,
        drafts: Vec<(sanad_model::BodyDraft, Option<StagedObject>)>,
    ) -> Result<Vec<u64>> {
        let indexes = self.commit(drafts)?;
        self.publish()?;
        Ok(indexes)
    }

    /// Makes public what was committed.
    pub(crate) fn publish(&self) -> Result<()> {
        self.vault.publish().map_err(|e| self.explain(e))
    }

    /// The same as [`Case::append_all`], durable and not yet public: another append or [`Case::publish`] follows before
    /// anything is acknowledged.
    pub(crate) fn commit(
        &mut self,
        drafts: Vec<(sanad_model::BodyDraft, Option<StagedObject>)>,
    ) -> Result<Vec<u64>> {
        let signer = self.vault.signer(&self.actor()?.to_string()).map_err(|e| self.explain(e))?;
        let entries: Vec<NewEntry> = drafts
            .into_iter()
            .map(|(draft, object)| NewEntry { sealed: draft.seal(&WORLD, &signer), object })
            .collect();
        let kept: Vec<_> = entries.iter().map(|e| e.sealed.clone()).collect();
        let appended = self.vault.commit(entries).map_err(|e| self.explain(e))?;
        for (at, sealed) in appended.iter().zip(&kept) {
            self.state.take(&crate::state::Stored {
                index: at.index,
                commitment: at.commitment,
                body: &sealed.bytes,
                disclosures: &sealed.disclosures,
            });
        }
        Ok(appended.iter().map(|a| a.index).collect())
    }

    fn misread(&self, index: u64) -> CaseError {
        CaseError::new(
            crate::error::Exit::Damaged,
            format!("entry {index} was written but reads back differently"),
            "run `sanad check`",
        )
    }
}

#[allow(clippy::cast_precision_loss)] // one decimal is shown
fn in_gb(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 30)
}

pub(crate) fn added(item: &Item) -> Added {
    Added {
        item: item.id,
        sha256: item.event.sha256,
        size: item.event.size,
        media: item.event.media.clone(),
        index: item.index,
        already: false,
        problems: item.text().map(|t| t.event.problems.clone()).unwrap_or_default(),
    }
}

/// Passes bytes on, keeps the first of them, and tells how many went by.
pub(crate) struct Watched<'p, R> {
    pub(crate) inner: R,
    pub(crate) head: Vec<u8>,
    pub(crate) taken: u64,
    pub(crate) progress: &'p mut dyn FnMut(u64),
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let wanted = (HEAD - self.head.len()).min(n);
        self.head.extend_from_slice(&buffer[..wanted]);
        self.taken += n as u64;
        (self.progress)(self.taken);
        Ok(n)
    }
}
