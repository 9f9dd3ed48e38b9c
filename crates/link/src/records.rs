//! What records are called, and what people decided about pairs of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::field::Field;
use crate::sheet::Sheet;

/// The keys of all records: the row of the first file (from 0), `b:ROW` of the second, or the column `id` where one is mapped.
#[derive(Debug, Clone)]
pub struct Records {
    /// Rows of each file.
    rows: Vec<usize>,
    /// Keys that are not made of the row.
    ids: BTreeMap<usize, String>,
    by_id: BTreeMap<String, usize>,
    /// What had to be made up, in words.
    pub problems: Vec<String>,
}

/// A person's decision on a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// One person.
    Same,
    /// Two persons.
    NotSame,
    /// Looked at, and left open.
    Unsure,
}

/// The decisions of a file.
#[derive(Debug, Clone, Default)]
pub struct Judgements {
    /// The last decision on each pair, the earlier record first.
    pub pairs: BTreeMap<(usize, usize), Judged>,
    /// Lines that could not be used, in words.
    pub problems: Vec<String>,
}

impl Records {
    /// The records of one or two sheets, in order.
    #[must_use]
    pub fn of(sheets: &[&Sheet]) -> Records {
        let rows = sheets.iter().map(|sheet| sheet.rows).collect();
        let mut records =
            Records { rows, ids: BTreeMap::new(), by_id: BTreeMap::new(), problems: Vec::new() };
        let mut from = 0;
        for (file, sheet) in sheets.iter().enumerate() {
            if let Some(column) = sheet.one(Field::Id) {
                let ids = (0..sheet.rows).map(|row| column.text(row));
                records.take(file, from, ids);
            }
            from += sheet.rows;
        }
        records
    }

    fn take<'a>(&mut self, file: usize, from: usize, ids: impl Iterator<Item = &'a str>) {
        let (mut doubled, mut empty) = (BTreeSet::new(), 0_usize);
        for (row, id) in ids.enumerate() {
            if id.is_empty() {
                empty += 1;
                continue;
            }
            let key = self.free(id, file);
            if key != id {
                doubled.insert(id);
            }
            self.by_id.insert(key.clone(), from + row);
            self.ids.insert(from + row, key);
        }
        if let Some(first) = doubled.first() {
            let count = doubled.len();
            self.problems.push(format!(
                "{count} ids occur more than once, such as {first}: a later record is named {first}#2, or b:{first} if it is of the \
                 second list, and so on"
            ));
        }
        if empty > 0 {
            self.problems.push(format!("{empty} records have no id and are named by their row"));
        }
    }

    /// The id, or the nearest that is not taken: a second list may use the ids of the first.
    fn free(&self, id: &str, file: usize) -> String {
        let beside = if file == 0 { id.to_owned() } else { format!("b:{id}") };
        let numbered = (2..).map(|number: usize| format!("{beside}#{number}"));
        let mut candidates = [id.to_owned(), beside.clone()].into_iter().chain(numbered);
        candidates.find(|key| !self.by_id.contains_key(key)).unwrap_or_default()
    }

    /// The key of a record.
    #[must_use]
    pub fn key(&self, record: usize) -> Cow<'_, str> {
        if let Some(id) = self.ids.get(&record) {
            return Cow::Borrowed(id);
        }
        let first = self.rows.first().copied().unwrap_or(0);
        Cow::Owned(if record < first { record.to_string() } else { format!("b:{}", record - first) })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.iter().sum()
    }

    /// The record of a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        let key = key.trim();
        if let Some(record) = self.by_id.get(key) {
            return Some(*record);
        }
        let first = self.rows.first().copied().unwrap_or(0);
        let record = match key.strip_prefix("b:") {
            Some(row) => row.parse::<usize>().ok()?.checked_add(first)?,
            None => key.parse::<usize>().ok().filter(|row| *row < first)?,
        };
        (record < self.count() && !self.ids.contains_key(&record)).then_some(record)
    }
}

impl Judgements {
    /// Reads a table with the columns a, b and verdict (`same`, `not_same`, `unsure`); further columns are left alone. The last line on
    /// a pair counts. Lines that name no record or no verdict are problems, not errors.
    ///
    /// # Errors
    /// In words, if one of the columns is missing.
    pub fn read(text: &str, records: &Records) -> Result<Judgements, String> {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(|error| error.to_string())?.clone();
        let column = |name: &str| {
            headers
                .iter()
                .position(|header| header.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
                .ok_or_else(|| format!("no column {name}; judgements need a, b and verdict"))
        };
        let (a, b, verdict) = (column("a")?, column("b")?, column("verdict")?);
        let mut judgements = Judgements::default();
        for (number, line) in reader.records().enumerate() {
            let place = format!("line {}", number + 2);
            let Ok(line) = line else {
                judgements.problems.push(format!("{place} is not readable"));
                continue;
            };
            let cell = |at: usize| line.get(at).unwrap_or_default();
            let judged = match cell(verdict) {
                "same" => Judged::Same,
                "not_same" => Judged::NotSame,
                "unsure" => Judged::Unsure,
                other => {
                    judgements.problems.push(format!("{place}: {other:?} is none of same, not_same, unsure"));
                    continue;
                }
            };
            match (records.find(cell(a)), records.find(cell(b))) {
                (Some(x), Some(y)) if x != y => {
                    judgements.pairs.insert((x.min(y), x.max(y)), judged);
                }
                (Some(_), Some(_)) => {
                    judgements.problems.push(format!("{place}: both are record {}", cell(a)));
                }
                (None, _) => judgements.problems.push(format!("{place}: no record {}", cell(a))),
                (_, None) => judgements.problems.push(format!("{place}: no record {}", cell(b))),
            }
        }
        Ok(judgements)
    }

    /// Pairs with this decision.
    #[must_use]
    pub fn with(&self, judged: Judged) -> Vec<(usize, usize)> {
        self.pairs.iter().filter(|(_, decision)| **decision == judged).map(|(pair, _)| *pair).collect()
    }
}
