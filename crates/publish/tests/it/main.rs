//! The record of the published figures of Khujand in every format, and the same formats on hostile text.

mod charts;
mod data;
mod documents;
#[path = "../../../record/tests/it/khujand.rs"]
#[allow(dead_code)]
mod khujand;
mod pages;
mod paper;
mod tables;
mod words;
