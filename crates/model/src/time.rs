//! Dates as they were said (2018, 2018-11, 2018-11-07) and instants as they were recorded (UTC, to the second).
//!
//! A claimed date and a recorded instant are different types. Ranges follow Security Force Monitor's research
//! handbook: a *precise* range is true on every day of it, an *imprecise* one on at least one day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// An instant in UTC, whole seconds; written as RFC 3339 with `Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(jiff::Timestamp);

/// A date with the precision it was given in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// First and last day, both included; either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct DateSpan {
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<PartialDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<PartialDate>,
}

/// When something held: on every day of `precise`, on at least one day of `imprecise`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct DateRange {
    /// True on every day.
    pub precise: DateSpan,
    /// True on at least one day.
    pub imprecise: DateSpan,
    /// The first day is the day it began.
    #[serde(default)]
    pub starting: bool,
    /// The last day is the day it ended.
    #[serde(default)]
    pub ending: bool,
}

/// Not a date or instant in the one accepted spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not {expected}")]
pub struct TimeError {
    /// What would be accepted.
    pub expected: &'static str,
    /// What was found, cut to 40 characters.
    pub found: String,
}

impl Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z; `None` outside the years -9999 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0.as_second()
    }

    /// The day it falls on in UTC.
    #[must_use]
    pub fn date(self) -> PartialDate {
        let date = self.0.to_zoned(jiff::tz::TimeZone::UTC).date();
        PartialDate { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl PartialDate {
    /// A date of the given precision; `None` when there is no such day.
    #[must_use]
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let exists = match (month, day) {
            (None, None) => Date::new(year, 1, 1).is_ok(),
            (Some(m), None) => Date::new(year, m, 1).is_ok(),
            (Some(m), Some(d)) => Date::new(year, m, d).is_ok(),
            (None, Some(_)) => false,
        };
        (exists && (1..=9999).contains(&year)).then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, if it was given.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, if it was given.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The first day it may mean.
    #[must_use]
    pub fn first(self) -> Self {
        Self { month: Some(self.month.unwrap_or(1)), day: Some(self.day.unwrap_or(1)), ..self }
    }

    /// The last day it may mean.
    #[must_use]
    pub fn last(self) -> Self {
        let month = self.month.unwrap_or(12);
        let day =
            self.day.or_else(|| Date::new(self.year, month, 1).ok().map(|d| d.days_in_month())).unwrap_or(1);
        Self { month: Some(month), day: Some(day), ..self }
    }

    /// The day `days` later (earlier if negative); of a partial date, counted from its first day.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let first = self.first();
        let date = Date::new(first.year, first.month?, first.day?).ok()?;
        let moved = date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Self::new(moved.year(), Some(moved.month()), Some(moved.day()))
    }

    /// Day of the week of a full date: 1 = Monday to 7 = Sunday.
    #[must_use]
    pub fn weekday(self) -> Option<i8> {
        let date = Date::new(self.year, self.month?, self.day?).ok()?;
        Some(date.weekday().to_monday_one_offset())
    }
}

impl FromStr for PartialDate {
    type Err = TimeError;

    /// Accepts `2018`, `2018-11` and `2018-11-07`, nothing else.
    fn from_str(s: &str) -> Result<Self, TimeError> {
        let error = || TimeError {
            expected: "a date like 2018, 2018-11 or 2018-11-07",
            found: s.chars().take(40).collect(),
        };
        if !s.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(error());
        }
        let parts: Vec<&str> = s.split('-').collect();
        let digits = |part: &str, len: usize| (part.len() == len).then(|| part.parse::<i16>().ok()).flatten();
        let small = |part: &str| digits(part, 2).and_then(|n| i8::try_from(n).ok());
        let date = match parts.as_slice() {
            [y] => digits(y, 4).and_then(|y| Self::new(y, None, None)),
            [y, m] => digits(y, 4).and_then(|y| Self::new(y, Some(small(m)?), None)),
            [y, m, d] => digits(y, 4).and_then(|y| Self::new(y, Some(small(m)?), Some(small(d)?))),
            _ => None,
        };
        date.ok_or_else(error)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    /// Accepts `2018-11-07T21:30:00Z`, nothing else.
    fn from_str(s: &str) -> Result<Self, TimeError> {
        let error = || TimeError {
            expected: "a UTC time like 2018-11-07T21:30:00Z",
            found: s.chars().take(40).collect(),
        };
        let parsed = Self(s.parse().map_err(|_| error())?);
        if parsed.to_string() == s { Ok(parsed) } else { Err(error()) }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! as_text {
    ($name:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
as_text!(Timestamp);
as_text!(PartialDate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_keep_their_precision() {
        let rows = [
            ("2018", Some(("2018-01-01", "2018-12-31"))),
            ("2018-11", Some(("2018-11-01", "2018-11-30"))),
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2018-11-07", Some(("2018-11-07", "2018-11-07"))),
            ("2018-13", None),
            ("2018-02-30", None),
            ("2018-1-1", None),
            ("18", None),
            ("07.11.2018", None),
            ("-2018", None),
            ("", None),
        ];
        for (text, expected) in rows {
            let found = text.parse::<PartialDate>().ok();
            let range = found.map(|d| (d.first().to_string(), d.last().to_string()));
            assert_eq!(range, expected.map(|(a, b)| (a.to_owned(), b.to_owned())), "{text}");
            if let Some(date) = found {
                assert_eq!(date.to_string(), text);
            }
        }
    }

    #[test]
    fn instants_have_one_spelling() {
        let t: Timestamp = "2018-11-07T21:30:00Z".parse().unwrap();
        assert_eq!(t.date().to_string(), "2018-11-07");
        assert_eq!(Timestamp::from_unix(t.unix()), Some(t));
        for wrong in ["2018-11-07T21:30:00+00:00", "2018-11-07 21:30:00Z", "2018-11-07T21:30Z", "now"] {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_are_counted_across_months() {
        let d: PartialDate = "2018-11-07".parse().unwrap();
        assert_eq!(d.plus_days(-7).unwrap().to_string(), "2018-10-31");
        assert_eq!(d.weekday(), Some(3));
    }
}
