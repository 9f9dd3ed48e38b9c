//! From the record to what follows from it: what a recipient asks for, what is missing, what speaks against it, and why.
//!
//! Pure functions of entities, claims and judgements: no files, no clock, no layout. Nothing here decides guilt. A
//! [`Matter`] is what the record holds about one person, body or event; a [`Profile`] is what one recipient asks for,
//! as data; [`completeness()`], [`contrary()`] and [`why()`] are what can be said of the one in the light of the other.

pub mod approval;
mod chain;
pub mod completeness;
mod condition;
pub mod contrary;
pub mod fields;
mod gather;
mod graph;
pub mod language;
pub mod matter;
pub mod profile;
mod rules;
pub mod thresholds;
pub mod why;

pub use approval::{Approval, approved};
pub use chain::{Chain, Link};
pub use completeness::{Blocking, Completeness, FieldReport, State, Unapproved, completeness};
pub use condition::{Condition, ConditionError};
pub use contrary::{Contrary, Reason, Reply, contrary};
pub use fields::{CanonicalField, FIELDS, Given};
pub use language::{Script, script_of, scripts_of};
pub use matter::{CaseRecord, Matter, MatterError};
pub use profile::{
    Asked, Chapter, Confidentiality, Mark, Need, OfficialText, Profile, ProfileError, ProfileStatus,
    RECALLED, Threshold, profile, profiles,
};
pub use thresholds::{Answer, Because, Outcome, Rule, ThresholdReport, thresholds};
pub use why::{NO_VERDICT, why};
