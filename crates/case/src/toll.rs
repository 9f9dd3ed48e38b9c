//! `sanad toll` and `sanad why`: from the claims that stand to the record, and from a number back to its quotes.

use sanad_model::{ClaimRecord, Judgement, Kind, PartialDate};
use sanad_record::{From as Rest, Toll, TollQuery, Why};

use crate::error::{CaseError, Result};
use crate::open::Case;
use crate::state::{Item, Standing, StandingClaim};

impl Case {
    /// The toll of one kind, with every side kept.
    ///
    /// # Errors
    /// When nothing was claimed of this kind or event at all.
    pub fn toll(&self, kind: Kind, event: Option<&str>, as_of: Option<PartialDate>) -> Result<Toll> {
        let toll = self.toll_of(kind, event, as_of);
        if toll.rows.is_empty() && toll.without_number.is_empty() {
            let of = event.map_or_else(String::new, |e| format!(" in event {e:?}"));
            return Err(CaseError::nothing(
                format!("no accepted claim of kind {kind}{of}"),
                "import a table, or propose and review; `sanad review` shows what waits",
            ));
        }
        Ok(toll)
    }

    pub(crate) fn toll_of(&self, kind: Kind, event: Option<&str>, as_of: Option<PartialDate>) -> Toll {
        let query = TollQuery { event: event.map(str::to_owned), kind, as_of };
        sanad_record::toll(&self.judged_claims(), &self.judgements(), &query)
    }

    /// Claims that are in the record or were judged out of it; not what still waits.
    pub(crate) fn judged_claims(&self) -> Vec<ClaimRecord> {
        let stands = |c: &&StandingClaim| c.standing != Standing::Waiting && c.updated_by.is_none();
        self.state.claims.iter().filter(stands).map(|c| c.record.clone()).collect()
    }

    pub(crate) fn judgements(&self) -> Vec<Judgement> {
        self.state.judgements.iter().map(|(_, _, j)| j.clone()).collect()
    }

    /// Where a number, a claim or an item comes from, down to quotes and log positions.
    ///
    /// # Errors
    /// When the id names nothing, or several things.
    pub fn why(&self, id: &str) -> Result<Why> {
        // everything is copied for a finding: not where none is meant
        if self.find_entity(id, &["finding"]).is_ok()
            && let Some(why) = sanad_findings::why(&self.held().record(), id)
        {
            return Ok(why);
        }
        match self.find_claim(id) {
            Ok(claim) => {
                Ok(self.why_in_tolls(&claim.record.id.to_string()).unwrap_or_else(|| why_claim(claim)))
            }
            Err(none) => self.why_in_tolls(id).or_else(|| self.find_item(id).map(why_item).ok()).ok_or(none),
        }
    }

    fn why_in_tolls(&self, id: &str) -> Option<Why> {
        let kinds: std::collections::BTreeSet<Kind> =
            self.state.accepted().map(|c| c.record.claim.kind).collect();
        kinds.into_iter().find_map(|kind| sanad_record::why(&self.toll_of(kind, None, None), id))
    }
}

fn why_item(item: &Item) -> Why {
    let says = format!(
        "{} ({} bytes, {}), received {}, SHA-256 {}, log position {}",
        item.event.name, item.event.size, item.event.media, item.received.0, item.event.sha256, item.index
    );
    Why { id: item.id.to_string(), says, from: Vec::new() }
}

fn why_claim(claim: &StandingClaim) -> Why {
    let record = &claim.record;
    let standing = match claim.standing {
        Standing::Waiting => "proposed, waits for review",
        Standing::Accepted if claim.updated_by.is_some() => "replaced by a later import",
        Standing::Accepted => "accepted",
        Standing::Rejected => "rejected",
        Standing::Open => "judged and left open",
    };
    let passage = Rest::Passage {
        quote: record.claim.quote.clone(),
        item: record.item,
        index: record.index,
        span: record.claim.span,
    };
    let speaker = match record.claim.attribution.text.as_str() {
        "" => record.claim.attribution.kind.to_string(),
        text => text.to_owned(),
    };
    let says =
        format!("{} according to {speaker}: {standing} (made by {})", record.claim.kind, record.claim.rule);
    Why { id: record.id.to_string(), says, from: vec![passage] }
}
