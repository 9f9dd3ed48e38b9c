//! The one way in: bytes of any kind to text, segments and problems. Never fails on what people wrote.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sanad_model::{Origin, Problem, Span};

use crate::decode::{Decoded, decode};
use crate::extracted::{
    Extracted, Hint, MOST_INPUT, MOST_PROBLEMS, MOST_SEGMENTS, MOST_TEXT, Role, Segment, TOOL, VERSION,
};
use crate::formats;
use crate::lang::detect_language;
use crate::sentences::first_sentences;
use crate::sniff::{Reader, sniff};
use crate::table::parse_table;

/// Reads a file. Whatever it holds, there is an answer: the text that could be read, and what could not.
///
/// Time and memory grow with the input and are bounded by [`MOST_INPUT`] and [`MOST_TEXT`], but the libraries that
/// read PDF may ask for more: call it through [`run`](crate::worker::run), where the operating system holds the bounds.
#[must_use]
pub fn extract(bytes: &[u8], hint: &Hint) -> Extracted {
    if bytes.is_empty() {
        return Extracted::nothing("application/x-empty", Problem::whole("the file is empty"));
    }
    let (media, reader) = sniff(bytes, hint);
    if bytes.len() as u64 > MOST_INPUT {
        return Extracted::nothing(media, too_large());
    }
    let read = catch_unwind(AssertUnwindSafe(|| read_as(bytes, media, reader)));
    let mut out = read.unwrap_or_else(|_| {
        let what = Problem::whole("the reader stopped inside this file; no text was taken from it");
        Extracted::nothing(
            media,
            what.advise("the file is kept as it is; open it by hand, on a machine you can spare"),
        )
    });
    bound(&mut out);
    out
}

/// The problem of a file that is larger than what is read.
pub(crate) fn too_large() -> Problem {
    Problem::whole(format!("larger than {} MiB: kept as it is, not read", MOST_INPUT >> 20))
        .advise("cut out the part that matters and add it as an item of its own")
}

