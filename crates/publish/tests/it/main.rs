//! The record of the published figures of Khujand in every format, and the same formats on hostile text.

#![allow(clippy::panic, clippy::print_stderr)] // a test says what is wrong by stopping

mod charts;
mod data;
mod documents;
mod exports;
#[path = "../../../record/tests/it/khujand.rs"]
#[allow(dead_code)]
mod khujand;
mod pages;
mod paper;
mod tables;
mod words;
