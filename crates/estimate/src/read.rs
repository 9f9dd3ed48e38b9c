//! Tables as people write them: CSV with one 0/1 column per list and a column `count`, perhaps with columns of strata.
//!
//! Lines that start with `#` are comments. Nothing is guessed: the first thing that does not fit ends the reading, with
//! the line it stands on.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Trim};

use crate::table::{Table, TableError};

/// Why a file is no table, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The header does not have the columns that it must.
    #[error("line {line}: {problem}")]
    Header {
        /// Of the file, from 1.
        line: u64,
        /// What is wrong, and what was expected.
        problem: String,
    },
    /// A row cannot be read.
    #[error("line {line} (row {row}): {problem}")]
    Row {
        /// Of the file, from 1.
        line: u64,
        /// Of the data, from 1: comments, empty lines and the header are not counted.
        row: u64,
        /// What is wrong, and what was expected.
        problem: String,
    },
}

/// One stratum: the values of its columns, and its own table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// The value of each stratum column, in the order asked for. Empty if none was.
    pub values: Vec<String>,
    /// The people of this stratum.
    pub table: Table,
}

/// Reads a table, split by the columns named in `strata` (none: one stratum). Strata come in ascending order of their values,
/// and all have the same lists. A table without rows is one stratum without people.
///
/// # Errors
/// [`ReadError`], at the first line that does not fit.
pub fn strata_from_csv(text: &str, strata: &[String]) -> Result<Vec<Stratum>, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .comment(Some(b'#'))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        Some(Ok(record)) => Header::new(&record, strata)?,
        _ => {
            return Err(ReadError::Header {
                line: 1,
                problem: "nothing to read; expected a header with a name for each list and `count` last"
                    .into(),
            });
        }
    };
    let mut rows = BTreeMap::<Vec<String>, Vec<(u32, u64)>>::new();
    for (row, record) in (1_u64..).zip(records) {
        let (line, read) = match record {
            Ok(record) => (line_of(&record), header.read(&record)),
            Err(error) => (error.position().map_or(0, csv::Position::line), Err(error.to_string())),
        };
        let (values, cell) = read.map_err(|problem| ReadError::Row { line, row, problem })?;
        let of_stratum = rows.entry(values).or_default();
        of_stratum.push(cell);
    }
    header.tables(rows)
}

/// Reads a table without strata.
///
/// # Errors
/// As [`strata_from_csv`].
pub fn table_from_csv(text: &str) -> Result<Table, ReadError> {
    let mut strata = strata_from_csv(text, &[])?;
    Ok(strata.remove(0).table)
}

/// Where what stands in a row.
struct Header {
    line: u64,
    names: Vec<String>,
    lists: Vec<usize>,
    strata: Vec<usize>,
    count: usize,
}

impl Header {
    fn new(record: &StringRecord, strata: &[String]) -> Result<Self, ReadError> {
        let line = line_of(record);
        let refuse = |problem: String| ReadError::Header { line, problem };
        let names = record.iter().map(str::to_owned).collect::<Vec<_>>();
        if let Some(at) = (0..names.len()).find(|at| names[*at].is_empty()) {
            return Err(refuse(format!("column {} has no name", at + 1)));
        }
        if let Some(at) = (0..names.len()).find(|at| names[..*at].contains(&names[*at])) {
            return Err(refuse(format!("two columns are called {:?}", names[at])));
        }
        let find = |name: &str| names.iter().position(|other| other == name);
        let count = names.iter().rposition(|name| name.eq_ignore_ascii_case("count")).ok_or_else(|| {
            refuse("no column `count`; expected a 0/1 column for each list, and `count` last".into())
        })?;
        let strata = strata
            .iter()
            .map(|name| {
                find(name).filter(|at| *at != count).ok_or_else(|| {
                    refuse(format!("no column {name:?} to split by; the columns are {}", names.join(", ")))
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let lists = (0..names.len()).filter(|at| *at != count && !strata.contains(at)).collect::<Vec<_>>();
        if lists.is_empty() {
            return Err(refuse("no list; expected a 0/1 column for each list, and `count` last".into()));
        }
        Ok(Self { line, names, lists, strata, count })
    }

    fn read(&self, record: &StringRecord) -> Result<(Vec<String>, (u32, u64)), String> {
        if record.len() != self.names.len() {
            return Err(format!("{} fields, but the header has {}", record.len(), self.names.len()));
        }
        let mut pattern = 0_u32;
        for (list, column) in self.lists.iter().enumerate() {
            match &record[*column] {
                "0" => {}
                "1" => pattern |= 1_u32.checked_shl(u32::try_from(list).unwrap_or(u32::MAX)).unwrap_or(0),
                other => {
                    return Err(format!("column {:?} holds {other:?}; expected 0 or 1", self.names[*column]));
                }
            }
        }
        let count = whole_number(&record[self.count])
            .map_err(|problem| format!("column {:?} {problem}", self.names[self.count]))?;
        if self.lists.iter().all(|column| &record[*column] == "0") {
            return Err(
                "a count of people who are on no list; that is what is to be estimated, leave the row out"
                    .into(),
            );
        }
        let values = self.strata.iter().map(|column| record[*column].to_owned()).collect();
        Ok((values, (pattern, count)))
    }

    fn tables(&self, mut rows: BTreeMap<Vec<String>, Vec<(u32, u64)>>) -> Result<Vec<Stratum>, ReadError> {
        let lists = self.lists.iter().map(|column| self.names[*column].clone()).collect::<Vec<_>>();
        if rows.is_empty() {
            rows.insert(self.strata.iter().map(|_| String::new()).collect(), Vec::new());
        }
        let refuse = |error: TableError| ReadError::Header { line: self.line, problem: error.to_string() };
        rows.into_iter()
            .map(|(values, rows)| {
                Ok(Stratum { values, table: Table::new(lists.clone(), rows).map_err(refuse)? })
            })
            .collect()
    }
}

fn line_of(record: &StringRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

fn whole_number(text: &str) -> Result<u64, String> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("holds {text:?}; expected a whole number, 0 or more"));
    }
    text.parse().map_err(|_| format!("holds {text}, more than can be counted"))
}
