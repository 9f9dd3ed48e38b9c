//! A list as it comes in: delimiter, encoding and columns are found out, cells are read as a stream, each distinct one kept once.
//!
//! Reading refuses nothing but a file without rows or without a name in it. Rows that are too short or too long, cells in another
//! encoding than the rest and keys that occur twice are counted as problems and used as far as they go.

use std::io::{self, Read};

use csv::ByteRecord;
use encoding_rs::Encoding;

use crate::columns::{Guess, guess};
use crate::digits::plain;
use crate::field::Field;
use crate::interner::Interner;

/// What a reader wants to be told before: `column=field` pairs; fields beyond [`Field`] are not known.
pub type Mapping = Vec<(String, Option<Field>)>;

/// One list of people, its cells as numbers of distinct strings.
#[derive(Debug)]
pub struct Sheet {
    pub(crate) rows: usize,
    pub(crate) columns: Vec<Column>,
    /// What was guessed, column by column, in the order of the file.
    pub guesses: Vec<Guess>,
    /// What could not be used, in words.
    pub problems: Vec<String>,
}

/// A column that is used.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) field: Field,
    pub(crate) strings: Interner,
    /// A number of `strings` for each row.
    pub(crate) cells: Vec<u32>,
}

/// Why a list cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The bytes could not be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is no table.
    #[error("not a table: {0}")]
    NotATable(String),
    /// There is no row.
    #[error("no rows")]
    Empty,
    /// No column holds a name; the columns are listed.
    #[error("no column holds a name; the columns are {0}")]
    NoName(String),
    /// A mapping names a column that is not there; the columns are listed.
    #[error("no column {0}; the columns are {1}")]
    NoColumn(String, String),
    /// More rows than can be numbered.
    #[error("more than {0} rows")]
    TooLong(usize),
}

/// More than this many rows are refused: a record's number has 31 bits.
const MOST_ROWS: usize = (1 << 31) - 1;
/// How many bytes are looked at for encoding and delimiter.
const HEAD: usize = 1 << 18;
/// How many rows are looked at before the columns are guessed.
const SAMPLE: usize = 1000;

impl Sheet {
    /// Reads a list.
    ///
    /// # Errors
    /// When it cannot be read, has no rows, has no name, or the mapping names a column that is not there.
    pub fn read(input: impl Read, mapping: &[(String, Option<Field>)]) -> Result<Sheet, SheetError> {
        let (head, rest) = decoded(input)?;
        let delimiter = delimiter(&head);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(io::Cursor::new(head).chain(rest));
        let mut sample = Vec::new();
        let mut record = ByteRecord::new();
        while sample.len() <= SAMPLE && next(&mut reader, &mut record)? {
            sample.push(record.clone());
        }
        let mut cells = Cells::new(&sample);
        let texts: Vec<Vec<String>> = sample
            .iter()
            .map(|record| record.iter().map(|cell| cells.text(cell).trim().to_owned()).collect())
            .collect();
        let Some((first, others)) = texts.split_first() else { return Err(SheetError::Empty) };
        let (guesses, headless, notes) = guess(first, others, mapping)?;
        let mut sheet = Sheet { rows: 0, columns: Vec::new(), guesses, problems: notes };
        sheet.columns = sheet.guesses.iter().filter_map(|guess| guess.field).map(Column::new).collect();
        let wanted: Vec<usize> = sheet
            .guesses
            .iter()
            .enumerate()
            .filter(|(_, guess)| guess.field.is_some())
            .map(|(at, _)| at)
            .collect();
        let width = sheet.guesses.len();
        let (mut short, mut long) = (0_usize, 0_usize);
        let mut take = |record: &ByteRecord, sheet: &mut Sheet| {
            short += usize::from(record.len() < width);
            long += usize::from(record.len() > width);
            for (column, at) in sheet.columns.iter_mut().zip(&wanted) {
                let text = cells.text(record.get(*at).unwrap_or_default());
                let number = column.strings.intern(text.trim());
                column.cells.push(number);
            }
            sheet.rows += 1;
        };
        for record in sample.iter().skip(usize::from(!headless)) {
            take(record, &mut sheet);
        }
        while next(&mut reader, &mut record)? {
            if sheet.rows == MOST_ROWS {
                return Err(SheetError::TooLong(MOST_ROWS));
            }
            take(&record, &mut sheet);
        }
        if sheet.rows == 0 {
            return Err(SheetError::Empty);
        }
        for (count, what) in [(short, "fewer"), (long, "more")] {
            if count > 0 {
                sheet.problems.push(format!("{count} rows have {what} cells than the header"));
            }
        }
        if cells.foreign > 0 {
            let name = cells.encoding.map_or("an unknown encoding", Encoding::name);
            sheet.problems.push(format!("{} cells are not UTF-8 and were read as {name}", cells.foreign));
        }
        Ok(sheet)
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows
    }

