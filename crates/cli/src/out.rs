//! What the program prints: results on standard output, everything else on standard error, nothing that could move
//! the reader's terminal.

#![allow(clippy::print_stdout, clippy::print_stderr)] // this is the one place that prints

use std::io::Write as _;
use std::process::ExitCode;

use comfy_table::{Attribute, Cell, ContentArrangement, Table, presets};
use sanad_case::CaseError;
use serde::Serialize;

/// Prints one JSON document.
pub(crate) fn json<T: Serialize>(value: &T) -> sanad_case::Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(|e| {
        CaseError::new(
            sanad_case::Exit::CheckFailed,
            format!("the result cannot be written as JSON: {e}"),
            "",
        )
    })?;
    line(&text);
    Ok(())
}

/// Prints a line of a result. A reader that stopped listening (`| head`) is no error.
pub(crate) fn line(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
}

/// Prints a result that is a file of its own, as it is.
pub(crate) fn bytes(bytes: &[u8]) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
}

/// Prints a line for the person, not part of the result.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints why the program ends, in one line, and gives its exit code.
pub(crate) fn failure(error: &CaseError) -> ExitCode {
    note(&format!("sanad: {}", safe(&error.to_string())));
    ExitCode::from(error.exit as u8)
}

/// Prints rows under headings, fitted to the terminal.
pub(crate) fn table<const N: usize>(headings: [&str; N], rows: impl IntoIterator<Item = [String; N]>) {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.set_header(headings.map(|h| Cell::new(h).add_attribute(Attribute::Bold)));
    for row in rows {
        table.add_row(row.iter().map(|cell| safe(cell)));
    }
    line(&table.to_string());
}

/// People's text made inert for a terminal: control characters, escape sequences and marks that turn the direction of
/// writing are shown as their code.
pub(crate) fn safe(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => " ".to_owned(),
            c if c.is_control() || turns_direction(c) => format!("\u{27e8}{:04X}\u{27e9}", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}

/// Embeddings, overrides and isolates; the plain marks U+200E and U+200F are part of honest Persian and stay.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn nothing_moves_the_terminal() {
        let rows = [
            ("plain", "Раҳмон الف", "Раҳмон الف"),
            ("escape sequence", "a\u{1b}[2Jb", "a\u{27e8}001B\u{27e9}[2Jb"),
            ("override", "x\u{202e}fdp.exe", "x\u{27e8}202E\u{27e9}fdp.exe"),
            ("line break", "a\nb", "a b"),
        ];
        for (name, text, expected) in rows {
            assert_eq!(safe(text), expected, "{name}");
        }
    }
}
