//! A document as a tree, and three writers of it: PDF, DOCX and HTML say the same, because they are given the same.
//!
//! Blocks hold runs, runs hold words. A footnote is a run; a writer puts it at the foot of its page. Words that people
//! wrote are words everywhere: no writer reads markup, formulas or fields in them. What is withheld is not in the tree
//! at all: [`Run::Redacted`] and [`Segment::Redacted`] hold nothing, so that no writer can leave it under a bar.

mod docx;
mod html;
mod pdf;

use serde::Serialize;

pub use docx::{DocxError, docx};
pub use html::html as document_html;
pub use pdf::pdf as document_pdf;

use crate::redact::Redacted;

/// A document, laid out in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Under the title.
    pub subtitle: Option<String>,
    /// Its language: "en", "ru", "tg", "fa".
    pub language: String,
    /// At the head of every page.
    pub running_head: String,
    /// At the foot of every page: what this is and what it is not.
    pub notice: String,
    /// On every page of a draft.
    pub draft: Option<String>,
    /// Program and version.
    pub program: String,
    /// When it was made: RFC 3339, UTC.
    pub date: String,
    /// What tells this version apart from others.
    pub ident: String,
    /// The words that the writers add.
    pub labels: Labels,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// Words that the writers add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// Above the contents.
    pub contents: String,
    /// Between page number and number of pages: "of".
    pub of: String,
    /// Above the footnotes of a page on screen.
    pub notes: String,
    /// Before what is missing.
    pub missing: String,
    /// For who cannot see a bar: "withheld".
    pub withheld: String,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 4.
        level: u8,
        /// Its words.
        text: Vec<Run>,
        /// What refers to it.
        id: Option<String>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: Vec<Run>,
    },
    /// A list.
    List {
        /// With numbers.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Run>>,
    },
    /// A table.
    Table {
        /// Above it.
        caption: Option<String>,
        /// Its head, repeated on each page.
        head: Vec<Vec<Run>>,
        /// Its rows; each as many cells as the head.
        rows: Vec<Vec<Vec<Run>>>,
        /// Relative widths of the columns.
        widths: Vec<u16>,
    },
    /// Labels with values.
    Fields {
        /// Label and value.
        rows: Vec<(String, Vec<Run>)>,
    },
    /// What somebody said, in their own words.
    Quote {
        /// The words, in stretches of which some may be withheld.
        segments: Vec<Segment>,
        /// Their language.
        language: Option<String>,
        /// What stands under it: where it is from, a translation.
        under: Vec<Run>,
    },
    /// Something that should stand here and does not.
    Gap {
        /// What.
        text: Vec<Run>,
    },
    /// Something that must not be overlooked.
    Callout {
        /// Its words.
        text: Vec<Run>,
    },
    /// The contents, with page numbers on paper.
    Contents,
    /// What follows begins on a new page.
    PageBreak,
    /// A picture.
    Picture {
        /// PNG.
        #[serde(skip)]
        png: Vec<u8>,
        /// What it shows, for who cannot see it.
        alt: String,
    },
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "segment", rename_all = "snake_case")]
pub enum Segment {
    /// Shown.
    Shown {
        /// The words.
        text: String,
    },
    /// Withheld: a bar of one length for all, over nothing.
    Redacted,
}

/// Words of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "run", rename_all = "snake_case")]
pub enum Run {
    /// Plain.
    Text {
        /// The words.
        text: String,
    },
    /// Strong.
    Strong {
        /// The words.
        text: String,
    },
    /// Soft: beside the matter.
    Soft {
        /// The words.
        text: String,
    },
    /// In letters of one width.
    Code {
        /// The words.
        text: String,
    },
    /// In another language.
    Foreign {
        /// The words.
        text: String,
        /// Its code.
        language: String,
    },
    /// A footnote.
    Footnote {
        /// What leads to it: "P7".
        mark: String,
        /// What it says.
        text: Vec<Run>,
    },
    /// A place that can be referred to.
    Anchor {
        /// Its name.
        id: String,
    },
    /// A reference to a place of this document.
    Reference {
        /// The place.
        id: String,
        /// What is shown.
        text: String,
    },
    /// An address on the net.
    Link {
        /// The address.
        url: String,
        /// What is shown.
        text: String,
    },
    /// Withheld: a bar over nothing.
    Redacted,
    /// A new line.
    Break,
}

impl Redacted<Document> {
    /// A document whose words were all taken from redacted values.
    #[must_use]
    pub(crate) fn laid_out(document: Document) -> Self {
        Self::of(document)
    }

    /// A document made up by a test of the writers.
    #[doc(hidden)]
    #[must_use]
    pub fn for_tests(document: Document) -> Self {
        Self::of(document)
    }
}

/// Plain words.
#[must_use]
pub fn text(text: impl Into<String>) -> Run {
    Run::Text { text: text.into() }
}

/// Strong words.
#[must_use]
pub fn strong(text: impl Into<String>) -> Run {
    Run::Strong { text: text.into() }
}

/// Soft words.
#[must_use]
pub fn soft(text: impl Into<String>) -> Run {
    Run::Soft { text: text.into() }
}

/// A paragraph.
#[must_use]
pub fn paragraph(text: Vec<Run>) -> Block {
    Block::Paragraph { text }
}

/// A heading without a name.
#[must_use]
pub fn heading(level: u8, words: impl Into<String>) -> Block {
    Block::Heading { level, text: vec![text(words)], id: None }
}

/// Whether a language is written from right to left.
#[must_use]
pub(crate) fn right_to_left(language: &str) -> bool {
    matches!(language.split('-').next(), Some("fa" | "ar" | "ur" | "ps" | "he"))
}

/// Names of places as all three formats allow them: letters, digits and hyphens.
pub(crate) fn place_name(id: &str) -> String {
    let safe = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    format!("p-{}", safe.collect::<String>())
}
