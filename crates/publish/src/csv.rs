//! The record as tables: RFC 4180, one header line, stable column names, and cells that no spreadsheet runs.
//!
//! `record.csv` has one row for each claim, `toll.csv` one for each bound, `evidence.csv` one for each item;
//! [`data_dictionary`] says what each column means.

use sanad_record::{Row, Toll};

use crate::locale::Locale;
use crate::redact::Redacted;
use crate::view::{RecordView, evidence_index};
use crate::visible::named;

const RECORD: [&str; 28] = [
    "claim",
    "label",
    "kind",
    "date",
    "speaker",
    "class",
    "publisher",
    "mode",
    "low",
    "high",
    "text",
    "scope",
    "breakdown",
    "based_on",
    "supersedes",
    "superseded_by",
    "part_of",
    "disputes",
    "status",
    "counted",
    "standing",
    "seen_as",
    "url",
    "item",
    "span_start",
    "span_end",
    "log_index",
    "quote",
];
const TOLL: [&str; 10] =
    ["event", "kind", "scope", "rule", "low", "high", "reaches", "sources", "of", "claims"];
const EVIDENCE: [&str; 10] =
    ["item", "sha256", "size", "media", "name", "source", "publisher", "url", "collected", "log_index"];

/// One row for each claim that is shown.
#[must_use]
pub fn record_csv(view: &Redacted<RecordView>) -> Vec<u8> {
    let rows = view.get().rows().map(record_row);
    table(&RECORD, rows)
}

/// One row for each bound of each toll.
#[must_use]
pub fn toll_csv(view: &Redacted<RecordView>) -> Vec<u8> {
    table(&TOLL, view.get().tolls.iter().flat_map(toll_rows))
}

/// One row for each item.
#[must_use]
pub fn evidence_csv(view: &Redacted<RecordView>) -> Vec<u8> {
    let rows = evidence_index(view).into_iter().map(|row| {
        vec![
            row.item.to_string(),
            row.sha256.to_string(),
            row.size.to_string(),
            row.media,
            row.name.unwrap_or_default(),
            row.source.unwrap_or_default(),
            row.publisher.unwrap_or_default(),
            row.url.unwrap_or_default(),
            row.collected.map(|date| date.to_string()).unwrap_or_default(),
            row.index.to_string(),
        ]
    });
    table(&EVIDENCE, rows)
}

/// What each column of each file means.
#[must_use]
pub fn data_dictionary(locale: &Locale) -> Vec<u8> {
    let files: [(&str, &[&str]); 3] =
        [("record.csv", &RECORD), ("toll.csv", &TOLL), ("evidence.csv", &EVIDENCE)];
    let mut rows = vec![vec!["*".to_owned(), String::new(), locale.say("column-inert")]];
    for (file, columns) in files {
        for column in columns {
            let meaning = locale.say(&format!("column-{column}"));
            rows.push(vec![file.to_owned(), (*column).to_owned(), meaning]);
        }
    }
    // "*" is a plain cell here: the file has no cell from outside.
    table(&["file", "column", "meaning"], rows.into_iter())
}

fn record_row(row: &Row) -> Vec<String> {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        row.claim.to_string(),
        text(&row.label),
        row.kind.to_string(),
        row.date.map(|date| date.to_string()).unwrap_or_default(),
        row.speaker.clone(),
        row.class.to_string(),
        text(&row.publisher),
        row.mode.to_string(),
        number(row.low),
        number(row.high),
        row.text.clone(),
        row.scope.clone(),
        text(&row.breakdown),
        text(&row.based_on),
        text(&row.supersedes),
        row.superseded_by.map(|id| id.to_string()).unwrap_or_default(),
        text(&row.part_of),
        text(&row.disputes),
        row.status.to_string(),
        if row.counted { "yes" } else { "no" }.to_owned(),
        serde_json::to_value(row.standing)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default(),
        text(&row.seen_as),
        text(&row.url),
        row.item.to_string(),
        row.span.start.to_string(),
        row.span.end.to_string(),
        row.index.to_string(),
        row.quote.clone(),
    ]
}

fn toll_rows(toll: &Toll) -> impl Iterator<Item = Vec<String>> + '_ {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    toll.bounds.iter().map(move |bound| {
        vec![
            toll.event.clone().unwrap_or_default(),
            toll.kind.to_string(),
            bound.scope.clone(),
            bound.rule.to_string(),
            number(bound.low),
            number(bound.high),
            number(bound.reaches),
            bound.sources.to_string(),
            bound.of.to_string(),
            bound.claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        ]
    })
}

/// A table in RFC 4180 with cells that no spreadsheet runs.
pub(crate) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| inert(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// The same text, such that no spreadsheet takes it for a formula and no terminal for a command.
pub(crate) fn inert(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len() + 1);
    for c in cell.chars() {
        match c {
            '\t' | '\n' | '\r' => text.push(c),
            c if c.is_control()
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}') =>
            {
                text.push_str(&named(c));
            }
            c => text.push(c),
        }
    }
    let begins = |c: char| {
        matches!(
            c,
            '=' | '+'
                | '-'
                | '@'
                | '\u{FF1D}'
                | '\u{FF0B}'
                | '\u{FF0D}'
                | '\u{FF20}'
                | '\u{2212}'
                | '|'
                | '%'
        )
    };
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}');
    let runs = text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(blank).starts_with(begins);
    if runs { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u{FF1D}1",
            "\u{FF0B}1",
            "\u{FF0D}1",
            "\u{FF20}x",
            "\u{200B}=1",
            "=HYPERLINK(\"http://x\")",
            "\u{00A0}=1",
            "|calc",
        ] {
            assert!(inert(cell).starts_with('\''), "{cell:?}");
        }
        for cell in ["at least 22", "22", "", "2018-11-08", "RFE/RL", "ғ ӣ қ", "a=b", "'quoted'"] {
            assert_eq!(inert(cell), cell);
        }
        assert_eq!(inert("a\u{1b}[2J\u{202E}"), "a[U+001B][2J[U+202E]");
    }
}
