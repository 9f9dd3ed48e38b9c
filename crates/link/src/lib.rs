//! Record linkage: lists of people in, clusters and reasons out.

mod calendar;
mod cell;
pub mod date;
mod digits;
mod field;
mod interner;
