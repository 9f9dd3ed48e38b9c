//! What the crate promises, seen from outside.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::inconsistent_digit_grouping,
    reason = "tests panic, and compare with figures as they were published"
)]

mod graphs;
mod latent;
mod loglinear;
mod published;
mod table;
mod verdict;
