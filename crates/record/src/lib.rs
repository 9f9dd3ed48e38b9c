//! Many claims to one record: tolls per source with their bounds, every side kept.
//!
//! Pure functions of claims and judgements: no files, no clock, no layout, and no input that makes them fail. What is
//! odd in the data (a reference to nothing, two reports that each replace the other) becomes a [`Conflict`] or a
//! problem line in the result. The rules are described, with where they come from, in `docs/methods/toll.md`.

mod bounds;
mod conflicts;
pub mod explain;
pub mod lineage;
pub mod people;
pub mod posts;
pub mod sources;
mod standing;
pub mod toll;

pub use explain::{From, Why, why};
pub use lineage::Lines;
pub use people::{People, Person, people};
pub use posts::{PostConflict, PostingView, Posts, postings};
pub use sources::{Folded, Independence, SourceKey, independent_sources};
pub use toll::{Bound, Conflict, LeftOut, Matter, Row, Rule, Standing, Toll, TollQuery, UNSTATED, toll};
