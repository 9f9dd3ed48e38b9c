//! What records are called, and what people decided about pairs of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::Field;
use crate::sheet::Sheet;

/// The keys of all records: the row of the first file (from 0), `b:ROW` of the second, or the column `id` where one is mapped.
#[derive(Debug, Clone)]
pub struct Records {
    keys: Vec<String>,
    by_key: BTreeMap<String, usize>,
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
        let mut records = Records { keys: Vec::new(), by_key: BTreeMap::new(), problems: Vec::new() };
        for (file, sheet) in sheets.iter().enumerate() {
            let ids = sheet.one(Field::Id);
            let (mut doubled, mut empty) = (BTreeSet::new(), 0_usize);
            for row in 0..sheet.rows {
                let by_row = if file == 0 { row.to_string() } else { format!("b:{row}") };
                let id = ids.map_or("", |column| column.text(row));
                empty += usize::from(ids.is_some() && id.is_empty());
                let wanted = if id.is_empty() { by_row } else { id.to_owned() };
                let key = records.free(&wanted, file);
                if key != wanted && !id.is_empty() {
                    doubled.insert(wanted);
                }
                records.by_key.insert(key.clone(), records.keys.len());
                records.keys.push(key);
            }
            if let Some(first) = doubled.first() {
                let count = doubled.len();
                records.problems.push(format!("{count} ids occur more than once, such as {first}: the later records are named {first}#2 and so on"));
            }
            if empty > 0 {
                records.problems.push(format!("{empty} records have no id and are named by their row"));
            }
        }
        records
    }

    /// The key, or the nearest that is not taken: a second list may use the ids of the first.
    fn free(&self, wanted: &str, file: usize) -> String {
        let beside = if file == 0 { wanted.to_owned() } else { format!("b:{wanted}") };
        if !self.by_key.contains_key(wanted) {
            return wanted.to_owned();
        }
        if !self.by_key.contains_key(&beside) {
            return beside;
        }
        let mut number = 2;
        loop {
            let key = format!("{beside}#{number}");
            if !self.by_key.contains_key(&key) {
                return key;
            }
            number += 1;
        }
    }

    /// The key of a record.
    #[must_use]
    pub fn key(&self, record: usize) -> &str {
        self.keys.get(record).map_or("", String::as_str)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.keys.len()
    }

    /// The record of a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        self.by_key.get(key.trim()).copied()
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
