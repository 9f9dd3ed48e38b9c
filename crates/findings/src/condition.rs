//! When a field is asked for: a closed vocabulary, any of several joined by "or".

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::fields::{DEATH_ACTS, DETENTION_ACTS, TORTURE_ACTS};
use crate::matter::Matter;

/// When a field is asked for; any one of these is enough.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Condition(Vec<When>);

/// One circumstance.
#[derive(Debug, Clone, PartialEq, Eq)]
enum When {
    Always,
    AboutPerson,
    AboutBody,
    HasAct(String),
    HasDeath,
    HasDetention,
    HasTorture,
    HasVictims,
    StatusBased,
    SuperiorBased,
}

/// The words with a meaning of their own; `has_act:TYPE` is the other form.
const WORDS: &[(&str, When)] = &[
    ("always", When::Always),
    ("about_person", When::AboutPerson),
    ("about_body", When::AboutBody),
    ("has_death", When::HasDeath),
    ("has_detention", When::HasDetention),
    ("has_torture", When::HasTorture),
    ("has_victims", When::HasVictims),
    ("status_based", When::StatusBased),
    ("superior_based", When::SuperiorBased),
];

/// Not a condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no condition; known are {known}, has_act:TYPE, and several of them joined by \" or \"")]
pub struct ConditionError {
    /// What stands there.
    pub found: String,
    /// The words that would be accepted.
    pub known: String,
}

impl Condition {
    /// Whether it holds of a matter.
    #[must_use]
    pub fn holds(&self, matter: &Matter<'_>) -> bool {
        self.0.iter().any(|when| when.holds(matter))
    }

    /// The types of acts it names.
    pub(crate) fn acts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|when| if let When::HasAct(act) = when { Some(act.as_str()) } else { None })
    }
}

impl Default for Condition {
    fn default() -> Self {
        Self(vec![When::Always])
    }
}

impl When {
    fn holds(&self, matter: &Matter<'_>) -> bool {
        let is = |schema: &str| matter.subject.is_some_and(|s| s.entity.schema.name == schema);
        let has = |types: &[&str]| {
            matter.acts.iter().any(|act| act.entity.value("type").is_some_and(|t| types.contains(&t)))
        };
        match self {
            Self::Always => true,
            Self::AboutPerson => is("person"),
            Self::AboutBody => is("body"),
            Self::HasAct(act) => has(&[act]),
            Self::HasDeath => has(DEATH_ACTS),
            Self::HasDetention => has(DETENTION_ACTS),
            Self::HasTorture => has(TORTURE_ACTS),
            Self::HasVictims => !matter.victims.is_empty(),
            Self::StatusBased => {
                let mut degrees = matter.involvements.iter().filter_map(|e| e.entity.value("degree"));
                degrees.any(|degree| degree == "leader_of_body")
            }
            Self::SuperiorBased => !matter.responsibilities.is_empty(),
        }
    }
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(s: &str) -> Result<Self, ConditionError> {
        let one = |part: &str| {
            let word = WORDS.iter().find(|(word, _)| *word == part).map(|(_, when)| when.clone());
            let act = || part.strip_prefix("has_act:").map(|act| When::HasAct(act.to_owned()));
            word.or_else(act).ok_or_else(|| ConditionError {
                found: part.chars().take(40).collect(),
                known: WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", "),
            })
        };
        s.split(" or ").map(one).collect::<Result<Vec<_>, _>>().map(Self)
    }
}

impl TryFrom<String> for Condition {
    type Error = ConditionError;

    fn try_from(s: String) -> Result<Self, ConditionError> {
        s.parse()
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.to_string()
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, when) in self.0.iter().enumerate() {
            let between = if at == 0 { "" } else { " or " };
            match (when, WORDS.iter().find(|(_, known)| known == when)) {
                (_, Some((word, _))) => write!(f, "{between}{word}")?,
                (When::HasAct(act), None) => write!(f, "{between}has_act:{act}")?,
                (_, None) => {}
            }
        }
        Ok(())
    }
}
