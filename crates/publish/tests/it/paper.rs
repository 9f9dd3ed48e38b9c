//! The PDF: made, tagged, the same bytes, read back by other programs.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use sanad_model::Sensitivity;
use sanad_publish::*;

use crate::data::{draft, hostile, keep, record};

fn made(view: &Redacted<RecordView>) -> Vec<u8> {
    pdf(view, &Locale::english()).expect("a PDF")
}

/// What a program prints, or nothing and a line that says how to get it.
pub(crate) fn outside(tool: &str, package: &str, arguments: &[&str], file: &Path) -> Option<(bool, String)> {
    match Command::new(tool)
        .args(arguments)
        .arg(file)
        .args(if tool == "pdftotext" { &["-"][..] } else { &[] })
        .output()
    {
        Ok(output) => {
            let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.push_str(&String::from_utf8_lossy(&output.stderr));
            Some((output.status.success(), text))
        }
        Err(_) => {
            let _ = writeln!(std::io::stderr(), "SKIPPED: needs {tool}: apt-get install {package}");
            None
        }
    }
}

#[test]
fn the_same_record_is_the_same_pdf_in_any_number_of_threads() {
    let one = made(&record());
    assert!(one.starts_with(b"%PDF-1.7"));
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    for threads in [1, 4] {
        assert!(pool(threads).install(|| made(&record())) == one, "{threads} threads");
    }
    let mut turned = draft();
    turned.claims.reverse();
    assert!(made(&Redacted::record(turned, Sensitivity::Public)) == one);
    let text = String::from_utf8_lossy(&one);
    assert!(text.contains("/MarkInfo") && text.contains("/Lang"));
}

#[test]
fn other_programs_read_it() {
    let file = keep("record.pdf", &made(&record()));
    if let Some((ok, said)) = outside("qpdf", "qpdf", &["--check"], &file) {
        assert!(ok, "{said}");
    }
    if let Some((ok, text)) = outside("pdftotext", "poppler-utils", &["-layout"], &file) {
        assert!(ok, "{text}");
        for words in [
            "Sanad alleges nothing",
            "at least 52",
            "Evidence index",
            "log entry 18",
            "How to check this record",
        ] {
            assert!(text.contains(words), "{words}");
        }
    }
}

#[test]
fn hostile_text_is_set_as_text() {
    let file = keep("hostile.pdf", &made(&hostile()));
    if let Some((ok, said)) = outside("qpdf", "qpdf", &["--check"], &file) {
        assert!(ok, "{said}");
    }
    if let Some((_, text)) = outside("pdftotext", "poppler-utils", &[], &file) {
        assert!(text.contains("#import") && text.contains("[U+202E]") && text.contains("[U+6F22]"), "{text}");
        assert!(text.contains("ғ ӣ қ ӯ ҳ ҷ"), "Tajik letters");
    }
}

#[test]
fn a_record_of_nothing_can_be_printed() {
    let mut draft = draft();
    draft.claims.clear();
    draft.items.clear();
    draft.chronology.clear();
    draft.proofs = None;
    made(&Redacted::record(draft, Sensitivity::Public));
}
