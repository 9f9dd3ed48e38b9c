//! What is withheld, and why: the only way to data that this crate will print.
//!
//! [`Redacted`] has no constructor but those that withhold what is more sensitive than the export may carry. Tolls are
//! computed here from what is left, so that no published bound rests on a claim that is not shown; references to
//! withheld claims are taken out; how many claims and items were withheld is said in the record.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, ItemId, Judgement, Kind, PartialDate, Sensitivity, Timestamp};
use sanad_record::{Lines, Toll, TollQuery, toll};

use crate::consent::Names;
use crate::export::withhold::{masked_claim, masked_item};
use crate::view::{ItemView, LogView, Moment, RecordView};

/// Data from which everything too sensitive has been taken out.
#[derive(Debug, Clone)]
pub struct Redacted<T>(T);

/// A record before anything is withheld.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// The event, by the name used in the case; `None` takes every claim.
    pub event: Option<String>,
    /// When the record is made.
    pub generated: Timestamp,
    /// Program and version.
    pub program: String,
    /// The log.
    pub log: LogView,
    /// All items.
    pub items: Vec<ItemView>,
    /// All claims that stand.
    pub claims: Vec<ClaimRecord>,
    /// All judgements, in the order of the log.
    pub judgements: Vec<Judgement>,
    /// The state of knowledge on this day.
    pub as_of: Option<PartialDate>,
    /// What happened when.
    pub chronology: Vec<Moment>,
    /// Where the proof bundle lies.
    pub proofs: Option<String>,
    /// What a claim or item without a mark is taken for.
    pub unmarked: Sensitivity,
    /// Which names may stand; none: all of them.
    pub names: Option<Names>,
}

/// What was withheld, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Withheld {
    /// Claims.
    pub claims: usize,
    /// Items.
    pub items: usize,
}

/// The kinds that a record shows a toll of.
const KINDS: [Kind; 9] = [
    Kind::Killed,
    Kind::Wounded,
    Kind::Casualties,
    Kind::Shot,
    Kind::Detained,
    Kind::Disappeared,
    Kind::Kidnapped,
    Kind::Tortured,
    Kind::Displaced,
];

impl<T> Redacted<T> {
    /// What may be shown.
    #[must_use]
    pub fn get(&self) -> &T {
        &self.0
    }

    /// What was built from redacted values only.
    pub(crate) fn of(value: T) -> Self {
        Self(value)
    }
}

impl Redacted<RecordView> {
    /// Withholds what is stricter than `level`: items, claims, and claims quoted from withheld items; and the names that
    /// may not stand.
    #[must_use]
    pub fn record(draft: Draft, level: Sensitivity) -> Self {
        let sensitivity: BTreeMap<ItemId, Sensitivity> =
            draft.items.iter().map(|item| (item.item, item.sensitivity.unwrap_or(draft.unmarked))).collect();
        let (items, kept_back): (Vec<ItemView>, Vec<ItemView>) =
            draft.items.into_iter().partition(|item| item.sensitivity.unwrap_or(draft.unmarked) <= level);
        let may_show = |claim: &ClaimRecord| {
            let of_item = sensitivity.get(&claim.item).copied().unwrap_or(draft.unmarked);
            claim.reported.sensitivity.unwrap_or(draft.unmarked).max(of_item) <= level
        };
        let (claims, withheld) = without(&draft.claims, may_show);
        let (claims, items, event) = match &draft.names {
            None => (claims, items, draft.event),
            Some(names) => (
                claims.into_iter().map(|claim| masked_claim(claim, names)).collect(),
                items.iter().map(|item| masked_item(item, names)).collect(),
                draft.event.map(|event| names.masked(&event)),
            ),
        };
        let shown: BTreeSet<ClaimId> = claims.iter().map(|claim| claim.id).collect();
        let query = |kind| TollQuery { event: event.clone(), kind, as_of: draft.as_of };
        let all: Vec<Toll> =
            KINDS.into_iter().map(|kind| toll(&claims, &draft.judgements, &query(kind))).collect();
        let responsibility = all.first().map(|toll| toll.responsibility.clone()).unwrap_or_default();
        let has_rows = |toll: &Toll| !toll.rows.is_empty() || !toll.without_number.is_empty();
        let chronology =
            draft.chronology.into_iter().filter(|m| m.claims.iter().all(|id| shown.contains(id)));
        let own = |mut moment: Moment| {
            if let Some(names) = &draft.names {
                moment.text = names.masked(&moment.text);
            }
            moment
        };
        Self(RecordView {
            title: draft.names.as_ref().map_or(draft.title.clone(), |names| names.masked(&draft.title)),
            generated: draft.generated,
            program: draft.program,
            log: draft.log,
            items,
            tolls: all.into_iter().filter(has_rows).collect(),
            responsibility,
            chronology: chronology.map(own).collect(),
            proofs: draft.proofs,
            withheld: Withheld { claims: withheld, items: kept_back.len() },
        })
    }

    /// The toll of one kind, for a chart.
    #[must_use]
    pub fn toll(&self, kind: Kind) -> Option<Redacted<Toll>> {
        self.0.tolls.iter().find(|toll| toll.kind == kind).cloned().map(Redacted)
    }
}

/// A toll of what is no stricter than `level`, and how many claims were withheld. `unmarked` is what a claim without
/// a mark is taken for.
#[must_use]
pub fn redacted_toll(
    claims: &[ClaimRecord],
    judgements: &[Judgement],
    query: &TollQuery,
    level: Sensitivity,
    unmarked: Sensitivity,
) -> (Redacted<Toll>, usize) {
    let (shown, withheld) = without(claims, |claim| claim.reported.sensitivity.unwrap_or(unmarked) <= level);
    (Redacted(toll(&shown, judgements, query)), withheld)
}

/// The claims that may be shown, without their references to the others, and how many others there are.
pub(crate) fn without(
    claims: &[ClaimRecord],
    may_show: impl Fn(&ClaimRecord) -> bool,
) -> (Vec<ClaimRecord>, usize) {
    let lines = Lines::new(claims);
    let hidden: BTreeSet<ClaimId> = claims.iter().filter(|c| !may_show(c)).map(|c| c.id).collect();
    let shown = claims.iter().filter(|c| !hidden.contains(&c.id)).map(|claim| {
        let mut claim = claim.clone();
        let id = claim.id;
        let lineage = &mut claim.reported.lineage;
        for reference in
            [&mut lineage.supersedes, &mut lineage.based_on, &mut lineage.part_of, &mut lineage.disputes]
        {
            let target = reference.as_deref().and_then(|text| lines.find(text, Some(id)));
            if target.is_some_and(|target| hidden.contains(&target)) {
                *reference = None;
            }
        }
        claim
    });
    (shown.collect(), hidden.len())
}
