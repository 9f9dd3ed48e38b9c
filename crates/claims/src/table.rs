//! A table with the bytes of each cell, until the room `text` offers one.

use sanad_model::{Problem, Span};

/// A table as read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// The first row.
    pub(crate) header: Row,
    /// The others.
    pub(crate) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Its cells in order.
    pub(crate) cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// Its bytes, without the quotation marks around them.
    pub(crate) span: Span,
    /// What it says, with doubled quotation marks single.
    pub(crate) value: String,
}

/// Reads RFC 4180 text; commas, semicolons or tabs between cells, whichever the first line has most of.
pub(crate) fn parse_table(text: &str) -> (Table, Vec<Problem>) {
    let first = text.lines().next().unwrap_or_default();
    let count = |c: char| first.matches(c).count();
    let comma = [',', ';', '\t'].into_iter().max_by_key(|c| (count(*c), *c == ',')).unwrap_or(',');
    let mut problems = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < text.len() {
        let mut row = Row::default();
        loop {
            let (cell, next, closed) = cell(text, at, comma);
            if !closed {
                problems
                    .push(Problem::at(format!("row {}", rows.len() + 1), "a quotation mark is never closed"));
            }
            row.cells.push(cell);
            at = next;
            if text[at..].starts_with(comma) {
                at += comma.len_utf8();
            } else {
                break;
            }
        }
        at += if text[at..].starts_with("\r\n") { 2 } else { usize::from(at < text.len()) };
        let blank = row.cells.len() == 1 && row.cells.iter().all(|c| c.value.trim().is_empty());
        if !blank || rows.is_empty() {
            rows.push(row);
        }
    }
    let header = if rows.is_empty() { Row::default() } else { rows.remove(0) };
    (Table { header, rows }, problems)
}

/// The cell that begins at a byte, where it ends, and whether its quotation marks close.
fn cell(text: &str, at: usize, comma: char) -> (Cell, usize, bool) {
    let plain = |at: usize| {
        let end = text[at..].find([comma, '\n', '\r']).map_or(text.len(), |n| at + n);
        (Cell { span: Span { start: at, end }, value: text[at..end].to_owned() }, end, true)
    };
    if !text[at..].starts_with('"') {
        return plain(at);
    }
    let mut end = at + 1;
    loop {
        match text[end..].find('"') {
            Some(n) if text[end + n + 1..].starts_with('"') => end += n + 2,
            Some(n) => {
                end += n;
                break;
            }
            None => return (plain(at).0, plain(at).1, false),
        }
    }
    let span = Span { start: at + 1, end };
    let value = span.of(text).unwrap_or_default().replace("\"\"", "\"");
    (Cell { span, value }, plain(end + 1).1, true)
}
