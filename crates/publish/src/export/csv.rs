//! An export as CSV: one file for each table, and what each column of each file means.

use super::tables::{Table, tables};
use super::{CaseExport, ExportFiles};
use crate::csv::{inert, table};
use crate::locale::{Locale, Value};
use crate::redact::Redacted;

/// RFC 4180, UTF-8, cells that no spreadsheet runs; `data-dictionary.csv` says what each column of each file means.
#[must_use]
pub fn export_csv(export: &Redacted<CaseExport>, locale: &Locale) -> ExportFiles {
    let export = export.get();
    let tables = tables(export, locale);
    let mut means = vec![vec!["*".to_owned(), String::new(), String::new(), about(export, locale)]];
    means.push(vec!["*".to_owned(), String::new(), String::new(), locale.say("column-inert")]);
    means.push(vec!["*".to_owned(), String::new(), String::new(), locale.say("column-values")]);
    let mut files = ExportFiles::new();
    for sheet in tables {
        let name = format!("{}.csv", sheet.name);
        means.extend(sheet.columns.iter().map(|column| {
            vec![name.clone(), column.name.to_owned(), column.sort.to_owned(), column.means.clone()]
        }));
        files.push((name, sheet_csv(&sheet)));
    }
    let dictionary = table(&["file", "column", "sort", "meaning"], means.into_iter());
    files.push(("data-dictionary.csv".to_owned(), dictionary));
    files
}

/// As every table, but degrees west and south stay numbers.
fn sheet_csv(sheet: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(sheet.columns.iter().map(|column| column.name));
    for row in &sheet.rows {
        let cells = sheet.columns.iter().zip(row).map(|(column, cell)| match column.number(cell) {
            Some(_) => cell.clone(),
            None => inert(cell),
        });
        let _ = writer.write_record(cells);
    }
    writer.into_inner().unwrap_or_default()
}

/// What the export is, and how much was left out.
pub(super) fn about(export: &CaseExport, l: &Locale) -> String {
    let full = if export.full { "yes" } else { "no" };
    let [claims, items, entities] = export.withheld;
    let mut said = l.tell("export-about", &[("full", Value::Text(full))]);
    said.push(' ');
    said.push_str(&l.say("export-claim"));
    if export.single_actor {
        said.push(' ');
        said.push_str(&l.say("export-one-person"));
    }
    if !export.full {
        said.push(' ');
        said.push_str(&l.tell(
            "export-withheld",
            &[
                ("claims", Value::Count(claims)),
                ("items", Value::Count(items)),
                ("entities", Value::Count(entities)),
            ],
        ));
    }
    said
}
