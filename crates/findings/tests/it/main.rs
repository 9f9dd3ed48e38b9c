//! Findings on an invented case, on odd data and on profiles that are wrong.

mod case;
mod completeness;
mod contrary;
mod gather;
mod profiles;
mod properties;
mod thresholds;
mod why;
