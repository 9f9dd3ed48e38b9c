//! PDF: text by page, and files made to hurt the reader. The hostile ones go through the confined child.

use std::path::Path;

use sanad_model::{Limits, Origin};
use sanad_text::{Extracted, Hint, worker};

use crate::{make, parts, problems, read};

#[test]
fn text_by_page() {
    let read = read("a.pdf", make::pages(&["At least 14 died. Two were warders.", "", "No list was given."]));
    assert_eq!(parts(&read), ["At least 14 died.", "Two were warders.", "No list was given."]);
    let pages: Vec<&Origin> = read.segments.iter().map(|s| &s.origin).collect();
    assert_eq!(pages, [&Origin::Page { page: 1 }, &Origin::Page { page: 1 }, &Origin::Page { page: 3 }]);
    assert_eq!(
        problems(&read),
        [
            "pages 2: no text: perhaps pictures of pages (what can be read there must be written down by a person)"
        ]
    );
}

/// Reads in the confined child, as `sanad` does.
fn confined(bytes: &[u8]) -> Extracted {
    let program = Path::new(env!("CARGO_BIN_EXE_sanad-text-worker"));
    worker::run(program, &mut &*bytes, &Hint::name("a.pdf"), Limits::default())
}

#[test]
fn hostile_files_cost_a_line() {
    let catalog = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let kids = |kids: &str, count: u64| {
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} /Parent 2 0 R >>").into_bytes()
    };
    let good = make::pages(&["Words here."]);
    let nested = |depth: usize| {
        [
            b"<< /Type /Catalog /Pages 2 0 R /X ".to_vec(),
            b"[".repeat(depth),
            b"]".repeat(depth),
            b" >>".to_vec(),
        ]
        .concat()
    };
    let no_box = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec();
    let rows: [(&str, Vec<u8>); 10] = [
        ("a page tree in a loop", make::pdf(&[catalog.clone(), kids("2 0 R 2 0 R", 2)], "/Root 1 0 R")),
        ("pages without end", make::pdf(&[catalog.clone(), kids("", 2_147_483_647)], "/Root 1 0 R")),
        (
            "a parent in a loop",
            make::pdf(&[catalog.clone(), kids("3 0 R", 1), no_box, make::stream(b"", "")], "/Root 1 0 R"),
        ),
        ("deep arrays", make::pdf(&[nested(200_000), kids("", 0)], "/Root 1 0 R")),
        ("an index in a loop", make::pdf(&[catalog.clone(), kids("", 0)], "/Root 1 0 R /Prev 9")),
        ("cut in half", good[..good.len() / 2].to_vec()),
        (
            "noise",
            [b"%PDF-1.7\n".to_vec(), (0..5000_u32).map(|i| (i * 37 + 11).to_le_bytes()[0]).collect()]
                .concat(),
        ),
        ("no catalog", make::pdf(&[b"<< >>".to_vec()], "/Root 9 0 R")),
        (
            "locked",
            make::pdf(
                &[catalog, kids("", 0)],
                "/Root 1 0 R /Encrypt << /Filter /Standard /V 9 /R 9 /O () /U () /P 0 >>",
            ),
        ),
        ("a header alone", b"%PDF-1.7".to_vec()),
    ];
    for (name, bytes) in rows {
        let read = confined(&bytes);
        assert!(read.text.is_empty() && read.problems.len() == 1, "{name}: {:?}", problems(&read));
    }
}

#[test]
fn words_under_a_black_box_are_still_words() {
    let covered = make::pages(&["Covered name) Tj ET 0 0 0 rg 15 95 250 20 re f BT (x"]);
    assert!(confined(&covered).text.contains("Covered name"));
}

#[test]
fn damage_here_and_there_is_survived() {
    let good = make::pages(&["At least 14 died.", "No list was given."]);
    for at in (0..good.len()).step_by(29) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x15;
        crate::property::sound(&bytes, &confined(&bytes));
    }
}
