//! Pictures that leave: drawn anew in the confined child, without anything but their pixels, kept and signed as derived.

use std::path::Path;
use std::time::Duration;

use sanad_model::{ItemId, Limits, TextDigest, World};
use sanad_text::Redrawn;
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::events::{DeriveEvent, ExportEvent, PICTURE};
use crate::open::{Case, WORLD};
use crate::state::{Derivative, Item};

/// Decoding takes more room than reading words.
const LIMITS: Limits = Limits { wall: Duration::from_secs(60), memory: 1536 << 20, output: 128 << 20 };

/// A picture that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// The item it was drawn from.
    pub item: ItemId,
    /// The id of what was derived.
    pub derived: String,
    /// The file.
    pub file: String,
    /// Its size in bytes.
    pub size: usize,
}

impl Case {
    /// Writes a picture drawn anew: no metadata, no thumbnails, nothing but its pixels.
    ///
    /// # Errors
    /// When the item is no picture that can be decoded, or the file cannot be written.
    pub fn picture(&mut self, typed: &str, out: &Path) -> Result<PictureView> {
        let item = self.find_item(typed)?.id;
        let drawn = self.redrawn(item)?;
        let event = ExportEvent {
            what: "picture".to_owned(),
            ids: vec![item.to_string(), drawn.id.to_string()],
            ..ExportEvent::default()
        };
        self.append_one(event.draft(self.now()), None)?;
        let bytes = self.object(drawn.index)?;
        crate::files::write_new(out, &bytes)?;
        Ok(PictureView {
            item,
            derived: drawn.id.to_string(),
            file: out.display().to_string(),
            size: bytes.len(),
        })
    }

    /// A picture drawn anew to be looked at by those who work on the case: its media type and bytes. Nothing is kept.
    ///
    /// # Errors
    /// When the id names no item, or it is no picture that can be drawn anew.
    pub fn picture_bytes(&self, typed: &str) -> Result<(String, Vec<u8>)> {
        let drawn = self.drawn_anew(self.find_item(typed)?)?.map_err(|what| {
            CaseError::bad_input(format!("it cannot be shown: {what}"), "save it and look at it elsewhere")
        })?;
        Ok((drawn.media, drawn.bytes))
    }

    /// Draws a picture in the confined child, or says why it cannot be drawn.
    fn drawn_anew(&self, item: &Item) -> Result<std::result::Result<Redrawn, String>> {
        let mut bytes = self.item_bytes(item.index)?;
        Ok(sanad_text::worker::redraw_through(&WORLD, &mut bytes, LIMITS))
    }

    /// The picture drawn from an item, drawn now if it was not before.
    pub(crate) fn redrawn(&mut self, id: ItemId) -> Result<Derivative> {
        let Some(item) = self.state.item(id) else {
            return Err(CaseError::nothing(format!("there is no item {id}"), "see `sanad items`"));
        };
        if let Some(drawn) = item.pictures.last() {
            return Ok(drawn.clone());
        }
        let name = item.event.name.clone();
        let drawn = self.drawn_anew(item)?.map_err(|what| {
            CaseError::bad_input(
                format!("{name} cannot be drawn anew: {what}"),
                "it stays where it is and does not leave",
            )
        })?;
        let mut seed = [0; 32];
        WORLD.fill_random(&mut seed);
        let root = sanad_text::segments_root("", &[], &seed);
        let staged = self.vault.stage_object(&mut drawn.bytes.as_slice()).map_err(|e| self.explain(e))?;
        let event = DeriveEvent {
            item: id,
            text_sha256: TextDigest::of(b""),
            sha256: staged.digest,
            tool: PICTURE.to_owned(),
            version: drawn.media,
            segments_root: data_encoding::HEXLOWER.encode(&root),
            segments_seed: data_encoding::HEXLOWER.encode(&seed),
            problems: Vec::new(),
        };
        self.append_one(event.draft(self.now()), Some(staged))?;
        let drawn = self.state.item(id).and_then(|item| item.pictures.last()).cloned();
        drawn.ok_or_else(|| CaseError::nothing(format!("{name} was not drawn"), ""))
    }

    /// The whole of an object.
    pub(crate) fn object(&self, index: u64) -> Result<Vec<u8>> {
        use std::io::Read as _;
        let mut bytes = Vec::new();
        self.item_bytes(index)?.read_to_end(&mut bytes).map_err(|e| CaseError::io(&self.path, &e))?;
        Ok(bytes)
    }
}
