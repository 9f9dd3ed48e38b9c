//! Who says what happened to whom, how many, how sure: one claim, tied to its quote.
//!
//! The source layer: claims are kept as said, never overwritten, never merged. The field names are those of the
//! files and of `GLOSSARY.md`.

use serde::{Deserialize, Serialize};

use crate::cells::Cells;
use crate::count::Count;
use crate::id::{ClaimId, DerivativeId, ItemId};
use crate::passage::{Origin, Passage, Span};
use crate::sensitivity::Sensitivity;
use crate::time::PartialDate;

/// What one passage says. `quote` is exactly the bytes of the text at `span`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What is said to have happened.
    pub kind: Kind,
    /// To whom.
    pub victim: Option<Victim>,
    /// How many.
    pub count: Count,
    /// By whom.
    pub actor: Option<Actor>,
    /// Where, as said.
    pub place: Option<PlaceText>,
    /// When, as said and as resolved.
    pub time: Option<TimeText>,
    /// How (weapon, manner), as said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// According to whom: the speaker, not the publisher.
    pub attribution: Attribution,
    /// With what standing it is said.
    pub status: Status,
    /// Bytes of the text, end exclusive: the smallest clause that holds the harm word and the victim or number.
    pub span: Span,
    /// Exactly those bytes.
    pub quote: String,
    /// Which rule, import or person made the claim.
    pub rule: String,
}

/// A claim that stands in a case, with the frame it was reported in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// Its id, from the entry that made it.
    pub id: ClaimId,
    /// The position of that entry in the log, from 0.
    pub index: u64,
    /// The item it is quoted from.
    pub item: ItemId,
    /// The text that the span counts in.
    pub derivative: Option<DerivativeId>,
    /// The place in the item's own terms.
    pub origin: Option<Origin>,
    /// For a table row: the span of the cell behind each field.
    #[serde(default, skip_serializing_if = "Cells::is_empty")]
    pub cells: Cells,
    /// What it says.
    pub claim: Claim,
    /// Who printed it, when, about whom, and how it hangs together with others.
    pub reported: Reported,
}

/// The frame of a claim: everything about the report that is not in the clause itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reported {
    /// Who printed or aired it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<PartialDate>,
    /// Who is counted: "inmates", "inmates and guards". Numbers of different scope do not contradict each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The event it is about, by the name used in the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Public address of the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether the page seen is the publisher's own: "primary", "primary-copy", "secondary".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_as: Option<String>,
    /// The breakdown as written ("20 inmates, 2 guards").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<String>,
    /// How it hangs together with other claims.
    #[serde(flatten)]
    pub lineage: Lineage,
    /// How far it may travel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
}

/// References between claims: each is a claim id or a label (`table/row-id`) given at import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Lineage {
    /// The name that other claims may refer to this one by; the same label imported again updates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// An earlier claim of the same source that this one replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// The report that this one repeats: not an independent source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub based_on: Option<String>,
    /// The total that this number is a part of ("including two guards").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The claim that this one denies or disputes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disputes: Option<String>,
}

/// Who suffered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Victim {
    /// As said.
    pub text: String,
    /// What they are called to be: "inmates", "guards", "civilians"; the lexicon's word.
    pub class: Option<VictimClass>,
    /// Their name, when one is given.
    pub name: Option<String>,
}

/// A class of people as the lexicons name it: lowercase words joined by `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VictimClass(pub String);

/// Who did it, as said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// As said.
    pub text: String,
    /// The lexicon's word for it.
    pub class: Option<VictimClass>,
}

/// Where, as said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceText {
    /// As said.
    pub text: String,
}

/// When, as said, and the first and last day it may mean. Never invented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeText {
    /// As said.
    pub text: String,
    /// The first day it may mean.
    pub first: Option<PartialDate>,
    /// The last day it may mean.
    pub last: Option<PartialDate>,
}

