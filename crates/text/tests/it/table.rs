//! Tables: values, exact places, and rows that people got wrong.

use sanad_model::Origin;
use sanad_text::parse_table;

use crate::{problems, read};

/// A table's delimiter and values, `/` between cells and a new element per row; and its problems.
fn check(text: &str, delimiter: char, rows: &[&str], expected_problems: &[&str]) {
    let (table, problems) = parse_table(text);
    let shown: Vec<String> = std::iter::once(&table.header)
        .chain(&table.rows)
        .map(|row| {
            for cell in &row.cells {
                let raw = cell.span.of(text).expect("a cell stands in the text");
                assert_eq!(
                    raw.replace("\"\"", "\""),
                    cell.value.replace("\"\"", "\""),
                    "the span is what the cell says"
                );
            }
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.value.as_str()).collect();
            format!("{}: {}", row.number, cells.join("/"))
        })
        .collect();
    assert_eq!(
        (table.delimiter, shown.as_slice()),
        (delimiter, rows.iter().map(|r| (*r).to_owned()).collect::<Vec<_>>().as_slice()),
        "{text:?}"
    );
    assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), expected_problems, "{text:?}");
}

#[test]
fn as_people_write_them() {
    check("a,b\n1,2\n", ',', &["1: a/b", "2: 1/2"], &[]);
    check("a;b\r\n1,5;2\r\n", ';', &["1: a/b", "2: 1,5/2"], &[]);
    check("a\tb\n1\t2", '\t', &["1: a/b", "2: 1/2"], &[]);
    check("a|b\n1|2", '|', &["1: a/b", "2: 1/2"], &[]);
    check("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n", ',', &["1: a/b", "2: x, y/he said \"no\""], &[]);
    check("a,b\n\"two\nlines\",2\n3,4\n", ',', &["1: a/b", "2: two\nlines/2", "3: 3/4"], &[]);
    check("a,b\n\n1,2\n", ',', &["1: a/b", "3: 1/2"], &[]);
    check("имя,число\nСаидов,«14»\n", ',', &["1: имя/число", "2: Саидов/«14»"], &[]);
    check("one column\nx\n", ',', &["1: one column", "2: x"], &[]);
    check("a,b\n,\n", ',', &["1: a/b", "2: /"], &[]);
}

#[test]
fn what_is_odd_is_named_by_its_row() {
    check(
        "a,b,c\n1,2\n1,2,3,4\n",
        ',',
        &["1: a/b/c", "2: 1/2", "3: 1/2/3/4"],
        &[
            "row 2: 2 cells where the header has 3",
            "row 3: 4 cells where the header has 3 (put cells that hold the delimiter in quotes)",
        ],
    );
    check(
        "a,b\n\"open,2\n",
        ',',
        &["1: a/b", "2: \"open/2"],
        &["row 2: a quote is opened and never closed; read as an ordinary character"],
    );
    check(
        "a,b\n\"x\"y,2\n",
        ',',
        &["1: a/b", "2: \"x\"y/2"],
        &["row 2: text goes on after a closing quote; taken as written (double quotes inside quotes)"],
    );
    let (table, problems) = parse_table("");
    assert!(table.header.cells.is_empty() && table.rows.is_empty() && problems.is_empty());
}

#[test]
fn segments_are_cells_and_the_text_is_the_file() {
    let bytes = "\u{feff}source,killed\n\"Radio, one\", at least 27 \n";
    let read = read("reports.csv", bytes);
    assert_eq!((read.media.as_str(), read.params.as_str()), ("text/csv", "delimiter ','"));
    assert_eq!(read.text.as_bytes(), &bytes.as_bytes()[3..]);
    let cells: Vec<_> =
        read.segments.iter().map(|s| (s.span.of(&read.text).unwrap(), s.origin.clone())).collect();
    let cell = |row, column| Origin::Cell { row, column, sheet: None };
    assert_eq!(
        cells,
        [
            ("source", cell(1, 1)),
            ("killed", cell(1, 2)),
            ("Radio, one", cell(2, 1)),
            ("at least 27", cell(2, 2))
        ]
    );
    assert!(problems(&read).is_empty());
}

#[test]
fn hostile_tables_are_linear() {
    for unit in ["\"", "\"a\n", ",", "\n", "\"\"", "a,", "\"\"x\n", "\r"] {
        let (table, problems) = parse_table(&unit.repeat(200_000 / unit.len()));
        assert!(table.rows.len() <= 1_000_000 && problems.len() <= 201, "{unit:?}");
    }
}
