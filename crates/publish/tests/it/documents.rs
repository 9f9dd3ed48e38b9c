//! The three writers of a document, on hostile words in every place where words can stand, read by other programs.

use std::io::Read as _;
use std::process::Command;

use sanad_publish::Redacted;
use sanad_publish::document::{Block, Document, Labels, Run, Segment, document_html, document_pdf, docx};

use crate::data::{HOSTILE, keep};
use crate::paper::outside;

/// A document with every sort of block and run; `said` stands wherever people's words can stand.
fn document(said: &str, language: &str) -> Document {
    let words = |s: &str| vec![Run::Text { text: s.to_owned() }];
    let all = vec![
        Run::Text { text: said.to_owned() },
        Run::Strong { text: said.to_owned() },
        Run::Soft { text: said.to_owned() },
        Run::Code { text: said.to_owned() },
        Run::Foreign { text: "نمونهٔ متن فارسی".to_owned(), language: "fa".to_owned() },
        Run::Footnote { mark: "P1".to_owned(), text: words(said) },
        Run::Anchor { id: "place".to_owned() },
        Run::Reference { id: "place".to_owned(), text: said.to_owned() },
        Run::Reference { id: "nowhere".to_owned(), text: said.to_owned() },
        Run::Link {
            url: format!("https://example.org/{}", "a-very-long-address/".repeat(12)),
            text: said.to_owned(),
        },
        Run::Link { url: "javascript:alert(1)".to_owned(), text: said.to_owned() },
        Run::Redacted,
        Run::Break,
    ];
    let row = || vec![all.clone(), words("ғ ӣ қ ӯ ҳ ҷ")];
    Document {
        title: said.to_owned(),
        subtitle: Some(said.to_owned()),
        language: language.to_owned(),
        running_head: said.to_owned(),
        notice: said.to_owned(),
        draft: Some(said.to_owned()),
        program: said.to_owned(),
        date: "2026-11-23T08:00:00Z".to_owned(),
        ident: "a document of a test".to_owned(),
        labels: Labels {
            contents: "Contents".to_owned(),
            of: "of".to_owned(),
            notes: "Notes".to_owned(),
            missing: "Missing.".to_owned(),
            withheld: "withheld".to_owned(),
        },
        blocks: vec![
            Block::Contents,
            Block::Heading { level: 1, text: words(said), id: Some("one".to_owned()) },
            Block::Paragraph { text: all.clone() },
            Block::Heading { level: 2, text: words(said), id: Some("two".to_owned()) },
            Block::List { ordered: true, items: vec![all.clone(), words(said)] },
            Block::List { ordered: false, items: vec![words(said)] },
            Block::Table {
                caption: Some(said.to_owned()),
                head: vec![words(said), words(said)],
                rows: vec![row(), row()],
                widths: vec![3, 1],
            },
            Block::Fields { rows: vec![(said.to_owned(), all.clone())] },
            Block::Quote {
                segments: vec![Segment::Shown { text: said.to_owned() }, Segment::Redacted],
                language: Some("fa".to_owned()),
                under: words(said),
            },
            Block::Gap { text: words(said) },
            Block::Callout { text: words(said) },
            Block::PageBreak,
            Block::Paragraph { text: words("The end of it.") },
        ],
    }
}

fn redacted(said: &str, language: &str) -> Redacted<Document> {
    Redacted::for_tests(document(said, language))
}

#[test]
fn hostile_words_are_words_in_all_three() {
    for (n, said) in HOSTILE.iter().enumerate() {
        let document = redacted(said, "en");
        let pdf = document_pdf(&document).expect("a PDF");
        let file = keep(&format!("document{n}.pdf"), &pdf.bytes);
        if let Some((ok, told)) = outside("qpdf", "qpdf", &["--check"], &file) {
            assert!(ok, "{said:?}: {told}");
        }
        let page = document_html(&document);
        let markup = ["<script", "<img", "href=\"javascript", "\u{202e}"];
        for bad in markup {
            assert!(!page.contains(bad), "{said:?}: {bad} in the page");
        }
        let bytes = docx(&document).expect("a DOCX");
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a zip");
        for at in 0..parts.len() {
            let mut part = String::new();
            parts.by_index(at).unwrap().read_to_string(&mut part).unwrap();
            well_formed(&part, said);
        }
    }
}

/// Every tag is closed by its own, and no sign stands where XML has none.
fn well_formed(xml: &str, said: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_i32;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(_) => {}
            Err(e) => panic!("{said:?}: {e}"),
        }
    }
    assert_eq!(depth, 0, "{said:?}");
    assert!(!xml.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r')), "{said:?}");
}

#[test]
fn the_same_document_is_the_same_bytes_in_any_number_of_threads() {
    let make = || {
        let document = redacted("words", "ru");
        (document_pdf(&document).unwrap().bytes, docx(&document).unwrap(), document_html(&document))
    };
    let one = make();
    for threads in [1, 4] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        assert!(pool.install(make) == one, "{threads} threads");
    }
}

#[test]
fn libreoffice_opens_it_with_its_headings_tables_and_footnotes() {
    for language in ["en", "ru", "fa"] {
        let bytes = docx(&redacted("Somebody said this.", language)).unwrap();
        let file = keep(&format!("writer-{language}.docx"), &bytes);
        let folder = file.parent().unwrap().join(format!("office-{language}"));
        let home = format!("-env:UserInstallation=file://{}", folder.join("home").display());
        let run = Command::new("soffice")
            .args([&*home, "--headless", "--convert-to", "html", "--outdir"])
            .arg(&folder)
            .arg(&file)
            .output();
        let Ok(run) = run else {
            eprintln!("SKIPPED: needs soffice: apt-get install libreoffice-writer-nogui");
            return;
        };
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let page = std::fs::read_to_string(folder.join(format!("writer-{language}.html"))).unwrap();
        for there in ["<h1", "<h2", "<table", "<ol", "sdfootnote1", "The end of it.", "نمونهٔ"] {
            assert!(page.contains(there), "{language}: no {there}");
        }
    }
}

#[test]
fn what_is_withheld_is_a_bar_over_nothing() {
    let document = redacted("words", "en");
    let pdf = keep("bars.pdf", &document_pdf(&document).unwrap().bytes);
    if let Some((_, text)) = outside("pdftotext", "poppler-utils", &[], &pdf) {
        assert!(text.contains("The end of it."), "{text}");
        assert!(!text.contains('\u{2588}'), "a bar on paper is drawn, not written");
    }
    let page = document_html(&document);
    assert!(page.contains("aria-label=\"withheld\""), "{page}");
}
