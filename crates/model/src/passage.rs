//! Where a quote stands: an item, and exact bytes in it.
//!
//! Every claim, figure and published sentence leads back to a [`Passage`]; the quote is compared with the stored
//! original at every save.

use serde::{Deserialize, Serialize};

use crate::id::{DerivativeId, ItemId};

/// A range of bytes in a UTF-8 text, end exclusive. Written `[start, end]` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Where a stretch of derived text came from in the item's own terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Bytes of the item itself, end exclusive.
    Byte {
        /// First byte in the item.
        start: usize,
        /// One past the last byte in the item.
        end: usize,
    },
    /// A page, counted from 1.
    Page {
        /// Page number from 1.
        page: u32,
    },
    /// A cell of a table; rows counted from 1 with the header as row 1, columns from 1.
    Cell {
        /// Row from 1 (the header is row 1).
        row: u32,
        /// Column from 1.
        column: u32,
        /// Sheet name, where the format has sheets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<String>,
    },
}

/// A quote and its place: `text[span] == quote` in the named derivative (or in the item itself when there is none).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The item quoted.
    pub item: ItemId,
    /// The text derived from it that the span counts in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derivative: Option<DerivativeId>,
    /// Bytes in the text.
    pub span: Span,
    /// Exactly those bytes.
    pub quote: String,
    /// The place in the item's own terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// A quote does not stand where it is said to stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PassageError {
    /// The span is empty, reversed, beyond the text or cuts a character.
    #[error("bytes {}..{} are not a stretch of the text", .0.start, .0.end)]
    NotInText(Span),
    /// Other bytes stand at the span.
    #[error("the quote is not what stands at bytes {}..{}", .0.start, .0.end)]
    QuoteDiffers(Span),
}

impl Span {
    /// A span; `None` when `start > end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// The bytes of `text` at this span; `None` when it is not a stretch of whole characters in it.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start..self.end)
    }

    /// Whether `inner` lies within.
    #[must_use]
    pub fn contains(&self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether they share a byte.
    #[must_use]
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Compares a quote with the text it is said to stand in.
///
/// # Errors
/// [`PassageError::NotInText`] when the span is no stretch of the text, [`PassageError::QuoteDiffers`] when other
/// bytes stand there.
pub fn check_quote(text: &str, span: Span, quote: &str) -> Result<(), PassageError> {
    match span.of(text) {
        Some(found) if !span.is_empty() && found == quote => Ok(()),
        Some(_) if !span.is_empty() => Err(PassageError::QuoteDiffers(span)),
        _ => Err(PassageError::NotInText(span)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_the_bytes_at_its_span() {
        let text = "погибли 14 человек";
        let rows = [
            ("as it stands", (15, 17), "14", Ok(())),
            ("one byte off", (14, 16), "14", Err(PassageError::QuoteDiffers((14, 16).into()))),
            ("cuts a letter", (1, 4), "о", Err(PassageError::NotInText((1, 4).into()))),
            ("beyond the end", (30, 90), "x", Err(PassageError::NotInText((30, 90).into()))),
            ("empty", (3, 3), "", Err(PassageError::NotInText((3, 3).into()))),
            ("reversed", (9, 3), "", Err(PassageError::NotInText((9, 3).into()))),
        ];
        for (name, span, quote, expected) in rows {
            assert_eq!(check_quote(text, span.into(), quote), expected, "{name}");
        }
    }
}
