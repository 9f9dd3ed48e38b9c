//! What went wrong with something people wrote: said once, in words, without stopping the rest.

use serde::{Deserialize, Serialize};

/// One thing that could not be read or used. Parsers of human text return these beside their value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where: "row 3", "page 2", "byte 4096", or empty for the whole document.
    #[serde(rename = "where", default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What is the matter, in one sentence.
    pub what: String,
    /// What to do about it, if anything can be done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub advice: String,
}

impl Problem {
    /// A problem of the whole document.
    #[must_use]
    pub fn whole(what: impl Into<String>) -> Self {
        Self { place: String::new(), what: what.into(), advice: String::new() }
    }

    /// A problem at a place.
    #[must_use]
    pub fn at(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into(), advice: String::new() }
    }

    /// The same, with what to do.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.what)?;
        if !self.advice.is_empty() {
            write!(f, " ({})", self.advice)?;
        }
        Ok(())
    }
}
