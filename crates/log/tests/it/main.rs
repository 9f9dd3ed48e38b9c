//! Tests of the log against its specifications: what it writes, what it proves, what it refuses.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::type_complexity)]

mod append;
mod check;
mod checkpoint;
mod mutate;
mod note;
mod policy;
mod proof;
mod python;
mod receipt;
mod support;
mod tile;
mod timestamp;
mod tree;
