//! Whether a second person said yes to a finding: nothing leaves on the word of its author alone.

use std::collections::BTreeMap;

use sanad_model::{ActorId, EntityRecord, Timestamp};
use serde::Serialize;

use crate::matter::CaseRecord;

/// What others said to a finding as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "approval")]
pub enum Approval {
    /// Somebody else said yes, and nobody else's last word is no.
    Yes {
        /// Who.
        by: ActorId,
        /// When.
        at: Timestamp,
    },
    /// Only its author said anything.
    OnlyAuthor,
    /// Somebody else's last word is no.
    No {
        /// Who.
        by: ActorId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: Option<String>,
    },
    /// Nobody said anything since it was last changed.
    Missing,
}

impl Approval {
    /// Whether the finding may leave.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes { .. })
    }
}

/// What others said to a finding. Only what was entered after its standing version counts, each person by their last
/// word; an approval does not outlive a change.
#[must_use]
pub fn approved(record: &CaseRecord<'_>, finding: &EntityRecord) -> Approval {
    let key = finding.entity.key();
    let said = record.of("approval").into_iter();
    let later = said.filter(|a| a.entity.value("finding") == Some(&*key) && a.index > finding.index);
    let last: BTreeMap<ActorId, &EntityRecord> = later.map(|a| (a.made.1, a)).collect();
    let author = finding.made.1;
    let mut others: Vec<_> = last.iter().filter(|(by, _)| **by != author).map(|(_, a)| *a).collect();
    others.sort_by_key(|a| a.index);
    let is = |verdict: &'static str| move |a: &&&EntityRecord| a.entity.value("verdict") == Some(verdict);
    if let Some(no) = others.iter().rfind(is("no")) {
        let reason = no.entity.value("reason").map(str::to_owned);
        return Approval::No { by: no.made.1, at: no.made.0, reason };
    }
    match others.iter().rfind(is("yes")) {
        Some(yes) => Approval::Yes { by: yes.made.1, at: yes.made.0 },
        None if last.is_empty() => Approval::Missing,
        None => Approval::OnlyAuthor,
    }
}
