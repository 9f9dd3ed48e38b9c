//! Which bytes of a row stand behind which field.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::passage::Span;

/// The span of the cell behind each field of a table row, in the order of the fields' names.
///
/// Kept as one piece of text, because a case holds ten of them for each of hundreds of thousands of claims and almost
/// never asks. In files it is an object: `{"count": [12, 14]}`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Cells(Box<str>);

impl Cells {
    /// Whether there are none: what is not from a table has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The span behind a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<Span> {
        self.iter().find(|(name, _)| *name == field).map(|(_, span)| span)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Span)> {
        self.0.lines().filter_map(|line| {
            let mut parts = line.rsplitn(3, ' ');
            let (end, start, name) = (parts.next()?, parts.next()?, parts.next()?);
            Some((name, Span { start: start.parse().ok()?, end: end.parse().ok()? }))
        })
    }
}

impl FromIterator<(String, Span)> for Cells {
    fn from_iter<I: IntoIterator<Item = (String, Span)>>(cells: I) -> Self {
        let sorted: BTreeMap<String, Span> = cells.into_iter().collect();
        let mut text = String::new();
        for (name, span) in sorted.iter().filter(|(name, _)| !name.contains('\n')) {
            let _ = writeln!(text, "{name} {} {}", span.start, span.end);
        }
        Self(text.into_boxed_str())
    }
}

impl<const N: usize> From<[(String, Span); N]> for Cells {
    fn from(cells: [(String, Span); N]) -> Self {
        cells.into_iter().collect()
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<String, Span>::deserialize(deserializer).map(Self::from_iter)
    }
}

impl std::fmt::Debug for Cells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_an_object_in_files_and_what_they_were_before() {
        let given = [("scope", 7, 9), ("count", 0, 3), ("a name of two words", 10, 10)];
        let cells: Cells = given
            .iter()
            .map(|(n, start, end)| ((*n).to_owned(), Span { start: *start, end: *end }))
            .collect();
        assert_eq!(cells.get("count"), Some(Span { start: 0, end: 3 }));
        assert_eq!(cells.get("a name of two words"), Some(Span { start: 10, end: 10 }));
        assert_eq!(cells.get("words"), None);
        let map: BTreeMap<String, Span> = cells.iter().map(|(n, s)| (n.to_owned(), s)).collect();
        let text = serde_json::to_string(&cells).unwrap();
        assert_eq!(text, serde_json::to_string(&map).unwrap());
        assert_eq!(serde_json::from_str::<Cells>(&text).unwrap(), cells);
        assert!(Cells::default().is_empty() && serde_json::from_str::<Cells>("{}").unwrap().is_empty());
    }
}
