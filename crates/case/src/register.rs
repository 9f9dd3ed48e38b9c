//! The register: what left the case, to whom, in which version, and what of it does not stand any more.

use std::collections::BTreeSet;

use sanad_model::Timestamp;
use serde::Serialize;

use crate::error::Result;
use crate::events::ExportEvent;
use crate::open::Case;
use crate::source::named;

/// One thing that left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterLine {
    /// The position of its entry in the log.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// Who let it leave.
    pub by: String,
    /// What: "dossier", "draft", "record", "proof".
    pub what: String,
    /// To whom.
    pub to: Option<String>,
    /// About whom or what.
    pub about: Option<String>,
    /// Which version.
    pub version: Option<u64>,
    /// How many claims and findings it rests on.
    pub ids: usize,
    /// Of these, what was rejected, corrected or withdrawn since.
    pub outdated: Vec<String>,
    /// Its files, each as `SHA-256  name`.
    pub files: Vec<String>,
}

impl Case {
    /// Everything that left, oldest first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn register(&self) -> Result<Vec<RegisterLine>> {
        let actors: Vec<_> = self.actors()?.into_iter().map(|a| (a.id, a.name)).collect();
        let lines = self.state.exports.iter().map(|(index, at, by, event)| RegisterLine {
            index: *index,
            at: *at,
            by: named(*by, &actors),
            what: event.what.clone(),
            to: event.to.clone(),
            about: event.about.clone(),
            version: event.version,
            ids: event.ids.len(),
            outdated: self.outdated(*index, event),
            files: event.files.clone(),
        });
        Ok(lines.collect())
    }

    /// Who has something that named this claim or entity: for whoever rejects or corrects it.
    ///
    /// # Errors
    /// As [`Case::register`].
    pub fn holders(&self, id: &str) -> Result<Vec<RegisterLine>> {
        let holds: BTreeSet<u64> = self
            .state
            .exports
            .iter()
            .filter(|(.., event)| event.what != "proof" && event.ids.iter().any(|i| i == id))
            .map(|(index, ..)| *index)
            .collect();
        let mut lines = self.register()?;
        lines.retain(|line| holds.contains(&line.index));
        Ok(lines)
    }

    /// What was judged, replaced or changed after it left.
    fn outdated(&self, left: u64, event: &ExportEvent) -> Vec<String> {
        let wanted: BTreeSet<&str> = event.ids.iter().map(String::as_str).collect();
        let mut changed: BTreeSet<String> = BTreeSet::new();
        for (_, index, judgement) in &self.state.judgements {
            if let sanad_model::Subject::Claim(claim) = &judgement.subject
                && *index > left
                && wanted.contains(claim.to_string().as_str())
            {
                changed.insert(claim.to_string());
            }
        }
        for claim in self.state.claims.iter().filter(|c| c.updated_by.is_some()) {
            let by = claim.updated_by.and_then(|id| self.state.claim(id));
            if by.is_some_and(|by| by.record.index > left)
                && wanted.contains(claim.record.id.to_string().as_str())
            {
                changed.insert(claim.record.id.to_string());
            }
        }
        for entity in self.state.entities.iter().filter(|e| e.index > left) {
            if wanted.contains(entity.id.to_string().as_str()) {
                changed.insert(entity.id.to_string());
            }
        }
        changed.into_iter().collect()
    }
}
