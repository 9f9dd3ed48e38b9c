//! Integration tests of the vault, one binary: each file holds the rows of one question.

mod round_trip;
mod support;
