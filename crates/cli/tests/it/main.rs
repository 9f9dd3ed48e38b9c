//! The program as its users run it: the real binary, real files, a home of its own for each test.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)] // a test says what is wrong by stopping

mod agent;
mod anchor;
mod bad_input;
mod crash;
mod desk;
mod dossier;
mod estimate;
mod example;
mod export;
mod link;
mod manual;
mod names;
mod pages;
mod planted;
mod posts;
mod review;
mod walk;
