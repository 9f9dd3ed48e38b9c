//! An export as one workbook: a sheet for each table, every cell a text or a number and never a formula.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError as Failed};

use super::csv::about;
use super::tables::{Table, tables};
use super::{CaseExport, ExportFiles};
use crate::locale::Locale;
use crate::redact::Redacted;
use crate::visible::visible;

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
#[error("the tables cannot be put into a workbook: {0}; take them as CSV")]
pub struct XlsxError(#[from] Failed);

/// No cell holds more characters.
const CELL: usize = 32_767;

/// `case.xlsx`; the same bytes for the same export.
///
/// # Errors
/// [`XlsxError`] when a table is longer than a sheet can be.
pub fn export_xlsx(export: &Redacted<CaseExport>, locale: &Locale) -> Result<ExportFiles, XlsxError> {
    let export = export.get();
    let tables = tables(export, locale);
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(export.generated.unix())?;
    book.set_properties(&DocProperties::new().set_author(&export.program).set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name("about")?.set_column_width(0, 120)?;
    sheet.write_string(0, 0, about(export, locale))?;
    sheet.write_string(1, 0, locale.say("column-values"))?;
    for (row, table) in (3..).zip(&tables) {
        sheet.write_string(row, 0, table.name)?;
    }
    for table in &tables {
        put(&mut book, table, &bold)?;
    }
    meanings(&mut book, &tables, &bold)?;
    Ok(vec![("case.xlsx".to_owned(), book.save_to_buffer()?)])
}

fn put(book: &mut Workbook, table: &Table, bold: &Format) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(table.name)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, column.name, bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for ((at, column), cell) in (0..).zip(&table.columns).zip(cells) {
            match column.number(cell) {
                Some(number) => sheet.write_number(row, at, number)?,
                None if cell.is_empty() => continue,
                None => sheet.write_string(row, at, shown(cell))?,
            };
        }
    }
    Ok(())
}

fn meanings(book: &mut Workbook, tables: &[Table], bold: &Format) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name("data-dictionary")?.set_freeze_panes(1, 0)?.set_column_width(3, 80)?;
    for (at, head) in (0..).zip(["sheet", "column", "sort", "meaning"]) {
        sheet.write_string_with_format(0, at, head, bold)?;
    }
    let all = tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    for (row, (table, column)) in (1..).zip(all) {
        for (at, said) in (0..).zip([table.name, column.name, column.sort, &column.means]) {
            sheet.write_string(row, at, said)?;
        }
    }
    Ok(())
}

/// Text as a cell can hold it.
fn shown(cell: &str) -> String {
    visible(cell).chars().take(CELL).collect()
}
