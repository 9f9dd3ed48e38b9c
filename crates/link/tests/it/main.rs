//! Lists as people make them, linked: what is damaged, what is missing, what was decided, and what must never come out.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what is wrong by stopping

mod decided;
mod lists;
mod odd_lists;
mod people;
mod stable;
