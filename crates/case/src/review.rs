//! `sanad review`: what waits, with its passage; a person's decision, kept with name and reason.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use sanad_claims::edit::{Figure, figure, rank};
use sanad_model::{Claim, ClaimId, ClaimRecord, DerivativeId, ItemId, Origin, Reported, Span, Verdict};
use serde::Serialize;

use crate::error::{CaseError, Result};
use crate::events::ReviewEvent;
use crate::open::Case;
use crate::state::{Standing, StandingClaim};

/// Texts that were read, by derivative.
type Texts = BTreeMap<DerivativeId, String>;

/// How much of the text around a quote is shown, in characters each side.
const AROUND: usize = 160;

/// A proposal as a reviewer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Its id.
    pub id: ClaimId,
    /// What it says.
    pub claim: Claim,
    /// The item it is quoted from.
    pub item: ItemId,
    /// The quote with the text around it.
    pub context: String,
    /// Where in the context the quote stands, in bytes.
    pub quote_at: Span,
    /// The place in the item's own terms.
    pub origin: Option<Origin>,
    /// The frame it would be recorded with.
    pub reported: Reported,
}

/// A person's decision on proposals or claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It says what its passage says.
    Accept,
    /// It does not.
    Reject,
    /// It does after these fields are changed: name and new value.
    Edit(Vec<(String, String)>),
    /// It is to be decided anew: what was decided before is taken back.
    Reopen,
}

impl Decision {
    /// What was done, in a word.
    #[must_use]
    pub fn done(&self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Reject => "rejected",
            Self::Edit(_) => "changed and accepted",
            Self::Reopen => "taken back",
        }
    }
}

impl Case {
    /// What waits for review, the proposal that matters most for the toll first.
    ///
    /// # Errors
    /// When a text that was kept is damaged.
    pub fn proposals(&self, limit: usize) -> Result<Vec<Proposal>> {
        let waiting = self.queue();
        let waiting = waiting.iter().filter_map(|id| self.state.claim(*id));
        let mut texts = BTreeMap::new();
        waiting.take(limit).map(|c| self.proposal(c, &mut texts)).collect()
    }

    /// What waits for review, the proposal that matters most for the toll first.
    #[must_use]
    pub fn queue(&self) -> Vec<ClaimId> {
        let known: BTreeSet<Figure> = self.state.accepted().map(|c| figure(&c.record.claim)).collect();
        let mut waiting: Vec<(Reverse<u64>, u64, ClaimId)> = self
            .state
            .waiting()
            .map(|c| (c, known.contains(&figure(&c.record.claim))))
            .map(|(c, known)| (Reverse(rank(&c.record.claim, known)), c.record.index, c.record.id))
            .collect();
        waiting.sort();
        waiting.into_iter().map(|(_, _, id)| id).collect()
    }

    /// Whether a claim waits for review.
    #[must_use]
    pub fn waits(&self, id: ClaimId) -> bool {
        self.state.claim(id).is_some_and(|c| c.standing == Standing::Waiting && c.updated_by.is_none())
    }

    /// One claim with the text around its quote, whether it waits or was judged.
    ///
    /// # Errors
    /// When the id names no claim, or a text that was kept is damaged.
    pub fn proposal_of(&self, typed: &str) -> Result<Proposal> {
        self.proposal(self.find_claim(typed)?, &mut BTreeMap::new())
    }

    fn proposal(&self, claim: &StandingClaim, texts: &mut Texts) -> Result<Proposal> {
        let record = claim.record.clone();
        let (context, quote_at) = self.context(&record, texts)?;
        Ok(Proposal {
            id: record.id,
            claim: record.claim,
            item: record.item,
            context,
            quote_at,
            origin: record.origin,
            reported: record.reported,
        })
    }

    fn context(&self, record: &ClaimRecord, texts: &mut Texts) -> Result<(String, Span)> {
        let item = self.state.item(record.item);
        let derivative = item.and_then(|i| i.derivatives.iter().find(|d| Some(d.id) == record.derivative));
        let Some(derivative) = derivative else { return Ok((String::new(), Span { start: 0, end: 0 })) };
        let text = match texts.entry(derivative.id) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => unread.insert(self.stored_text(derivative)?.text),
        };
        let span = record.claim.span;
        let before = text.get(..span.start).unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        let start = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
        let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        let context = text.get(start..span.end + end).unwrap_or_default().to_owned();
        Ok((context, Span { start: span.start - start, end: span.end - start }))
    }

    /// Records a decision on claims, all at once; a later one replaces it.
    ///
    /// # Errors
    /// When an id names nothing or several; when an edit names a field or value that does not exist.
    pub fn review(
        &mut self,
        typed: &[String],
        decision: &Decision,
        why: Option<&str>,
    ) -> Result<Vec<ClaimId>> {
        let claims: Vec<(ClaimId, u64)> = typed
            .iter()
            .map(|t| self.find_claim(t).map(|c| (c.record.id, c.record.index)))
            .collect::<Result<_>>()?;
        let verdict = match decision {
            Decision::Accept => Verdict::Accepted,
            Decision::Reject => Verdict::Rejected,
            Decision::Reopen => Verdict::NeedsWork,
            Decision::Edit(changes) => {
                self.check_edit(claims[0].0, changes)?;
                Verdict::Edited(changes.clone())
            }
        };
        let time = self.now();
        let drafts = claims
            .iter()
            .map(|(id, index)| {
                let event = ReviewEvent {
                    claims: vec![*id],
                    verdict: verdict.clone(),
                    why: why.map(str::to_owned),
                    rule: None,
                };
                (event.draft(time, Some(*index)), None)
            })
            .collect();
        self.append_all(drafts)?;
        Ok(claims.into_iter().map(|(id, _)| id).collect())
    }

    fn check_edit(&self, id: ClaimId, changes: &[(String, String)]) -> Result<()> {
        let Some(claim) = self.state.claim(id) else { return Ok(()) };
        let first = claim.before_edits.as_deref().unwrap_or(&claim.record);
        sanad_claims::edit::apply_edits(&first.claim, &first.reported, changes)
            .map(drop)
            .map_err(|e| CaseError::wrong_use(e.to_string(), "nothing was changed"))
    }
}
