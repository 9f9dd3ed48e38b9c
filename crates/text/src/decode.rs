//! Bytes to Unicode, with the way back: for every byte of the text, which bytes of the file it came from.
//!
//! UTF-8 keeps its bytes. Every other encoding becomes a derivative whose places are counted in the file's own bytes:
//! exactly for UTF-16 and the single-byte encodings, by line for the multi-byte ones.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use sanad_model::{Problem, Span};

use crate::extracted::MOST_TEXT;

/// A decoded text and its map.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The encoding's name, as the WHATWG standard spells it.
    pub(crate) encoding: &'static str,
    pub(crate) problems: Vec<Problem>,
    map: Map,
}

/// How text bytes lead back to file bytes.
#[derive(Debug)]
enum Map {
    /// One to one from this byte of the file on.
    Same(usize),
    /// Points in both, in order; between them the characters have the width that the unit says.
    Points(Vec<(usize, usize)>, Unit),
}

/// How many bytes of the file one character took, between two points.
#[derive(Debug, Clone, Copy)]
enum Unit {
    /// As in UTF-8.
    Utf8,
    /// One byte a character.
    Single,
    /// Two bytes a UTF-16 unit.
    Utf16,
    /// Not known inside a line.
    Line,
}

impl Decoded {
    /// The bytes of the file that a stretch of the text came from.
    pub(crate) fn origin(&self, span: Span) -> Span {
        Span { start: self.back(span.start, false), end: self.back(span.end, true) }
    }

    fn back(&self, at: usize, end: bool) -> usize {
        let (points, unit) = match &self.map {
            Map::Same(from) => return at + from,
            Map::Points(points, unit) => (points, *unit),
        };
        // The end of a span belongs to what stands before it.
        let next = points.partition_point(|(text, _)| if end { *text < at } else { *text <= at });
        let (text, file) = points[next.saturating_sub(1)];
        let limit = points.get(next).map_or(usize::MAX, |point| point.1);
        let between = &self.text[text.min(at)..at];
        let width = match unit {
            Unit::Utf8 => between.len(),
            Unit::Single => between.chars().count(),
            Unit::Utf16 => between.chars().map(|c| 2 * c.len_utf16()).sum(),
            Unit::Line if end && !between.is_empty() => return limit,
            Unit::Line => 0,
        };
        (file + width).min(limit)
    }
}

/// Decodes a file that is taken to be text. `label` is what the document says about itself (HTML `meta`).
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return if encoding == UTF_8 { utf8(bytes, mark) } else { utf16(bytes, mark, encoding) };
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        let mut decoded = utf16(bytes, 0, encoding);
        decoded.problems.insert(
            0,
            Problem::whole(format!("read as {} by its zero bytes: it has no mark", encoding.name())),
        );
        return decoded;
    }
    if looks_like_utf8(bytes) {
        return utf8(bytes, 0);
    }
    let named = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let named = named.filter(|e| *e != UTF_8 && *e != UTF_16BE && *e != UTF_16LE);
    let encoding = named.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
        detector.guess(None, chardetng::Utf8Detection::Deny)
    });
    let mut decoded = legacy(bytes, encoding);
    if named.is_none() {
        let guessed = Problem::whole(format!("the encoding is not stated; read as {}", encoding.name()));
        decoded.problems.insert(
            0,
            guessed.advise("compare the text with the original; wrong letters mean a wrong guess"),
        );
    }
    decoded
}

/// Valid UTF-8, or UTF-8 with a few broken places: more good multi-byte characters than bad bytes.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > 2 * bad
}

/// UTF-16 without a mark: every other byte of Latin text is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), head.len() / 2);
    match units {
        0..=3 => None,
        _ if odd * 10 >= units * 4 && even * 20 <= units => Some(UTF_16LE),
        _ if even * 10 >= units * 4 && odd * 20 <= units => Some(UTF_16BE),
        _ => None,
    }
}

/// The most places that are named one by one; the rest are counted.
const NAMED: usize = 20;

