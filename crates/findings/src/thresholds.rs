//! The questions of a recipient's legal test, answered from the record: met, not met or unknown, because of what, and
//! what is missing.
//!
//! An answer says what the record holds, not what a court would. *Met* is: the record holds sourced claims that go to
//! the question. *Not met* is: it holds the answer no. Whatever it does not hold is *unknown*. Guilt is not a question
//! here, and what speaks against an answer travels along.

use std::collections::BTreeSet;

use sanad_model::{ClaimId, EntityId, EntityRecord};
use serde::{Deserialize, Serialize};

use crate::fields::once;
use crate::matter::Matter;
use crate::profile::{Profile, Threshold};
use crate::rules;

/// How a question of a legal test is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// An act of a type that the recipient covers, with a claim behind it.
    SeriousAbuse,
    /// An involvement of a degree that the recipient covers, or an element of responsibility, with a claim behind it.
    Connection,
    /// A post held for sure at the date of an act.
    LeaderTenure,
    /// The person's own part in it: an involvement that the recipient covers, or an omission as a superior.
    InvolvedPerson,
    /// An act against life, the freedom from torture and ill-treatment, or the freedom from slavery.
    RightsCovered,
    /// A victim who exposed wrongdoing or defended rights.
    VictimRole,
    /// An act on or after 1 July 2002.
    #[serde(rename = "after_2002_07_01")]
    AfterRomeStatute,
    /// Control, knowledge and omission, each claimed, none outside the time of the acts.
    SuperiorResponsibility,
    /// Two independent sources behind each act.
    SufficientIndependence,
    /// Each death with a victim by name or with a number.
    NamedOrCounted,
    /// Domestic authorities that did not act, or not genuinely.
    AuthoritiesUnwilling,
    /// A person who is no national of the recipient's country.
    ForeignPerson,
    /// A post in a body of the State.
    PublicOfficial,
    /// A sender who is named and can be reached.
    IdentifiableSubmitter,
    /// A question that only a lawyer can answer: never more than unknown, with the author's argument beside it.
    Argued,
}

/// What the record says to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It holds sourced claims that go to the question.
    Met,
    /// It holds the answer no.
    NotMet,
    /// It does not hold the answer.
    Unknown,
}

/// One reason for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Because {
    /// What it says.
    pub text: String,
    /// The entity that says it.
    pub entity: EntityId,
    /// The claims behind it that stand.
    pub claims: Vec<ClaimId>,
}

/// An answer with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The answer.
    pub answer: Answer,
    /// What it follows from.
    pub because: Vec<Because>,
    /// What would have to be known.
    pub missing: Vec<String>,
}

/// One question of a profile, answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThresholdReport {
    /// Its key in the profile.
    pub id: String,
    /// The words of the test, in English.
    pub question: String,
    /// Law and article.
    pub source: String,
    /// The rule that answered it.
    pub rule: Rule,
    /// The words of the test are recalled and to be checked.
    pub recalled: bool,
    /// The answer.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Claims that were entered as speaking against what the answer follows from.
    pub against: Vec<ClaimId>,
}

impl Rule {
    /// All rules.
    pub const ALL: &[Self] = &[
        Self::SeriousAbuse,
        Self::Connection,
        Self::LeaderTenure,
        Self::InvolvedPerson,
        Self::RightsCovered,
        Self::VictimRole,
        Self::AfterRomeStatute,
        Self::SuperiorResponsibility,
        Self::SufficientIndependence,
        Self::NamedOrCounted,
        Self::AuthoritiesUnwilling,
        Self::ForeignPerson,
        Self::PublicOfficial,
        Self::IdentifiableSubmitter,
        Self::Argued,
    ];

