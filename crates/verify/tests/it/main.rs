//! Tests of `sanad-verify` as it is used: a folder, a command line, an exit code, sentences.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::type_complexity)]

mod damage;
mod fixture;
mod hostile;
mod verdict;
