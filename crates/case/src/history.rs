//! Who did what, when: the log of a case as people read it, newest first.

use sanad_model::{ClaimId, ItemId, JudgementId, Subject, Timestamp, Verdict};

use crate::error::Result;
use crate::open::Case;
use crate::source::named;

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The position of its entry in the log.
    pub index: u64,
    /// When it was recorded (UTC, as the machine of who did it said).
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// What was done.
    pub what: Happened,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// An item was preserved: its id and file name.
    Preserved(ItemId, String),
    /// Claims were made or proposed from an item: the first of them, and how many in a row.
    Claimed(ClaimId, ItemId, usize),
    /// Somebody judged: the judgement, what it is about, what was decided, why.
    Judged(JudgementId, Subject, Verdict, Option<String>),
    /// Something left the case: what, and of which ids.
    Exported(String, Vec<String>),
}

/// Where in the state a line comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    Item(usize),
    Claims(usize, usize),
    Judgement(usize),
    Export(usize),
}

impl Case {
    /// The places of all lines, newest first: cheap to keep for as long as the log stands.
    pub(crate) fn history_places(&self) -> Vec<(u64, Place)> {
        let state = &self.state;
        let mut places: Vec<(u64, Place)> = Vec::new();
        places.extend(state.items.iter().enumerate().map(|(at, item)| (item.index, Place::Item(at))));
        places.extend(state.judgements.iter().enumerate().map(|(at, j)| (j.1, Place::Judgement(at))));
        places.extend(state.exports.iter().enumerate().map(|(at, e)| (e.0, Place::Export(at))));
        let mut first = 0;
        for (at, claim) in state.claims.iter().enumerate() {
            let (begin, next) = (&state.claims[first], state.claims.get(at + 1));
            let goes_on = next.is_some_and(|n| {
                n.record.item == begin.record.item
                    && n.made.1 == begin.made.1
                    && n.record.index == claim.record.index + 1
            });
            if !goes_on {
                places.push((begin.record.index, Place::Claims(first, at + 1 - first)));
                first = at + 1;
            }
        }
        places.sort_by_key(|(index, _)| std::cmp::Reverse(*index));
        places
    }

    /// The lines at these places.
    pub(crate) fn history_lines(&self, places: &[(u64, Place)]) -> Result<Vec<HistoryLine>> {
        let names = self.names()?;
        let line = |(index, place): &(u64, Place)| {
            let (at, by, what) = match *place {
                Place::Item(at) => {
                    let item = &self.state.items[at];
                    let name = item.event.name.clone();
                    (item.received.0, item.received.1, Happened::Preserved(item.id, name))
                }
                Place::Claims(at, n) => {
                    let claim = &self.state.claims[at];
                    let what = Happened::Claimed(claim.record.id, claim.record.item, n);
                    (claim.made.0, claim.made.1, what)
                }
                Place::Judgement(at) => {
                    let (id, _, judgement) = &self.state.judgements[at];
                    let (subject, verdict) = (judgement.subject.clone(), judgement.verdict.clone());
                    let what = Happened::Judged(*id, subject, verdict, judgement.why.clone());
                    (judgement.at, judgement.by, what)
                }
                Place::Export(at) => {
                    let (_, time, actor, event) = &self.state.exports[at];
                    (*time, *actor, Happened::Exported(event.what.clone(), event.ids.clone()))
                }
            };
            HistoryLine { index: *index, at, by: named(by, &names), what }
        };
        Ok(places.iter().map(line).collect())
    }
}
