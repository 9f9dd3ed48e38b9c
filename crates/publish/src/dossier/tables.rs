//! The passages and exhibits of a dossier as tables, for who checks them by program.

use std::collections::BTreeMap;

use sanad_model::ItemId;
use serde::Serialize;

use super::{FigureRow, PassageRow, Writer};
use crate::csv::table;
use crate::redact::Redacted;
use crate::visible::visible;

/// One exhibit, as its table has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExhibitRow {
    /// Its number in the dossier, from 1.
    pub exhibit: usize,
    /// The item.
    pub item: ItemId,
    /// SHA-256 of its bytes as received, lowercase hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// Media type.
    pub media: String,
    /// File name, names that may not stand taken out.
    pub name: String,
    /// Who it comes from.
    pub source: String,
    /// Who published it.
    pub publisher: String,
    /// Its public address.
    pub url: String,
    /// When it was collected.
    pub collected: String,
    /// The position of its entry in the log.
    pub log_index: u64,
}

const PASSAGES: [&str; 9] =
    ["passage", "id", "source", "date", "quote", "exhibit", "place", "log_index", "url"];
const FIGURES: [&str; 12] = [
    "event",
    "kind",
    "source",
    "reported",
    "scope",
    "mode",
    "low",
    "high",
    "standing",
    "claim",
    "log_index",
    "url",
];
const EXHIBITS: [&str; 13] = [
    "exhibit",
    "item",
    "sha256",
    "size",
    "media",
    "name",
    "source",
    "publisher",
    "url",
    "collected",
    "log_index",
    "proof",
    "file",
];

/// The cited passages: RFC 4180, cells that no spreadsheet runs.
#[must_use]
pub fn passages_csv(passages: &Redacted<Vec<PassageRow>>) -> Vec<u8> {
    let rows = passages.get().iter().map(|p| {
        vec![
            p.passage.clone(),
            p.id.clone(),
            p.source.clone(),
            p.date.clone(),
            p.quote.clone(),
            p.exhibit.to_string(),
            p.place.clone(),
            p.log_index.to_string(),
            p.url.clone(),
        ]
    });
    table(&PASSAGES, rows)
}

/// Every report of a figure, whether the document sets it or not.
#[must_use]
pub fn figures_csv(figures: &Redacted<Vec<FigureRow>>) -> Vec<u8> {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let rows = figures.get().iter().map(|f| {
        vec![
            f.event.clone(),
            f.kind.to_string(),
            f.source.clone(),
            f.reported.clone(),
            f.scope.clone(),
            f.mode.clone(),
            number(f.low),
            number(f.high),
            f.standing.clone(),
            f.claim.clone(),
            f.log_index.to_string(),
            f.url.clone(),
        ]
    });
    table(&FIGURES, rows)
}

/// The exhibits, each with the folder of its proof and the file that goes along, if one does.
#[must_use]
pub fn exhibits_csv(exhibits: &Redacted<Vec<ExhibitRow>>, along: &BTreeMap<usize, String>) -> Vec<u8> {
    let rows = exhibits.get().iter().map(|e| {
        vec![
            e.exhibit.to_string(),
            e.item.to_string(),
            e.sha256.clone(),
            e.size.to_string(),
            e.media.clone(),
            e.name.clone(),
            e.source.clone(),
            e.publisher.clone(),
            e.url.clone(),
            e.collected.clone(),
            e.log_index.to_string(),
            format!("proofs/exhibit-{:02}", e.exhibit),
            along.get(&e.exhibit).cloned().unwrap_or_default(),
        ]
    });
    table(&EXHIBITS, rows)
}

impl Writer<'_> {
    pub(super) fn exhibit_rows(&self) -> Vec<ExhibitRow> {
        let own = |text: &Option<String>| text.as_deref().map(|t| self.own(t)).unwrap_or_default();
        let rows = self.cites.exhibits().into_iter().map(|(number, item)| ExhibitRow {
            exhibit: number,
            item: item.item,
            sha256: item.sha256.to_string(),
            size: item.size,
            media: visible(&item.media),
            name: own(&item.name),
            source: own(&item.source),
            publisher: own(&item.publisher),
            url: own(&item.url),
            collected: item.collected.map(|d| d.to_string()).unwrap_or_default(),
            log_index: item.index,
        });
        rows.collect()
    }
}
