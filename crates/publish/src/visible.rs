//! Text from outside made safe to read: what cannot be seen is written out.
//!
//! A quote may hold characters that reorder or hide the text around them. They are shown as `[U+202E]`, so that the
//! reader sees that they are there, and nothing else on the page moves.

/// The same text on one line, with invisible and reordering characters written as `[U+XXXX]`. Joiners and direction
/// marks that Persian and Arabic spelling need are kept.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            c if is_hidden(c) => shown.push_str(&named(c)),
            c => shown.push(c),
        }
    }
    shown
}

/// `[U+202E]`.
pub(crate) fn named(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// Control characters, overrides, isolates, invisible operators, tags, private use, non-characters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0x00AD | 0x061C | 0x180E | 0x200B | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFC
            | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A
            | 0xE0000..=0xE0FFF | 0xF0000..)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_written_out_and_what_spelling_needs_is_kept() {
        let rows = [
            ("plain", "47 дар Хуҷанд", "47 дар Хуҷанд"),
            ("override", "a\u{202E}b", "a[U+202E]b"),
            ("isolate", "\u{2066}x\u{2069}", "[U+2066]x[U+2069]"),
            ("control", "a\0b\u{1b}[2J", "a[U+0000]b[U+001B][2J"),
            ("lines", "a\r\nb\tc", "a  b c"),
            ("Persian joiner", "می\u{200C}شود", "می\u{200C}شود"),
            ("zero width", "4\u{200B}7", "4[U+200B]7"),
            ("tag", "x\u{E0041}", "x[U+E0041]"),
        ];
        for (name, text, expected) in rows {
            assert_eq!(visible(text), expected, "{name}");
        }
    }
}
