//! Record linkage: lists of people in, clusters and reasons out.

mod calendar;
mod cell;
mod columns;
pub mod date;
mod digits;
mod field;
mod interner;
mod sheet;

pub use columns::Guess;
pub use field::Field;
pub use sheet::{Mapping, Sheet, SheetError};
