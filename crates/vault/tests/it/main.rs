//! Integration tests of the vault, one binary: each file holds the rows of one question.

mod crash;
mod round_trip;
mod store;
mod support;
