//! Which claims count and as what: the judgement layer laid over the source layer.
//!
//! In order: another event, another kind, rejected, after the day asked for → not in the rows. Then: not said as
//! fact, without a number → shown apart. Then: superseded, a repeat, a part of a total in the same scope, one named
//! person, a total. Each row says which ([`Standing`]).

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, Judgement, Kind, Problem, Subject, Verdict};

use crate::lineage::Lines;
use crate::sources::{folded, source_of};
use crate::toll::{LeftOut, Row, Standing, TollQuery, UNSTATED};

/// Judgements as they stand: of two about the same claim, the later entry of the log.
pub(crate) struct Judged<'j> {
    claims: BTreeMap<ClaimId, &'j Verdict>,
    conflicts: Vec<(BTreeSet<ClaimId>, &'j Judgement)>,
}

impl<'j> Judged<'j> {
    pub(crate) fn new(judgements: &'j [Judgement]) -> Self {
        let mut judged = Self { claims: BTreeMap::new(), conflicts: Vec::new() };
        for judgement in judgements {
            match &judgement.subject {
                Subject::Claim(id) => {
                    judged.claims.insert(*id, &judgement.verdict);
                }
                // who is who changes no figure
                Subject::SamePerson(..) => {}
                Subject::Conflict(ids) => {
                    judged.conflicts.push((ids.iter().copied().collect(), judgement));
                }
            }
        }
        judged
    }

    fn rejected(&self, id: ClaimId) -> bool {
        matches!(self.claims.get(&id), Some(Verdict::Rejected))
    }

    /// The latest judgement that had all these claims before it, if it resolves their conflict.
    pub(crate) fn resolution(&self, claims: &[ClaimId]) -> Option<&'j Judgement> {
        let covering =
            self.conflicts.iter().rev().find(|(ids, _)| claims.iter().all(|id| ids.contains(id)))?;
        let resolves = matches!(covering.1.verdict, Verdict::Accepted | Verdict::Edited(_));
        (resolves && covering.1.rule.is_some()).then_some(covering.1)
    }
}

/// The claims that a query is about.
pub(crate) struct Frame<'a, 'c> {
    lines: &'a Lines<'c>,
    judged: &'a Judged<'a>,
    query: &'a TollQuery,
    /// How each scope is spelt: the first spelling in the order of the alphabet.
    spelling: BTreeMap<String, String>,
}

impl<'a, 'c> Frame<'a, 'c> {
    pub(crate) fn new(lines: &'a Lines<'c>, judged: &'a Judged<'a>, query: &'a TollQuery) -> Self {
        let mut frame = Self { lines, judged, query, spelling: BTreeMap::new() };
        let mut spelling: BTreeMap<String, String> = BTreeMap::new();
        for claim in lines.claims() {
            let said = said_scope(claim);
            let kept = spelling.entry(folded(&said)).or_insert_with(|| said.clone());
            if said < *kept {
                *kept = said;
            }
        }
        frame.spelling = spelling;
        frame
    }

