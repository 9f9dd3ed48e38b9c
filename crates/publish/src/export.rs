//! A whole case in open formats: one tree of what may leave, and one writer for each format.
//!
//! What is withheld is decided in `withhold.rs`, once, before any writer sees it. Writers give files as names and bytes.

mod csv;
mod ftm;
mod geojson;
mod jsonld;
mod statements;
mod tables;
pub(crate) mod withhold;
mod xlsx;

use sanad_model::{ClaimId, ClaimRecord, EntityRecord, Judgement, JudgementId, Sensitivity, Timestamp};

use crate::consent::Names;
use crate::redact::Redacted;
use crate::view::{ItemView, LogView};

pub use csv::export_csv;
pub use ftm::{FTM_DATASET, export_ftm};
pub use geojson::export_geojson;
pub use jsonld::export_jsonld;
pub use withhold::case_export;
pub use xlsx::{XlsxError, export_xlsx};

/// Files by name.
pub type ExportFiles = Vec<(String, Vec<u8>)>;

/// A whole case, before anything is withheld.
#[derive(Debug, Clone, Copy)]
pub struct ExportSource<'a> {
    /// All items.
    pub items: &'a [ItemView],
    /// All claims that were not replaced by a later import, each with where it stands after review.
    pub claims: &'a [(ClaimRecord, &'static str)],
    /// All judgements.
    pub judgements: &'a [(JudgementId, Judgement)],
    /// All entities.
    pub entities: &'a [EntityRecord],
    /// Who is who among those that judged, by the id of their key.
    pub actors: &'a [(String, String)],
    /// Under which names people leave; none: nothing is withheld.
    pub names: Option<&'a Names>,
    /// How sensitive a thing may leave.
    pub level: Sensitivity,
    /// What a thing without a mark is taken for.
    pub unmarked: Sensitivity,
    /// Whether one person alone works on the case: then nobody else can say yes to a finding.
    pub single_actor: bool,
    /// The log.
    pub log: &'a LogView,
    /// When it is made.
    pub generated: Timestamp,
    /// Program and version.
    pub program: &'a str,
}

/// A whole case as it may leave.
#[derive(Debug, Clone)]
pub struct CaseExport {
    pub(crate) full: bool,
    /// Whether findings in it rest on the word of one person.
    pub(crate) single_actor: bool,
    pub(crate) items: Vec<ItemView>,
    pub(crate) claims: Vec<(ClaimRecord, &'static str)>,
    pub(crate) judgements: Vec<JudgementRow>,
    pub(crate) entities: Vec<EntityRecord>,
    pub(crate) log: LogView,
    pub(crate) generated: Timestamp,
    pub(crate) program: String,
    pub(crate) withheld: [usize; 3],
}

/// A judgement as others may read it.
#[derive(Debug, Clone)]
pub(crate) struct JudgementRow {
    pub(crate) id: String,
    pub(crate) judged: Vec<ClaimId>,
    pub(crate) verdict: String,
    pub(crate) why: String,
    pub(crate) by: String,
    pub(crate) at: Timestamp,
}

/// How many claims, items and entities were withheld.
#[must_use]
pub fn withheld(export: &Redacted<CaseExport>) -> [usize; 3] {
    export.get().withheld
}

/// The ids of the claims and entities in an export.
#[must_use]
pub fn exported_ids(export: &Redacted<CaseExport>) -> Vec<String> {
    let export = export.get();
    let claims = export.claims.iter().map(|(claim, _)| claim.id.to_string());
    claims.chain(export.entities.iter().map(|e| e.id.to_string())).collect()
}
