//! What the crate promises, seen from outside.

mod graphs;
mod published;
mod table;
