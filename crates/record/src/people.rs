//! People the record speaks of: claims that name somebody, put together by what reviewers decided and by nothing else.
//!
//! A decision *same* joins two claims, and through them all that were joined before; a later *not same* on one of these pairs takes
//! the joint away again. Nothing is rewritten: people are computed anew from claims and decisions, so that merging and
//! un-merging lose nothing.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, Judgement, Subject, Verdict};
use serde::Serialize;

/// A person: claims that reviewers hold to be about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The first claim that names them: the person is called by it, so that later claims rename nobody.
    pub id: ClaimId,
    /// Every way the name is written, in the order of the claims.
    pub names: Vec<String>,
    /// The claims, in order.
    pub claims: Vec<ClaimId>,
}

/// The last decision on each pair of claims, the smaller id first.
pub type Decisions = BTreeMap<(ClaimId, ClaimId), Verdict>;

/// The people of these claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct People {
    /// In the order of their first claims.
    pub people: Vec<Person>,
    /// Pairs decided to be one person although other decisions, taken together, say the same of a pair that was decided to be two.
    pub contradictions: Vec<(ClaimId, ClaimId)>,
}

/// The name of the one person that a claim is about, if it gives one.
#[must_use]
pub fn named(claim: &ClaimRecord) -> Option<&str> {
    claim.claim.victim.as_ref()?.name.as_deref().filter(|name| !name.trim().is_empty())
}

/// The last decision on each pair.
#[must_use]
pub fn decisions<'a>(judgements: impl IntoIterator<Item = &'a Judgement>) -> Decisions {
    let mut decisions = Decisions::new();
    for judgement in judgements {
        if let Subject::SamePerson(a, b) = judgement.subject {
            decisions.insert((a.min(b), a.max(b)), judgement.verdict.clone());
        }
    }
    decisions
}

/// Puts claims that name somebody together. A *same* that would join what was decided to be two is not followed, and named.
#[must_use]
pub fn people(claims: &[&ClaimRecord], decisions: &Decisions) -> People {
    let mut order: Vec<&ClaimRecord> =
        claims.iter().copied().filter(|claim| named(claim).is_some()).collect();
    order.sort_by_key(|claim| claim.index);
    let known: BTreeSet<ClaimId> = order.iter().map(|claim| claim.id).collect();
    let mut group: BTreeMap<ClaimId, ClaimId> = known.iter().map(|id| (*id, *id)).collect();
    let mut contradictions = Vec::new();
    let apart: Vec<(ClaimId, ClaimId)> = with(decisions, &Verdict::NotSame);
    for (a, b) in with(decisions, &Verdict::Same) {
        let (Some(&from), Some(&to)) = (group.get(&b), group.get(&a)) else { continue };
        let forbidden = apart.iter().any(|(x, y)| {
            let of = |id: &ClaimId| group.get(id).copied();
            from != to
                && (of(x) == Some(from) && of(y) == Some(to) || of(x) == Some(to) && of(y) == Some(from))
        });
        if forbidden {
            contradictions.push((a, b));
        } else {
            group.values_mut().filter(|of| **of == from).for_each(|of| *of = to);
        }
    }
    let mut people: Vec<Person> = Vec::new();
    let mut place: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for claim in order {
        let at = *place.entry(group[&claim.id]).or_insert(people.len());
        if at == people.len() {
            people.push(Person { id: claim.id, names: Vec::new(), claims: Vec::new() });
        }
        people[at].claims.push(claim.id);
        let name = named(claim).unwrap_or_default().to_owned();
        if !people[at].names.contains(&name) {
            people[at].names.push(name);
        }
    }
    People { people, contradictions }
}

fn with(decisions: &Decisions, wanted: &Verdict) -> Vec<(ClaimId, ClaimId)> {
    decisions.iter().filter(|(_, verdict)| *verdict == wanted).map(|(pair, _)| *pair).collect()
}
