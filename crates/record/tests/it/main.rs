//! The record's rules on the published figures of Khujand, on odd data and on made-up data.

mod khujand;
mod people;
mod posts;
mod properties;
mod rules;
mod why;
