//! Record linkage: lists of people in, clusters and reasons out.

mod ages;
mod blocks;
mod calendar;
mod cell;
mod cluster;
mod columns;
mod compare;
pub mod date;
mod digits;
mod field;
mod interner;
mod link;
mod model;
mod overlap;
mod people;
mod records;
mod score;
mod sheet;
mod why;

pub use columns::Guess;
pub use field::Field;
pub use link::{Links, NOT_SAME, Options, Pair, PairReader, SAME, Verdict, link};
pub use overlap::Overlaps;
pub use records::{Judged, Judgements, Records};
pub use sheet::{Mapping, Sheet, SheetError};
