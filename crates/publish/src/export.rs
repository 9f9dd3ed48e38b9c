//! A whole case in open formats: one tree of what may leave, and one writer for each format.
//!
//! What is withheld is decided here, once, before any writer sees it: claims, items and entities that are too sensitive,
//! sorts of entities that are nobody else's business (consents, approvals, the authors' own texts), and every name that
//! may not stand, in every text. Writers give files as names and bytes.

mod csv;
mod ftm;
mod geojson;
mod jsonld;
mod statements;
mod tables;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{
    ClaimId, ClaimRecord, EntityRecord, ItemId, Judgement, JudgementId, Sensitivity, Subject, Timestamp,
};

use crate::consent::{NameForm, Names};
use crate::redact::Redacted;
use crate::view::{ItemView, LogView};

pub use csv::export_csv;
pub use ftm::{FTM_DATASET, export_ftm};
pub use geojson::export_geojson;
pub use jsonld::export_jsonld;
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
    /// How sensitive a thing may leave; what has no mark is taken for [`Sensitivity::Team`].
    pub level: Sensitivity,
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

/// Sorts of entities that stay with the authors.
const OURS: [&str; 4] = ["consent", "approval", "statement", "submitter"];

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

/// What may leave of a case.
#[must_use]
pub fn case_export(source: &ExportSource<'_>) -> Redacted<CaseExport> {
    let full = source.names.is_none();
    let mark = |s: Option<Sensitivity>| full || s.unwrap_or(Sensitivity::Team) <= source.level;
    let own = |text: &str| source.names.map_or_else(|| text.to_owned(), |names| names.masked(text));
    let items: Vec<ItemView> = source
        .items
        .iter()
        .filter(|item| mark(item.sensitivity))
        .map(|item| ItemView {
            name: item.name.as_deref().map(own),
            source: item.source.as_deref().map(own),
            publisher: item.publisher.as_deref().map(own),
            url: item.url.as_deref().map(own),
            ..item.clone()
        })
        .collect();
    let shown: BTreeSet<ItemId> = items.iter().map(|item| item.item).collect();
    let claims: Vec<(ClaimRecord, &'static str)> = source
        .claims
        .iter()
        .filter(|(claim, _)| mark(claim.reported.sensitivity) && shown.contains(&claim.item))
        .map(|(claim, standing)| (masked_claim(claim, &own), *standing))
        .collect();
    let left: BTreeSet<ClaimId> = claims.iter().map(|(claim, _)| claim.id).collect();
    let entities: Vec<EntityRecord> = source
        .entities
        .iter()
        .filter(|e| full || !OURS.contains(&e.entity.schema.name))
        .filter(|e| mark(e.entity.sensitivity) && !e.entity.withdrawn)
        .map(|e| masked_entity(e, source.names, &own, &left))
        .collect();
    let judgements = source.judgements.iter().filter_map(|(id, j)| judgement(id, j, source, &own, &left));
    let withheld = [
        source.claims.len() - claims.len(),
        source.items.len() - items.len(),
        source.entities.len() - entities.len(),
    ];
    Redacted::of(CaseExport {
        full,
        judgements: judgements.collect(),
        items,
        claims,
        entities,
        log: source.log.clone(),
        generated: source.generated,
        program: source.program.to_owned(),
        withheld,
    })
}

fn masked_claim(claim: &ClaimRecord, own: &dyn Fn(&str) -> String) -> ClaimRecord {
    let mut claim = claim.clone();
    let said = &mut claim.claim;
    for text in [&mut said.quote, &mut said.attribution.text, &mut said.rule] {
        *text = own(text);
    }
    if let Some(victim) = &mut said.victim {
        victim.text = own(&victim.text);
        victim.name = victim.name.as_deref().map(own);
    }
    if let Some(actor) = &mut said.actor {
        actor.text = own(&actor.text);
    }
    if let Some(place) = &mut said.place {
        place.text = own(&place.text);
    }
    if let Some(method) = &mut said.method {
        *method = own(method);
    }
    let reported = &mut claim.reported;
    for text in [&mut reported.publisher, &mut reported.scope, &mut reported.event, &mut reported.url] {
        *text = text.as_deref().map(own);
    }
    reported.breakdown = reported.breakdown.as_deref().map(own);
    claim
}

fn masked_entity(
    record: &EntityRecord,
    names: Option<&Names>,
    own: &dyn Fn(&str) -> String,
    left: &BTreeSet<ClaimId>,
) -> EntityRecord {
    let mut record = record.clone();
    let Some(names) = names else { return record };
    let key = record.entity.key();
    let coded = names.permit(&key).filter(|permit| permit.form != NameForm::Full);
    let schema = record.entity.schema;
    let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (name, all) in &record.entity.values {
        let identifies = schema.field(name).is_some_and(|field| field.identifies);
        match coded {
            Some(permit) if *name == "name" => {
                values.insert(name, vec![permit.shown.clone()]);
            }
            Some(_) if identifies => {}
            _ => {
                values.insert(name, all.iter().map(|value| own(value)).collect());
            }
        }
    }
    record.entity.values = values;
    record.entity.claims.retain(|id| left.contains(id));
    record.entity.against.retain(|id| left.contains(id));
    // the row it was entered with may say more than what leaves
    record.quote = String::new();
    record
}

fn judgement(
    id: &JudgementId,
    judgement: &Judgement,
    source: &ExportSource<'_>,
    own: &dyn Fn(&str) -> String,
    left: &BTreeSet<ClaimId>,
) -> Option<JudgementRow> {
    let judged = match &judgement.subject {
        Subject::Claim(claim) => vec![*claim],
        Subject::SamePerson(a, b) => vec![*a, *b],
        Subject::Conflict(claims) => claims.clone(),
    };
    if !judged.iter().all(|id| left.contains(id)) {
        return None;
    }
    let key = judgement.by.to_string();
    let by = source.actors.iter().find(|(id, _)| *id == key).map(|(_, name)| name.clone());
    // who works on a case is nobody else's business
    let by = if source.names.is_none() { by.unwrap_or(key) } else { key };
    let verdict = serde_json::to_value(&judgement.verdict).unwrap_or_default();
    let verdict = match &verdict {
        serde_json::Value::String(word) => word.clone(),
        serde_json::Value::Object(map) => map.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    Some(JudgementRow {
        id: id.to_string(),
        judged,
        verdict,
        why: judgement.why.as_deref().map(own).unwrap_or_default(),
        by,
        at: judgement.at,
    })
}
