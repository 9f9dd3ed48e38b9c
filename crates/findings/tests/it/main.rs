//! Findings on an invented case.
