//! The state of a case: a pure fold over its log. Writers only append; whatever is derived starts here.

use std::collections::BTreeMap;

use sanad_model::{
    ActorId, Body, ClaimId, ClaimRecord, Commitment, DerivativeId, Disclosure, EntityId, EntityRecord,
    ItemId, Judgement, JudgementId, Subject, Timestamp, Verdict,
};

use crate::events::{
    self, AnchorEvent, ClaimEvent, DeriveEvent, EntityEvent, Event, ExportEvent, ItemEvent, ReviewEvent,
};

/// Everything that stands in a case.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Items in the order they were received.
    pub items: Vec<Item>,
    /// Claims and proposals in the order they were made, as they stand after edits and updates.
    pub claims: Vec<StandingClaim>,
    /// Judgements in order.
    pub judgements: Vec<(JudgementId, u64, Judgement)>,
    /// Time stamps taken in.
    pub anchors: Vec<(u64, AnchorEvent)>,
    /// What left the vault.
    pub exports: Vec<(u64, Timestamp, ActorId, ExportEvent)>,
    /// Persons, bodies, postings, acts and the rest, each in its latest version, in the order they were first entered.
    pub entities: Vec<EntityRecord>,
    /// Entries that could not be read: index and reason.
    pub unreadable: Vec<(u64, String)>,
    by_claim: BTreeMap<ClaimId, usize>,
    by_item: BTreeMap<ItemId, usize>,
    of_item: BTreeMap<ItemId, Vec<usize>>,
    of_event: BTreeMap<String, Vec<usize>>,
    wide: Vec<usize>,
    by_key: BTreeMap<String, usize>,
}

/// An item as it stands.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Its position in the log.
    pub index: u64,
    /// When it was received, by whom.
    pub received: (Timestamp, ActorId),
    /// What was recorded of it.
    pub event: ItemEvent,
    /// Texts made from it, oldest first.
    pub derivatives: Vec<Derivative>,
    /// Pictures drawn anew from it, oldest first.
    pub pictures: Vec<Derivative>,
}

/// A text made from an item.
#[derive(Debug, Clone)]
pub struct Derivative {
    /// Its id.
    pub id: DerivativeId,
    /// Its position in the log.
    pub index: u64,
    /// What was recorded of it.
    pub event: DeriveEvent,
}

/// A claim as it stands.
#[derive(Debug, Clone)]
pub struct StandingClaim {
    /// The claim with its edits applied.
    pub record: ClaimRecord,
    /// As it was first made, where a reviewer changed it.
    pub before_edits: Option<Box<ClaimRecord>>,
    /// Who made it, when.
    pub made: (Timestamp, ActorId),
    /// Where it stands.
    pub standing: Standing,
    /// The claim that replaced it (a table imported again).
    pub updated_by: Option<ClaimId>,
    /// The last judgement on it.
    pub judged: Option<Box<Judgement>>,
}

/// Where a claim stands between proposal and record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A machine's proposal that nobody has judged, or one whose judgement was taken back.
    Waiting,
    /// In the record.
    Accepted,
    /// Judged not to be a claim, or not to say so.
    Rejected,
    /// Judged, and left open.
    Open,
}

/// One stored entry, as the vault gives it.
#[derive(Debug)]
pub struct Stored<'a> {
    /// Position in the log.
    pub index: u64,
    /// The commitment in the log.
    pub commitment: Commitment,
    /// The body, verbatim.
    pub body: &'a [u8],
    /// What opens its sealed fields.
    pub disclosures: &'a [Disclosure],
}

impl State {
    /// Takes in the next entry. What cannot be read is noted and passed over: the rest of the case stays usable.
    pub fn take(&mut self, stored: &Stored<'_>) {
        let read = Body::parse(stored.body)
            .map_err(|e| e.to_string())
            .and_then(|body| events::read(&body, stored.disclosures).map(|event| (body, event)));
        match read {
            Ok((body, event)) => self.apply(stored, &body, event),
            Err(reason) => self.unreadable.push((stored.index, reason)),
        }
    }

