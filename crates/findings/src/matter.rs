//! What the record holds about one person, one body, one event or everything: gathered by its references alone.
//!
//! Who is tied to an act is what involvements, elements of responsibility and findings say; a tie to an event reaches
//! all acts of it and of the events that are part of it. Whatever was withdrawn is not gathered. A reference to nothing
//! or in a circle is a problem that is said, never a reason to stop.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, EntityId, EntityRecord, Judgement, Problem};
use sanad_record::{Lines, sources};

use crate::chain::Chain;

/// The record of a case, as findings need it.
#[derive(Debug, Clone, Copy)]
pub struct CaseRecord<'a> {
    /// Every entity, those that were withdrawn included.
    pub entities: &'a [EntityRecord],
    /// The claims that were accepted and stand.
    pub claims: &'a [ClaimRecord],
    /// The claims that were rejected or withdrawn after they had been entered.
    pub rejected: &'a BTreeSet<ClaimId>,
    /// The decisions of reviewers, in the order of the log.
    pub judgements: &'a [Judgement],
}

/// What was gathered about a subject, an event, both or everything; each list in the order of the log.
#[derive(Debug, Clone)]
pub struct Matter<'a> {
    /// What it was gathered from.
    pub record: CaseRecord<'a>,
    /// The person or body it is about.
    pub subject: Option<&'a EntityRecord>,
    /// The event it is confined to.
    pub event: Option<&'a EntityRecord>,
    /// The events that the subject is tied to, and those of the acts; of everything, without a subject.
    pub events: Vec<&'a EntityRecord>,
    /// Events around these: what they are part of, led to, follow or share a pattern with.
    pub patterns: Vec<&'a EntityRecord>,
    /// The acts.
    pub acts: Vec<&'a EntityRecord>,
    /// Involvements of the subject in these; of everybody, without a subject.
    pub involvements: Vec<&'a EntityRecord>,
    /// Involvements of others in the same acts and events.
    pub others: Vec<&'a EntityRecord>,
    /// Elements of a superior's responsibility: control, knowledge, omission.
    pub responsibilities: Vec<&'a EntityRecord>,
    /// Posts that the subject held; posts in it, if it is a body.
    pub postings: Vec<&'a EntityRecord>,
    /// The bodies above and below.
    pub chain: Chain<'a>,
    /// The victims of the acts.
    pub victims: Vec<&'a EntityRecord>,
    /// Inquiries, prosecutions and remedies about the acts, their events, or nothing in particular.
    pub investigations: Vec<&'a EntityRecord>,
    /// Findings about the subject; about the acts, without a subject.
    pub findings: Vec<&'a EntityRecord>,
    /// Consents of the victims and of the subject.
    pub consents: Vec<&'a EntityRecord>,
    /// Sanctions lists on which the subject stands already.
    pub listings: Vec<&'a EntityRecord>,
    /// Assets, journeys and business links of the subject.
    pub assets: Vec<&'a EntityRecord>,
    /// The author's own texts about the subject or about nobody in particular.
    pub statements: Vec<&'a EntityRecord>,
    /// Who sends it.
    pub submitters: Vec<&'a EntityRecord>,
    /// References that lead nowhere or in a circle.
    pub problems: Vec<Problem>,
    pub(crate) keys: BTreeMap<String, &'a EntityRecord>,
    pub(crate) lines: Lines<'a>,
}

/// Why nothing can be gathered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MatterError {
    /// Nothing of this name stands in the record.
    #[error("{found:?} is no {what} of this record")]
    Unknown {
        /// What was asked for.
        found: String,
        /// What it would have to be.
        what: String,
    },
    /// Several entities answer to it.
    #[error("{found:?} may be {}; say which", keys.join(" or "))]
    Several {
        /// What was asked for.
        found: String,
        /// The keys of those that fit.
        keys: Vec<String>,
    },
}

