//! Plain text and Markdown: bytes that stay bytes, encodings that lead back.

use sanad_model::Span;

use crate::{parts, place, problems, read};

#[test]
fn utf8_keeps_its_bytes() {
    let bytes = "\u{feff}В колонии погибли 14 чел. Их имён нет.\r\n\r\nКонец.".as_bytes();
    let read = read("a.txt", bytes);
    assert_eq!((read.media.as_str(), read.encoding.as_deref()), ("text/plain", Some("UTF-8")));
    assert_eq!(read.text.as_bytes(), &bytes[3..], "the text begins after the mark");
    assert_eq!(parts(&read).last(), Some(&"Конец."));
    let span = place(&read, "Конец");
    assert_eq!(&bytes[span.start..span.end], "Конец.".as_bytes());
    assert!(read.problems.is_empty());
}

/// One sentence in an encoding: it is found, named, and its origin is its bytes.
fn check(name: &str, encoding: &str, sentence: &[u8], expected: &str) {
    let lead = b"\n\n\n";
    let mut bytes = lead.to_vec();
    bytes.extend(sentence);
    let read = read("a.txt", &bytes);
    assert_eq!(read.encoding.as_deref(), Some(encoding), "{name}");
    assert_eq!(parts(&read), [expected], "{name}");
    assert_eq!(place(&read, expected), Span { start: 3, end: bytes.len() }, "{name}");
}

#[test]
fn other_encodings_are_derivatives_that_lead_back() {
    let russian =
        "Сотрудники колонии сообщили, что в ту ночь погибли четырнадцать человек, среди них два охранника";
    let arabic = "قالت الحكومة إن عشرين شخصا قتلوا في السجن في تلك الليلة ولم يرد أحد على السؤال";
    let encode = |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
    check("russian", "windows-1251", &encode(encoding_rs::WINDOWS_1251, russian), russian);
    check("koi8", "KOI8-U", &encode(encoding_rs::KOI8_U, russian), russian);
    check("arabic", "windows-1256", &encode(encoding_rs::WINDOWS_1256, arabic), arabic);
}

#[test]
fn utf16_with_and_without_its_mark() {
    let text = "Погибли двое. Names unknown 😀.";
    let units = |big: bool| {
        text.encode_utf16()
            .flat_map(move |u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
            .collect::<Vec<u8>>()
    };
    let little = [b"\xff\xfe".to_vec(), units(false)].concat();
    let big = [b"\xfe\xff".to_vec(), units(true)].concat();
    for (bytes, encoding) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
        let read = read("a.txt", &bytes);
        assert_eq!((read.encoding.as_deref(), read.text.as_str()), (Some(encoding), text));
        let first = place(&read, "Погибли");
        assert_eq!(first, Span { start: 2, end: 2 + 2 * "Погибли двое.".chars().count() });
        assert_eq!(place(&read, "Names").end, bytes.len());
    }
    let bare: Vec<u8> = "Only Latin here, no mark.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("a.txt", &bare).text, "Only Latin here, no mark.");
    let half = [b"\xff\xfe".as_slice(), b"a\0b\0c"].concat();
    assert_eq!(problems(&read("a.txt", half)), ["byte 6: half a character at the end of the file"]);
}

#[test]
fn broken_utf8_says_where() {
    let mut bytes = "Погибли двое. ".repeat(3).into_bytes();
    let at = bytes.len();
    bytes.extend(b"\xd0 ");
    bytes.extend("Конец.".as_bytes());
    let read = read("a.txt", &bytes);
    assert_eq!(problems(&read), [format!("byte {at}: these bytes are not UTF-8; shown as \u{fffd}")]);
    let span = place(&read, "Конец");
    assert_eq!(&bytes[span.end - 12..span.end], &bytes[bytes.len() - 12..]);
}

#[test]
fn markdown_without_its_marks() {
    let text = "# Title here\n\n> Quoted *word* here.\n\n- first killed\n- second wounded\n1. third\n\n---\n";
    let read = read("a.md", text);
    assert_eq!(read.media, "text/markdown");
    assert_eq!(read.text, text);
    assert_eq!(
        parts(&read),
        ["Title here", "Quoted *word* here.", "first killed", "second wounded", "third", "---"]
    );
    assert_eq!(
        place(&read, "third"),
        Span { start: text.find("third").unwrap(), end: text.find("third").unwrap() + 5 }
    );
}

#[test]
fn what_holds_no_text_says_so_in_one_line() {
    let rows: &[(&str, &[u8], &str, &str)] = &[
        ("a.txt", b"", "application/x-empty", "the file is empty"),
        ("a.txt", b" \n\n ", "text/plain", "the file holds no text"),
        (
            "a.bin",
            b"\0\x01\x02\x03\x04\x05",
            "application/octet-stream",
            "no reader for application/octet-stream: kept as it is",
        ),
        ("a.gz", b"\x1f\x8b\x08\0\0", "application/gzip", "no reader for application/gzip: kept as it is"),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80",
            "image/png",
            "a picture of 256 × 128 pixels: no text (what can be read in it must be written down by a person)",
        ),
    ];
    for (name, bytes, media, problem) in rows {
        let read = read(name, bytes);
        assert_eq!((read.media.as_str(), problems(&read)), (*media, vec![(*problem).to_owned()]), "{name}");
        assert!(read.segments.is_empty());
    }
}

#[test]
fn the_bytes_outrank_the_name() {
    assert_eq!(read("a.txt", b"%PDF-1.7\n").media, "application/pdf");
    assert_eq!(read("a.pdf", b"plain words").media, "text/plain");
    assert_eq!(read("none", b"<!DOCTYPE html><p>x").media, "text/html");
    assert_eq!(
        read("a.txt", b"<!DOCTYPE html><p>x").media,
        "text/plain",
        "a name that fits a text is believed"
    );
}

#[test]
fn direction_marks_stay() {
    let text = "access\u{202e}\u{2066}// admin\u{2069}\u{2066} only\u{2069}";
    assert_eq!(read("a.txt", text).text, text);
}

#[test]
fn a_million_lines_are_bounded() {
    let read = read("a.txt", "A\n".repeat(1_000_000));
    assert_eq!(read.segments.len(), 400_000);
    assert_eq!(read.segments.last().map(|s| s.span.end), Some(1_999_999));
    assert_eq!(read.problems.len(), 1);
}
