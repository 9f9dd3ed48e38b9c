//! One source as a person reads it: what is known of it, its text, and the claims that quote it, each at its place.

use std::io::Read;

use sanad_model::{ActorId, ClaimId, ClaimRecord, Judgement, Span, Timestamp};

use crate::error::Result;
use crate::items::ItemView;
use crate::open::Case;
use crate::state::{Standing, StandingClaim};
use crate::text::Reading;

/// A preserved item with its claims.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// What is known of it.
    pub item: ItemView,
    /// When it was received, and by whom.
    pub received: (Timestamp, String),
    /// The claims that quote it, in the order of their places; those replaced by a later import are left out.
    pub claims: Vec<ClaimView>,
}

/// A claim or proposal as it stands.
#[derive(Debug, Clone)]
pub struct ClaimView {
    /// The claim with its edits applied.
    pub record: ClaimRecord,
    /// Where it stands.
    pub standing: Standing,
    /// Who made it, and when.
    pub made: (Timestamp, String),
    /// The judgement that it stands by, and the name of who judged.
    pub judged: Option<(Judgement, String)>,
}

/// What a claim's passage says in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translated {
    /// The claim.
    pub claim: ClaimId,
    /// The language, as it was entered.
    pub language: String,
    /// The translation.
    pub text: String,
    /// Who translated it.
    pub translator: String,
    /// By a machine.
    pub machine: bool,
    /// Compared with the original by a person.
    pub checked: bool,
    /// The entity that says so.
    pub key: String,
}

impl ClaimView {
    /// Bytes of the quote in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.record.claim.span
    }
}

impl Case {
    /// A source with its claims.
    ///
    /// # Errors
    /// When the id names no item, or several.
    pub fn source(&self, typed: &str) -> Result<SourceView> {
        let item = self.find_item(typed)?;
        let names = self.names()?;
        let mut claims: Vec<ClaimView> = self
            .state
            .claims_of(item.id)
            .filter(|claim| claim.updated_by.is_none())
            .map(|claim| claim_view(claim, &names))
            .collect();
        claims.sort_by_key(|claim| (claim.span().start, claim.span().end, claim.record.index));
        let (at, by) = item.received;
        Ok(SourceView { item: crate::items::view(item), received: (at, named(by, &names)), claims })
    }

    /// The translations of the passages of these claims.
    #[must_use]
    pub fn translations(&self, claims: &[ClaimId]) -> Vec<Translated> {
        let entered = self.state.standing_entities().filter(|e| e.entity.schema.name == "translation");
        let found = entered.filter_map(|record| {
            let e = &record.entity;
            let claim: ClaimId = e.value("claim")?.parse().ok()?;
            claims.contains(&claim).then(|| Translated {
                claim,
                language: e.value("language").unwrap_or_default().to_owned(),
                text: e.value("text").unwrap_or_default().to_owned(),
                translator: e.value("translator").unwrap_or_default().to_owned(),
                machine: e.value("method") == Some("machine"),
                checked: e.value("status") == Some("checked"),
                key: e.key(),
            })
        });
        found.collect()
    }

    /// The text of a source.
    ///
    /// # Errors
    /// As [`Case::read_item`].
    pub fn source_text(&self, typed: &str) -> Result<Reading> {
        self.read_item(typed)
    }

    /// The bytes of an item as received, to be streamed.
    ///
    /// # Errors
    /// When the id names no item, or the bytes cannot be opened.
    pub fn item_content(&self, typed: &str) -> Result<impl Read + Send + use<>> {
        let index = self.find_item(typed)?.index;
        self.vault.open_object(index).map_err(|e| self.explain(e))
    }

    /// A claim as it stands.
    ///
    /// # Errors
    /// When the id names no claim, or several.
    pub fn claim_view(&self, typed: &str) -> Result<ClaimView> {
        let claim = self.find_claim(typed)?;
        Ok(claim_view(claim, &self.names()?))
    }

    /// The names of everybody who signs, by id.
    pub(crate) fn names(&self) -> Result<Vec<(ActorId, String)>> {
        Ok(self.actors()?.into_iter().map(|actor| (actor.id, actor.name)).collect())
    }
}

/// The name of an actor; the id where the case has none.
pub(crate) fn named(id: ActorId, names: &[(ActorId, String)]) -> String {
    names.iter().find(|(known, _)| *known == id).map_or_else(|| id.to_string(), |(_, name)| name.clone())
}

fn claim_view(claim: &StandingClaim, names: &[(ActorId, String)]) -> ClaimView {
    let judged = claim.judged.as_deref().cloned().map(|judgement| {
        let name = named(judgement.by, names);
        (judgement, name)
    });
    ClaimView {
        record: claim.record.clone(),
        standing: claim.standing,
        made: (claim.made.0, named(claim.made.1, names)),
        judged,
    }
}
