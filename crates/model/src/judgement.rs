//! A person's decision, with its reason: it overrides nothing silently and can be undone.

use serde::{Deserialize, Serialize};

use crate::id::{ActorId, ClaimId};
use crate::time::Timestamp;

/// A decision about a claim or a pair, by whom, when and why. Stored as a `review` body; undone by a later one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What was judged.
    pub subject: Subject,
    /// What was decided.
    pub verdict: Verdict,
    /// Why, in the reviewer's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The rule applied, when the judgement resolves a conflict by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Who decided.
    pub by: ActorId,
    /// When it was recorded (UTC, as claimed by the reviewer's machine).
    pub at: Timestamp,
}

/// What a judgement is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One claim or proposal.
    Claim(ClaimId),
    /// Several claims that contradict each other.
    Conflict(Vec<ClaimId>),
    /// Two claims that each name somebody: whether it is one person.
    SamePerson(ClaimId, ClaimId),
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The claim says what its passage says.
    Accepted,
    /// It does not, or is no claim.
    Rejected,
    /// Accepted after these fields were changed: name and new value, in order.
    Edited(Vec<(String, String)>),
    /// Stands in contradiction that no rule resolves.
    Conflict,
    /// Not decided.
    NeedsWork,
    /// The same person or event.
    Same,
    /// Not the same.
    NotSame,
    /// Cannot be told.
    Unsure,
}
