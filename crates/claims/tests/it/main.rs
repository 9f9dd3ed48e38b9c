//! Tests of the room as its users see it: one binary.

mod edits;
mod example;
mod gold;
mod grammar;
mod imports;
mod property;