/// The speaker of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// What sort of speaker.
    #[serde(rename = "type")]
    pub kind: AttributionType,
    /// As said; empty for the writer's own voice.
    pub text: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them, in the order of the vocabulary.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word used in files and on pages.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = WordError;

            fn from_str(s: &str) -> Result<Self, WordError> {
                Self::ALL.iter().copied().find(|v| v.as_str() == s).ok_or_else(|| WordError {
                    what: $what,
                    found: s.chars().take(40).collect(),
                    known: Self::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}

/// A word outside its vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no {what}; known are {known}")]
pub struct WordError {
    /// What was expected.
    pub what: &'static str,
    /// What was found, cut to 40 characters.
    pub found: String,
    /// All that would be accepted.
    pub known: String,
}

words! {
    /// What is said to have happened, or to be the case.
    Kind, "kind of claim" {
        /// Killed.
        Killed = "killed",
        /// Wounded.
        Wounded = "wounded",
        /// Shot, outcome unsaid.
        Shot = "shot",
        /// Dead and wounded together.
        Casualties = "casualties",
        /// Kidnapped.
        Kidnapped = "kidnapped",
        /// Disappeared.
        Disappeared = "disappeared",
        /// Detained.
        Detained = "detained",
        /// Prosecuted.
        Prosecuted = "prosecuted",
        /// Convicted.
        Convicted = "convicted",
        /// Tortured.
        Tortured = "tortured",
        /// Ill-treated.
        IllTreated = "ill_treated",
        /// Beaten.
        Beaten = "beaten",
        /// Threatened.
        Threatened = "threatened",
        /// Displaced.
        Displaced = "displaced",
        /// Raped.
        Raped = "raped",
        /// Access refused (to a place, a lawyer, a relative).
        DeniedAccess = "denied_access",
        /// Burial rites refused.
        DeniedBurialRites = "denied_burial_rites",
        /// Repressed.
        Repressed = "repressed",
        /// Said to be responsible for it.
        ResponsibleFor = "responsible_for",
        /// Says that they did it.
        ClaimedResponsibility = "claimed_responsibility",
        /// Holds a post.
        HoldsPost = "holds_post",
        /// Belongs to a body.
        MemberOf = "member_of",
        /// Calls it by a legal name.
        LegalCharacterisation = "legal_characterisation",
        /// Demands something.
        Demand = "demand",
    }
}

words! {
    /// What sort of speaker a claim is according to.
    AttributionType, "type of attribution" {
        /// The writer's own words.
        OwnVoice = "own_voice",
        /// The author, named as such.
        Author = "author",
        /// Officials.
        Official = "official",
        /// An armed group.
        ArmedGroup = "armed_group",
        /// A political party.
        PoliticalParty = "political_party",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// A lawyer.
        Lawyer = "lawyer",
        /// A witness: relatives, residents, guards, victims.
        Witness = "witness",
        /// News media.
        Media = "media",
        /// Social media.
        SocialMedia = "social_media",
        /// Unofficial reports.
        Unofficial = "unofficial",
        /// Sources that are not named.
        UnnamedSources = "unnamed_sources",
        /// "It is reported".
        Unspecified = "unspecified",
    }
}

words! {
    /// With what standing something is said.
    Status, "status" {
        /// In the speaker's own voice, as fact.
        Asserted = "asserted",
        /// Attributed to somebody.
        Reported = "reported",
        /// Alleged.
        Alleged = "alleged",
        /// Said to be possible.
        Possible = "possible",
        /// Said, and contradicted in the same text.
        Disputed = "disputed",
        /// Denied.
        Denied = "denied",
        /// Implied.
        Implied = "implied",
        /// An opinion.
        Opinion = "opinion",
        /// A prediction.
        Prediction = "prediction",
        /// Counterfactual or conditional.
        Conditional = "conditional",
        /// A question that expects no answer.
        RhetoricalQuestion = "rhetorical_question",
        /// Irony.
        Ironic = "ironic",
        /// A demand.
        Demand = "demand",
        /// Tried and not done.
        Attempted = "attempted",
        /// "There is no evidence that".
        AbsenceOfEvidence = "absence_of_evidence",
    }
}

impl Status {
    /// Whether it is said to have happened: only such claims are counted in a toll.
    #[must_use]
    pub fn is_factual(self) -> bool {
        matches!(self, Self::Asserted | Self::Reported | Self::Alleged | Self::Disputed)
    }
}

impl ClaimRecord {
    /// Where its quote stands.
    #[must_use]
    pub fn passage(&self) -> Passage {
        Passage {
            item: self.item,
            derivative: self.derivative,
            span: self.claim.span,
            quote: self.claim.quote.clone(),
            origin: self.origin.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_vocabulary_in_text_and_json() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        }
        let error = "murdered".parse::<Kind>().unwrap_err().to_string();
        assert!(
            error.contains("\"murdered\" is no kind of claim") && error.contains("killed, wounded"),
            "{error}"
        );
    }

    #[test]
    fn what_is_not_said_as_fact_is_not_counted() {
        let factual: Vec<_> = Status::ALL.iter().filter(|s| s.is_factual()).map(|s| s.as_str()).collect();
        assert_eq!(factual, ["asserted", "reported", "alleged", "disputed"]);
    }
}
