//! Comma-separated tables with the place of every cell: the importer's view and the reader's.
//!
//! RFC 4180 as people write it: comma, semicolon, tab or bar (found out, not asked); quoted cells with line ends and
//! doubled quotes; rows that are too short or too long are kept and named. Nothing is trimmed or converted.

use sanad_model::{Problem, Span};

use crate::extracted::MOST_PROBLEMS;

/// A table and the bytes of each cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands between cells.
    pub delimiter: char,
    /// The first row that is not blank.
    pub header: Row,
    /// The rows under it, blank ones left out.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1 as a spreadsheet counts: the header is usually 1, blank rows count.
    pub number: u32,
    /// The bytes of the row, without its line end.
    pub span: Span,
    /// Its cells, in order.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The bytes between the delimiters, or between the quotes of a quoted cell.
    pub span: Span,
    /// What the cell says: the bytes at the span, with doubled quotes made single.
    pub value: String,
}

/// No table is read beyond this many cells.
pub(crate) const MOST_CELLS: usize = 2_000_000;

/// Reads a table. Never fails: what is odd about a row is said, with the row's number.
///
/// ```
/// let (table, problems) = sanad_text::parse_table("source,killed\n\"Radio, Ozodi\",at least 27\n");
/// assert!(problems.is_empty());
/// assert_eq!(table.rows[0].cells[0].value, "Radio, Ozodi");
/// ```
#[must_use]
pub fn parse_table(text: &str) -> (Table, Vec<Problem>) {
    let delimiter = guess_delimiter(text);
    let mut reader = Reader::new(text, delimiter);
    let (mut header, mut rows, mut cells) = (None::<Row>, Vec::new(), 0);
    while let Some(row) = reader.row() {
        if row.cells.len() == 1 && row.cells[0].value.trim().is_empty() {
            continue;
        }
        cells += row.cells.len();
        if cells > MOST_CELLS {
            reader.say(&format!("the table has more than {MOST_CELLS} cells; the rest was not read"), "");
            break;
        }
        let Some(header) = &header else {
            header = Some(row);
            continue;
        };
        let (expected, found) = (header.cells.len(), row.cells.len());
        if expected != found {
            let what = format!("{found} cells where the header has {expected}");
            reader.say(
                &what,
                if found > expected { "put cells that hold the delimiter in quotes" } else { "" },
            );
        }
        rows.push(row);
    }
    (Table { delimiter, header: header.unwrap_or_else(Row::empty), rows }, reader.problems)
}

impl Row {
    fn empty() -> Self {
        Self { number: 0, span: Span { start: 0, end: 0 }, cells: Vec::new() }
    }
}

/// Reads rows one after the other.
struct Reader<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    number: u32,
    problems: Vec<Problem>,
}

/// What ended a cell.
enum Edge {
    Delimiter,
    RowEnd,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, delimiter: char) -> Self {
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        Self { text, delimiter, at: 0, number: 0, problems: Vec::new() }
    }

    fn row(&mut self) -> Option<Row> {
        if self.at >= self.text.len() {
            return None;
        }
        self.number = self.number.saturating_add(1);
        let (start, mut cells) = (self.at, Vec::new());
        let end = loop {
            let (cell, end, edge) = self.cell();
            cells.push(cell);
            match edge {
                Edge::Delimiter if cells.len() <= MOST_CELLS => {}
                Edge::Delimiter | Edge::RowEnd => break end,
            }
        };
        Some(Row { number: self.number, span: Span { start, end }, cells })
    }

    /// The next cell, where its bytes end, and what ended it. The reader then stands behind the edge.
    fn cell(&mut self) -> (Cell, usize, Edge) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let quote = start + bytes[start..].iter().take_while(|b| **b == b' ').count();
        if bytes.get(quote) == Some(&b'"') {
            match self.closing_quote(quote + 1) {
                Some(close) => {
                    let span = Span { start: quote + 1, end: close };
                    let value = self.text[span.start..span.end].replace("\"\"", "\"");
                    let (end, edge) = self.edge(close + 1);
                    if self.text[close + 1..end].trim().is_empty() {
                        return (Cell { span, value }, end, edge);
                    }
                    self.say(
                        "text goes on after a closing quote; taken as written",
                        "double quotes inside quotes",
                    );
                    let span = Span { start, end };
                    return (Cell { span, value: self.text[start..end].to_owned() }, end, edge);
                }
                None => self.say("a quote is opened and never closed; read as an ordinary character", ""),
            }
        }
        let (end, edge) = self.edge(start);
        (Cell { span: Span { start, end }, value: self.text[start..end].to_owned() }, end, edge)
    }

    fn say(&mut self, what: &str, advice: &str) {
        if self.problems.len() == MOST_PROBLEMS {
            self.problems
                .push(Problem::at(format!("row {}", self.number), "more rows with problems are not named"));
        }
        if self.problems.len() > MOST_PROBLEMS {
            return;
        }
        self.problems.push(Problem::at(format!("row {}", self.number), what).advise(advice));
    }

    /// The quote that closes a cell: not one of a pair.
    fn closing_quote(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            at += bytes.get(at..)?.iter().position(|b| *b == b'"')?;
            if bytes.get(at + 1) != Some(&b'"') {
                return Some(at);
            }
            at += 2;
        }
    }

    /// From a byte to the next delimiter or line end; stands behind it afterwards.
    fn edge(&mut self, from: usize) -> (usize, Edge) {
        let bytes = self.text.as_bytes();
        let stop = |b: &u8| *b == self.delimiter || *b == b'\n' || *b == b'\r';
        let end = bytes[from..].iter().position(stop).map_or(bytes.len(), |found| from + found);
        match bytes.get(end) {
            Some(b) if *b == self.delimiter => {
                self.at = end + 1;
                (end, Edge::Delimiter)
            }
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => {
                self.at = end + 2;
                (end, Edge::RowEnd)
            }
            _ => {
                self.at = (end + 1).min(bytes.len());
                (end, Edge::RowEnd)
            }
        }
    }
}

/// The delimiter that gives the first rows the same number of cells, and more than one; else a comma.
fn guess_delimiter(text: &str) -> char {
    let head = &text[..text.floor_char_boundary(64 * 1024)];
    let score = |delimiter: char| {
        let mut reader = Reader::new(head, delimiter);
        let widths: Vec<usize> = std::iter::from_fn(|| reader.row())
            .map(|row| row.cells.len())
            .filter(|width| *width > 1)
            .take(50)
            .collect();
        let first = widths.first().copied().unwrap_or(0);
        (widths.iter().filter(|width| **width == first).count(), first)
    };
    // The last of equals wins, so the usual comma stands last.
    ['|', '\t', ';', ','].into_iter().max_by_key(|delimiter| score(*delimiter)).unwrap_or(',')
}