fn read_as(bytes: &[u8], media: &'static str, reader: Reader) -> Extracted {
    match reader {
        Reader::Plain => plain(bytes, media, Style::Plain),
        Reader::Markdown => plain(bytes, media, Style::Markdown),
        Reader::Source => {
            let mut out = plain(bytes, media, Style::Plain);
            out.lang = None;
            out.problems.push(Problem::whole("shown as it is written: this format is not taken apart"));
            out
        }
        Reader::Csv => csv(bytes, media),
        Reader::Html => html(bytes, media),
        Reader::Image => Extracted::nothing(media, formats::image::describe(bytes, media)),
        Reader::Pdf => pdf(bytes, media),
        Reader::Docx => office(formats::docx::read(bytes), media),
        Reader::Odt => office(formats::odt::read(bytes), media),
        Reader::Xlsx | Reader::Opaque => {
            let what = Problem::whole(format!("no reader for {media}: kept as it is"));
            let advice = if reader == Reader::Xlsx { "save the sheet as CSV and add that too" } else { "" };
            Extracted::nothing(media, what.advise(advice))
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Markdown,
}

/// Text whose own bytes are the text.
fn plain(bytes: &[u8], media: &str, style: Style) -> Extracted {
    let mut decoded = decode(bytes, None);
    cut_text(&mut decoded.text, &mut decoded.problems);
    let lang = detect_language(&decoded.text);
    let mut segments = Segments::default();
    let whole = Span { start: 0, end: decoded.text.len() };
    segments.prose(&decoded.text, whole, Role::Body, lang, |span| file_bytes(&decoded, span));
    if style == Style::Markdown {
        for segment in &mut segments.list {
            segment.span = without_marker(&decoded.text, segment.span);
            segment.origin = file_bytes(&decoded, segment.span);
        }
    }
    let segments = segments.finish(&mut decoded.problems);
    from_decoded(decoded, media, segments)
}

/// A table as text, a segment a cell.
fn csv(bytes: &[u8], media: &str) -> Extracted {
    let mut decoded = decode(bytes, None);
    cut_text(&mut decoded.text, &mut decoded.problems);
    let (table, problems) = parse_table(&decoded.text);
    decoded.problems.extend(problems);
    let mut segments = Segments::default();
    for row in std::iter::once(&table.header).chain(&table.rows) {
        for (column, cell) in (1..).zip(&row.cells) {
            let span = trimmed(&decoded.text, cell.span);
            if !span.is_empty() {
                let origin = |_| Origin::Cell { row: row.number, column, sheet: None };
                segments.push(&decoded.text, span, Role::Body, origin);
            }
        }
    }
    let segments = segments.finish(&mut decoded.problems);
    let mut out = from_decoded(decoded, media, segments);
    out.params = format!("delimiter {:?}", table.delimiter);
    out
}

/// The visible text of a page.
fn html(bytes: &[u8], media: &str) -> Extracted {
    const MOST_HTML: usize = 16 << 20;
    let label = formats::html::stated_encoding(bytes);
    let cut = bytes.len().min(MOST_HTML);
    let mut decoded = decode(&bytes[..cut], label.as_deref());
    if cut < bytes.len() {
        let what = format!("only the first {} MiB of the page were read", MOST_HTML >> 20);
        decoded.problems.push(Problem::whole(what));
    }
    let page = formats::html::read(&decoded.text);
    let lang = detect_language(&page.weave.text);
    let mut segments = Segments::default();
    for (block, role) in &page.blocks {
        let origin = |span| file_bytes(&decoded, page.weave.origin(span));
        segments.prose(&page.weave.text, *block, *role, lang, origin);
    }
    let segments = segments.finish(&mut decoded.problems);
    if page.weave.text.is_empty() {
        decoded.problems.push(Problem::whole("the page has no text that a reader would see"));
    }
    Extracted { text: page.weave.text, lang, ..from_decoded(decoded, media, segments) }
}

/// The text of each page.
fn pdf(bytes: &[u8], media: &str) -> Extracted {
    let mut read = formats::pdf::read(bytes);
    let lang = detect_language(&read.text);
    let mut segments = Segments::default();
    for (span, page) in read.pages {
        segments.prose(&read.text, span, Role::Body, lang, |_| Origin::Page { page });
    }
    let segments = segments.finish(&mut read.problems);
    from_blocks(read.text, media, lang, segments, read.problems)
}

/// The blocks of an office document.
fn office((flow, mut problems): (formats::Flow, Vec<Problem>), media: &str) -> Extracted {
    let (mut text, mut places) = (String::new(), Vec::new());
    for block in flow.blocks {
        if !text.is_empty() {
            text.push_str(block.before);
        }
        let start = text.len();
        text.push_str(&block.text);
        places.push((Span { start, end: text.len() }, block.role, block.place));
    }
    let lang = detect_language(&text);
    let mut segments = Segments::default();
    for (span, role, place) in places {
        segments.prose(&text, span, role, lang, |_| Origin::Byte { start: place.start, end: place.end });
    }
    let segments = segments.finish(&mut problems);
    from_blocks(text, media, lang, segments, problems)
}

fn from_blocks(
    text: String,
    media: &str,
    lang: Option<crate::Lang>,
    segments: Vec<Segment>,
    mut problems: Vec<Problem>,
) -> Extracted {
    if segments.is_empty() && problems.is_empty() {
        problems.push(Problem::whole("the file holds no text"));
    }
    Extracted {
        media: media.to_owned(),
        lang,
        encoding: None,
        text,
        segments,
        tool: TOOL.to_owned(),
        version: VERSION.to_owned(),
        params: String::new(),
        problems,
    }
}

/// Segments under construction, in order and no more than [`MOST_SEGMENTS`].
#[derive(Default)]
struct Segments {
    list: Vec<Segment>,
    /// The last one took in the rest of the text.
    full: bool,
}

impl Segments {
    /// Adds one; the last that fits takes in all that follows.
    fn push(&mut self, text: &str, span: Span, role: Role, origin: impl Fn(Span) -> Origin) {
        if self.full {
            return;
        }
        self.full = self.list.len() + 1 == MOST_SEGMENTS;
        let span = if self.full { Span { start: span.start, end: text.trim_end().len() } } else { span };
        self.list.push(Segment { span, origin: origin(span), role });
    }

    /// Adds the sentences of a block.
    fn prose(
        &mut self,
        text: &str,
        block: Span,
        role: Role,
        lang: Option<crate::Lang>,
        origin: impl Fn(Span) -> Origin,
    ) {
        let room = MOST_SEGMENTS - self.list.len();
        for span in first_sentences(block.of(text).unwrap_or_default(), lang, room) {
            let span = Span { start: span.start + block.start, end: span.end + block.start };
            self.push(text, span, role, &origin);
        }
    }

    fn finish(self, problems: &mut Vec<Problem>) -> Vec<Segment> {
        if self.full {
            let what = format!("more than {MOST_SEGMENTS} sentences or cells; the rest is one segment");
            problems.push(Problem::whole(what));
        }
        self.list
    }
}

fn file_bytes(decoded: &Decoded, span: Span) -> Origin {
    let Span { start, end } = decoded.origin(span);
    Origin::Byte { start, end }
}

fn from_decoded(decoded: Decoded, media: &str, segments: Vec<Segment>) -> Extracted {
    let lang = detect_language(&decoded.text);
    let mut problems = decoded.problems;
    if segments.is_empty() && problems.is_empty() {
        problems.push(Problem::whole("the file holds no text"));
    }
    Extracted {
        media: media.to_owned(),
        lang,
        encoding: Some(decoded.encoding.to_owned()),
        text: decoded.text,
        segments,
        tool: TOOL.to_owned(),
        version: VERSION.to_owned(),
        params: String::new(),
        problems,
    }
}

/// A span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text).unwrap_or_default();
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span { start, end: start + piece.trim().len() }
}

/// A Markdown line without the marks that make it a heading, an entry or a quotation.
fn without_marker(text: &str, span: Span) -> Span {
    let mut rest = span.of(text).unwrap_or_default();
    loop {
        let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let marks = match rest.as_bytes().first() {
            Some(b'#') => rest.bytes().take(6).take_while(|b| *b == b'#').count(),
            Some(b'>' | b'-' | b'*' | b'+') => 1,
            Some(b'0'..=b'9') if matches!(rest.as_bytes().get(digits), Some(b'.' | b')')) => digits + 1,
            _ => 0,
        };
        let after = rest[marks..].trim_start_matches([' ', '\t']);
        let spaced = after.len() < rest.len() - marks || rest.starts_with('>');
        if marks == 0 || after.is_empty() || !spaced {
            break;
        }
        rest = after;
    }
    Span { start: span.end - rest.len(), end: span.end }
}

/// Keeps a text within its bound, and says so.
fn cut_text(text: &mut String, problems: &mut Vec<Problem>) {
    if text.len() > MOST_TEXT {
        text.truncate(text.floor_char_boundary(MOST_TEXT));
        let what = format!("only the first {} MiB of text were taken", MOST_TEXT >> 20);
        problems.push(Problem::at(format!("byte {} of the text", text.len()), what));
    }
}

/// Keeps lists within their bounds, and says so.
fn bound(out: &mut Extracted) {
    cut_text(&mut out.text, &mut out.problems);
    let length = out.text.len();
    out.segments.retain(|segment| segment.span.end <= length);
    if out.problems.len() > MOST_PROBLEMS {
        let more = out.problems.len() - MOST_PROBLEMS;
        out.problems.truncate(MOST_PROBLEMS);
        out.problems.push(Problem::whole(format!("{more} more problems are not named")));
    }
}
