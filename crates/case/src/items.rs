//! `sanad items`: what was preserved, with what was made from it.

use sanad_model::{ContentDigest, DerivativeId, ItemId, PartialDate, Sensitivity, TextDigest};
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::open::Case;
use crate::state::{Derivative, Item, Standing};

/// One preserved item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// Its id.
    pub item: ItemId,
    /// SHA-256 of its bytes.
    pub sha256: ContentDigest,
    /// Its size in bytes.
    pub size: u64,
    /// What it is.
    pub media: String,
    /// The file name it came under.
    pub name: String,
    /// Who gave it.
    pub source: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When it was collected.
    pub collected: Option<PartialDate>,
    /// A note.
    pub note: Option<String>,
    /// How far it may travel.
    pub sensitivity: Option<Sensitivity>,
    /// Its position in the log.
    pub index: u64,
    /// What was made from it.
    pub derivatives: Vec<DerivativeView>,
}

/// Something made from an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DerivativeView {
    /// Its id.
    pub id: DerivativeId,
    /// SHA-256 of the text.
    pub sha256: TextDigest,
    /// What made it.
    pub tool: String,
    /// Which version of it.
    pub version: String,
    /// Merkle root over its salted segments, in hexadecimal.
    pub segments_root: String,
    /// Its position in the log.
    pub index: u64,
}

impl Case {
    /// Everything preserved, in the order it was received.
    #[must_use]
    pub fn items(&self) -> Vec<ItemView> {
        self.state.items.iter().map(view).collect()
    }

    /// `most` items, newest first, after the first `skip`.
    #[must_use]
    pub fn newest_items(&self, skip: usize, most: usize) -> Vec<ItemView> {
        self.state.items.iter().rev().skip(skip).take(most).map(view).collect()
    }

    /// One item.
    ///
    /// # Errors
    /// When it is not here.
    pub fn item_view(&self, id: ItemId) -> Result<ItemView> {
        let missing =
            || CaseError::nothing(format!("there is no item {id} in this case"), "see `sanad items`");
        self.state.item(id).map(view).ok_or_else(missing)
    }

    /// How many items there are.
    #[must_use]
    pub fn item_count(&self) -> usize {
        self.state.items.len()
    }

    /// How many claims and proposals there are.
    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.state.claims.len()
    }

    /// How many claims and proposals quote an item: those in the record, and those that wait.
    #[must_use]
    pub fn claims_quoting(&self, id: ItemId) -> (usize, usize) {
        let mut counts = (0, 0);
        for claim in self.state.claims_of(id).filter(|claim| claim.updated_by.is_none()) {
            match claim.standing {
                Standing::Accepted => counts.0 += 1,
                Standing::Waiting => counts.1 += 1,
                Standing::Rejected | Standing::Open => {}
            }
        }
        counts
    }

    pub(crate) fn item_ids(&self) -> impl Iterator<Item = ItemId> + '_ {
        self.state.items.iter().map(|item| item.id)
    }
}

pub(crate) fn view(item: &Item) -> ItemView {
    let event = &item.event;
    ItemView {
        item: item.id,
        sha256: event.sha256,
        size: event.size,
        media: event.media.clone(),
        name: event.name.clone(),
        source: event.provenance.source.clone(),
        publisher: event.provenance.publisher.clone(),
        url: event.provenance.url.clone(),
        published: event.provenance.published,
        collected: event.provenance.collected,
        note: event.provenance.note.clone(),
        sensitivity: event.provenance.sensitivity,
        index: item.index,
        derivatives: item.derivatives.iter().map(derivative).collect(),
    }
}

fn derivative(derivative: &Derivative) -> DerivativeView {
    DerivativeView {
        id: derivative.id,
        sha256: derivative.event.text_sha256,
        tool: derivative.event.tool.clone(),
        version: derivative.event.version.clone(),
        segments_root: derivative.event.segments_root.clone(),
        index: derivative.index,
    }
}
