//! The tests of the reader: tables of invented texts per format, properties for any bytes, and the confined child.

mod commit;
mod html;
mod lang;
mod make;
mod office;
mod pdf;
mod plain;
mod property;
mod sentences;
mod table;
mod worker;

use sanad_model::{Origin, Span};
use sanad_text::{Extracted, Hint, extract};

/// Reads bytes under a file name.
pub(crate) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Extracted {
    extract(bytes.as_ref(), &Hint::name(name))
}

/// The texts of the segments.
pub(crate) fn parts(read: &Extracted) -> Vec<&str> {
    read.segments
        .iter()
        .map(|segment| segment.span.of(&read.text).expect("a segment is in the text"))
        .collect()
}

/// The first segment that holds a word, and its bytes in the file.
pub(crate) fn place(read: &Extracted, word: &str) -> Span {
    let segment = read.segments.iter().find(|s| s.span.of(&read.text).is_some_and(|t| t.contains(word)));
    let Origin::Byte { start, end } = segment.expect("a segment holds the word").origin else {
        unreachable!("expected bytes");
    };
    Span { start, end }
}

/// The problems as they are shown.
pub(crate) fn problems(read: &Extracted) -> Vec<String> {
    read.problems.iter().map(ToString::to_string).collect()
}
