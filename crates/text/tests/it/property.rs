//! For any bytes: segments are stretches of the text, in order; a quote equals the bytes it points at.

use proptest::prelude::*;
use sanad_model::Origin;
use sanad_text::{Extracted, Hint, extract};

/// What must hold of every result.
pub(crate) fn sound(bytes: &[u8], read: &Extracted) {
    let mut at = 0;
    let mut rebuilt = String::new();
    for segment in &read.segments {
        assert!(segment.span.start >= at && !segment.span.is_empty(), "in order, without overlap");
        let piece = segment.span.of(&read.text).expect("on character bounds inside the text");
        rebuilt.push_str(&read.text[at..segment.span.start]);
        rebuilt.push_str(piece);
        at = segment.span.end;
        match segment.origin {
            Origin::Byte { start, end } => {
                assert!(start <= end && end <= bytes.len(), "{start}..{end} of {}", bytes.len());
                let plain = matches!(read.media.as_str(), "text/plain" | "text/markdown");
                if plain && read.encoding.as_deref() == Some("UTF-8") && std::str::from_utf8(bytes).is_ok() {
                    assert_eq!(&bytes[start..end], piece.as_bytes(), "the quote is the bytes");
                }
            }
            Origin::Page { page } => assert!(page > 0),
            Origin::Cell { row, column, .. } => assert!(row > 0 && column > 0),
        }
    }
    rebuilt.push_str(&read.text[at..]);
    assert_eq!(rebuilt, read.text);
    assert!(!read.segments.is_empty() || !read.problems.is_empty(), "no text has a reason");
    let json = serde_json::to_string(read).expect("writes");
    assert_eq!(&serde_json::from_str::<Extracted>(&json).expect("reads back"), read);
}

const NAMES: [&str; 7] = ["a.txt", "a.md", "a.html", "a.csv", "a.xml", "a.pdf", "a"];

/// Pieces that formats and languages are made of, and any bytes between them.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "At least 14 died. ",
        "г. Худжанд. ",
        "ӣӯҷ ",
        "کشته شدند. ",
        "\n",
        "\r\n\r\n",
        "\"",
        ",",
        ";",
        "<p>",
        "</div>",
        "<title>",
        "<script>",
        "&amp;",
        "&#x41;",
        "<",
        ">",
        "&",
        "\u{feff}",
        "\u{202e}",
        "# ",
        "- ",
        "…",
        "»",
        "U.S. ",
        "\0",
    ]);
    let piece = prop_oneof![
        6 => known.prop_map(|s| s.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..6),
        2 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces(bytes in pieces(), name in prop::sample::select(NAMES.to_vec())) {
        sound(&bytes, &extract(&bytes, &Hint::name(name)));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), name in prop::sample::select(NAMES.to_vec())) {
        sound(&bytes, &extract(&bytes, &Hint::name(name)));
    }

    #[test]
    fn any_utf16(text in "[ -~а-яӣ\n.😀]{0,60}", big in any::<bool>()) {
        let units = text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
        let mark = if big { [0xfe, 0xff] } else { [0xff, 0xfe] };
        let bytes: Vec<u8> = mark.into_iter().chain(units).collect();
        let read = extract(&bytes, &Hint::name("a.txt"));
        prop_assert_eq!(&read.text, &text);
        sound(&bytes, &read);
        for segment in &read.segments {
            if let Origin::Byte { start, end } = segment.origin {
                let (back, _) = if big { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE }
                    .decode_without_bom_handling(&bytes[start..end]);
                prop_assert_eq!(segment.span.of(&read.text), Some(&*back));
            }
        }
    }

    #[test]
    fn any_single_bytes(bytes in prop::collection::vec(0x20_u8..=0xff, 1..900)) {
        let read = extract(&bytes, &Hint::name("a.txt"));
        let encoding = read.encoding.as_deref().and_then(|e| encoding_rs::Encoding::for_label(e.as_bytes()));
        if let Some(encoding) = encoding.filter(|e| e.is_single_byte()) {
            for segment in &read.segments {
                if let Origin::Byte { start, end } = segment.origin {
                    let (back, _) = encoding.decode_without_bom_handling(&bytes[start..end]);
                    prop_assert_eq!(segment.span.of(&read.text), Some(&*back));
                }
            }
        }
    }
}
