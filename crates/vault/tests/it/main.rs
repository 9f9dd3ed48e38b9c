//! Integration tests of the vault, one binary: each file holds the rows of one question.

// The lint spares functions marked #[test]; their helpers are tests too.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods)]

mod crash;
mod custody;
mod damage;
mod fixture;
mod process;
mod round_trip;
mod secrecy;
mod store;
mod support;
