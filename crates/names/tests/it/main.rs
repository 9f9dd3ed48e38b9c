//! What the crate promises, seen from outside.

mod laws;
mod parts;
mod repairs;