    fn apply(&mut self, stored: &Stored<'_>, body: &Body, event: Event) {
        let (index, commitment) = (stored.index, &stored.commitment);
        let made = (body.time(), body.actor());
        match event {
            Event::Item(event) => {
                let id = ItemId::from_commitment(commitment);
                self.by_item.insert(id, self.items.len());
                self.items.push(Item {
                    id,
                    index,
                    received: made,
                    event,
                    derivatives: Vec::new(),
                    pictures: Vec::new(),
                });
            }
            Event::Derive(event) => {
                let id = DerivativeId::from_commitment(commitment);
                match self.by_item.get(&event.item).and_then(|&i| self.items.get_mut(i)) {
                    Some(item) if event.tool == events::PICTURE => {
                        item.pictures.push(Derivative { id, index, event });
                    }
                    Some(item) => item.derivatives.push(Derivative { id, index, event }),
                    None => self.unreadable.push((index, "a text of an item that is not here".to_owned())),
                }
            }
            Event::Claim(event) => {
                self.take_claim(ClaimId::from_commitment(commitment), index, made, *event);
            }
            Event::Review(event) => {
                self.take_review(JudgementId::from_commitment(commitment), index, made, event);
            }
            Event::Anchor(event) => self.anchors.push((index, event)),
            Event::Entity(event) => {
                self.take_entity(EntityId::from_commitment(commitment), index, made, *event);
            }
            Event::Export(event) => self.exports.push((index, made.0, made.1, event)),
            Event::Other(_) => {}
        }
    }

    fn take_claim(&mut self, id: ClaimId, index: u64, made: (Timestamp, ActorId), event: ClaimEvent) {
        if let Some(&old) = event.updates.and_then(|old| self.by_claim.get(&old)) {
            self.claims[old].updated_by = Some(id);
        }
        let record = ClaimRecord {
            id,
            index,
            item: event.item,
            derivative: event.derivative,
            origin: event.origin,
            cells: event.cells,
            claim: event.claim,
            reported: event.reported,
        };
        let standing = if event.proposal { Standing::Waiting } else { Standing::Accepted };
        self.by_claim.insert(id, self.claims.len());
        self.of_item.entry(record.item).or_default().push(self.claims.len());
        let event = record.reported.event.as_deref();
        self.of_event.entry(event_key(event)).or_default().push(self.claims.len());
        self.claims.push(StandingClaim {
            record,
            before_edits: None,
            made,
            standing,
            updated_by: None,
            judged: None,
        });
    }

    /// A later version of the same label replaces the earlier one and keeps its id.
    fn take_entity(&mut self, id: EntityId, index: u64, made: (Timestamp, ActorId), event: EntityEvent) {
        let mut record = EntityRecord {
            id,
            index,
            made,
            item: event.item,
            derivative: event.derivative,
            span: event.span,
            quote: event.quote,
            origin: event.origin,
            cells: event.cells,
            entity: event.entity,
        };
        match self.by_key.get(&record.entity.key()).and_then(|&i| self.entities.get_mut(i)) {
            Some(before) => {
                record.id = before.id;
                *before = record;
            }
            None => {
                self.by_key.insert(record.entity.key(), self.entities.len());
                self.entities.push(record);
            }
        }
    }

    fn take_review(
        &mut self,
        id: JudgementId,
        index: u64,
        (at, by): (Timestamp, ActorId),
        event: ReviewEvent,
    ) {
        let subject = match event.claims.as_slice() {
            [one] => Subject::Claim(*one),
            [a, b] if matches!(event.verdict, Verdict::Same | Verdict::NotSame | Verdict::Unsure) => {
                Subject::SamePerson(*a, *b)
            }
            several => Subject::Conflict(several.to_vec()),
        };
        let judgement =
            Judgement { subject, verdict: event.verdict, why: event.why, rule: event.rule, by, at };
        if let Subject::Claim(claim) = judgement.subject {
            match self.by_claim.get(&claim).and_then(|&i| Some((i, self.claims.get_mut(i)?))) {
                Some((at, claim)) => {
                    if let Err(reason) = claim.judge(&judgement) {
                        self.unreadable.push((index, reason));
                    }
                    let of_event =
                        self.of_event.entry(event_key(claim.record.reported.event.as_deref())).or_default();
                    if !of_event.contains(&at) {
                        of_event.push(at);
                    }
                }
                None => self.unreadable.push((index, "a judgement on a claim that is not here".to_owned())),
            }
        } else {
            self.wide.push(self.judgements.len());
        }
        self.judgements.push((id, index, judgement));
    }

