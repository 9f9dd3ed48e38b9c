//! `sanad propose`: the grammar reads texts; what it finds waits for a person.

use std::collections::BTreeMap;

use sanad_model::passage::check_quote;
use sanad_model::{Cells, Claim, ClaimId, DerivativeId, ItemId, Origin, Problem, Reported, Span};
use sanad_text::Extracted;
use serde::Serialize;

use crate::error::Result;
use crate::events::ClaimEvent;
use crate::open::Case;
use crate::state::{Item, StandingClaim};

/// What proposing did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposed {
    /// Items read.
    pub items: usize,
    /// New proposals.
    pub new: usize,
    /// All that wait for review.
    pub waiting: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Case {
    /// Proposes claims from the named items, or from all that were not read before. Each item's proposals are durable
    /// before the next is begun, so it can be interrupted and goes on where it stopped.
    ///
    /// # Errors
    /// When an id names no item, or the vault cannot be written.
    pub fn propose(&mut self, typed: &[String], progress: &mut dyn FnMut(u64)) -> Result<Proposed> {
        let ids = if typed.is_empty() { self.unread() } else { self.named(typed)? };
        let mut new = 0;
        let mut problems = Vec::new();
        for (done, id) in ids.iter().enumerate() {
            new += self.propose_item(*id, &mut problems)?;
            progress(done as u64 + 1);
        }
        self.publish()?;
        Ok(Proposed { items: ids.len(), new, waiting: self.waiting(), problems })
    }

    /// How many proposals wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.state.waiting().count()
    }

    /// Items of prose that no claim was made from.
    #[must_use]
    pub fn unread_items(&self) -> Vec<ItemId> {
        self.unread()
    }

    pub(crate) fn unread(&self) -> Vec<ItemId> {
        let prose = |i: &&Item| !is_table(&i.event.media) && self.state.claims_of(i.id).next().is_none();
        self.state.items.iter().filter(prose).map(|i| i.id).collect()
    }

    fn named(&self, typed: &[String]) -> Result<Vec<ItemId>> {
        typed.iter().map(|t| self.find_item(t).map(|i| i.id)).collect()
    }

    fn propose_item(&mut self, id: ItemId, problems: &mut Vec<Problem>) -> Result<usize> {
        if self.state.item(id).is_some_and(|i| i.text().is_none()) {
            self.derive_text(id)?;
        }
        let Some(item) = self.state.item(id) else { return Ok(0) };
        let Some(derivative) = item.text() else { return Ok(0) };
        let text = self.stored_text(derivative)?;
        let published = item.event.provenance.published;
        let found = sanad_claims::proposals(&text.text, text.lang, published);
        let reported = Reported {
            publisher: item.event.provenance.publisher.clone(),
            reported_on: published,
            url: item.event.provenance.url.clone(),
            ..Reported::default()
        };
        let source = Source { item: id, derivative: derivative.id, text: &text, reported };
        let before = self.state.claims.len();
        self.append_proposals(&source, found, problems)?;
        Ok(self.state.claims.len() - before)
    }

    /// Wholes first, then their parts, which name them by id. What was proposed before is not proposed again.
    fn append_proposals(
        &mut self,
        source: &Source<'_>,
        found: Vec<sanad_claims::Proposal>,
        problems: &mut Vec<Problem>,
    ) -> Result<()> {
        let wholes: Vec<String> = found.iter().map(|p| key(&p.claim)).collect();
        let (parts, first): (Vec<_>, Vec<_>) = found.into_iter().partition(|p| p.part_of.is_some());
        for round in [first, parts] {
            let known: BTreeMap<String, ClaimId> = self.known(source.item);
            let mut drafts = Vec::new();
            for proposal in round {
                if known.contains_key(&key(&proposal.claim)) {
                    continue;
                }
                let whole = proposal.part_of.and_then(|w| known.get(wholes.get(w)?)).map(ToString::to_string);
                match source.event(proposal.claim, whole) {
                    Ok(event) => drafts.push((event.draft(self.now(), None), None)),
                    Err(problem) => problems.push(problem),
                }
            }
            if !drafts.is_empty() {
                self.commit(drafts)?;
            }
        }
        Ok(())
    }

    fn known(&self, item: ItemId) -> BTreeMap<String, ClaimId> {
        let first_made = |c: &StandingClaim| key(&c.before_edits.as_deref().unwrap_or(&c.record).claim);
        self.state.claims_of(item).map(|c| (first_made(c), c.record.id)).collect()
    }
}

/// A text that proposals are made from, and the frame that they share.
struct Source<'t> {
    item: ItemId,
    derivative: DerivativeId,
    text: &'t Extracted,
    reported: Reported,
}

impl Source<'_> {
    fn event(&self, claim: Claim, part_of: Option<String>) -> std::result::Result<ClaimEvent, Problem> {
        check_quote(&self.text.text, claim.span, &claim.quote).map_err(|error| {
            Problem::at(format!("item {}", self.item), format!("{error}; the proposal was dropped"))
        })?;
        let mut reported = self.reported.clone();
        reported.lineage.part_of = part_of;
        Ok(ClaimEvent {
            item: self.item,
            derivative: Some(self.derivative),
            proposal: true,
            updates: None,
            origin: origin_of(self.text, claim.span),
            cells: Cells::default(),
            reported,
            claim,
        })
    }
}

/// Two proposals are the same when the same rule says so of the same bytes.
fn key(claim: &Claim) -> String {
    format!("{:?} {} {} {:?}", claim.span, claim.kind, claim.rule, claim.count)
}

fn is_table(media: &str) -> bool {
    matches!(media, "text/csv" | "text/tab-separated-values") || media.contains("spreadsheet")
}

/// Where the segment that holds the start of the span came from.
pub(crate) fn origin_of(text: &Extracted, span: Span) -> Option<Origin> {
    let at = text.segments.partition_point(|s| s.span.end <= span.start);
    let segment = text.segments.get(at).filter(|s| s.span.start <= span.start)?;
    Some(match &segment.origin {
        Origin::Byte { start, end } if end - start == segment.span.len() => {
            let start = start + (span.start - segment.span.start);
            Origin::Byte { start, end: start + span.len() }
        }
        other => other.clone(),
    })
}
