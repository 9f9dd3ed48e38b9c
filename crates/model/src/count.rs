//! How many, exactly as it was said: "at least 47", "dozens", "up to 20", "no figure given".
//!
//! Counts are never rounded into one number. [`Count::bounds`] gives what the words allow.

use serde::{Deserialize, Serialize};

/// A number as it was said.
///
/// Invariant: `low` and `high` are what the mode allows (see [`CountMode`]), and `low <= high`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Count {
    mode: CountMode,
    low: Option<u64>,
    high: Option<u64>,
    text: String,
}

/// In which way a number was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountMode {
    /// "25": low = high.
    Exact,
    /// "at least 47", "more than 50": low only.
    AtLeast,
    /// "up to 20": high only.
    AtMost,
    /// "about 100": low = high = the number said; the vagueness is kept as the mode.
    About,
    /// "20 to 30": low < high or equal.
    Range,
    /// "several", "dozens" (low 24), "scores" (low 40), "hundreds" (low 200): low or nothing.
    Vague,
    /// "much higher than 47": low = the number compared with; or nothing.
    Relative,
    /// "no casualties": low = high = 0.
    None,
    /// No number given.
    Unspecified,
}

/// Why numbers do not fit their mode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// The mode takes other bounds than were given.
    #[error("a count of mode {mode} takes {expected}, not low {low:?} and high {high:?}")]
    Bounds {
        /// The mode.
        mode: &'static str,
        /// What it takes.
        expected: &'static str,
        /// What was given as low.
        low: Option<u64>,
        /// What was given as high.
        high: Option<u64>,
    },
    /// No such mode.
    #[error(
        "unknown count mode {0:?}; use exact, at_least, at_most, about, range, vague, relative, none or unspecified"
    )]
    Mode(String),
}

impl Count {
    /// A checked count.
    ///
    /// # Errors
    /// [`CountError::Bounds`] when `low` and `high` are not what the mode takes.
    pub fn new(
        mode: CountMode,
        low: Option<u64>,
        high: Option<u64>,
        text: impl Into<String>,
    ) -> Result<Self, CountError> {
        use CountMode::{About, AtLeast, AtMost, Exact, None as Nobody, Range, Relative, Unspecified, Vague};
        let (low, high) = match (mode, low, high) {
            (Exact | About, Some(n), None) | (Exact | About, None, Some(n)) => (Some(n), Some(n)),
            (Nobody, None, None) => (Some(0), Some(0)),
            kept => (kept.1, kept.2),
        };
        let fits = match mode {
            Exact | About => low.is_some() && low == high,
            AtLeast => low.is_some() && high.is_none(),
            AtMost => low.is_none() && high.is_some(),
            Range => low.is_some() && high.is_some() && low <= high,
            Vague | Relative => high.is_none(),
            Nobody => (low, high) == (Some(0), Some(0)),
            Unspecified => low.is_none() && high.is_none(),
        };
        if fits {
            Ok(Self { mode, low, high, text: text.into() })
        } else {
            Err(CountError::Bounds { mode: mode.as_str(), expected: mode.takes(), low, high })
        }
    }

    /// One number, said plainly.
    #[must_use]
    pub fn exact(n: u64, text: impl Into<String>) -> Self {
        Self { mode: CountMode::Exact, low: Some(n), high: Some(n), text: text.into() }
    }

    /// No number given.
    #[must_use]
    pub fn unspecified() -> Self {
        Self { mode: CountMode::Unspecified, low: None, high: None, text: String::new() }
    }

    /// In which way it was said.
    #[must_use]
    pub fn mode(&self) -> CountMode {
        self.mode
    }

    /// The lowest number the words name, if they name one.
    #[must_use]
    pub fn low(&self) -> Option<u64> {
        self.low
    }

    /// The highest number the words name, if they name one.
    #[must_use]
    pub fn high(&self) -> Option<u64> {
        self.high
    }

    /// The words themselves.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether any number was said.
    #[must_use]
    pub fn has_number(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// What the words allow: from (0 where open) and to (`None` where open). `None` when no number was said.
    #[must_use]
    pub fn bounds(&self) -> Option<(u64, Option<u64>)> {
        self.has_number().then(|| (self.low.unwrap_or(0), self.high))
    }
}

impl CountMode {
    /// The word used in files and on pages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::About => "about",
            Self::Range => "range",
            Self::Vague => "vague",
            Self::Relative => "relative",
            Self::None => "none",
            Self::Unspecified => "unspecified",
        }
    }

    fn takes(self) -> &'static str {
        match self {
            Self::Exact | Self::About => "one number",
            Self::AtLeast => "a low only",
            Self::AtMost => "a high only",
            Self::Range => "a low and a high, low first",
            Self::Vague | Self::Relative => "a low or nothing",
            Self::None => "zero",
            Self::Unspecified => "no number",
        }
    }
}

impl std::str::FromStr for CountMode {
    type Err = CountError;

    fn from_str(s: &str) -> Result<Self, CountError> {
        [
            Self::Exact,
            Self::AtLeast,
            Self::AtMost,
            Self::About,
            Self::Range,
            Self::Vague,
            Self::Relative,
            Self::None,
            Self::Unspecified,
        ]
        .into_iter()
        .find(|mode| mode.as_str() == s)
        .ok_or_else(|| CountError::Mode(s.chars().take(40).collect()))
    }
}

impl std::fmt::Display for CountMode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[derive(Deserialize)]
struct Unchecked {
    mode: CountMode,
    #[serde(default)]
    low: Option<u64>,
    #[serde(default)]
    high: Option<u64>,
    #[serde(default)]
    text: String,
}

impl TryFrom<Unchecked> for Count {
    type Error = CountError;

    fn try_from(raw: Unchecked) -> Result<Self, CountError> {
        Self::new(raw.mode, raw.low, raw.high, raw.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_takes_its_own_bounds_and_no_others() {
        use CountMode::*;
        let rows = [
            ("25", Exact, Some(25), Some(25), Some((25, Some(25)))),
            ("25, low alone", Exact, Some(25), Option::None, Some((25, Some(25)))),
            ("at least 47", AtLeast, Some(47), Option::None, Some((47, Option::None))),
            ("up to 20", AtMost, Option::None, Some(20), Some((0, Some(20)))),
            ("20 to 30", Range, Some(20), Some(30), Some((20, Some(30)))),
            ("dozens", Vague, Some(24), Option::None, Some((24, Option::None))),
            ("several", Vague, Option::None, Option::None, Option::None),
            ("no casualties", None, Option::None, Option::None, Some((0, Some(0)))),
            ("no figure", Unspecified, Option::None, Option::None, Option::None),
        ];
        for (text, mode, low, high, bounds) in rows {
            assert_eq!(Count::new(mode, low, high, text).map(|c| c.bounds()), Ok(bounds), "{text}");
        }
        let wrong = [
            ("reversed", Range, Some(30), Some(20)),
            ("two numbers as one", Exact, Some(20), Some(30)),
            ("at least with a high", AtLeast, Some(1), Some(2)),
            ("unspecified with a number", Unspecified, Some(1), Option::None),
            ("none of five", None, Some(5), Some(5)),
        ];
        for (name, mode, low, high) in wrong {
            assert!(Count::new(mode, low, high, name).is_err(), "{name}");
        }
    }

    #[test]
    fn stored_counts_are_checked_again() {
        let json = r#"{"mode":"range","low":9,"high":3,"text":"9 to 3"}"#;
        assert!(serde_json::from_str::<Count>(json).is_err());
    }
}
