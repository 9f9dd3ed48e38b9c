//! What is there for a recipient and what is missing: read before anything is written.
//!
//! Each field of the profile is looked up in the matter. What is given may still be weak: from one source only, from
//! claims that were rejected afterwards, in a language the recipient does not read, or asked for by a profile that
//! nobody has compared with the official text. All of this is said, and nothing of it is smoothed over.

use std::collections::BTreeSet;

use sanad_model::{ClaimId, EntityId};
use sanad_record::sources;
use serde::Serialize;

use crate::approval::{Approval, approved};
use crate::fields::{CanonicalField, Given, once};
use crate::language::{Script, script_of, scripts_of, translated};
use crate::matter::Matter;
use crate::profile::{Asked, Chapter, Mark, Need, Profile, ProfileStatus};
use crate::thresholds::{ThresholdReport, thresholds};

/// What a matter has for a profile. The names of its fields are those of `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completeness {
    /// The profile.
    pub profile: String,
    /// Its version.
    pub version: String,
    /// When it was last compared with its texts.
    pub checked: String,
    /// Whether finished dossiers are written for it.
    pub status: ProfileStatus,
    /// The key of the person or body.
    pub about: Option<String>,
    /// The key of the event.
    pub event: Option<String>,
    /// Every field in the recipient's order.
    pub fields: Vec<FieldReport>,
    /// What keeps a finished dossier from being written.
    pub blocking: Vec<Blocking>,
    /// The fields that are asked for from memory.
    pub recalled: Vec<String>,
    /// Findings that no second person said yes to.
    pub findings_without_second_yes: Vec<Unapproved>,
    /// The questions of the legal test.
    pub thresholds: Vec<ThresholdReport>,
    /// References that lead nowhere or in a circle.
    pub problems: Vec<String>,
}

/// One field of a profile, looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldReport {
    /// The key of the chapter.
    pub chapter: String,
    /// The canonical field.
    pub id: String,
    /// What people read.
    pub label: String,
    /// How much it is needed; optional where its condition does not hold.
    pub need: Need,
    /// Whether its condition holds.
    pub applies: bool,
    /// What is there.
    pub state: State,
    /// It is asked for from memory.
    pub recalled: bool,
    /// What is to be said of that, and what the recipient says of the field.
    pub note: String,
    /// How many things are given.
    pub given: usize,
    /// How many independent sources stand behind them.
    pub sources: usize,
    /// All of it rests on one source.
    pub single_source: bool,
    /// Claims that repeat the report of another source.
    pub folded: usize,
    /// Claims behind it that were rejected or withdrawn afterwards.
    pub evidence_rejected: Vec<ClaimId>,
    /// Claims behind it that were never accepted.
    pub evidence_not_accepted: Vec<ClaimId>,
    /// Claims whose quote the recipient cannot read, without a translation that was checked.
    pub untranslated: Vec<ClaimId>,
    /// What is lacking in single acts or people.
    pub gaps: Vec<String>,
}

/// What is there for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something.
    Given,
    /// Something, but every claim behind it was rejected afterwards.
    Shaken,
    /// Nothing.
    Missing,
}

/// A required field that keeps a finished dossier from being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocking {
    /// The canonical field.
    pub field: String,
    /// What people read.
    pub label: String,
    /// Missing or shaken.
    pub state: State,
}

/// A finding that may not leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unapproved {
    /// The finding.
    pub id: EntityId,
    /// Its key.
    pub key: String,
    /// What was said to it.
    #[serde(flatten)]
    pub approval: Approval,
}

/// Looks every field of a profile up in a matter.
#[must_use]
pub fn completeness(profile: &Profile, matter: &Matter<'_>) -> Completeness {
    let reader = Reader {
        profile,
        matter,
        scripts: scripts_of(&profile.languages),
        translated: translated(&matter.record.of("translation"), &profile.languages),
    };
    let fields: Vec<FieldReport> =
        profile.asked().filter_map(|(chapter, asked)| reader.field(chapter, asked)).collect();
    let stops = fields.iter().filter(|f| f.need == Need::Required && f.state != State::Given);
    let blocking = stops.map(|f| Blocking { field: f.id.clone(), label: f.label.clone(), state: f.state });
    let key = |e: Option<&sanad_model::EntityRecord>| e.map(|e| e.entity.key());
    Completeness {
        profile: profile.id.clone(),
        version: profile.version.clone(),
        checked: profile.checked.to_string(),
        status: profile.status,
        about: key(matter.subject),
        event: key(matter.event),
        blocking: blocking.collect(),
        recalled: fields.iter().filter(|f| f.recalled).map(|f| f.id.clone()).collect(),
        fields,
        findings_without_second_yes: unapproved(matter),
        thresholds: thresholds(profile, matter),
        problems: matter.problems.iter().map(ToString::to_string).collect(),
    }
}

fn unapproved(matter: &Matter<'_>) -> Vec<Unapproved> {
    let findings = matter.findings.iter().map(|f| (f, approved(&matter.record, f)));
    let open = findings.filter(|(_, approval)| !approval.is_yes());
    open.map(|(f, approval)| Unapproved { id: f.id, key: f.entity.key(), approval }).collect()
}

/// What the recipient says of a field, and that it is to be checked.
fn note(asked: &Asked) -> String {
    let parts = [asked.mark.text(), &asked.note];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

struct Reader<'m, 'a> {
    profile: &'m Profile,
    matter: &'m Matter<'a>,
    scripts: BTreeSet<Script>,
    translated: BTreeSet<ClaimId>,
}

impl Reader<'_, '_> {
    fn field(&self, chapter: &Chapter, asked: &Asked) -> Option<FieldReport> {
        let field = CanonicalField::find(&asked.id)?;
        let given = self.matter.given(field.id, Some(&self.profile.id));
        let claims = once(given.iter().flat_map(|g| &g.claims));
        let (standing, fallen): (Vec<_>, Vec<_>) =
            claims.into_iter().partition(|id| self.matter.claim(*id).is_some());
        let (rejected, unaccepted): (Vec<_>, Vec<_>) =
            fallen.into_iter().partition(|id| self.matter.record.rejected.contains(id));
        let independence = sources::behind(self.matter.lines(), &standing);
        let applies = asked.when.holds(self.matter);
        let recalled = asked.mark == Mark::Recalled;
        Some(FieldReport {
            chapter: chapter.key.clone(),
            id: field.id.to_owned(),
            label: field.label.to_owned(),
            need: if applies { asked.need } else { Need::Optional },
            applies,
            state: self.state(&given),
            recalled,
            note: note(asked),
            given: given.len(),
            sources: independence.count,
            single_source: independence.count == 1,
            folded: independence.folded.len(),
            untranslated: standing.into_iter().filter(|id| self.unreadable(*id)).collect(),
            evidence_rejected: rejected,
            evidence_not_accepted: unaccepted,
            gaps: if applies { field.gaps(self.matter) } else { Vec::new() },
        })
    }

    fn state(&self, given: &[Given]) -> State {
        let rejected = |id: &ClaimId| self.matter.record.rejected.contains(id);
        let shaken = |g: &Given| !g.claims.is_empty() && g.claims.iter().all(rejected);
        match given {
            [] => State::Missing,
            some if some.iter().all(shaken) => State::Shaken,
            _ => State::Given,
        }
    }

    fn unreadable(&self, id: ClaimId) -> bool {
        let script = self.matter.claim(id).and_then(|claim| script_of(&claim.claim.quote));
        script.is_some_and(|script| !self.scripts.contains(&script)) && !self.translated.contains(&id)
    }
}
