//! Tests of the room as its users see it: one binary.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod edits;
mod example;
mod foreign;
mod gold;
mod grammar;
mod imports;
mod probes;
mod property;
mod score;