/// Names the byte of each broken place, up to a bound.
fn broken(at: &[usize], count: usize, encoding: &str) -> Vec<Problem> {
    let what = format!("these bytes are not {encoding}; shown as \u{fffd}");
    let mut problems: Vec<_> = at.iter().map(|at| Problem::at(format!("byte {at}"), what.clone())).collect();
    if count > at.len() {
        problems.push(Problem::whole(format!("{} more places are not {encoding}", count - at.len())));
    }
    problems
}

fn utf8(bytes: &[u8], mark: usize) -> Decoded {
    let body = &bytes[mark..];
    if let Ok(text) = std::str::from_utf8(body) {
        return Decoded {
            text: text.to_owned(),
            encoding: "UTF-8",
            problems: Vec::new(),
            map: Map::Same(mark),
        };
    }
    let mut text = String::with_capacity(body.len());
    let (mut points, mut at, mut places, mut count) = (vec![(0, mark)], mark, Vec::new(), 0);
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            count += 1;
            if places.len() < NAMED {
                places.push(at);
            }
            points.push((text.len(), at));
            text.push('\u{fffd}');
            at += chunk.invalid().len();
            points.push((text.len(), at));
        }
    }
    let problems = broken(&places, count, "UTF-8");
    Decoded { text, encoding: "UTF-8", problems, map: Map::Points(points, Unit::Utf8) }
}

/// How far apart two points of a map stand, in bytes of the file.
const STRIDE: usize = 512;

fn utf16(bytes: &[u8], mark: usize, encoding: &'static Encoding) -> Decoded {
    let body = &bytes[mark..];
    let unit = |pair: [u8; 2]| {
        if encoding == UTF_16LE { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let units = body.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let (mut text, mut at) = (String::with_capacity(body.len()), mark);
    let (mut points, mut places, mut count) = (vec![(0, mark)], Vec::new(), 0);
    for c in char::decode_utf16(units) {
        if text.len() > MOST_TEXT {
            break;
        }
        if at - points[points.len() - 1].1 >= STRIDE {
            points.push((text.len(), at));
        }
        match c {
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => {
                count += 1;
                if places.len() < NAMED {
                    places.push(at);
                }
                text.push('\u{fffd}');
                at += 2;
            }
        }
    }
    let mut problems = broken(&places, count, encoding.name());
    if body.len() % 2 == 1 && at + 1 == bytes.len() {
        problems.push(Problem::at(format!("byte {at}"), "half a character at the end of the file"));
    }
    Decoded { text, encoding: encoding.name(), problems, map: Map::Points(points, Unit::Utf16) }
}

/// Any encoding that encoding_rs knows, a piece at a time so that the map has points in it.
fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let single = encoding.is_single_byte();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut points) = (String::with_capacity(bytes.len() * 2), Vec::new());
    let (mut at, mut places, mut count) = (0, Vec::new(), 0);
    // The decoder clears what room it is given, so it gets no more than a piece needs.
    let mut room = String::new();
    while (at < bytes.len() && text.len() <= MOST_TEXT) || points.is_empty() {
        points.push((text.len(), at));
        let end = if single { (at + STRIDE).min(bytes.len()) } else { line_end(bytes, at) };
        let mut piece = &bytes[at..end];
        loop {
            let needed = decoder.max_utf8_buffer_length_without_replacement(piece.len());
            room.clear();
            room.reserve(needed.unwrap_or(piece.len() * 4 + 16));
            let last = end == bytes.len();
            let (result, read) = decoder.decode_to_string_without_replacement(piece, &mut room, last);
            text.push_str(&room);
            piece = &piece[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(bad, after) => {
                    count += 1;
                    if places.len() < NAMED {
                        let read = end - piece.len();
                        places.push(read.saturating_sub(usize::from(bad) + usize::from(after)));
                    }
                    text.push('\u{fffd}');
                }
            }
        }
        at = end;
    }
    points.push((text.len(), at));
    let unit = if single { Unit::Single } else { Unit::Line };
    let problems = broken(&places, count, encoding.name());
    Decoded { text, encoding: encoding.name(), problems, map: Map::Points(points, unit) }
}

/// One past the next line feed.
fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |found| at + found + 1)
}

/// Whether bytes without a mark look like UTF-16.
pub(crate) fn is_unmarked_utf16(bytes: &[u8]) -> bool {
    unmarked_utf16(bytes).is_some()
}