    /// Claims that give a number for the kind asked for, as rows.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let eligible: Vec<&ClaimRecord> = self
            .of_kind()
            .filter(|claim| claim.claim.status.is_factual() && claim.claim.count.has_number())
            .collect();
        eligible.iter().map(|claim| self.row(claim, &eligible)).collect()
    }

    /// Claims of the kind asked for that give no number or are not said as fact.
    pub(crate) fn without_number(&self) -> Vec<Row> {
        let rows = self.of_kind().filter_map(|claim| {
            let standing = if !claim.claim.status.is_factual() {
                Standing::NotAsFact
            } else if !claim.claim.count.has_number() {
                Standing::NoNumber
            } else {
                return None;
            };
            let mut row = Row::new(self.lines, claim, self.scope(claim), standing);
            row.superseded_by = self.superseded_by(claim.id);
            Some(row)
        });
        rows.collect()
    }

    /// Claims of responsibility and what disputes them.
    pub(crate) fn responsibility(&self) -> Vec<Row> {
        let rows = self.shown().filter(|claim| self.is_about_responsibility(claim)).map(|claim| {
            let mut row = Row::new(self.lines, claim, self.scope(claim), Standing::Beside);
            row.disputed_by.retain(|id| self.lines.get(*id).is_some_and(|c| self.in_force(c)));
            row.superseded_by = self.superseded_by(claim.id);
            row
        });
        rows.collect()
    }

    pub(crate) fn left_out(&self) -> LeftOut {
        let mut left = LeftOut::default();
        for claim in self.lines.claims().filter(|c| self.of_event(c) && c.claim.kind == self.query.kind) {
            if self.judged.rejected(claim.id) {
                left.rejected += 1;
            } else if !self.in_time(claim) {
                match claim.reported.reported_on {
                    Some(_) => left.later += 1,
                    None => left.undated += 1,
                }
            }
        }
        left
    }

    /// The event asked for, or the only one the claims name.
    pub(crate) fn event(&self) -> Option<String> {
        self.query.event.clone().or_else(|| {
            let events = self.events();
            (events.len() == 1).then(|| events.into_values().next()).flatten()
        })
    }

    /// A toll over several events is said to be one.
    pub(crate) fn mixed_events(&self) -> Option<Problem> {
        let events = self.events();
        (self.query.event.is_none() && events.len() > 1).then(|| {
            let names: Vec<String> = events.into_values().collect();
            Problem::whole(format!("figures of {} events stand together: {}", names.len(), names.join("; ")))
                .advise("ask for one event")
        })
    }

    /// Whether the claim is known and not rejected on the day asked for.
    pub(crate) fn in_force(&self, claim: &ClaimRecord) -> bool {
        !self.judged.rejected(claim.id) && self.in_time(claim)
    }

    pub(crate) fn is_of_event(&self, claim: &ClaimRecord) -> bool {
        self.of_event(claim)
    }

    fn row(&self, claim: &ClaimRecord, eligible: &[&ClaimRecord]) -> Row {
        let superseded_by = self.superseded_by(claim.id);
        let folded_into = self.folds_into(claim, eligible);
        let standing = if superseded_by.is_some() {
            Standing::Superseded
        } else if folded_into.is_some() {
            Standing::Repeats
        } else if self.is_part_in_scope(claim) {
            Standing::Part
        } else if names_one_person(claim) {
            Standing::Named
        } else {
            Standing::Counted
        };
        let mut row = Row::new(self.lines, claim, self.scope(claim), standing);
        row.disputed_by.retain(|id| self.lines.get(*id).is_some_and(|c| self.in_force(c)));
        row.superseded_by = superseded_by;
        row.folded_into = folded_into;
        row
    }

    /// What is shown of the event on the day asked for.
    fn shown(&self) -> impl Iterator<Item = &'c ClaimRecord> + '_ {
        self.lines.claims().filter(|claim| self.of_event(claim) && self.in_force(claim))
    }

    fn of_kind(&self) -> impl Iterator<Item = &'c ClaimRecord> + '_ {
        self.shown().filter(|claim| claim.claim.kind == self.query.kind)
    }

    fn of_event(&self, claim: &ClaimRecord) -> bool {
        let Some(asked) = &self.query.event else { return true };
        claim.reported.event.as_deref().is_some_and(|event| folded(event) == folded(asked))
    }

    fn events(&self) -> BTreeMap<String, String> {
        let mut events: BTreeMap<String, String> = BTreeMap::new();
        for event in self.of_kind().filter_map(|claim| claim.reported.event.as_ref()) {
            let kept = events.entry(folded(event)).or_insert_with(|| event.clone());
            if event < kept {
                kept.clone_from(event);
            }
        }
        events
    }

    fn in_time(&self, claim: &ClaimRecord) -> bool {
        match (self.query.as_of, claim.reported.reported_on) {
            (None, _) => true,
            (Some(day), Some(reported)) => reported.first() <= day.last(),
            (Some(_), None) => false,
        }
    }

    /// What replaces a claim; for a part, what replaces it or its total.
    fn superseded_by(&self, id: ClaimId) -> Option<ClaimId> {
        let by = |id| self.lines.superseded_by(id, |claim| self.in_force(claim));
        by(id).or_else(|| by(self.lines.part_of(id)?))
    }

    /// For a repeat: the claim of the same scope that stands for its source.
    fn folds_into(&self, claim: &ClaimRecord, eligible: &[&ClaimRecord]) -> Option<ClaimId> {
        self.lines.based_on(claim.id)?;
        let scope = folded(&said_scope(claim));
        let original = |id: ClaimId| {
            eligible.iter().find(|other| {
                other.id == id && folded(&said_scope(other)) == scope && !names_one_person(other)
            })
        };
        let chain = self.lines.repeated(claim.id);
        if names_one_person(claim) {
            return None;
        }
        chain.iter().rev().find_map(|id| original(*id)).map(|other| other.id).or_else(|| {
            // The chain may lead to another claim of the same report: its source's own figure in this scope counts.
            let source = source_of(self.lines, claim);
            let own = eligible.iter().rev().find(|other| {
                self.lines.based_on(other.id).is_none()
                    && source_of(self.lines, other) == source
                    && original(other.id).is_some()
            });
            own.map(|other| other.id)
        })
    }

    /// A part of a total in the same scope, or in none of its own.
    fn is_part_in_scope(&self, claim: &ClaimRecord) -> bool {
        if claim.reported.lineage.part_of.as_deref().is_none_or(|text| text.trim().is_empty()) {
            return false;
        }
        let own = said_scope(claim);
        let whole = self.lines.part_of(claim.id).and_then(|id| self.lines.get(id)).map(said_scope);
        own == UNSTATED || whole.is_none_or(|whole| folded(&whole) == folded(&own))
    }

    fn scope(&self, claim: &ClaimRecord) -> String {
        let said = said_scope(claim);
        self.spelling.get(&folded(&said)).cloned().unwrap_or(said)
    }

    fn is_about_responsibility(&self, claim: &ClaimRecord) -> bool {
        let of = |claim: &ClaimRecord| claim.claim.kind == Kind::ClaimedResponsibility;
        of(claim) || self.lines.disputes(claim.id).and_then(|id| self.lines.get(id)).is_some_and(of)
    }
}

/// Who is counted, as the report frames it; else the class of victim; else not stated.
fn said_scope(claim: &ClaimRecord) -> String {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let framed = claim.reported.scope.as_deref().map(tidy).filter(|scope| !scope.is_empty());
    let class = || {
        let class = claim.claim.victim.as_ref()?.class.as_ref()?;
        Some(tidy(&class.0.replace('_', " "))).filter(|scope| !scope.is_empty())
    };
    framed.or_else(class).unwrap_or_else(|| UNSTATED.to_owned())
}

/// Whether the claim is about one person whose name is given, and so is no total.
fn names_one_person(claim: &ClaimRecord) -> bool {
    let named = claim.claim.victim.as_ref().and_then(|victim| victim.name.as_deref());
    named.is_some_and(|name| !name.trim().is_empty())
        && claim.claim.count.low() == Some(1)
        && claim.claim.count.high() == Some(1)
}
