//! What speaks against it: filled by the record itself, from every place where a contrary word can stand.
//!
//! An author may answer what stands here, not drop it: nothing in this file asks an author. What a claim says about
//! somebody else is contrary too, since it is another version of who did it.

use std::collections::{BTreeMap, BTreeSet};

use sanad_model::{ClaimId, ClaimRecord, EntityId, EntityRecord, Kind, Status, Subject, Verdict};
use sanad_record::sources;
use serde::Serialize;

use crate::matter::Matter;

/// One thing that speaks against what the matter is put together for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contrary {
    /// The claim; none for an involvement of somebody else that no claim stands behind.
    pub claim: Option<ClaimId>,
    /// The entity that it was found through, if any.
    pub entity: Option<EntityId>,
    /// Why it speaks against it.
    pub why: Reason,
    /// What it says, in plain English.
    pub says: String,
    /// The claim was rejected or withdrawn after it had been entered.
    pub rejected: bool,
    /// What the authors of findings answer to it.
    pub answers: Vec<Reply>,
}

/// Why something speaks against the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Entered as speaking against this entity.
    Against(EntityId),
    /// Disputes or denies this claim, which speaks for it.
    Disputes(ClaimId),
    /// Reviewers hold it to contradict this claim, which speaks for it.
    Contradicts(ClaimId),
    /// Denies what is said of the event.
    Denies,
    /// Said and contradicted in the same text.
    Disputed,
    /// Says that there is no evidence.
    NoEvidence,
    /// Says that somebody else is responsible.
    NamesAnother,
    /// Somebody else says that they did it.
    ClaimsResponsibility,
    /// Somebody else is said to be involved in the same act.
    OtherSuspect(EntityId),
}

impl Reason {
    /// The reason in plain English.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Against(_) => "entered as speaking against it",
            Self::Disputes(_) => "disputes a claim that speaks for it",
            Self::Contradicts(_) => "held by a reviewer to contradict a claim that speaks for it",
            Self::Denies => "denies what is said of the event",
            Self::Disputed => "said and contradicted in the same text",
            Self::NoEvidence => "says that there is no evidence",
            Self::NamesAnother => "names somebody else as responsible",
            Self::ClaimsResponsibility => "somebody else says that they did it",
            Self::OtherSuspect(_) => "somebody else is said to be involved",
        }
    }
}

/// What the author of a finding answers to what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The finding.
    pub finding: EntityId,
    /// The answer.
    pub text: String,
}

/// Everything that speaks against a matter: by position in the log, what has no claim last.
#[must_use]
pub fn contrary(matter: &Matter<'_>) -> Vec<Contrary> {
    let mut found: BTreeMap<(Option<ClaimId>, Reason), Contrary> = BTreeMap::new();
    let finder = Finder::new(matter);
    let all = finder.entered().into_iter().chain(finder.said()).chain(finder.judged()).chain(finder.others());
    for one in all {
        found.entry((one.claim, one.why)).or_insert(one);
    }
    let mut found: Vec<Contrary> = found.into_values().collect();
    let at = |c: &Contrary| c.claim.and_then(|id| matter.lines().get(id)).map(|claim| claim.index);
    found.sort_by_key(|c| (at(c).is_none(), at(c), c.claim, c.why));
    found
}

struct Finder<'m, 'a> {
    matter: &'m Matter<'a>,
    /// The claims that speak for it.
    supporting: BTreeSet<ClaimId>,
    /// Those of them that tie the subject to the acts.
    tying: BTreeSet<ClaimId>,
    /// What the subject, or everybody involved, is called.
    called: Vec<String>,
}

impl<'m, 'a> Finder<'m, 'a> {
    fn new(matter: &'m Matter<'a>) -> Self {
        let ties = matter.involvements.iter().chain(&matter.responsibilities);
        let tying = ties.clone().flat_map(|e| e.entity.claims.iter().copied()).collect();
        let involved = ties.filter_map(|e| matter.get(e.entity.value("who")?));
        let called = match matter.subject {
            Some(subject) => called(subject),
            None => involved.flat_map(called).collect(),
        };
        let supporting = matter.claims_for().iter().map(|claim| claim.id).collect();
        Self { matter, supporting, tying, called }
    }

    /// Claims that people entered as speaking against something gathered.
    fn entered(&self) -> Vec<Contrary> {
        let gathered = self.matter.gathered().into_iter();
        let rows = gathered.flat_map(|e| e.entity.against.iter().map(move |id| (e, *id)));
        rows.map(|(e, id)| self.found(Some(id), Some(e), Reason::Against(e.id))).collect()
    }