impl<'a> CaseRecord<'a> {
    /// The entities of a schema that were not withdrawn, in the order of the log.
    #[must_use]
    pub fn of(&self, schema: &str) -> Vec<&'a EntityRecord> {
        let standing = self.entities.iter().filter(|e| !e.entity.withdrawn);
        let mut of: Vec<_> = standing.filter(|e| e.entity.schema.name == schema).collect();
        of.sort_by_key(|e| (e.index, e.id));
        of
    }

    /// The one entity of these schemas that people mean by a key (`person/P1`), a label, an id or its beginning, or a
    /// name.
    ///
    /// # Errors
    /// When nothing fits, or several do.
    pub fn find(&self, reference: &str, schemas: &[&str]) -> Result<&'a EntityRecord, MatterError> {
        let reference = reference.trim();
        let all: Vec<_> = schemas.iter().flat_map(|schema| self.of(schema)).collect();
        let called = sources::folded(reference);
        let ways: [&dyn Fn(&EntityRecord) -> bool; 4] = [
            &|e| e.entity.key() == reference || e.id.to_string() == reference,
            &|e| e.entity.label == reference,
            &|e| !called.is_empty() && names(e).contains(&called),
            &|e| reference.starts_with("n-") && e.id.matches_prefix(reference),
        ];
        for way in ways {
            let fits: Vec<_> = all.iter().copied().filter(|e| way(e)).collect();
            match fits.as_slice() {
                [] => {}
                [one] => return Ok(one),
                several => {
                    let keys = several.iter().map(|e| e.entity.key()).collect();
                    return Err(MatterError::Several { found: cut(reference), keys });
                }
            }
        }
        Err(MatterError::Unknown { found: cut(reference), what: schemas.join(" or ") })
    }
}

impl<'a> Matter<'a> {
    /// Gathers what the record holds about a person or body, within an event if one is given; about everything, if
    /// neither is.
    ///
    /// # Errors
    /// When `about` is no one person or body, or `event` no one event of the record.
    pub fn gather(
        record: CaseRecord<'a>,
        about: Option<&str>,
        event: Option<&str>,
    ) -> Result<Self, MatterError> {
        let subject = about.map(|about| record.find(about, &["person", "body"])).transpose()?;
        let event = event.map(|event| record.find(event, &["event"])).transpose()?;
        Ok(crate::gather::gather(record, subject, event))
    }

