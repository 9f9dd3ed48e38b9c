//! One entity as a person reads it: what it says, what refers to it, who held what, and the claims for and against.

use sanad_model::EntityRecord;
use sanad_record::{Posts, Why};

use crate::error::{CaseError, Result};
use crate::open::Case;
use crate::source::ClaimView;

/// An entity with what belongs to it.
#[derive(Debug, Clone)]
pub struct EntityView {
    /// As it stands.
    pub record: EntityRecord,
    /// The name of who entered the standing version.
    pub by: String,
    /// What it refers to, field by field in the order of its schema.
    pub refers: Vec<EntityRecord>,
    /// What refers to it, sort by sort in the order of the schemas.
    pub referred: Vec<EntityRecord>,
    /// The postings of a person or in a body, and what contradicts them.
    pub posts: Posts,
    /// The claims that speak for it.
    pub claims: Vec<ClaimView>,
    /// The claims that speak against it.
    pub against: Vec<ClaimView>,
    /// Of a finding: what it follows from, down to the quotes.
    pub why: Option<Why>,
}

impl Case {
    /// One entity with what belongs to it.
    ///
    /// # Errors
    /// When nothing is known by this key.
    pub fn entity_view(&self, key: &str) -> Result<EntityView> {
        let found = self.state.entity(key).cloned();
        let record = found.ok_or_else(|| {
            CaseError::nothing(format!("there is no {key:?} in this case"), "see `sanad entities`")
        })?;
        let key = record.entity.key();
        let standing = || self.state.standing_entities();
        let refers = record.entity.values.values().flatten();
        let refers: Vec<EntityRecord> =
            refers.filter_map(|value| standing().find(|e| e.entity.key() == *value).cloned()).collect();
        let points = |e: &&EntityRecord| e.entity.values.values().flatten().any(|value| *value == key);
        let mut referred: Vec<EntityRecord> = standing().filter(points).cloned().collect();
        let place = |e: &EntityRecord| sanad_model::entity::SCHEMAS.iter().position(|s| s == e.entity.schema);
        referred.sort_by(|a, b| (place(a), a.entity.key()).cmp(&(place(b), b.entity.key())));
        let posts = match record.entity.schema.name {
            _ if record.entity.withdrawn => Posts { at: None, postings: Vec::new(), conflicts: Vec::new() },
            "person" => self.posts(None, Some(&key), None)?,
            "body" => self.posts(None, None, Some(&key))?,
            _ => Posts { at: None, postings: Vec::new(), conflicts: self.conflicts_of(&key)? },
        };
        let claims = |ids: &[sanad_model::ClaimId]| -> Vec<ClaimView> {
            ids.iter().filter_map(|id| self.claim_view(&id.to_string()).ok()).collect()
        };
        let why = (record.entity.schema.name == "finding").then(|| self.why(&key)).transpose()?;
        Ok(EntityView {
            by: self.actor_name(record.made.1)?,
            claims: claims(&record.entity.claims),
            against: claims(&record.entity.against),
            refers,
            referred,
            posts,
            why,
            record,
        })
    }

    fn conflicts_of(&self, key: &str) -> Result<Vec<sanad_record::PostConflict>> {
        let mut posts = self.posts(None, None, None)?;
        posts.conflicts.retain(|c| c.entities.iter().any(|e| e == key));
        Ok(posts.conflicts)
    }

    fn actor_name(&self, id: sanad_model::ActorId) -> Result<String> {
        let known = self.actors()?.into_iter().find(|actor| actor.id == id);
        Ok(known.map_or_else(|| id.to_string(), |actor| actor.name))
    }
}
