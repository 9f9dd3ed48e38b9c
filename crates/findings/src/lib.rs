//! From the record to what follows from it: what a recipient asks for, what is missing, what speaks against it, and why.
//!
//! Pure functions of entities, claims and judgements: no files, no clock, no layout. Nothing here decides guilt. A
//! [`Matter`] is what the record holds about one person, body or event; a [`Profile`] is what one recipient asks for,
//! as data; [`completeness()`], [`contrary()`] and [`why()`] are what can be said of the one in the light of the other.

mod chain;
mod gather;
mod graph;
pub mod matter;

pub use chain::{Chain, Link};
pub use matter::{CaseRecord, Matter, MatterError};