    /// The claims that count: accepted, and not replaced by a later import.
    pub fn accepted(&self) -> impl Iterator<Item = &StandingClaim> {
        self.claims.iter().filter(|c| c.standing == Standing::Accepted && c.updated_by.is_none())
    }

    /// The proposals that nobody has judged.
    pub fn waiting(&self) -> impl Iterator<Item = &StandingClaim> {
        self.claims.iter().filter(|c| c.standing == Standing::Waiting && c.updated_by.is_none())
    }

    /// The claims and proposals quoted from an item, in the order they were made.
    pub fn claims_of(&self, item: ItemId) -> impl Iterator<Item = &StandingClaim> {
        let indexes = self.of_item.get(&item).map_or(&[][..], Vec::as_slice);
        indexes.iter().filter_map(|&i| self.claims.get(i))
    }

    /// The claims about an event, by its name in any spelling; those that name none for `None`.
    pub fn claims_about(&self, event: Option<&str>) -> impl Iterator<Item = &StandingClaim> {
        let key = event_key(event);
        let indexes = self.of_event.get(&key).map_or(&[][..], Vec::as_slice);
        indexes
            .iter()
            .filter_map(|&i| self.claims.get(i))
            .filter(move |claim| event_key(claim.record.reported.event.as_deref()) == key)
    }

    /// The names of events, in the spelling in which they are told apart; empty for claims that name none.
    pub fn event_keys(&self) -> impl Iterator<Item = &str> {
        self.of_event.keys().map(String::as_str)
    }

    /// Judgements about more than one claim.
    pub fn wide_judgements(&self) -> impl Iterator<Item = &Judgement> {
        self.wide.iter().filter_map(|&i| self.judgements.get(i)).map(|(_, _, judgement)| judgement)
    }

    /// The item with this id.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.by_item.get(&id).and_then(|&i| self.items.get(i))
    }

    /// The entity of this key (`schema/label`), withdrawn or not.
    #[must_use]
    pub fn entity(&self, key: &str) -> Option<&EntityRecord> {
        self.by_key.get(key).and_then(|&i| self.entities.get(i))
    }

    /// The entities that stand.
    pub fn standing_entities(&self) -> impl Iterator<Item = &EntityRecord> {
        self.entities.iter().filter(|e| !e.entity.withdrawn)
    }

    /// The claim with this id.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&StandingClaim> {
        self.by_claim.get(&id).and_then(|&i| self.claims.get(i))
    }
}

/// The spelling in which the names of events are told apart.
fn event_key(event: Option<&str>) -> String {
    event.map(sanad_record::sources::folded).unwrap_or_default()
}

impl Item {
    /// The newest text made from it.
    #[must_use]
    pub fn text(&self) -> Option<&Derivative> {
        self.derivatives.last()
    }
}

impl StandingClaim {
    /// A later judgement replaces an earlier one; edits are applied to the claim as it was first made.
    fn judge(&mut self, judgement: &Judgement) -> std::result::Result<(), String> {
        let original = self.before_edits.take().map_or_else(|| self.record.clone(), |r| *r);
        self.record = original.clone();
        self.standing = match &judgement.verdict {
            Verdict::Rejected => Standing::Rejected,
            Verdict::NeedsWork => Standing::Waiting,
            Verdict::Unsure | Verdict::Conflict => Standing::Open,
            Verdict::Edited(edits) => {
                let edited =
                    sanad_claims::edit::apply_edits(&self.record.claim, &self.record.reported, edits);
                let (claim, reported) = edited.map_err(|e| format!("an edit cannot be applied: {e}"))?;
                self.record.claim = claim;
                self.record.reported = reported;
                self.before_edits = Some(Box::new(original));
                Standing::Accepted
            }
            Verdict::Accepted | Verdict::Same | Verdict::NotSame => Standing::Accepted,
        };
        self.judged = Some(Box::new(judgement.clone()));
        Ok(())
    }
}
