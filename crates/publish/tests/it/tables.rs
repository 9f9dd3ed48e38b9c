//! The CSV files, read back by another reader than wrote them.

use sanad_publish::*;

use crate::data::{hostile, record};

/// RFC 4180, read by hand.
fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("a row");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                row.last_mut().expect("a cell").push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'), "lines end in CR LF");
                rows.push(vec![String::new()]);
            }
            c => row.last_mut().expect("a cell").push(c),
        }
    }
    assert!(!quoted);
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends too");
    rows
}

#[test]
fn tables_have_one_row_each_and_inert_cells() {
    for view in [record(), hostile()] {
        let files = [
            ("record.csv", record_csv(&view)),
            ("toll.csv", toll_csv(&view)),
            ("evidence.csv", evidence_csv(&view)),
        ];
        let dictionary = read(&data_dictionary(&Locale::english()));
        for (name, bytes) in files {
            let rows = read(&bytes);
            let width = rows[0].len();
            assert!(rows.len() > 1 && rows.iter().all(|row| row.len() == width), "{name}");
            for cell in rows.iter().flatten() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}']), "{name}: {cell}");
                assert!(!cell.contains('\u{202E}') && !cell.contains('\u{1b}'), "{name}: {cell}");
            }
            for column in &rows[0] {
                let means = dictionary.iter().find(|row| row[0] == name && row[1] == *column);
                assert!(
                    means.is_some_and(|row| !row[2].is_empty() && !row[2].starts_with('<')),
                    "{name}: {column}"
                );
            }
        }
    }
}

#[test]
fn the_numbers_stand_as_they_were_said() {
    let rows = read(&record_csv(&record()));
    let column = |name: &str| rows[0].iter().position(|c| c == name).unwrap();
    let of = |label: &str| rows.iter().find(|row| row[column("label")] == label).unwrap();
    let row = of("reports/C018");
    assert_eq!(
        (row[column("mode")].as_str(), row[column("low")].as_str(), row[column("high")].as_str()),
        ("at_least", "52", "")
    );
    assert_eq!(of("reports/C002")[column("standing")], "superseded");
    assert_eq!(of("reports/C021")[column("counted")], "no");
    assert_eq!(of("reports/C009")[column("kind")], "claimed_responsibility");
    assert_eq!(rows.len(), 1 + 24 + 2);
    let bounds = read(&toll_csv(&record()));
    assert!(
        bounds
            .iter()
            .any(|row| row[3] == "highest_claim" && row[4] == "52" && row[5].is_empty() && row[6] == "52")
    );
    let index = evidence_index(&record());
    assert_eq!((index.len(), index[0].claims.len()), (1, 26));
}
