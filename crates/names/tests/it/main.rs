//! What the crate promises, seen from outside.

mod laws;
mod pairs;
mod parts;
mod repairs;
