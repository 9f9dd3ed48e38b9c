//! What reading a file gives: a text, its segments with their places, and what could not be read.

use sanad_model::{Origin, Problem, Span};
use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// The text of a file. A derivative in the sense of the vocabulary: made by a named tool and version, never the
/// evidence itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// What the file is, by its bytes first and its name second.
    pub media: String,
    /// The language of most of the text, where it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The encoding that the file was read in, where it is a file of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The text. For a UTF-8 file of plain text, Markdown or CSV: the file's own bytes after a byte-order mark.
    pub text: String,
    /// Stretches of the text in order, not overlapping; together with the gaps between them they are the text.
    pub segments: Vec<Segment>,
    /// Which reader made it.
    pub tool: String,
    /// The reader's version: another version may give another text.
    pub version: String,
    /// What the reader was told, in words, where that changes the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub params: String,
    /// What could not be read or needs a reader's eye.
    pub problems: Vec<Problem>,
}

/// A sentence, or a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Bytes of [`Extracted::text`].
    pub span: Span,
    /// Where that came from in the file.
    #[serde(flatten)]
    pub origin: Origin,
    /// What part of the document it is.
    #[serde(default, skip_serializing_if = "Role::is_body")]
    pub role: Role,
}

/// What part a segment plays. Nothing is dropped for its role; readers may pass over what is not the body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The matter itself.
    #[default]
    Body,
    /// The title in the document's head.
    Title,
    /// What stands under or for a picture.
    Caption,
    /// A comment: of a reader under an article, or in the margin of an office document.
    Comment,
    /// A footnote or endnote.
    Note,
    /// A running head or foot, a menu, a notice: what frames the matter.
    Frame,
}

impl Role {
    /// Whether it is the matter itself.
    #[must_use]
    pub fn is_body(&self) -> bool {
        *self == Self::Body
    }
}

/// What the outside says about a file. The bytes are asked first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// The file's name; only what follows its last full stop is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The media type that the sender or server gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
    /// Not to be read, but to be drawn anew as a picture.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub redraw: bool,
    /// Not to be read, but to be taken apart: a zip into its files.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub members: bool,
}

impl Hint {
    /// A hint from a file name alone.
    #[must_use]
    pub fn name(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), media: None, redraw: false, members: false }
    }

    /// The name's ending in lower case, without its full stop.
    pub(crate) fn ending(&self) -> Option<String> {
        let name = self.name.as_deref()?;
        name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).filter(|ending| ending.len() <= 8)
    }
}

/// A file larger than this is kept and not read.
pub const MOST_INPUT: u64 = 64 << 20;
/// Text beyond this is left out, and said.
pub const MOST_TEXT: usize = 32 << 20;
/// Beyond this many segments the rest of the text is one.
pub const MOST_SEGMENTS: usize = 400_000;
/// Beyond this many problems the rest are counted.
pub const MOST_PROBLEMS: usize = 200;

impl Extracted {
    /// A result without text.
    pub(crate) fn nothing(media: impl Into<String>, problem: Problem) -> Self {
        Self {
            media: media.into(),
            lang: None,
            encoding: None,
            text: String::new(),
            segments: Vec::new(),
            tool: TOOL.to_owned(),
            version: VERSION.to_owned(),
            params: String::new(),
            problems: vec![problem],
        }
    }
}

impl Extracted {
    /// Whether every segment is a stretch of the text, in order and without overlap. The answer of a confined child
    /// is checked before it is used.
    pub(crate) fn is_sound(&self) -> bool {
        let mut at = 0;
        self.segments.iter().all(|segment| {
            let fits =
                segment.span.start >= at && !segment.span.is_empty() && segment.span.of(&self.text).is_some();
            at = segment.span.end;
            fits
        })
    }
}

/// The name that derivatives give as their tool.
pub(crate) const TOOL: &str = "sanad-text";
/// Its version.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