    /// An entity by its key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a EntityRecord> {
        self.keys.get(key).copied()
    }

    /// What people call the entity of this key; the key itself, if there is none.
    #[must_use]
    pub fn title<'t>(&'t self, key: &'t str) -> &'t str {
        self.get(key).map_or(key, |e| e.entity.title())
    }

    /// The references between claims, resolved.
    #[must_use]
    pub fn lines(&self) -> &Lines<'a> {
        &self.lines
    }

    /// A claim that stands.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&'a ClaimRecord> {
        self.lines.get(id).filter(|_| !self.record.rejected.contains(&id))
    }

    /// The claims of an entity that stand.
    #[must_use]
    pub fn standing(&self, entity: &EntityRecord) -> Vec<ClaimId> {
        entity.entity.claims.iter().copied().filter(|id| self.claim(*id).is_some()).collect()
    }

    /// Whether claims were given for an entity and none of them stands any more.
    #[must_use]
    pub fn shaken(&self, entity: &EntityRecord) -> bool {
        !entity.entity.claims.is_empty() && self.standing(entity).is_empty()
    }

    /// How many independent sources stand behind these claims.
    #[must_use]
    pub fn sources(&self, claims: &[ClaimId]) -> usize {
        let standing = claims.iter().filter_map(|id| self.claim(*id));
        standing.map(|claim| sources::source_of(&self.lines, claim)).collect::<BTreeSet<_>>().len()
    }

    /// Everything that was gathered and speaks of the subject and the acts, each once, in the order of the log.
    #[must_use]
    pub fn gathered(&self) -> Vec<&'a EntityRecord> {
        let relations = self.chain.above.iter().chain(&self.chain.below).map(|link| link.relation);
        let lists = [
            &self.events,
            &self.acts,
            &self.involvements,
            &self.responsibilities,
            &self.postings,
            &self.victims,
            &self.investigations,
            &self.findings,
            &self.listings,
            &self.assets,
        ];
        let all = lists.into_iter().flatten().copied().chain(self.subject).chain(relations);
        let once: BTreeMap<(u64, EntityId), &EntityRecord> = all.map(|e| ((e.index, e.id), e)).collect();
        once.into_values().collect()
    }

    /// The claims that speak for what was gathered and stand, in the order of the log.
    #[must_use]
    pub fn claims_for(&self) -> Vec<&'a ClaimRecord> {
        self.claims_of(|e| &e.entity.claims)
    }

    /// The claims that speak against what was gathered and stand, in the order of the log.
    #[must_use]
    pub fn claims_against(&self) -> Vec<&'a ClaimRecord> {
        self.claims_of(|e| &e.entity.against)
    }

    /// The claims that name one of the events, or stand behind it or its acts, in the order of the log.
    #[must_use]
    pub fn claims_about_events(&self) -> Vec<&'a ClaimRecord> {
        self.claims_about(&self.events)
    }

    /// The claims that name one event, or stand behind it or its acts, in the order of the log.
    #[must_use]
    pub fn claims_about_event(&self, event: &'a EntityRecord) -> Vec<&'a ClaimRecord> {
        self.claims_about(&[event])
    }

    fn claims_about(&self, events: &[&'a EntityRecord]) -> Vec<&'a ClaimRecord> {
        let called: BTreeSet<String> = events.iter().flat_map(|e| names(e)).collect();
        let keys: BTreeSet<String> = events.iter().map(|e| e.entity.key()).collect();
        let of_these = |act: &&&EntityRecord| act.entity.value("event").is_some_and(|e| keys.contains(e));
        let acts = self.acts.iter().filter(of_these);
        let behind: BTreeSet<ClaimId> =
            events.iter().chain(acts).flat_map(|e| e.entity.claims.iter().copied()).collect();
        let about = |claim: &&ClaimRecord| {
            behind.contains(&claim.id)
                || claim.reported.event.as_deref().is_some_and(|e| called.contains(&sources::folded(e)))
        };
        in_order(self.record.claims.iter().filter(about).filter_map(|c| self.claim(c.id)))
    }

    /// The author's texts for a field of a profile, those written for this profile first.
    #[must_use]
    pub fn texts(&self, field: &str, profile: Option<&str>) -> Vec<&'a EntityRecord> {
        let of_field = |e: &&&EntityRecord| e.entity.value("field").map(str::trim) == Some(field);
        let written_for = |e: &EntityRecord| e.entity.value("profile").map(|p| p.trim().to_owned());
        let mut texts: Vec<&'a EntityRecord> = Vec::new();
        for text in self.statements.iter().filter(of_field) {
            let fits = match (written_for(text), profile) {
                (None, _) | (Some(_), None) => true,
                (Some(written), Some(wanted)) => written == wanted,
            };
            if fits {
                texts.push(text);
            }
        }
        texts.sort_by_key(|text| (written_for(text).is_none(), text.index));
        texts
    }
}

impl<'a> Matter<'a> {
    fn claims_of(&self, list: impl Fn(&'a EntityRecord) -> &'a [ClaimId]) -> Vec<&'a ClaimRecord> {
        let ids: BTreeSet<ClaimId> = self.gathered().into_iter().flat_map(list).copied().collect();
        in_order(ids.into_iter().filter_map(|id| self.claim(id)))
    }
}

/// By position in the log.
pub(crate) fn in_order<'a>(claims: impl Iterator<Item = &'a ClaimRecord>) -> Vec<&'a ClaimRecord> {
    let mut claims: Vec<_> = claims.collect();
    claims.sort_by_key(|claim| (claim.index, claim.id));
    claims
}

/// Every way an entity is called, folded: its label, key, name or title, other names.
pub(crate) fn names(entity: &EntityRecord) -> Vec<String> {
    let entity = &entity.entity;
    let fields = ["name", "title", "original_name", "aliases", "organisation"];
    let written = fields.iter().flat_map(|field| entity.all(field)).map(String::as_str);
    let all =
        written.map(sources::folded).chain([sources::folded(&entity.label), entity.key().to_lowercase()]);
    all.collect()
}

fn cut(text: &str) -> String {
    text.chars().take(80).collect()
}
