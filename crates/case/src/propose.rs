//! `sanad propose`: the grammar reads texts; what it finds waits for a person.

use std::collections::BTreeSet;

use sanad_model::passage::check_quote;
use sanad_model::{Claim, ItemId, Origin, Problem, Reported, Span};
use sanad_text::Extracted;
use serde::Serialize;

use crate::error::Result;
use crate::events::ClaimEvent;
use crate::open::Case;
use crate::state::Item;

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
        Ok(Proposed { items: ids.len(), new, waiting: self.waiting(), problems })
    }

    /// How many proposals wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.state.waiting().count()
    }

    /// Items of prose that no claim was made from.
    fn unread(&self) -> Vec<ItemId> {
        let read: BTreeSet<ItemId> = self.state.claims.iter().map(|c| c.record.item).collect();
        let prose = |i: &&Item| !is_table(&i.event.media) && !read.contains(&i.id);
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
        let known: BTreeSet<(Span, String)> =
            self.state.claims.iter().filter(|c| c.record.item == id).map(|c| key(&c.record.claim)).collect();
        let found = sanad_claims::propose(&text.text, text.lang, published);
        let time = self.now();
        let mut drafts = Vec::new();
        for claim in found.into_iter().filter(|c| !known.contains(&key(c))) {
            if let Err(error) = check_quote(&text.text, claim.span, &claim.quote) {
                problems.push(Problem::at(format!("item {id}"), format!("{error}; the proposal was dropped")));
                continue;
            }
            let event = ClaimEvent {
                item: id,
                derivative: Some(derivative.id),
                proposal: true,
                updates: None,
                origin: origin_of(&text, claim.span),
                cells: std::collections::BTreeMap::new(),
                reported: Reported { publisher: item.event.provenance.publisher.clone(), reported_on: published, url: item.event.provenance.url.clone(), ..Reported::default() },
                claim,
            };
            drafts.push((event.draft(time, None), None));
        }
        let new = drafts.len();
        if new > 0 {
            self.append_all(drafts)?;
        }
        Ok(new)
    }
}

/// Two proposals are the same when the same rule says so of the same bytes.
fn key(claim: &Claim) -> (Span, String) {
    (claim.span, format!("{} {} {:?}", claim.kind, claim.rule, claim.count))
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