    /// Its key in profiles.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SeriousAbuse => "serious_abuse",
            Self::Connection => "connection",
            Self::LeaderTenure => "leader_tenure",
            Self::InvolvedPerson => "involved_person",
            Self::RightsCovered => "rights_covered",
            Self::VictimRole => "victim_role",
            Self::AfterRomeStatute => "after_2002_07_01",
            Self::SuperiorResponsibility => "superior_responsibility",
            Self::SufficientIndependence => "sufficient_independence",
            Self::NamedOrCounted => "named_or_counted",
            Self::AuthoritiesUnwilling => "authorities_unwilling",
            Self::ForeignPerson => "foreign_person",
            Self::PublicOfficial => "public_official",
            Self::IdentifiableSubmitter => "identifiable_submitter",
            Self::Argued => "argued",
        }
    }

    /// Where the rule comes from.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::SeriousAbuse => "Global Magnitsky, E.O. 13818; primer for submitters, question 1",
            Self::Connection => "Global Magnitsky, E.O. 13818; primer for submitters, question 2",
            Self::LeaderTenure => {
                "Global Magnitsky, E.O. 13818; primer, question 3 (tenure recalled); dates after Security Force \
                 Monitor's research handbook: a precise range is true on every day of it"
            }
            Self::InvolvedPerson => "UK Global Human Rights Sanctions Regulations 2020, \"involved person\"",
            Self::RightsCovered => "UK Global Human Rights Sanctions Regulations 2020, the rights covered",
            Self::VictimRole => "Canada, JVCFOA, limb A; UK, factors for designation",
            Self::AfterRomeStatute => "Rome Statute, articles 11 and 126: in force from 1 July 2002",
            Self::SuperiorResponsibility => "Rome Statute, article 28 (wording recalled)",
            Self::SufficientIndependence => "Berkeley Protocol and Every Casualty Standards: corroboration",
            Self::NamedOrCounted => {
                "Every Casualty, Standards for Casualty Recording: the lowest acceptable record"
            }
            Self::AuthoritiesUnwilling => {
                "UK, factors for designation; Rome Statute, article 17 (wording recalled)"
            }
            Self::ForeignPerson => "Global Magnitsky and JVCFOA: foreign persons, foreign nationals",
            Self::PublicOfficial => {
                "Section 7031(c) of the yearly appropriations act: officials of foreign governments"
            }
            Self::IdentifiableSubmitter => "ICC OTP and UN special procedures: no anonymous senders",
            Self::Argued => "the profile's own source",
        }
    }

    /// Answers from what the record holds. `field` names the author's text for the rule `argued`.
    #[must_use]
    pub fn answer(self, profile: &Profile, matter: &Matter<'_>, field: &str) -> Outcome {
        let case = Case { profile, matter };
        match self {
            Self::SeriousAbuse => rules::serious_abuse(&case),
            Self::Connection => rules::connection(&case),
            Self::LeaderTenure => rules::leader_tenure(&case),
            Self::InvolvedPerson => rules::involved_person(&case),
            Self::RightsCovered => rules::rights_covered(&case),
            Self::VictimRole => rules::victim_role(&case),
            Self::AfterRomeStatute => rules::after_rome_statute(&case),
            Self::SuperiorResponsibility => rules::superior_responsibility(&case),
            Self::SufficientIndependence => rules::sufficient_independence(&case),
            Self::NamedOrCounted => rules::named_or_counted(&case),
            Self::AuthoritiesUnwilling => rules::authorities_unwilling(&case),
            Self::ForeignPerson => rules::foreign_person(&case),
            Self::PublicOfficial => rules::public_official(&case),
            Self::IdentifiableSubmitter => rules::identifiable_submitter(&case),
            Self::Argued => rules::argued(&case, field),
        }
    }
}

/// Answers every question of a profile.
#[must_use]
pub fn thresholds(profile: &Profile, matter: &Matter<'_>) -> Vec<ThresholdReport> {
    profile.thresholds.iter().map(|threshold| report(threshold, profile, matter)).collect()
}

fn report(threshold: &Threshold, profile: &Profile, matter: &Matter<'_>) -> ThresholdReport {
    let outcome = threshold.rule.answer(profile, matter, &threshold.field);
    let named: BTreeSet<EntityId> = outcome.because.iter().map(|b| b.entity).collect();
    let entities = matter.record.entities.iter().filter(|e| named.contains(&e.id));
    let against = once(entities.flat_map(|e| &e.entity.against));
    ThresholdReport {
        id: threshold.id.clone(),
        question: threshold.question.get("en").cloned().unwrap_or_default(),
        source: threshold.source.clone(),
        rule: threshold.rule,
        recalled: threshold.mark == crate::profile::Mark::Recalled,
        outcome,
        against,
    }
}

/// What rules are answered from.
pub(crate) struct Case<'m, 'a> {
    pub(crate) profile: &'m Profile,
    pub(crate) matter: &'m Matter<'a>,
}

impl<'a> Case<'_, 'a> {
    /// Whether the matter is about a person.
    pub(crate) fn about_person(&self) -> bool {
        self.matter.subject.is_some_and(|s| s.entity.schema.name == "person")
    }

    /// Acts that a claim which stands is behind.
    pub(crate) fn claimed_acts(&self) -> Vec<&'a EntityRecord> {
        self.matter.acts.iter().copied().filter(|act| self.claimed(act)).collect()
    }

    /// Whether a claim that stands is behind it.
    pub(crate) fn claimed(&self, entity: &EntityRecord) -> bool {
        !self.matter.standing(entity).is_empty()
    }

    /// Whether an act is of a type that the recipient covers.
    pub(crate) fn covers(&self, act: &EntityRecord) -> bool {
        is_one_of(act, "type", &self.profile.acts)
    }

    /// Whether an involvement is of a degree that the recipient covers.
    pub(crate) fn covers_degree(&self, involvement: &EntityRecord) -> bool {
        is_one_of(involvement, "degree", &self.profile.involvement)
    }

    /// What an entity says, as a reason.
    pub(crate) fn because(&self, entity: &EntityRecord, fields: &[&str]) -> Because {
        let said = self.matter.say(entity, fields);
        let text = format!("{}: {said}", entity.entity.key());
        Because { text, entity: entity.id, claims: self.matter.standing(entity) }
    }

    /// All of these as reasons.
    pub(crate) fn all(&self, entities: &[&EntityRecord], fields: &[&str]) -> Vec<Because> {
        entities.iter().map(|e| self.because(e, fields)).collect()
    }
}

/// Whether a field holds one of these words.
pub(crate) fn is_one_of<S: AsRef<str>>(entity: &EntityRecord, field: &str, words: &[S]) -> bool {
    entity.entity.all(field).iter().any(|value| words.iter().any(|word| word.as_ref() == value))
}

impl Outcome {
    pub(crate) fn met(because: Vec<Because>) -> Self {
        Self { answer: Answer::Met, because, missing: Vec::new() }
    }

    pub(crate) fn not_met(because: Vec<Because>, missing: Vec<String>) -> Self {
        Self { answer: Answer::NotMet, because, missing }
    }

    pub(crate) fn unknown(because: Vec<Because>, missing: Vec<String>) -> Self {
        Self { answer: Answer::Unknown, because, missing }
    }
}
