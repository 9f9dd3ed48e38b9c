//! Pictures: no text in them that is read here; their size is said, by their headers alone.

use sanad_model::Problem;

/// One line on a picture.
pub(crate) fn describe(bytes: &[u8], media: &str) -> Problem {
    let what = match size(bytes, media) {
        Some((width, height)) => format!("a picture of {width} × {height} pixels: no text"),
        None => "a picture: no text".to_owned(),
    };
    Problem::whole(what).advise("what can be read in it must be written down by a person")
}

/// Width and height as the header declares them.
fn size(bytes: &[u8], media: &str) -> Option<(u32, u32)> {
    let big = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let little = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    match media {
        "image/png" => Some((big(16)?, big(20)?)),
        "image/gif" => Some((little(6)?, little(8)?)),
        "image/jpeg" => jpeg(bytes),
        _ => None,
    }
}

/// Walks the segments of a JPEG to its frame header. Each step goes forward.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            0xff => at += 1,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((two(at + 7)?, two(at + 5)?));
            }
            0xd0..=0xd8 => at += 2,
            _ => at += 2 + usize::try_from(two(at + 2)?).ok()?.max(2),
        }
    }
}
