//! The fonts that are part of the program: what they cover and how wide text is in them.
//!
//! Paper and pictures look the same on every machine because nothing is taken from it. Their licence stands beside
//! them in `fonts/`.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;

use crate::visible::{named, visible};

/// Family of tables and charts.
pub(crate) const SANS: &str = "Noto Sans";

const FILES: [&[u8]; 7] = [
    include_bytes!("../fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansMono-Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
];
const SANS_REGULAR: usize = 2;
const SANS_BOLD: usize = 3;
const ARABIC: usize = 5;

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect());

static FACES: LazyLock<Vec<ttf_parser::Face<'static>>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| ttf_parser::Face::parse(file, 0).ok()).collect());

/// All fonts.
pub(crate) fn fonts() -> &'static [Font] {
    &FONTS
}

/// The bytes of all fonts.
pub(crate) fn files() -> &'static [&'static [u8]] {
    &FILES
}

/// The same text with what the fonts cannot show written out as `[U+4E2D]`: nothing is printed as an empty box.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if covered(c) { shown.push(c) } else { shown.push_str(&named(c)) }
    }
    shown
}

fn covered(c: char) -> bool {
    // Joiners and direction marks shape the text around them and are not drawn.
    matches!(c, '\u{200C}'..='\u{200F}')
        || [SANS_REGULAR, ARABIC]
            .into_iter()
            .any(|i| FONTS.get(i).is_some_and(|font| font.info().coverage.contains(u32::from(c))))
}

/// The width of a line in Noto Sans at this size. Arabic is measured letter by letter, which is never too narrow.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let first = if bold { SANS_BOLD } else { SANS_REGULAR };
    let advance = |c: char| {
        [first, ARABIC].into_iter().find_map(|i| {
            let face = FACES.get(i)?;
            let glyph = face.glyph_index(c)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        })
    };
    text.chars().map(|c| advance(c).unwrap_or(0.6)).sum::<f64>() * size
}

/// The text in at most `lines` lines of this width; what does not fit ends in an ellipsis.
pub(crate) fn wrap(text: &str, room: f64, size: f64, bold: bool, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= room || line.is_empty() {
            line = longer;
        } else {
            done.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    done.push(line);
    let cut = done.len() > lines;
    if cut {
        let rest = done.split_off(lines.saturating_sub(1)).join(" ");
        done.push(rest);
    }
    done.into_iter().map(|line| fit(&line, room, size, bold)).collect()
}

fn fit(line: &str, room: f64, size: f64, bold: bool) -> String {
    if width(line, size, bold) <= room {
        return line.to_owned();
    }
    let mut kept: Vec<char> = line.chars().collect();
    while !kept.is_empty() {
        kept.pop();
        let text: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&text, size, bold) <= room {
            return text;
        }
    }
    String::new()
}
