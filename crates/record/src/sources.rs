//! Independence: which reports are one source, and how many sources stand behind a set of claims.
//!
//! Five papers that repeat one broadcast are one source. A report **based on** another speaks with the voice of the
//! report at the end of that chain; two claims by the same speaker in the same publication are one source too. Nothing
//! else is merged: two papers that each heard "security sources" may have heard different people.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, ItemId};
use serde::Serialize;

use crate::lineage::Lines;

/// What makes two claims one source: the same speaker in the same publication (or in the same item, where no
/// publisher is known).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceKey {
    speaker: String,
    publisher: String,
    item: Option<ItemId>,
}

/// The independent sources behind a set of claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Independence {
    /// How many.
    pub count: usize,
    /// Each with the claims it stands behind, by name.
    pub sources: Vec<IndependentSource>,
    /// What was folded into what.
    pub folded: Vec<Folded>,
}

/// One independent source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndependentSource {
    /// The speaker, and the publisher in brackets.
    pub name: String,
    /// The claims of the set that it stands behind.
    pub claims: Vec<ClaimId>,
}

/// A claim that is not counted as a source of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Folded {
    /// The claim.
    pub claim: ClaimId,
    /// The claim whose source it repeats.
    pub into: ClaimId,
}

/// Says how many independent sources stand behind `of`, and what was folded. References are resolved among `all`;
/// ids of `of` that are not in `all` are left out.
#[must_use]
pub fn independent_sources(of: &[ClaimId], all: &[ClaimRecord]) -> Independence {
    behind(&Lines::new(all), of)
}

/// The same, over references that are resolved already.
#[must_use]
pub fn behind(lines: &Lines<'_>, of: &[ClaimId]) -> Independence {
    let wanted: BTreeSet<ClaimId> = of.iter().copied().collect();
    let mut sources: BTreeMap<SourceKey, IndependentSource> = BTreeMap::new();
    let mut folded = Vec::new();
    for claim in lines.claims().filter(|claim| wanted.contains(&claim.id)) {
        let root = root(lines, claim);
        if root.id != claim.id {
            folded.push(Folded { claim: claim.id, into: root.id });
        }
        sources
            .entry(key(root))
            .or_insert_with(|| IndependentSource { name: source_name(root), claims: Vec::new() })
            .claims
            .push(claim.id);
    }
    let sources: Vec<IndependentSource> = sources.into_values().collect();
    Independence { count: sources.len(), sources, folded }
}

/// The source that speaks in a claim, however many hands it went through.
#[must_use]
pub fn source_of(lines: &Lines<'_>, claim: &ClaimRecord) -> SourceKey {
    key(root(lines, claim))
}

/// How a source is called: the speaker, and the publisher in brackets.
#[must_use]
pub fn source_name(claim: &ClaimRecord) -> String {
    let speaker = claim.claim.attribution.text.trim();
    let publisher = claim.reported.publisher.as_deref().unwrap_or("").trim();
    match (speaker, publisher) {
        ("", "") => claim.item.to_string(),
        ("", only) | (only, "") => only.to_owned(),
        (speaker, publisher) if speaker == publisher => speaker.to_owned(),
        (speaker, publisher) => format!("{speaker} ({publisher})"),
    }
}

fn root<'c>(lines: &Lines<'c>, claim: &'c ClaimRecord) -> &'c ClaimRecord {
    lines.repeated(claim.id).last().and_then(|id| lines.get(*id)).unwrap_or(claim)
}

fn key(claim: &ClaimRecord) -> SourceKey {
    let publisher = folded(claim.reported.publisher.as_deref().unwrap_or(""));
    let item = publisher.is_empty().then_some(claim.item);
    SourceKey { speaker: folded(&claim.claim.attribution.text), publisher, item }
}

/// Lower case, one space between words.
#[must_use]
pub fn folded(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
