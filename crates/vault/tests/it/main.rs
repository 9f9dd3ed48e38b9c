//! Integration tests of the vault, one binary: each file holds the rows of one question.

// The lint spares functions marked #[test]; their helpers are tests too.
#![allow(clippy::unwrap_used, clippy::panic)]

mod crash;
mod custody;
mod damage;
mod round_trip;
mod store;
mod support;