    /// Claims that contradict by what they say: of the events, or of a claim that speaks for it.
    fn said(&self) -> Vec<Contrary> {
        let mut found = Vec::new();
        for claim in self.matter.lines().claims().filter(|c| self.matter.claim(c.id).is_some()) {
            if let Some(of) = self.matter.lines().disputes(claim.id).filter(|of| self.supporting.contains(of))
            {
                found.push(self.found(Some(claim.id), None, Reason::Disputes(of)));
            }
        }
        for claim in self.matter.claims_about_events() {
            if let Some(why) = by_status(claim).or_else(|| self.by_actor(claim)) {
                found.push(self.found(Some(claim.id), None, why));
            }
        }
        found
    }

    /// Claims that reviewers left in conflict with one that speaks for it.
    fn judged(&self) -> Vec<Contrary> {
        let mut last: BTreeMap<&[ClaimId], &Verdict> = BTreeMap::new();
        for judgement in self.matter.record.judgements {
            if let Subject::Conflict(claims) = &judgement.subject {
                last.insert(claims, &judgement.verdict);
            }
        }
        let open = last.into_iter().filter(|(_, verdict)| **verdict == Verdict::Conflict);
        let mut found = Vec::new();
        for (claims, _) in open {
            let Some(of) = claims.iter().find(|id| self.supporting.contains(id)) else { continue };
            for id in claims.iter().filter(|id| !self.supporting.contains(id)) {
                found.push(self.found(Some(*id), None, Reason::Contradicts(*of)));
            }
        }
        found
    }

    /// Involvements of others in the same acts.
    fn others(&self) -> Vec<Contrary> {
        let mut found = Vec::new();
        for other in &self.matter.others {
            let claims = other.entity.claims.iter().map(|id| Some(*id));
            let none = other.entity.claims.is_empty().then_some(None);
            let why = Reason::OtherSuspect(other.id);
            found.extend(claims.chain(none).map(|claim| self.found(claim, Some(other), why)));
        }
        found
    }

    /// A claim that somebody else did it, or that somebody else says so.
    fn by_actor(&self, claim: &ClaimRecord) -> Option<Reason> {
        let why = match claim.claim.kind {
            Kind::ResponsibleFor => Reason::NamesAnother,
            Kind::ClaimedResponsibility => Reason::ClaimsResponsibility,
            _ => return None,
        };
        // Who claims something himself is its speaker; who is called responsible is named, or nobody is.
        let named = claim.claim.actor.as_ref().map(|actor| actor.text.as_str());
        let speaker = Some(claim.claim.attribution.text.as_str());
        let actor = named.or(speaker.filter(|_| why == Reason::ClaimsResponsibility))?;
        let actor = sources::folded(actor);
        let ours = self.called.iter().any(|name| is_called(&actor, name));
        (!ours && !self.tying.contains(&claim.id)).then_some(why)
    }

    fn found(&self, claim: Option<ClaimId>, entity: Option<&EntityRecord>, why: Reason) -> Contrary {
        let record = claim.and_then(|id| self.matter.lines().get(id));
        let said = match (record, claim, entity) {
            (Some(claim), _, _) => format!("{}: {}", sources::source_name(claim), claim.claim.quote),
            (None, Some(id), _) => id.to_string(),
            (None, None, Some(entity)) => self.matter.say(entity, &["who", "degree", "act"]),
            (None, None, None) => String::new(),
        };
        Contrary {
            claim,
            entity: entity.map(|e| e.id),
            why,
            says: said,
            rejected: claim.is_some_and(|id| self.matter.record.rejected.contains(&id)),
            answers: self.answers(claim),
        }
    }

    /// The answers of findings that list the claim.
    fn answers(&self, claim: Option<ClaimId>) -> Vec<Reply> {
        let lists = |f: &&&EntityRecord| claim.is_some_and(|id| f.entity.against.contains(&id));
        let findings = self.matter.findings.iter().filter(lists);
        let answered = findings.filter_map(|f| Some((f.id, f.entity.value("answer")?.to_owned())));
        answered.map(|(finding, text)| Reply { finding, text }).collect()
    }
}

fn by_status(claim: &ClaimRecord) -> Option<Reason> {
    match claim.claim.status {
        Status::Denied => Some(Reason::Denies),
        Status::Disputed => Some(Reason::Disputed),
        Status::AbsenceOfEvidence => Some(Reason::NoEvidence),
        _ => None,
    }
}

/// What an entity is called by name: its name, in any script, and other names.
fn called(entity: &EntityRecord) -> Vec<String> {
    let fields = ["name", "original_name", "aliases"];
    fields.iter().flat_map(|field| entity.entity.all(field)).map(|name| sources::folded(name)).collect()
}

/// Whether an actor is said to be this one: the name alone, or the name with something set off after it. Any other
/// phrase with the name in it ("opponents of N", "men of N") may mean somebody else, and is shown.
fn is_called(actor: &str, name: &str) -> bool {
    let after = actor.strip_prefix(name).map(str::trim_start);
    !name.is_empty() && after.is_some_and(|after| after.is_empty() || after.starts_with([',', '(']))
}
