//! The record as PDF: set by Typst from `record.typ`, tagged, PDF/A-3a and PDF/UA-1, with
//! `record.csv` attached, and the same bytes for the same record.
//!
//! Typst runs as a library in a world of one source and our fonts: no file, no package, no clock can be reached from
//! it. Words from outside enter as data and are set as text.

use serde_json::Value as Json;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart, Value};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::csv::record_csv;
use crate::fonts::{fonts, printable};
use crate::locale::Locale;
use crate::page::Page;
use crate::redact::Redacted;
use crate::view::RecordView;

const TEMPLATE: &str = include_str!("record.typ");

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The record could not be handed over.
    #[error("the record cannot be written down: {0}")]
    Data(#[from] serde_json::Error),
    /// The pages could not be set.
    #[error("the pages cannot be set: {0}")]
    Setting(String),
}

/// The record as PDF.
///
/// # Errors
/// [`PdfError::Setting`] when Typst refuses; no text from outside is known to make it.
pub fn pdf(view: &Redacted<RecordView>, locale: &Locale) -> Result<Vec<u8>, PdfError> {
    let mut page = serde_json::to_value(Page::new(view, locale))?;
    make_printable(&mut page);
    let mut inputs = Dict::new();
    inputs.insert("data".into(), Value::Str(page.to_string().into()));
    inputs.insert("csv".into(), Value::Bytes(Bytes::new(record_csv(view))));
    let record = view.get();
    let ident = format!("sanad/{}/{}/{}", record.log.origin, record.log.size, record.title);
    let set = set(&Paper::new(TEMPLATE, inputs), &ident, &record.program, &record.generated.to_string())?;
    Ok(set.bytes)
}

/// A document on pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Sets a template with its inputs; `date` is RFC 3339, UTC.
pub(crate) fn set(paper: &Paper, ident: &str, program: &str, date: &str) -> Result<SetPdf, PdfError> {
    let document = typst::compile::<PagedDocument>(paper).output.map_err(|errors| refused(&errors))?;
    // What was kept while setting is as large as the document: let go before it is written.
    typst::comemo::evict(0);
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| PdfError::Setting(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some(printable(program))),
        timestamp: datetime(date).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))?;
    Ok(SetPdf { bytes, pages: document.pages().len() })
}

/// The world that the template sees: itself, its inputs, our fonts.
pub(crate) struct Paper {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    source: Source,
}

impl Paper {
    pub(crate) fn new(template: &'static str, inputs: Dict) -> Self {
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(fonts())),
            source: Source::detached(template),
        }
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Every string of the page in letters that the fonts have.
pub(crate) fn make_printable(value: &mut Json) {
    match value {
        Json::String(text) => *text = printable(text),
        Json::Array(values) => values.iter_mut().for_each(make_printable),
        Json::Object(values) => values.values_mut().for_each(make_printable),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// `2026-11-23T08:00:00Z` for Typst.
fn datetime(text: &str) -> Option<Datetime> {
    let mut parts = text.split(['-', 'T', ':', 'Z']);
    let mut next = || parts.next()?.parse::<u16>().ok();
    let year = next()?;
    let mut small = || next().and_then(|n| u8::try_from(n).ok());
    let (month, day, hour, minute, second) = (small()?, small()?, small()?, small()?, small()?);
    Datetime::from_ymd_hms(i32::from(year), month, day, hour, minute, second)
}

fn refused(errors: &[SourceDiagnostic]) -> PdfError {
    let said = errors.iter().map(|error| {
        let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
        format!("{} {}", error.message, hints.join(" ")).trim().to_owned()
    });
    PdfError::Setting(said.collect::<Vec<_>>().join("; "))
}
