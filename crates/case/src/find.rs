//! From what a person typed (a prefix of an id) to the one thing it names.

use crate::error::{CaseError, Result};
use crate::open::Case;
use crate::state::{Item, StandingClaim};

impl Case {
    /// The item that a typed prefix names.
    pub(crate) fn find_item(&self, typed: &str) -> Result<&Item> {
        let fits = self.state.items.iter().filter(|i| i.id.matches_prefix(typed));
        only(fits, typed, "item", |i| i.id.to_string(), "see `sanad items`")
    }

    /// The claim or proposal of this label (`reports/C002`), of this last part of a label that only one has (`C002`), or
    /// whose id begins so. Labels come first: `R11` is somebody's report, whatever a random id begins with.
    pub(crate) fn find_claim(&self, typed: &str) -> Result<&StandingClaim> {
        let labelled = |fits: &dyn Fn(&str) -> bool| {
            let standing = self.state.claims.iter().filter(|c| c.updated_by.is_none());
            standing
                .filter(|c| c.record.reported.lineage.label.as_deref().is_some_and(fits))
                .collect::<Vec<_>>()
        };
        if let Some(claim) = labelled(&|label| label == typed).first() {
            return Ok(claim);
        }
        let ends = labelled(&|label| label.rsplit_once('/').is_some_and(|(_, end)| end == typed));
        if !ends.is_empty() {
            let label = |c: &&StandingClaim| c.record.reported.lineage.label.clone().unwrap_or_default();
            return only(ends.into_iter(), typed, "claim", label, "name it with its table");
        }
        let fits = self.state.claims.iter().filter(|c| c.record.id.matches_prefix(typed));
        only(fits, typed, "claim", |c| c.record.id.to_string(), "see `sanad toll` and `sanad review`")
    }

    /// The one entry that a typed prefix names, whatever it is: its index and its full id.
    pub(crate) fn find_entry(&self, typed: &str) -> Result<(u64, String)> {
        let items = self
            .state
            .items
            .iter()
            .filter(|i| i.id.matches_prefix(typed))
            .map(|i| (i.index, i.id.to_string()));
        let texts = self.state.items.iter().flat_map(|i| i.derivatives.iter().chain(&i.pictures));
        let texts = texts.filter(|d| d.id.matches_prefix(typed)).map(|d| (d.index, d.id.to_string()));
        let claims = self.state.claims.iter().map(|c| &c.record);
        let claims = claims
            .filter(|c| c.id.matches_prefix(typed) || c.reported.lineage.label.as_deref() == Some(typed));
        let claims = claims.map(|c| (c.index, c.id.to_string()));
        let judgements = self.state.judgements.iter().filter(|(id, ..)| id.matches_prefix(typed));
        let judgements = judgements.map(|(id, index, _)| (*index, id.to_string()));
        let entities = self.state.entities.iter();
        let entities = entities.filter(|e| e.id.matches_prefix(typed) || e.entity.key() == typed);
        let entities = entities.map(|e| (e.index, e.id.to_string()));
        let all = items.chain(texts).chain(claims).chain(judgements).chain(entities);
        only(all, typed, "entry", |(_, id)| id.clone(), "see `sanad items` and `sanad toll`")
    }
}

/// The one that fits; else who else would, so that the next try succeeds.
fn only<T>(
    fits: impl Iterator<Item = T>,
    typed: &str,
    what: &str,
    name: impl Fn(&T) -> String,
    advice: &str,
) -> Result<T> {
    let mut fits: Vec<T> = fits.collect();
    match fits.len() {
        0 => Err(CaseError::nothing(format!("there is no {what} {typed:?} in this case"), advice)),
        1 => Ok(fits.remove(0)),
        n => {
            let names: Vec<String> = fits.iter().take(4).map(name).collect();
            Err(CaseError::wrong_use(format!("{typed:?} fits {n}: {}", names.join(", ")), "type more of it"))
        }
    }
}
