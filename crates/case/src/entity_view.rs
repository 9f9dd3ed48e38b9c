//! One entity as a person reads it: what it says, what refers to it, who held what, and the claims for and against.

use std::collections::BTreeSet;

use sanad_model::{ClaimId, Entity, EntityRecord};
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
    /// Everything that it or what refers to it refers to: so that keys can be told by their titles.
    pub beside: Vec<EntityRecord>,
    /// What refers to it, sort by sort in the order of the schemas.
    pub referred: Vec<EntityRecord>,
    /// The postings of a person or in a body, and what contradicts them.
    pub posts: Posts,
    /// The claims that speak for it; of a person or body, for whatever refers to it.
    pub claims: Vec<ClaimView>,
    /// The claims that speak against it, likewise.
    pub against: Vec<ClaimView>,
    /// Of a finding: what it follows from, down to the quotes.
    pub why: Option<Why>,
}

impl Case {
    /// One entity as it stands, withdrawn or not.
    ///
    /// # Errors
    /// When nothing is known by this key.
    pub fn entity(&self, key: &str) -> Result<&EntityRecord> {
        self.state.entity(key).ok_or_else(|| {
            CaseError::nothing(format!("there is no {key:?} in this case"), "see `sanad entities`")
        })
    }

    /// One entity with what belongs to it.
    ///
    /// # Errors
    /// When nothing is known by this key.
    pub fn entity_view(&self, key: &str) -> Result<EntityView> {
        let record = self.entity(key)?.clone();
        let key = record.entity.key();
        let standing = || self.state.standing_entities();
        let points = |e: &&EntityRecord| e.entity.values.values().flatten().any(|value| *value == key);
        let mut referred: Vec<EntityRecord> = standing().filter(points).cloned().collect();
        let place = |e: &EntityRecord| sanad_model::entity::SCHEMAS.iter().position(|s| s == e.entity.schema);
        referred.sort_by_key(|e| (place(e), e.entity.key()));
        let keys: BTreeSet<&String> = std::iter::once(&record)
            .chain(&referred)
            .flat_map(|e| e.entity.values.values().flatten())
            .chain([&key])
            .collect();
        let beside = standing().filter(|e| keys.contains(&e.entity.key())).cloned().collect();
        let posts = match record.entity.schema.name {
            _ if record.entity.withdrawn => Posts { at: None, postings: Vec::new(), conflicts: Vec::new() },
            "person" => self.posts(None, Some(&key), None)?,
            "body" => self.posts(None, None, Some(&key))?,
            _ => Posts { at: None, postings: Vec::new(), conflicts: self.conflicts_of(&key)? },
        };
        let whole = matches!(record.entity.schema.name, "person" | "body");
        let speak = |of: fn(&Entity) -> &Vec<ClaimId>| -> Vec<ClaimView> {
            let others = referred.iter().filter(|_| whole).flat_map(|e| of(&e.entity));
            let mut ids: Vec<ClaimId> = Vec::new();
            for id in of(&record.entity).iter().chain(others) {
                if !ids.contains(id) {
                    ids.push(*id);
                }
            }
            ids.iter().filter_map(|id| self.claim_view(&id.to_string()).ok()).collect()
        };
        let (claims, against) = (speak(|e| &e.claims), speak(|e| &e.against));
        let why = (record.entity.schema.name == "finding").then(|| self.why(&key)).transpose()?;
        Ok(EntityView {
            by: self.actor_name(record.made.1)?,
            claims,
            against,
            beside,
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