    /// The columns that hold this field.
    pub(crate) fn all(&self, field: Field) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |column| column.field == field)
    }

    /// The first column that holds this field.
    pub(crate) fn one(&self, field: Field) -> Option<&Column> {
        self.all(field).next()
    }
}

impl Column {
    fn new(field: Field) -> Column {
        Column { field, strings: Interner::default(), cells: Vec::new() }
    }

    /// The cell of a row.
    pub(crate) fn text(&self, row: usize) -> &str {
        self.strings.get(self.cells[row])
    }
}

/// Cells as text: UTF-8 where they are, else in the encoding that the first thousand rows suggest.
struct Cells {
    encoding: Option<&'static Encoding>,
    foreign: usize,
    buffer: String,
}

impl Cells {
    fn new(sample: &[ByteRecord]) -> Cells {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        let mut seen = false;
        for cell in sample.iter().flatten().filter(|cell| std::str::from_utf8(cell).is_err()) {
            detector.feed(cell, false);
            detector.feed(b" ", false);
            seen = true;
        }
        let encoding = seen.then(|| detector.guess(None, chardetng::Utf8Detection::Deny));
        Cells { encoding, foreign: 0, buffer: String::new() }
    }

    fn text<'a>(&'a mut self, cell: &'a [u8]) -> &'a str {
        if let Ok(text) = std::str::from_utf8(cell) {
            return text;
        }
        self.foreign += 1;
        let encoding = *self.encoding.get_or_insert_with(|| {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(cell, true);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        });
        self.buffer = encoding.decode_without_bom_handling(cell).0.into_owned();
        &self.buffer
    }
}

/// The first bytes, and the rest, as bytes in which ASCII is ASCII: UTF-16 is decoded, a byte order mark dropped.
fn decoded<'a>(mut input: impl Read + 'a) -> Result<(Vec<u8>, Box<dyn Read + 'a>), SheetError> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    match Encoding::for_bom(&head) {
        Some((encoding, length)) if encoding == encoding_rs::UTF_8 => {
            head.drain(..length);
        }
        Some((encoding, _)) => {
            input.read_to_end(&mut head)?;
            return Ok((encoding.decode(&head).0.into_owned().into_bytes(), Box::new(io::empty())));
        }
        None => {}
    }
    Ok((head, Box::new(input)))
}

/// The delimiter that divides the first lines into the same number of cells, most of them.
fn delimiter(head: &[u8]) -> u8 {
    let counts = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(head);
        let lengths: Vec<usize> =
            reader.byte_records().take(50).filter_map(Result::ok).map(|record| record.len()).collect();
        let first = lengths.first().copied().unwrap_or(0);
        let alike = lengths.iter().filter(|length| **length == first).count();
        if first < 2 { (0, 0) } else { (alike * 100 / lengths.len().max(1), first) }
    };
    let best = [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|delimiter| {
        let (alike, cells) = counts(*delimiter);
        alike * cells.min(30)
    });
    best.filter(|delimiter| counts(*delimiter).1 > 1).unwrap_or(b',')
}

fn next(reader: &mut csv::Reader<impl Read>, record: &mut ByteRecord) -> Result<bool, SheetError> {
    loop {
        let more =
            reader.read_byte_record(record).map_err(|error| SheetError::NotATable(error.to_string()))?;
        // A line of blanks is no row; a row of empty cells is one, or its number would be lost.
        if !more || record.len() > 1 || record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            return Ok(more);
        }
    }
}

/// Headers as they are compared.
pub(crate) fn key(header: &str) -> String {
    plain(header.trim())
}
