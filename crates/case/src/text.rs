//! The text of an item: read once in the confined child, kept as a derivative, and given back with its places.

use std::io::Read;
use std::time::Duration;

use sanad_model::{ItemId, Limits, Origin, Problem, Span, TextDigest, World};
use sanad_text::{Extracted, Hint};
use serde::Serialize;

use crate::error::{CaseError, Exit, Result};
use crate::events::DeriveEvent;
use crate::open::{Case, WORLD};
use crate::state::Derivative;

/// A file as large as the reader takes at all: 64 MiB.
const LARGE: u64 = 64 << 20;

/// The text of an item with the places its parts came from.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// The item.
    pub item: ItemId,
    /// Its language, where it can be told.
    pub lang: Option<String>,
    /// The text.
    pub text: String,
    /// Sentences or cells in order.
    pub segments: Vec<ReadSegment>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A stretch of the text and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadSegment {
    /// Bytes of the text, end exclusive.
    pub span: Span,
    /// The place in the item: its bytes, its page or its cell.
    #[serde(flatten)]
    pub place: Place,
}

/// A place in the item's own terms, as `sanad read` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Bytes of the item, end exclusive.
    Byte([usize; 2]),
    /// A page from 1.
    Page(u32),
    /// A cell: row and column from 1 (row 1 is the header), and the sheet where there are several.
    Cell(u32, u32, #[serde(skip_serializing_if = "Option::is_none")] Option<String>),
}

impl Case {
    /// The text of an item, read now if it was not read before.
    ///
    /// # Errors
    /// When the id names no item, or several; when what is stored is damaged.
    pub fn read_item(&self, typed: &str) -> Result<Reading> {
        let item = self.find_item(typed)?;
        let extracted = match item.text() {
            Some(derivative) => self.stored_text(derivative)?,
            None => extract(&mut self.item_bytes(item.index)?, &item.event.name, item.event.size),
        };
        Ok(Reading {
            item: item.id,
            lang: extracted.lang.map(|l| l.to_string()),
            segments: extracted
                .segments
                .iter()
                .map(|s| ReadSegment { span: s.span, place: place(&s.origin) })
                .collect(),
            text: extracted.text,
            problems: extracted.problems,
        })
    }

    /// Reads an item's text in the confined child and keeps it as a derivative.
    pub(crate) fn derive_text(&mut self, id: ItemId) -> Result<()> {
        let Some(item) = self.state.item(id) else { return Ok(()) };
        let extracted = extract(&mut self.item_bytes(item.index)?, &item.event.name, item.event.size);
        self.keep_text(id, &extracted)
    }

    /// Keeps a text that was read from an item as its derivative.
    pub(crate) fn keep_text(&mut self, id: ItemId, extracted: &Extracted) -> Result<()> {
        let mut seed = [0; 32];
        WORLD.fill_random(&mut seed);
        let root = sanad_text::segments_root(&extracted.text, &extracted.segments, &seed);
        let bytes = serde_json::to_vec(extracted).map_err(|e| CaseError::bad_input(e.to_string(), ""))?;
        let staged = self.vault.stage_object(&mut bytes.as_slice()).map_err(|e| self.explain(e))?;
        let event = DeriveEvent {
            item: id,
            text_sha256: TextDigest::of(extracted.text.as_bytes()),
            sha256: staged.digest,
            tool: extracted.tool.clone(),
            version: extracted.version.clone(),
            segments_root: data_encoding::HEXLOWER.encode(&root),
            segments_seed: data_encoding::HEXLOWER.encode(&seed),
            problems: extracted.problems.clone(),
        };
        self.append_one(event.draft(self.now()), Some(staged))?;
        Ok(())
    }

    /// The bytes of the object behind an entry.
    pub(crate) fn item_bytes(&self, index: u64) -> Result<impl Read + use<>> {
        self.vault.open_object(index).map_err(|e| self.explain(e))
    }

    /// A derived text as it was kept, compared with its digest.
    pub(crate) fn stored_text(&self, derivative: &Derivative) -> Result<Extracted> {
        let damaged = |what: &str| {
            CaseError::new(Exit::Damaged, format!("text {}: {what}", derivative.id), "run `sanad check`")
        };
        let mut bytes = Vec::new();
        self.item_bytes(derivative.index)?.read_to_end(&mut bytes).map_err(|e| damaged(&e.to_string()))?;
        let extracted: Extracted =
            serde_json::from_slice(&bytes).map_err(|_| damaged("it is not in the form it was kept in"))?;
        if TextDigest::of(extracted.text.as_bytes()) != derivative.event.text_sha256 {
            return Err(damaged("it is not the text that was logged"));
        }
        Ok(extracted)
    }
}

/// Reads bytes in the confined child. Whatever happens there, this gives a text, be it empty, and says what happened.
/// A large file gets more time: the bound is there for files made to take for ever.
pub(crate) fn extract(bytes: &mut dyn Read, name: &str, size: u64) -> Extracted {
    let hint = Hint::name(name);
    let usual = Limits::default();
    let limits = Limits { wall: usual.wall + Duration::from_secs(size.min(LARGE) >> 20), ..usual };
    sanad_text::worker::read_through(&WORLD, bytes, &hint, limits)
}

fn place(origin: &Origin) -> Place {
    match origin {
        Origin::Byte { start, end } => Place::Byte([*start, *end]),
        Origin::Page { page } => Place::Page(*page),
        Origin::Cell { row, column, sheet } => Place::Cell(*row, *column, sheet.clone()),
    }
}
