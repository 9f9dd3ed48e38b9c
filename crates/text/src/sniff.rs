//! What a file is: its first bytes are asked first, its name and the sender's word only among texts.

use crate::extracted::Hint;

/// Which reader a file gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    Plain,
    Markdown,
    Html,
    Csv,
    /// Markup or mail that is shown as it is written, not taken apart.
    Source,
    Pdf,
    Docx,
    Odt,
    Xlsx,
    Image,
    /// Kept, not read.
    Opaque,
}

/// Media types that other crates may want to compare with.
pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ODT: &str = "application/vnd.oasis.opendocument.text";

/// What a file is, by its first bytes and its name: for when the whole is not at hand.
#[must_use]
pub fn media_type(head: &[u8], name: Option<&str>) -> String {
    let hint = Hint { name: name.map(str::to_owned), ..Hint::default() };
    sniff(head, &hint).0.to_owned()
}

/// The media type and the reader for it.
pub(crate) fn sniff(bytes: &[u8], hint: &Hint) -> (&'static str, Reader) {
    if let Some(found) = by_magic(bytes) {
        return found;
    }
    if !looks_like_text(bytes) {
        return ("application/octet-stream", Reader::Opaque);
    }
    by_name(hint).or_else(|| by_markup(bytes)).unwrap_or(("text/plain", Reader::Plain))
}

/// Formats that their own first bytes declare.
fn by_magic(bytes: &[u8]) -> Option<(&'static str, Reader)> {
    const ROWS: &[(usize, &[u8], &str, Reader)] = &[
        (0, b"\x89PNG\r\n\x1a\n", "image/png", Reader::Image),
        (0, b"\xff\xd8\xff", "image/jpeg", Reader::Image),
        (0, b"GIF87a", "image/gif", Reader::Image),
        (0, b"GIF89a", "image/gif", Reader::Image),
        (8, b"WEBP", "image/webp", Reader::Image),
        (0, b"II*\0", "image/tiff", Reader::Image),
        (0, b"MM\0*", "image/tiff", Reader::Image),
        (0, b"\x1f\x8b", "application/gzip", Reader::Opaque),
        (0, b"BZh", "application/x-bzip2", Reader::Opaque),
        (0, b"\xfd7zXZ\0", "application/x-xz", Reader::Opaque),
        (0, b"\x28\xb5\x2f\xfd", "application/zstd", Reader::Opaque),
        (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", Reader::Opaque),
        (0, b"Rar!\x1a\x07", "application/vnd.rar", Reader::Opaque),
        (257, b"ustar", "application/x-tar", Reader::Opaque),
        (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", Reader::Opaque),
        (0, b"{\\rtf", "application/rtf", Reader::Opaque),
        (0, b"OggS", "application/ogg", Reader::Opaque),
        (0, b"ID3", "audio/mpeg", Reader::Opaque),
        (8, b"WAVE", "audio/wav", Reader::Opaque),
        (0, b"fLaC", "audio/flac", Reader::Opaque),
        (0, b"\x1aE\xdf\xa3", "video/x-matroska", Reader::Opaque),
        (4, b"ftyp", "video/mp4", Reader::Opaque),
        (0, b"SQLite format 3\0", "application/vnd.sqlite3", Reader::Opaque),
        (0, b"WARC/", "application/warc", Reader::Opaque),
        (0, b"age-encryption.org/", "application/age", Reader::Opaque),
    ];
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(("application/pdf", Reader::Pdf));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(zipped(bytes));
    }
    let row = ROWS.iter().find(|(at, magic, ..)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    row.map(|(_, _, media, reader)| (*media, *reader))
}

/// An archive that is an office document says so in its list of members, at its end, or in its first member.
fn zipped(bytes: &[u8]) -> (&'static str, Reader) {
    let head = &bytes[..bytes.len().min(4096)];
    let tail = &bytes[bytes.len().saturating_sub(64 * 1024)..];
    let holds =
        |name: &[u8]| [head, tail].iter().any(|part| part.windows(name.len()).any(|window| window == name));
    if holds(b"word/document") {
        (DOCX, Reader::Docx)
    } else if holds(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        (ODT, Reader::Odt)
    } else if holds(b"xl/workbook") {
        (XLSX, Reader::Xlsx)
    } else {
        ("application/zip", Reader::Opaque)
    }
}

/// Texts by the ending of their name, then by what the sender said.
fn by_name(hint: &Hint) -> Option<(&'static str, Reader)> {
    let by_ending = hint.ending().and_then(|ending| {
        Some(match ending.as_str() {
            "txt" | "text" | "log" => ("text/plain", Reader::Plain),
            "md" | "markdown" => ("text/markdown", Reader::Markdown),
            "htm" | "html" | "xhtml" => ("text/html", Reader::Html),
            "csv" => ("text/csv", Reader::Csv),
            "tsv" | "tab" => ("text/tab-separated-values", Reader::Csv),
            "svg" => ("image/svg+xml", Reader::Source),
            "xml" => ("application/xml", Reader::Source),
            "json" => ("application/json", Reader::Source),
            "eml" => ("message/rfc822", Reader::Source),
            _ => return None,
        })
    });
    let by_media = || {
        let media = hint.media.as_deref()?.split(';').next()?.trim().to_ascii_lowercase();
        Some(match media.as_str() {
            "text/markdown" => ("text/markdown", Reader::Markdown),
            "text/html" | "application/xhtml+xml" => ("text/html", Reader::Html),
            "text/csv" => ("text/csv", Reader::Csv),
            "text/tab-separated-values" => ("text/tab-separated-values", Reader::Csv),
            "text/plain" => ("text/plain", Reader::Plain),
            "application/json" => ("application/json", Reader::Source),
            "message/rfc822" => ("message/rfc822", Reader::Source),
            "application/xml" | "text/xml" => ("application/xml", Reader::Source),
            _ => return None,
        })
    };
    by_ending.or_else(by_media)
}

/// Texts that say what they are in their first line.
fn by_markup(bytes: &[u8]) -> Option<(&'static str, Reader)> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<body") {
        Some(("text/html", Reader::Html))
    } else if head.starts_with("<?xml") {
        Some(("application/xml", Reader::Source))
    } else {
        None
    }
}

/// Few control characters, or UTF-16.
fn looks_like_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if head.starts_with(b"\xff\xfe")
        || head.starts_with(b"\xfe\xff")
        || crate::decode::is_unmarked_utf16(head)
    {
        return true;
    }
    let control = head.iter().filter(|b| matches!(b, 0..=8 | 11 | 14..=26 | 28..=31 | 127)).count();
    control * 50 <= head.len()
}
