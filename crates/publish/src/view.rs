//! What a published record consists of. Filled by the case, through [`crate::Draft`], and read by every format.

use sanad_model::{ClaimId, ContentDigest, ItemId, PartialDate, Sensitivity, Timestamp};
use sanad_record::{Row, Toll};
use serde::Serialize;

use crate::redact::{Redacted, Withheld};

/// A record as it may be published.
#[derive(Debug, Clone)]
pub struct RecordView {
    /// The title, as people chose it.
    pub title: String,
    /// When the record was made (given by the caller; nothing here asks for the time).
    pub generated: Timestamp,
    /// Program and version that made it.
    pub program: String,
    /// The log it leads back to.
    pub log: LogView,
    /// The items that may be named.
    pub items: Vec<ItemView>,
    /// One for each kind that anything is said about.
    pub tolls: Vec<Toll>,
    /// Claims of responsibility, and what disputes them.
    pub responsibility: Vec<Row>,
    /// What happened when, in the editors' words, with the claims it rests on.
    pub chronology: Vec<Moment>,
    /// Where the proof bundle lies, relative to the record ("proof").
    pub proofs: Option<String>,
    /// What was withheld, counted.
    pub withheld: Withheld,
}

/// The transparency log of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogView {
    /// The log's name.
    pub origin: String,
    /// Its verifier key, one line.
    pub key: String,
    /// Entries under the checkpoint.
    pub size: u64,
    /// The checkpoint's root hash, in base64 as it stands in the checkpoint.
    pub root: String,
    /// Independent dates (time-stamp tokens over a checkpoint), in words.
    pub anchors: Vec<String>,
}

/// One item of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemView {
    /// Its id.
    pub item: ItemId,
    /// SHA-256 of its bytes as received.
    pub sha256: ContentDigest,
    /// Size in bytes.
    pub size: u64,
    /// Media type.
    pub media: String,
    /// File name.
    pub name: Option<String>,
    /// Who it comes from.
    pub source: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its public address.
    pub url: Option<String>,
    /// When it was collected.
    pub collected: Option<PartialDate>,
    /// Position of its entry in the log.
    pub index: u64,
    /// How far it may travel; `None` takes what [`crate::Draft`] says of unmarked things.
    pub sensitivity: Option<Sensitivity>,
}

/// One line of a chronology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub date: Option<PartialDate>,
    /// What, in words that name who says so.
    pub text: String,
    /// The claims it rests on.
    pub claims: Vec<ClaimId>,
}

/// One line of the evidence index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceRow {
    /// The item.
    pub item: ItemId,
    /// SHA-256 of its bytes as received, lowercase hexadecimal.
    pub sha256: ContentDigest,
    /// Size in bytes.
    pub size: u64,
    /// Media type.
    pub media: String,
    /// File name.
    pub name: Option<String>,
    /// Who it comes from.
    pub source: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its public address.
    pub url: Option<String>,
    /// When it was collected.
    pub collected: Option<PartialDate>,
    /// Position of its entry in the log.
    pub index: u64,
    /// The published claims that quote it.
    pub claims: Vec<ClaimId>,
}

/// The evidence index: items by their position in the log, with the claims that quote each.
#[must_use]
pub fn evidence_index(view: &Redacted<RecordView>) -> Vec<EvidenceRow> {
    let view = view.get();
    let mut rows: Vec<EvidenceRow> = view
        .items
        .iter()
        .map(|item| EvidenceRow {
            item: item.item,
            sha256: item.sha256,
            size: item.size,
            media: item.media.clone(),
            name: item.name.clone(),
            source: item.source.clone(),
            publisher: item.publisher.clone(),
            url: item.url.clone(),
            collected: item.collected,
            index: item.index,
            claims: view.rows().filter(|row| row.item == item.item).map(|row| row.claim).collect(),
        })
        .collect();
    rows.sort_by_key(|row| (row.index, row.item));
    rows
}

impl RecordView {
    /// Every claim shown, each once, in the order of the document.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        let tolls = self.tolls.iter().flat_map(|toll| toll.rows.iter().chain(&toll.without_number));
        let mut seen = std::collections::BTreeSet::new();
        tolls.chain(&self.responsibility).filter(move |row| seen.insert(row.claim))
    }
}
