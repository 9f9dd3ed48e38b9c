//! Record linkage: lists of people in, clusters and reasons out.

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
mod people;
mod score;
mod sheet;

pub use columns::Guess;
pub use field::Field;
pub use link::{Links, Options, Pair, link};
pub use sheet::{Mapping, Sheet, SheetError};
