//! Lists as people make them, linked: what is damaged, what is missing, what was decided, and what must never come out.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what is wrong by stopping

mod constraints;
mod decided;
mod families;
mod groups;
mod lists;
mod made;
mod odd_lists;
mod people;
mod stable;
mod whole;
